"""A copy is chosen in a list; the project is then as it was, and the window goes on with it."""

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.errors import EditError
from annotator.store.backup import back_up
from annotator.store.copies import REPLACED, list_copies
from annotator.store.project import Project
from annotator.ui.action_button import ActionButton
from annotator.ui.copies_dialog import CopiesDialog

WAIT = 30_000


@pytest.fixture
def labelled(application, project_file):
    """A copy is there, and a span that was labelled after it."""
    back_up(project_file)
    application.window.page.view.select(4, 12)
    QTest.keyClick(application.window.page.view.viewport(), Qt.Key.Key_1)
    assert len(application.session.workspace.document.spans) == 1
    return application


def asked(qtbot, application):
    application.window.actions_by_name["go_back_to_copy"].trigger()
    (dialog,) = application.window.findChildren(CopiesDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def hint(application):
    return application.window.status.hint.text()


def test_what_was_done_since_is_gone_and_put_aside(qtbot, labelled, project_file):
    dialog = asked(qtbot, labelled)
    assert dialog.rows.item(0, 1).text() == "3"
    assert dialog.rows.item(0, 2).text() == "0"
    QTest.keyClick(dialog.rows, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: labelled.session.workspace.project is None)
    qtbot.waitUntil(lambda: labelled.session.workspace.project is not None, timeout=WAIT)
    assert labelled.session.workspace.document.spans == () or list(labelled.session.workspace.document.spans) == []
    assert hint(labelled).startswith("The project is as it was then.")
    assert labelled.window.focusWidget() is labelled.window.page.view
    aside, _copy = list_copies(project_file)
    assert aside.why == REPLACED
    again = asked(qtbot, labelled)
    assert "(put aside)" in again.rows.item(0, 0).text()
    assert again.rows.item(0, 2).text() == "1"
    again.reject()


def test_another_window_keeps_it_as_it_is(qtbot, labelled, project_file):
    other = Project.open(project_file)
    dialog = asked(qtbot, labelled)
    dialog.go_back.click()
    qtbot.waitUntil(lambda: labelled.session.workspace.project is not None, timeout=WAIT)
    other.close()
    assert len(labelled.session.workspace.document.spans) == 1
    assert "is open in another window" in hint(labelled)


class Abroad(QTranslator):
    """Says every sentence of an error in another language."""

    def translate(self, context, source, _disambiguation=None, _n=-1):
        return f"⟦{source}⟧" if context == "errors" else source

    def isEmpty(self):
        return False


def test_what_the_other_process_is_refused_is_said_in_the_user_s_language(qtbot, qapp, labelled, project_file):
    other = Project.open(project_file)
    language = Abroad()
    qapp.installTranslator(language)
    asked(qtbot, labelled).go_back.click()
    qtbot.waitUntil(lambda: labelled.session.workspace.project is not None, timeout=WAIT)
    qapp.removeTranslator(language)
    other.close()
    assert hint(labelled) == (f"⟦{project_file} is open in another window. Close it there, then do it again.⟧")


def test_how_far_it_is_stands_below_and_nothing_else_can_be_done_meanwhile(qtbot, labelled):
    status, shown = labelled.window.status, []
    labelled.session.later.reopening.progressed.connect(
        lambda *_: shown.append((status.job.text(), status.stop.isHidden()))
    )
    asked(qtbot, labelled).go_back.click()
    page = labelled.window.page
    assert page.empty.sentence.text() == "The project is going back to a copy."
    assert [button for button in page.empty.findChildren(ActionButton) if button.isVisible()] == []
    with pytest.raises(EditError, match="still being changed"):
        labelled.session.later.reopening.run("restore", labelled, [], title="", meanwhile="", done="")
    qtbot.waitUntil(lambda: labelled.session.workspace.project is not None, timeout=WAIT)
    assert shown[0] == ("Going back to a copy 0 %", True)
    assert len(shown) > 2
    assert shown[-1] == ("", True)
    assert status.job.isHidden()


def test_who_opens_another_project_meanwhile_stays_with_it(qtbot, labelled, tmp_path):
    asked(qtbot, labelled).go_back.click()
    other = Project.open(tmp_path / "other.annotator", create=True)
    labelled.session.workspace.open_project(other, None)
    qtbot.waitUntil(lambda: hint(labelled).startswith("The project is as it was then."), timeout=WAIT)
    assert labelled.session.workspace.project is other


def test_without_copies_there_is_nothing_to_choose(qtbot, application):
    dialog = asked(qtbot, application)
    assert "no copy of this project yet" in dialog.said.text()
    assert not dialog.go_back.isEnabled()
    dialog.reject()


def test_a_window_that_closes_meanwhile_waits_for_the_end(qtbot, labelled, project_file):
    dialog = asked(qtbot, labelled)
    dialog.go_back.click()
    labelled.window.close()
    assert [copy.why for copy in list_copies(project_file)] == [REPLACED, ""]


def test_a_copy_that_cannot_be_read_says_so(qtbot, application, project_file):
    copy = back_up(project_file).copy
    copy.path.write_bytes(b"x")
    dialog = asked(qtbot, application)
    assert dialog.rows.item(0, 1).text() == "cannot be read"
    dialog.reject()


def test_a_project_that_cannot_be_opened_any_more_comes_back(qtbot, application, project_file, monkeypatch):
    back_up(project_file)
    application.session.workspace.close_project()
    application.session.show_nothing_open("")
    project_file.write_bytes(project_file.read_bytes()[:3_000])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(project_file), ""))
    dialog = asked(qtbot, application)
    dialog.go_back.click()
    qtbot.waitUntil(lambda: application.session.workspace.project is not None, timeout=WAIT)
    assert application.session.lines.rowCount() == 3
