"""What is said of a guideline in a line or a tooltip."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale

from annotator.ui.plain_text import named

Examples = Sequence[tuple[str, int]]
"""Forms and how often they were given the label."""

SAID_LENGTH = 400
"""Code points of a guideline in a tooltip."""


def said_examples(examples: Examples) -> str:
    """Return the forms in one line, with how often they were given the label."""
    number = QLocale().toString
    return ", ".join(f"{named(form)} ({number(count)})" for form, count in examples)


def shortened(text: str) -> str:
    """Return the beginning of a guideline, as it was written."""
    text = text.strip()
    return text if len(text) <= SAID_LENGTH else text[: SAID_LENGTH - 1].rstrip() + "…"
