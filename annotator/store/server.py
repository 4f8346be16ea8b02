"""One connection to a team's project on a PostgreSQL server: short transactions, and errors that say what to do.

Who writes holds a lock of the whole project, as a writer holds a SQLite file: so actions get their place in the history
in the order in which they are committed, and nobody sees half of one. It is held for the few milliseconds of a
transaction.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg.adapt import Buffer, Loader
from sqlalchemy import Connection, Engine, RootTransaction, Table, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool

from annotator.addresses import TeamAddress
from annotator.errors import EditError, ServerLostError
from annotator.store.database import BUSY_SECONDS, Database
from annotator.store.postgresql_sql import for_postgresql
from annotator.store.server_faults import LOST, NOT_FOUND, server_faults
from annotator.store.server_silence import CONNECT_SECONDS, SILENCE_SECONDS, connect_watched
from annotator.translation import mark

WRITER_LOCK = 0x414E4E54
"""“ANNT”: the number of the lock that a writer holds. Each database has locks of its own."""

CHANNEL = "annotator"
"""Where it is told that something was committed."""

SETTINGS = {
    "client_min_messages": "error",
    "lock_timeout": f"{BUSY_SECONDS:.0f}s",
    "synchronous_commit": "on",
    "application_name": "annotator",
}


class WholeNumbers(Loader):
    """Sums of whole numbers are whole numbers: PostgreSQL gives them as decimal ones."""

    def load(self, data: Buffer) -> int | float:
        """Return the number."""
        text = bytes(data).decode()
        return float(text) if "." in text or text == "NaN" else int(text)


def connect(address: TeamAddress) -> psycopg.Connection[Any]:
    """Return a new connection of the driver. Raises psycopg.Error."""
    named = {"host": address.host, "user": address.person, "password": address.password}
    given: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": round(SILENCE_SECONDS * 1000),  # What is sent and not taken in.
        **dict(address.options),
        **{name: part for name, part in named.items() if part},
        "dbname": address.database,
        "port": address.port,
        "options": " ".join(f"-c {name}={setting}" for name, setting in SETTINGS.items()),
        "client_encoding": "utf8",
    }
    connection = connect_watched(**given)
    connection.adapters.register_loader("numeric", WholeNumbers)
    return connection


class ServerDatabase(Database):
    """The connection, used by one thread at a time. Transactions do not nest. A lost one is made anew when needed."""

    def __init__(self, address: TeamAddress) -> None:
        """Connect. Raises ServerLostError when nobody answers, ProjectError when the server refuses."""
        self.server = address
        self.read_only = False
        self._is_away = False
        self._lock = threading.RLock()
        self._engine = self._make_engine()
        try:
            with self.faults():
                self._connection = self._engine.connect()
        except ServerLostError as error:
            raise ServerLostError(NOT_FOUND, host=address.host or address) from error

    def look_on(self) -> None:
        """Let nothing be written from now on."""
        self.read_only = True

    def be_away(self, *, away: bool) -> None:
        """Say at once that the server is lost, as long as it is known to be: nobody waits for it then."""
        self._is_away = away

    @property
    def address(self) -> TeamAddress:
        """Return where the project is."""
        return self.server

    def _make_engine(self) -> Engine:
        engine = create_engine(
            "postgresql+psycopg://",
            creator=lambda: connect(self.server),
            paramstyle="format",
            poolclass=NullPool,
            use_native_hstore=False,
        )
        event.listen(engine, "begin", self._begin)
        event.listen(engine, "before_cursor_execute", _say_for_postgresql, retval=True)
        return engine

    @staticmethod
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("writes", False):
            connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return
        lazily = "" if options.get("flush", True) else "SET LOCAL synchronous_commit = off; "
        connection.exec_driver_sql(f"BEGIN; {lazily}SELECT pg_advisory_xact_lock({WRITER_LOCK})")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Read in one snapshot. Raises ServerLostError when nobody answers."""
        with self._lock, self.faults(), self._ended(), self._begun(writes=False):
            yield self._connection

    @contextmanager
    def write(self, *, flush: bool = True) -> Iterator[Connection]:
        """Write in one transaction: all of it, safely on the server's disk, or nothing.

        Without `flush`, a power cut of the server may take it back, until the next transaction with `flush`. Raises
        EditError when the project can only be read, ServerLostError when nobody answers: what was written is then
        there as a whole or not at all, and whoever reads it again sees which.
        """
        if self.read_only:
            raise self.refusal()
        with self._lock, self.faults(), self._ended(), self._begun(writes=True, flush=flush):
            yield self._connection
            if flush:  # Steps of an open action are nothing that others see.
                self._connection.exec_driver_sql(f"NOTIFY {CHANNEL}")

    def _begun(self, **options: bool) -> RootTransaction:
        """Begin a transaction; once more where it turns out only now that the connection is gone: nothing was done."""
        for may_be_gone in (True, False):
            connection = self._connected()
            connection.execution_options(**options)
            try:
                return connection.begin()
            except DBAPIError:
                if not (may_be_gone and self._is_gone()):
                    raise
        raise AssertionError

    def _connected(self) -> Connection:
        """Return the connection, made anew when it was lost."""
        if self._is_away:
            raise ServerLostError(LOST, host=self.server.host or self.server)
        if self._is_gone():
            with suppress(Exception):
                self._connection.close()
            self._connection = self._engine.connect()
        return self._connection

    def _is_gone(self) -> bool:
        if self._connection.closed or self._connection.invalidated:
            return True
        driver = self._connection.connection.driver_connection
        return driver is None or driver.closed

    @contextmanager
    def _ended(self) -> Iterator[None]:
        """Leave no transaction open."""
        try:
            yield
        finally:
            if not self._is_gone():
                with suppress(psycopg.Error):  # It was lost: the server takes back what was not committed.
                    self._driver().rollback()

    def refusal(self) -> EditError:
        """Return what is said to whoever wants to write what can only be read."""
        return EditError(
            mark(
                "errors",
                "Nothing can be changed: it was opened to be read. Open it as usual to work on it: {path}",
            ),
            path=self.server,
        )

    def faults(self) -> Any:
        """Turn what the driver raises into ProjectError."""
        return server_faults(self.server)

    def interrupt(self) -> None:
        """Let what is being read end with a ProjectError; may be called from any thread."""
        with suppress(psycopg.Error, DBAPIError, AttributeError):
            self._driver().cancel_safe(timeout=1)

    def checkpoint(self) -> None:
        """Do nothing: the server sees to that."""

    def flush(self) -> None:
        """Do nothing: what is committed with `flush` brings all before it to the disk."""

    def stay_open(self) -> None:
        """Do nothing: a server knows who is there."""

    def settle(self) -> None:
        """Let the server count its rows, by which it chooses its indexes; by itself it would within a minute or two.

        Nobody waits for it but the caller. Of tables of somebody else it is left to the server.
        """
        with self._lock, suppress(DBAPIError, psycopg.Error):
            self._driver().execute("ANALYZE")

    def write_anew(self, table: str) -> None:
        """Write a table and its indexes into new files, without the rows that were deleted. Nobody reads it meanwhile.

        Raises ProjectError. Of a table of somebody else it does nothing.
        """
        with self._lock, self.faults():
            self._driver().execute(f"VACUUM (FULL) {table}")

    def insert(self, connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
        """Write many rows, whose values stand in the order of the table's columns."""
        if rows:
            self.insert_pages(connection, table, [rows])

    def insert_pages(self, connection: Connection, table: Table, pages: Iterable[Sequence[Sequence[Any]]]) -> None:
        """Write rows by one COPY, which takes a seventh of the time of statements.

        At its end only is it looked whether what they refer to is there: rows may refer to later ones.
        """
        driver = connection.connection.driver_connection
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        statement = f'COPY "{table.name}" ({names}) FROM STDIN'
        assert driver is not None
        try:
            with driver.cursor() as cursor, cursor.copy(statement) as copying:
                for row in (row for page in pages for row in page):
                    copying.write_row(row)
        except psycopg.IntegrityError as error:
            raise IntegrityError(statement, None, error) from error

    @contextmanager
    def snapshot(self) -> Iterator[Database]:
        """Copy the whole project, as it is now, to a file of its own that is gone afterwards."""
        from tempfile import TemporaryDirectory

        from annotator.store.copying import copy_to_file

        with TemporaryDirectory(prefix="annotator-") as folder:
            path = Path(folder) / "project.annotator"
            copy_to_file(self, path)
            copy = Database(path)
            try:
                yield copy
            finally:
                copy.close()

    def backup(self, target: Path) -> None:
        """Copy the whole project, as it is now, to a file."""
        from annotator.store.copying import copy_to_file

        copy_to_file(self, target)

    def close(self) -> None:
        """Close."""
        with self._lock, suppress(DBAPIError, psycopg.Error):
            self._connection.close()
            self._engine.dispose()

    def _driver(self) -> Any:
        return self._connection.connection.driver_connection


def _say_for_postgresql(
    _connection: Connection, _cursor: object, statement: str, parameters: Any, _context: object, *_: object
) -> tuple[str, Any]:
    return for_postgresql(statement), parameters
