"""Projects on a server at every revision so far are brought up to date, or stay as they were and it is said why."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from annotator.errors import ProjectError
from annotator.store import schema, search
from annotator.store.opening import open_database
from annotator.store.postgresql_sql import for_postgresql
from annotator.store.project import Project
from annotator.store.server import ServerDatabase
from annotator.store.server_schema import bring_up_to_date, revision
from tests.store.making import label, raw, spans
from tests.store.test_schema import DATA, NEXT, SECOND, check_kept_project

TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'document_fts%'"
INDEXES = "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"


def load(kept, address):
    """Bring the tables of a project file, as they were made then, with their rows to a server."""
    with closing(sqlite3.connect(kept)) as file, raw(address) as server:
        tables = dict(file.execute(TABLES).fetchall())
        left = dict(tables)
        while left:  # Those first that refer to none that is missing.
            ready = [
                name
                for name, sql in left.items()
                if not any(f"REFERENCES {one} " in sql for one in left if one != name)
            ]
            for name in ready:
                server.execute(left.pop(name))
        for (sql,) in file.execute(INDEXES).fetchall():
            server.execute(sql)
        for name in tables:
            if name == "document_field":
                continue
            rows = file.execute(f"SELECT * FROM {name}").fetchall()
            for row in rows:
                server.execute(f"INSERT INTO {name} VALUES ({', '.join('?' for _ in row)})", row)
    with closing(ServerDatabase(address)) as database, database.write() as connection:
        search.create_index(connection)
        texts = connection.exec_driver_sql("SELECT id, title, text FROM document").all()
        search.index_rows(connection, [tuple(row) for row in texts])
        if "document_field" in tables:
            from annotator.store.derived import ALL_FIELDS

            connection.exec_driver_sql(ALL_FIELDS)


@pytest.fixture
def old(database):
    """A project on a server as the version before the last one would have left it."""
    load(DATA / f"{int(schema.REVISION) - 1:04}.annotator", database)
    return database


@pytest.mark.parametrize("kept", sorted(DATA.glob("*.annotator")), ids=lambda path: path.stem)
def test_projects_of_every_revision_are_brought_up_to_date(kept, database):
    load(kept, database)
    with closing(ServerDatabase(database)) as opened:
        assert revision(opened) == kept.stem
    with closing(Project.open(database)) as project:
        check_kept_project(project)


def test_the_tables_are_those_of_a_new_project(cluster, database):
    """The columns of all tables, in their order, and all indexes."""
    load(DATA / "0001.annotator", database)
    Project.open(database).close()
    fresh = cluster.new_database()
    Project.open(fresh, create=True).close()
    what = "table_name, column_name, data_type, collation_name"
    columns = f"SELECT {what} FROM information_schema.columns WHERE table_schema = 'public'"
    indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    for asked in (columns, indexes):
        assert sorted(cluster.ask(asked, database.database)) == sorted(cluster.ask(asked, fresh.database))


@pytest.fixture
def migrations(tmp_path):
    """The migrations and one more: call the result with further lines of it."""
    folder = tmp_path / "migrations 100%"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))

    def write(more="pass"):
        made = SECOND.replace("{more}", more).replace("{next}", NEXT).replace("{last}", schema.REVISION)
        (folder / "versions" / f"{NEXT}_language.py").write_text(made)
        return folder

    return write


def dump(path):
    """All that the database holds of tables and rows."""
    with raw(path) as file:
        columns = (
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
        )
        shape = sorted(file.execute(columns).fetchall())
        names = sorted({name for name, _ in shape})
        return shape, {name: file.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}


class TestFailing:
    @pytest.fixture
    def path(self, database):
        return database

    @pytest.mark.parametrize("more", ["raise ValueError('half way')", "op.execute('INSERT INTO nowhere VALUES (1)')"])
    def test_one_that_fails_leaves_all_as_it_was(self, project, path, migrations, more):
        label(project, 1)
        project.close()
        before = dump(path)
        with closing(open_database(path, create=False, read_only=False).database) as opened:
            with pytest.raises(ProjectError, match=r"could not be brought up to date.*It is as it was"):
                bring_up_to_date(opened, migrations=migrations(more), head=NEXT)
            assert dump(path) == before
            bring_up_to_date(opened, migrations=migrations(), head=NEXT)
            assert revision(opened) == NEXT
            with pytest.raises(ProjectError, match="made by a newer version of Annotator"):
                Project.open(path)
        with raw(path) as file:
            file.execute("ALTER TABLE document DROP COLUMN language")
            file.execute(f"UPDATE alembic_version SET version_num = '{schema.REVISION}'")
        again = Project.open(path)
        project.__init__(again._database, again.notices)
        assert spans(project, 1) == [("PERSON", 0, 13, "Ayla")]

    def test_one_that_stops_short_is_taken_back(self, old):
        with closing(ServerDatabase(old)) as opened, pytest.raises(ProjectError, match="after the migration, not 9999"):
            bring_up_to_date(opened, head="9999")
        with closing(ServerDatabase(old)) as opened:
            assert revision(opened) == f"{int(schema.REVISION) - 1:04}"

    def test_while_others_have_it_open_it_waits_for_them(self, old):
        with closing(ServerDatabase(old)), pytest.raises(ProjectError, match="open in other windows"):
            Project.open(old)
        Project.open(old).close()

    def test_to_be_read_an_old_one_is_refused(self, old):
        with pytest.raises(ProjectError, match="made by an older version"):
            Project.open(old, read_only=True)


def test_statements_of_old_tables_are_said_for_the_server():
    said = for_postgresql(
        "CREATE TABLE t (\n\tid INTEGER NOT NULL, \n\tv BLOB COLLATE NOCASE NOT NULL\n)\n\n WITHOUT ROWID"
    )
    assert said == 'CREATE TABLE t (\n\tid BIGINT NOT NULL, \n\tv TEXT COLLATE "C" NOT NULL\n)'
