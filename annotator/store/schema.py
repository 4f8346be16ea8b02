"""Making a project file, recognising one, and taking an older one to the present tables.

A migration works on a copy, checks it, and puts it in place of the old file, which goes to the
backups. The revision is read by plain SQL: Alembic is imported only when it differs.
"""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine

from annotator.errors import ProjectError
from annotator.store import search, tables

REVISION = "0001"
"""The newest migration in `migrations/versions`."""

APPLICATION_ID = 0x414E4E54
"""“ANNT” at offset 68 of the file, so that it is recognised for what it is."""

MIGRATIONS = Path(__file__).parent / "migrations"

SQLITE_MAGIC = b"SQLite format 3\x00"


def create(path: Path) -> None:
    """Make an empty project file: whole or not at all. Raises ProjectError."""
    new = path.with_name(path.name + ".new")
    try:
        new.unlink(missing_ok=True)
        _fill(new)
        # A link, unlike a rename, never replaces a file that came into being meanwhile.
        try:
            os.link(new, path)
        except FileExistsError:
            raise
        except OSError:
            new.rename(path)
    except (OSError, sqlite3.Error) as error:
        raise ProjectError(f"{path} could not be created: {error}. Choose a folder where you may write.") from error
    finally:
        new.unlink(missing_ok=True)


def _fill(path: Path) -> None:
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(path))
    try:
        with engine.begin() as connection:
            tables.metadata.create_all(connection)
            connection.exec_driver_sql(search.CREATE)
            connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    finally:
        engine.dispose()


def check_file(path: Path) -> None:
    """Raise ProjectError, with a sentence, unless `path` is a project file that may be written."""
    if path.is_dir():
        raise ProjectError(f"{path} is a folder, not a project. Name a file such as {path / 'articles.annotator'}.")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise ProjectError(f"There is no project at {path}. Check the name, or create a project there.") from None
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror}. Check who may read it.") from error
    if head[:16] != SQLITE_MAGIC or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise ProjectError(f"{path} is not an Annotator project. To label it, import it into a project.")
    for place in (path, path.parent):
        if not os.access(place, os.W_OK):
            raise ProjectError(
                f"{place} can only be read, and opening a project needs to write. "
                "Copy the project to a folder where you may write, or ask for the right."
            )


def revision(path: Path) -> str:
    """Return the revision of a project file's tables. Raises ProjectError when it cannot be read."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise ProjectError(f"{path} is damaged ({error}). Restore it from a copy.") from error
    if row is None:
        raise ProjectError(f"{path} is damaged: it does not say its version. Restore it from a copy.")
    return str(row[0])


def bring_up_to_date(path: Path, *, migrations: Path = MIGRATIONS, head: str = REVISION) -> None:
    """Take an older project file to the present tables; refuse a newer one.

    Raises ProjectError; the file is then as it was.
    """
    found = revision(path)
    if found == head:
        return
    if found > head:
        raise ProjectError(f"{path} was made by a newer version of Annotator. Update Annotator to open it.")
    migrate(path, migrations=migrations, head=head)


def migrate(path: Path, *, migrations: Path, head: str) -> None:
    """Migrate a copy, check it, and put it in place. The old file goes to the backups."""
    copy = path.with_name(path.name + ".migrating")
    copy.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as old:
            # Leaves the write-ahead log, which works only when nobody else has the file open.
            if old.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
                raise ProjectError(f"{path} is open in another window. Close it there, then open it again.")
            with closing(sqlite3.connect(copy)) as new:
                old.backup(new)
        _run_migrations(copy, migrations)
        _check_migrated(copy, head)
        path.replace(backup_name(path))
        copy.replace(path)
    except ProjectError:
        raise
    except Exception as error:
        # Whatever a migration stumbles over, the file that the user has is the old one.
        raise ProjectError(
            f"{path} could not be brought up to date: {error}. It is as it was; open it with the older version."
        ) from error
    finally:
        copy.unlink(missing_ok=True)


def backup_name(path: Path) -> Path:
    """Return a new name in the folder of backups beside the project, which is made."""
    folder = path.with_name(path.name + "-backups")
    folder.mkdir(exist_ok=True)
    return folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}{path.suffix}"


def _run_migrations(path: Path, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(path, isolation_level=None))
    try:
        with engine.connect() as connection:
            # The driver would commit before each CREATE or ALTER: a failed migration stayed half done.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            config = Config()
            config.set_main_option("script_location", str(migrations).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.exec_driver_sql("COMMIT")
    finally:
        engine.dispose()


def _check_migrated(path: Path, head: str) -> None:
    if revision(path) != head:
        raise ProjectError(f"{path} is at revision {revision(path)} after the migration, not {head}.")
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise ProjectError(f"{path} is damaged after the migration: {found}.")
