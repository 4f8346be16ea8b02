"""What is done with suggestions, besides the keys that decide about the selected one: further rows of a menu."""

from annotator.ui.action_rows.row import SPAN, SUGGESTIONS, ActionRow, Needs
from annotator.ui.translation import mark

ROWS = (
    ActionRow(
        "accept_suggestions",
        mark("actions", "Accept all suggestions"),
        mark("actions", "Label all that is suggested in this article, as one step that can be undone."),
        SPAN,
        ("Ctrl+Alt+Return", "Ctrl+Alt+Enter"),
        Needs.DOCUMENT,
        new_section=True,
        part=SUGGESTIONS,
    ),
    ActionRow(
        "suggest_anew",
        mark("actions", "Suggest anew"),
        mark("actions", "Learn from what is labelled by now, and show all that is suggested in this article."),
        SPAN,
        ("Ctrl+F5",),
        Needs.DOCUMENT,
        part=SUGGESTIONS,
    ),
    ActionRow(
        "show_suggesting",
        mark("actions", "Suggestions…"),
        mark("actions", "Choose how likely a suggestion must be, by what it is made, and whether there are any."),
        SPAN,
        ("Shift+F5",),
        Needs.PROJECT,
        part=SUGGESTIONS,
    ),
    ActionRow(
        "set_up_engines",
        mark("actions", "More that suggests…"),
        mark("actions", "Name word lists, patterns, or a language model that are to suggest in this project, too."),
        SPAN,
        needs=Needs.PROJECT,
        part=SUGGESTIONS,
    ),
    ActionRow(
        "switch_suggesting",
        mark("actions", "Suggestions on or off"),
        mark("actions", "Suggest in this project, or suggest nothing."),
        SPAN,
        needs=Needs.PROJECT,
        part=SUGGESTIONS,
    ),
)
