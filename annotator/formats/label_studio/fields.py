"""The names that Label Studio's files use, and those that we use in them."""

from typing import Any

Row = dict[str, Any]

TEXT = "text"
"""The key of the text in a task's data, and the name of the tag that shows it."""
LABEL_CONTROL = "label"
DOCUMENT_CONTROL = "document_labels"
NOTE_CONTROL = "document_note"
OFFSETS, KIND, ATTRIBUTES = "offsets", "kind", "attributes"
"""Keys in `meta`, which Label Studio leaves to its users."""
