"""A damaged project is repaired from the window, which goes on with it and shows what is missing."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QFileDialog

from annotator.errors import EditError
from annotator.store.copies import DAMAGED, list_copies
from annotator.store.project import Project
from annotator.ui.repairing_dialog import RepairingDialog
from annotator.ui.report_dialog import ReportDialog

WAIT = 30_000


def damage(path, statement):
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(statement)


def ask(application):
    application.window.actions_by_name["repair_project"].trigger()
    (dialog,) = application.window.findChildren(RepairingDialog)
    dialog.go.click()


def repair(qtbot, application):
    ask(application)
    workspace = application.session.workspace
    qtbot.waitUntil(lambda: workspace.project is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: not application.session.later.reopening._process.is_busy())
    return application.window.findChildren(ReportDialog)


def test_what_is_left_of_a_damaged_project_is_gone_on_with(qtbot, application, project_file):
    damage(project_file, "UPDATE document SET text = 'X' || text WHERE title LIKE 'Ola%'")
    (report,) = repair(qtbot, application)
    assert report.sentence.text().startswith("Articles in the repaired project: 2. Spans: 0.")
    assert "is missing." in report.text.toPlainText()
    assert application.session.lines.rowCount() == 2
    assert list_copies(project_file)[0].why == DAMAGED
    assert application.session.workspace.project.next_undo("anna") is None
    report.close()


def test_a_project_that_cannot_be_opened_is_asked_for(qtbot, application, project_file, monkeypatch):
    application.session.workspace.close_project()
    application.session.show_nothing_open("Why not.")
    damage(project_file, "UPDATE label SET removed = 1 WHERE name = 'LOC'")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda _parent, _title, named, _pattern: (named, ""))
    (report,) = repair(qtbot, application)  # That of last time is named already.
    assert "The history is as it was." in report.sentence.text()
    assert report.text.toPlainText() == "Nothing is known to be missing."
    assert application.session.workspace.scheme.find("LOC") is not None
    assert application.window.status.hint.text().startswith("The project was repaired.")
    report.close()


def test_nobody_names_one(application, monkeypatch):
    application.session.workspace.close_project()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    application.window.actions_by_name["repair_project"].trigger()
    assert application.session.workspace.project is None


def test_a_sound_project_stays_as_it_is(qtbot, application, project_file):
    assert repair(qtbot, application) == []
    assert application.window.status.hint.text() == "The project was checked: everything is as it was written."
    assert [copy for copy in list_copies(project_file) if copy.why] == []


def test_why_nothing_can_be_repaired_is_said(qtbot, application, project_file, monkeypatch):
    application.session.workspace.close_project()
    project_file.write_bytes(b"x")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(project_file), ""))
    ask(application)
    sentence = application.window.page.empty.sentence
    qtbot.waitUntil(lambda: "Nothing of a project is left" in sentence.text(), timeout=WAIT)


class Abroad(QTranslator):
    """Says every sentence of an error in another language."""

    def translate(self, context, source, _disambiguation=None, _n=-1):
        return f"⟦{source}⟧" if context == "errors" else source

    def isEmpty(self):
        return False


def test_what_is_missing_is_said_in_the_users_language(qtbot, qapp, application, project_file):
    damage(project_file, "UPDATE document SET text = 'X' || text WHERE title LIKE 'Ola%'")
    language = Abroad()
    qapp.installTranslator(language)
    (report,) = repair(qtbot, application)
    qapp.removeTranslator(language)
    assert report.text.toPlainText().startswith("⟦The article “Ola")
    report.close()


def test_a_project_that_can_only_be_read_is_not_repaired(application, project_file):
    application.session.transfers.files.open_project(project_file, read_only=True)
    with pytest.raises(EditError):
        application.session.later.repairing.ask()
    assert Project.open(project_file).documents(annotator="anna")
