import pytest
from PySide6.QtWidgets import QFileDialog

from annotator.ui.labelling import Labelling


@pytest.fixture
def choose(monkeypatch):
    """Let the file dialog answer."""

    def choose(path, filter_=""):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), filter_))

    return choose


def save(qtbot, application):
    with qtbot.waitSignal(application.session.transfers.jobs.ended):
        application.window.actions_by_name["save_picture"].trigger()


def test_the_open_article_is_written_with_the_labels_that_the_window_shows(qtbot, application, choose, tmp_path):
    workspace = application.session.workspace
    workspace.select(13, 26)
    Labelling(workspace).label("PERSON")
    choose(tmp_path / "one.html")
    save(qtbot, application)
    written = (tmp_path / "one.html").read_text(encoding="utf-8")
    assert "PERSON</b>" in written
    assert "akir Hasanov" in written
    assert "one.html" in application.window.status.hint.text()


def test_a_name_without_a_suffix_gets_that_of_the_chosen_format(qtbot, application, choose, tmp_path):
    choose(tmp_path / "no. 1", "SVG: one drawing without pages (*.svg)")
    save(qtbot, application)
    assert (tmp_path / "no. 1.svg").read_bytes().startswith(b"<?xml")


def test_a_file_that_the_dialog_has_not_asked_about_stays(qtbot, application, choose, tmp_path):
    failed = []
    application.session.edge.failed.connect(failed.append)
    (tmp_path / "one.pdf").write_text("precious")
    choose(tmp_path / "one")
    save(qtbot, application)
    assert (tmp_path / "one.pdf").read_text() == "precious"
    assert "exists already" in failed[0]


def test_no_name_writes_nothing(application, choose, tmp_path):
    choose("")
    before = sorted(tmp_path.iterdir())
    application.window.actions_by_name["save_picture"].trigger()
    assert sorted(tmp_path.iterdir()) == before
