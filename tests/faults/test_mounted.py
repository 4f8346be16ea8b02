"""File systems of their own: one that is really full, one that becomes read-only, one that is taken out."""

import os
import subprocess
from contextlib import closing, suppress

import pytest

from annotator.errors import AnnotatorError, ProjectError
from annotator.store.backup import back_up
from annotator.store.copies import list_copies
from annotator.store.project import Project
from annotator.transfer.exporting import Target, export_project
from tests.store.making import SCHEME, article, bring_in, label, new_project, spans

MEGABYTES = 2


def mount(*arguments):
    return subprocess.run(["mount", *map(str, arguments)], capture_output=True, check=False).returncode == 0


@pytest.fixture
def mounted(tmp_path):
    """A small file system in memory."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root mounts a file system")
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mount("-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", folder):
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], capture_output=True, check=False)


@pytest.fixture
def project(mounted):
    opened = new_project(mounted / "articles.annotator")
    bring_in(opened, [article(number) for number in range(1, 4)], keep_ids=True)
    label(opened, 1)
    yield opened
    with suppress(AnnotatorError):
        opened.close()


def fill(folder):
    """Leave no room at all, and return what fills it."""
    filling = folder / "filling"
    with filling.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4_096)):
            pass
    return filling


def label_until_refused(project):
    """Label, and return how many labels were saved, and the sentence."""
    for made in range(5_000):
        try:
            label(project, made % 3 + 1, made // 3 % 60, made // 3 % 60 + 2 + made // 180, annotator="Ayla")
        except AnnotatorError as error:
            return made, str(error)
    raise AssertionError("there is room without an end")


def sound(project):
    assert list(project.check()) == []
    return sum(len(spans(project, number)) for number in (1, 2, 3))


def test_what_was_saved_before_the_disk_was_full_is_there_and_with_room_it_goes_on(project, mounted):
    filling = fill(mounted)
    made, sentence = label_until_refused(project)
    assert "The disk is full. Make room and do it again" in sentence
    assert sum(len(spans(project, number)) for number in (1, 2, 3)) == made + 1
    filling.unlink()
    label(project, 2, 70, 78)
    project.close()
    with closing(Project.open(mounted / "articles.annotator")) as again:
        assert sound(again) == made + 2


def test_an_import_without_room_is_taken_back_and_said(project, mounted):
    other = mounted / "other"
    other.write_bytes(bytes(500_000))
    many = [article(number) for number in range(10, 6_000)]
    with pytest.raises(ProjectError, match="The disk is full"):
        bring_in(project, many)
    with suppress(AnnotatorError):
        project.close()
    with suppress(AnnotatorError):  # What the import left needs some room to be cleared away.
        Project.open(mounted / "articles.annotator").close()
    other.unlink()
    with closing(Project.open(mounted / "articles.annotator")) as again:
        assert len(again.documents(annotator="Ayla")) == 3
        assert sound(again) == 1


def test_there_is_no_copy_without_room_and_work_goes_on(project, mounted):
    fill(mounted)
    with pytest.raises(ProjectError, match=r"no room for it|No space left"):
        back_up(project.path)
    assert list_copies(project.path) == ()
    assert spans(project, 1) == [("PERSON", 0, 13, "Ayla")]


def test_an_export_without_room_is_not_there(project, mounted):
    fill(mounted)
    with pytest.raises(AnnotatorError, match="The disk is full"):
        export_project(project, mounted / "out.jsonl", Target("native"))
    assert sorted(path.name for path in mounted.iterdir() if "out" in path.name) == []


def test_no_project_is_made_without_room(mounted):
    fill(mounted)
    with pytest.raises(ProjectError, match="could not be created"):
        Project.open(mounted / "new.annotator", create=True, scheme=SCHEME)
    assert [path.name for path in mounted.iterdir()] == ["filling"]


def test_a_disk_that_becomes_read_only_refuses_the_next_label(project, mounted):
    project.close()
    assert mount("-o", "remount,ro", mounted)
    path = mounted / "articles.annotator"
    with closing(Project.open(path)) as opened:
        assert opened.read_only
        with pytest.raises(AnnotatorError, match="can only be read"):
            label(opened, 2)
        assert sound(opened) == 1
    with pytest.raises(ProjectError, match="Read-only file system"):
        back_up(path)


def test_a_disk_that_is_taken_out_refuses_the_next_label_and_back_in_has_what_was_saved(project, mounted, tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    assert mount("--bind", mounted, kept)  # So that what is on it does not go with it.
    try:
        assert subprocess.run(["umount", "-l", mounted], check=False).returncode == 0
        with pytest.raises(ProjectError, match="was moved, deleted or replaced while it was open"):
            label(project, 2)
        assert mount("--bind", kept, mounted)
        label(project, 3)
        project.close()
        with closing(Project.open(mounted / "articles.annotator")) as again:
            assert sound(again) == 2
    finally:
        subprocess.run(["umount", "-l", kept], capture_output=True, check=False)
