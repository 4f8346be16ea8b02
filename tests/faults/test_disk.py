"""The disk is full, the file is moved or gone, the clock is put back: one sentence, and nothing painted is lost."""

import shutil
import subprocess
import sys
import time
from contextlib import closing

import pytest

from annotator.errors import ProjectError
from annotator.store import history, locks
from annotator.store.backup import back_up
from annotator.store.copies import list_copies
from annotator.store.project import Project
from tests.store.making import ROOT, article, bring_in, label, new_project, run_python, spans

FULL = """
import resource, sys
from annotator.errors import AnnotatorError
from tests.store.making import *

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
project = Project.open(sys.argv[1])
made = 0
try:
    while made < 2_000:
        document, start = made % 3 + 1, made // 3 % 70
        label(project, document, start, start + 1 + made // 210, annotator="Ayla")
        made += 1
except AnnotatorError as error:
    print(made, error, sep="\\n", flush=True)
"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "here").mkdir()
    opened = new_project(tmp_path / "here" / "articles.annotator")
    bring_in(opened, [article(number) for number in range(1, 4)], keep_ids=True)
    label(opened, 1)
    yield opened
    opened.close()


def sound(path):
    """Return the spans of the first document of a project that must be sound."""
    with closing(Project.open(path)) as opened:
        assert list(opened.check()) == []
        return spans(opened, 1)


LABELLED = [("PERSON", 0, 13, "Ayla")]


@pytest.mark.parametrize("room", [10_000, 100_000, 400_000])
def test_on_a_full_disk_what_was_said_to_be_saved_is_there(project, room):
    path = project.path
    project.close()
    limit = str(path.stat().st_size + room)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), limit],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    made, sentence = done.stdout.splitlines()
    assert "disk" in sentence.lower()
    assert "Traceback" not in done.stderr
    with closing(Project.open(path)) as opened:
        assert list(opened.check()) == []
        there = sum(len(spans(opened, number)) for number in (1, 2, 3))
    assert there == int(made) + 1


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_project_that_is_moved_while_it_is_open_has_all_that_was_saved(project, tmp_path, what):
    old = project.path
    new = old.with_name("renamed.annotator") if what == "file" else tmp_path / "there" / old.name
    (old if what == "file" else old.parent).rename(new if what == "file" else new.parent)
    with pytest.raises(ProjectError, match="was moved, deleted or replaced while it was open"):
        label(project, 1, 18, 30)
    assert spans(project, 1) == LABELLED
    project.close()
    assert sound(new) == LABELLED


def test_who_closes_after_a_move_and_does_nothing_else_has_it_too(project):
    new = project.path.with_name("renamed.annotator")
    project.path.rename(new)
    project.close()
    assert sound(new) == LABELLED


def test_it_goes_on_when_the_file_is_back(project):
    aside = project.path.with_name("aside")
    project.path.rename(aside)
    with pytest.raises(ProjectError):
        label(project, 1, 18, 30)
    aside.rename(project.path)
    label(project, 1, 18, 30)
    assert len(spans(project, 1)) == 2


@pytest.mark.parametrize("how", ["deleted", "folder", "replaced", "another log"])
def test_nothing_is_said_to_be_saved_in_a_file_that_is_gone(project, how):
    path = project.path
    if how == "deleted":
        path.unlink()
    elif how == "folder":
        shutil.rmtree(path.parent)
    elif how == "replaced":
        other = path.with_name("other")
        shutil.copy(path, other)
        other.replace(path)
    else:
        label(project, 2)
        log = path.with_name(path.name + "-wal")
        log.unlink()
        log.touch()
    with pytest.raises(ProjectError, match="go back to a copy"):
        label(project, 1, 18, 30)
    project.close()
    if how == "another log":
        assert sound(path) == LABELLED


def test_it_goes_on_when_the_log_is_deleted_under_its_hands(project):
    label(project, 2)
    project.path.with_name(project.path.name + "-wal").unlink()
    label(project, 1, 18, 30)
    assert len(spans(project, 1)) == 2
    project.close()
    assert len(sound(project.path)) == 2


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there a lock belongs to the descriptor")


def look_into(project):
    """Open and close all that a folder holds, as file dialogs do: POSIX takes away this process's locks by it."""
    for path in project.path.parent.glob(f"{project.path.name}*"):
        if path.is_file():
            path.read_bytes()


OPENED = "import sys; from tests.store.making import *; Project.open(sys.argv[1]).close()"


@POSIX
def test_nobody_takes_the_log_away_after_something_here_has_looked_into_the_file(project):
    label(project, 2)
    log = project.path.with_name(project.path.name + "-wal")
    look_into(project)
    project.poll()
    run_python(OPENED, project.path).check_returncode()
    assert log.exists()
    label(project, 1, 18, 30)
    project.close()
    assert not log.exists()
    assert len(sound(project.path)) == 2


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="no other system has locks that belong to an open file")


@LINUX
def test_a_look_into_the_file_takes_no_locks_away_that_were_taken_before(project):
    label(project, 2)
    project.poll()
    log = project.path.with_name(project.path.name + "-wal")
    look_into(project)
    run_python(OPENED, project.path).check_returncode()
    assert log.exists()
    label(project, 1, 18, 30)
    project.close()
    assert sorted(path.name for path in project.path.parent.glob("articles.annotator*") if path.is_file()) == [
        "articles.annotator"
    ]
    assert len(sound(project.path)) == 2


@LINUX
def test_another_connection_in_this_process_comes_and_goes(project):
    label(project, 2)
    with closing(Project.open(project.path)) as other:
        other.poll()
        project.poll()
    project.poll()
    look_into(project)
    run_python(OPENED, project.path).check_returncode()
    assert project.path.with_name(project.path.name + "-wal").exists()
    project.close()
    assert not project.path.with_name(project.path.name + "-wal").exists()


@POSIX
def test_who_closes_takes_no_locks_from_others_in_this_process(project):
    label(project, 2)
    with closing(Project.open(project.path)) as other:
        other.poll()
    run_python(OPENED, project.path).check_returncode()
    assert project.path.with_name(project.path.name + "-wal").exists()


@POSIX
def test_it_goes_on_when_somebody_took_the_log_away(project, monkeypatch):
    monkeypatch.setattr(locks, "_lock", lambda *_: False)  # As where no locks last.
    label(project, 2)
    project.poll()
    for start in (18, 34):
        look_into(project)
        run_python(OPENED, project.path).check_returncode()
        label(project, 1, start, start + 4)
        project.poll()
    run_python(OPENED, project.path).check_returncode()
    assert project.path.with_name(project.path.name + "-wal").exists()
    project.close()
    assert len(sound(project.path)) == 3


def test_a_copy_brings_back_what_was_deleted(project):
    from annotator.store.restoring import restore

    copy = back_up(project.path).copy
    project.path.unlink()
    project.close()
    restore(project.path, copy.path)
    assert sound(project.path) == LABELLED


def test_a_clock_that_is_put_back_changes_no_order(project, monkeypatch):
    real = time.time_ns
    label(project, 2)
    monkeypatch.setattr(time, "time_ns", lambda: real() - 400 * 24 * 3_600 * 10**9)
    assert history.now() < real() // 1_000_000
    label(project, 3)
    assert next(past.title for past in project.past()) == "Label PERSON"
    assert [past.seq for past in project.past()] == sorted((past.seq for past in project.past()), reverse=True)
    project.undo("Ayla")
    assert [len(spans(project, number)) for number in (1, 2, 3)] == [1, 1, 0]
    project.redo("Ayla")
    assert list(project.check()) == []
    assert back_up(project.path).copy in list_copies(project.path)
