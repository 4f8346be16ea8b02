"""Undo, the clipboard, finding, settings."""

from annotator.ui.action_rows.row import EDIT, ActionRow, Needs
from annotator.ui.translation import mark

ROWS = (
    ActionRow(
        "undo",
        mark("actions", "Undo"),
        mark("actions", "Take back the last action."),
        EDIT,
        ("Ctrl+Z",),
        Needs.PROJECT,
        repeats=True,
    ),
    ActionRow(
        "redo",
        mark("actions", "Redo"),
        mark("actions", "Do again what was taken back."),
        EDIT,
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        Needs.PROJECT,
        repeats=True,
    ),
    ActionRow(
        "copy",
        mark("actions", "Copy"),
        mark("actions", "Copy the selected text."),
        EDIT,
        ("Ctrl+C",),
        Needs.DOCUMENT,
        new_section=True,
    ),
    ActionRow(
        "select_all",
        mark("actions", "Select all"),
        mark("actions", "Select the whole text."),
        EDIT,
        ("Ctrl+A",),
        Needs.DOCUMENT,
    ),
    ActionRow(
        "find",
        mark("actions", "Find…"),
        mark("actions", "Find a text or a pattern in this article."),
        EDIT,
        ("Ctrl+F",),
        Needs.DOCUMENT,
        new_section=True,
    ),
    ActionRow(
        "find_next",
        mark("actions", "Find next"),
        mark("actions", "Select the next place where it stands."),
        EDIT,
        ("F3",),
        Needs.DOCUMENT,
        repeats=True,
    ),
    ActionRow(
        "find_previous",
        mark("actions", "Find previous"),
        mark("actions", "Select the place before where it stands."),
        EDIT,
        ("Shift+F3",),
        Needs.DOCUMENT,
        repeats=True,
    ),
    ActionRow(
        "settings",
        mark("actions", "Settings…"),
        mark("actions", "Choose the font, the theme and how the program works."),
        EDIT,
        ("Ctrl+,",),
        new_section=True,
    ),
)
