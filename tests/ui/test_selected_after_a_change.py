"""A span that looks selected is: also after it was changed, or a change of it was undone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.edits import Edit
from tests.ui.conftest import ME
from tests.ui.keyboard import press

CTRL = Qt.KeyboardModifier.ControlModifier


def labels(application):
    return [span.label for span in application.session.workspace.document.spans]


def select(application):
    view = application.window.page.view
    view.select(4, 12)
    QTest.keyClick(view.viewport(), Qt.Key.Key_1)
    (span,) = application.session.workspace.document.spans
    view.select_span(span)
    assert application.session.workspace.span == span


def test_relabelled_and_undone_it_can_be_relabelled_and_deleted(application):
    select(application)
    first = labels(application)
    press(Qt.Key.Key_2)
    second = labels(application)
    assert second != first
    press(Qt.Key.Key_Z, CTRL)
    assert labels(application) == first
    assert application.session.workspace.span in application.session.workspace.document.spans
    press(Qt.Key.Key_2)
    assert labels(application) == second
    press(Qt.Key.Key_Delete)
    assert labels(application) == []


def test_with_a_note_it_is_still_selected(application):
    select(application)
    press(Qt.Key.Key_F12)
    QTest.keyClicks(QApplication.focusWidget(), "a note")
    press(Qt.Key.Key_Return)
    (span,) = application.session.workspace.document.spans
    assert (span.note, application.session.workspace.span) == ("a note", span)
    press(Qt.Key.Key_Delete)
    assert labels(application) == []


def test_what_somebody_else_takes_away_is_not(application):
    select(application)
    workspace = application.session.workspace
    workspace.project.apply("Remove", [Edit(workspace.document.spans[0], None)], ME)
    assert workspace.span is None
