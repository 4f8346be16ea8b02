"""A project that is moved: from file to server and back, with all that was ever done in it."""

from contextlib import closing

import pytest

from annotator.edits import (
    Edit,
    change_document,
)
from annotator.errors import ConflictError, ProjectError
from annotator.label_edits import remove_label
from annotator.model import AnnotatedDocument, Document, Note, Progress, Relation, Span, Status
from annotator.store import DocumentFilter, copying, tables
from annotator.store.moving import copy_project
from annotator.store.project import Project
from tests.store.making import SCHEME, article, bring_in, label, new_project, raw, spans


@pytest.fixture
def targets(tmp_path, cluster):
    """Where there is nothing yet."""
    made = iter(range(10))
    return {"file": lambda: tmp_path / f"target{next(made)}.annotator", "server": cluster.new_database}


@pytest.fixture
def source(path):
    """A project with something of everything in it, and in its history."""
    with closing(new_project(path, "Ayla", "Björn")) as project:
        first = Span(50, 1, "PERSON", "Ayla", 0, 13, attributes=(("age", 5),), note="n")
        pieces = Span(51, 1, "ORG", "Björn", 18, 38, ((18, 30), (34, 38)))
        kept = Document(4, "Ağdam, the “last” one 😀", "Kept", metadata={"year": 2024, "tags": ["a"], "x": None})
        bring_in(project, [article(1, first, pieces), article(2), article(3), AnnotatedDocument(kept)], keep_ids=True)
        other = Span(60, 2, "ORG", "Ayla", 3, 5)
        made = [other, Span(61, 2, "ORG", "Ayla", 7, 9), Relation(52, 2, "knows", "Ayla", 60, 61)]
        project.apply("More", [Edit(None, one) for one in made], "Ayla")
        project.apply("Note", [Edit(None, Note(54, 1, "Björn", "“ə”"))], "Björn")
        project.apply("Done", [Edit(None, Progress(55, 1, "Ayla", Status.DONE))], "Ayla")
        project.apply("Title", change_document(project.document(3).document, title="Drittes"), "Ayla")
        label(project, 3)
        project.undo("Ayla")
        project.apply("Bin", [Edit(project.document(3).document, None)], "Björn")
        label(project, 1, 39, 41, "ORG")
        project.remove_label("Delete", remove_label(project.scheme(), project.scheme().find("PERSON")), "Björn")
        bring_in(project, [article(9)], "Björn")
        project.undo("Björn")
    return path


def told(project):
    """All that a project tells."""
    everything = list(project.annotated_documents())
    history = project.past(limit=1000)
    return (
        project.scheme(), project.annotators(), everything, history, project.statistics(),
        project.next_undo("Ayla"), project.next_redo("Björn"), project.search("ağdam"), project.metadata_keys(),
        [line.id for line in project.documents(DocumentFilter(fields=(("year", "2024"),)), annotator="Ayla")],
        project.removed_documents(10),
    )  # fmt: skip


@pytest.mark.parametrize("to", ["file", "server"])
def test_all_of_it_arrives_and_goes_on(source, targets, to):
    target = targets[to]()
    tallies = copy_project(source, target)
    assert {name for name, tally in tallies.items() if not tally.rows} <= {"standing", "standing_of", "place",
        "document_label", "verdict", "text_version"}  # fmt: skip
    with closing(Project.open(source)) as old, closing(Project.open(target)) as new:
        assert told(new) == told(old)
        assert list(new.check()) == []
        for person in ("Björn", "Ayla"):
            while (undone := old.undo(person)) is not None:
                assert new.undo(person).title == undone.title
        for person in ("Ayla", "Björn"):
            while (again := old.redo(person)) is not None:
                assert new.redo(person).title == again.title
        assert spans(new, 1) == spans(old, 1)
        assert list(new.check()) == []


def test_there_and_back_is_the_same(source, targets):
    away, back = targets["server"](), targets["file"]()
    assert copy_project(source, away) == copy_project(away, back)


@pytest.mark.parametrize("to", ["file", "server"])
def test_what_is_there_is_left_alone(source, targets, to):
    target = targets[to]()
    with closing(new_project(target)):
        pass
    with pytest.raises(ProjectError, match=r"exists already|is a project in .* already"):
        copy_project(source, target)
    with closing(Project.open(target)) as project:
        assert list(project.annotated_documents()) == []


@pytest.mark.parametrize("to", ["file", "server"])
@pytest.mark.parametrize("at", [0.1, 0.7, 0.95])
def test_one_that_is_stopped_leaves_nothing(source, targets, to, at):
    target = targets[to]()

    def stop(part):
        if part >= at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_project(source, target, stop)
    with pytest.raises(ProjectError, match="There is no project"):
        Project.open(target)
    copy_project(source, target)


@pytest.mark.parametrize("to", ["file", "server"])
def test_what_arrives_changed_is_found(source, targets, to, monkeypatch):
    def change(_read, written, _progress):
        written.exec_driver_sql("UPDATE document SET title = 'changed' WHERE id = 1")

    monkeypatch.setattr(copying, "_make_anew", change)
    target = targets[to]()
    with pytest.raises(ProjectError, match="not what was read, in the table document"):
        copy_project(source, target)
    with pytest.raises(ProjectError, match="There is no project"):
        Project.open(target)


def test_what_is_being_imported_stays_behind(source, targets):
    target = targets["file"]()
    with closing(Project.open(source)) as project, project.bulk_import("Import", "Ayla") as importing:
        importing.add([article(77)], SCHEME)
        copy_project(source, target)
        project.close_import(importing, "Import")
    with closing(Project.open(target)) as copy:
        assert list(copy.check()) == []
        assert [action.title for action in copy.past(limit=1)] != ["Import"]


def test_an_undo_may_have_a_lower_id_than_what_it_takes_back(source, targets):
    """Ids are made on machines whose clocks differ: rows may refer to later ones."""
    with raw(source) as file:
        (last,) = file.execute("SELECT max(id) FROM action WHERE undoes IS NOT NULL").fetchone()
        for table, column in (("edit", "action"), ("touched", "action"), ("action", "undoes"), ("action", "id")):
            file.execute(f"UPDATE {table} SET {column} = 7 WHERE {column} = {last}")
    for to in targets.values():
        copy_project(source, to())


def test_every_table_is_copied_or_made_anew():
    assert {table.name for table in copying.COPIED} | copying.MADE_ANEW == set(tables.metadata.tables)


def test_a_source_that_is_not_there(targets, tmp_path):
    with pytest.raises(ProjectError, match="There is no project at"):
        copy_project(tmp_path / "missing.annotator", targets["file"]())


def test_conflicts_are_as_before(source, targets):
    target = targets["server"]()
    copy_project(source, target)
    with closing(Project.open(target)) as one, closing(Project.open(target)) as other:
        seen = other.document(1).document
        one.apply("Title", change_document(seen, title="One"), "Ayla")
        with pytest.raises(ConflictError):
            other.apply("Title", change_document(seen, title="Other"), "Björn")
