"""A copy takes the place of the project, which is put aside with all that was in it."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from annotator.errors import ProjectError
from annotator.store import restoring
from annotator.store.backup import back_up
from annotator.store.copies import REPLACED, folder_of, list_copies
from annotator.store.project import Project
from annotator.store.restoring import Size, restore, size_of
from tests.store.making import ROOT, TEXT, article, bring_in, label, new_project, spans


@pytest.fixture
def path(file):
    """All of this is about files."""
    return file


@pytest.fixture
def copied(path):
    """A closed project with a copy, and a span that was labelled after it."""
    with closing(new_project(path)) as project:
        bring_in(project, [article(1), article(2)], keep_ids=True)
        label(project, 1)
        back_up(path)
        label(project, 2)
    return path


def there(path):
    with closing(Project.open(path)) as project:
        assert list(project.check()) == []
        return [spans(project, number) for number in (1, 2)]


SPAN = [("PERSON", 0, 13, "Ayla")]


def test_the_copy_is_there_and_what_was_there_is_put_aside(copied):
    (copy,) = list_copies(copied)
    aside = restore(copied, copy.path)
    assert there(copied) == [SPAN, []]
    assert there(aside) == [SPAN, SPAN]
    assert [one.why for one in list_copies(copied)] == [REPLACED, ""]
    assert sorted(one.name for one in copied.parent.iterdir()) == [copied.name, folder_of(copied).name]
    assert there(copy.path) == [SPAN, []]


def test_one_can_go_back_and_forth(copied):
    (copy,) = list_copies(copied)
    aside = restore(copied, copy.path)
    restore(copied, aside)
    assert there(copied) == [SPAN, SPAN]


def test_a_project_that_is_gone_comes_back(copied):
    copied.unlink()
    (copy,) = list_copies(copied)
    assert restore(copied, copy.path) is None
    assert there(copied) == [SPAN, []]


def leave_behind(project):
    """Leave what a process leaves that is killed while it goes back to a copy."""
    lefts = [project.with_name(f"{project.name}.3765.new{ending}") for ending in ("", "-journal")]
    for left in lefts:
        left.write_bytes(TEXT.encode())
    return lefts


def test_what_a_killed_process_left_goes_with_the_next_restoring(copied):
    (copy,) = list_copies(copied)
    others = copied.with_name("other.annotator.3765.new"), copied.with_name(f"{copied.name}.new")
    for other in others:
        other.touch()
    lefts = leave_behind(copied)
    restore(copied, copy.path)
    assert not any(left.exists() for left in lefts)
    assert all(other.exists() for other in others)


def test_and_with_the_next_copy_when_it_is_a_day_old(copied):
    old, young = leave_behind(copied)
    os.utime(old, (0, 0))
    back_up(copied)
    assert (old.exists(), young.exists()) == (False, True)


def test_where_the_new_file_does_not_reach_the_disk_a_sentence_says_so(copied, monkeypatch):
    def fail(_):
        raise OSError(5, "Input/output error")

    (copy,) = list_copies(copied)
    monkeypatch.setattr(restoring.os, "fsync", fail)
    with pytest.raises(ProjectError, match=r"could not be replaced: Input/output error\. It is as it was"):
        restore(copied, copy.path)
    assert there(copied) == [SPAN, SPAN]


def test_one_that_is_open_stays(copied):
    (copy,) = list_copies(copied)
    with closing(Project.open(copied)), pytest.raises(ProjectError, match="open in another window"):
        restore(copied, copy.path)
    assert there(copied) == [SPAN, SPAN]
    assert len(list_copies(copied)) == 1


def test_a_damaged_copy_is_refused(copied):
    (copy,) = list_copies(copied)
    whole = copy.path.read_bytes()
    copy.path.write_bytes(whole[:8192] + bytes(len(whole) - 8192))
    with pytest.raises(ProjectError, match="damaged"):
        restore(copied, copy.path)
    copy.path.write_bytes(b"no project")
    with pytest.raises(ProjectError, match="is not an Annotator project"):
        restore(copied, copy.path)
    assert size_of(copy.path) is None
    assert there(copied) == [SPAN, SPAN]


@pytest.mark.parametrize("damage", ["cut off", "no header", "log"])
def test_whatever_is_there_makes_room(copied, damage):
    (copy,) = list_copies(copied)
    if damage == "cut off":
        os.truncate(copied, 5_000)
    elif damage == "no header":
        copied.write_bytes(b"x" * 10_000)
    else:
        code = (
            "import os, signal, sys; from tests.store.making import *; p = Project.open(sys.argv[1]); "
            "label(p, 1, 18, 30); os.kill(os.getpid(), signal.SIGKILL)"
        )
        done = subprocess.run([sys.executable, "-c", code, str(copied)], cwd=ROOT, check=False)
        assert done.returncode == -signal.SIGKILL
        assert copied.with_name(copied.name + "-wal").stat().st_size > 0
    before = copied.read_bytes()
    aside = restore(copied, copy.path)
    assert there(copied) == [SPAN, []]
    if damage == "log":
        assert there(aside) == [[*SPAN, ("PERSON", 18, 30, "Ayla")], SPAN]
    else:
        assert aside.read_bytes() == before


def test_what_a_copy_holds(copied):
    (copy,) = list_copies(copied)
    assert size_of(copy.path) == Size(2, 1)


def test_without_room_for_what_is_there_nothing_happens(copied, monkeypatch):
    (copy,) = list_copies(copied)

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.link", refuse)
    monkeypatch.setattr("shutil.copy2", refuse)
    with pytest.raises(ProjectError, match=r"could not be replaced: No space left on device\. It is as it was"):
        restore(copied, copy.path)
    assert there(copied) == [SPAN, SPAN]


def test_the_log_of_the_one_before_does_not_spoil_the_next(copied, monkeypatch):
    """As it lies there when its process was killed and the file is too damaged to take it in."""
    monkeypatch.setattr(restoring, "close_log", lambda _: None)
    (copy,) = list_copies(copied)
    copied.write_bytes(b"x" * 10_000)
    copied.with_name(copied.name + "-wal").write_bytes(b"left")
    aside = restore(copied, copy.path)
    assert there(copied) == [SPAN, []]
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"left"
    with closing(sqlite3.connect(copied)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
