"""A text is fixed in the real window: spans move, unsure ones are looked at, and all of it is undone at once."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator import edits
from annotator.reanchoring import reanchor
from annotator.store.project import Project
from annotator.text_fixing import fix_text
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
    assert lines[0] == "PERSON “minister”: too little is left of it, it goes"
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


class TestSomebodyElse:
    """Who labels, or fixes the text, in another window while the dialog is open."""

    @pytest.fixture
    def colleague(self, workspace):
        with closing(Project.open(workspace.project.address)) as project:
            project.ensure_annotator("Björn")
            yield project
            assert list(project.check()) == []

    def quotes_of(self, project, workspace, name):
        document = project.document(workspace.document.document.id)
        return [document.text[span.start : span.end] for span in document.spans if span.annotator == name]

    def label(self, project, workspace, quoted):
        document = project.document(workspace.document.document.id)
        start = document.text.index(quoted)
        made = edits.label_span(document, project.scheme(), start, start + len(quoted), "ORG", "Björn")
        project.apply("Label", made, "Björn")

    def test_what_he_labels_meanwhile_moves_as_well(self, qtbot, window, workspace, colleague):
        open_dialog(qtbot, window)
        QTest.keyClicks(QApplication.focusWidget(), "Yesterday: ")
        self.label(colleague, workspace, "Ankara")
        press(Qt.Key.Key_Return, CTRL)
        assert workspace.document.text.startswith("Yesterday: ")
        assert self.quotes_of(colleague, workspace, "Björn") == ["Ankara"]
        assert quotes(workspace) == ["minister", "Zakir Hasanov", "Hulusi Akar"]

    def test_what_he_labels_while_unsure_spans_are_looked_at_is_looked_at_too(
        self, qtbot, window, workspace, colleague
    ):
        dialog = open_dialog(qtbot, window)
        dialog.text.selectAll()
        dialog.text.insertPlainText(
            workspace.document.text.replace("Hasanov", "Hassanov").replace("Ankara", "Istanbul")
        )
        press(Qt.Key.Key_Return, CTRL)
        assert dialog.unsure.count() == 1
        self.label(colleague, workspace, "Ankara")
        press(Qt.Key.Key_Return, CTRL)
        assert dialog.isVisible()
        assert dialog.unsure.count() == 2
        press(Qt.Key.Key_Return, CTRL)
        assert quotes(workspace)[1] == "Zakir Hassanov"
        assert self.quotes_of(colleague, workspace, "Björn") == []

    def test_another_text_is_said_and_what_was_typed_stays(self, qtbot, window, workspace, colleague):
        dialog = open_dialog(qtbot, window)
        QTest.keyClicks(QApplication.focusWidget(), "Yesterday: ")
        theirs = colleague.document(workspace.document.document.id)
        text = "Today. " + theirs.text
        colleague.apply("Fix", fix_text(theirs, text, reanchor(theirs.text, text, theirs.spans)), "Björn")
        press(Qt.Key.Key_Return, CTRL)
        assert dialog.isVisible()
        assert dialog.said.text().startswith("Somebody has changed the text meanwhile.")
        assert dialog.new_text().startswith("Yesterday: ")
        assert workspace.document.text == text
        dialog.reject()


def test_what_was_written_is_not_left_by_one_escape(qtbot, window, workspace):
    dialog = open_dialog(qtbot, window)
    QTest.keyClicks(dialog.text, "Well, ")
    press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "is not kept yet" in dialog.said.text()
    QTest.keyClicks(dialog.text, "well, ")
    press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    press(Qt.Key.Key_Escape)
    assert window.findChild(FixTextDialog) is None
    assert workspace.document.text.startswith("The minister")
