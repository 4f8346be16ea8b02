"""A text that is edited: in the table, in the full text, in the history, and back."""

from contextlib import closing

import pytest

from annotator import edits, label_edits
from annotator.errors import ConflictError, EditError
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
