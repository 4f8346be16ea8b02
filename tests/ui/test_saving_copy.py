"""A copy of the whole project is saved under another name, while one works on in the project itself."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.errors import EditError
from annotator.store.project import Project

WAIT = 30_000


@pytest.fixture
def named(monkeypatch, tmp_path):
    """Name the copy so, where a name is asked for."""
    asked = []

    def ask(_parent, _title, proposed, *_others, **_options):
        asked.append(proposed)
        return str(tmp_path / "kept"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return asked


def test_it_is_whole_and_the_project_stays_open(qtbot, application, project_file, named, tmp_path):
    window, workspace = application.window, application.session.workspace
    window.page.view.select(4, 12)
    QTest.keyClick(window.page.view.viewport(), Qt.Key.Key_1)
    window.actions_by_name["save_copy"].trigger()
    assert named == [str(project_file.with_name("news copy.annotator"))]
    copy = tmp_path / "kept.annotator"
    qtbot.waitUntil(lambda: window.status.hint.text() == f"The copy is saved: {copy}", timeout=WAIT)
    assert workspace.project.path == project_file
    with closing(Project.open(copy)) as saved:
        assert list(saved.check()) == []
        assert [len(document.spans) for document in saved.annotated_documents()] == [1, 0, 0]
        assert saved.next_undo("anna").title == workspace.project.next_undo("anna").title


def test_what_is_there_stays(application, named, tmp_path):
    (tmp_path / "kept.annotator").write_text("mine")
    with pytest.raises(EditError, match="is there already"):
        application.session.later.saving_copy.ask()
    assert (tmp_path / "kept.annotator").read_text() == "mine"


def test_why_it_cannot_be_saved_is_said(qtbot, application, tmp_path):
    application.session.later.saving_copy.save(tmp_path / "missing" / "kept.annotator")
    with pytest.raises(EditError, match="Wait for the end"):
        application.session.later.saving_copy.save(tmp_path / "other.annotator")
    qtbot.waitUntil(lambda: "Check that its folder exists" in application.window.status.hint.text(), timeout=WAIT)


def test_a_window_that_closes_leaves_nothing(qtbot, application, named, tmp_path):
    saving = application.session.later.saving_copy
    saving.ask()
    part, copy = tmp_path / "kept.annotator.part", tmp_path / "kept.annotator"
    qtbot.waitUntil(lambda: part.exists() or copy.exists(), timeout=WAIT)
    application.window.close()
    assert not saving._process.is_busy()
    assert [path.name for path in tmp_path.glob("kept*")] in ([], ["kept.annotator"])


def test_what_a_process_left_that_was_ended_goes(application, named, tmp_path):
    saving = application.session.later.saving_copy
    saving.ask()
    for end in (".part", ".part-journal"):
        (tmp_path / f"kept.annotator{end}").touch()
    saving.stop()
    assert list(tmp_path.glob("kept*")) == []
