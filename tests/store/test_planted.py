"""A project file that somebody has prepared: what it holds besides tables is never run."""

import sqlite3
from contextlib import closing

import pytest

from annotator.errors import AnnotatorError, ProjectError
from annotator.store.project import Project
from tests.store.making import article, bring_in, label, new_project

PLANTED = {
    "trigger": "CREATE TRIGGER t AFTER INSERT ON span BEGIN DELETE FROM document; END",
    "a trigger on the history": "CREATE TRIGGER t AFTER INSERT ON edit BEGIN UPDATE document SET text = 'x'; END",
    "view": "CREATE VIEW v AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c",
    "virtual table": "CREATE VIRTUAL TABLE v USING fts5(a)",
    "computed column": "ALTER TABLE note ADD COLUMN c TEXT GENERATED ALWAYS AS (upper(text)) VIRTUAL",
    "index": "CREATE INDEX i ON note (lower(text))",
}


@pytest.fixture
def prepared(tmp_path):
    path = tmp_path / "prepared.annotator"
    with closing(new_project(path)) as project:
        bring_in(project, [article(1)])
    return path


@pytest.mark.parametrize("planted", PLANTED)
@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_planted_refuses_the_file(prepared, planted, read_only):
    with closing(sqlite3.connect(prepared)) as connection:
        connection.execute(PLANTED[planted])
        connection.commit()
    before = prepared.read_bytes()
    with pytest.raises(ProjectError, match="holds code of its own"):
        Project.open(prepared, read_only=read_only)
    assert prepared.read_bytes() == before


def test_a_view_in_place_of_a_table_is_not_asked(prepared):
    with closing(sqlite3.connect(prepared)) as connection:
        connection.execute("DROP TABLE alembic_version")
        connection.execute("CREATE VIEW alembic_version AS WITH RECURSIVE c(version_num) AS (SELECT 1 UNION ALL SELECT "
                           "version_num + 1 FROM c) SELECT max(version_num) AS version_num FROM c")  # fmt: skip
        connection.commit()
    with pytest.raises(ProjectError, match="the view “alembic_version”"):
        Project.open(prepared)


def test_the_schema_that_sqlite_would_not_read_has_a_sentence(prepared):
    with closing(sqlite3.connect(prepared)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = 'CREATE TABLE note (x' WHERE name = 'note'")
        connection.commit()
    with pytest.raises(ProjectError):
        Project.open(prepared)


def test_names_that_are_sql_are_names(prepared):
    hostile = "x'); DROP TABLE document; --"
    with closing(Project.open(prepared)) as project:
        who = project.ensure_annotator(hostile)
        document = project.documents(annotator="Ayla")[0].id
        label(project, document)
        assert project.search(hostile) == []
        assert [person.name for person in project.annotators() if person.name == hostile] == [hostile]
        assert who
        assert len(list(project.annotated_documents())) == 1
        assert list(project.check()) == []


def test_a_row_of_hundreds_of_megabytes_has_a_sentence(prepared):
    with closing(sqlite3.connect(prepared)) as connection:
        connection.execute("UPDATE document SET text = zeroblob(300000000)")
        connection.commit()
    with pytest.raises(AnnotatorError), closing(Project.open(prepared)) as project:
        list(project.annotated_documents())


def test_the_connection_trusts_no_schema_and_looks_at_its_cells(prepared):
    with closing(Project.open(prepared)) as project:
        asked = project._database._driver()
        assert asked.execute("PRAGMA trusted_schema").fetchone() == (0,)
        assert asked.execute("PRAGMA cell_size_check").fetchone() == (1,)
        if hasattr(asked, "getconfig"):
            assert asked.getconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)
