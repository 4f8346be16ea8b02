"""The table of actions: whatever a user can do is a row. Menus, buttons and keys are made from it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from annotator.ui.plain_text import tool_tip
from annotator.ui.translation import mark

CONTEXT = "actions"


class Needs(StrEnum):
    """What has to be there for an action to make sense."""

    NOTHING = "nothing"
    PROJECT = "project"
    DOCUMENT = "document"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action. `keys` are as Qt writes them; the first is the one that is shown.

    An action with a `choice` is one of several of which one holds; a `checkable` one is on or off.
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


FILE = mark("actions", "&File")
EDIT = mark("actions", "&Edit")
ARTICLE = mark("actions", "&Article")
LABEL = mark("actions", "&Label")
VIEW = mark("actions", "&View")
MENUS = (FILE, EDIT, ARTICLE, LABEL, VIEW)
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
        "remove_span",
        mark("actions", "Remove label"),
        mark("actions", "Take the label off the selected span."),
        EDIT,
        ("Delete", "Backspace"),
        Needs.DOCUMENT,
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
        "next_document",
        mark("actions", "Next article"),
        mark("actions", "Open the article below."),
        ARTICLE,
        ("Alt+Down", "Ctrl+PgDown"),
        Needs.DOCUMENT,
        repeats=True,
        new_section=True,
    ),
    ActionRow(
        "previous_document",
        mark("actions", "Previous article"),
        mark("actions", "Open the article above."),
        ARTICLE,
        ("Alt+Up", "Ctrl+PgUp"),
        Needs.DOCUMENT,
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
        "next_panel",
        mark("actions", "Next panel"),
        mark("actions", "Go on to the articles, the text or the labels."),
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
)


def translated(text: str) -> str:
    """Return a text of the table in the user's language."""
    return QCoreApplication.translate(CONTEXT, text)


def key_text(action: QAction) -> str:
    """Return the action's first key as the system writes it, empty without one."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def explain(action: QAction, sentence: str) -> None:
    """Say in tooltip and status tip what the action does and by which key."""
    key = key_text(action)
    said = f"{sentence} ({key})" if key else sentence
    action.setToolTip(tool_tip(said))
    action.setStatusTip(said)


def make_actions(parent: QObject, gestures: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Make a QAction for each row; `gestures` says by name what they do. Raises KeyError when one is missing."""
    groups: dict[str, QActionGroup] = {}
    actions = {}
    for row in ACTIONS:
        action = _make(row, parent, gestures[row.name])
        if row.choice:
            groups.setdefault(row.choice, QActionGroup(parent)).addAction(action)
        actions[row.name] = action
    return actions


def _make(row: ActionRow, parent: QObject, gesture: Callable[[], object]) -> QAction:
    action = QAction(translated(row.title), parent)
    action.setObjectName(row.name)
    action.setShortcuts([QKeySequence(key) for key in row.keys])
    action.setAutoRepeat(row.repeats)
    action.setCheckable(row.checkable)
    action.setIconVisibleInMenu(False)
    explain(action, translated(row.explains))
    action.triggered.connect(lambda *_checked: gesture())
    return action


def enable_actions(actions: Mapping[str, QAction], there: Collection[Needs]) -> None:
    """Switch on just the actions for which all that they need is there."""
    for row in ACTIONS:
        actions[row.name].setEnabled(row.needs is Needs.NOTHING or row.needs in there)


def fill_menu_bar(menu_bar: QMenuBar, actions: Mapping[str, QAction]) -> dict[str, QMenu]:
    """Add every menu with its actions; return the menus by their untranslated title."""
    menus = {}
    for title in MENUS:
        menu = menus[title] = menu_bar.addMenu(translated(title))
        menu.setToolTipsVisible(True)
    for row in ACTIONS:
        if row.new_section:
            menus[row.menu].addSeparator()
        menus[row.menu].addAction(actions[row.name])
    return menus
