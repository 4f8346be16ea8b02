"""What is found by a regular expression is labelled, and all that reads like a span; undone after a restart."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from tests.journeys.sitting import labelled, leave, make_project, press, start

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Key, Modifier = Qt.Key, Qt.KeyboardModifier
TEXT = "The treaty of 1999 was renewed in 2004.\nIn 2010 it ended, and the treaty's end was no surprise."


def test_years_are_found_and_labelled(qtbot: QtBot, tmp_path: Path) -> None:
    path = make_project(tmp_path, TEXT)
    first = start(path)
    view = first.window.page.view
    press(Key.Key_F, Modifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), r"\b20\d\d")
    for choice in first.window.page.findChildren(QCheckBox):
        if choice.text() == "Regular expression":
            choice.setFocus()
            press(Key.Key_Space)
    qtbot.waitUntil(lambda: view.selected_text() == "2004")
    assert len(view.found()) == 2
    press(Key.Key_Escape)
    press(Key.Key_4)
    press(Key.Key_F3)
    assert view.selected_text() == "2010"
    press(Key.Key_4)
    assert labelled(first) == [("2004", "DATE"), ("2010", "DATE")]
    leave(first)

    second = start(path)
    press(Key.Key_Z, Modifier.ControlModifier)
    assert labelled(second) == [("2004", "DATE")]
    press(Key.Key_Z, Modifier.ControlModifier)
    assert labelled(second) == []
    leave(second)


def test_all_that_reads_like_a_span_is_labelled(qtbot: QtBot, tmp_path: Path) -> None:
    path = make_project(tmp_path, TEXT)
    first = start(path)
    first.window.page.view.select(4, 10)
    press(Key.Key_5)
    press(Key.Key_A, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert labelled(first) == 2 * [("treaty", "EVENT")]
    leave(first)

    second = start(path)
    press(Key.Key_Z, Modifier.ControlModifier)
    assert labelled(second) == [("treaty", "EVENT")]
    leave(second)
