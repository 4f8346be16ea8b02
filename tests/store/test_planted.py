"""A project file that somebody has prepared: what it holds besides tables is never run."""

import sqlite3
from contextlib import closing

import pytest

from annotator.errors import AnnotatorError, ProjectError
from annotator.store import DocumentFilter, Order, SortBy
from annotator.store.backup import back_up, last_action
from annotator.store.checksums import checksum
from annotator.store.erasing import erase
from annotator.store.project import Project
from annotator.store.repair import repair
from annotator.store.restoring import restore, size_of
from annotator.store.rows import KINDS
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


ENDLESS = (
    "CREATE VIEW {name} AS WITH RECURSIVE c({columns}) AS (SELECT {first} UNION ALL SELECT {next} FROM c) "
    "SELECT * FROM c"
)
IN_PLACE = {
    "batch": ("id, state, documents", "1, 'in', 1", "id, state, documents + 1"),
    "action": ("seq, id", "1, 1", "seq + 1, id"),
    "document": ("rowid, id, text", "1, 1, 'x'", "rowid + 1, id, text"),
    "alembic_version": ("version_num", "1", "version_num + 1"),
}


@pytest.fixture
def copied(prepared):
    """A project, and the copy of it."""
    made = back_up(prepared).copy
    assert made is not None
    return prepared, made.path


def plant_view(path, name):
    columns, first, following = IN_PLACE[name]
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"DROP TABLE {name}")
        file.execute(ENDLESS.format(name=name, columns=columns, first=first, next=following))
        file.commit()


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", IN_PLACE)
def test_a_view_in_a_copy_is_not_asked_when_copies_are_listed_or_compared(copied, name):
    project, copy = copied
    plant_view(copy, name)
    assert size_of(copy) is None
    assert last_action(copy) is None
    with pytest.raises(ProjectError, match="holds code of its own"):
        restore(project, copy)


@pytest.mark.timeout(60)
def test_a_view_is_not_asked_when_a_damaged_file_is_repaired(copied):
    project, copy = copied
    with closing(Project.open(project)) as opened:
        bring_in(opened, [article(2)])
    plant_view(copy, "document")
    before = project.read_bytes().replace(b"Article 2.", b"Article 3.")
    project.write_bytes(before)
    repair(project)
    with closing(Project.open(project)) as opened:
        assert list(opened.check()) == []
    for name in ("document", "alembic_version"):
        project.write_bytes(before)
        plant_view(project, name)
        with pytest.raises(ProjectError, match="holds code of its own"):
            repair(project)


def test_a_copy_that_holds_code_is_removed_when_an_article_is_erased(copied):
    project, copy = copied
    with closing(sqlite3.connect(copy)) as file:
        file.execute("CREATE TABLE kept (text TEXT)")
        file.execute("CREATE TRIGGER t BEFORE DELETE ON document BEGIN INSERT INTO kept VALUES (old.text); END")
        file.commit()
    with closing(Project.open(project)) as opened:
        (line,) = opened.documents(annotator="Ayla")
    assert erase(project, line.id, "Ayla", "Erased").removed == (copy,)
    assert not copy.exists()


@pytest.mark.parametrize(
    ("table", "column", "planted"),
    [
        ("span", "start INTEGER NOT NULL", "start INTEGER NOT NULL CHECK (length(randomblob(100000000)) > 0)"),
        ("edit", "format INTEGER NOT NULL", "format INTEGER NOT NULL, x TEXT DEFAULT (hex(randomblob(100000000)))"),
        ("document", "title TEXT NOT NULL", "title TEXT COLLATE evil NOT NULL"),
    ],
)
def test_conditions_defaults_and_orders_of_others_are_not_run(prepared, table, column, planted):
    with closing(sqlite3.connect(prepared)) as file:
        file.execute("PRAGMA writable_schema = ON")
        given = (column, planted, table)
        assert file.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = ?", given).rowcount
        file.commit()
    with pytest.raises(ProjectError, match="holds code of its own"):
        use(prepared)


def use(path):
    """Do with a project what the window does."""
    with closing(Project.open(path)) as project:
        project.scheme()
        list(project.annotated_documents())
        document = project.documents(DocumentFilter(order=Order(SortBy.TITLE)), annotator="Ayla")[0].id
        label(project, document, 18, 30)
        project.undo("Ayla")


@pytest.mark.parametrize(
    ("kind", "column", "forged"),
    [
        ("label", "color", '"><script>alert(1)</script>'),
        ("label", "color", "#gggggg"),
        ("label", "rules", "[]"),
        ("label", "rules", '{"attributes": 7}'),
        ("label", "kind", "evil"),
        ("document", "origin", "7"),
        ("document", "metadata", '{"a":' + "[" * 2000 + "]" * 2000 + "}"),
        ("span", "attributes", '["a"]'),
        ("span", "attributes", "[" * 60_000),
    ],
)
def test_a_row_that_makes_no_sense_has_a_sentence_though_its_checksum_is_right(prepared, kind, column, forged):
    with closing(Project.open(prepared)) as project:
        label(project, project.documents(annotator="Ayla")[0].id)
    table = KINDS[kind].table.name
    with closing(sqlite3.connect(prepared)) as file:
        file.row_factory = sqlite3.Row
        file.execute(f"UPDATE {table} SET {column} = ?", (forged,))
        for row in file.execute(f"SELECT * FROM {table}").fetchall():
            sum_ = checksum(KINDS[kind], dict(row))
            file.execute(f"UPDATE {table} SET checksum = ? WHERE id = ?", (sum_, row["id"]))
        file.commit()
    with pytest.raises(ProjectError, match="is damaged"):
        use(prepared)
