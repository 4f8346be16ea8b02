"""Projects that can only be read. In tests that may run as root, which may write everything, rights are asked for."""

from contextlib import closing
from pathlib import Path

import pytest

from annotator.edits import Edit, label_span, set_status
from annotator.errors import EditError, ProjectError
from annotator.model import Status
from annotator.store import access, schema
from annotator.store.database import Database
from annotator.store.project import Project
from tests.store.making import article, bring_in, new_project


@pytest.fixture
def path(file):
    """All of this is about files."""
    return file


@pytest.fixture
def read_only(path, monkeypatch):
    """A project of two articles that nobody may write."""
    with closing(new_project(path)) as project:
        bring_in(project, [article(1), article(2)], keep_ids=True)
    for module in (schema, access):
        monkeypatch.setattr(module, "may_write", lambda _: False, raising=True)
    monkeypatch.setattr("annotator.store.opening.may_write", lambda _: False)
    return path


@pytest.fixture
def project(read_only):
    with closing(Project.open(read_only)) as opened:
        yield opened


def beside(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir())


def test_all_of_it_can_be_read_and_nothing_is_left_beside_it(read_only, path):
    content, before = path.read_bytes(), beside(path)
    with closing(Project.open(path)) as project:
        assert project.read_only
        project.ensure_annotator("Somebody new")
        lines = project.documents(annotator="Somebody new")
        assert [line.id for line in lines] == [1, 2]
        assert project.document(2).document.title == "Article 2"
        assert project.totals("Somebody new").documents == 2
        assert project.label_counts("Somebody new") == {}
        assert project.next_undo("Somebody new") is None
        assert project.search("article") != []
        assert list(project.check()) == []
        project.poll()
        project.idle()
        assert beside(path) == before
    assert (path.read_bytes(), beside(path)) == (content, before)


def test_every_edit_is_refused_with_a_sentence(project):
    me = project.ensure_annotator("Ayla").name
    document, scheme = project.document(1), project.scheme()
    label = scheme.labels[0].name
    done = set_status(document, me, Status.DONE)
    for change in (
        lambda: project.apply("Label", label_span(document, scheme, 0, 4, label, me), me),
        lambda: project.apply("Done", done, me),
        lambda: project.apply("Scheme", [Edit(scheme.labels[0], None)], me),
        lambda: project.undo(me),
        lambda: project.redo(me),
        lambda: project.bulk_import("Import", me).__enter__(),
    ):
        with pytest.raises(EditError, match=r"can only be read, so nothing in it can be changed\. Copy"):
            change()
    assert project.document(1) == document


def test_what_a_colleague_does_meanwhile_is_seen(path, monkeypatch):
    with closing(new_project(path)) as theirs:
        bring_in(theirs, [article(1)], keep_ids=True)
        monkeypatch.setattr("annotator.store.opening.may_write", lambda _: False)
        monkeypatch.setattr(schema, "may_write", lambda _: False)
        with closing(Project.open(path)) as mine:
            changes = []
            mine.subscribe(changes.append)
            theirs.apply("Done", set_status(theirs.document(1), "Ayla", Status.DONE), "Ayla")
            mine.poll()
            assert [change.title for change in changes] == ["Done"]
            assert mine.totals("Ayla").done == 1


def test_an_older_file_cannot_be_brought_up_to_date(read_only, path, monkeypatch):
    monkeypatch.setattr(schema, "may_write", lambda _: False)
    with pytest.raises(ProjectError, match="older version of Annotator and can only be read"):
        schema.bring_up_to_date(path, head="9999")


def test_a_name_that_means_something_in_an_address_is_a_name(tmp_path):
    path = tmp_path / "50% of what? #1.annotator"
    new_project(path).close()
    with closing(Database(path, read_only=True)) as database, database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM label").scalar_one() >= 0


# --- by choice


def test_who_only_looks_on_sees_what_a_colleague_does_and_leaves_one_file(path):
    with closing(new_project(path)) as project:
        bring_in(project, [article(1)], keep_ids=True)
    with closing(Project.open(path, read_only=True)) as mine:
        assert mine.read_only
        mine.ensure_annotator("Somebody new")
        changes = []
        mine.subscribe(changes.append)
        with closing(Project.open(path)) as theirs:
            theirs.apply("Done", set_status(theirs.document(1), "Ayla", Status.DONE), "Ayla")
            mine.poll()
            mine.idle()
        assert [change.title for change in changes] == ["Done"]
        assert mine.totals("Ayla").done == 1
        assert list(mine.check()) == []
        with pytest.raises(EditError, match=r"Nothing can be changed: it was opened to be read\. Open it as usual"):
            mine.apply("Done", set_status(mine.document(1), "Ayla", Status.TODO), "Ayla")
        assert [str(notice) for notice in mine.notices] == [str(mine._database.refusal())]
    assert beside(path) == [path.name]
    with closing(Project.open(path)) as project:
        assert "Somebody new" not in {annotator.name for annotator in project.annotators()}


def test_the_file_itself_is_kept_from_being_written(path):
    new_project(path).close()
    with (
        closing(Project.open(path, read_only=True)) as project,
        pytest.raises(ProjectError, match="can only be read"),
        project._database.read() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM label")


def test_an_older_file_is_not_changed_to_look_at_it(path):
    new_project(path).close()
    content = path.read_bytes()
    with pytest.raises(ProjectError, match="Open it as usual once"):
        schema.bring_up_to_date(path, head="9999", read_only=True)
    assert path.read_bytes() == content
