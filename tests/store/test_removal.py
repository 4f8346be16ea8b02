"""Removing a label with its spans, or merging it into another: one row, undone and redone, also after a restart."""

from contextlib import closing
from dataclasses import replace

import pytest

from annotator.describing import toggle_document_label
from annotator.edits import (
    Edit,
    relabel_span,
    remove_span,
    resize_span,
)
from annotator.errors import ConflictError, EditError
from annotator.label_edits import (
    add_label,
    change_label,
    move_label,
    remove_label,
)
from annotator.model import DocumentLabel, Kind, Note, Relation, Span
from annotator.scheme_editing import merge_label
from annotator.store import LabelUse, removal
from annotator.store.project import Project
from tests.store.making import SCHEME, article, bring_in, ids, label, new_project, spans

PLACE = Span(90, 9, "PERSON", "Ayla", 34, 38)


@pytest.fixture
def project(path):
    project = new_project(path, "Ayla", "Björn")
    bring_in(project, [article(1), article(2), article(3)], keep_ids=True)
    label(project, 1)
    label(project, 1, 18, 30, annotator="Björn")
    label(project, 2)
    label(project, 2, 34, 38, "ORG")
    yield project
    project.close()


def remove(project, name="PERSON", into=None, annotator="Ayla"):
    scheme = project.scheme()
    target = None if into is None else scheme.find(into).id
    return project.remove_label(f"Delete {name}", remove_label(scheme, scheme.find(name)), annotator, target)


def counts(project, annotator="Ayla"):
    return [line.spans for line in project.documents(annotator=annotator)]


def sound(project):
    return list(project.check()) == []


class TestWithItsSpans:
    def test_they_are_gone_for_everybody_and_come_back(self, project, path):
        before = [project.document(id_) for id_ in ids(project)]
        change = remove(project)
        assert change.everything
        assert [label.name for label in project.scheme().of_kind(Kind.SPAN)] == ["ORG"]
        assert (spans(project, 1), spans(project, 2)) == ([], [("ORG", 34, 38, "Ayla")])
        assert (counts(project), counts(project, "Björn")) == ([0, 1, 0], [0, 0, 0])
        assert project.label_counts("Ayla") == {"ORG": 1}
        assert project.layers() == ("Ayla",)
        assert sound(project)
        project.close()
        with closing(Project.open(path)) as again:
            pending = again.next_undo("Ayla")
            assert (pending.title, pending.weighty, pending.documents, pending.spans) == ("Delete PERSON", True, 2, 3)
            again.undo("Ayla")
            assert [again.document(id_) for id_ in ids(again)] == before
            assert (counts(again), again.layers()) == ([1, 2, 0], ("Ayla", "Björn"))
            assert sound(again)
            assert again.next_redo("Ayla").weighty
            again.redo("Ayla")
            assert spans(again, 1) == []
            assert sound(again)

    def test_undo_of_one_that_nobody_gave_weighs_nothing(self, project):
        remove(project, "ORG")
        project.undo("Ayla")
        project.apply("Add", add_label(project.scheme(), "NEW", color="#aa00aa"), "Ayla")
        remove(project, "NEW")
        assert not project.next_undo("Ayla").weighty

    def test_another_window_learns_of_it(self, project, path):
        with closing(Project.open(path)) as other:
            heard = []
            other.subscribe(heard.append)
            remove(project)
            other.poll()
            assert heard[0].everything
            assert spans(other, 1) == []
            assert [line.spans for line in other.documents(annotator="Ayla")] == [0, 1, 0]
            project.undo("Ayla")
            other.poll()
            assert len(spans(other, 1)) == 2

    def test_the_labels_below_it_stand_alone_and_come_back_below_it(self, project):
        project.apply("Add", add_label(project.scheme(), "CHILD", color="#000000", parent="PERSON"), "Ayla")
        remove(project)
        assert project.scheme().find("CHILD").parent == ""
        project.undo("Ayla")
        assert project.scheme().find("CHILD").parent == "PERSON"

    def test_its_name_is_free_and_then_it_does_not_come_back(self, project):
        remove(project)
        project.apply("Add", add_label(project.scheme(), "PERSON", color="#000000"), "Björn")
        label(project, 3)
        assert spans(project, 3) == [("PERSON", 0, 13, "Ayla")]
        project.undo("Ayla")
        with pytest.raises(ConflictError, match="There is a label of that name again"):
            project.undo("Ayla")
        project.undo("Björn")
        project.undo("Ayla")
        assert len(spans(project, 1)) == 2

    def test_one_who_sees_it_still_cannot_use_or_change_it(self, project, path):
        with closing(Project.open(path)) as other:
            opened, scheme = other.document(1), other.scheme()
            own = next(span for span in opened.spans if span.annotator == "Björn")
            remove(project)
            with pytest.raises(ConflictError, match="no label PERSON any more"):
                other.apply("Resize", resize_span(opened, scheme, own, 0, 5), "Björn")
            with pytest.raises(ConflictError, match="no label PERSON any more"):
                other.apply("Add", [Edit(None, replace(own, id=77, start=1))], "Björn")
            person = scheme.find("PERSON")
            with pytest.raises(ConflictError):
                other.apply("Rename", change_label(scheme, person, replace(person, name="HUMAN")), "Björn")

    def test_a_label_that_somebody_has_changed_is_not_removed(self, project):
        scheme = project.scheme()
        person = scheme.find("PERSON")
        edits = remove_label(scheme, person)
        project.apply("Recolour", change_label(scheme, person, replace(person, color="#123456")), "Björn")
        with pytest.raises(ConflictError, match="changed this since"):
            project.remove_label("Delete", edits, "Ayla")
        assert len(spans(project, 1)) == 2

    def test_relations_go_with_their_spans_and_do_not_hold_the_others(self, project):
        bring_in(project, [article(9, replace(PLACE, start=0, end=5), replace(PLACE, id=91, label="ORG"),
                                   relations=(Relation(92, 9, "knows", "Ayla", 90, 91),))], keep_ids=True)  # fmt: skip
        remove(project)
        opened = project.document(9)
        assert (len(opened.spans), opened.relations) == (1, ())
        project.apply("Remove", remove_span(opened, opened.spans[0]), "Ayla")
        assert sound(project)
        project.undo("Ayla")
        project.undo("Ayla")
        assert [relation.id for relation in project.document(9).relations] == [92]
        assert sound(project)

    def test_an_import_that_uses_it_meanwhile_is_refused(self, project, path):
        with closing(Project.open(path)) as other:
            importing = other.bulk_import("Import", "Björn")
            with pytest.raises(ConflictError, match="no label PERSON"), importing as bulk_import:  # noqa: PT012
                bulk_import.add([article(9, PLACE)], SCHEME)
                remove(project)
                other.close_import(bulk_import, "Import")
        assert ids(project) == [1, 2, 3]
        bring_in(project, [article(9)])
        assert len(ids(project)) == 4

    def test_an_import_comes_back_without_them(self, project):
        bring_in(project, [article(9, PLACE)], annotator="Björn", keep_ids=True)
        project.undo("Björn")
        remove(project)
        project.redo("Björn")
        assert spans(project, 9) == []
        project.undo("Ayla")
        assert len(spans(project, 9)) == 1
        assert sound(project)


class TestMerging:
    def test_its_spans_are_the_others_and_come_back(self, project, path):
        before = [project.document(id_) for id_ in ids(project)]
        remove(project, into="ORG")
        assert spans(project, 1) == [("ORG", 0, 13, "Ayla"), ("ORG", 18, 30, "Björn")]
        assert (counts(project), project.label_counts("Ayla")) == ([1, 2, 0], {"ORG": 3})
        assert sound(project)
        project.close()
        with closing(Project.open(path)) as again:
            assert spans(again, 1) == [("ORG", 0, 13, "Ayla"), ("ORG", 18, 30, "Björn")]
            again.undo("Ayla")
            assert [again.document(id_) for id_ in ids(again)] == before
            again.redo("Ayla")
            assert again.label_counts("Ayla") == {"ORG": 3}
            assert sound(again)

    def test_what_is_done_to_them_since_stays_when_it_is_undone(self, project):
        remove(project, into="ORG", annotator="Björn")
        opened = project.document(1)
        own = opened.spans[0]
        project.apply("Resize", resize_span(opened, project.scheme(), own, 0, 5), "Ayla")
        opened = project.document(2)
        project.apply("Remove", remove_span(opened, opened.spans[0]), "Ayla")
        assert project.label_counts("Ayla") == {"ORG": 2}
        assert sound(project)
        project.undo("Björn")
        assert (spans(project, 1)[0], spans(project, 2)) == (("PERSON", 0, 5, "Ayla"), [("ORG", 34, 38, "Ayla")])
        assert project.label_counts("Ayla") == {"ORG": 1, "PERSON": 1}
        assert sound(project)
        project.undo("Ayla")
        project.undo("Ayla")
        assert spans(project, 1)[0] == ("PERSON", 0, 13, "Ayla")
        assert sound(project)

    def test_relabelled_they_count_for_their_new_label(self, project):
        project.apply("Add", add_label(project.scheme(), "PLACE", color="#000000"), "Ayla")
        remove(project, into="ORG")
        opened = project.document(1)
        project.apply("Relabel", relabel_span(opened, project.scheme(), opened.spans[0], "PLACE"), "Ayla")
        assert project.label_counts("Ayla") == {"ORG": 2, "PLACE": 1}
        assert sound(project)
        project.undo("Ayla")
        assert project.label_counts("Ayla") == {"ORG": 3}
        assert sound(project)

    def test_from_one_to_the_next_and_then_away(self, project):
        project.apply("Add", add_label(project.scheme(), "PLACE", color="#000000"), "Ayla")
        remove(project, into="ORG")
        remove(project, "ORG", into="PLACE")
        assert [name for name, *_ in (*spans(project, 1), *spans(project, 2))] == ["PLACE"] * 4
        assert project.label_use(project.scheme().find("PLACE").id) == LabelUse(4, 2, (("Ayla", 3), ("Björn", 1)))
        remove(project, "PLACE")
        assert (spans(project, 1), counts(project)) == ([], [0, 0, 0])
        assert sound(project)
        for left in ("PLACE", "ORG", "PERSON"):
            project.undo("Ayla")
            assert spans(project, 1)[0][0] == left
            assert sound(project)

    def test_a_label_that_others_were_merged_into_is_in_use(self, project):
        project.apply("Add", add_label(project.scheme(), "PLACE", color="#000000"), "Ayla")
        remove(project, into="PLACE")
        with pytest.raises(ConflictError, match="PLACE is in use"):
            project.apply("Remove", remove_label(project.scheme(), project.scheme().find("PLACE")), "Björn")

    def test_what_had_both_labels_has_one(self, project):
        label(project, 1, name="ORG")
        opened = project.document(3)
        noted = [Span(60 + n, 3, name, "Ayla", 0, 5, note=name) for n, name in enumerate(("ORG", "PERSON"))]
        project.apply("Noted", [Edit(None, span) for span in noted], "Ayla")
        assert opened.spans == ()
        remove(project, into="ORG")
        assert spans(project, 1) == [("ORG", 0, 13, "Ayla"), ("ORG", 18, 30, "Björn")]
        assert [span.note for span in project.document(3).spans] == ["ORG", "PERSON"]
        assert sound(project)
        project.undo("Ayla")
        assert sorted(spans(project, 1))[1] == ("PERSON", 0, 13, "Ayla")
        assert sound(project)
        project.redo("Ayla")
        assert len(spans(project, 1)) == 2
        assert sound(project)

    def test_too_many_with_both_are_refused(self, project, monkeypatch):
        monkeypatch.setattr("annotator.store.removal.MOST_DUPLICATES", 0)
        label(project, 1, name="ORG")
        with pytest.raises(EditError, match="have both labels"):
            remove(project, into="ORG")

    def test_into_one_that_is_gone_meanwhile(self, project):
        scheme = project.scheme()
        edits, organisation = remove_label(scheme, scheme.find("PERSON")), scheme.find("ORG").id
        remove(project, "ORG", annotator="Björn")
        with pytest.raises(ConflictError, match="no label ORG any more"):
            project.remove_label("Merge", edits, "Ayla", organisation)
        assert len(spans(project, 1)) == 2

    def test_it_does_not_come_again_where_the_other_is_gone(self, project):
        remove(project, into="ORG")
        project.undo("Ayla")
        remove(project, "ORG", annotator="Björn")
        with pytest.raises(ConflictError, match="no label ORG any more"):
            project.redo("Ayla")


def test_use_counts_all_layers(project):
    person = project.scheme().find("PERSON").id
    assert project.label_use(person) == LabelUse(3, 2, (("Ayla", 2), ("Björn", 1)))
    project.apply("Remove article", [Edit(project.document(2).document, None)], "Ayla")
    assert project.label_use(person) == LabelUse(2, 1, (("Ayla", 1), ("Björn", 1)))


def test_moving_a_label_is_seen_in_the_scheme(project):
    scheme = project.scheme()
    project.apply("Move", move_label(scheme, scheme.find("ORG"), -1), "Ayla")
    assert [one.name for one in project.scheme().of_kind(Kind.SPAN)] == ["ORG", "PERSON"]


def test_notes_and_all_else_of_a_document_stay(project):
    project.apply("Note", [Edit(None, Note(5, 1, "Ayla", "why?"))], "Ayla")
    remove(project)
    assert project.document(1).notes[0].text == "why?"


class TestOtherKinds:
    """Labels for relations and for documents."""

    @pytest.fixture
    def project(self, path):
        project = new_project(path, "Ayla", "Björn")
        others = (("likes", Kind.RELATION), ("Sport", Kind.DOCUMENT))
        for name, kind in others:
            made = add_label(project.scheme(), name, kind=kind, color="#aabbcc")
            project.apply("Add", made, "Ayla")
        pair = (Span(70, 9, "PERSON", "Ayla", 0, 13), Span(71, 9, "PERSON", "Ayla", 18, 30))
        relations = (Relation(72, 9, "knows", "Ayla", 70, 71), Relation(73, 9, "likes", "Ayla", 70, 71))
        labels = (DocumentLabel(74, 9, "News", "Ayla"), DocumentLabel(75, 9, "News", "Björn"))
        bring_in(project, [article(9, *pair, relations=relations, document_labels=labels), article(8)], keep_ids=True)
        yield project
        assert list(project.check()) == []
        project.close()

    def gone(self, project, name, kind, into=None):
        scheme = project.scheme()
        target = None if into is None else scheme.find(into, kind).id
        project.remove_label("Delete", remove_label(scheme, scheme.find(name, kind)), "Ayla", target)
        document = project.document(9)
        return [one.label for one in (document.relations if kind is Kind.RELATION else document.document_labels)]

    def test_what_has_one_is_counted(self, project):
        scheme = project.scheme()
        use = project.label_use(scheme.find("News", Kind.DOCUMENT).id)
        assert use == LabelUse(2, 1, (("Ayla", 1), ("Björn", 1)))
        assert project.label_use(scheme.find("Sport", Kind.DOCUMENT).id).spans == 0
        assert project.label_use(scheme.find("knows", Kind.RELATION).id) == LabelUse(1, 1, (("Ayla", 1),))

    @pytest.mark.parametrize(("name", "kind"), [("News", Kind.DOCUMENT), ("knows", Kind.RELATION)])
    def test_they_go_with_what_has_them_and_come_back(self, project, path, name, kind):
        before = project.document(9)
        assert name not in self.gone(project, name, kind)
        assert project.layers() == (("Ayla",) if kind is Kind.DOCUMENT else ("Ayla", "Björn"))
        with closing(Project.open(path)) as again:
            assert again.next_undo("Ayla").weighty
            again.undo("Ayla")
            assert again.document(9) == before
            again.redo("Ayla")
            again.undo("Ayla")
        project.poll()

    def test_a_span_goes_with_a_relation_that_is_hidden(self, project):
        self.gone(project, "knows", Kind.RELATION)
        document = project.document(9)
        project.apply("Remove", remove_span(document, document.spans[0]), "Ayla")
        assert project.document(9).relations == ()
        project.undo("Ayla")
        project.undo("Ayla")
        assert [one.label for one in project.document(9).relations] == ["knows", "likes"]

    def test_one_is_merged_into_another_that_a_document_has_as_well(self, project):
        document, scheme = project.document(9), project.scheme()
        project.apply("Label", toggle_document_label(document, scheme, "Sport", "Ayla"), "Ayla")
        before = project.document(9)
        assert self.gone(project, "News", Kind.DOCUMENT, "Sport") == ["Sport", "Sport"]
        assert sorted(one.annotator for one in project.document(9).document_labels) == ["Ayla", "Björn"]
        merged = project.document(9)
        off = toggle_document_label(merged, project.scheme(), "Sport", "Björn")
        project.apply("Off", off, "Björn")
        project.undo("Björn")
        assert project.document(9).document_labels == merged.document_labels
        project.undo("Ayla")
        assert {one.label for one in project.document(9).document_labels} == {"News", "Sport"}
        assert len(project.document(9).document_labels) == len(before.document_labels)

    def test_relations_that_join_the_same_spans_are_not_there_twice(self, project):
        assert self.gone(project, "knows", Kind.RELATION, "likes") == ["likes"]
        project.undo("Ayla")
        assert [one.label for one in project.document(9).relations] == ["knows", "likes"]

    def test_too_many_that_are_there_twice_are_refused(self, project, monkeypatch):
        monkeypatch.setattr(removal, "MOST_TWICE", 0)
        with pytest.raises(EditError, match="More than 0 have both labels"):
            self.gone(project, "knows", Kind.RELATION, "likes")


def test_two_labels_are_not_merged_into_each_other(project):
    """By redo of the one after the other; whoever writes would look for the one that is there for ever."""
    scheme = project.scheme()
    person, org = scheme.find("PERSON"), scheme.find("ORG")
    project.remove_label("Merge", merge_label(scheme, org, person), "Ayla", into=person.id)
    project.undo("Ayla")
    project.remove_label("Merge", merge_label(project.scheme(), person, org), "Björn", into=org.id)
    with pytest.raises(ConflictError, match=r"cannot be done again\. The scheme has no label PERSON"):
        project.redo("Ayla")
    assert sound(project)
