"""The first thread, whole: start, import the real article, label by mouse and keys, undo, restart, export."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.cli import main
from annotator.store.project import Project
from annotator.ui.import_dialog import ImportDialog
from annotator.ui.import_tree import children
from tests.journeys.desk import CTRL, SHIFT, Desk, Hand

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

KEYS = {"PERSON": Qt.Key.Key_1, "ORG": Qt.Key.Key_2, "LOC": Qt.Key.Key_3, "DATE": Qt.Key.Key_4, "EVENT": Qt.Key.Key_5}


@pytest.fixture
def article(shared_data: Path) -> Path:
    return next((shared_data / "articles").glob("*.txt"))


def test_first_thread(qtbot: QtBot, start: Callable[[list[str], Hand], int], article: Path, tmp_path: Path) -> None:
    path = tmp_path / "caucasus.annotator"

    def first_day(desk: Desk) -> None:
        make_and_import(desk, path, article)
        label(desk)
        undo_three_redo_one(desk)

    def second_day(desk: Desk) -> None:
        assert desk.window.windowTitle().endswith(" - caucasus")
        assert desk.spans() == AFTER_FIRST_DAY
        desk.key(Qt.Key.Key_Z, CTRL)
        assert desk.spans() == AFTER_SECOND_DAY
        desk.export("native", tmp_path / "native.jsonl")
        desk.export("doccano", tmp_path / "doccano.jsonl")

    assert start([], first_day) == 0
    assert [file.name for file in tmp_path.glob("caucasus*")] == ["caucasus.annotator"]
    assert start([], second_day) == 0
    check_project(path)
    check_doccano(tmp_path / "doccano.jsonl")
    check_native(tmp_path / "native.jsonl", tmp_path / "again.annotator")


def make_and_import(desk: Desk, path: Path, article: Path) -> None:
    desk.answer(path.with_suffix(""))
    desk.key(Qt.Key.Key_N, CTRL)
    desk.come_back()
    assert desk.window.windowTitle() == "caucasus"
    assert desk.window.page.empty.isVisible()
    assert desk.window.page.empty.isAncestorOf(QApplication.focusWidget())
    desk.answer(article)
    desk.key(Qt.Key.Key_I, CTRL)
    desk.qtbot.waitUntil(lambda: desk.window.findChild(ImportDialog) is not None)
    dialog = desk.window.findChild(ImportDialog)
    (row,) = (row for row in children(dialog.tree.topLevelItem(0)) if "By Vugar Khalilov" in row.text(0))
    assert row.text(1) == "taken out: author Vugar Khalilov, date 2022-02-02"
    desk.qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.focusWidget() is not None)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.status.hint.text() == "Imported 1 article.")
    desk.come_back()
    assert desk.view.text().startswith("Azerbaijani Defence Minister")
    assert "Vugar" not in desk.view.text()
    assert "2022" not in desk.view.text()
    assert desk.window.page.header.meta.text().startswith("Vugar Khalilov  ·  2 February 2022")
    assert desk.view.hasFocus()


FIRST_DAY = [
    ("Azerbaijani Defence Minister", "PERSON"),
    ("Azerbaijani", "LOC"),
    ("Zakir Hasanov", "PERSON"),
    ("Zakir Hasanov", "ORG"),
    ("Hulusi Akar", "PERSON"),
    ("ministry", "ORG"),
    ("February 1", "DATE"),
    ("44-day war with Armenia", "EVENT"),
    ("Armenia", "LOC"),
    ("President Recep Tayyip Erdogan", "PERSON"),
]
"""In the order in which they are made: the second and the ninth are nested, the third and fourth of one extent."""

AFTER_FIRST_DAY = [
    ("Azerbaijani", "LOC"),
    ("Azerbaijani Defence Minister", "PERSON"),
    ("Zakir Hasanov", "ORG"),
    ("Zakir Hasanov", "PERSON"),
    ("Hulusi Akar", "PERSON"),
    ("ministry", "ORG"),
    ("February 1", "DATE"),
    ("44-day war with Armenia", "EVENT"),
]
"""In reading order, when three of them are undone and one is redone."""

AFTER_SECOND_DAY = AFTER_FIRST_DAY[:-1]


def label(desk: Desk) -> None:
    for number, (quoted, name) in enumerate(FIRST_DAY):
        if number == 3:
            desk.key(KEYS[name], SHIFT)
        else:
            if number == 2:
                desk.walk(quoted)
            elif " " in quoted:
                desk.drag(quoted)
            else:
                desk.double_click(quoted)
            desk.key(KEYS[name])
        assert sorted(desk.spans()) == sorted(FIRST_DAY[: number + 1])


def undo_three_redo_one(desk: Desk) -> None:
    for left in (9, 8, 7):
        desk.key(Qt.Key.Key_Z, CTRL)
        assert sorted(desk.spans()) == sorted(FIRST_DAY[:left])
    desk.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert desk.spans() == AFTER_FIRST_DAY
    desk.qtbot.waitUntil(lambda: desk.window.status.undo.text() == "Undo: Label EVENT: 44-day war with Armenia")


def check_project(path: Path) -> None:
    project = Project.open(path)
    annotator = project.annotators()[0].name
    (line,) = project.documents(annotator=annotator)
    opened = project.document(line.id)
    assert (opened.document.date, opened.document.author) == ("2022-02-02", "Vugar Khalilov")
    assert [opened.text[span.start : span.end] for span in opened.spans if span.label == "PERSON"] == [
        "Azerbaijani Defence Minister",
        "Zakir Hasanov",
        "Hulusi Akar",
    ]
    assert list(project.check()) == []
    project.close()


def check_doccano(path: Path) -> None:
    (line,) = path.read_bytes().splitlines()
    row = orjson.loads(line)
    spans = sorted((start, end, label) for start, end, label in row["label"])
    assert [(row["text"][start:end], label) for start, end, label in spans] == AFTER_SECOND_DAY


def check_native(path: Path, again: Path) -> None:
    """Read the native export into another project: the same spans stand in the same text."""
    assert main(["import", str(again), str(path)]) == 0
    project = Project.open(again)
    first = project.annotators()[0].name
    (line,) = project.documents(annotator=first)
    read = project.document(line.id)
    spans = sorted((span.start, span.end, span.label) for span in read.spans)
    assert [(read.text[start:end], label) for start, end, label in spans] == AFTER_SECOND_DAY
    assert (read.document.date, read.document.author) == ("2022-02-02", "Vugar Khalilov")
    project.close()
