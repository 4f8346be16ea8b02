"""What is said of spans, relations and articles: further rows of their menus."""

from annotator.ui.action_rows.row import ARTICLE, SPAN, ActionRow, Needs
from annotator.ui.translation import mark

ROWS = (
    ActionRow(
        "edit_annotation",
        mark("actions", "Attributes and note…"),
        mark("actions", "Say more of the selected span or relation; with nothing selected, of the article."),
        SPAN,
        ("F12", "Alt+Return", "Alt+Enter"),
        Needs.DOCUMENT,
        new_section=True,
    ),
    ActionRow(
        "label_document",
        mark("actions", "Label the article…"),
        mark("actions", "Give this article labels of its own, or take them off."),
        ARTICLE,
        ("Ctrl+F12",),
        Needs.DOCUMENT,
        new_section=True,
    ),
    ActionRow(
        "note_document",
        mark("actions", "Note on the article…"),
        mark("actions", "Write a note on this article, or read it."),
        ARTICLE,
        ("Shift+F12",),
        Needs.DOCUMENT,
    ),
)
