import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.edits import progress_of
from annotator.model import Status
from tests.ui.conftest import ME
from tests.ui.keyboard import press

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def workspace(application):
    return application.session.workspace


def progress(workspace):
    return progress_of(workspace.document, ME)


def second_lines(window):
    lines = window.articles.articles.model()
    QApplication.processEvents()
    return [lines.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(lines.rowCount())]


def flag(note):
    press(Qt.Key.Key_F4)
    QTest.keyClicks(QApplication.focusWidget(), note)
    press(Qt.Key.Key_Return)


def test_a_flag_with_a_note_is_seen_in_list_and_header_and_undone(window, workspace):
    flag("ask <b>Ola</b>")
    assert (progress(workspace).flagged, progress(workspace).note) == (True, "ask <b>Ola</b>")
    assert window.page.view.hasFocus()
    assert second_lines(window)[0].endswith(", flagged: ask <b>Ola</b>")
    assert "flagged: ask <b>Ola</b>" in window.page.header.meta.text()
    press(Qt.Key.Key_Z, CTRL)
    assert progress(workspace) is None
    assert "flagged" not in second_lines(window)[0]


def test_the_note_can_be_changed_and_the_flag_taken_off(window, workspace):
    flag("ask")
    flag("ask Ola")
    assert progress(workspace).note == "ask Ola"
    press(Qt.Key.Key_F4, SHIFT)
    assert (progress(workspace).flagged, progress(workspace).note) == (False, "")
    press(Qt.Key.Key_F4, SHIFT)
    assert window.status.hint.text() == "This article has no flag."


def test_escape_changes_nothing(window, workspace):
    press(Qt.Key.Key_F4)
    QTest.keyClicks(QApplication.focusWidget(), "ask")
    press(Qt.Key.Key_Escape)
    assert progress(workspace) is None
    assert window.page.view.hasFocus()


def test_another_article_takes_the_bar_away(window, workspace):
    press(Qt.Key.Key_F4)
    workspace.next_document()
    QApplication.processEvents()
    assert not any(bar.isVisible() for bar, _ in window.page.bars)


def test_flagged_ones_are_filtered(window, workspace):
    workspace.next_document()
    flag("")
    box = window.articles.filter.status
    box.setFocus()
    press(Qt.Key.Key_End)
    assert len(second_lines(window)) == 1
    assert second_lines(window)[0].endswith(", flagged")


def test_each_status_has_a_key(window, workspace):
    press(Qt.Key.Key_W, CTRL | SHIFT)
    assert progress(workspace).status is Status.IN_PROGRESS
    press(Qt.Key.Key_D, CTRL)
    assert progress(workspace).status is Status.DONE
    press(Qt.Key.Key_D, CTRL | SHIFT)
    assert progress(workspace).status is Status.TODO
    first = workspace.document.document.id
    press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert workspace.document.document.id != first
    assert second_lines(window)[0].endswith(", skipped")


def test_skipping_the_last_says_so(window, workspace):
    for _ in range(3):
        press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert window.status.hint.text() == "Skipped. This was the last article."


def test_what_was_typed_stays_when_the_key_is_pressed_again_and_is_kept_on_leaving(window, workspace):
    press(Qt.Key.Key_F4)
    QTest.keyClicks(QApplication.focusWidget(), "ask")
    press(Qt.Key.Key_F4)
    assert QApplication.focusWidget().text() == "ask"
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert window.status.hint.text().startswith("Flagged: The minister")
    assert window.page.view.hasFocus()
    assert progress(workspace) is None
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert (progress(workspace).flagged, progress(workspace).note) == (True, "ask")
    press(Qt.Key.Key_F4)
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert len(workspace.project.past(limit=9)) == 2  # The import, and one flag.
