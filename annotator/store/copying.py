"""A whole project from one database into another: its rows as they are, with their history, ids and checksums.

What follows from the rows (the full text, the metadata by key) is made anew, since the two databases keep it in ways of
their own. The target is read again before it is done, and compared: how many rows each table has, and the sum of the
checksums of their values. Until then there is no target: a file gets its name, and a server commits, only at the end.
"""

import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, Table, func, select, text

from annotator.errors import ProjectError
from annotator.model import value
from annotator.store import schema, tables
from annotator.store.database import Database, faults
from annotator.store.derived import ALL_FIELDS
from annotator.store.search import index_rows, on_server
from annotator.translation import mark

ROWS_AT_ONCE = 2_000
TEXTS_AT_ONCE = 100

MADE_ANEW = frozenset({"document_field"})
COPIED: tuple[Table, ...] = tuple(table for table in tables.metadata.sorted_tables if table.name not in MADE_ANEW)

Progress = Callable[[float], None]
Rows = list[tuple[Any, ...]]


@value
class Tally:
    """What a table holds: the number of its rows, and the sum of the CRC-32 of their values."""

    rows: int = 0
    checksums: int = 0


def copy_to_file(source: Database, path: Path, progress: Progress = lambda _: None) -> dict[str, Tally]:
    """Copy a project into a new file, whole or not at all. Raises ProjectError; `progress` may raise to stop it."""
    part = _part_of(path)
    try:
        schema.remove(part)
        with faults(path):
            schema.fill(part)
        with closing(Database(part, rollback_journal=True)) as target:
            # Labels and actions refer to others of their own kind that come later.
            target.let_rows_refer_to_what_is_missing()
            with target.write() as written:
                tallies = copy_rows(source, target, written, progress)
        part.rename(path)
    except OSError as error:
        raise ProjectError(
            mark("errors", "{path} could not be written: {why}. Choose another folder."), path=path, why=error.strerror
        ) from error
    finally:
        schema.remove(part)
    return tallies


def forget_copy(path: Path) -> None:
    """Remove what a process left that was to copy a project to this file, and was ended."""
    schema.remove(_part_of(path))


def _part_of(path: Path) -> Path:
    """Return the file that is written before it gets its name."""
    return path.with_name(path.name + ".part")


def copy_rows(
    source: Database, target: Database, written: Connection, progress: Progress = lambda _: None
) -> dict[str, Tally]:
    """Copy all rows into empty tables, and compare them. Raises ProjectError when they are not the same."""
    tallies: dict[str, Tally] = {}
    with source.read() as read:
        total = sum(count(read, table) for table in COPIED) or 1
        done = 0
        for table in COPIED:
            with closing(_pages(read, table)) as found:
                pages = Counted(found, done, lambda rows: progress(0.6 * rows / total))
                target.insert_pages(written, table, pages)
            tallies[table.name] = pages.tally
            done += pages.tally.rows
        _make_anew(read, written, lambda part: progress(0.6 + 0.2 * part))
    _compare(written, tallies, lambda part: progress(0.8 + 0.2 * part))
    return tallies


class Counted:
    """Pages of rows that are counted as they pass."""

    def __init__(self, pages: Iterator[Rows], before: int, progress: Callable[[int], None]) -> None:
        """`progress` gets the number of rows so far, with those `before`."""
        self._pages = pages
        self._before = before
        self._progress = progress
        self.tally = Tally()

    def __iter__(self) -> Iterator[Rows]:
        for page in self._pages:
            yield page
            self.tally = _added(self.tally, page)
            self._progress(self._before + self.tally.rows)


def count(connection: Connection, table: Table) -> int:
    """Return how many rows a table has."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _pages(connection: Connection, table: Table) -> Generator[Rows, None, None]:
    with closing(connection.execute(select(table), execution_options={"yield_per": ROWS_AT_ONCE})) as found:
        for page in found.partitions():
            yield [tuple(row) for row in page]


def _added(tally: Tally, rows: Rows) -> Tally:
    checksums = sum(zlib.crc32(orjson.dumps(row)) for row in rows)
    return Tally(tally.rows + len(rows), tally.checksums + checksums)


def _make_anew(read: Connection, written: Connection, progress: Progress) -> None:
    """Make what follows from the documents: metadata by key, full text."""
    written.execute(text(ALL_FIELDS))
    if not on_server(written):
        written.exec_driver_sql("INSERT INTO document_fts(document_fts) VALUES ('rebuild')")
        return
    columns = tables.document.c
    texts = select(columns.id, columns.title, columns.text).order_by(columns.id)
    total, done = count(read, tables.document) or 1, 0
    with closing(read.execute(texts, execution_options={"yield_per": TEXTS_AT_ONCE})) as found:
        for page in found.partitions():
            index_rows(written, [(row.id, row.title, row.text) for row in page])
            done += len(page)
            progress(done / total)


def _compare(written: Connection, tallies: dict[str, Tally], progress: Progress) -> None:
    total, done = sum(tally.rows for tally in tallies.values()) or 1, 0
    for table in COPIED:
        found = Tally()
        with closing(_pages(written, table)) as pages:
            for rows in pages:
                found = _added(found, rows)
                done += len(rows)
                progress(done / total)
        if found != tallies[table.name]:
            raise ProjectError(
                mark("errors", "What was written is not what was read, in the table {table}. Nothing was copied."),
                table=table.name,
            )
