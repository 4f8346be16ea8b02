"""A project in a real file, which is checked when the test is over."""

from contextlib import closing
from pathlib import Path

import pytest

from annotator.store.project import Project
from tests.store.making import article, bring_in, new_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "articles.annotator"


@pytest.fixture
def project(path: Path):
    """Three articles, Ayla and Björn; sound at the end."""
    opened = new_project(path, "Ayla", "Björn")
    bring_in(opened, [article(1), article(2), article(3)], keep_ids=True)
    yield opened
    assert list(opened.check()) == []
    opened.close()


@pytest.fixture
def other(project, path):
    """A second window on the same file."""
    with closing(Project.open(path)) as opened:
        yield opened
