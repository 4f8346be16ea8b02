"""Any sequence of keys, mouse and sizes on the real window: no exception, no word of Qt's, and what is shown is stored.

More of it by EVENTS and ROUNDS in the environment: `ROUNDS=100 EVENTS=500 python -m pytest FILE`.
"""

import os
import random
from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu

from annotator.store.project import Project
from tests.journeys.desk import ALT, CTRL, NONE, SHIFT
from tests.store.making import article, bring_in, new_project

ROUNDS, EVENTS = int(os.environ.get("ROUNDS", "2")), int(os.environ.get("EVENTS", "120"))
LETTERS = [getattr(Qt.Key, f"Key_{name}") for name in "ABCDEFGHIJKLMNOPRSTUVWXYZ1234567890"]
MOVES = [
    getattr(Qt.Key, f"Key_{name}")
    for name in (
        "Left",
        "Right",
        "Up",
        "Down",
        "Home",
        "End",
        "PageUp",
        "PageDown",
        "Tab",
        "Return",
        "Escape",
        "Delete",
        "Backspace",
        "Space",
        "F2",
        "F3",
        "F6",
    )
]
ENDS = {Qt.Key.Key_Q, Qt.Key.Key_W}
"""With Ctrl: what ends the program."""


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("number", range(ROUNDS))
def test_any_sequence_of_events(start, tmp_path, monkeypatch, number):
    for asks in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, asks, lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    path = tmp_path / "news.annotator"
    project = new_project(path)
    bring_in(project, [article(1), article(2), article(3)], keep_ids=True)
    project.close()
    chance = random.Random(f"events {os.environ.get('SEED', '1')} {number}")

    def hand(desk):
        done = []
        for _ in range(EVENTS):
            done.append(act(desk, chance))
            QApplication.processEvents()
            leave(desk)
            check(desk, done)
        shown = {(span.label, span.start, span.end) for span in desk.view.spans()}
        with closing(Project.open(path)) as look:
            for document in look.annotated_documents():
                if document.text == desk.view.text():
                    stored = {(span.label, span.start, span.end) for span in document.spans}
                    assert shown <= stored, done
                    assert shown == stored, done

    assert start([str(path)], hand) == 0


def act(desk, chance):
    view, window = desk.view, desk.window
    port = view.viewport()
    place = QPoint(chance.randrange(max(1, port.width())), chance.randrange(max(1, port.height())))
    match chance.choice(["letter", "move", "move", "click", "double", "drag", "wheel", "size", "undo", "next"]):
        case "letter":
            key, how = chance.choice(LETTERS), chance.choice([NONE, NONE, SHIFT, CTRL, ALT, CTRL | SHIFT])
            if not (how & CTRL and key in ENDS):
                desk.key(key, how)
            return key.name, how
        case "move":
            key, how = chance.choice(MOVES), chance.choice([NONE, NONE, SHIFT, CTRL, CTRL | SHIFT, ALT])
            desk.key(key, how)
            return key.name, how
        case "click":
            QTest.mouseClick(port, Qt.MouseButton.LeftButton, chance.choice([NONE, SHIFT, CTRL, ALT]), place)
        case "double":
            QTest.mouseDClick(port, Qt.MouseButton.LeftButton, NONE, place)
        case "drag":
            QTest.mousePress(port, Qt.MouseButton.LeftButton, NONE, place)
            end = QPoint(chance.randrange(max(1, port.width())), chance.randrange(max(1, port.height())))
            QTest.mouseMove(port, (place + end) / 2)
            QTest.mouseMove(port, end)
            QTest.mouseRelease(port, Qt.MouseButton.LeftButton, NONE, end)
        case "wheel":
            turn = QPoint(0, chance.choice([-240, -120, 120, 240]))
            how = chance.choice([NONE, CTRL])
            wheel = QWheelEvent(
                QPointF(place),
                port.mapToGlobal(QPointF(place)),
                QPoint(),
                turn,
                Qt.MouseButton.NoButton,
                how,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(port, wheel)
        case "size":
            window.resize(chance.randrange(700, 1600), chance.randrange(500, 1000))
        case "undo":
            desk.key(Qt.Key.Key_Z, chance.choice([CTRL, CTRL | SHIFT]))
        case "next":
            desk.key(chance.choice([Qt.Key.Key_PageDown, Qt.Key.Key_PageUp]), chance.choice([ALT, CTRL]))
    return ("mouse or window",)


def leave(desk):
    """Close what opened: dialogs and menus have tests of their own."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog | QMenu) and widget.isVisible():
            widget.close()
    desk.window.activateWindow()


def check(desk, done):
    view = desk.view
    length = len(view.text())
    for span in view.spans():
        assert 0 <= span.start <= span.end <= length, done[-5:]
    selected = view.selected_text()
    assert len(selected) <= length, done[-5:]
