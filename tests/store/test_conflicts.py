"""Two windows on one file: who is second is told, and nothing of the action stays."""

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits import (
    Edit,
    change_document,
    label_span,
    relabel_span,
    remove_span,
    set_status,
)
from annotator.errors import ConflictError, ProjectError
from annotator.label_edits import add_label
from annotator.model import Note, Progress, Span, Status
from annotator.store import database
from annotator.store.project import Project
from tests.store.making import IN_FILE, article, ids, label, raw, run_python, spans, start_python


def test_a_lost_update_is_refused(project, other):
    label(project, 1)
    (mine,), (yours,) = project.document(1).spans, other.document(1).spans
    project.apply("Relabel", relabel_span(project.document(1), project.scheme(), mine, "ORG"), "Ayla")
    with pytest.raises(ConflictError, match="Somebody has changed this since you saw it") as caught:
        other.apply("Note", [Edit(yours, replace(yours, note="lost?"))], "Ayla")
    assert caught.value.document == 1
    (now,) = other.document(1).spans
    assert (now.label, now.note) == ("ORG", "")
    other.apply("Note", [Edit(now, replace(now, note="kept"))], "Ayla")
    assert project.document(1).spans[0].note == "kept"


@pytest.mark.parametrize("at", range(5))
def test_nothing_of_an_action_of_five_edits_stays(project, other, path, at):
    """Whichever of the five clashes."""
    before = project.document(1)
    made = [
        Edit(None, Span(50, 1, "PERSON", "Ayla", 0, 5)),
        *change_document(before.document, title="New"),
        Edit(None, Note(51, 1, "Ayla", "note")),
        Edit(None, Progress(52, 1, "Ayla", Status.DONE)),
        Edit(None, Span(53, 1, "ORG", "Ayla", 6, 13)),
    ]
    wrong = replace(before.document, rev=7)
    made.insert(at, Edit(wrong, replace(wrong, author="X")))
    tables = _rows(path)
    with pytest.raises(ConflictError):
        other.apply("Five", made, "Ayla")
    assert _rows(path) == tables
    assert project.document(1) == before
    assert project.search("new") == []
    assert other.label_counts("Ayla") == {}
    del made[at]
    assert len(other.apply("Five", made, "Ayla").edits) == 5


def _rows(path):
    with raw(path) as file:
        names = ["action", "edit", "span", "document", "note", "progress", "label_count"]
        names.append("document_fts_data" if isinstance(path, Path) else "document_fts")
        return {name: file.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names}


def test_a_span_that_is_gone_cannot_be_changed(project, other):
    label(project, 1)
    (span,) = other.document(1).spans
    project.apply("Remove", remove_span(project.document(1), span), "Ayla")
    with pytest.raises(ConflictError):
        other.apply("Remove", remove_span(other.document(1), span), "Ayla")
    with pytest.raises(ConflictError):
        other.apply("Relabel", [Edit(span, replace(span, label="ORG"))], "Ayla")


def test_the_same_row_twice_is_refused(project, other):
    label(project, 1)
    with pytest.raises(ConflictError):
        other.apply("Again", [Edit(None, project.document(1).spans[0])], "Ayla")
    both = set_status(other.document(2), "Ayla", Status.DONE), set_status(other.document(2), "Ayla", Status.DONE)
    project.apply("Done", both[0], "Ayla")
    with pytest.raises(ConflictError):
        other.apply("Done", both[1], "Ayla")


def test_a_label_that_was_renamed_elsewhere_keeps_its_spans(project, other):
    document = other.document(1)
    old = other.scheme()
    person = project.scheme().find("PERSON")
    project.apply("Rename", [Edit(person, replace(person, name="HUMAN"))], "Ayla")
    change = other.apply("Label", label_span(document, old, 0, 13, "PERSON", "Björn"), "Björn")
    assert change.edits[0].after.label == "HUMAN"
    assert spans(project, 1) == [("HUMAN", 0, 13, "Björn")]


def test_a_label_that_was_removed_elsewhere_is_refused(project, other):
    document, old = other.document(1), other.scheme()
    project.apply("Remove", [Edit(project.scheme().find("ORG"), None)], "Ayla")
    with pytest.raises(ConflictError, match="no label ORG any more") as caught:
        other.apply("Label", label_span(document, old, 0, 13, "ORG", "Björn"), "Björn")
    assert caught.value.document == 1
    project.undo("Ayla")
    other.poll()
    other.apply("Label", label_span(document, old, 0, 13, "ORG", "Björn"), "Björn")


def test_two_labels_of_one_name_are_refused(project, other):
    made = [add_label(one.scheme(), "PLACE", color="#0000aa") for one in (project, other)]
    project.apply("Add", made[0], "Ayla")
    with pytest.raises(ConflictError):
        other.apply("Add", made[1], "Björn")


WRITER = """
import sys
from contextlib import closing
from pathlib import Path
from tests.store.making import label, raw
from annotator.store.project import Project

path, person, document = sys.argv[1], sys.argv[2], int(sys.argv[3])
with closing(Project.open(path)) as project:
    print("ready", flush=True)
    sys.stdin.readline()
    for start in range(0, 60, 2):
        label(project, document, start, start + 2, "ORG", person)
"""


def test_seq_is_the_order_of_commits_under_two_processes(project, path):
    """A third one hears every action once and in order while two write."""
    told = []
    with closing(Project.open(path)) as reader:
        reader.subscribe(told.append)
        writers = [start_python(WRITER, path, person, at) for person, at in (("Ayla", 1), ("Björn", 2))]
        for writer in writers:
            assert writer.stdout.readline() == "ready\n"
        for writer in writers:
            writer.stdin.write("go\n")
            writer.stdin.flush()
        while any(writer.poll() is None for writer in writers):
            reader.poll()
        reader.poll()
        for writer in writers:
            writer.communicate()
            assert writer.returncode == 0
    with raw(path) as file:
        rows = file.execute("SELECT id, seq FROM action ORDER BY seq").fetchall()
    assert [seq for _, seq in rows] == list(range(1, len(rows) + 1))
    assert [change.action for change in told] == [action for action, _ in rows[1:]]
    made = [len(spans(project, document)) for document in (1, 2)]
    assert [sum(change.documents == {document} for change in told) for document in (1, 2)] == made
    assert min(made) > 10


class TestWaiting:
    @pytest.fixture
    def path(self, file):
        """On a server: see `test_server`."""
        return file

    def test_a_writer_waits_for_another(self, project, path):
        with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as busy:
            busy.execute("BEGIN IMMEDIATE")
            timer = _after(0.2, lambda: busy.execute("ROLLBACK"))
            label(project, 1)
            timer.join()
        assert len(spans(project, 1)) == 1

    def test_waiting_ends_with_a_sentence(self, project, path, monkeypatch):
        monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
        with closing(sqlite3.connect(path, isolation_level=None)) as busy:
            busy.execute("BEGIN IMMEDIATE")
            with pytest.raises(ProjectError, match="Another program is writing"):
                label(project, 1)
            assert spans(project, 1) == []
            busy.execute("ROLLBACK")
        label(project, 1)

    def test_reading_goes_on_while_somebody_writes(self, project, path):
        with closing(sqlite3.connect(path, isolation_level=None)) as busy:
            busy.execute("BEGIN IMMEDIATE")
            busy.execute("UPDATE document SET title = 'unseen'")
            assert project.document(1).document.title == "Article 1"
            busy.execute("ROLLBACK")

    def test_a_check_keeps_nobody_waiting(self, project, path):
        findings = project.check()
        with closing(Project.open(path)) as other:
            next(findings, None)
            label(other, 1)


def _after(seconds, work):
    timer = threading.Timer(seconds, work)
    timer.start()
    return timer


LABELLER = """
import sys
from tests.store.making import label, raw
from annotator.store.project import Project
project = Project.open(sys.argv[1])
label(project, 2)
project.close()
"""


@IN_FILE
def test_opening_again_in_one_process_drops_no_lock(project, path):
    """To open and close a file in any other way than SQLite's drops the locks of the whole process on it:
    whoever closes the project then takes away the log that it still writes to."""
    Project.open(path).close()
    assert run_python(LABELLER, path).returncode == 0
    assert path.with_name(path.name + "-wal").exists()
    label(project, 1)
    assert run_python(LABELLER.replace("label(project, 2)", "assert project.document(1).spans"), path).returncode == 0


OPENER = """
import sys
from annotator.store.project import Project
for _ in range(25):
    project = Project.open(sys.argv[1])
    project.ensure_annotator("P" + sys.argv[2])
    project.apply("Nothing", [], "P" + sys.argv[2])
    project.close()
"""


def test_many_open_and_close_at_the_same_time(path, project):
    """The last one to close clears the log away while others open."""
    project.close()
    others = [start_python(OPENER, path, number) for number in range(3)]
    for one in others:
        one.communicate()
        assert one.returncode == 0
    project.__init__(*_again(path))
    assert len(project.annotators()) == 5


def _again(path):
    opened = Project.open(path)
    return opened._database, opened.notices


def test_an_import_and_labelling_beside_each_other(project, path):
    """The one who labels is never refused, and hears of the import once."""
    told = []
    project.subscribe(told.append)
    with closing(Project.open(path)) as other, other.bulk_import("Import", "Björn") as importing:
        for number in range(10, 30):
            importing.add([article(number)], other.scheme())
            status = Status.DONE if number % 2 else Status.IN_PROGRESS
            project.apply("Mine", set_status(project.document(1), "Ayla", status), "Ayla")
        other.close_import(importing, "Import")
    project.poll()
    assert [change.title for change in told] == ["Mine"] * 20 + ["Import"]
    assert len(ids(project)) == 23
