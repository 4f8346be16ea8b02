import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.ui.panels import NARROW


@pytest.fixture
def window(qtbot, application):
    window = application.window
    window.resize(1280, 800)
    assert QTest.qWaitForWindowActive(window)
    return window


def holder(window):
    panels = {
        "filter": window.articles.filter,
        "articles": window.articles,
        "header": window.page.header,
        "page": window.page,
        "labels": window.labels,
        "spans": window.spans,
    }
    return next((name for name, panel in panels.items() if panel.isAncestorOf(window.focusWidget())), None)


def go_round(qtbot, window, times, modifier=Qt.KeyboardModifier.NoModifier):
    seen = []
    for _ in range(times):
        qtbot.keyClick(window, Qt.Key.Key_F6, modifier)
        seen.append(holder(window))
    return seen


def label(qtbot, window):
    window.page.view.select(4, 12)
    qtbot.keyClick(window, Qt.Key.Key_1)


def test_one_begins_in_the_text(window):
    assert holder(window) == "page"


def test_f6_goes_round_the_panels_that_are_shown(qtbot, window):
    label(qtbot, window)
    assert go_round(qtbot, window, 6) == ["labels", "spans", "filter", "articles", "header", "page"]
    assert go_round(qtbot, window, 2, Qt.KeyboardModifier.ShiftModifier) == ["header", "articles"]
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert go_round(qtbot, window, 3) == ["header", "page", "spans"]


def test_f6_leaves_out_what_has_nothing_to_hold_the_keyboard(qtbot, window):
    assert go_round(qtbot, window, 5) == ["labels", "filter", "articles", "header", "page"]


def test_a_panel_that_hides_leaves_the_keyboard_to_the_text(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert holder(window) == "labels"
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert holder(window) == "page"


def test_the_right_side_goes_with_its_last_panel(qtbot, window):
    width = window.page.width()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert not window.labels.isVisible()
    assert window.spans.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert not window.panels.right.isVisible()
    qtbot.waitUntil(lambda: window.page.width() > width)
    qtbot.keyClick(window, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert window.spans.isVisible()
    assert not window.labels.isVisible()


def test_panels_hide_and_come_back(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert not window.articles.isVisible()
    assert not window.actions_by_name["show_articles"].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert window.articles.isVisible()


def test_the_labels_fold_away_in_a_narrow_window(qtbot, window):
    window.resize(NARROW, 700)
    qtbot.waitUntil(lambda: not window.labels.isVisible())
    assert not window.actions_by_name["show_labels"].isChecked()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.labels.isVisible()
    window.resize(NARROW - 100, 700)
    qtbot.waitUntil(lambda: window.width() == NARROW - 100)
    assert window.labels.isVisible()
    window.resize(1280, 800)
    qtbot.waitUntil(window.labels.isVisible)


def test_every_control_has_a_name(window):
    for action in window.actions_by_name.values():
        assert action.text()
    for button in (*window.top_bar.buttons, window.top_bar.done, *window.labels.rows, window.status.stop):
        assert button.accessibleName()
    for part in (window.articles.articles, window.page.view, window.labels):
        assert part.accessibleName()


def test_it_fits_a_small_screen(window):
    window.resize(window.minimumSize())
    assert window.width() <= 640
    assert window.page.view.width() > 200


def test_the_header_stands_over_the_column(qtbot, window):
    view, meta = window.page.view, window.page.header.meta

    def apart():
        text = view.viewport().mapTo(window, view.caret_rectangle(0).topLeft()).x()
        return abs(meta.mapTo(window, meta.rect().topLeft()).x() - text)

    for width in (1280, 900, 1100):
        window.resize(width, 800)
        qtbot.waitUntil(lambda width=width: window.width() == width and apart() <= 1)


def test_it_is_no_larger_than_the_screen(window):
    window.resize(5_000, 5_000)
    window.keep_on_screen()
    room = window.screen().availableSize()
    assert window.width() <= room.width()
    assert window.height() < room.height()
