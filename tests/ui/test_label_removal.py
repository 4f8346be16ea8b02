"""What is on the screen follows when a label of any kind goes, and when that is undone."""

from dataclasses import replace

import pytest

from annotator import describing, edits, label_edits, relating, scheme_editing
from annotator.model import Kind, Span


@pytest.fixture
def workspace(application):
    return application.session.workspace


@pytest.fixture
def removal(application):
    return application.session.later.scheme_editor._removal


def label(workspace, quoted, name):
    start = workspace.document.text.index(quoted)
    made = edits.label_span(workspace.document, workspace.scheme, start, start + len(quoted), name, "anna")
    workspace.apply("Label", made)
    span = made[0].after
    assert isinstance(span, Span)
    return next(one for one in workspace.own_spans() if one.id == span.id)


def add(workspace, name, kind):
    workspace.apply("Add", scheme_editing.new_label(workspace.scheme, name, kind, key=""))
    return workspace.scheme.find(name, kind)


def undo(workspace):
    for _ in range(2):  # The removal weighs something: it is asked for again.
        workspace.undo()


def test_relations_go_with_their_label_and_come_back(window, workspace, removal):
    meets = add(workspace, "meets", Kind.RELATION)
    one, other = (label(workspace, quoted, "PERSON") for quoted in ("Zakir Hasanov", "Hulusi Akar"))
    workspace.apply("Relate", relating.relate(workspace.document, workspace.scheme, one, other, "meets", "anna"))
    view = window.page.view
    assert [relation.label for relation in view.relations_of(one.id)] == ["meets"]
    removal.remove(meets, None)
    assert view.relations_of(one.id) == ()
    undo(workspace)
    assert [relation.label for relation in view.relations_of(one.id)] == ["meets"]


def test_relations_get_the_label_that_theirs_is_merged_into(window, workspace, removal):
    meets, knows = add(workspace, "meets", Kind.RELATION), add(workspace, "knows", Kind.RELATION)
    one, other = (label(workspace, quoted, "PERSON") for quoted in ("Zakir Hasanov", "Hulusi Akar"))
    workspace.apply("Relate", relating.relate(workspace.document, workspace.scheme, one, other, "meets", "anna"))
    removal.remove(meets, knows)
    assert [relation.label for relation in window.page.view.relations_of(one.id)] == ["knows"]
    undo(workspace)
    assert [relation.label for relation in window.page.view.relations_of(one.id)] == ["meets"]


def test_relations_are_called_by_another_name_of_their_label(window, workspace):
    meets = add(workspace, "meets", Kind.RELATION)
    one, other = (label(workspace, quoted, "PERSON") for quoted in ("Zakir Hasanov", "Hulusi Akar"))
    workspace.apply("Relate", relating.relate(workspace.document, workspace.scheme, one, other, "meets", "anna"))

    workspace.apply("Rename", label_edits.change_label(workspace.scheme, meets, replace(meets, name="sees")))
    assert [relation.label for relation in window.page.view.relations_of(one.id)] == ["sees"]


def test_articles_get_the_label_that_theirs_is_merged_into(window, workspace, removal):
    news, sport = add(workspace, "News", Kind.DOCUMENT), add(workspace, "Sport", Kind.DOCUMENT)
    workspace.apply("Label", describing.toggle_document_label(workspace.document, workspace.scheme, "News", "anna"))
    removal.remove(news, sport)
    assert [one.label for one in workspace.document.document_labels] == ["Sport"]
    undo(workspace)
    assert [one.label for one in workspace.document.document_labels] == ["News"]
