"""A day with the list of articles: marked, flagged, moved, deleted, a text fixed, gone back; undone after a restart."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.store.project import Project
from annotator.ui.application import Application
from annotator.ui.fix_text_dialog import FixTextDialog
from tests.journeys.sitting import come_back, leave, make_project, press, start

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (propagateSizeHints|raise)")

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, ALT, SHIFT = Modifier.ControlModifier, Modifier.AltModifier, Modifier.ShiftModifier
TEXTS = ("Alpha met Beta in Rome.", "Gamma stayed at home.", "Delta went to Paris.")


def rows(application: Application) -> list[str]:
    lines = application.session.lines
    return [str(lines.index(row).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(lines.rowCount())]


def text(application: Application) -> str:
    return application.window.page.view.text()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path, *TEXTS)


def test_a_day_with_the_list_and_its_undo(qtbot: QtBot, path: Path) -> None:
    first = start(path)
    mark_flag_and_move(first)
    fix_a_text(qtbot, first)
    leave(first)
    second = start(path)
    assert text(second) == "Yesterday " + TEXTS[0]
    take_all_back(second)
    leave(second)
    project = Project.open(path)
    assert list(project.check()) == []
    project.close()


def mark_flag_and_move(desk: Application) -> None:
    press(Key.Key_Return, CTRL | SHIFT)
    assert rows(desk)[0].endswith(", skipped")
    press(Key.Key_F4)
    QTest.keyClicks(QApplication.focusWidget(), "ask")
    press(Key.Key_Return)
    assert rows(desk)[1].endswith(", flagged: ask")
    press(Key.Key_Up, ALT | SHIFT)
    assert [row.split()[0] for row in rows(desk)] == ["Gamma", "Alpha", "Delta"]
    press(Key.Key_Delete, CTRL | SHIFT)
    assert [row.split()[0] for row in rows(desk)] == ["Alpha", "Delta"]


def fix_a_text(qtbot: QtBot, desk: Application) -> None:
    desk.window.page.view.select(10, 14)
    press(Key.Key_1)
    desk.window.page.view.select(0, 5)
    press(Key.Key_2)
    press(Key.Key_H, CTRL)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert len(desk.session.workspace.own_spans()) == 1
    press(Key.Key_Escape)
    press(Key.Key_F2, CTRL)
    dialog = desk.window.findChild(FixTextDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.text.hasFocus)
    QTest.keyClicks(QApplication.focusWidget(), "Yesterday ")
    press(Key.Key_Return, CTRL)
    assert quoted(desk) == ["Beta"]
    come_back(desk)


def quoted(desk: Application) -> list[str]:
    return [text(desk)[span.start : span.end] for span in desk.session.workspace.own_spans()]


def take_all_back(desk: Application) -> None:
    press(Key.Key_Z, CTRL)
    assert (text(desk), quoted(desk)) == (TEXTS[0], ["Beta"])
    press(Key.Key_Z, CTRL)
    assert sorted(quoted(desk)) == ["Alpha", "Beta"]
    for _ in range(2):
        press(Key.Key_Z, CTRL)
    assert quoted(desk) == []
    for _ in range(2):  # A deletion is asked for twice.
        press(Key.Key_Z, CTRL)
    assert [row.split()[0] for row in rows(desk)] == ["Gamma", "Alpha", "Delta"]
    for _ in range(3):
        press(Key.Key_Z, CTRL)
    assert [row.rstrip(".") for row in rows(desk)] == [one.rstrip(".") for one in TEXTS]
