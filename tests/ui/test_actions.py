from collections import Counter
from html import unescape

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from annotator.transfer.starting import default_scheme
from annotator.ui.action_table import ACTIONS, MENUS, Needs
from annotator.ui.actions import enable_actions, fill_menu_bar, key_text, make_actions

ROWS_OF_A_MENU = 24
"""So many rows of 25 pixels, with what parts them, fit on a screen of 700."""


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def actions(qtbot: QtBot, done: list[str]):
    parent = QObject()
    yield make_actions(parent, {row.name: (lambda name=row.name: done.append(name)) for row in ACTIONS})
    parent.deleteLater()


def test_as_long_as_nothing_is_open_only_what_needs_nothing_can_be_done(actions):
    assert all(actions[row.name].isEnabled() == (row.needs is Needs.NOTHING) for row in ACTIONS)


def test_each_row_is_an_action_that_does_what_its_name_says(actions, done):
    enable_actions(actions, set(Needs))
    for row in ACTIONS:
        if row.choice == "":
            actions[row.name].trigger()
    assert done == [row.name for row in ACTIONS if row.choice == ""]


def test_each_action_says_what_it_does_and_by_which_key(actions):
    for row in ACTIONS:
        action = actions[row.name]
        assert row.explains in action.statusTip()
        assert key_text(action) in unescape(action.toolTip())
        assert all(QKeySequence(key) in action.shortcuts() for key in row.keys)


def test_no_key_belongs_to_two_actions():
    keys = Counter(QKeySequence(key).toString() for row in ACTIONS for key in row.keys)
    assert [key for key, times in keys.items() if times > 1] == []
    assert "" not in keys


def test_no_action_takes_a_bare_letter_or_digit(actions):
    for row in ACTIONS:
        keys = [QKeySequence(key).toString() for key in row.keys]
        assert not any(len(key) == 1 and key.isalnum() for key in keys), row.name


def test_no_key_of_the_usual_labels_belongs_to_an_action():
    taken = {QKeySequence(key).toString() for row in ACTIONS for key in row.keys}
    keys = [label.key for label in default_scheme().labels if label.key]
    assert keys
    assert not taken & {QKeySequence(key).toString() for label in keys for key in (label, f"Shift+{label}")}


def test_in_the_whole_window_a_key_does_one_thing(application):
    keys = Counter(key.toString() for action in application.window.actions() for key in action.shortcuts())
    assert [key for key, times in keys.items() if times > 1 and key] == []


def test_every_explanation_is_a_sentence():
    for row in ACTIONS:
        assert row.explains.endswith("."), row.name
        assert row.explains[0].isupper(), row.name


def test_a_row_without_a_gesture_is_a_fault(qtbot):
    with pytest.raises(KeyError):
        make_actions(QObject(), {})


def test_every_action_stands_in_one_menu(qtbot, actions):
    bar = QMenuBar()
    qtbot.addWidget(bar)
    menus = fill_menu_bar(bar, actions)
    assert set(menus) == {*MENUS, *(row.part for row in ACTIONS if row.part)}
    assert [action.text() for action in bar.actions()] == list(MENUS)
    shown = [action for menu in menus.values() for action in _rows(menu) if action.menu() is None]
    assert sorted(action.objectName() for action in shown) == sorted(row.name for row in ACTIONS)


def test_no_menu_is_higher_than_a_small_screen(qtbot, actions):
    bar = QMenuBar()
    qtbot.addWidget(bar)
    high = {title: len(_rows(menu)) for title, menu in fill_menu_bar(bar, actions).items()}
    assert {title: rows for title, rows in high.items() if rows > ROWS_OF_A_MENU} == {}


def _rows(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if not action.isSeparator()]


def test_only_what_makes_sense_is_enabled(actions):
    enable_actions(actions, {Needs.PROJECT})
    assert actions["open_project"].isEnabled()
    assert actions["import_files"].isEnabled()
    assert not actions["mark_done"].isEnabled()
    assert not actions["stop_job"].isEnabled()


def test_one_theme_holds_at_a_time(actions):
    actions["theme_dark"].trigger()
    actions["theme_light"].trigger()
    assert actions["theme_light"].isChecked()
    assert not actions["theme_dark"].isChecked()
