"""The list in another order, in the real window: by keys, with the steps to the next and previous article."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model import Status
from annotator.store import SortBy
from annotator.transfer.importing import import_files
from annotator.ui import sorting
from tests.ui.keyboard import press

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def workspace(application):
    return application.session.workspace


def first_words(window):
    model = window.articles.articles.model()
    return [model.line(model.index(row)).title.split()[0] for row in range(model.rowCount())]


def choose(window, words):
    """Choose an order by keys."""
    box = window.articles.filter.order
    box.setFocus()
    press(Qt.Key.Key_Home)
    while box.currentText() != words:
        press(Qt.Key.Key_Down)


def test_by_title_forth_and_back(window, workspace):
    choose(window, "Title")
    assert workspace.where.order.by is SortBy.TITLE
    assert first_words(window) == ["A", "Ola", "The"]
    window.page.view.setFocus()
    press(Qt.Key.Key_Up, ALT)
    assert workspace.document.text.startswith("Ola")
    press(Qt.Key.Key_Up, ALT)
    assert workspace.document.text.startswith("A third")
    choose(window, "Title, from Z")
    assert first_words(window) == ["The", "Ola", "A"]


def test_the_open_article_stays_the_current_row(window, workspace):
    workspace.next_document()
    for words in ("Title", "Title, from Z", "Newest first", "By status"):
        choose(window, words)
        row = window.articles.articles.currentIndex().row()
        assert first_words(window)[row] == "Ola", words


def test_done_and_next_goes_where_the_next_one_was(window, workspace):
    choose(window, "By status")
    window.page.view.setFocus()
    press(Qt.Key.Key_Return, CTRL)
    assert workspace.document.text.startswith("Ola")
    assert first_words(window) == ["The", "Ola", "A"], "what was done stays to be seen"
    press(Qt.Key.Key_Return, CTRL)
    assert workspace.document.text.startswith("A third")


def test_by_spans(window, workspace, application):
    workspace.next_document()
    window.page.view.select(0, 3)
    application.session.labelling.label("ORG")
    choose(window, "Most spans first")
    assert first_words(window)[0] == "Ola"
    choose(window, "Fewest spans first")
    assert first_words(window)[-1] == "Ola"


def test_words_and_an_order_together(qtbot, window, workspace):
    choose(window, "Title")
    press(Qt.Key.Key_L, CTRL)
    with qtbot.waitSignal(window.articles.filter.filter_changed):
        QTest.keyClicks(QApplication.focusWidget(), "title:o")
    assert first_words(window) == ["A", "Ola", "The"]
    with qtbot.waitSignal(window.articles.filter.filter_changed):
        QTest.keyClicks(QApplication.focusWidget(), "sl")
    assert first_words(window) == ["Ola"]
    press(Qt.Key.Key_Escape)
    assert first_words(window) == ["A", "Ola", "The"], "the order stays"


def test_in_a_long_list_the_next_letters_stop_the_search(qtbot, window, workspace, monkeypatch):
    monkeypatch.setattr(sorting, "LONG", 0)
    press(Qt.Key.Key_L, CTRL)
    line = window.articles.filter.line
    for words in ("title:min", "title:osl", "title:zzz", "oslo"):
        line.setText(words)
        press(Qt.Key.Key_Down)
        line.setFocus()
    qtbot.waitUntil(lambda: first_words(window) == ["Ola"])
    assert workspace.where.words == "oslo"
    line.setText("title:third")
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: first_words(window) == ["A"])


def test_a_long_list_is_made_ready_beside_the_window(qtbot, window, workspace, application, monkeypatch):
    monkeypatch.setattr(sorting, "AT_ONCE", 0)
    with qtbot.waitSignal(application.session.transfers.jobs.ended):
        choose(window, "By status")
    assert workspace.project.count_unsorted(workspace.annotator) == 0
    qtbot.waitUntil(lambda: workspace.where.order.by is SortBy.STATUS)
    assert workspace.where.status is not Status.DONE


def test_what_an_import_brings_is_made_ready_too(qtbot, window, workspace, application, monkeypatch):
    choose(window, "By status")
    assert first_words(window) == ["The", "Ola", "A"]
    monkeypatch.setattr(sorting, "AT_ONCE", 0)
    with qtbot.waitSignal(application.session.transfers.jobs.ended):
        bring_in_one_more(workspace)
    qtbot.waitUntil(lambda: len(first_words(window)) == 4)
    assert workspace.project.count_unsorted(workspace.annotator) == 0


def bring_in_one_more(workspace):
    path = workspace.project.path.with_name("four.txt")
    path.write_text("Four.", encoding="utf-8")
    import_files(workspace.project, [path], annotator=workspace.annotator)
