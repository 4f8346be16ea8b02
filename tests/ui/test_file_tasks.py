import pytest

from annotator.errors import AnnotatorError, ProjectError
from annotator.ui.marking import Marking


@pytest.fixture
def files(application):
    return application.session.transfers.files


@pytest.fixture
def workspace(application):
    return application.session.workspace


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
    Marking(workspace).mark_done()
