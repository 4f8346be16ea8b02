"""A copy is made while people work, checked, and kept when there is reason to."""

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta

import pytest

from annotator.errors import CancelledError, ProjectError
from annotator.store import backup, integrity
from annotator.store.backup import back_up, copy_database
from annotator.store.copies import folder_of, list_copies, name_of
from annotator.store.database import DAMAGED
from annotator.store.project import Project
from tests.store.making import article, bring_in, label, new_project, spans

EVERY_TIME = timedelta(0)


@pytest.fixture
def path(file):
    """All of this is about files."""
    return file


@pytest.fixture
def closed(path):
    """A project that nobody has open."""
    with closing(new_project(path)) as project:
        bring_in(project, [article(number) for number in range(1, 9)], keep_ids=True)
        label(project, 1)
    return path


def left(project):
    return sorted(one.name for one in project.parent.rglob("*") if one.is_file())


def test_a_copy_is_a_sound_project(project, path):
    label(project, 2)
    made = back_up(path)
    assert made.findings == ()
    assert list_copies(path) == (made.copy,)
    with closing(Project.open(made.copy.path)) as copy:
        assert spans(copy, 2) == [("PERSON", 0, 13, "Ayla")]
        assert list(copy.check()) == []


def test_the_project_is_left_as_it_was(closed):
    before = closed.read_bytes()
    copy = back_up(closed).copy
    assert closed.read_bytes() == before
    assert left(closed) == sorted([closed.name, copy.path.name])


def test_none_is_made_before_it_is_due_or_when_nothing_was_done(closed):
    assert back_up(closed).copy is not None
    assert back_up(closed).copy is None
    assert back_up(closed, interval=EVERY_TIME).copy is None
    with closing(Project.open(closed)) as project:
        label(project, 3)
        assert back_up(closed).copy is None
        assert back_up(closed, interval=EVERY_TIME, keep=False).copy is None
        assert back_up(closed, interval=EVERY_TIME).copy is not None
    assert len(list_copies(closed)) == 2
    assert len(left(closed)) == 3


def test_what_is_let_go_is_removed(closed, monkeypatch):
    monkeypatch.setattr(backup, "let_go", lambda copies, now: copies[1:])
    back_up(closed)
    with closing(Project.open(closed)) as project:
        label(project, 3)
    copy = back_up(closed, interval=EVERY_TIME).copy
    assert list_copies(closed) == (copy,)


def test_others_write_while_it_is_copied(project, path, monkeypatch):
    """Between two steps, many times: one state is copied, and nobody waits."""
    bring_in(project, [article(number) for number in range(10, 400)], keep_ids=True)
    monkeypatch.setattr(backup, "STEP", 5)
    labelled = []

    def write(share):
        if len(labelled) < 20:
            labelled.append(label(project, 10 + len(labelled)))

    target = path.with_name("copy.annotator")
    copy_database(path, target, write)
    assert len(labelled) == 20
    with closing(Project.open(target)) as copy:
        assert spans(copy, 10) == []
        assert list(copy.check()) == []


def test_with_a_rollback_journal_it_begins_anew_and_gives_up_in_the_end(closed, monkeypatch):
    with closing(sqlite3.connect(closed)) as file:
        file.execute("PRAGMA journal_mode = DELETE")
    target = closed.with_name("copy.annotator")

    def write(share):
        with closing(sqlite3.connect(closed)) as file, file:
            file.execute("UPDATE batch SET documents = documents + 1")

    monkeypatch.setattr(backup, "STEP", 10)
    with pytest.raises(ProjectError, match="written to all the time"):
        copy_database(closed, target, write)


def test_damage_is_found_and_no_copy_of_it_is_kept(closed):
    closed.write_bytes(closed.read_bytes().replace(b"met Ilham Aliyev", b"met Ilhan Aliyev"))
    made = back_up(closed)
    assert made.copy is None
    assert any("The text of “Article 1” is damaged" in finding.message for finding in made.findings)
    assert list_copies(closed) == ()


def test_a_file_that_is_cut_off_is_damage_too(closed):
    os.truncate(closed, closed.stat().st_size // 2)
    made = back_up(closed)
    assert made.copy is None
    assert made.findings[0].message.startswith(DAMAGED)


def test_a_cancelled_copy_leaves_nothing(closed):
    for last in (0.1, 0.9):

        def stop(share, last=last):
            if share > last:
                raise CancelledError("Stopped.")

        with pytest.raises(CancelledError):
            back_up(closed, progress=stop)
        assert left(closed) == [closed.name]


def test_a_copy_that_was_never_finished_is_removed_after_a_day(closed):
    folder_of(closed).mkdir()
    old, young = (folder_of(closed) / f"{name}.part" for name in ("old", "young"))
    for part in (old, young):
        part.write_bytes(b"")
    os.utime(old, (0, 0))
    back_up(closed)
    assert not old.exists()
    assert young.exists()


def test_without_room_nothing_is_tried(closed, monkeypatch):
    full = shutil.disk_usage(closed)._replace(free=closed.stat().st_size)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(ProjectError, match=r"there is no room for it\. What you do is saved all the same"):
        back_up(closed)
    assert left(closed) == [closed.name]


def test_a_folder_that_cannot_be_made_is_told(closed):
    folder_of(closed).write_text("in the way")
    with pytest.raises(ProjectError, match=r"No copy of .* could be made in .*: File exists"):
        back_up(closed)


def test_the_clock_may_have_been_ahead(closed):
    folder_of(closed).mkdir()
    ahead = folder_of(closed) / name_of(closed, backup.datetime.now(backup.UTC) + timedelta(days=400))
    shutil.copy(closed, ahead)
    with closing(Project.open(closed)) as project:
        label(project, 3)
    assert back_up(closed).copy is not None


def test_checking_a_copy_leaves_it_as_it_is(closed, path):
    with closing(Project.open(closed)) as project:
        project.undo("Ayla")
        project.undo("Ayla")
    copy = back_up(closed).copy
    with closing(Project.open(copy.path)) as opened:
        assert list(opened.documents(annotator="Ayla")) == []
    with closing(backup.Database(copy.path)) as database:
        assert list(integrity.check_copy(database)) == []
    with closing(Project.open(copy.path)) as opened:
        assert list(opened.documents(annotator="Ayla")) == []


def test_a_thread_can_work_on_while_it_is_copied(project, path):
    """No writer waits for the copy: the writes of another thread all succeed."""
    bring_in(project, [article(number) for number in range(10, 800)], keep_ids=True)
    with closing(Project.open(path)) as other:
        writing = threading.Thread(target=lambda: [label(other, number) for number in range(10, 60)])
        writing.start()
        copy = back_up(path).copy
        writing.join()
    assert copy is not None
    assert sum(len(spans(project, number)) for number in range(10, 60)) == 50
    project.poll()
