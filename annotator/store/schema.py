"""Making a project file, recognising one, and taking an older one to the present tables.

A migration works on a copy, checks it, and puts it in place of the old file, which goes to the
backups. The revision is read by plain SQL: Alembic is imported only when it differs.
"""

import os
import sqlite3
import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from annotator.errors import ProjectError
from annotator.store import search, tables
from annotator.store.access import may_write, uri_to_read
from annotator.store.copies import successor_of
from annotator.store.database import BUSY_SECONDS, faults
from annotator.store.planted import check_nothing_planted
from annotator.translation import mark

REVISION = "0012"
"""The newest migration in `migrations/versions`."""

APPLICATION_ID = 0x414E4E54
"""“ANNT” at offset 68 of the file, so that it is recognised for what it is."""

LONGEST_NAME = 255
"""Bytes of a name in nearly every file system."""

BETWEEN_TRIES = 0.01
"""Seconds, or some times that: two processes that wait shall not come back together each time."""
MIGRATIONS = Path(__file__).parent / "migrations"


def create(path: Path) -> bool:
    """Make an empty project file, whole or not at all; return False when another program was faster.

    Raises ProjectError.
    """
    _check_name(path, "-backups")
    new = successor_of(path)
    try:
        fill(new)
        # A link, unlike a rename, never replaces a file that came into being meanwhile.
        try:
            os.link(new, path)
        except FileExistsError:
            return False
        except OSError:
            new.rename(path)
        return True
    except (OSError, DBAPIError) as error:
        raise ProjectError(
            mark("errors", "{path} could not be created: {reason}. Choose a folder with room where you may write."),
            path=path,
            reason=_reason(error),
        ) from error
    finally:
        remove(new)


def fill(path: Path) -> None:
    """Make the tables of an empty project in a file that is not there."""
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(path, isolation_level=None))
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            tables.metadata.create_all(connection)
            search.create_index(connection)
            connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql("COMMIT")
    finally:
        engine.dispose()


def remove(path: Path) -> None:
    """Remove a database file that was never finished, with its journal."""
    for name in (path.name, path.name + "-journal"):
        with suppress(OSError):
            path.with_name(name).unlink(missing_ok=True)


def _reason(error: Exception) -> object:
    """Return what the system or the database says, without the code's own words."""
    return error.strerror if isinstance(error, OSError) else error.orig if isinstance(error, DBAPIError) else error


def is_there(path: Path) -> bool:
    """Return whether there is anything at `path`. Raises ProjectError when that cannot be seen."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        raise ProjectError(
            mark("errors", "{path} cannot be read: {reason}. Check the name, and who may read it."),
            path=path,
            reason=_reason(error),
        ) from error
    return True


def _check_name(path: Path, beside: str) -> None:
    """Raise ProjectError when what has to stand beside a project would have too long a name."""
    if len(os.fsencode(path.name)) + len(beside) > LONGEST_NAME:
        raise ProjectError(
            mark(
                "errors",
                "{path} has too long a name: what has to stand beside it would have more than {most} bytes. Give it a "
                "shorter one.",
            ),
            path=path,
            most=LONGEST_NAME,
        )


def check_file(path: Path) -> None:
    """Raise ProjectError, with a sentence, unless `path` is a project file that may be read."""
    if not is_there(path):
        raise ProjectError(
            mark("errors", "There is no project at {path}. Check the name, or create a project there."), path=path
        )
    if path.is_dir():
        raise ProjectError(
            mark("errors", "{path} is a folder, not a project. Name a file such as {example}."),
            path=path,
            example=path / "articles.annotator",
        )
    if not os.access(path, os.R_OK):
        raise ProjectError(mark("errors", "{path} cannot be read. Ask for the right to read it."), path=path)
    _check_name(path, "-wal")
    if not path.is_file() or _application_id(path) != APPLICATION_ID:
        raise ProjectError(
            mark("errors", "{path} is not an Annotator project. To label it, import it into a project."), path=path
        )
    with faults(path), closing(_connect(path)) as connection:
        check_nothing_planted(connection, path)


CANNOT_BE_READ = ("disk I/O error", "malformed")
"""What SQLite says of a file that is a database, and of which it can read no more."""


def _application_id(path: Path) -> int:
    """Return what a file says that it is; 0 when it is no database. Neither it nor its log is touched.

    Only SQLite may open it: were it opened and closed in any other way, the system would drop the locks
    of this process on it, and another program would take away the log of a project that is open here.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            # Whoever is killed while the log moves into the file leaves it shorter than its first page says.
            connection.execute("PRAGMA writable_schema = ON")
            found: int = connection.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if not any(sign in str(error) for sign in CANNOT_BE_READ):
            return 0
        with faults(path):
            raise
    return found


def revision(path: Path) -> str:
    """Return the revision of a project file's tables. Raises ProjectError when it cannot be read."""
    with faults(path), closing(_connect(path)) as connection:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise ProjectError(
            mark("errors", "{path} is damaged: it does not say its version. Restore it from a copy."), path=path
        )
    return str(row[0])


def _connect(path: Path) -> sqlite3.Connection:
    if may_write(path):
        return sqlite3.connect(path, timeout=BUSY_SECONDS)
    return sqlite3.connect(uri_to_read(path), uri=True, timeout=BUSY_SECONDS)


def bring_up_to_date(
    path: Path, *, migrations: Path = MIGRATIONS, head: str = REVISION, read_only: bool = False
) -> None:
    """Take an older project file to the present tables; refuse a newer one, and with `read_only` an older one.

    Raises ProjectError; the file is then as it was.
    """
    found = revision(path)
    if found == head:
        return
    refuse_newer(found, head, path)
    if not may_write(path):
        raise ProjectError(
            mark(
                "errors",
                "{path} was made by an older version of Annotator and can only be read, so it cannot be brought up to "
                "date. Copy the project to a folder where you may write, and open it there.",
            ),
            path=path,
        )
    if read_only:
        raise older_to_read(path)
    try:
        migrate(path, migrations=migrations, head=head)
    except ProjectError:
        if revision(path) != head:
            raise
        return  # Another program was faster, and has it open.
    if revision(path) != head:  # Another program was faster, and knows fewer migrations.
        migrate(path, migrations=migrations, head=head)


def refuse_newer(found: str, head: str, path: object) -> None:
    """Raise ProjectError for the tables of a newer version, in a file or on a server."""
    if found > head:
        raise ProjectError(
            mark("errors", "{path} was made by a newer version of Annotator. Update Annotator to open it."), path=path
        )


def older_to_read(path: object) -> ProjectError:
    """Return what is raised when an older project is only to be read: it would have to be changed for that."""
    return ProjectError(
        mark(
            "errors",
            "{path} was made by an older version of Annotator. Open it as usual once, which brings it up to date; "
            "then it can be opened to be read.",
        ),
        path=path,
    )


def migrate(path: Path, *, migrations: Path, head: str) -> None:
    """Migrate a copy, check it, and put it in place. The old file goes to the backups.

    Nobody else has the file open meanwhile, not to migrate it either: two windows may be opened at once. Nothing is
    done where another program has put a file in its place before it was its turn.
    """
    path = path.resolve()
    before = path.stat()
    try:
        alone = _alone(path, before)
        if alone is None:
            return
        with closing(alone) as old:
            if not os.path.samestat(before, path.stat()):
                return
            ready = _migrated_copy(old, path, migrations, head)
        # The old one is closed: it clears its log away, and a system may not let an open file be replaced.
        try:
            if os.path.samestat(before, path.stat()):
                _keep(path)
                ready.replace(path)
        finally:
            remove(ready)
    except ProjectError:
        raise
    except Exception as error:
        # Whatever a migration stumbles over, the file that the user has is the old one.
        raise _not_brought_up_to_date(path, error) from error


def _not_brought_up_to_date(path: Path, error: Exception) -> ProjectError:
    sentence = mark(
        "errors", "{path} could not be brought up to date: {reason}. It is as it was; an older Annotator opens it."
    )
    return ProjectError(sentence, path=path, reason=_reason(error))


def _migrated_copy(old: sqlite3.Connection, path: Path, migrations: Path, head: str) -> Path:
    """Return a copy that is ready to take the place of a project, under a name that no other program uses."""
    import shutil

    copy = path.with_name(path.name + ".migrating")
    try:
        _copy(old, copy)
        _run_migrations(copy, migrations)
        _check_migrated(copy, head)
        shutil.copymode(path, copy)
        return copy.rename(successor_of(path))
    finally:
        remove(copy)


def _alone(path: Path, before: os.stat_result) -> sqlite3.Connection | None:
    """Open a project file so that nobody else can until it is closed. Raises ProjectError when somebody has it open.

    Return None when another file than `before` is in its place by now. Who waits lets go of the file between two tries:
    two of them would wait for each other.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        old = sqlite3.connect(path, timeout=0)
        try:
            # With a write-ahead log, whoever has the file open holds a lock that lets nobody be exclusive.
            old.execute("PRAGMA locking_mode = EXCLUSIVE")
            old.execute("BEGIN EXCLUSIVE")
            old.execute("ROLLBACK")
        except BaseException as error:
            old.close()
            if not isinstance(error, sqlite3.OperationalError) or "locked" not in str(error):
                raise
            if not os.path.samestat(before, path.stat()):
                return None
            if time.monotonic() >= deadline:
                raise ProjectError(
                    mark("errors", "{path} is open in another window. Close it there, then open it again."), path=path
                ) from error
            time.sleep(BETWEEN_TRIES * (1 + os.getpid() % 5))
        else:
            return old


def _copy(old: sqlite3.Connection, copy: Path) -> None:
    remove(copy)
    with closing(sqlite3.connect(copy)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")


def _keep(path: Path) -> None:
    """Keep the old file among the backups; it also stays where it is, until the new one replaces it."""
    import shutil

    backup = backup_name(path)
    try:
        os.link(path, backup)
    except OSError:
        shutil.copy2(path, backup)


def backup_name(path: Path) -> Path:
    """Return a new name in the folder of backups beside the project, which is made."""
    folder = path.with_name(path.name + "-backups")
    folder.mkdir(exist_ok=True)
    return folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}{path.suffix}"


def bring_copy_up_to_date(path: Path) -> None:
    """Take a copy of a project that nobody else reads to the present tables. Raises ProjectError."""
    if revision(path) == REVISION:
        return
    try:
        _run_migrations(path, MIGRATIONS)
    except Exception as error:
        raise _not_brought_up_to_date(path, error) from error
    _check_migrated(path, REVISION)


def _connect_to_migrate(path: Path) -> sqlite3.Connection:
    """Connect so that a damaged text can be read: it stays as it is, and no checksum fits it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.text_factory = lambda content: content.decode(errors="surrogateescape")
    return connection


def _run_migrations(path: Path, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    engine = create_engine("sqlite://", creator=lambda: _connect_to_migrate(path))
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
        raise ProjectError(
            mark("errors", "{path} is at revision {revision} after the migration, not {head}."),
            path=path,
            revision=revision(path),
            head=head,
        )
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise ProjectError(mark("errors", "{path} is damaged after the migration: {found}."), path=path, found=found)
