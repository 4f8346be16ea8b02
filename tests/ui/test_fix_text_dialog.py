"""A text is fixed in the real window: spans move, unsure ones are looked at, and all of it is undone at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui.fix_text_dialog import FixTextDialog
from tests.ui.keyboard import press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, application):
    application.window.resize(1280, 800)
    assert QTest.qWaitForWindowActive(application.window)
    application.window.page.view.setFocus()
    for start, end, label in ((4, 12, "PERSON"), (13, 26, "PERSON"), (31, 42, "PERSON")):
        application.window.page.view.select(start, end)
        application.session.labelling.label(label)
    return application.window


@pytest.fixture
def workspace(application):
    return application.session.workspace


def quotes(workspace):
    text = workspace.document.text
    return [text[span.start : span.end] for span in workspace.own_spans()]


def open_dialog(qtbot, window):
    press(Qt.Key.Key_F2, CTRL)
    dialog = window.findChild(FixTextDialog)
    qtbot.waitUntil(dialog.text.hasFocus)
    return dialog


def come_back(window):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.page.view.setFocus()


def test_what_is_typed_moves_the_spans_and_undo_takes_all_back(qtbot, window, workspace):
    before = workspace.document.text
    open_dialog(qtbot, window)
    QTest.keyClicks(QApplication.focusWidget(), "Yesterday: ")
    press(Qt.Key.Key_Return, CTRL)
    assert workspace.document.text == "Yesterday: " + before
    assert window.page.view.text() == workspace.document.text
    assert quotes(workspace) == ["minister", "Zakir Hasanov", "Hulusi Akar"]
    assert window.status.hint.text() == "The text is fixed."
    come_back(window)
    press(Qt.Key.Key_Z, CTRL)
    assert workspace.document.text == window.page.view.text() == before
    assert quotes(workspace) == ["minister", "Zakir Hasanov", "Hulusi Akar"]
    assert list(workspace.project.check()) == []


def test_unsure_spans_are_looked_at_first(qtbot, window, workspace):
    dialog = open_dialog(qtbot, window)
    text = workspace.document.text
    dialog.text.selectAll()
    dialog.text.insertPlainText(text.replace("minister ", "").replace("Hasanov", "Hassanov").replace("Akar", "Akkar"))
    press(Qt.Key.Key_Return, CTRL)
    lines = [dialog.unsure.item(row).text() for row in range(dialog.unsure.count())]
    assert lines[0] == "PERSON “minister”: nothing is left of it, it goes"
    assert lines[1].startswith("PERSON “Zakir Hasanov” → The [Zakir Hassanov] met")
    assert dialog.unsure.hasFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, CTRL)
    assert quotes(workspace) == ["Zakir Hassanov"]


def test_one_goes_back_to_the_text_and_leaves_without_a_change(qtbot, window, workspace):
    dialog = open_dialog(qtbot, window)
    before = workspace.document.text
    dialog.text.selectAll()
    dialog.text.insertPlainText("Nothing of it.")
    press(Qt.Key.Key_Return, CTRL)
    dialog.back.click()
    assert dialog.text.isVisible()
    press(Qt.Key.Key_Escape)
    assert workspace.document.text == before


def test_where_nothing_is_written_nothing_is_done(qtbot, window, workspace):
    open_dialog(qtbot, window)
    press(Qt.Key.Key_Return, CTRL)
    assert window.status.hint.text() == "The text is as it was."


def test_a_text_that_qt_would_change_is_as_it_was(qtbot, window, workspace, qapp):
    dialog = open_dialog(qtbot, window)
    dialog.text.setPlainText("a\u00a0b 😀\nc")
    dialog.text.document().setModified(True)
    assert dialog.new_text() == "a\u00a0b 😀\nc"
