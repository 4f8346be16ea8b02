"""Where a project is: what is typed, what is shown, and what never is."""

from pathlib import Path

import pytest

from annotator.addresses import TeamAddress, address_of
from annotator.errors import ProjectError


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("postgresql://host/articles", TeamAddress("articles", "host")),
        ("postgres://ayla@host:5433/articles", TeamAddress("articles", "host", 5433, "ayla")),
        ("postgresql+psycopg://ayla:s%40c@host/a", TeamAddress("a", "host", person="ayla", password="s@c")),
        ("postgresql:///articles", TeamAddress("articles")),
        ("postgresql://[::1]/a%20b", TeamAddress("a b", "::1")),
        ("postgresql://h/a?sslmode=require", TeamAddress("a", "h", options=(("sslmode", "require"),))),
    ],
)
def test_urls_name_a_database(typed, meant):
    found = address_of(typed)
    assert found == meant
    assert found.password == meant.password
    assert address_of(str(found)) == meant


def test_everything_else_is_a_file():
    assert address_of("articles.annotator") == Path("articles.annotator")
    assert address_of(Path("a")) == Path("a")


@pytest.mark.parametrize(
    "typed",
    [
        "postgresql://host",
        "postgresql://host/",
        "postgresql://host:many/a",
        "postgresql://ayla:secret@host",
        "postgresql://host/a/b",
        "postgresql://host/a%00",
        "postgresql://ayla:secret@host/a?passfile=/etc/shadow",
        "http://ayla:secret@host/a",
    ],
)
def test_what_is_none_is_refused_without_repeating_a_password(typed):
    with pytest.raises(ProjectError) as caught:
        address_of(typed)
    assert "secret" not in str(caught.value)


def test_a_password_is_never_shown():
    address = address_of("postgresql://ayla:secret@host/articles")
    assert "secret" not in f"{address} {address!r}"
    assert address == address_of("postgresql://ayla@host/articles")
