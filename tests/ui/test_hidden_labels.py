import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.store.project import Project
from tests.ui.keyboard import press

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def window(application):
    assert QTest.qWaitForWindowActive(application.window)
    view = application.window.page.view
    for quoted, key in (("Ankara", Key.Key_3), ("Zakir Hasanov", Key.Key_1)):
        start = view.text().index(quoted)
        view.select(start, start + len(quoted))
        QTest.keyClick(view, key)
    return application.window


@pytest.fixture
def workspace(application):
    return application.session.workspace


def drawn(window):
    view = window.page.view
    return {span.label for span in view.spans() if view.chip_rectangle(span) is not None}


def point_of(view, quoted):
    return QPointF(view.caret_rectangle(view.text().index(quoted) + 1).center())


def test_a_label_is_hidden_by_key_and_shown_again(qtbot, window, workspace):
    view, row = window.page.view, window.labels.rows[2]
    place = point_of(view, "Ankara")
    assert [span.label for span in view.spans_at(place)] == ["LOC"]
    window.labels.take_focus("LOC")
    press(Key.Key_H, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert drawn(window) == {"PERSON"}
    assert view.spans_at(point_of(view, "Ankara")) == []
    assert row.is_hidden
    qtbot.waitUntil(lambda: row.accessibleName() == "LOC, 1 spans, hidden")
    assert len(workspace.own_spans()) == 2
    press(Key.Key_H, Modifier.ControlModifier | Modifier.AltModifier)
    assert drawn(window) == {"PERSON", "LOC"}
    assert not row.is_hidden


def test_the_eye_is_seen_on_the_way_and_stays_shut(qtbot, window):
    row, other = window.labels.rows[0], window.labels.rows[1]
    assert not row.eye.isVisible()
    row.setFocus()
    assert row.eye.isVisible()
    qtbot.mouseClick(row.eye, Qt.MouseButton.LeftButton)
    other.setFocus()
    assert row.eye.isVisible()
    assert drawn(window) == {"LOC"}
    qtbot.mouseClick(row.eye, Qt.MouseButton.LeftButton)
    assert drawn(window) == {"PERSON", "LOC"}


def test_what_is_given_is_seen(window, application):
    application.session.hidden_labels.toggle("LOC")
    view = window.page.view
    start = view.text().index("Tuesday")
    view.select(start, start + 7)
    QTest.keyClick(view, Key.Key_3)
    assert drawn(window) == {"PERSON", "LOC"}
    assert application.session.hidden_labels.names() == frozenset()


def test_it_stays_hidden_under_another_name_and_in_other_articles(window, application, workspace):
    hidden = application.session.hidden_labels
    hidden.toggle("LOC")
    window.labels.take_focus("LOC")
    window.actions_by_name["rename_label"].trigger()
    QTest.keyClicks(QApplication.focusWidget(), "PLACE")
    press(Key.Key_Return)
    assert hidden.names() == {"PLACE"}
    workspace.next_document()
    workspace.previous_document()
    assert drawn(window) == {"PERSON"}
    path = workspace.need_project().path
    workspace.open_project(Project.open(path))
    assert drawn(window) == {"PERSON", "PLACE"}


def test_the_walk_still_knows_that_it_is_labelled(window, application):
    application.session.hidden_labels.toggle("PERSON")
    view = window.page.view
    start = view.text().index("Zakir")
    assert application.session.walking.walk.is_labelled(start, start + 5)
    assert view.selected_span() is None
    view.put_caret(start + 1)
    assert view.spans_at_caret() == ()
