"""Menus, buttons and keys, made from the table of actions."""

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from annotator.ui.action_table import ACTIONS, MENUS, ActionRow, Needs
from annotator.ui.plain_text import shown, tool_tip

CONTEXT = "actions"
EXPLANATION = "explanation"
"""The property in which an action carries its sentence."""
CHORD = "chord"
"""The property in which an action without a key carries the keys that are pressed one after the other for it."""


def translated(text: str) -> str:
    """Return a text of the table in the user's language."""
    return QCoreApplication.translate(CONTEXT, text)


def key_text(action: QAction) -> str:
    """Return the action's first key as the system writes it, empty without one."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) or str(action.property(CHORD) or "")


def key_texts(action: QAction) -> tuple[str, ...]:
    """Return all keys of the action as the system writes them."""
    keys = tuple(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
    return keys or tuple(filter(None, (key_text(action),)))


def explain(action: QAction, sentence: str) -> None:
    """Say in tooltip and status tip what the action does and by which key."""
    sentence = shown(sentence)
    action.setProperty(EXPLANATION, sentence)
    key = key_text(action)
    said = f"{sentence} ({key})" if key else sentence
    action.setToolTip(tool_tip(said))
    action.setStatusTip(said)


def explanation(action: QAction) -> str:
    """Return the sentence that `explain` was given."""
    return str(action.property(EXPLANATION) or "")


def make_actions(parent: QObject, gestures: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Make a QAction for each row, switched off if it needs anything; `gestures` says by name what they do.

    Raises KeyError when one is missing.
    """
    groups: dict[str, QActionGroup] = {}
    actions = {}
    for row in ACTIONS:
        action = _make(row, parent, gestures[row.name])
        if row.choice:
            groups.setdefault(row.choice, QActionGroup(parent)).addAction(action)
        actions[row.name] = action
    return actions


def _make(row: ActionRow, parent: QObject, gesture: Callable[[], object]) -> QAction:
    # Made with a text, it would be asked whether that is an icon, and PySide6 loads the names of 150 icons for it.
    action = QAction(parent)
    action.setText(translated(row.title))
    action.setObjectName(row.name)
    action.setShortcuts([QKeySequence(key) for key in row.keys])
    action.setAutoRepeat(row.repeats)
    if row.in_text:
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setCheckable(row.checkable)
    # As where nothing is open yet: whatever has an action is told of each that is switched off.
    action.setEnabled(row.needs is Needs.NOTHING)
    action.setIconVisibleInMenu(False)
    explain(action, translated(row.explains))
    action.triggered.connect(lambda *_checked: gesture())
    return action


def enable_actions(actions: Mapping[str, QAction], there: Collection[Needs]) -> None:
    """Switch on just the actions for which all that they need is there."""
    for row in ACTIONS:
        actions[row.name].setEnabled(row.needs is Needs.NOTHING or row.needs in there)


def fill_menu_bar(menu_bar: QMenuBar, actions: Mapping[str, QAction]) -> dict[str, QMenu]:
    """Add every menu with its actions; return the menus, also those inside one, by their untranslated title."""
    menus: dict[str, QMenu] = {}
    for title in MENUS:
        _add_menu(menus, title, menu_bar)
    for row in ACTIONS:
        within = row.part if row.part in menus else row.menu
        if row.new_section:
            menus[within].addSeparator()
        if row.part and row.part not in menus:
            _add_menu(menus, row.part, menus[row.menu])
        menus[row.part or row.menu].addAction(actions[row.name])
    return menus


def _add_menu(menus: dict[str, QMenu], title: str, place: QMenuBar | QMenu) -> None:
    menu = menus[title] = place.addMenu(translated(title))
    menu.setToolTipsVisible(True)
