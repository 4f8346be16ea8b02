"""One connection to a project file: short transactions, and errors that say what to do."""

import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, ResourceClosedError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from annotator.addresses import Address
from annotator.errors import AnnotatorError, EditError, ProjectError
from annotator.store.access import Whereabouts, refusal, uri_to_read
from annotator.store.locks import leave_locks, take_locks
from annotator.translation import mark

BUSY_SECONDS = 3.0
"""How long a write waits for another program's before it says so."""

BUSY_PAUSE = 0.0005
"""Seconds between tries to begin: SQLite's own waits grow to 100 ms, and others write in short steps."""

CHECKPOINT_PAGES = 10_000
"""A checkpoint inside a key press costs up to 28 ms: it is done when idle, and here only at 40 MB."""

LONGEST_ROW = 256 * 2**20
"""Bytes of a value or a row: an article has at most 16 MB, and a row of the history may hold one with its spans."""

DEFENSIVE = 1010
"""SQLITE_DBCONFIG_DEFENSIVE: no statement may write to the tables of the full text, or to the schema, by itself."""

DAMAGED = mark(
    "errors",
    "The project file is damaged. Go back to a copy or repair it (File menu; “annotator restore”, “annotator check "
    "--repair”).",
)

FAULTS: tuple[tuple[str, str], ...] = (
    ("disk is full", mark("errors", "The disk is full. Make room and do it again; what was saved before is safe.")),
    (
        "readonly database",
        mark("errors", "The project can only be read. Copy it to a folder where you may write, or ask for the right."),
    ),
    (
        "unable to open",
        mark("errors", "The project cannot be opened. Check that its folder exists and that you may write there."),
    ),
    (
        "disk i/o error",
        mark(
            "errors",
            "The disk could not be read or written. Check it, and the room on it, then open the project again.",
        ),
    ),
    ("malformed", DAMAGED),
    ("could not decode", DAMAGED),
    ("too big", mark("errors", "It holds or would hold a text of more than 256 MB, which is no article.")),
    ("no such table", DAMAGED),
    ("no such column", DAMAGED),
    ("no such index", DAMAGED),
    ("has no column", DAMAGED),
    ("json cannot hold blob", DAMAGED),  # Where only texts and numbers are written.
    *(
        (
            sign,
            mark(
                "errors", "The project file holds code of its own, which is not run. Use a file whose source you trust."
            ),
        )
        for sign in ("unsafe use", "no such collation", "unknown function", "no such function", "not authorized")
    ),
    ("interrupted", mark("errors", "What was being read was stopped.")),
    # So SQLite says when it is interrupted while it sets up json_each, which does not fail otherwise.
    ("vtable constructor failed", mark("errors", "What was being read was stopped.")),
    ("not a database", mark("errors", "The file is not an Annotator project.")),
    (
        "locked",
        mark(
            "errors", "Another program is writing to the project for a long time. Wait for it to end, then do it again."
        ),
    ),
)
"""What SQLite says, and what we say."""


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what the driver raises about a file into ProjectError."""
    try:
        yield
    except UnicodeDecodeError as error:
        # The driver itself, over what SQLite says of a damaged file.
        raise ProjectError("{path}: {why}", path=path, why=AnnotatorError(DAMAGED)) from error
    except (DBAPIError, sqlite3.Error) as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error).lower()
        for sign, sentence in FAULTS:
            if sign in said:
                raise ProjectError("{path}: {why}", path=path, why=AnnotatorError(sentence)) from error
        raise


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


class Database:
    """The connection, used by one thread at a time. Transactions do not nest."""

    def __init__(
        self, path: Path, *, rollback_journal: bool = False, read_only: bool = False, looks_on: bool = False
    ) -> None:
        """Connect; `rollback_journal` for folders on a network, where WAL does not work.

        `read_only` is for a file that may not be written, `looks_on` for one that may, and is to be read all the same.
        """
        self.path = path
        self.read_only = read_only or looks_on
        self._looks_on = looks_on and not read_only
        self._rollback_journal = rollback_journal
        self._lock = threading.RLock()
        self._locked: frozenset[int] = frozenset()
        """Descriptors with locks that last."""
        self._inserts: dict[str, str] = {}
        self._engine = self._make_engine()
        try:
            with self.faults():
                self._connection = self._engine.connect()
            # Over a network a file may be known by another number each time.
            self._whereabouts = None if rollback_journal or self.read_only else Whereabouts(path)
        except BaseException:
            self._engine.dispose()
            raise

    @property
    def address(self) -> Address:
        """Return where the project is."""
        return self.path

    def _make_engine(self) -> Engine:
        untouched = self.read_only and not self._looks_on
        engine = create_engine(
            "sqlite://",
            creator=lambda: sqlite3.connect(
                uri_to_read(self.path, rollback_journal=self._rollback_journal) if untouched else self.path,
                uri=untouched,
                isolation_level=None,
                timeout=BUSY_SECONDS,
                check_same_thread=False,
                cached_statements=256,
            ),
            poolclass=StaticPool,
        )
        event.listen(engine, "connect", self._configure)
        event.listen(engine, "begin", self._begin)
        return engine

    def _configure(self, connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)
        try:
            self._set_up(connection)
        except BaseException:
            connection.close()
            raise

    def _set_up(self, connection: sqlite3.Connection) -> None:
        # SQLite's own knows only the letters of ASCII.
        connection.create_function("lower", 1, _lower, deterministic=True)
        cursor = connection.cursor()
        # The schema of a file that came from elsewhere must not run functions of ours.
        cursor.execute("PRAGMA trusted_schema = OFF")
        cursor.execute("PRAGMA cell_size_check = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_ROW)
        if set_config := getattr(connection, "setconfig", None):  # From Python 3.12 on.
            set_config(DEFENSIVE, True)
        if self._looks_on:  # With a log beside it, so that one sees what others do, and takes it away at the end.
            cursor.execute("PRAGMA query_only = ON")
        if self.read_only:
            cursor.close()
            return
        cursor.execute(f"PRAGMA journal_mode = {'DELETE' if self._rollback_journal else 'WAL'}")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        cursor.close()

    @staticmethod
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Read in one snapshot."""
        with self._lock, self.faults():
            self._connection.execution_options(writes=False)
            with self._ended(), self._connection.begin():
                yield self._connection

    @contextmanager
    def write(self, *, flush: bool = True) -> Iterator[Connection]:
        """Write in one transaction: all of it, safely on the disk, or nothing.

        Without `flush`, a power cut may take it back, until the next transaction with `flush`: for
        steps of an action that is still open. Raises EditError when the project can only be read.
        """
        if self.read_only:
            raise self.refusal()
        self._check_there()
        with self._lock, self.faults(), self._synchronous("FULL" if flush else "NORMAL"):
            self._connection.execution_options(writes=True)
            with self._ended(), self._wait_to_begin():
                yield self._connection

    def _check_there(self) -> None:
        """Raise ProjectError when the file was moved or deleted; what was saved goes into it, where it is now."""
        try:
            is_there = self._whereabouts is None or self._whereabouts.check()
        except ProjectError:
            # SQLite itself would leave the log behind under the old name.
            with suppress(ProjectError):
                self.checkpoint()
            raise
        if not is_there:
            self._connect_anew()

    def _connect_anew(self) -> None:
        """Go on with a new log: what the one that was deleted holds goes into the file first."""
        self.checkpoint()
        with self._lock, self.faults():
            self._end()
            self._connection = self._engine.connect()

    def stay_open(self) -> None:
        """Take the locks again that tell others that the file is open: something else here may have lost them.

        Now and then, for an open connection; nothing is done while it is in use.
        """
        has_log = not self._rollback_journal and (self._looks_on or not self.read_only)
        if has_log and self._lock.acquire(blocking=False):
            try:
                self._locked |= take_locks(self.path)
            finally:
                self._lock.release()

    @contextmanager
    def _ended(self) -> Iterator[None]:
        """Leave no transaction open: SQLAlchemy takes one whose commit has failed for ended."""
        try:
            yield
        finally:
            self._driver().rollback()

    @contextmanager
    def _synchronous(self, level: str) -> Iterator[None]:
        if level == "FULL" or self._rollback_journal:
            yield
            return
        self._driver().execute(f"PRAGMA synchronous = {level}")
        try:
            yield
        finally:
            self._driver().execute("PRAGMA synchronous = FULL")

    def _wait_to_begin(self) -> Any:
        deadline = time.monotonic() + BUSY_SECONDS
        self._driver().execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    return self._connection.begin()
                except DBAPIError as error:
                    if "locked" not in str(error.orig) or time.monotonic() > deadline:
                        raise
                    time.sleep(BUSY_PAUSE)
        finally:
            # Elsewhere (a commit that waits for readers, a log that another program clears) SQLite waits.
            self._driver().execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")

    def refusal(self) -> EditError:
        """Return what is said to whoever wants to write what can only be read."""
        return refusal(self.path, chosen=self._looks_on)

    def faults(self) -> AbstractContextManager[None]:
        """Turn what the driver raises into ProjectError."""
        return faults(self.path)

    def interrupt(self) -> None:
        """Let what is being read end with a ProjectError; may be called from any thread."""
        with suppress(sqlite3.ProgrammingError, ResourceClosedError):  # It is closed by now.
            self._driver().interrupt()

    def checkpoint(self) -> None:
        """Move what the write-ahead log holds into the file, without waiting for anybody."""
        if not self.read_only:
            with self._lock, self.faults():
                self._driver().execute("PRAGMA wal_checkpoint(PASSIVE)")

    def flush(self) -> None:
        """Bring the write-ahead log to the disk without holding the database: the next commit need not."""
        if self._rollback_journal:
            return
        with suppress(OSError), self.path.with_name(self.path.name + "-wal").open("r+b") as log:
            os.fsync(log.fileno())

    def backup(self, target: Path) -> None:
        """Copy the whole database, as it is now, to `target` by SQLite's backup API."""
        with self._lock, faults(target), closing(sqlite3.connect(target)) as copy:
            self._driver().backup(copy)

    @contextmanager
    def snapshot(self) -> Iterator["Database"]:
        """Copy the whole database, as it is now, to a file of its own that is gone afterwards."""
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(prefix="annotator-") as folder:
            path = Path(folder) / f"copy{self.path.suffix}"  # Beside a longer name there may be no room for a log.
            self.backup(path)
            with closing(Database(path)) as copy:
                yield copy

    def close(self) -> None:
        """Close. The last one to close a project leaves one file, without a log beside it."""
        with suppress(ProjectError, ResourceClosedError):
            self._check_there()
        with self._lock, self.faults():
            self._end()

    def _end(self) -> None:
        leave_locks(self.path, self._locked)
        self._locked = frozenset()
        self._connection.close()
        self._engine.dispose()

    def _driver(self) -> sqlite3.Connection:
        connection = self._connection.connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        return connection

    def let_rows_refer_to_what_is_missing(self) -> None:
        """Stop looking, from now on, whether what a row refers to is there: for a copy of rows that were checked."""
        with self._lock, self.faults():
            self._driver().execute("PRAGMA foreign_keys = OFF")

    def be_away(self, *, away: bool) -> None:
        """Do nothing: a file is there or not, and says so at once."""

    def settle(self) -> None:
        """Do nothing: SQLite is told its indexes. A server counts its rows anew, after very many were written."""

    def insert(self, connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Write many rows, whose values stand in the order of the table's columns, by the driver's executemany."""
        if table.name not in self._inserts:
            self._inserts[table.name] = str(insert(table).compile(dialect=self._engine.dialect))
        if rows:
            connection.exec_driver_sql(self._inserts[table.name], list(rows))

    def insert_pages(self, connection: Connection, table: Table, pages: Iterable[Sequence[Sequence[Any]]]) -> None:
        """Write all rows of a table, page by page."""
        for page in pages:
            self.insert(connection, table, page)
