"""The history as it is read, and the way back to any point of it as a new action."""

import pytest

from annotator import edits
from annotator.errors import EditError
from annotator.model import Status
from tests.store.making import article, bring_in, label, new_project

ME, OTHER = "Ayla", "Björn"


@pytest.fixture
def project(path):
    opened = new_project(path, ME, OTHER)
    bring_in(opened, [article(1), article(2)], keep_ids=True)
    yield opened
    opened.close()


def titles(past):
    return [one.title for one in past]


def stretches(project, document):
    return [(span.label, span.start, span.end, span.annotator) for span in project.document(document).spans]


def test_of_all_and_of_one_document_the_newest_first(project):
    label(project, 1)
    label(project, 2, name="ORG")
    project.undo(ME)
    assert titles(project.past()) == ["Label ORG", "Label ORG", "Label PERSON", "Import 2 documents"]
    assert [one.depth for one in project.past()] == [1, 0, 0, 0]
    assert titles(project.past(document=1)) == ["Label PERSON", "Import 2 documents"]
    first, second, *_ = project.past()
    assert (first.annotator, first.at >= second.at) == (ME, True)
    assert project.past(before=second.seq, limit=1) == [project.past()[2]]


def test_what_an_action_changed(project):
    label(project, 1)
    (newest, imported) = project.past(document=1)
    made = project.past_changes(newest.id, document=1)
    assert [(edit.before, type(edit.after).__name__) for edit in made] == [(None, "Span"), (None, "Progress")]
    assert project.past_changes(newest.id, document=2) == []
    assert project.past_changes(imported.id, document=1) == []


def test_back_to_a_point_is_a_new_action_that_can_be_undone(project):
    label(project, 1)
    point = project.past()[0]
    before = stretches(project, 1)
    label(project, 1, 18, 30, "ORG")
    label(project, 2)
    span = project.document(1).spans[0]
    project.apply("Relabel", edits.relabel_span(project.document(1), project.scheme(), span, "ORG"), ME)
    project.apply("Title", edits.change_document(project.document(1).document, title="Other"), ME)
    project.apply("Done", edits.set_status(project.document(1), ME, Status.DONE), ME)
    later = project.document(1)
    project.apply("Back", project.edits_back(point.seq, document=1, annotator=ME), ME)
    assert stretches(project, 1) == before
    assert project.document(1).document.title == "Article 1"
    assert project.document(1).progress[0].status is Status.IN_PROGRESS
    assert len(stretches(project, 2)) == 1
    project.undo(ME)
    assert project.document(1) == later
    assert list(project.check()) == []


def test_what_was_removed_comes_back(project):
    label(project, 1)
    point = project.past()[0]
    kept = project.document(1)
    project.apply("Remove", edits.remove_span(kept, kept.spans[0]), ME)
    project.apply("Back", project.edits_back(point.seq, document=1, annotator=ME), ME)
    assert project.document(1).spans == kept.spans
    assert project.edits_back(project.past()[0].seq, document=1, annotator=ME) == []


def test_what_others_did_stays(project):
    point = project.past()[0]
    label(project, 1)
    label(project, 1, 18, 30, annotator=OTHER)
    project.apply("Back", project.edits_back(point.seq, annotator=ME), ME)
    assert stretches(project, 1) == [("PERSON", 18, 30, OTHER)]
    assert list(project.check()) == []


def test_an_import_in_between_is_refused(project):
    label(project, 1)
    point = project.past()[0]
    bring_in(project, [article(3)])
    with pytest.raises(EditError, match="came or went since"):
        project.edits_back(point.seq, annotator=ME)
    assert project.edits_back(point.seq, document=1, annotator=ME) == []
