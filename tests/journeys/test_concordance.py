"""Places found in all articles are labelled, relabelled and undone after a restart; a pattern finds across articles."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.store.project import Project
from annotator.ui.application import Application
from tests.journeys.sitting import leave, make_project, press, start

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL_SHIFT = Modifier.ControlModifier | Modifier.ShiftModifier
TEXTS = (
    "Jordan met the king of Jordan in 1999.",
    "In the north of Jordan, Jordan Smith spoke in 2004.",
    "No name here.",
)


def labelled(path: Path) -> list[str]:
    project = Project.open(path)
    found = [
        f"{document.text[span.start : span.end]} {span.label} {span.start}"
        for document in project.annotated_documents()
        for span in document.spans
    ]
    project.close()
    return sorted(found)


def list_places(qtbot: QtBot, application: Application, typed: str, number: int) -> None:
    """Ask for places by keys, the second of the choices, and wait for so many."""
    press(Key.Key_F, CTRL_SHIFT)
    press(Key.Key_Tab)
    press(Key.Key_Down)
    press(Key.Key_Backtab, Modifier.ShiftModifier)
    QTest.keyClicks(QApplication.focusWidget(), typed)
    press(Key.Key_Return)
    bar = application.session.later.in_project._bar
    qtbot.waitUntil(lambda: bar.rows.rowCount() == number and not application.session.later.in_project._batch.more)


def test_a_concordance_is_relabelled(qtbot: QtBot, tmp_path: Path) -> None:
    path = make_project(tmp_path, *TEXTS)
    first = start(path)
    list_places(qtbot, first, "Jordan", 4)
    press(Key.Key_A, Modifier.ControlModifier)
    press(Key.Key_3)
    qtbot.waitUntil(lambda: len(labelled(path)) == 4)
    qtbot.waitUntil(lambda: first.window.status.hint.text().startswith("Labelled 4 places in 2 articles as LOC."))
    qtbot.waitUntil(lambda: not first.session.transfers.jobs.is_busy())
    press(Key.Key_End)
    press(Key.Key_1)
    qtbot.waitUntil(lambda: "Jordan PERSON 24" in labelled(path))
    assert labelled(path) == ["Jordan LOC 0", "Jordan LOC 16", "Jordan LOC 23", "Jordan PERSON 24"]
    qtbot.waitUntil(lambda: not first.session.transfers.jobs.is_busy())
    press(Key.Key_Return)
    assert first.window.page.view.selected_span().label == "PERSON"
    leave(first)

    second = start(path)
    press(Key.Key_Z, Modifier.ControlModifier)
    assert "Jordan LOC 24" in labelled(path)
    press(Key.Key_Z, Modifier.ControlModifier)
    assert labelled(path) == []
    leave(second)


def test_a_pattern_finds_in_all_articles(qtbot: QtBot, tmp_path: Path) -> None:
    path = make_project(tmp_path, *TEXTS)
    application = start(path)
    press(Key.Key_F, CTRL_SHIFT)
    bar = application.session.later.in_project._bar
    press(Key.Key_Tab)
    press(Key.Key_Down)
    bar.pattern.setFocus()
    press(Key.Key_Space)
    bar.line.setFocus()
    QTest.keyClicks(bar.line, r"\b(19|20)\d\d")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: bar.told.text() == "2 places in 2 articles")
    assert [hit.snippet.text for hit in bar.rows.hits()] == ["1999", "2004"]
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert application.window.page.view.selected_text() == "2004"
    press(Key.Key_4)
    assert labelled(path) == ["2004 DATE 46"]
    leave(application)
