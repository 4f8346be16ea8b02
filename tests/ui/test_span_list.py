import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.keyboard import press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, application):
    application.window.resize(1280, 800)
    assert QTest.qWaitForWindowActive(application.window)
    for quoted, key in (("2020", Qt.Key.Key_4), ("Zakir Hasanov", Qt.Key.Key_1), ("Ankara", Qt.Key.Key_3)):
        select(application.window.page.view, quoted)
        press(key)
    return application.window


@pytest.fixture
def workspace(application):
    return application.session.workspace


@pytest.fixture
def spans(window):
    return window.spans


def select(view, quoted):
    start = view.text().index(quoted)
    view.select(start, start + len(quoted))


def shown(spans):
    rows = [spans.rows.index(row) for row in range(spans.rows.rowCount())]
    return [(spans.rows.span_at(row).label, row.data()) for row in rows]


def marked(spans):
    index = spans.list.currentIndex()
    return index.data() if index.isValid() and spans.list.selectionModel().isSelected(index) else None


def click(spans, row):
    place = spans.list.visualRect(spans.rows.index(row)).center()
    QTest.mouseClick(spans.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_spans_stand_in_reading_order_and_the_selected_one_is_marked(view, spans):
    assert shown(spans) == [("PERSON", "Zakir Hasanov"), ("LOC", "Ankara"), ("DATE", "2020")]
    assert spans.count.text() == "3"
    assert marked(spans) == "Ankara"
    view.select(0, 3)
    assert marked(spans) is None


def test_a_click_goes_to_a_span_and_selects_it(workspace, view, spans):
    click(spans, 2)
    assert view.selected_span() == workspace.span == spans.rows.span_at(spans.rows.index(2))
    assert marked(spans) == "2020"


def test_a_click_brings_what_is_far_into_view(qtbot, application, workspace, view, spans, project_file):
    view.zoom(5.0)
    view.go_to(0)
    assert view.chip_rectangle(spans.rows.span_at(spans.rows.index(2))) is None
    click(spans, 2)
    assert view.chip_rectangle(workspace.span) is not None


def test_arrows_walk_label_keys_relabel_and_enter_goes_to_the_text(workspace, view, spans):
    click(spans, 0)
    press(Qt.Key.Key_Down)
    assert workspace.span.label == "LOC"
    assert spans.list.hasFocus()
    press(Qt.Key.Key_2)
    assert shown(spans)[1] == ("ORG", "Ankara")
    assert marked(spans) == "Ankara"
    press(Qt.Key.Key_Home)
    assert marked(spans) == "Zakir Hasanov"
    press(Qt.Key.Key_End)
    assert marked(spans) == "2020"
    press(Qt.Key.Key_Return)
    assert view.hasFocus()
    assert view.selected_span().label == "DATE"


def test_delete_removes_and_goes_on_to_the_next(workspace, view, spans):
    click(spans, 0)
    press(Qt.Key.Key_Delete)
    assert [quoted for _, quoted in shown(spans)] == ["Ankara", "2020"]
    assert marked(spans) == "Ankara"
    assert view.selected_span() == workspace.span
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Delete)
    assert shown(spans) == []
    assert workspace.span is None
    press(Qt.Key.Key_Z, CTRL)
    assert [quoted for _, quoted in shown(spans)] == ["2020"]


def test_in_the_text_nothing_else_is_selected_when_a_span_goes(workspace, view, spans):
    view.setFocus()
    press(Qt.Key.Key_Delete)
    assert [quoted for _, quoted in shown(spans)] == ["Zakir Hasanov", "2020"]
    assert workspace.span is None
    assert marked(spans) is None


def test_another_article_has_its_own_spans(window, workspace, spans):
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert shown(spans) == []
    assert spans.count.text() == "0"
    assert spans._nothing.isVisible()
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert len(shown(spans)) == 3
    assert spans.list.isVisible()
