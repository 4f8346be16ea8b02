"""A project: open, read, write, tell; and any sequence of steps against a list and a cursor."""

import threading
from contextlib import closing, suppress
from dataclasses import replace
from itertools import count

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from annotator.edits import (
    Edit,
    change_document,
    label_span,
    relabel_span,
    remove_span,
    resize_span,
    set_status,
)
from annotator.errors import ConflictError, EditError, ProjectError
from annotator.ids import new_id
from annotator.label_edits import (
    add_label,
    change_label,
)
from annotator.model import (
    AnnotatedDocument,
    Document,
    DocumentLabel,
    Kind,
    Label,
    Note,
    Progress,
    Relation,
    Span,
    Status,
)
from annotator.store import Change, DocumentFilter
from annotator.store.project import Project
from tests.store.making import IN_FILE, SCHEME, article, bring_in, ids, label, new_project, raw, spans


class TestOpening:
    def test_a_new_project_has_its_scheme_and_nobody(self, path):
        with closing(Project.open(path, create=True, scheme=SCHEME)) as project:
            assert project.scheme() == SCHEME
            assert project.annotators() == ()
            assert ids_of_nobody(project) == 0
            assert (project.name, project.address) == ("articles", path)

    def test_a_project_that_is_there_keeps_its_scheme(self, path):
        Project.open(path, create=True, scheme=SCHEME).close()
        with closing(Project.open(path, create=True, scheme=replace(SCHEME, labels=()))) as project:
            assert project.scheme() == SCHEME

    def test_closing_leaves_one_file(self, file):
        project = new_project(file)
        bring_in(project, [article(1)])
        assert {one.name for one in file.parent.iterdir()} > {file.name}
        project.close()
        assert [one.name for one in file.parent.iterdir()] == [file.name]

    def test_the_last_one_to_close_leaves_one_file(self, file):
        first = new_project(file)
        second = Project.open(file)
        bring_in(first, [article(1)])
        first.close()
        label(second, ids(second)[0])
        second.close()
        assert [one.name for one in file.parent.iterdir()] == [file.name]

    def test_the_file_says_what_it_is(self, file):
        new_project(file).close()
        assert file.read_bytes()[68:72] == b"ANNT"

    @pytest.mark.parametrize("url", ["http://host/name", "sqlite:///a.annotator"])
    def test_an_address_of_another_kind_is_refused(self, url):
        with pytest.raises(ProjectError, match="no kind of address"):
            Project.open(url)

    def test_closing_twice_is_no_fault(self, path):
        project = new_project(path)
        project.close()
        project.close()


def ids_of_nobody(project):
    return len(list(project.annotated_documents()))


class TestPeople:
    def test_a_person_is_added_once(self, project):
        first = project.ensure_annotator("Cem", "person")
        assert project.ensure_annotator("Cem") == first
        assert [one.name for one in project.annotators()] == ["Ayla", "Björn", "Cem"]

    def test_two_windows_add_the_same_person(self, project, path):
        with closing(Project.open(path)) as other:
            assert project.ensure_annotator("Cem") == other.ensure_annotator("Cem")
            label(other, 1, annotator="Cem")

    @pytest.mark.parametrize("name", ["", "  ", "half \ud83d"])
    def test_a_name_must_be_one(self, project, name):
        with pytest.raises(EditError):
            project.ensure_annotator(name)

    def test_a_stranger_cannot_write(self, project):
        with pytest.raises(ConflictError, match="no annotator Nobody"):
            label(project, 1, annotator="Nobody")


class TestReading:
    def test_pages_follow_each_other_both_ways(self, path):
        with closing(new_project(path)) as project:
            bring_in(project, [article(number) for number in range(1, 8)], keep_ids=True)
            page = project.documents(annotator="Ayla", limit=3)
            assert [line.id for line in page] == [1, 2, 3]
            assert [line.id for line in project.documents(annotator="Ayla", after=3, limit=3)] == [4, 5, 6]
            assert [line.id for line in project.documents(annotator="Ayla", before=5, limit=3)] == [2, 3, 4]
            assert project.documents(annotator="Ayla", after=7) == []

    def test_a_line_is_as_one_annotator_sees_it(self, project):
        label(project, 1)
        label(project, 1, 18, 30)
        project.apply("Flag", [Edit(None, Progress(5, 1, "Björn", Status.DONE, flagged=True))], "Björn")
        (mine,) = project.lines([1], annotator="Ayla")
        assert (mine.title, mine.source, mine.status, mine.flagged, mine.spans) == (
            "Article 1", "AZERTAC", Status.IN_PROGRESS, False, 2,
        )  # fmt: skip
        (yours,) = project.lines([1, 99], annotator="Björn")
        assert (yours.status, yours.flagged, yours.spans) == (Status.DONE, True, 0)
        assert project.totals("Ayla").done == 0
        assert (project.totals("Björn").done, project.totals("Björn").flagged) == (1, 1)

    def test_the_list_by_status_and_by_title(self, project):
        project.apply("Done", set_status(project.document(2), "Ayla", Status.DONE), "Ayla")
        todo = project.documents(DocumentFilter(status=Status.TODO), annotator="Ayla")
        assert [line.id for line in todo] == [1, 3]
        done = project.documents(DocumentFilter(status=Status.DONE), annotator="Ayla")
        assert [line.id for line in done] == [2]
        assert [line.id for line in project.documents(DocumentFilter(text="CLE 3"), annotator="Ayla")] == [3]
        assert project.documents(DocumentFilter(text="%"), annotator="Ayla") == []

    @pytest.mark.parametrize("typed", ["ÇAĞRI", "çağri", "Çağr"])
    def test_titles_are_found_in_any_case_also_beyond_ascii(self, project, typed):
        project.apply("Title", change_document(project.document(2).document, title="ÇaĞri"), "Ayla")
        assert [line.id for line in project.documents(DocumentFilter(text=typed), annotator="Ayla")] == [2]

    def test_whole_documents_by_pages(self, path):
        with closing(new_project(path)) as project:
            articles = [article(number, Span(number, number, "ORG", "Ayla", 0, 5)) for number in range(1, 251)]
            bring_in(project, articles, keep_ids=True)
            read = list(project.annotated_documents())
            assert [document.document.id for document in read] == list(range(1, 251))
            assert [document.spans for document in read] == [made.spans for made in articles]
            done = DocumentFilter(text="Article 24")
            found = [document.document.id for document in project.annotated_documents(done, annotator="Ayla")]
            assert found == [24, *range(240, 250)]

    def test_what_was_taken_back_between_two_documents_is_not_read(self, project):
        """Rows between the first and the last id of a page may belong to what is not shown."""
        bring_in(project, [article(5, Span(5, 5, "ORG", "Ayla", 0, 5))], keep_ids=True)
        project.undo("Ayla")
        bring_in(project, [article(9)], keep_ids=True)
        with raw(project.address) as file:
            file.execute("UPDATE span SET start = 1 WHERE document = 5")
        assert [document.document.id for document in project.annotated_documents()] == [1, 2, 3, 9]
        with raw(project.address) as file:
            file.execute("UPDATE span SET start = 0 WHERE document = 5")  # The fixture checks.

    def test_a_document_that_is_gone(self, project):
        with pytest.raises(ProjectError, match="not in the project any more"):
            project.document(99)

    def test_counts_of_labels(self, project):
        label(project, 1)
        label(project, 2)
        label(project, 2, 18, 30, "ORG")
        label(project, 3, annotator="Björn")
        assert project.label_counts("Ayla") == {"PERSON": 2, "ORG": 1}
        (span,) = project.document(1).spans
        project.apply("Relabel", relabel_span(project.document(1), project.scheme(), span, "ORG"), "Ayla")
        project.apply("Remove", remove_span(project.document(2), project.document(2).spans[0]), "Ayla")
        assert project.label_counts("Ayla") == {"ORG": 2}


class TestWriting:
    def test_every_kind_of_value_is_kept_as_it_was(self, project):
        first = Span(50, 1, "PERSON", "Ayla", 0, 30, ((0, 5), (18, 30)), (("age", 5), ("of", ("a", "b"))), "sure")
        second = Span(51, 1, "ORG", "Ayla", 6, 13)
        relation = Relation(52, 1, "knows", "Ayla", 50, 51, (("since", 1.5), ("true", True)), "maybe")
        made = [
            first, second, relation, DocumentLabel(53, 1, "News", "Ayla"), Note(54, 1, "Ayla", "“ə”\n😀"),
            Progress(55, 1, "Ayla", Status.SKIPPED, flagged=True, note="why"),
        ]  # fmt: skip
        change = project.apply("Everything", [Edit(None, one) for one in made], "Ayla", "a test")
        document = project.document(1)
        assert [*document.annotations(), *document.progress] == made
        assert [edit.after for edit in change.edits] == made
        assert {edit.after.rev for edit in change.edits} == {1}

    def test_a_change_carries_the_revs_that_the_next_edit_needs(self, project):
        change = label(project, 1)
        span = change.edits[0].after
        for end in (20, 25, 30):
            (edit,) = resize_span(project.document(1), project.scheme(), span, 0, end)
            span = project.apply("Resize", [edit], "Ayla").edits[0].after
        assert span.rev == 4

    def test_a_label_and_its_first_span_in_one_action(self, project):
        (new,) = add_label(project.scheme(), "PLACE", color="#0000aa")
        scheme = replace(project.scheme(), labels=(*project.scheme().labels, new.after))
        project.apply("Both", [new, *label_span(project.document(1), scheme, 34, 38, "PLACE", "Ayla")], "Ayla")
        assert spans(project, 1) == [("PLACE", 34, 38, "Ayla")]
        project.undo("Ayla")
        assert spans(project, 1) == []
        assert project.scheme().find("PLACE") is None

    def test_a_label_that_was_not_written_is_not_known(self, project):
        (new,) = add_label(project.scheme(), "PLACE", color="#0000aa")
        gone = replace(project.document(1).document, rev=99)
        with pytest.raises(ConflictError):
            project.apply("Fails", [new, Edit(gone, replace(gone, title="X"))], "Ayla")
        with pytest.raises(EditError):
            project.apply("Fails", [new, Edit(None, Note(5, 1, "Ayla", "half \ud83d"))], "Ayla")
        with pytest.raises(ConflictError, match="no label PLACE any more"):
            project.apply("Span", [Edit(None, Span(5, 1, "PLACE", "Ayla", 0, 5))], "Ayla")

    def test_a_renamed_label_names_its_spans_and_those_below(self, project):
        label(project, 1)
        project.apply("Add", add_label(project.scheme(), "CHILD", color="#000000", parent="PERSON"), "Ayla")
        person = project.scheme().find("PERSON")
        project.apply("Rename", change_label(project.scheme(), person, replace(person, name="HUMAN")), "Ayla")
        assert spans(project, 1) == [("HUMAN", 0, 13, "Ayla")]
        assert project.scheme().find("CHILD").parent == "HUMAN"
        with pytest.raises(ConflictError, match="no label PERSON any more"):
            project.apply("Span", [Edit(None, Span(5, 1, "PERSON", "Ayla", 0, 5))], "Ayla")

    @IN_FILE
    def test_a_label_changes_without_a_search_through_all_that_has_it(self, project):
        """SQLite would read every span, were the id among what is set."""
        said = []
        project._database._driver().set_trace_callback(said.append)
        project.apply("Rename", [_renamed(project, "PERSON", "HUMAN")], "Ayla")
        (update,) = [statement for statement in said if statement.startswith("UPDATE label ")]
        assert " id=" not in update.partition(" WHERE ")[0]

    def test_two_labels_may_swap_their_names(self, project):
        label(project, 1)
        label(project, 1, 18, 30, "ORG")
        person, org = project.scheme().find("PERSON"), project.scheme().find("ORG")
        steps = [(person, "X"), (org, "PERSON"), (replace(person, name="X", rev=2), "ORG")]
        project.apply("Swap", [Edit(before, replace(before, name=name)) for before, name in steps], "Ayla")
        assert [span[0] for span in spans(project, 1)] == ["ORG", "PERSON"]

    @pytest.mark.parametrize("text", ["half \ud83d", "\udfff"])
    def test_half_a_character_gives_a_sentence(self, project, text):
        note = Note(5, 1, "Ayla", text)
        for edit in (
            Edit(None, note),
            change_document(project.document(1).document, title=text)[0],
            Edit(None, Label(6, text)),
            Edit(None, Span(7, 1, "PERSON", "Ayla", 0, 5, attributes=(("a", text),))),
        ):
            with pytest.raises(EditError, match="no project can keep"):
                project.apply("Write", [edit], "Ayla")
        with pytest.raises(EditError, match="no project can keep"):
            project.apply(f"Title {text}", [Edit(None, replace(note, text="fine"))], "Ayla")
        assert project.document(1).notes == ()

    def test_a_span_that_leads_nowhere_is_refused(self, project):
        with pytest.raises(ConflictError):
            project.apply("Relate", [Edit(None, Relation(5, 1, "knows", "Ayla", 98, 99))], "Ayla")


class TestTelling:
    def test_subscribers_are_told_after_the_commit_until_they_leave(self, project, path):
        told: list[tuple[Change, int]] = []

        def hear(change):
            with raw(path) as file:
                told.append((change, file.execute("SELECT count(*) FROM span").fetchone()[0]))

        leave = project.subscribe(hear)
        change = label(project, 1)
        assert told == [(change, 1)]
        leave()
        label(project, 2)
        assert len(told) == 1

    def test_a_subscriber_may_write(self, project):
        told = []

        def hear(change):
            told.append(change.title)
            if change.title == "Label PERSON":
                project.apply("Done", set_status(project.document(2), "Ayla", Status.DONE), "Ayla")

        project.subscribe(hear)
        label(project, 1)
        project.poll()
        assert told == ["Label PERSON", "Done"]

    def test_what_others_did_comes_first_and_once(self, project, path):
        with closing(Project.open(path)) as other:
            told = []
            other.subscribe(lambda change: told.append((change.title, change.documents)))
            label(project, 1)
            project.apply("Rename", [_renamed(project, "PERSON", "HUMAN")], "Ayla")
            change = label(other, 3, name="ORG", annotator="Björn")
            assert told == [("Label PERSON", {1}), ("Rename", frozenset()), ("Label ORG", {3})]
            other.poll()
            assert len(told) == 3
            assert change.edits[0].after.label == "ORG"

    def test_a_subscriber_who_writes_while_polling_hears_all_once_and_in_order(self, project, path):
        with closing(Project.open(path)) as other:
            told = []

            def hear(change):
                told.append(change.title)
                if len(told) == 1:
                    other.apply("Mine", set_status(other.document(3), "Björn", Status.DONE), "Björn")

            other.subscribe(hear)
            for number, name in ((1, "one"), (2, "two")):
                project.apply(name, set_status(project.document(number), "Ayla", Status.DONE), "Ayla")
            other.poll()
            assert told == ["one", "two", "Mine"]

    def test_changes_of_others_are_as_written(self, project, path):
        with closing(Project.open(path)) as other:
            told = []
            other.subscribe(told.append)
            made = [label(project, 1)]
            (span,) = project.document(1).spans
            made.append(project.apply("Remove", remove_span(project.document(1), span), "Ayla"))
            made.append(project.undo("Ayla"))
            other.poll()
            assert [replace(change, by="", is_undo=False) for change in told] == made
            assert [(change.by, change.is_undo) for change in told] == [("Ayla", False)] * 2 + [("Ayla", True)]
            revs = [[edit.after and edit.after.rev for edit in change.edits] for change in told]
            assert revs == [[edit.after and edit.after.rev for edit in change.edits] for change in made]

    def test_an_import_is_told_as_everything(self, project, path):
        with closing(Project.open(path)) as other:
            told = []
            other.subscribe(told.append)
            bring_in(project, [article(9, Span(1, 9, "PLACE", "", 34, 38))])
            project.undo("Ayla")
            other.poll()
            assert [(change.title, change.everything) for change in told] == [("Import 1 documents", True)] * 2
            assert all("import" in change.kinds for change in told)
            bring_in(project, [article(10)])
            assert len(ids(other)) == 4

    def test_new_names_are_known_before_they_are_told(self, project, path):
        with closing(Project.open(path)) as other:
            project.ensure_annotator("Cem")
            project.apply("Add", add_label(project.scheme(), "PLACE", color="#0000aa"), "Cem")
            label(project, 1, 34, 38, "PLACE", "Cem")
            assert spans(other, 1) == [("PLACE", 34, 38, "Cem")]
            assert other.label_counts("Ayla") == {}
            assert other.scheme().find("PLACE") is not None

    def test_one_subscriber_that_fails_does_not_make_others_hear_twice(self, project):
        told = []
        project.subscribe(lambda change: told.append(change.title))
        project.subscribe(lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            label(project, 1)
        assert spans(project, 1) == [("PERSON", 0, 13, "Ayla")]
        project.poll()
        assert told == ["Label PERSON"]


def _renamed(project, name, new):
    found = project.scheme().find(name)
    return Edit(found, replace(found, name=new))


class TestTheFile:
    def test_a_copy_is_a_project_of_its_own(self, project, tmp_path):
        label(project, 1)
        copy = tmp_path / "copy.annotator"
        project.save_copy(copy)
        label(project, 2)
        with closing(Project.open(copy)) as copied:
            assert spans(copied, 1) == [("PERSON", 0, 13, "Ayla")]
            assert spans(copied, 2) == []
            assert list(copied.check()) == []
            assert copied.undo("Ayla").title == "Label PERSON"
        assert {file.name for file in tmp_path.iterdir()} & {"copy.annotator.part", "copy.annotator-wal"} == set()

    def test_a_copy_replaces_nothing(self, project, tmp_path):
        taken = tmp_path / "taken.annotator"
        taken.write_bytes(b"mine")
        with pytest.raises(ProjectError, match="exists already"):
            project.save_copy(taken)
        assert taken.read_bytes() == b"mine"

    def test_a_copy_needs_a_folder_and_says_which(self, project, tmp_path):
        target = tmp_path / "missing" / "copy.annotator"
        with pytest.raises(ProjectError, match="missing"):
            project.save_copy(target)

    def test_idle_moves_the_log_into_the_file(self, file):
        with closing(new_project(file)) as project:
            bring_in(project, [article(1)], keep_ids=True)
            before = file.read_bytes()
            project.idle()
            assert file.read_bytes() != before

    def test_reading_while_checking(self, project):
        with raw(project.address) as file:
            file.execute("UPDATE document SET title = 'X' WHERE id IN (1, 2)")
        findings = project.check()
        next(findings)
        assert project.document(3)
        label(project, 3)
        findings.close()
        with raw(project.address) as file:
            file.execute("UPDATE document SET title = 'Article ' || id")

    def test_threads_take_turns(self, project):
        failed = []

        def work(number):
            try:
                for start in range(0, 20, 2):
                    label(project, number, start, start + 2, "ORG")
                    project.documents(annotator="Ayla")
            except Exception as error:  # noqa: BLE001  (the test tells)
                failed.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in (1, 2, 3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert project.label_counts("Ayla")["ORG"] == sum(len(spans(project, number)) for number in (1, 2, 3))


PEOPLE = ("Ayla", "Björn")


class UndoMachine(RuleBasedStateMachine):
    """Each person's steps are a list of states with a cursor. People work on documents of their own,
    so that no step can be refused: conflicts have tests of their own."""

    def __init__(self, path):
        super().__init__()
        self.path = path
        self.project = new_project(self.path, *PEOPLE)
        self.made = 0
        self.states = {}
        self.cursors = {}

    @initialize()
    def begin(self):
        for person, first in (("Ayla", 1), ("Björn", 101)):
            bring_in(
                self.project, [self.imported(first, person), self.imported(first + 1, person)], person, keep_ids=True
            )
            self.states[person] = [{}, self.state(person)]
            self.cursors[person] = 1

    def documents(self, person):
        return [line.id for line in self.project.documents(annotator=person) if line.author == person]

    def state(self, person):
        """Everything that this person's steps make, without revs."""
        labels = tuple(one for one in self.project.scheme().labels if one.description == person)
        return {"labels": labels} | {id_: self.project.document(id_) for id_ in self.documents(person)}

    def done(self, person):
        self.states[person] = [*self.states[person][: self.cursors[person] + 1], self.state(person)]
        self.cursors[person] += 1

    def apply(self, person, made):
        if made:
            self.made += 1
            self.project.apply(f"Step {self.made}", made, person)
            self.done(person)

    def an_open_one(self, data, person):
        there = self.documents(person)
        return self.project.document(data.draw(st.sampled_from(there))) if there else None

    @rule(data=st.data(), person=st.sampled_from(PEOPLE), name=st.sampled_from(("PERSON", "ORG")))
    def label_a_stretch(self, data, person, name):
        if document := self.an_open_one(data, person):
            start = data.draw(st.integers(0, 30))
            end = data.draw(st.integers(start + 1, 40))
            with suppress(EditError):
                self.apply(person, label_span(document, self.project.scheme(), start, end, name, person))

    @rule(data=st.data(), person=st.sampled_from(PEOPLE), what=st.sampled_from(("relabel", "resize", "remove")))
    def change_a_span(self, data, person, what):
        document = self.an_open_one(data, person)
        if document is None or not document.spans:
            return
        span, scheme = data.draw(st.sampled_from(document.spans)), self.project.scheme()
        try:
            match what:
                case "relabel":
                    self.apply(
                        person, relabel_span(document, scheme, span, data.draw(st.sampled_from(("PERSON", "ORG"))))
                    )
                case "resize":
                    self.apply(person, resize_span(document, scheme, span, span.start, span.end + 3))
                case "remove":
                    self.apply(person, remove_span(document, span))
        except EditError:
            pass

    @rule(data=st.data(), person=st.sampled_from(PEOPLE))
    def relate_two_spans(self, data, person):
        document = self.an_open_one(data, person)
        if document and len(document.spans) > 1:
            one, other = document.spans[:2]
            self.made += 1
            relation = Relation(new_id(), document.document.id, "knows", person, one.id, other.id)
            self.apply(person, [Edit(None, relation)])

    @rule(data=st.data(), person=st.sampled_from(PEOPLE), status=st.sampled_from(Status))
    def set_a_status(self, data, person, status):
        if document := self.an_open_one(data, person):
            self.apply(person, set_status(document, person, status))

    @rule(data=st.data(), person=st.sampled_from(PEOPLE), what=st.sampled_from(("title", "label", "note", "remove")))
    def change_a_document(self, data, person, what):
        document = self.an_open_one(data, person)
        if document is None:
            return
        self.made += 1
        at = document.document.id
        match what:
            case "title":
                self.apply(person, change_document(document.document, title=f"Title {self.made}"))
            case "label":
                self.apply(person, [Edit(None, DocumentLabel(new_id(), at, "News", person))])
            case "note":
                self.apply(person, [Edit(None, Note(new_id(), at, person, "why?"))])
            case "remove":
                self.apply(person, [Edit(document.document, None)])

    @rule(person=st.sampled_from(PEOPLE))
    def add_a_label(self, person):
        self.made += 1
        name, scheme = f"NEW {self.made}", self.project.scheme()
        self.apply(person, add_label(scheme, name, color="#000000", description=person))

    @rule(person=st.sampled_from(PEOPLE))
    def change_a_label(self, person):
        mine = [one for one in self.project.scheme().labels if one.description == person]
        if mine:
            self.made += 1
            self.apply(person, [Edit(mine[0], replace(mine[0], name=f"NEW {self.made}", color="#ffffff"))])

    @rule(person=st.sampled_from(PEOPLE), n=st.integers(1, 2))
    def import_some(self, person, n):
        first = 200 + 10 * self.made
        self.made += 1
        made = [self.imported(first + number, person) for number in range(n)]
        bring_in(self.project, made, person, keep_ids=True)
        self.done(person)

    def imported(self, number, person):
        document = Document(number, f"Imported text {number} of somebody or other, {person}", author=person)
        span = Span(number, number, "ORG", person, 0, 8, note="n", attributes=(("a", "b"),))
        return AnnotatedDocument(document, (span,), notes=(Note(number, number, person, "brought in"),))

    @rule(person=st.sampled_from(PEOPLE))
    def undo(self, person):
        change = self.project.undo(person)
        assert (change is None) == (self.cursors[person] == 0)
        self.cursors[person] -= change is not None

    @rule(person=st.sampled_from(PEOPLE))
    def redo(self, person):
        change = self.project.redo(person)
        assert (change is None) == (self.cursors[person] == len(self.states[person]) - 1)
        self.cursors[person] += change is not None

    @rule()
    def restart(self):
        self.project.close()
        self.project = Project.open(self.path)

    @rule()
    def tidy_up(self):
        self.project.idle()

    @precondition(lambda self: self.states)
    @invariant()
    def everybody_is_where_the_cursor_is(self):
        for person in PEOPLE:
            expected = self.states[person][self.cursors[person]] or {"labels": ()}
            assert self.state(person) == expected

    def teardown(self):
        findings = list(self.project.check())
        self.project.close()
        assert findings == []


STEPS = hypothesis.settings(
    max_examples=25,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large],
)
FEWER_STEPS = hypothesis.settings(STEPS, max_examples=5)


def test_any_sequence_of_steps(tmp_path):
    names = count()
    run_state_machine_as_test(lambda: UndoMachine(tmp_path / f"{next(names)}.annotator"), settings=STEPS)


def test_any_sequence_of_steps_on_a_server(cluster):
    run_state_machine_as_test(lambda: UndoMachine(cluster.emptied()), settings=FEWER_STEPS)


def test_kinds_of_labels_do_not_mix(project):
    with pytest.raises(ConflictError, match="no label News any more"):
        project.apply("Span", [Edit(None, Span(5, 1, "News", "Ayla", 0, 5))], "Ayla")
    project.apply("Add", add_label(project.scheme(), "News", kind=Kind.SPAN, color="#000000"), "Ayla")
    project.apply("Span", [Edit(None, Span(5, 1, "News", "Ayla", 0, 5))], "Ayla")
    assert spans(project, 1) == [("News", 0, 5, "Ayla")]


def test_spans_of_one_stretch_stand_in_the_order_of_their_ids(project):
    """A server gives them as they lie there: those that were changed last come last, unless it is told."""
    mine = [Span(900 + number, 1, "PERSON", "Ayla", 0, 13) for number in range(20)]
    project.apply("Same", [Edit(None, span) for span in reversed(mine)], "Ayla")
    for span in project.document(1).spans[::3]:
        project.apply("Note", [Edit(span, replace(span, note="changed"))], "Ayla")
    assert [span.id for span in project.document(1).spans] == [span.id for span in mine]
