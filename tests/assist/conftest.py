"""A project of short articles, most of them done."""

import pytest

from tests.suggest.news_project import make_project


@pytest.fixture
def project(tmp_path):
    """Twelve articles that anna has done, and one that is to do: the last."""
    made = make_project(tmp_path)
    yield made
    made.close()


@pytest.fixture
def ids(project):
    """The ids of the articles, in order."""
    return [document.document.id for document in project.annotated_documents()]
