import pytest

from annotator.label_edits import remove_label
from tests.store.making import label


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
    scheme = project.scheme()
    project.remove_label("Merge", remove_label(scheme, scheme.find("ORG")), "Ayla", 11)
    assert ("Baku", 1) in project.label_examples(11)
    project.undo("Ayla")
    assert ("Baku", 1) not in project.label_examples(11)
