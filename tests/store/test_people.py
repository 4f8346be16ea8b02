"""People who came with an import, which is undone while they or others go on."""

from dataclasses import replace

import pytest

from annotator import label_edits
from annotator.edits import Edit
from annotator.errors import ConflictError
from annotator.ids import new_id
from annotator.model import DocumentLabel, Note, Progress, Relation, Span, Status
from annotator.store.project import Project
from tests.store.making import SCHEME, article, bring_in, ids, label, spans


def of_gold(number: int, **layers: object):
    return article(number, Span(number * 10, number, "PERSON", "Gold", 0, 5), **layers)


def people(project: Project) -> list[str]:
    return [person.name for person in project.annotators()]


def test_an_import_that_is_closed_brings_back_whoever_went_meanwhile(project, other):
    bring_in(project, [of_gold(4)])
    with other.bulk_import("Import", "Björn") as importing:
        importing.add([of_gold(5)], SCHEME)
        project.undo("Ayla")
        assert "Gold" not in people(project)
        other.close_import(importing, "Import")
    assert "Gold" in people(project)
    assert project.layers() == ("Gold",)


LAYERS = {
    "span": lambda: of_gold(5),
    "relation": lambda: article(
        5,
        Span(50, 5, "PERSON", "Ayla", 0, 5),
        Span(51, 5, "PERSON", "Ayla", 6, 13),
        relations=(Relation(52, 5, "knows", "Gold", 50, 51),),
    ),
    "document label": lambda: article(5, document_labels=(DocumentLabel(53, 5, "News", "Gold"),)),
    "note": lambda: article(5, notes=(Note(54, 5, "Gold", "Read."),)),
    "progress": lambda: article(5, progress=(Progress(55, 5, "Gold", Status.DONE),)),
}


@pytest.mark.parametrize("layer", LAYERS)
def test_an_import_that_comes_back_brings_its_people(project, layer):
    bring_in(project, [of_gold(4)])
    bring_in(project, [LAYERS[layer]()], "Björn", keep_ids=True)
    project.undo("Björn")
    project.undo("Ayla")
    assert "Gold" not in people(project)
    project.redo("Björn")
    assert "Gold" in people(project)
    project.redo("Ayla")
    assert len(ids(project)) == 5


def test_a_document_that_comes_back_brings_its_people(project):
    bring_in(project, [of_gold(4)])
    bring_in(project, [of_gold(5)], "Björn", keep_ids=True)
    project.apply("Take out", [Edit(project.document(5).document, None)], "Björn")
    project.undo("Ayla")
    assert "Gold" not in people(project)
    project.undo("Björn")
    assert "Gold" in people(project)


def test_who_works_here_works_on_when_the_import_goes_that_brought_him(project, other):
    bring_in(project, [of_gold(4)])
    other.ensure_annotator("Gold")
    project.undo("Ayla")
    other.poll()
    assert len(other.documents(annotator="Gold")) == 3
    assert other.label_counts("Gold") == {}
    assert other.next_undo("Gold") is None
    label(other, 1, annotator="Gold")
    assert "Gold" in people(project)
    other.undo("Gold")
    other.redo("Gold")
    assert spans(project, 1) == [("PERSON", 0, 13, "Gold")]
    project.redo("Ayla")
    assert sorted(project.layers()) == ["Gold"]
    project.undo("Ayla")
    assert "Gold" in people(project)


def test_who_has_not_heard_of_it_yet_writes_in_his_own_name(project, other):
    bring_in(project, [of_gold(4)])
    other.ensure_annotator("Gold")
    made = Span(new_id(), 1, "PERSON", "Gold", 0, 13)
    project.undo("Ayla")
    other.apply("Label", [Edit(None, made)], "Gold")
    assert people(project).count("Gold") == 1
    assert spans(project, 1) == [("PERSON", 0, 13, "Gold")]


def test_who_comes_again_by_name_is_the_same_and_the_import_can_come_back(project):
    bring_in(project, [of_gold(4)])
    gold = next(person.id for person in project.annotators() if person.name == "Gold")
    project.undo("Ayla")
    assert project.ensure_annotator("Gold").id == gold
    project.redo("Ayla")
    assert people(project).count("Gold") == 1
    assert len(ids(project)) == 4


def test_a_name_that_was_changed_is_not_taken_back_by_who_works_under_it(project, other):
    other.ensure_annotator("Björn")
    renamed = next(person for person in project.annotators() if person.name == "Björn")
    project.apply("Rename", [Edit(renamed, replace(renamed, name="Bjørn"))], "Ayla")
    other.poll()
    with pytest.raises(ConflictError, match="no annotator Björn"):
        other.documents(annotator="Björn")
    assert len(other.documents(annotator="Bjørn")) == 3


class TestLabelsThatCame:
    def test_one_that_somebody_has_changed_stays_and_the_documents_go(self, project):
        bring_in(project, [article(4, Span(70, 4, "PLACE", "", 34, 38))])
        place = project.scheme().find("PLACE")
        project.apply("Recolour", [Edit(place, replace(place, color="#123456"))], "Björn")
        project.undo("Ayla")
        assert len(ids(project)) == 3
        assert project.scheme().find("PLACE").color == "#123456"
        project.redo("Ayla")
        assert len(ids(project)) == 4
        project.undo("Ayla")
        project.undo("Björn")

    def test_one_that_somebody_has_removed_with_its_spans_does_not_hold_the_import(self, project):
        bring_in(project, [article(4, Span(70, 4, "PLACE", "", 34, 38))])
        scheme = project.scheme()
        project.remove_label("Remove", label_edits.remove_label(scheme, scheme.find("PLACE")), "Björn")
        project.undo("Ayla")
        assert len(ids(project)) == 3
        project.redo("Ayla")
        assert len(ids(project)) == 4
        project.undo("Björn")
        assert project.scheme().find("PLACE") is not None
