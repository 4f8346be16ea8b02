"""What was erased for good is in no byte of the project, its log and its copies; the rest is as it was."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pytest

from annotator.errors import ProjectError
from annotator.model import Span
from annotator.placing import remove_document
from annotator.store import erasing, restoring
from annotator.store.backup import back_up
from annotator.store.copies import DAMAGED, folder_of, list_copies, name_of
from annotator.store.erasing import Erased, erase
from annotator.store.erasing_rows import ERASED
from annotator.store.project import Project
from tests.store.making import ROOT, article, bring_in, ids, new_project, spans
from tests.store.secret_article import CRAWLED, SECRET, TITLE, secret, work_with_it

NOW = timedelta(0)


@pytest.fixture
def full(file):
    """A closed project in which very much was done with the document 7, and copies of before and after."""
    with closing(new_project(file, "Ayla", "Björn")) as project:
        work_with_it(project, lambda: back_up(file))
        back_up(file, interval=NOW)
    shutil.copy(file, folder_of(file) / name_of(file, list_copies(file)[0].at - timedelta(days=1), DAMAGED))
    (folder_of(file) / "left.annotator.1.part").write_text(SECRET)
    return file


def left(project):
    """Return the files beside a project that hold what must not be there, in UTF-8 or UTF-16."""
    found = set()
    for path in project.parent.rglob("*"):
        if path.is_file():
            content = path.read_bytes().lower()
            for word in (SECRET, TITLE, CRAWLED):
                forms = (word.lower().encode(), word.lower().encode("utf-16-le"))
                found |= {f"{path.name}: {word}" for form in forms if form in content}
    return found


def test_no_byte_of_it_is_left_anywhere(full):
    full.with_name(f"{full.name}.3765.new").write_bytes(full.read_bytes())
    assert len(left(full)) > 6
    erased = erase(full, 7, "Ayla", "Erase an article for good")
    assert left(full) == set()
    assert (erased.copies, erased.removed) == (3, ())
    assert [path.name for path in full.parent.iterdir() if path.name.startswith(".")] == []
    for path in (full, *(copy.path for copy in list_copies(full))):
        with closing(Project.open(path)) as project:
            assert list(project.check()) == []
            assert sorted(ids(project)) == [1, 2]
            assert spans(project, 1) == [("PERSON", 0, 13, "Ayla")]


def test_a_disk_that_fails_erases_nothing_and_says_so(full, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    before = left(full)
    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(ProjectError, match=r"No space left on device\. Nothing was erased"):
        erase(full, 7, "Ayla", "Erase an article for good")
    assert left(full) == before


def test_a_copy_that_can_be_neither_written_nor_removed_is_named(full, monkeypatch):
    (copy, *_) = [copy.path for copy in list_copies(full)]
    real = erasing._without

    def fail(path, *rest):
        if path == copy:
            raise OSError(5, "Input/output error")
        return real(path, *rest)

    monkeypatch.setattr(erasing, "_without", fail)
    monkeypatch.setattr(erasing, "remove", lambda path: path != copy and restoring.remove(path))
    with pytest.raises(ProjectError, match=f"the copy {copy} can be neither written nor removed"):
        erase(full, 7, "Ayla", "Erase an article for good")
    with closing(Project.open(full)) as project:
        assert sorted(ids(project)) == [1, 2]


def test_a_line_says_so_and_the_rest_of_the_history_works(full):
    erase(full, 7, "Ayla", "Erase an article for good")
    with closing(Project.open(full)) as project:
        titles = [past.title for past in project.past()]
        assert titles == ["Erase an article for good", ERASED, ERASED, "Label PERSON", "Import 3 documents"]
        assert project.next_undo("Ayla").title == ERASED
        project.undo("Ayla")
        assert [note.text for note in project.document(1).notes] == []
        project.redo("Ayla")
        for _ in range(3):
            project.undo("Ayla")
        assert project.next_undo("Ayla").weighty
        assert spans(project, 1) == []
        assert list(project.check()) == []
        assert project.next_undo("Björn") is None


def test_one_in_the_bin_can_be_erased_too(full):
    with closing(Project.open(full)) as project:
        project.apply(f"Delete: {TITLE}", remove_document(project.document(7).document), "Ayla")
        assert project.has_document(7)
    erase(full, 7, "Ayla", "Erased")
    assert left(full) == set()
    with closing(Project.open(full)) as project:
        assert project.removed_documents(10) == []
        assert not project.has_document(7)


def test_the_only_article_of_an_import_takes_its_name_along(file):
    with (
        closing(new_project(file)) as project,
        project.bulk_import("Import", "Ayla", f"/home/{TITLE}.txt") as importing,
    ):
        importing.add([secret()], project.scheme(), keep_ids=True)
        project.close_import(importing, f"Import {TITLE}.txt")
    erase(file, 7, "Ayla", "Erased")
    assert left(file) == set()


def test_labels_for_many_places_of_it_alone_lose_their_name_too(full):
    with closing(Project.open(full)) as project:
        document = project.document(7)
        with project.bulk_labelling(f"Label {SECRET}", "ORG", "Ayla") as labelling:
            labelling.add(document, [Span(900 + at, 7, "ORG", "Ayla", at, at + 1) for at in range(60)])
            project.close_import(labelling, f"Label {SECRET} in 60 places")
    erase(full, 7, "Ayla", "Erased")
    assert left(full) == set()
    with closing(Project.open(full)) as project:
        assert list(project.check()) == []


def test_a_copy_that_cannot_be_read_is_removed(full):
    (newest, *_) = list_copies(full)
    newest.path.write_bytes(newest.path.read_bytes()[:50_000])
    erased = erase(full, 7, "Ayla", "Erased")
    assert erased.removed == (newest.path,)
    assert left(full) == set()


def test_a_copy_without_it_stays_as_it_is(full):
    with closing(new_project(full.with_name("other.annotator"))) as project:
        bring_in(project, [article(1)], keep_ids=True)
    other = folder_of(full) / name_of(full, list_copies(full)[0].at + timedelta(days=1))
    full.with_name("other.annotator").rename(other)
    before = other.read_bytes()
    erase(full, 7, "Ayla", "Erased")
    assert other.read_bytes() == before


@pytest.mark.parametrize(("document", "who"), [(99, "Ayla"), (7, "Nobody")])
def test_what_is_not_there_changes_nothing(full, document, who):
    before = full.read_bytes()
    with pytest.raises(ProjectError):
        erase(full, document, who, "Erased")
    assert full.read_bytes() == before


def test_a_project_that_is_open_or_damaged_stays(full):
    with closing(Project.open(full)), pytest.raises(ProjectError, match="open in another window"):
        erase(full, 7, "Ayla", "Erased")
    full.write_bytes(full.read_bytes().replace(b"met Ilham Aliyev", b"met Ilhan Aliyev"))
    before = full.read_bytes()
    with pytest.raises(ProjectError, match="nothing was erased"):
        erase(full, 7, "Ayla", "Erased")
    assert full.read_bytes() == before


def test_whoever_is_killed_meanwhile_leaves_a_whole_project_and_the_next_time_clears_up(full):
    code = (
        "import os, signal, sys; from pathlib import Path; from annotator.store import erasing; "
        "erasing._replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL); "
        "erasing.erase(Path(sys.argv[1]), 7, 'Ayla', 'Erased')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(full)], cwd=ROOT, check=False, env=dict(os.environ))
    assert done.returncode == -signal.SIGKILL
    with closing(Project.open(full)) as project:
        assert list(project.check()) == []
        assert len(ids(project)) == 3
    assert list(full.parent.glob(f"{erasing.WORKPLACE}*"))
    erase(full, 7, "Ayla", "Erased")
    assert left(full) == set()


def test_a_copy_of_an_older_version_is_kept_without_it(tmp_path):
    path = tmp_path / "old.annotator"
    shutil.copyfile(ROOT / "tests/data/projects/0009.annotator", path)
    with closing(Project.open(path)) as project:
        first, second = ids(project)
        text = project.document(first).text
    (before,) = list_copies(path)
    assert erase(path, first, "Ayla", "Erased") == Erased(1, ())
    assert [copy.path for copy in list_copies(path)] == [before.path]
    assert text.encode() not in before.path.read_bytes()
    with closing(Project.open(before.path)) as copy:
        assert ids(copy) == [second]
