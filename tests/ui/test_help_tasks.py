"""The sheet of keys, the guide and about."""

import re
import tomllib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.resources import find_resource
from annotator.ui.action_table import ACTIONS
from annotator.ui.guide import Guide
from annotator.ui.report_dialog import ReportDialog
from annotator.ui.shortcut_sheet import LINE, TEXT, ShortcutSheet, told_apart
from annotator.ui.versions import LICENSES


@pytest.fixture
def sheet(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    opened = window.findChild(ShortcutSheet)
    assert QTest.qWaitForWindowActive(opened)
    return opened


def shown(sheet):
    return [(line.title, line.keys) for line in sheet.model.lines if not line.heading]


def headings(sheet):
    return [line.title for line in sheet.model.lines if line.heading]


def test_the_sheet_shows_every_action_and_label_under_its_menu(sheet, application):
    assert headings(sheet) == ["File", "Edit", "Go", "Span", "Label", "Article", "View", "Help", TEXT]
    lines = dict(shown(sheet))
    for row in ACTIONS:
        assert lines[row.title.replace("&", "")] == tuple(
            QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in row.keys
        )
    for label in application.session.workspace.labels():
        assert lines[label.name] == (label.key,)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("undo", "Undo"), ("ctrl z", "Undo"), ("Ctrl+Z", "Undo"), ("person", "PERSON"), ("f8", "List of articles")],
)
def test_the_sheet_is_filtered_by_name_and_key(qtbot, sheet, typed, found):
    qtbot.keyClicks(sheet.filter, typed)
    assert found in [title for title, _keys in shown(sheet)]
    assert len(shown(sheet)) < 6
    assert len(headings(sheet)) <= len(shown(sheet))


def test_enter_is_drawn_once_whichever_of_the_two_keys_it_is(sheet):
    lines = dict(shown(sheet))
    assert lines["Accept all suggestions"] == ("Ctrl+Alt+Return", "Ctrl+Alt+Enter")
    assert told_apart(lines["Accept all suggestions"]) == ("Ctrl+Alt+Return",)
    assert told_apart(lines["Remove label"]) == lines["Remove label"]
    assert told_apart(("Enter",)) == ("Enter",)


def test_the_sheet_says_when_nothing_is_found(qtbot, sheet):
    qtbot.keyClicks(sheet.filter, "qqqq")
    assert not sheet.model.lines
    assert sheet.nothing.isVisible()


def test_the_sheet_opens_once_and_takes_the_theme(qtbot, sheet, window, application):
    application.session.help.show_sheet()
    assert window.findChildren(ShortcutSheet) == [sheet]
    application.theming.choose("dark")
    assert sheet._row.theme is application.theming.theme
    sheet.grab()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(ShortcutSheet) is None)
    application.theming.choose("light")


def test_a_line_of_the_sheet_can_be_read_aloud(sheet):
    index = next(index for row in range(99) if (index := sheet.model.index(row)).data(LINE).title == "Undo")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Undo, Ctrl+Z"


def test_the_guide_is_shown_and_names_no_key_that_there_is_not(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    guide = window.findChild(Guide)
    assert "Working with Annotator" in guide.text.toPlainText()
    text = (find_resource("guide") / "en.md").read_text(encoding="utf-8")
    keys = {QKeySequence(key) for row in ACTIONS for key in row.keys}
    named = {QKeySequence(key) for key in re.findall(r"\*\*((?:Ctrl|Alt|Shift)\+\S+?|F\d+)\*\*", text)}
    assert named
    assert named <= keys
    guide.close()


def test_about_names_everything_that_the_program_needs(qtbot, window, project_path):
    window.actions_by_name["about"].trigger()
    about = window.findChild(ReportDialog)
    project = tomllib.loads((project_path / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[<>=;\s]", line, maxsplit=1)[0] for line in project["dependencies"]}
    assert needed == set(LICENSES)
    for word in ("Annotator", "Python", "Qt", "SQLite", *needed):
        assert word in about.text.toPlainText()
    copy = next(button for button in about.findChildren(QPushButton) if button.text() == "Copy")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "SQLite" in QApplication.clipboard().text()
    about.close()
