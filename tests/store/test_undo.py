"""Undo and redo by the rule, without the file: chains, two people, conflicts, imports."""

from dataclasses import replace

import pytest

from annotator.edits import (
    Edit,
    change_document,
    relabel_span,
    remove_span,
    set_status,
)
from annotator.errors import ConflictError
from annotator.label_edits import add_label
from annotator.model import DocumentLabel, Kind, Progress, Relation, Span, Status
from annotator.store import Change
from annotator.store.project import Project
from tests.store.making import SCHEME, article, bring_in, ids, label, spans

PERSON = ("PERSON", 0, 13, "Ayla")


def test_nothing_to_undo_and_nothing_to_redo(project):
    assert project.undo("Björn") is None
    assert project.redo("Björn") is None
    assert project.next_undo("Björn") is None
    assert project.next_redo("Björn") is None


def test_undo_names_what_it_takes_back_and_redo_brings_the_same_row(project):
    made = label(project, 1).edits[0].after
    change = project.undo("Ayla")
    assert (change.title, change.documents, change.kinds) == ("Label PERSON", {1}, {"span", "progress"})
    assert [edit.after for edit in change.edits] == [None, None]
    assert project.document(1).spans == project.document(1).progress == ()
    again = project.redo("Ayla")
    assert again.title == "Label PERSON"
    assert project.document(1).spans == (made,)
    assert project.document(1).spans[0].rev > made.rev


def test_chains_of_undo_and_redo(project):
    for start, end in ((0, 5), (6, 13), (18, 30)):
        label(project, 1, start, end)
    for _ in range(3):
        for there in (2, 1, 0):
            assert project.undo("Ayla").title == "Label PERSON"
            assert len(spans(project, 1)) == there
        for there in (1, 2, 3):
            assert project.redo("Ayla").title == "Label PERSON"
            assert len(spans(project, 1)) == there
        assert project.redo("Ayla") is None


def test_undo_and_redo_survive_a_restart(project, path):
    label(project, 1, 0, 5)
    label(project, 1, 6, 13)
    project.undo("Ayla")
    project.close()
    project.__init__(*_opened_anew(path))
    assert project.next_undo("Ayla").title == "Label PERSON"
    assert project.next_redo("Ayla").title == "Label PERSON"
    project.redo("Ayla")
    assert len(spans(project, 1)) == 2
    project.undo("Ayla")
    project.undo("Ayla")
    assert spans(project, 1) == []


def _opened_anew(path):
    again = Project.open(path)
    return again._database, again.notices


def test_a_new_edit_empties_redo_but_only_ones_own(project):
    label(project, 1)
    label(project, 2, annotator="Björn")
    project.undo("Ayla")
    project.undo("Björn")
    label(project, 3, annotator="Björn")
    assert project.redo("Björn") is None
    assert project.next_redo("Ayla") is not None
    project.redo("Ayla")
    assert spans(project, 1) == [PERSON]


def test_undo_takes_back_ones_own_last_action(project):
    label(project, 1)
    label(project, 1, annotator="Björn")
    project.undo("Ayla")
    assert spans(project, 1) == [("PERSON", 0, 13, "Björn")]
    project.undo("Björn")
    assert spans(project, 1) == []


def test_after_undo_of_the_end_of_a_chain_the_older_action_is_next(project):
    label(project, 1, 0, 5)
    project.undo("Ayla")
    project.redo("Ayla")
    label(project, 1, 6, 13)
    titles = [project.undo("Ayla").title for _ in range(3)]
    assert titles == ["Label PERSON", "Label PERSON", "Import 3 documents"]


def test_a_span_with_its_relations_comes_back(project):
    first, second = (label(project, 1, *at).edits[0].after for at in ((0, 5), (6, 13)))
    relation = Relation(5, 1, "knows", "Ayla", first.id, second.id)
    project.apply("Relate", [Edit(None, relation)], "Ayla")
    project.apply("Remove", remove_span(project.document(1), first), "Ayla")
    assert project.document(1).relations == ()
    project.undo("Ayla")
    assert project.document(1).relations == (relation,)
    assert project.document(1).spans == (first, second)


def test_titles_come_back_and_are_found_again(project):
    project.apply("Title", change_document(project.document(1).document, title="Ağdam"), "Ayla")
    assert project.search("agdam") == [1]
    project.undo("Ayla")
    assert project.search("agdam") == []
    assert project.search("article") == [1, 2, 3]
    project.redo("Ayla")
    assert project.search("agdam") == [1]


class TestConflicts:
    """Two windows of the same person, who has changed the same rows in both."""

    def conflict(self, project):
        """Björn changes the title that Ayla has changed, after a step of hers before it."""
        label(project, 2)
        project.apply("Title A", change_document(project.document(1).document, title="A"), "Ayla")
        project.apply("Title B", change_document(project.document(1).document, title="B"), "Björn")

    def test_the_error_names_document_and_action(self, project):
        self.conflict(project)
        with pytest.raises(ConflictError, match=r"“Title A” cannot be taken back\. Somebody has changed") as caught:
            project.undo("Ayla")
        assert caught.value.document == 1
        assert caught.value.action == project.next_undo("Ayla").action
        assert project.document(1).document.title == "B"

    def test_the_step_can_be_stepped_over_and_is_not_redone(self, project):
        self.conflict(project)
        with pytest.raises(ConflictError) as caught:
            project.undo("Ayla")
        told = []
        project.subscribe(told.append)
        skipped = project.undo("Ayla", skip=caught.value.action)
        assert (skipped.title, skipped.edits) == ("Title A", ())
        assert told == [skipped]
        assert project.undo("Ayla").title == "Label PERSON"
        assert spans(project, 2) == []
        assert project.redo("Ayla").title == "Label PERSON"
        assert project.redo("Ayla") is None
        assert project.document(1).document.title == "B"

    def test_what_was_changed_and_changed_back_is_no_conflict(self, project):
        self.conflict(project)
        project.undo("Björn")
        assert project.undo("Ayla").title == "Title A"
        assert project.document(1).document.title == "Article 1"

    def test_a_span_that_somebody_removed_is_a_conflict(self, project):
        made = label(project, 1).edits[0].after
        project.apply("Remove", remove_span(project.document(1), made), "Björn")
        with pytest.raises(ConflictError, match="cannot be taken back") as caught:
            project.undo("Ayla")
        assert caught.value.document == 1

    def test_redo_says_that_it_cannot_be_done_again(self, project):
        project.apply("Title A", change_document(project.document(1).document, title="A"), "Ayla")
        project.undo("Ayla")
        project.apply("Title B", change_document(project.document(1).document, title="B"), "Björn")
        with pytest.raises(ConflictError, match="“Title A” cannot be done again"):
            project.redo("Ayla")

    def test_a_relation_of_somebody_else_keeps_its_span(self, project):
        first, second = (label(project, 1, *at).edits[0].after for at in ((0, 5), (6, 13)))
        project.apply("Relate", [Edit(None, Relation(5, 1, "knows", "Björn", first.id, second.id))], "Björn")
        with pytest.raises(ConflictError) as caught:
            project.undo("Ayla")
        project.undo("Ayla", skip=caught.value.action)
        with pytest.raises(ConflictError):
            project.undo("Ayla")
        assert len(spans(project, 1)) == 2

    def test_one_never_gets_stuck(self, project):
        self.conflict(project)
        skip, steps = None, 0
        while (pending := project.next_undo("Ayla")) is not None:
            steps += 1
            try:
                project.undo("Ayla", skip=skip)
            except ConflictError as error:
                skip = pending.action if error.action == pending.action else pytest.fail("it names another action")
            assert steps < 10
        assert ids(project) == []

    def test_a_skip_that_is_not_next_skips_nothing(self, project):
        label(project, 1)
        assert project.undo("Ayla", skip=12345).edits != ()


class TestLabelsOfTheScheme:
    def test_a_label_comes_and_goes(self, project):
        (edit,) = add_label(project.scheme(), "PLACE", color="#0000aa", key="3")
        project.apply("Add PLACE", [edit], "Ayla")
        assert project.scheme().find("PLACE") == edit.after
        project.undo("Ayla")
        assert project.scheme().find("PLACE") is None
        project.redo("Ayla")
        assert project.scheme().find("PLACE") == edit.after

    def test_a_label_in_use_by_somebody_else_stays(self, project):
        project.apply("Add PLACE", add_label(project.scheme(), "PLACE", color="#0000aa"), "Ayla")
        label(project, 1, 34, 38, "PLACE", "Björn")
        with pytest.raises(ConflictError, match="The label PLACE is in use") as caught:
            project.undo("Ayla")
        assert caught.value.action == project.next_undo("Ayla").action
        project.undo("Björn")
        project.undo("Ayla")
        assert project.scheme().find("PLACE") is None

    @pytest.mark.parametrize("made", ["relation", "document label"])
    def test_also_for_relations_and_documents(self, project, made):
        kind = Kind.RELATION if made == "relation" else Kind.DOCUMENT
        project.apply("Add X", add_label(project.scheme(), "X", kind=kind, color="#0000aa"), "Ayla")
        if made == "relation":
            first, second = (label(project, 1, *at, annotator="Björn").edits[0].after for at in ((0, 5), (6, 13)))
            value = Relation(5, 1, "X", "Björn", first.id, second.id)
        else:
            value = DocumentLabel(5, 1, "X", "Björn")
        project.apply("Use X", [Edit(None, value)], "Björn")
        with pytest.raises(ConflictError, match="The label X is in use"):
            project.undo("Ayla")

    def test_a_span_does_not_come_back_under_a_label_that_is_gone(self, project):
        project.apply("Add PLACE", add_label(project.scheme(), "PLACE", color="#0000aa"), "Ayla")
        label(project, 1, 34, 38, "PLACE", "Björn")
        project.undo("Björn")
        project.undo("Ayla")
        with pytest.raises(ConflictError, match="The scheme has no label PLACE any more"):
            project.redo("Björn")
        assert spans(project, 1) == []

    def test_a_renamed_label_comes_back_with_its_spans(self, project):
        label(project, 1)
        person = project.scheme().find("PERSON")
        project.apply("Rename", [Edit(person, replace(person, name="HUMAN"))], "Ayla")
        assert spans(project, 1) == [("HUMAN", 0, 13, "Ayla")]
        project.undo("Ayla")
        assert spans(project, 1) == [PERSON]
        project.redo("Ayla")
        relabelled = relabel_span(project.document(1), project.scheme(), project.document(1).spans[0], "ORG")
        project.apply("Relabel", relabelled, "Ayla")
        project.undo("Ayla")
        assert spans(project, 1) == [("HUMAN", 0, 13, "Ayla")]


class TestImports:
    def test_undo_takes_the_documents_and_what_was_added_since(self, project):
        bring_in(project, [article(4, Span(70, 4, "PLACE", "", 34, 38)), article(5)], keep_ids=True)
        label(project, 4, annotator="Björn")
        pending = project.next_undo("Ayla")
        assert (pending.title, pending.weighty) == ("Import 2 documents", True)
        assert (pending.documents, pending.spans) == (2, 2)
        change = project.undo("Ayla")
        assert change.everything
        assert "import" in change.kinds
        assert ids(project) == [1, 2, 3]
        assert project.totals("Ayla").documents == 3
        assert project.label_counts("Ayla") == project.label_counts("Björn") == {}
        assert project.search("article") == [1, 2, 3]
        assert project.scheme().find("PLACE") is None

        back = project.next_redo("Ayla")
        assert (back.weighty, back.documents, back.spans) == (True, 2, 2)
        assert project.redo("Ayla").everything
        assert ids(project) == [1, 2, 3, 4, 5]
        assert spans(project, 4) == [(*PERSON[:3], "Björn"), ("PLACE", 34, 38, "Ayla")]
        assert project.label_counts("Björn") == {"PERSON": 1}
        assert project.scheme().find("PLACE") is not None

    def test_what_others_did_there_can_be_stepped_over(self, project):
        bring_in(project, [article(4)], keep_ids=True)
        label(project, 1, annotator="Björn")
        label(project, 4, annotator="Björn")
        project.undo("Ayla")
        with pytest.raises(ConflictError, match="not in the project any more") as caught:
            project.undo("Björn")
        project.undo("Björn", skip=caught.value.action)
        assert project.undo("Björn").documents == {1}

    def test_a_label_that_somebody_uses_stays_when_its_import_goes(self, project):
        bring_in(project, [article(4, Span(70, 4, "PLACE", "", 34, 38))], keep_ids=True)
        label(project, 1, 34, 38, "PLACE", "Björn")
        project.undo("Ayla")
        assert ids(project) == [1, 2, 3]
        assert spans(project, 1) == [("PLACE", 34, 38, "Björn")]
        assert project.scheme().find("PLACE") is not None
        project.redo("Ayla")
        assert len(spans(project, 4)) == 1
        project.undo("Ayla")
        assert ids(project) == [1, 2, 3]

    def test_a_person_who_has_worked_stays_when_the_import_goes(self, project):
        bring_in(project, [article(4, Span(70, 4, "PERSON", "Cem", 0, 5))], keep_ids=True)
        assert "Cem" in [person.name for person in project.annotators()]
        label(project, 1, annotator="Cem")
        project.undo("Ayla")
        assert "Cem" in [person.name for person in project.annotators()]
        assert spans(project, 1) == [("PERSON", 0, 13, "Cem")]

    def test_a_person_who_came_with_the_import_goes_with_it(self, project):
        bring_in(project, [article(4, Span(70, 4, "PERSON", "Cem", 0, 5))], keep_ids=True)
        project.undo("Ayla")
        assert "Cem" not in [person.name for person in project.annotators()]
        project.redo("Ayla")
        assert "Cem" in [person.name for person in project.annotators()]

    def test_an_import_does_not_come_back_without_its_labels(self, project):
        project.apply("Add PLACE", add_label(project.scheme(), "PLACE", color="#0000aa"), "Björn")
        bring_in(project, [article(4, Span(70, 4, "PLACE", "", 34, 38))], keep_ids=True)
        project.undo("Ayla")
        project.undo("Björn")
        with pytest.raises(ConflictError, match="no label PLACE any more"):
            project.redo("Ayla")
        assert ids(project) == [1, 2, 3]
        project.redo("Björn")
        project.redo("Ayla")
        assert ids(project) == [1, 2, 3, 4]

    def test_import_undo_and_import_again(self, project):
        articles = [article(4, Span(70, 4, "PLACE", "", 34, 38))]
        bring_in(project, articles, keep_ids=True)
        project.undo("Ayla")
        bring_in(project, articles, keep_ids=True)
        *_, again = ids(project)
        assert again != 4
        assert spans(project, again) == [("PLACE", 34, 38, "Ayla")]
        assert project.scheme().find("PLACE") is not None
        project.undo("Ayla")
        assert ids(project) == [1, 2, 3]


class TestDocumentsTakenOut:
    def test_a_document_goes_with_its_spans_and_comes_back(self, project):
        label(project, 1)
        document = project.document(1).document
        project.apply("Remove article", [Edit(document, None)], "Ayla")
        assert ids(project) == [2, 3]
        assert project.totals("Ayla").documents == 2
        assert project.label_counts("Ayla") == {}
        assert project.search("article") == [2, 3]
        assert project.next_undo("Ayla").weighty
        project.undo("Ayla")
        assert ids(project) == [1, 2, 3]
        assert spans(project, 1) == [PERSON]
        assert project.document(1).document == document
        assert project.label_counts("Ayla") == {"PERSON": 1}

    def test_what_is_gone_cannot_be_edited(self, project):
        opened = project.document(1)
        project.apply("Remove article", [Edit(opened.document, None)], "Björn")
        for made in (
            set_status(opened, "Ayla", Status.DONE),
            change_document(opened.document, title="New"),
            [Edit(opened.document, None)],
        ):
            with pytest.raises(ConflictError):
                project.apply("Edit", made, "Ayla")

    def test_a_document_of_an_import_that_was_taken_back_cannot_be_edited(self, project):
        opened = project.document(1)
        project.undo("Ayla")
        with pytest.raises(ConflictError, match="not in the project any more") as caught:
            project.apply("Title", change_document(opened.document, title="New"), "Björn")
        assert caught.value.document == 1
        with pytest.raises(ConflictError, match="not in the project any more"):
            project.apply("Done", [Edit(None, Progress(5, 1, "Björn", Status.DONE))], "Björn")

    def test_a_document_does_not_come_back_under_labels_that_are_gone(self, project):
        project.apply("Add PLACE", add_label(project.scheme(), "PLACE", color="#0000aa"), "Björn")
        label(project, 1, 34, 38, "PLACE")
        project.apply("Remove article", [Edit(project.document(1).document, None)], "Ayla")
        project.undo("Björn")
        assert project.scheme().find("PLACE") is None
        with pytest.raises(ConflictError, match="no label PLACE any more"):
            project.undo("Ayla")


def test_pending_says_where(project):
    label(project, 2)
    pending = project.next_undo("Ayla")
    assert (pending.title, pending.weighty, pending.document) == ("Label PERSON", False, 2)
    project.apply("Title", change_document(project.document(3).document, title="X"), "Ayla")
    assert project.next_undo("Ayla").document == 3
    project.undo("Ayla")
    assert project.next_redo("Ayla").document == 3
    project.apply("Add", add_label(project.scheme(), "PLACE", color="#0000aa"), "Ayla")
    assert project.next_undo("Ayla").document is None


def test_undo_tells_the_subscribers(project):
    told: list[Change] = []
    label(project, 1)
    project.subscribe(told.append)
    undone = project.undo("Ayla")
    redone = project.redo("Ayla")
    assert told == [undone, redone]
    assert SCHEME.find("PERSON") is not None
