"""An article labelled without the mouse, also by one key for all; undone after a restart."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.journeys.sitting import labelled, leave, make_project, press, start

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Key, Modifier = Qt.Key, Qt.KeyboardModifier
TEXT = "Maren Dahl met Tomas in Oslo. In Oslo it rained on Tuesday, so they left Oslo for the sea."


def test_an_article_is_labelled_by_keys_alone(qtbot: QtBot, tmp_path: Path) -> None:
    path = make_project(tmp_path, TEXT)

    first = start(path)
    for key in (Key.Key_Tab, Key.Key_1, Key.Key_1):
        press(key)
    press(Key.Key_3, Modifier.AltModifier)
    press(Key.Key_4)
    press(Key.Key_S)  # so
    press(Key.Key_S)  # sea
    press(Key.Key_3)
    everything = [
        ("Maren Dahl", "PERSON"),
        ("Tomas", "PERSON"),
        ("Oslo", "LOC"),
        ("Oslo", "LOC"),
        ("Tuesday", "DATE"),
        ("Oslo", "LOC"),
        ("sea", "LOC"),
    ]
    assert labelled(first) == everything
    leave(first)

    second = start(path)
    for _ in range(3):
        press(Key.Key_Z, Modifier.ControlModifier)
    assert labelled(second) == everything[:2]
    leave(second)
