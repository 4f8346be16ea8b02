"""What is done with the labels themselves."""

from annotator.ui.action_rows.row import LABEL, ActionRow, Needs
from annotator.ui.translation import mark

ROWS = (
    ActionRow(
        "new_label",
        mark("actions", "New label…"),
        mark("actions", "Add a label, with a colour and a key of its own."),
        LABEL,
        ("Ctrl+Shift+N",),
        Needs.PROJECT,
        new_section=True,
    ),
    ActionRow(
        "rename_label",
        mark("actions", "Rename label…"),
        mark("actions", "Change the name of the label that the keyboard is on, or of that given last."),
        LABEL,
        ("Ctrl+Shift+R",),
        Needs.PROJECT,
    ),
    ActionRow(
        "recolor_label",
        mark("actions", "Change colour of label…"),
        mark("actions", "Choose another colour for the label that the keyboard is on, or for that given last."),
        LABEL,
        needs=Needs.PROJECT,
    ),
    ActionRow(
        "rekey_label",
        mark("actions", "Change key of label…"),
        mark("actions", "Choose another key for the label that the keyboard is on, or for that given last."),
        LABEL,
        needs=Needs.PROJECT,
    ),
    ActionRow(
        "merge_label",
        mark("actions", "Merge label into another…"),
        mark("actions", "Give all spans of a label another label, and delete it: one action."),
        LABEL,
        needs=Needs.PROJECT,
    ),
    ActionRow(
        "delete_label",
        mark("actions", "Delete label…"),
        mark("actions", "Delete the label that the keyboard is on, or that given last; its spans go or get another."),
        LABEL,
        needs=Needs.PROJECT,
    ),
    ActionRow(
        "hide_label",
        mark("actions", "Hide or show label"),
        mark("actions", "Hide the spans of the label that the keyboard is on, or of that given last, in the text."),
        LABEL,
        ("Ctrl+Shift+H",),
        Needs.PROJECT,
        new_section=True,
    ),
    ActionRow(
        "show_hidden_labels",
        mark("actions", "Show all labels again"),
        mark("actions", "Show the spans of all labels in the text."),
        LABEL,
        ("Ctrl+Alt+H",),
        Needs.PROJECT,
    ),
)
