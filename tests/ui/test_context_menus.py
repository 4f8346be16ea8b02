import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model import Status
from annotator.ui.action_table import ACTIONS
from annotator.ui.context_menus import CONTEXT_MENUS, LABELS, LINE
from annotator.ui.marking import Marking

RIGHT = Qt.MouseButton.RightButton


@pytest.fixture
def window(qtbot, application):
    application.window.resize(1280, 800)
    assert QTest.qWaitForWindowActive(application.window)
    yield application.window
    for context in application.window.context_menus.values():
        if context.menu is not None:
            context.menu.close()


@pytest.fixture
def workspace(application):
    return application.session.workspace


def select(view, quoted):
    start = view.text().index(quoted)
    view.select(start, start + len(quoted))


def right_click(view, point):
    """What the system sends for a right click: the press, and that a menu is wanted."""
    port = view.viewport()
    QTest.mousePress(port, RIGHT, pos=point)
    QApplication.sendEvent(port, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, port.mapToGlobal(point)))
    QTest.mouseRelease(port, RIGHT, pos=point)


def menu_key(view):
    port = view.viewport()
    QApplication.sendEvent(port, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))


def choose(qtbot, context, text):
    menu = context.menu
    qtbot.waitUntil(menu.isVisible)
    action = next(action for action in menu.actions() if action.text() == text)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def text_point(view, quoted):
    box = view.caret_rectangle(view.text().index(quoted) + 2)
    return QPoint(box.left(), box.center().y())


def test_each_entry_is_a_row_of_the_table():
    names = {row.name for row in ACTIONS} | {LINE, LABELS}
    assert all(set(menu) <= names for menu in CONTEXT_MENUS.values())


def test_the_text_labels_what_is_selected(qtbot, window, workspace):
    view = window.page.view
    select(view, "Ankara")
    right_click(view, text_point(view, "Ankara"))
    choose(qtbot, window.context_menus["text"], "LOC")
    assert [span.label for span in workspace.own_spans()] == ["LOC"]


def test_a_right_click_on_a_span_is_about_that_span(qtbot, window, workspace):
    view = window.page.view
    for quoted in ("Ankara", "2020"):
        select(view, quoted)
        qtbot.keyClick(view, Qt.Key.Key_3)
    right_click(view, text_point(view, "Ankara"))
    assert view.text()[workspace.span.start : workspace.span.end] == "Ankara"
    choose(qtbot, window.context_menus["text"], "Remove label")
    assert [view.text()[span.start : span.end] for span in workspace.own_spans()] == ["2020"]


def test_the_menu_key_opens_it_at_the_caret(qtbot, window):
    view = window.page.view
    view.put_caret(20)
    menu_key(view)
    menu = window.context_menus["text"].menu
    qtbot.waitUntil(menu.isVisible)
    at = view.viewport().mapToGlobal(view.caret_rectangle(20).bottomLeft())
    assert (menu.pos() - at).manhattanLength() <= 4


def test_the_list_of_spans_has_one(qtbot, window, workspace):
    view, spans = window.page.view, window.spans.list
    for quoted in ("Ankara", "2020"):
        select(view, quoted)
        qtbot.keyClick(view, Qt.Key.Key_3)
    right_click(spans, spans.visualRect(spans.model().index(0, 0)).center())
    assert view.text()[workspace.span.start : workspace.span.end] == "Ankara"
    choose(qtbot, window.context_menus["spans"], "ORG")
    assert [span.label for span in workspace.own_spans()] == ["ORG", "LOC"]


def test_that_of_an_article_is_about_the_article_clicked_on(qtbot, window, workspace):
    articles = window.articles.articles
    right_click(articles, articles.visualRect(articles.model().index(1, 0)).center())
    assert workspace.document.text.startswith("Ola")
    choose(qtbot, window.context_menus["articles"], "Done, or not done after all")
    assert Marking(workspace).status() is Status.DONE


def test_what_cannot_be_done_now_is_not_offered(qtbot, window, workspace):
    workspace.close_document()
    menu_key(window.articles.articles)
    menu = window.context_menus["articles"].menu
    qtbot.waitUntil(menu.isVisible)
    assert {action.text(): action.isEnabled() for action in menu.actions() if action.text()}["Edit details"] is False
