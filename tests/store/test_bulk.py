"""Imports: unseen until they are closed, gone when they are not, and everything as it was brought in."""

import os
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.distinct_colors import unused_label_color
from annotator.edits import Edit
from annotator.errors import ConflictError, EditError, ProjectError
from annotator.ids import COUNTER_BITS
from annotator.label_edits import add_label
from annotator.model import (
    AnnotatedDocument,
    Document,
    DocumentLabel,
    Kind,
    Label,
    Note,
    Origin,
    Progress,
    Relation,
    Removal,
    Scheme,
    Span,
    Status,
)
from annotator.store import bulk, leftovers
from annotator.store.project import Project
from tests.store.making import SCHEME, article, bring_in, ids, label, new_project, raw, spans, start_python

PLACE = Span(70, 9, "PLACE", "Cem", 34, 38)


class TestWhileOpen:
    def test_nothing_is_seen_by_anybody(self, project, path):
        with closing(Project.open(path)) as other, project.bulk_import("Import", "Ayla") as importing:
            importing.add([article(9, PLACE)], SCHEME)
            for one in (other, project):
                assert ids(one) == [1, 2, 3]
                assert one.totals("Ayla").documents == 3
                assert one.scheme().find("PLACE") is None
                assert [person.name for person in one.annotators()] == ["Ayla", "Björn"]
                assert one.search("article 9") == []
                assert one.next_undo("Ayla").title == "Import 3 documents"
                assert one.label_counts("Cem") if "Cem" in one._names.annotator_ids else True
                assert list(one.check()) == []
            project.close_import(importing, "Import 1 document")
            other.poll()
            for one in (other, project):
                assert len(ids(one)) == 4
                assert one.search("article 9") == ids(one)[-1:]
                assert one.scheme().find("PLACE") is not None
                assert one.label_counts("Cem") == {"PLACE": 1}

    def test_an_unseen_label_or_document_cannot_be_used(self, project, path):
        with closing(Project.open(path)) as other, project.bulk_import("Import", "Ayla") as importing:
            importing.add([article(9, PLACE)], SCHEME, keep_ids=True)
            for one in (other, project):
                with pytest.raises(ConflictError):
                    _use(one)
                with pytest.raises(ProjectError, match="not in the project"):
                    one.document(9)
                with pytest.raises(ConflictError, match="not in the project"):
                    one.apply("Note", [Edit(None, Note(5, 9, "Ayla", "x"))], "Ayla")
            project.close_import(importing, "Import")

    def test_the_one_who_imports_may_label_on(self, project):
        with project.bulk_import("Import", "Ayla") as importing:
            importing.add([article(9)], SCHEME)
            label(project, 1)
            assert project.undo("Ayla").title == "Label PERSON"
            label(project, 1)
            project.close_import(importing, "Import")
        assert [project.undo("Ayla").title for _ in range(2)] == ["Import", "Label PERSON"]


def _use(project):
    project.apply("Label", [Edit(None, Span(5, 1, "PLACE", "Ayla", 34, 38))], "Ayla")


class TestAbandoned:
    def test_an_exception_takes_all_of_it_back(self, project, path):
        before = _rows(path)
        with pytest.raises(ZeroDivisionError), project.bulk_import("Import", "Ayla") as importing:  # noqa: PT012
            importing.add([article(number, replace(PLACE, document=number)) for number in range(9, 300)], SCHEME)
            raise ZeroDivisionError
        assert _rows(path) == before
        assert ids(project) == [1, 2, 3]

    def test_leaving_without_closing_takes_all_of_it_back(self, project, path):
        before = _rows(path)
        with project.bulk_import("Import", "Ayla") as importing:
            importing.add([article(9, PLACE)], SCHEME)
        assert _rows(path) == before

    def test_a_fault_after_closing_leaves_it_closed(self, project):
        """A subscriber that fails comes after the commit."""
        project.subscribe(lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            bring_in(project, [article(9)], keep_ids=True)
        assert ids(project) == [1, 2, 3, 9]

    def test_long_documents_are_cleared_away_in_slices(self, project, path, monkeypatch):
        monkeypatch.setattr(leftovers, "ROWS_A_STEP", 30)
        monkeypatch.setattr(leftovers, "TEXT_A_STEP", 200)
        before = _rows(path)
        with project.bulk_import("Import", "Ayla") as importing:
            for number in range(9, 29):
                many = [Span(number * 100 + at, number, "ORG", "", at, at + 1) for at in range(70)]
                importing.add([article(number, *many)], SCHEME)
        assert _rows(path) == before

    def test_names_that_were_learned_are_forgotten(self, project):
        with project.bulk_import("Import", "Ayla") as importing:
            importing.add([article(9, PLACE)], SCHEME)
        with pytest.raises(ConflictError, match="no label PLACE"):
            _use(project)
        bring_in(project, [article(9, PLACE)])
        assert project.scheme().find("PLACE") is not None


def _rows(path):
    """Everything that can be seen: of an import that was left, unseen labels and people may stay."""
    with raw(path) as file:
        names = ("action", "edit", "batch", "document", "span", "relation", "note", "progress", "label_count")
        found = {name: file.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}
        index = "id FROM document_fts_docsize" if isinstance(path, Path) else "rowid FROM document_fts"
        indexed = file.execute(f"SELECT {index} ORDER BY 1").fetchall()
        shown = [
            file.execute(f"SELECT * FROM {name} WHERE removed = 0 ORDER BY id").fetchall()
            for name in ("label", "annotator")
        ]
    return found, indexed, shown


IMPORTER = """
import sys
from tests.store.making import SCHEME, article, raw
from annotator.model import Span
from annotator.store.project import Project

project = Project.open(sys.argv[1])
with project.bulk_import("Import", "Björn") as importing:
    for number in range(1000, 1003):
        importing.add([article(number, Span(number, number, "PLACE", "Cem", 34, 38))], SCHEME)
    print("written", flush=True)
    sys.stdin.readline()
    project.close_import(importing, "Import of another")
print("closed", flush=True)
"""


class TestOfAnotherProcess:
    def test_a_live_one_is_left_alone(self, project, path):
        child = start_python(IMPORTER, path)
        assert child.stdout.readline() == "written\n"
        with closing(Project.open(path)) as other:
            assert ids(other) == [1, 2, 3]
        child.communicate("go on\n")
        assert child.returncode == 0
        assert len(ids(project)) == 6
        told = []
        project.subscribe(told.append)
        project.poll()
        assert [(change.title, change.everything) for change in told] == [("Import of another", True)]

    def test_one_of_this_process_is_left_alone(self, project, path):
        """A job imports while another one opens the same project."""
        with project.bulk_import("Import", "Ayla") as importing:
            importing.add([article(9)], SCHEME)
            Project.open(path).close()
            project.close_import(importing, "Import")
        assert len(ids(project)) == 4

    def test_a_killed_one_is_cleared_away_on_opening(self, project, path):
        before = _rows(path)
        child = start_python(IMPORTER, path)
        child.stdout.readline()
        child.kill()
        child.communicate()
        assert ids(project) == [1, 2, 3]
        assert _rows(path) != before
        Project.open(path).close()
        assert _rows(path) == before

    def test_a_new_process_with_an_old_number_does_not_keep_it_alive(self, project, path):
        """The number of a process is given again; a sign of life older than the process is not its own."""
        with raw(path) as file:
            _leave_an_action(file, f"{leftovers.owner()}", 1_000)
        Project.open(path).close()
        assert _open_actions(path) == []

    @pytest.mark.parametrize(("minutes", "stays"), [(1, True), (60, False)])
    def test_one_of_another_machine_is_given_up_after_a_while(self, project, path, minutes, stays):
        with raw(path) as file:
            _leave_an_action(file, "elsewhere:1", leftovers.now() - minutes * 60_000)
        Project.open(path).close()
        assert bool(_open_actions(path)) == stays

    @pytest.mark.parametrize("owner", ["", "nonsense", f"{leftovers.platform.node()}:"])
    def test_one_of_nobody_is_cleared_away(self, project, path, owner):
        with raw(path) as file:
            _leave_an_action(file, owner, 0)
        Project.open(path).close()
        assert _open_actions(path) == []

    def test_one_that_was_taken_for_dead_ends_with_a_sentence(self, project, path):
        with pytest.raises(ConflictError, match="taken for dead"), project.bulk_import("Import", "Ayla") as importing:  # noqa: PT012
            importing.add([article(9)], SCHEME)
            leftovers.clear_away(project._database, importing.action)
            importing.add([article(10)], SCHEME)
        assert ids(project) == [1, 2, 3]
        assert _open_actions(path) == []

    @pytest.mark.parametrize(
        "write",
        [
            lambda importing: importing.add([article(9, PLACE)], SCHEME),
            lambda importing: importing.add_labels(Scheme((Label(99, "FRESH"),))),
        ],
    )
    def test_also_when_it_brings_a_new_label_next(self, project, write):
        importing = project.bulk_import("Import", "Ayla")
        with pytest.raises(ConflictError, match="taken for dead"), importing as bulk_import:  # noqa: PT012
            leftovers.clear_away(project._database, bulk_import.action)
            write(bulk_import)

    def test_one_that_was_closed_meanwhile_is_not_cleared_away(self, project):
        change = bring_in(project, [article(9)])
        leftovers.clear_away(project._database, change.action)
        assert len(ids(project)) == 4


def _leave_an_action(file, owner, alive_at):
    (person,) = file.execute("SELECT id FROM annotator LIMIT 1").fetchone()
    file.execute("INSERT INTO batch VALUES (5, 'open', 0)")
    file.execute(
        "INSERT INTO action (id, title, annotator, at, root, depth, owner, alive_at) VALUES (5, 'x', ?, 0, 5, 0, ?, ?)",
        (person, owner, alive_at),
    )


def _open_actions(path):
    with raw(path) as file:
        return file.execute("SELECT id FROM action WHERE seq IS NULL").fetchall()


class TestEverythingComesThrough:
    def whole(self):
        """One document with everything that the model knows."""
        document = Document(
            9, "Zakir Həsənov 😀 met\nAliyev.", "Title", "Vugar Khalilov", "2022-02", "AZERTAC", "https://example.org",
            {"section": "politics", "pages": [1, 2], "nested": {"a": None}},
            Origin("a.txt", "ab" * 32, "utf-8", ("line ends",), (Removal(0, "date 2022-02-02\n", "date"),)),
        )  # fmt: skip
        return AnnotatedDocument(
            document,
            (
                Span(
                    21, 9, "PERSON", "Ayla", 0, 26, ((0, 5), (20, 26)), (("age", 5), ("sure", True), ("x", ("a", "b")))
                ),
                Span(22, 9, "PERSON", "Björn", 0, 13, note="whole name"),
                Span(23, 9, "ORG", "Ayla", 3, 3),
            ),
            (Relation(31, 9, "knows", "Ayla", 21, 23, (("since", 1.5),), "maybe"),),
            (DocumentLabel(41, 9, "News", "Björn"),),
            (Note(51, 9, "Ayla", "ə?"),),
            (Progress(61, 9, "Ayla", Status.DONE, flagged=True, note="why"), Progress(62, 9, "Björn")),
        )

    def test_with_its_ids(self, project):
        bring_in(project, [self.whole()], keep_ids=True)
        assert project.document(9) == self.whole()

    @pytest.mark.parametrize("taken", ["document", "span", "relation", "document_label", "note", "progress"])
    def test_with_new_ids_when_one_is_taken(self, project, taken):
        other = AnnotatedDocument(
            Document(9 if taken == "document" else 8, "Another text"),
            (Span(21 if taken == "span" else 1, 8, "ORG", "Ayla", 0, 7),),
            (Relation(31 if taken == "relation" else 1, 8, "knows", "Ayla", *[21 if taken == "span" else 1] * 2),),
            (DocumentLabel(41 if taken == "document_label" else 1, 8, "News", "Ayla"),),
            (Note(51 if taken == "note" else 1, 8, "Ayla", "x"),),
            (Progress(61 if taken == "progress" else 1, 8, "Ayla"),),
        )  # fmt: skip
        bring_in(project, [other], keep_ids=True)
        bring_in(project, [self.whole()], keep_ids=True)
        found = project.document(ids(project)[-1])
        assert found.document.id not in (8, 9)
        self.assert_same_but_for_ids(found, self.whole())

    def test_with_new_ids_when_they_are_not_kept(self, project):
        bring_in(project, [self.whole()])
        self.assert_same_but_for_ids(project.document(ids(project)[-1]), self.whole())

    def assert_same_but_for_ids(self, found, wanted):
        place = {span.id: at for at, span in enumerate(found.spans)}
        expected = {span.id: at for at, span in enumerate(wanted.spans)}
        for layer in ("spans", "document_labels", "notes", "progress"):
            assert [replace(one, id=0, document=0) for one in getattr(found, layer)] == [
                replace(one, id=0, document=0) for one in getattr(wanted, layer)
            ]
        assert [(place[one.source], place[one.target], one.label, one.attributes) for one in found.relations] == [
            (expected[one.source], expected[one.target], one.label, one.attributes) for one in wanted.relations
        ]
        assert replace(found.document, id=9) == wanted.document

    @pytest.mark.parametrize("bad", [0, -5, 2**63])
    def test_with_new_ids_when_they_do_not_fit(self, project, bad):
        bring_in(
            project, [AnnotatedDocument(Document(bad, "A text"), (Span(bad, bad, "ORG", "", 0, 1),))], keep_ids=True
        )
        assert project.document(ids(project)[-1]).document.id > 3
        assert spans(project, ids(project)[-1]) == [("ORG", 0, 1, "Ayla")]

    def test_with_new_ids_when_two_documents_bring_the_same(self, project):
        two = [AnnotatedDocument(Document(9, f"Text {n}"), (Span(9, 9, "ORG", "", 0, 4),)) for n in (1, 2)]
        bring_in(project, two, keep_ids=True)
        assert [spans(project, id_) for id_ in ids(project)[3:]] == [[("ORG", 0, 4, "Ayla")]] * 2

    def test_a_relation_that_leads_out_of_its_document_is_refused(self, project):
        broken = article(9, Span(1, 9, "ORG", "", 0, 5), relations=(Relation(5, 9, "knows", "", 1, 99),))
        for keep_ids in (False, True):
            with pytest.raises(EditError, match="“Article 9” leads to a span that is not in it"):
                bring_in(project, [broken], keep_ids=keep_ids)
        assert ids(project) == [1, 2, 3]

    def test_the_scheme_of_the_file_comes_along(self, project):
        scheme = Scheme((
            Label(5, "PLACE", color="#123456", key="1", description="where", position=0, snaps_to_words=True),
            Label(6, "PERSON", color="#ffffff"), Label(7, "unused", Kind.RELATION, color="#000001"),
        ))  # fmt: skip
        with project.bulk_import("Import", "Ayla") as importing:
            importing.add([article(9, PLACE, Span(71, 9, "TIME", "", 42, 48))], scheme)
            importing.add_labels(scheme)
            project.close_import(importing, "Import")
        place = project.scheme().find("PLACE")
        assert (place.color, place.description, place.snaps_to_words) == ("#123456", "where", True)
        assert place.key not in ("1", "2")
        assert project.scheme().find("PERSON").color == "#aa0000"
        assert project.scheme().find("unused", Kind.RELATION) is not None
        names = [one.name for one in project.scheme().labels]
        assert names[:4] == ["PERSON", "ORG", "knows", "News"]
        assert set(names[4:]) == {"PLACE", "TIME", "unused"}

    @pytest.mark.parametrize(("layer", "people"), [(None, {"Ayla", "Cem"}), ("gold", {"gold"})])
    def test_into_whose_layer(self, project, layer, people):
        with project.bulk_import("Import", "Ayla", layer=layer) as importing:
            importing.add([article(9, PLACE, Span(71, 9, "ORG", "", 0, 5))], SCHEME)
            project.close_import(importing, "Import")
        assert {span.annotator for span in project.document(ids(project)[-1]).spans} == people


def test_layers_that_become_one_are_as_far_as_the_one_least_far(project):
    two = article(
        9,
        progress=(
            Progress(91, 9, "A", Status.DONE, note="Read."),
            Progress(92, 9, "B", Status.IN_PROGRESS, flagged=True, note="Ask."),
        ),
    )
    with project.bulk_import("Import", "Ayla", layer="Gold") as importing:
        importing.add([two], SCHEME)
        project.close_import(importing, "Import")
    (progress,) = project.document(ids(project)[-1]).progress
    assert (progress.annotator, progress.status, progress.flagged) == ("Gold", Status.IN_PROGRESS, True)
    assert progress.note == "Read.\nAsk."


class TestDuplicates:
    def test_a_text_that_is_there_is_left_out_and_returned(self, project):
        with project.bulk_import("Import", "Ayla") as importing:
            assert importing.add([article(1, PLACE), article(9)], SCHEME) == [article(1, PLACE)]
            assert importing.add([article(9)], SCHEME) == [article(9)]
            project.close_import(importing, "Import")
        assert len(ids(project)) == 4

    def test_twice_in_one_go(self, project):
        with project.bulk_import("Import", "Ayla") as importing:
            assert importing.add([article(9), article(10), article(9)], SCHEME, keep_ids=True) == [article(9)]
            project.close_import(importing, "Import")
        assert ids(project) == [1, 2, 3, 9, 10]

    def test_a_text_that_was_taken_back_may_come_again(self, project):
        project.undo("Ayla")
        bring_in(project, [article(1)])
        assert len(ids(project)) == 1
        assert project.redo("Ayla") is None


def test_a_document_of_5_mb_with_100_000_spans(project):
    """Written, read, taken out and cleared away in slices."""
    text = ("A sentence of fifty characters, more or less, yes. " * 100_000)[:5_000_000]
    many = tuple(Span(at + 1, 9, "ORG", "", at * 49, at * 49 + 8) for at in range(100_000))
    change = bring_in(project, [AnnotatedDocument(Document(9, text), many)], keep_ids=True)
    assert change.documents == frozenset()
    found = project.document(9)
    assert found.document.text == text
    assert found.spans == tuple(replace(span, annotator="Ayla") for span in many)
    assert project.label_counts("Ayla") == {"ORG": 100_000}
    project.undo("Ayla")
    assert ids(project) == [1, 2, 3]


@pytest.mark.parametrize("layer", ["text", "title", "note", "label", "metadata", "annotator"])
def test_half_a_character_gives_a_sentence_that_names_the_document(project, layer):
    half = "half \ud83d"
    broken = {
        "text": AnnotatedDocument(Document(9, half, "The title")),
        "title": AnnotatedDocument(Document(9, "text", "The title" + half)),
        "note": AnnotatedDocument(Document(9, "text", "The title"), notes=(Note(5, 9, "", half),)),
        "label": AnnotatedDocument(Document(9, "text", "The title"), (Span(5, 9, half, "", 0, 1),)),
        "metadata": AnnotatedDocument(Document(9, "text", "The title", metadata={"a": half})),
        "annotator": AnnotatedDocument(Document(9, "text", "The title"), (Span(5, 9, "ORG", half, 0, 1),)),
    }[layer]
    with pytest.raises(EditError, match="no project can keep") as caught:
        bring_in(project, [article(8), broken])
    str(caught.value).encode()
    assert "The title" in str(caught.value) or layer in ("label", "annotator")
    assert ids(project) == [1, 2, 3]


def test_a_number_that_json_cannot_hold_gives_a_sentence(project):
    with pytest.raises(EditError, match="no project can keep"):
        bring_in(project, [AnnotatedDocument(Document(9, "text", metadata={"n": 10**30}))])


class TestClashes:
    def test_a_label_that_somebody_added_meanwhile(self, project, other):
        importing = project.bulk_import("Import", "Ayla")
        with pytest.raises(ConflictError, match="Import again"), importing as bulk_import:  # noqa: PT012
            bulk_import.add([article(9, PLACE)], SCHEME)
            other.apply("Add", add_label(other.scheme(), "PLACE", color="#000000"), "Björn")
            project.close_import(bulk_import, "Import")
        assert ids(project) == [1, 2, 3]
        bring_in(project, [article(9, PLACE)])
        assert len(ids(other)) == 4

    def test_a_person_whom_somebody_added_meanwhile(self, project, other):
        importing = project.bulk_import("Import", "Ayla", layer="Gold")
        with pytest.raises(ConflictError, match="an annotator of the same name"), importing as bulk_import:  # noqa: PT012
            bulk_import.add([article(9, Span(1, 9, "ORG", "", 0, 5))], SCHEME)
            with other.bulk_import("Import", "Björn", layer="Gold") as faster:
                faster.add([article(10, Span(1, 10, "ORG", "", 0, 5))], SCHEME)
                other.close_import(faster, "Import")
            project.close_import(bulk_import, "Import")
        assert len(ids(project)) == 4

    def test_ids_that_another_import_has_brought_at_the_same_moment(self, project, other, monkeypatch):
        importing = project.bulk_import("Import", "Ayla")
        with pytest.raises(ConflictError, match="the same ids"), importing as bulk_import:  # noqa: PT012
            monkeypatch.setattr(bulk_import, "_ids_are_free", lambda _documents: True)
            bring_in(other, [article(9)], "Björn", keep_ids=True)
            bulk_import.add([replace(article(9), document=Document(9, "Another text."))], SCHEME, keep_ids=True)
        assert ids(project) == [1, 2, 3, 9]

    def test_a_label_that_somebody_removed_meanwhile(self, project, other):
        organisation = Span(1, 9, "ORG", "", 0, 5)
        importing = project.bulk_import("Import", "Ayla")
        with pytest.raises(ConflictError, match="no label ORG"), importing as bulk_import:  # noqa: PT012
            bulk_import.add([article(9, organisation)], SCHEME)
            other.apply("Remove", [Edit(other.scheme().find("ORG"), None)], "Björn")
            project.close_import(bulk_import, "Import")
        assert ids(project) == [1, 2, 3]
        bring_in(project, [article(9, organisation)])
        assert project.scheme().find("ORG") is not None


def test_others_write_between_the_steps_of_a_long_document(project, path, monkeypatch):
    monkeypatch.setattr(bulk, "SPANS_A_STEP", 2)
    long = article(9, *(Span(70 + at, 9, "PERSON", "Ayla", at, at + 1) for at in range(5)))
    with closing(Project.open(path)) as other, project.bulk_import("Import", "Ayla") as importing:
        waits = []
        monkeypatch.setattr(
            bulk.time, "sleep", lambda seconds: waits.append((seconds, label(other, len(waits) % 3 + 1)))
        )
        importing.add([long], SCHEME)
        monkeypatch.undo()
        project.close_import(importing, "Import")
    assert [seconds for seconds, _ in waits] == [bulk.PAUSE] * 3
    assert len(spans(project, ids(project)[-1])) == 5


def test_large_documents_are_steps_of_their_own():
    documents = [
        AnnotatedDocument(Document(n, "x" * length)) for n, length in enumerate((10, bulk.TEXT_A_STEP + 1, 10, 10))
    ]
    steps = [[document.document.id for document in step] for step in bulk._steps(documents)]
    assert steps == [[0], [1], [2, 3]]


def test_the_owner_is_this_process():
    assert leftovers.owner().endswith(f":{os.getpid()}")


def test_what_is_imported_after_the_clock_was_put_back_comes_last(project, path):
    ahead = (leftovers.now() + 3_600_000) << COUNTER_BITS
    bring_in(project, [article(ahead)], keep_ids=True)
    with closing(Project.open(path)) as later:
        bring_in(later, [article(4)])
    assert ids(project)[-2] == ahead


def test_new_labels_look_like_none_that_is_there(path):
    with closing(new_project(path, "Ayla")) as project:
        spans = [Span(number, 1, f"NEW {number}", "Ayla", 0, 4) for number in range(50, 54)]
        bring_in(project, [article(1, *spans)])
        project.undo("Ayla")
        bring_in(project, [article(2, *spans)])
        labels = project.scheme().of_kind(Kind.SPAN)
        colors = [label.color for label in labels]
        for number, label in enumerate(labels):
            if label.name.startswith("NEW"):
                assert label.color == unused_label_color(colors[:number])
