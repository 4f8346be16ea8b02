"""A scheme made and mended on the way: labels added, put in a tree, merged; the merge undone after a restart."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.application import Application
from annotator.ui.remove_label_dialog import RemoveLabelDialog
from annotator.ui.scheme_dialog import SchemeDialog
from tests.journeys.sitting import labelled, leave, make_project, press, start

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)")

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier
TEXT = "Maren Dahl met Tomas in Oslo. The Ministry of Trade in Oslo agreed."


def write(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def label(application: Application, quoted: str, key: Qt.Key) -> None:
    view = application.window.page.view
    start = view.text().index(quoted)
    view.select(start, start + len(quoted))
    view.setFocus()
    press(key)


def labels(application: Application) -> list[str]:
    return [row.label.name for row in application.window.labels.rows]


def test_a_scheme_is_mended_on_the_way_and_a_merge_undone_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    path = make_project(tmp_path, TEXT)

    first = start(path)
    press(Key.Key_N, CTRL | SHIFT)
    write("OFFICE")
    press(Key.Key_Return)
    label(first, "The Ministry of Trade", Key.Key_6)
    label(first, "Oslo", Key.Key_3)
    before = [("Oslo", "LOC"), ("The Ministry of Trade", "OFFICE")]
    assert labelled(first) == before

    first.window.labels.take_focus("OFFICE")
    press(Key.Key_E, CTRL | SHIFT)
    (dialog,) = first.window.findChildren(SchemeDialog)
    assert QTest.qWaitForWindowActive(dialog)
    press(Key.Key_Up, ALT)
    assert labels(first)[-2:] == ["OFFICE", "EVENT"]
    QTest.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
    (ask,) = dialog.findChildren(RemoveLabelDialog)
    assert QTest.qWaitForWindowActive(ask)
    qtbot.waitUntil(ask.choice.hasFocus)
    press(Key.Key_O)
    press(Key.Key_Return)
    dialog.close()
    assert labelled(first) == [("Oslo", "LOC"), ("The Ministry of Trade", "ORG")]
    assert labels(first) == ["PERSON", "ORG", "LOC", "DATE", "EVENT"]
    leave(first)

    second = start(path)
    assert labelled(second) == [("Oslo", "LOC"), ("The Ministry of Trade", "ORG")]
    press(Key.Key_Z, CTRL)
    assert "OFFICE" not in labels(second)  # It weighs something: the key is asked for again.
    press(Key.Key_Z, CTRL)
    assert labelled(second) == before
    assert labels(second) == ["PERSON", "ORG", "LOC", "DATE", "OFFICE", "EVENT"]
    press(Key.Key_Z, CTRL)
    assert labels(second)[-1] == "OFFICE"
    leave(second)
