import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model import Status
from tests.ui.keyboard import press

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot, application):
    application.window.resize(1280, 800)
    assert QTest.qWaitForWindowActive(application.window)
    return application.window


@pytest.fixture
def workspace(application):
    return application.session.workspace


@pytest.fixture
def articles(window):
    return window.articles


def titles(articles):
    model = articles.articles.model()
    return [model.line(model.index(row)).title.split()[0] for row in range(model.rowCount())]


def type_filter(qtbot, articles, text):
    press(Qt.Key.Key_L, CTRL)
    assert articles.filter.line.hasFocus()
    with qtbot.waitSignal(articles.filter.filter_changed):
        QTest.keyClicks(QApplication.focusWidget(), text)


def test_the_list_follows_what_is_typed_and_escape_empties(qtbot, window, articles):
    assert titles(articles) == ["The", "Ola", "A"]
    type_filter(qtbot, articles, "article about")
    assert titles(articles) == ["A"]
    press(Qt.Key.Key_Escape)
    assert titles(articles) == ["The", "Ola", "A"]
    assert window.page.view.hasFocus()
    assert articles.articles.currentIndex().row() == 0


def test_digits_are_typed_and_label_nothing(qtbot, window, workspace, articles):
    window.page.view.select(4, 12)
    type_filter(qtbot, articles, "1999")
    assert titles(articles) == ["Ola"]
    assert workspace.own_spans() == []


def test_next_and_previous_keep_to_the_filter(qtbot, window, workspace, articles):
    type_filter(qtbot, articles, "about")
    press(Qt.Key.Key_Down, ALT)
    assert workspace.document.text.startswith("A third")
    press(Qt.Key.Key_Down, ALT)
    assert workspace.document.text.startswith("A third")
    assert "last article" in window.status.hint.text()
    press(Qt.Key.Key_Up, ALT)
    assert "first article" in window.status.hint.text()


def test_enter_goes_on_to_the_list(qtbot, workspace, articles):
    type_filter(qtbot, articles, "oslo")
    press(Qt.Key.Key_Return)
    assert articles.articles.hasFocus()
    press(Qt.Key.Key_Home)
    assert workspace.document.text.startswith("Ola")


def test_by_status_and_what_is_done_meanwhile_stays_to_be_seen(qtbot, window, workspace, articles):
    articles.filter.status.setFocus()
    press(Qt.Key.Key_Down)
    assert articles.filter.where().status is Status.TODO
    assert titles(articles) == ["The", "Ola", "A"]
    window.page.view.setFocus()
    press(Qt.Key.Key_Return, CTRL)
    assert workspace.document.text.startswith("Ola")
    assert titles(articles) == ["The", "Ola", "A"]
    articles.filter.status.setFocus()
    for _ in range(2):
        press(Qt.Key.Key_Down)
    assert titles(articles) == ["The"]
    press(Qt.Key.Key_Escape)
    assert titles(articles) == ["The", "Ola", "A"]


def test_no_match_says_so_and_shows_the_way_out(qtbot, workspace, articles):
    type_filter(qtbot, articles, "xylophone")
    assert articles.no_match.isVisible()
    assert "No article matches" in articles.no_match.sentence.text()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)
    assert titles(articles) == ["The", "Ola", "A"]
    assert articles.articles.isVisible()
    assert articles.filter.line.text() == ""


def test_a_hidden_panel_comes_back_for_its_filter(qtbot, window, articles):
    press(Qt.Key.Key_F8)
    assert not articles.isVisible()
    press(Qt.Key.Key_L, CTRL)
    assert articles.filter.line.hasFocus()
    assert window.actions_by_name["show_articles"].isChecked()


def test_the_box_says_how_many_articles_it_filters(articles):
    line = articles.filter.line
    for number, said in ((0, "Filter the articles"), (1, "Filter the articles"), (1_200, "Filter 1,200 articles")):
        articles.filter.show_number(number)
        assert line.placeholderText() == said
