"""Where to find what can be done."""

from annotator.ui.action_rows.row import HELP, ActionRow, Needs
from annotator.ui.translation import mark

ROWS = (
    ActionRow(
        "command_palette",
        mark("actions", "Any action…"),
        mark("actions", "Find any action or label by a few letters, and do it."),
        HELP,
        ("Ctrl+K", "Ctrl+Shift+P"),
    ),
    ActionRow(
        "shortcut_sheet",
        mark("actions", "Keys…"),
        mark("actions", "Show every action and label with its key."),
        HELP,
        ("F1",),
    ),
    ActionRow(
        "guide",
        mark("actions", "Guide…"),
        mark("actions", "Read how to work with the program."),
        HELP,
        ("Shift+F1",),
    ),
    ActionRow(
        "tour",
        mark("actions", "Tour of the window"),
        mark("actions", "Show the parts of the window in six steps; once more goes on to the next step."),
        HELP,
        ("Ctrl+F1",),
        Needs.DOCUMENT,
    ),
    ActionRow(
        "first_steps",
        mark("actions", "First steps"),
        mark("actions", "Say in the line at the bottom what to press next, until each step was done once."),
        HELP,
        checkable=True,
    ),
    ActionRow(
        "about",
        mark("actions", "About Annotator…"),
        mark("actions", "Show versions and licences."),
        HELP,
        new_section=True,
    ),
)
