import pytest

from annotator.errors import EditError
from annotator.model import DocumentLabel, Relation, Span
from annotator.store import labelled
from tests.store.making import article, bring_in, label


@pytest.fixture
def project(project):
    for document in (1, 2, 3):
        label(project, document)
    label(project, 1, 18, 30)
    label(project, 1, 34, 38, "ORG")
    return project


def test_examples_are_the_forms_that_are_given_most(project):
    assert project.label_examples(11) == [("Zakir Hasanov", 3), ("Ilham Aliyev", 1)]
    assert project.label_examples(11, limit=1) == [("Zakir Hasanov", 3)]
    assert project.label_examples(99) == []


def test_what_is_undone_or_merged_away_counts_where_it_is_shown(project):
    from annotator.edits import remove_label

    scheme = project.scheme()
    project.remove_label("Merge", remove_label(scheme, scheme.find("ORG")), "Ayla", 11)
    assert ("Baku", 1) in project.label_examples(11)
    project.undo("Ayla")
    assert ("Baku", 1) not in project.label_examples(11)


def test_relations_and_documents_that_have_a_label(project, monkeypatch):
    spans = (Span(70, 9, "PERSON", "Ayla", 0, 13), Span(71, 9, "PERSON", "Ayla", 18, 30))
    relations = (Relation(72, 9, "knows", "Ayla", 70, 71),)
    labels = (DocumentLabel(73, 9, "News", "Ayla"),)
    bring_in(project, [article(9, *spans, relations=relations, document_labels=labels)], keep_ids=True)
    knows, news = project.scheme().labels[2:]
    assert [one.id for one in project.labelled(knows)] == [72]
    assert [one.label for one in project.labelled(news)] == ["News"]
    monkeypatch.setattr(labelled, "MOST", 0)
    with pytest.raises(EditError, match="More than 0 have the label knows"):
        project.labelled(knows)
