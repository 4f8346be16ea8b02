from pathlib import Path

import orjson
import pytest

from annotator.errors import AnnotatorError, ProjectError
from annotator.store.project import Project
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.report_dialog import ReportDialog

ME = "anna"


@pytest.fixture
def files(application):
    return application.session.files


@pytest.fixture
def workspace(application):
    return application.session.workspace


@pytest.fixture
def told(application, files):
    """What was said, reported and failed, in order."""
    told = []
    for signal in (files.said, files.report_made, application.session.edge.failed):
        signal.connect(lambda *args: told.append(args))
    return told


def test_a_new_project_gets_its_suffix_and_labels(application, files, workspace, tmp_path):
    files.create_project(tmp_path / "fresh")
    assert workspace.project.path == tmp_path / "fresh.annotator"
    assert [label.key for label in workspace.labels()] == ["1", "2", "3", "4", "5"]
    assert application.window.page.empty.isVisible()
    assert "no articles yet" in application.window.page.empty.sentence.text()
    assert application.window.windowTitle() == "fresh"


def test_a_new_project_never_takes_the_place_of_another(files, workspace, project_file):
    with pytest.raises(AnnotatorError, match="is there already"):
        files.create_project(project_file)
    assert workspace.project.path == project_file


def test_a_file_that_is_no_project_leaves_the_open_one(files, workspace, tmp_path, project_file):
    (tmp_path / "notes.txt").write_text("no project")
    with pytest.raises(ProjectError):
        files.open_project(tmp_path / "notes.txt")
    assert workspace.project.path == project_file
    workspace.mark_done()


def test_an_import_runs_beside_the_window_and_shows_what_came(qtbot, files, workspace, told, tmp_path):
    article = tmp_path / "four.txt"
    article.write_text("date 2022-02-02 By Vugar Khalilov\n\nA fourth article about Baku.", encoding="utf-8")
    with qtbot.waitSignal(files.job_ended):
        files.import_files([article])
    assert workspace.document.document.date == "2022-02-02"
    assert workspace.document.document.author == "Vugar Khalilov"
    said, (title, sentence, text) = told
    assert (*said, title, sentence) == ("Imported 1 article.", "Import", "Imported 1 article.")
    assert "date 2022-02-02 By Vugar Khalilov" in text
    assert "“”" not in text, "a blank line is not worth a word"


def test_who_is_at_work_is_not_disturbed_by_what_comes(qtbot, application, files, workspace, tmp_path):
    (tmp_path / "four.txt").write_text("A fourth article.", encoding="utf-8")
    here = workspace.document.document.id
    view = application.window.page.view
    with qtbot.waitSignal(files.job_ended):
        files.import_files([tmp_path / "four.txt"])
        view.select(4, 12)
    assert workspace.document.document.id == here
    assert view.selection() == workspace.selection == (4, 12)
    assert len(workspace.project.documents(annotator=ME)) == 4


def test_what_is_there_already_is_reported_not_doubled(qtbot, files, workspace, told, tmp_path):
    with qtbot.waitSignal(files.job_ended):
        files.import_files([tmp_path / "one.txt"])
    assert told[0] == ("Nothing new: all of it is in the project already.",)
    assert "one.txt" in told[1][2]
    assert len(workspace.project.documents(annotator=ME)) == 3


def test_a_file_that_cannot_be_read_is_said_in_a_dialog(qtbot, application, files, workspace, told, tmp_path):
    with qtbot.waitSignal(files.job_ended):
        files.import_files([tmp_path / "missing.txt"])
    assert "missing.txt" in told[0][0]
    assert "missing.txt" in application.window.findChild(ReportDialog).sentence.text()
    assert len(workspace.project.documents(annotator=ME)) == 3


@pytest.mark.parametrize("name", ["native", "doccano"])
def test_an_export_writes_what_is_there(qtbot, files, told, tmp_path, name):
    out = tmp_path / f"out-{name}.jsonl"
    with qtbot.waitSignal(files.job_ended):
        files.export(out, format_name=name)
    assert told[0] == (f"Exported 3 articles to {out}.",)
    texts = [orjson.loads(line).get("text") for line in out.read_bytes().splitlines()]
    assert "Ola Nordmann moved from Oslo to Bergen in 1999." in texts


def test_an_export_replaces_only_when_told(qtbot, application, files, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("mine")
    with qtbot.waitSignals([application.session.edge.failed, files.job_ended]):
        files.export(out, format_name="doccano")
    assert out.read_text() == "mine"
    with qtbot.waitSignal(files.job_ended):
        files.export(out, format_name="doccano", replace=True)
    assert out.read_text() != "mine"


def test_one_job_at_a_time(qtbot, files, tmp_path):
    (tmp_path / "four.txt").write_text("A fourth article.", encoding="utf-8")
    with qtbot.waitSignal(files.job_ended):
        files.import_files([tmp_path / "four.txt"])
        with qtbot.waitSignal(files.said) as said:
            files.export(tmp_path / "out.jsonl", format_name="doccano")
        assert "still running" in said.args[0]


def test_a_stopped_import_leaves_nothing(qtbot, application, files, workspace, told, tmp_path):
    many = tmp_path / "many"
    many.mkdir()
    for number in range(500):
        (many / f"{number}.txt").write_text(f"Article number {number}.", encoding="utf-8")
    with qtbot.waitSignal(files.job_ended):
        files.import_files([many])
        assert application.window.actions_by_name["stop_job"].isEnabled()
        application.window.status.stop.click()
    assert told == [("The import was stopped. Nothing was imported.",)]
    assert len(workspace.project.documents(annotator=ME)) == 3
    assert not application.window.actions_by_name["stop_job"].isEnabled()


def test_closing_the_window_stops_what_runs(qtbot, application, files, project_file, tmp_path):
    many = tmp_path / "many"
    many.mkdir()
    for number in range(500):
        (many / f"{number}.txt").write_text(f"Article number {number}.", encoding="utf-8")
    files.import_files([many])
    application.window.close()
    assert sorted(path.name for path in project_file.parent.glob("news.annotator*")) == ["news.annotator"]
    opened = Project.open(project_file)
    assert len(opened.documents(annotator=ME)) in (3, 100)
    opened.close()


def test_the_export_dialog_exports_what_was_chosen(qtbot, application, files, project_file):
    application.window.actions_by_name["export_dataset"].trigger()
    dialog = application.window.findChild(ExportDialog)
    dialog.choose_format("doccano")
    path = Path(dialog.path.text())
    assert path.parent == project_file.parent
    with qtbot.waitSignal(files.job_ended):
        dialog.export.click()
    assert path.exists()
