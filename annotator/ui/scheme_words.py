"""Where labels and attributes are added that a project does not have yet."""

from collections.abc import Mapping

from PySide6.QtGui import QAction

from annotator.ui.actions import key_text
from annotator.ui.plain_text import without_mark
from annotator.ui.translation import translate


def where_to_add(actions: Mapping[str, QAction]) -> str:
    """Return a sentence that says how the scheme gets them."""
    editor = actions.get("edit_scheme")
    if editor is None:
        return translate("scheme_words", "The import of a dataset that has them brings them.")
    named, key = f"“{without_mark(editor.text())}”", key_text(editor)
    return translate("scheme_words", "{action} adds them.").format(action=f"{named} ({key})" if key else named)
