"""What reads like a span is labelled in the whole project, by keys, and undone after a restart; few places and many."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ids import new_id
from annotator.model import AnnotatedDocument, Document, Scheme
from annotator.store.project import Project
from annotator.transfer.starting import default_scheme
from tests.journeys.sitting import leave, press, start

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, CTRL_SHIFT = Modifier.ControlModifier, Modifier.ControlModifier | Modifier.ShiftModifier


def make_project(path: Path, articles: int) -> None:
    project = Project.open(path, create=True, scheme=default_scheme())
    project.ensure_annotator("anna")
    with project.bulk_import("Import", "anna") as importing:
        made = [
            AnnotatedDocument(Document(new_id(), f"Talks in Ankara. The mayor of Ankara spoke. Number {number}."))
            for number in range(articles)
        ]
        importing.add(made, Scheme())
        project.close_import(importing, "Import")
    project.close()


def count(path: Path) -> int:
    project = Project.open(path)
    found = sum(len(document.spans) for document in project.annotated_documents())
    assert list(project.check()) == []
    project.close()
    return found


@pytest.mark.parametrize("articles", [4, 60])
def test_all_but_one_are_labelled_and_taken_back_after_a_restart(qtbot: QtBot, tmp_path: Path, articles: int) -> None:
    path = tmp_path / "news.annotator"
    make_project(path, articles)
    first = start(path)
    first.window.page.view.select(9, 15)
    press(Key.Key_3)
    first.window.page.view.select(9, 15)
    press(Key.Key_B, CTRL_SHIFT)
    bar = first.session.later.in_project._occurrences.bar
    qtbot.waitUntil(lambda: bar.accept.text() == f"Label {2 * articles - 1} places")
    press(Key.Key_Down)
    press(Key.Key_Delete)
    press(Key.Key_Return, CTRL)
    qtbot.waitUntil(bar.isHidden, timeout=20_000)
    assert len(first.window.page.view.spans()) == 2
    leave(first)
    assert count(path) == 2 * articles - 1

    second = start(path)
    press(Key.Key_Z, CTRL)
    QApplication.processEvents()
    assert len(second.window.page.view.spans()) == 1
    assert count(path) == 1
    press(Key.Key_Z, CTRL_SHIFT)
    assert count(path) == 2 * articles - 1
    press(Key.Key_Z, CTRL)
    press(Key.Key_Z, CTRL)
    assert count(path) == 0
    leave(second)
