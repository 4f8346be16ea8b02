"""A copy is chosen in a list; the project is then as it was, and the window goes on with it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.store.backup import back_up
from annotator.store.copies import REPLACED, list_copies
from annotator.store.project import Project
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
