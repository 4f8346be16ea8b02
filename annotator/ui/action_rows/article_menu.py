"""What is done with an article, and the ways between articles."""

from annotator.ui.action_rows.row import ARTICLE, ActionRow, Needs
from annotator.ui.translation import mark

ROWS = (
    ActionRow(
        "done_and_next",
        mark("actions", "Done, next"),
        mark("actions", "Mark this article done and open the next one."),
        ARTICLE,
        ("Ctrl+Return", "Ctrl+Enter"),
        Needs.DOCUMENT,
    ),
    ActionRow(
        "mark_done",
        mark("actions", "Done, or not done after all"),
        mark("actions", "Mark this article done; once more takes the mark off."),
        ARTICLE,
        ("Ctrl+D",),
        Needs.DOCUMENT,
    ),
    ActionRow(
        "edit_details",
        mark("actions", "Edit details"),
        mark("actions", "Change title, author, date, source and address of this article."),
        ARTICLE,
        ("F2",),
        Needs.DOCUMENT,
    ),
    ActionRow(
        "save_picture",
        mark("actions", "Save as picture…"),
        mark("actions", "Write this article with its labels to a PDF, HTML, SVG or PNG file."),
        ARTICLE,
        ("Ctrl+P",),
        Needs.DOCUMENT,
    ),
    ActionRow(
        "filter_articles",
        mark("actions", "Filter articles"),
        mark("actions", "Show only articles with certain words, or only those to do or done."),
        ARTICLE,
        ("Ctrl+L", "Ctrl+Shift+F"),
        Needs.PROJECT,
        new_section=True,
    ),
    ActionRow(
        "show_all_articles",
        mark("actions", "Show all articles"),
        mark("actions", "Empty the filter above the list of articles."),
        ARTICLE,
        needs=Needs.PROJECT,
    ),
    ActionRow(
        "next_document",
        mark("actions", "Next article"),
        mark("actions", "Open the article below."),
        ARTICLE,
        ("Alt+Down", "Ctrl+PgDown"),
        Needs.PLACE,
        repeats=True,
        new_section=True,
    ),
    ActionRow(
        "previous_document",
        mark("actions", "Previous article"),
        mark("actions", "Open the article above."),
        ARTICLE,
        ("Alt+Up", "Ctrl+PgUp"),
        Needs.PLACE,
        repeats=True,
    ),
)
