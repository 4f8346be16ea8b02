"""The open project is copied and checked beside the window, and what goes wrong is one sentence."""

import os
import shutil
import sys

import pytest

from annotator.settings import MAKES_COPIES
from annotator.store.copies import folder_of, list_copies
from annotator.ui import heartbeat
from annotator.ui.action_button import ActionButton

WAIT = 30_000


@pytest.fixture
def keeping(application):
    return application.session.later.safekeeping


def hint(application):
    return application.window.status.hint.text()


def ended(qtbot, keeping):
    qtbot.waitUntil(lambda: not keeping._process.is_busy(), timeout=WAIT)


def test_a_copy_is_made_soon_after_the_project_was_opened(qtbot, application, project_file):
    assert list_copies(project_file) == ()
    for _ in range(heartbeat.FIRST_LOOK):
        assert "safekeeping" not in application.session.later.__dict__
        application.session.heartbeat.beat()
    qtbot.waitUntil(lambda: bool(list_copies(project_file)), timeout=WAIT)
    ended(qtbot, application.session.later.safekeeping)
    assert len(list(folder_of(project_file).iterdir())) == 1


def test_the_next_one_waits_until_it_is_due(qtbot, application, keeping):
    keeping.tend()
    ended(qtbot, keeping)
    keeping.tend()
    assert not keeping._process.is_busy()
    keeping._started = keeping._rests_until = float("-inf")
    keeping.tend()
    assert keeping._process.is_busy()


def test_without_copies_the_project_is_checked_once(qtbot, application, keeping, project_file):
    application.preferences.choose(MAKES_COPIES, False)
    keeping.tend()
    ended(qtbot, keeping)
    assert not folder_of(project_file).exists()
    keeping._started = keeping._rests_until = float("-inf")
    keeping.tend()
    assert not keeping._process.is_busy()


def test_what_prevents_a_copy_is_said_once(qtbot, application, keeping, project_file):
    folder_of(project_file).write_text("in the way")
    keeping.tend()
    qtbot.waitUntil(lambda: "No copy of" in hint(application), timeout=WAIT)
    assert hint(application).endswith("What you do is saved all the same.")
    application.window.status.say("")
    keeping._started = keeping._rests_until = float("-inf")
    keeping.tend()
    ended(qtbot, keeping)
    assert "No copy" not in hint(application)


def test_damage_is_told_and_its_details_can_be_read(qtbot, application, keeping, project_file, monkeypatch):
    project_file.write_bytes(project_file.read_bytes().replace(b"Oslo to Bergen", b"Oslo to Berges"))
    reports = []
    application.session.later.report_wanted.disconnect()
    application.session.later.report_wanted.connect(lambda *report: reports.append(report))
    keeping.tend()
    qtbot.waitUntil(lambda: "is damaged" in hint(application), timeout=WAIT)
    assert list_copies(project_file) == ()
    links = application.window.status.findChildren(ActionButton)
    assert {"Check the project", "Repair the project…"} <= {link.text() for link in links if link.isVisible()}
    application.window.actions_by_name["check_project"].trigger()
    qtbot.waitUntil(lambda: bool(reports), timeout=WAIT)
    lines = application.session.workspace.project.documents(annotator="anna")
    (title,) = [line.title for line in lines if "Oslo" in line.title]
    (said,) = [line for line in reports[0][2].split("\n") if line.startswith(f"{title}: ")]
    assert "is damaged: it is not what was written" in said


def test_a_sound_project_is_said_to_be_so(qtbot, application, keeping):
    application.window.actions_by_name["check_project"].trigger()
    assert "is being checked" in hint(application)
    qtbot.waitUntil(lambda: hint(application).endswith("everything is as it was written."), timeout=WAIT)


def test_a_window_that_closes_does_not_wait_and_leaves_nothing(qtbot, application, keeping, project_file):
    keeping.tend()
    qtbot.waitUntil(lambda: any(folder_of(project_file).glob("*.part")) or not keeping._process.is_busy(), timeout=WAIT)
    application.window.close()
    assert not keeping._process.is_busy()
    left = [path.name for path in project_file.parent.rglob("*") if path.is_file() and "annotator" in path.name]
    assert [name for name in left if name.endswith((".part", "-wal", "-shm"))] == []


def test_a_command_that_cannot_be_started_is_told(qtbot, application, keeping, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    application.window.actions_by_name["check_project"].trigger()
    ended(qtbot, keeping)
    assert not hint(application).startswith("The project is being checked")


def test_how_far_a_check_is_that_was_asked_for_is_shown(qtbot, application, keeping):
    shown = []
    keeping.progressed.connect(lambda title, part: shown.append((title, part)))
    keeping.tend()
    ended(qtbot, keeping)
    assert {title for title, _ in shown} == {""}
    keeping.check()
    ended(qtbot, keeping)
    assert ("Checking the project", 0.5) in shown
    assert shown[-1] == ("", 1.0)
    assert application.window.status.job.isHidden()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have names that are text")
def test_a_project_whose_name_is_no_text_is_copied_too(qtbot, application, keeping, project_file, tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9\n.annotator")
    shutil.copy(project_file, path)
    application.open(path)
    keeping.tend()
    qtbot.waitUntil(lambda: bool(list_copies(path)), timeout=WAIT)
    ended(qtbot, keeping)
