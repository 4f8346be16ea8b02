"""Other keys for actions and labels, pressed in the dialog: they hold at once, everywhere."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.settings import KEYS, LETTERS, SINGLE_KEYS
from annotator.ui.keys_dialog import KeysDialog
from annotator.ui.shortcut_sheet import ShortcutSheet

Key = Qt.Key
NONE, SHIFT, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class Dialog:
    """The dialog, and the window behind."""

    def __init__(self, qtbot, application):
        self.qtbot, self.application, self.window = qtbot, application, application.window
        self.view = application.window.page.view
        self.window.actions_by_name["choose_keys"].trigger()
        self.dialog = self.window.findChild(KeysDialog)
        qtbot.waitUntil(lambda: self.dialog.isAncestorOf(QApplication.focusWidget()))

    def choose(self, typed):
        self.dialog.filter.setFocus()
        self.dialog.filter.selectAll()
        QTest.keyClicks(self.dialog.filter, typed)
        titles = [line.title for line in self.dialog.model.lines]
        if typed in titles:
            self.dialog.list.setCurrentIndex(self.dialog.model.index(titles.index(typed)))
        return self.dialog.title.text()

    def add(self, key, modifier=NONE):
        self.dialog.catcher.setFocus()
        QTest.keyClick(self.dialog.catcher, Key.Key_Space)
        assert self.dialog.catcher.waits
        QTest.keyClick(self.dialog.catcher, key, modifier)

    @property
    def keys(self):
        return [
            self.dialog.keys.itemAt(at).widget().text().removesuffix("  ✕") for at in range(self.dialog.keys.count())
        ]

    def take_away(self, key):
        buttons = [self.dialog.keys.itemAt(at).widget() for at in range(self.dialog.keys.count())]
        QTest.mouseClick(next(one for one in buttons if one.text().startswith(key)), Qt.MouseButton.LeftButton)

    def go_back(self):
        self.window.activateWindow()
        self.view.setFocus()
        self.qtbot.waitUntil(self.view.hasFocus)

    @property
    def labelled(self):
        return sorted(span.label for span in self.view.spans())


@pytest.fixture
def keys(qtbot, application):
    assert QTest.qWaitForWindowActive(application.window)
    return Dialog(qtbot, application)


def test_a_new_key_holds_at_once_in_menu_tooltip_sheet_and_cap(qtbot, keys, application):
    assert keys.choose("Next span") == "Next span"
    keys.take_away("Alt+Right")
    keys.add(Key.Key_F20)
    assert keys.keys == [">", "F20"]
    action = application.window.actions_by_name["next_span"]
    assert [key.toString() for key in action.shortcuts()] == [">", "F20"]
    assert "(&gt;)" in action.toolTip()
    application.window.actions_by_name["shortcut_sheet"].trigger()
    sheet = application.window.findChild(ShortcutSheet)
    assert (">", "F20") in [line.keys for line in sheet.model.lines if line.title == "Next span"]
    sheet.close()
    keys.view.select(4, 12)
    keys.go_back()
    QTest.keyClick(keys.view, Key.Key_1)
    keys.view.select(0, 0)
    QTest.keyClick(keys.view, Key.Key_F20)
    assert keys.view.selected_span() is not None


def test_a_label_gets_other_keys_with_shift_and_alt(keys, application):
    assert keys.choose("LOC") == "LOC"
    keys.take_away("3")
    keys.add(Key.Key_9)
    row = next(row for row in application.window.labels.rows if row.label.name == "LOC")
    assert "(9)" in row.toolTip()
    keys.go_back()
    keys.view.select(4, 12)
    for key, modifier in ((Key.Key_1, NONE), (Key.Key_9, SHIFT)):
        QTest.keyClick(keys.view, key, modifier)
    assert keys.labelled == ["LOC", "PERSON"]
    keys.view.select(4, 12)
    QTest.keyClick(keys.view, Key.Key_3)
    assert keys.labelled == ["LOC", "PERSON"]


@pytest.mark.parametrize(
    ("typed", "key", "modifier", "why"),
    [
        ("Next span", Key.Key_Z, CTRL, "“Next span” cannot have Ctrl+Z: Ctrl+Z belongs to “Undo”."),
        ("Next span", Key.Key_1, NONE, "“Next span” cannot have 1: 1 belongs to “PERSON”."),
        ("Next span", Key.Key_2, ALT, "“Next span” cannot have Alt+2: Alt+2 belongs to “ORG”."),
        ("LOC", Key.Key_Right, ALT, "“LOC” cannot have Alt+Right: Alt+Right belongs to “Next span”."),
        ("LOC", Key.Key_4, NONE, "“LOC” cannot have 4: 4 belongs to “DATE”."),
        ("LOC", Key.Key_Space, NONE, "“LOC” cannot have Space: buttons and lists need that key."),
        ("Undo", Key.Key_Return, NONE, "“Undo” cannot have Return: buttons and lists need that key."),
        (
            "Undo",
            Key.Key_Right,
            CTRL,
            "“Undo” cannot have Ctrl+Right: that key belongs to the text, where it moves the caret.",
        ),
    ],
)
def test_a_key_that_is_taken_is_refused_and_both_are_named(keys, application, typed, key, modifier, why):
    keys.choose(typed)
    before = keys.keys
    keys.add(key, modifier)
    assert keys.dialog.said.text() == why
    assert keys.keys == before
    assert application.preferences.get(KEYS) == {}


def test_escape_takes_nothing_and_keeps_the_dialog(keys):
    keys.choose("Next span")
    keys.add(Key.Key_Escape)
    assert not keys.dialog.catcher.waits
    assert keys.keys == ["Alt+Right", ">"]
    assert keys.dialog.isVisible()


def test_one_is_reset_and_all_are(keys, application):
    for typed in ("Next span", "LOC"):
        keys.choose(typed)
        keys.add(Key.Key_F20, CTRL if typed == "LOC" else NONE)
    assert set(application.preferences.get(KEYS)) == {"next_span", "label LOC"}
    QTest.mouseClick(keys.dialog.reset, Qt.MouseButton.LeftButton)
    assert keys.keys == ["3"]
    assert set(application.preferences.get(KEYS)) == {"next_span"}
    QTest.mouseClick(keys.dialog.reset_all, Qt.MouseButton.LeftButton)
    assert application.preferences.get(KEYS) == {}
    assert application.window.actions_by_name["next_span"].shortcuts()[0] == QKeySequence("Alt+Right")


def test_a_usual_key_that_another_has_now_is_not_taken_back(keys):
    keys.choose("Next span")
    keys.take_away("Alt+Right")
    keys.choose("Previous span")
    keys.add(Key.Key_Right, ALT)
    keys.choose("Next span")
    QTest.mouseClick(keys.dialog.reset, Qt.MouseButton.LeftButton)
    assert keys.dialog.said.text() == "“Next span” cannot have Alt+Right: Alt+Right belongs to “Previous span”."


def test_they_are_found_again_by_the_next_start(keys, application):
    keys.choose("Undo")
    keys.add(Key.Key_F20)
    keys.dialog.close()
    kept = json.loads(application.settings.path.read_text(encoding="utf-8"))
    assert kept["keys"] == {"undo": "Ctrl+Z F20"}


def test_what_letters_and_single_keys_do_is_chosen_there_too(keys, application):
    letters, single = keys.dialog.scheme
    letters.setFocus()
    QTest.keyClicks(letters, "Give")
    assert application.preferences.get(LETTERS) == "label"
    keys.go_back()
    keys.view.select(4, 12)
    QTest.keyClick(keys.view, Key.Key_L)
    assert keys.labelled == ["LOC"]
    single.click()
    assert application.preferences.get(SINGLE_KEYS) is False
    assert all(len(key.toString()) > 1 for action in keys.window.actions() for key in action.shortcuts())


def test_a_key_that_was_chosen_obeys_when_single_keys_are_off(keys, application):
    keys.choose("Next span")
    keys.add(Key.Key_Apostrophe)
    application.preferences.choose(SINGLE_KEYS, False)
    shortcuts = application.window.actions_by_name["next_span"].shortcuts()
    assert [key.toString() for key in shortcuts] == ["Alt+Right"]


def test_what_the_project_changes_later_holds(keys, application):
    keys.choose("LOC")
    keys.add(Key.Key_9)
    work = application.session.workspace
    label = work.scheme.find("LOC")
    from dataclasses import replace

    from annotator.label_edits import change_label

    work.apply("Key", change_label(work.scheme, label, replace(label, key="8")))
    assert application.window.label_actions.keys["LOC"].label == ("8",)
    assert application.preferences.get(KEYS) == {}


def test_nothing_found_is_said(keys):
    assert keys.choose("qqqq") == "Nothing is called that."
    assert not keys.dialog.catcher.isEnabled()


def test_the_settings_lead_there(qtbot, application):
    assert QTest.qWaitForWindowActive(application.window)
    application.window.actions_by_name["settings"].trigger()
    button = application.window.findChild(QPushButton, "keys_button")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert application.window.findChild(KeysDialog) is not None
