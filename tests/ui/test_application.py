import sys

import pytest

from annotator.errors import ProjectError
from annotator.program_folders import data_folder
from annotator.settings import LAST_PROJECT, Settings
from annotator.store.project import Project
from annotator.ui.application import Application, make_application
from annotator.ui.document_lines import DocumentLines
from annotator.ui.marking import Marking
from annotator.ui.report_dialog import ReportDialog


@pytest.fixture
def start(qtbot, settings):
    """Start the window as the program does; it is closed at the end."""
    started = []

    def start(project=None, chosen=None):
        application = Application(make_application(), chosen or settings)
        started.append(application)
        application.open(project)
        return application

    yield start
    for application in started:
        application.window.close()
        application.close()


def test_the_first_start_shows_the_sample(start):
    application = start()
    workspace = application.session.workspace
    assert workspace.project.path == data_folder() / "sample.annotator"
    documents = workspace.project.documents(annotator=workspace.annotator)
    assert len(documents) == 4
    assert all(document.title and document.author and document.date for document in documents)
    assert [label.name for label in workspace.labels()] == ["PERSON", "ORG", "LOC", "DATE", "EVENT"]
    assert "press 1 for PERSON" in application.window.status.hint.text()


def test_the_sample_shows_what_labels_look_like(start):
    workspace = start().session.workspace
    lines = workspace.project.documents(annotator=workspace.annotator)
    quoted = []
    for line in lines:
        opened = workspace.project.document(line.id)
        assert 0 < max(span.end for span in opened.spans) < len(opened.text) * 3 // 4
        quoted += [(span.label, opened.text[span.start : span.end]) for span in opened.spans]
    assert {("ORG", "Nordsund Line"), ("DATE", "1998"), ("EVENT", "Pell Island Kite Festival")} <= set(quoted)
    assert ("PERSON", "سامر القاسمي") in quoted
    assert all(text == text.strip() and text[0].isalnum() and text[-1].isalnum() for _, text in quoted)
    assert {label for label, _ in quoted} == {label.name for label in workspace.labels()}
    assert any("👨‍👩‍👧‍👦" in workspace.project.document(line.id).text for line in lines)
    assert workspace.project.totals(workspace.annotator).done == 0


def test_the_sample_is_never_overwritten(start):
    first = start()
    Marking(first.session.workspace).mark_done()
    first.window.close()
    second = start(chosen=Settings.load())
    assert second.session.workspace.project.totals(second.session.workspace.annotator).done == 1


def test_the_sample_is_made_anew_when_it_is_missing(start):
    first = start()
    first.window.close()
    (data_folder() / "sample.annotator").unlink()
    second = start(chosen=Settings.load())
    assert second.session.workspace.document is not None


def test_project_document_zoom_and_theme_are_found_again(start, project_file):
    first = start(project_file)
    first.session.workspace.next_document()
    first.window.page.view.zoom(1.5)
    first.window.actions_by_name["theme_dark"].trigger()
    first.window.resize(711, 577)
    here = first.session.workspace.document.document.id
    first.window.close()
    second = start(chosen=Settings.load())
    assert second.session.workspace.project.path == project_file
    assert second.session.workspace.document.document.id == here
    assert second.window.page.view.zoom_factor() == 1.5
    assert second.theming.theme.dark
    assert (second.window.width(), second.window.height()) == (711, 577)


def test_a_named_project_that_cannot_be_opened_is_an_error(start, tmp_path):
    with pytest.raises(ProjectError):
        start(tmp_path / "missing.annotator")


def test_a_last_project_that_cannot_be_opened_gives_way_to_the_sample(start, settings, tmp_path):
    broken = tmp_path / "broken.annotator"
    broken.write_bytes(b"no project at all")
    settings.set(LAST_PROJECT, str(broken))
    application = start()
    assert application.session.workspace.project.path.name == "sample.annotator"
    assert "broken.annotator" in application.window.status.hint.text()
    assert "This is the sample project." in application.window.status.hint.text()


def test_without_a_place_for_the_sample_it_says_so(start, annotator_home):
    data_folder().parent.mkdir(parents=True, exist_ok=True)
    data_folder().write_text("in the way")
    application = start()
    assert application.window.page.empty.isVisible()
    assert "could not be written" in application.window.page.empty.sentence.text()
    assert not application.window.actions_by_name["import_files"].isEnabled()


def test_a_bug_is_shown_and_can_be_copied(start, monkeypatch):
    printed = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: printed.append(error))
    application = start()
    try:
        raise ZeroDivisionError("a bug")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert len(printed) == 1
    dialog = application.window.findChild(ReportDialog)
    assert "ZeroDivisionError: a bug" in dialog.text.toPlainText()
    assert "All your work is saved" in dialog.sentence.text()


def test_what_the_disk_does_not_give_while_a_project_is_shown_is_said_and_no_bug(start, project_file, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise ProjectError("The disk does not give it.")

    monkeypatch.setattr(DocumentLines, "reset", fails)
    application = start(project_file)
    said = [dialog.sentence.text() for dialog in application.window.findChildren(ReportDialog)]
    assert set(said) == {"The disk does not give it."}


def test_after_the_end_bugs_are_python_s_again(start):
    before = sys.excepthook
    application = start()
    assert sys.excepthook is not before
    application.window.close()
    assert sys.excepthook is before


def test_closing_leaves_one_file(start, project_file):
    application = start(project_file)
    Marking(application.session.workspace).mark_done()
    application.window.close()
    assert [path.name for path in project_file.parent.glob("news.annotator*")] == ["news.annotator"]
    Project.open(project_file).close()
