"""A project in a real file, and the same on a real server, which is checked when the test is over."""

from contextlib import closing
from pathlib import Path

import pytest

from annotator.addresses import Address
from annotator.store.project import Project
from tests.store.making import article, bring_in, new_project


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a project's file will be: for tests of what only files have."""
    return tmp_path / "articles.annotator"


@pytest.fixture(params=["file", "server"])
def path(request: pytest.FixtureRequest) -> Address:
    """Where a project will be: in a file, or in an empty database of a server."""
    return request.getfixturevalue("file" if request.param == "file" else "database")


@pytest.fixture
def project(path: Address):
    """Three articles, Ayla and Björn; sound at the end."""
    opened = new_project(path, "Ayla", "Björn")
    bring_in(opened, [article(1), article(2), article(3)], keep_ids=True)
    yield opened
    assert list(opened.check()) == []
    opened.close()


@pytest.fixture
def other(project, path):
    """A second window on the same project."""
    with closing(Project.open(path)) as opened:
        yield opened
