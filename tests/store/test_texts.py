"""A text that is edited: in the table, in the full text, in the history, and back."""

from contextlib import closing

import pytest

from annotator import edits, label_edits
from annotator.errors import ConflictError, EditError
from annotator.placing import remove_document, restore_documents
from annotator.reanchoring import reanchor
from annotator.store.project import Project
from annotator.text_fixing import fix_text
from tests.store.making import article, bring_in, label, new_project

ME = "Ayla"


@pytest.fixture
def project(path):
    opened = new_project(path)
    bring_in(opened, [article(1), article(2)], keep_ids=True)
    label(opened, 1, 18, 30)
    yield opened
    opened.close()


def fix(project, old, new, document=1):
    opened = project.document(document)
    text = opened.text.replace(old, new)
    return project.apply("Fix", fix_text(opened, text, reanchor(opened.text, text, opened.spans)), ME)


def quotes(project):
    opened = project.document(1)
    return [opened.text[span.start : span.end] for span in opened.spans]


def test_text_and_spans_change_and_come_back_after_a_restart(project, path):
    before = project.document(1)
    fix(project, "met", "has finally met")
    assert quotes(project) == ["Ilham Aliyev"]
    assert project.document(1).text.startswith("Zakir Hasanov has finally met")
    assert project.search("finally") == [1]
    assert list(project.check()) == []
    project.close()
    with closing(Project.open(path)) as again:
        again.undo(ME)
        assert again.document(1) == before
        assert again.search("finally") == []
        assert again.search("hasanov") == [1, 2]
        again.redo(ME)
        assert again.search("finally") == [1]
        assert quotes(again) == ["Ilham Aliyev"]
        assert list(again.check()) == []


def test_twice_and_a_title_at_once(project):
    opened = project.document(1)
    fix(project, "met", "saw")
    fix(project, "saw", "heard")
    project.apply("Title", edits.change_document(project.document(1).document, title="Heard"), ME)
    assert project.search("heard") == [1]
    for _ in range(3):
        project.undo(ME)
    assert project.document(1) == opened
    assert project.search("heard") == []
    assert list(project.check()) == []


def test_back_to_a_point_before_the_fix(project):
    point = project.past()[0]
    before = project.document(1)
    fix(project, "met", "has met")
    project.apply("Back", project.edits_back(point.seq, document=1, annotator=ME), ME)
    assert project.document(1) == before
    assert list(project.check()) == []


def test_who_saw_another_text_is_refused(project):
    opened = project.document(1)
    fix(project, "met", "saw")
    with pytest.raises(ConflictError):
        project.apply("Fix", fix_text(opened, opened.text + "!", reanchor(opened.text, opened.text, ())), ME)


def test_spans_of_a_deleted_label_are_not_left_behind(project):
    removed = project.scheme().find("PERSON")
    project.remove_label("Remove", label_edits.remove_label(project.scheme(), removed), ME)
    with pytest.raises(EditError, match="Bring the label back"):
        fix(project, "met", "saw")
    fix(project, "met", "saw", document=2)


def seen_quotes(project):
    """Return what is labelled in the first article, and by whom."""
    opened = project.document(1)
    return sorted((opened.text[span.start : span.end], span.annotator) for span in opened.spans)


class TestTwoAtOnce:
    """Ayla changes the text, Björn labels: nobody's span comes to stand over other words."""

    @pytest.fixture
    def other(self, project, path):
        with closing(Project.open(path)) as opened:
            opened.ensure_annotator("Björn")
            yield opened
            assert list(opened.check()) == []

    def test_who_labels_in_a_text_that_was_changed_since_is_refused(self, project, other):
        old = other.document(1)
        made = edits.label_span(old, other.scheme(), 34, 38, "ORG", "Björn")
        fix(project, "Zakir", "Minister Zakir")
        with pytest.raises(ConflictError, match="has changed the text of this article"):
            other.apply("Label", made, "Björn")
        other.poll()
        label(other, 1, 43, 47, "ORG", "Björn")
        assert seen_quotes(other) == [("Baku", "Björn"), ("Ilham Aliyev", ME)]

    def test_who_changes_a_text_in_which_somebody_has_labelled_since_is_refused(self, project, other):
        opened = project.document(1)
        label(other, 1, 34, 38, "ORG", "Björn")
        text = "So " + opened.text
        made = fix_text(opened, text, reanchor(opened.text, text, opened.spans))
        with pytest.raises(ConflictError, match="has labelled in this article"):
            project.apply("Fix", made, ME)
        project.poll()
        fix(project, "Zakir", "Minister Zakir")
        assert seen_quotes(project) == [("Baku", "Björn"), ("Ilham Aliyev", ME)]

    def test_what_does_not_touch_places_is_not_refused(self, project, other):
        span = other.document(1).spans[0]
        opened = other.document(2)
        fix(project, "Monday", "Sunday")
        other.apply("Title", edits.change_document(opened.document, title="Another"), "Björn")
        relabelled = edits.relabel_span(other.document(1), other.scheme(), span, "ORG")
        other.apply("Relabel", relabelled, "Björn")
        assert [one.label for one in other.document(1).spans] == ["ORG"]

    def test_a_text_does_not_come_back_under_spans_that_were_made_since(self, project, other):
        fix(project, "Zakir", "Minister Zakir")
        other.poll()
        label(other, 1, 43, 47, "ORG", "Björn")
        project.poll()
        with pytest.raises(ConflictError, match="Somebody has labelled in the article since") as refused:
            project.undo(ME)
        assert seen_quotes(project) == [("Baku", "Björn"), ("Ilham Aliyev", ME)]
        other.undo("Björn")
        project.poll()
        project.undo(ME)
        assert quotes(project) == ["Ilham Aliyev"]
        other.poll()
        label(other, 1, 34, 38, "ORG", "Björn")
        project.poll()
        with pytest.raises(ConflictError, match=r"cannot be done again\. Somebody has labelled"):
            project.redo(ME)
        assert refused.value.action is not None

    def test_a_span_does_not_come_back_into_another_text(self, project, other):
        label(other, 1, 34, 38, "ORG", "Björn")
        span = next(one for one in other.document(1).spans if one.annotator == "Björn")
        other.apply("Remove", edits.remove_span(other.document(1), span), "Björn")
        project.poll()
        fix(project, "Zakir", "Minister Zakir")
        with pytest.raises(ConflictError, match="Somebody has changed the text of the article since"):
            other.undo("Björn")
        project.undo(ME)
        other.undo("Björn")
        assert seen_quotes(other) == [("Baku", "Björn"), ("Ilham Aliyev", ME)]

    def test_a_span_that_was_stretched_before_the_text_changed_is_not_put_back(self, project, other):
        label(other, 1, 34, 38, "ORG", "Björn")
        span = next(one for one in other.document(1).spans if one.annotator == "Björn")
        longer = edits.resize_span(other.document(1), other.scheme(), span, 31, 38)
        other.apply("Stretch", longer, "Björn")
        project.poll()
        fix(project, "ministry", "government")
        with pytest.raises(ConflictError, match="text of the article"):
            other.undo("Björn")
        assert ("in Baku", "Björn") in seen_quotes(other)

    def test_one_alone_takes_back_what_he_did_in_any_text(self, project):
        before = project.document(1)
        fix(project, "Zakir", "Minister Zakir")
        label(project, 1, 43, 47, "ORG")
        fix(project, "Monday", "Sunday")
        after = project.document(1)
        for _ in range(3):
            project.undo(ME)
        assert project.document(1) == before
        for _ in range(3):
            project.redo(ME)
        assert project.document(1) == after

    def test_many_places_that_were_labelled_and_taken_back_do_not_hold_the_text(self, project, other):
        fix(project, "Zakir", "Minister Zakir")
        with other.bulk_labelling("All", "ORG", "Björn") as labelling:
            opened = other.document(1)
            made = edits.label_span(opened, other.scheme(), 43, 47, "ORG", "Björn")
            labelling.add(opened, [made[0].after])
            other.close_import(labelling, "All")
        project.poll()
        with pytest.raises(ConflictError, match="Somebody has labelled in the article since"):
            project.undo(ME)
        other.undo("Björn")
        project.poll()
        project.undo(ME)
        assert quotes(project) == ["Ilham Aliyev"]
        with pytest.raises(ConflictError, match="text of the article since"):
            other.redo("Björn")
        project.redo(ME)
        other.redo("Björn")
        assert seen_quotes(project) == [("Baku", "Björn"), ("Ilham Aliyev", ME)]


def test_an_old_list_of_the_bin_does_not_bring_an_earlier_text_back(project, path):
    def delete():
        project.apply("Delete", remove_document(project.document(2).document), ME)

    delete()
    seen = project.removed_documents(9)
    project.apply("Back", restore_documents(seen), ME)
    fix(project, "met", "saw", document=2)
    delete()
    with closing(Project.open(path)) as other, pytest.raises(ConflictError):
        other.apply("Back", restore_documents(seen), ME)
    assert list(project.check()) == []
