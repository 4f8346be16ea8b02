"""The history beside the text, in the real window, by keys."""

import pytest
from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.edits import Edit
from annotator.model import DocumentLabel, Note, Place, Span
from annotator.store import PastAction
from annotator.ui import history as module
from annotator.ui.change_words import change_words
from annotator.ui.history_bar import HistoryBar
from tests.ui.keyboard import press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def label(window, application):
    def label(start, end, name="PERSON"):
        window.page.view.select(start, end)
        application.session.labelling.label(name)
        QApplication.processEvents()

    return label


def titles(window):
    rows = window.findChild(HistoryBar).rows
    return [rows.item(row).text().rpartition(" · ")[2] for row in range(rows.count())]


def test_what_was_done_and_what_it_changed(window, label):
    label(4, 12)
    label(13, 26, "ORG")
    press(Qt.Key.Key_H, CTRL)
    bar = window.findChild(HistoryBar)
    assert bar.rows.hasFocus()
    assert titles(window)[:2] == ["Label ORG: Zakir Hasanov", "Label PERSON: minister"]
    assert " · anna · " in bar.rows.item(0).text()
    assert "+ ORG “Zakir Hasanov”" in bar.told.text()
    press(Qt.Key.Key_Down)
    assert "+ PERSON “minister”" in bar.told.text()
    assert list(window.page.view.found()) == [(4, 12)]
    press(Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert window.page.view.hasFocus()
    assert list(window.page.view.found()) == []


def test_the_pointer_tells_too(window, label):
    label(4, 12)
    label(13, 26, "ORG")
    press(Qt.Key.Key_H, CTRL)
    bar = window.findChild(HistoryBar)
    place = bar.rows.visualItemRect(bar.rows.item(1)).center()
    QTest.mouseMove(bar.rows.viewport(), place)
    assert "+ PERSON “minister”" in bar.told.text()


def test_back_to_a_row_and_that_undone(qtbot, window, label, application):
    label(4, 12)
    label(13, 26, "ORG")
    label(30, 40, "LOC")
    press(Qt.Key.Key_H, CTRL)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert [span.label for span in application.session.workspace.own_spans()] == ["PERSON"]
    qtbot.waitUntil(lambda: titles(window)[0] == "Go back to: Label PERSON: minister")
    press(Qt.Key.Key_Z, CTRL)
    assert len(application.session.workspace.own_spans()) == 3
    qtbot.waitUntil(lambda: titles(window)[0] == "Undone: Go back to: Label PERSON: minister")


def test_the_caret_stays_on_its_action_when_the_list_is_read_again(qtbot, window, label, application):
    label(4, 12)
    label(13, 26, "ORG")
    press(Qt.Key.Key_H, CTRL)
    rows = window.findChild(HistoryBar).rows
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(rows.model().rowsInserted):
        application.session.workspace.pending_changed.emit(None, None)
    QApplication.processEvents()
    assert rows.currentItem().text().endswith("Label PERSON: minister")
    with qtbot.waitSignal(rows.model().rowsInserted):
        label(30, 40, "LOC")
    QApplication.processEvents()
    assert rows.currentItem().text().endswith("Label PERSON: minister")


def test_where_nothing_has_changed_nothing_is_done(window, label):
    label(4, 12)
    press(Qt.Key.Key_H, CTRL)
    press(Qt.Key.Key_Return)
    assert window.status.hint.text() == "Nothing of yours has changed since."


def test_the_whole_project_and_one_article(window, label, application):
    label(4, 12)
    application.session.workspace.next_document()
    press(Qt.Key.Key_H, CTRL)
    assert [title.split()[0] for title in titles(window)] == ["Import"]
    window.findChild(HistoryBar).whole.click()
    assert titles(window)[0] == "Label PERSON: minister"
    application.session.workspace.previous_document()
    window.findChild(HistoryBar).whole.click()
    assert titles(window)[0] == "Label PERSON: minister"


def test_more_is_read_at_the_end(window, label, monkeypatch):
    monkeypatch.setattr(module, "PAGE", 3)
    for start in range(4, 12):
        label(start, 13)
    press(Qt.Key.Key_H, CTRL)
    bar = window.findChild(HistoryBar)
    assert bar.rows.count() == 3
    bar.more_wanted.emit()
    assert bar.rows.count() == 6


def test_words_for_what_is_changed_elsewhere():
    span = Span(1, 2, "ORG", "anna", 3, 5)
    assert change_words(Edit(None, span), None) == "+ ORG"
    assert change_words(Edit(DocumentLabel(1, 2, "News", "anna"), None), None) == "− News"
    assert change_words(Edit(Note(1, 2, "anna", "a"), Note(1, 2, "anna", "b")), None) == "note “a” → note “b”"
    assert change_words(Edit(Place(1, 2, 3), Place(1, 2, 4)), None) == "place in the list"


def test_of_today_only_the_time_is_said(qtbot):
    bar = HistoryBar()
    qtbot.addWidget(bar)
    now = QDateTime.currentMSecsSinceEpoch()
    old = QDateTime(QDate(2022, 2, 1), QTime(9, 5)).toMSecsSinceEpoch()
    bar.show_past([PastAction(2, 2, now, "anna", "Label", 0), PastAction(1, 1, old, "anna", "Label", 0)])
    today, before = (bar.rows.item(row).text().partition(" · ")[0] for row in range(2))
    assert "/" not in today
    assert before.startswith("2/1/22")
