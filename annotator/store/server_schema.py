"""The tables of a team's project on a PostgreSQL server: made, recognised, and taken to the present form.

Making and migrating are one transaction each: PostgreSQL takes back a table as it takes back a row.
"""

import time
from pathlib import Path

from sqlalchemy import Connection

from annotator.addresses import TeamAddress
from annotator.errors import ProjectError
from annotator.store import search, tables
from annotator.store.schema import MIGRATIONS, REVISION, older_to_read, refuse_newer
from annotator.store.server import ServerDatabase
from annotator.translation import mark

LEAVING_SECONDS = 1.0

HAS_VERSION = "SELECT to_regclass('alembic_version') IS NOT NULL"
IS_EMPTY = "SELECT NOT EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace)"
IN_USE = (
    "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name = 'annotator' AND pid <> pg_backend_pid())"
)


def open_server(address: TeamAddress, *, create: bool, read_only: bool) -> tuple[ServerDatabase, bool]:
    """Connect to a project on a server; with `create`, make it in a database that is empty. Return whether it was made.

    An older one is migrated; with `read_only` it is refused. Raises ProjectError with a sentence.
    """
    database = ServerDatabase(address)
    try:
        made = create and make(database)
        bring_up_to_date(database, read_only=read_only)
    except BaseException:
        database.close()
        raise
    if read_only:
        database.look_on()
    return database, made


def make(database: ServerDatabase) -> bool:
    """Make the tables of an empty project where there are none; return False when it is there already."""
    with database.write() as connection:
        return make_in(connection, database.address)


def make_in(connection: Connection, address: TeamAddress) -> bool:
    """Make all tables in an empty database; return False when there is a project.

    Raises ProjectError when there is something else, and where texts are not kept as UTF-8.
    """
    if connection.exec_driver_sql(HAS_VERSION).scalar_one():
        return False
    if not connection.exec_driver_sql(IS_EMPTY).scalar_one():
        raise ProjectError(
            mark("errors", "{path} holds something that is no project. Name a database that is empty."), path=address
        )
    if connection.exec_driver_sql("SHOW server_encoding").scalar_one() != "UTF8":
        raise ProjectError(
            mark("errors", "The database does not keep texts as UTF-8. Ask for one that was made with ENCODING 'UTF8'.")
        )
    tables.metadata.create_all(connection, checkfirst=False)
    search.create_index(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))
    return True


def revision(database: ServerDatabase) -> str:
    """Return the revision of the project's tables. Raises ProjectError when there are none."""
    with database.read() as connection:
        there = connection.exec_driver_sql(HAS_VERSION).scalar_one()
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() if there else None
    if found is None:
        raise ProjectError(
            mark(
                "errors",
                "There is no project in {path} yet. Bring one there by “annotator copy”, or make one by “Open team "
                "project”.",
            ),
            path=database.address,
        )
    return str(found)


def bring_up_to_date(
    database: ServerDatabase, *, migrations: Path = MIGRATIONS, head: str = REVISION, read_only: bool = False
) -> None:
    """Take an older project to the present tables; refuse a newer one, and with `read_only` an older one.

    Raises ProjectError; the project is then as it was.
    """
    found = revision(database)
    if found == head:
        return
    refuse_newer(found, head, database.address)
    if read_only:
        raise older_to_read(database.address)
    _migrate(database, migrations, head)


def _migrate(database: ServerDatabase, migrations: Path, head: str) -> None:
    with database.write() as connection:
        _refuse_in_use(connection, database.address)
        try:
            _run_migrations(connection, migrations)
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        except Exception as error:
            # Whatever a migration stumbles over, the server takes back all that it did.
            raise ProjectError(
                mark(
                    "errors",
                    "{path} could not be brought up to date: {reason}. It is as it was; an older Annotator opens it.",
                ),
                path=database.address,
                reason=str(getattr(error, "orig", None) or error).partition("\n")[0],
            ) from error
        if found != head:
            raise ProjectError(
                mark("errors", "{path} is at revision {revision} after the migration, not {head}."),
                path=database.address,
                revision=found,
                head=head,
            )


def _refuse_in_use(connection: Connection, address: TeamAddress) -> None:
    """Raise ProjectError when somebody has the project open: an older program would go on writing as it knows how."""
    if stays(connection, IN_USE):
        raise ProjectError(
            mark(
                "errors",
                "{path} is open in other windows, and has to be brought up to date for this version. Close it there, "
                "then open it again.",
            ),
            path=address,
        )


def stays(connection: Connection, asks: str) -> bool:
    """Return whether the answer to a question about who is connected is still yes after a second.

    Who has just closed the project is gone in a moment.
    """
    deadline = time.monotonic() + LEAVING_SECONDS
    while connection.exec_driver_sql(asks).scalar_one():
        if time.monotonic() >= deadline:
            return True
        time.sleep(0.02)
        connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")
    return False


def _run_migrations(connection: Connection, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
