"""The table of actions: whatever a user can do is a row. Menus, buttons and keys are made from it by `actions`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from annotator.ui.translation import mark


class Needs(StrEnum):
    """What has to be there for an action to make sense."""

    NOTHING = "nothing"
    PROJECT = "project"
    PLACE = "place"
    """An article, be it one that cannot be read."""
    DOCUMENT = "document"
    JOB = "job"
    REPORT = "report"
    EXPORT = "export"


WHY_NOT: Mapping[Needs, str] = MappingProxyType(
    {
        Needs.NOTHING: mark("actions", "Cannot be done just now."),
        Needs.PROJECT: mark("actions", "Needs an open project."),
        Needs.DOCUMENT: mark("actions", "Needs an open article."),
        Needs.JOB: mark("actions", "Needs a running import or export."),
        Needs.PLACE: mark("actions", "Needs an article in the list to start from."),
        Needs.REPORT: mark("actions", "Needs an import or export that had something to tell."),
        Needs.EXPORT: mark("actions", "Needs an export since the start."),
    }
)
"""Why an action cannot be done, by what it needs."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action. `keys` are as Qt writes them; the first is the one that is shown.

    An action with a `choice` is one of several of which one holds; a `checkable` one is on or off. The keys of one
    that is `in_text` work only while the text has the keyboard.
    """

    name: str
    title: str
    explains: str
    menu: str
    keys: tuple[str, ...] = ()
    needs: Needs = Needs.NOTHING
    repeats: bool = False
    new_section: bool = False
    checkable: bool = False
    choice: str = ""
    in_text: bool = False


FILE = mark("actions", "&File")
EDIT = mark("actions", "&Edit")
ARTICLE = mark("actions", "&Article")
LABEL = mark("actions", "&Label")
VIEW = mark("actions", "&View")
HELP = mark("actions", "&Help")
MENUS = (FILE, EDIT, ARTICLE, LABEL, VIEW, HELP)
"""In the order of the menu bar. LABEL holds the labels of the open project and no row of this table."""

ACTIONS = (
    ActionRow(
        "new_project", mark("actions", "New project…"), mark("actions", "Make a new project file."), FILE, ("Ctrl+N",)
    ),
    ActionRow(
        "open_project",
        mark("actions", "Open project…"),
        mark("actions", "Open another project file."),
        FILE,
        ("Ctrl+O",),
    ),
    ActionRow(
        "import_files",
        mark("actions", "Import articles…"),
        mark("actions", "Read articles or a labelled dataset into this project."),
        FILE,
        ("Ctrl+I",),
        Needs.PROJECT,
        new_section=True,
    ),
    ActionRow(
        "import_folder",
        mark("actions", "Import folder…"),
        mark("actions", "Read all articles and datasets in a folder into this project."),
        FILE,
        ("Ctrl+Shift+I",),
        Needs.PROJECT,
    ),
    ActionRow(
        "paste_article",
        mark("actions", "Paste as new article…"),
        mark("actions", "Make a new article of the text on the clipboard."),
        FILE,
        ("Ctrl+V",),
        Needs.PROJECT,
    ),
    ActionRow(
        "export_dataset",
        mark("actions", "Export dataset…"),
        mark("actions", "Write the labelled articles to a file."),
        FILE,
        ("Ctrl+E",),
        Needs.PROJECT,
    ),
    ActionRow(
        "stop_job",
        mark("actions", "Stop the import or export"),
        mark("actions", "Stop it; nothing of it is kept."),
        FILE,
        ("Ctrl+.",),
        Needs.JOB,
    ),
    ActionRow(
        "show_report",
        mark("actions", "Details"),
        mark("actions", "Show what the last import or export changed, left out or lost."),
        FILE,
        needs=Needs.REPORT,
    ),
    ActionRow(
        "show_export",
        mark("actions", "Show in folder"),
        mark("actions", "Open the folder that holds the last export."),
        FILE,
        needs=Needs.EXPORT,
    ),
    ActionRow(
        "save",
        mark("actions", "Save"),
        mark("actions", "There is nothing to do: everything is saved at once."),
        FILE,
        ("Ctrl+S",),
        Needs.PROJECT,
        new_section=True,
    ),
    ActionRow(
        "quit", mark("actions", "Quit"), mark("actions", "Close the window."), FILE, ("Ctrl+Q",), new_section=True
    ),
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
        "next_likely",
        mark("actions", "Next likely entity"),
        mark("actions", "Select what is likely to be labelled next; where nothing is, leave the text."),
        EDIT,
        ("Tab",),
        Needs.DOCUMENT,
        repeats=True,
        new_section=True,
        in_text=True,
    ),
    ActionRow(
        "previous_likely",
        mark("actions", "Likely entity before"),
        mark("actions", "Go back to what might be labelled, also to what Tab passes over."),
        EDIT,
        ("Shift+Tab",),
        Needs.DOCUMENT,
        repeats=True,
        in_text=True,
    ),
    ActionRow(
        "grow_end",
        mark("actions", "One word more"),
        mark("actions", "Let the selected text end one word later."),
        EDIT,
        ("Space",),
        Needs.DOCUMENT,
        repeats=True,
        in_text=True,
    ),
    ActionRow(
        "shrink_end",
        mark("actions", "One word less"),
        mark("actions", "Let the selected text end one word earlier."),
        EDIT,
        ("Shift+Space",),
        Needs.DOCUMENT,
        repeats=True,
        in_text=True,
    ),
    ActionRow(
        "grow_start",
        mark("actions", "Begin one word earlier"),
        mark("actions", "Let the selected text begin one word earlier."),
        EDIT,
        ("[", "Ctrl+Alt+Left"),
        Needs.DOCUMENT,
        repeats=True,
        in_text=True,
    ),
    ActionRow(
        "shrink_start",
        mark("actions", "Begin one word later"),
        mark("actions", "Let the selected text begin one word later."),
        EDIT,
        ("]", "Ctrl+Alt+Right"),
        Needs.DOCUMENT,
        repeats=True,
        in_text=True,
    ),
    ActionRow(
        "remove_span",
        mark("actions", "Remove label"),
        mark("actions", "Take the label off the selected span."),
        EDIT,
        ("Delete", "Backspace"),
        Needs.DOCUMENT,
        new_section=True,
    ),
    ActionRow(
        "label_others",
        mark("actions", "Label all others"),
        mark("actions", "Give its label to every other place of the article that reads like the selected span."),
        EDIT,
        ("Ctrl+Shift+A",),
        Needs.DOCUMENT,
    ),
    ActionRow(
        "add_to_span",
        mark("actions", "Add to span"),
        mark("actions", "Add the selected text to the span selected last, beside it or as a piece apart."),
        EDIT,
        ("+", "Ctrl+J"),
        Needs.DOCUMENT,
    ),
    ActionRow(
        "cut_from_span",
        mark("actions", "Take out of span"),
        mark("actions", "Take the selected text out of the span selected last."),
        EDIT,
        ("-", "Ctrl+Shift+J"),
        Needs.DOCUMENT,
    ),
    ActionRow(
        "settings",
        mark("actions", "Settings…"),
        mark("actions", "Choose the font, the theme and how the program works."),
        EDIT,
        ("Ctrl+,",),
        new_section=True,
    ),
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
    ActionRow(
        "zoom_in",
        mark("actions", "Larger text"),
        mark("actions", "Make the text larger."),
        VIEW,
        ("Ctrl++", "Ctrl+="),
        repeats=True,
    ),
    ActionRow(
        "zoom_out",
        mark("actions", "Smaller text"),
        mark("actions", "Make the text smaller."),
        VIEW,
        ("Ctrl+-",),
        repeats=True,
    ),
    ActionRow(
        "zoom_reset",
        mark("actions", "Usual size"),
        mark("actions", "Show the text in its usual size."),
        VIEW,
        ("Ctrl+0",),
    ),
    ActionRow(
        "show_everyone",
        mark("actions", "Show everyone's spans"),
        mark("actions", "Outline what others have labelled."),
        VIEW,
        ("F7",),
        checkable=True,
    ),
    ActionRow(
        "show_articles",
        mark("actions", "List of articles"),
        mark("actions", "Show or hide the list of articles."),
        VIEW,
        ("F8",),
        new_section=True,
        checkable=True,
    ),
    ActionRow(
        "show_labels",
        mark("actions", "Labels"),
        mark("actions", "Show or hide the labels."),
        VIEW,
        ("F9",),
        checkable=True,
    ),
    ActionRow(
        "show_spans",
        mark("actions", "Spans in this article"),
        mark("actions", "Show or hide the list of the article's spans."),
        VIEW,
        ("Shift+F9",),
        checkable=True,
    ),
    ActionRow(
        "next_panel",
        mark("actions", "Next panel"),
        mark("actions", "Go on to the articles, the header, the text, the labels or the spans."),
        VIEW,
        ("F6",),
        repeats=True,
    ),
    ActionRow(
        "previous_panel",
        mark("actions", "Previous panel"),
        mark("actions", "Go back one panel."),
        VIEW,
        ("Shift+F6",),
        repeats=True,
    ),
    ActionRow(
        "theme_system",
        mark("actions", "Theme of the system"),
        mark("actions", "Follow the system, light or dark."),
        VIEW,
        new_section=True,
        checkable=True,
        choice="theme",
    ),
    ActionRow(
        "theme_light",
        mark("actions", "Light theme"),
        mark("actions", "Dark text on light paper."),
        VIEW,
        checkable=True,
        choice="theme",
    ),
    ActionRow(
        "theme_dark",
        mark("actions", "Dark theme"),
        mark("actions", "Light text on dark paper."),
        VIEW,
        checkable=True,
        choice="theme",
    ),
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
        "about",
        mark("actions", "About Annotator…"),
        mark("actions", "Show versions and licences."),
        HELP,
        new_section=True,
    ),
)
