"""Damaged rows of the history of a file of which SQLite finds everything: put back from the copies beside it."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from annotator.errors import AnnotatorError, ProjectError
from annotator.store.history_rows import ACTION_COLUMNS, COUNTED_EDITS, EDIT_COLUMNS, is_whole, stamped_action
from annotator.store.rows import Row
from annotator.store.salvage import open_to_read
from annotator.translation import mark

TABLES = (("action", ("id",), ACTION_COLUMNS), ("edit", ("action", "n"), EDIT_COLUMNS))
"""Each with its key, and with what its checksum vouches for."""

PUT_BACK = mark("errors", "Step {step} of the history is from a copy.")
DOUBTFUL = mark("errors", "Step {step} of the history: its title or its time may be wrong.")

NUMBERS = ("id", "seq", "annotator", "at", "root", "depth")


Told = list[AnnotatorError]
"""A sentence for each thing."""


def mend_history(file: sqlite3.Connection, path: Path, copies: Sequence[Path]) -> tuple[Told, Told]:
    """Write rows of the copies over damaged ones; return what was put back, and what stays doubtful.

    An action that no copy has keeps what can be read of it: its title and its time may be wrong, which no annotation
    depends on. Raises ProjectError when no copy has an edit: the history does not lead to what is there any more.
    """
    put_back, doubtful = [], []
    with closing(open_to_read(path)) as reading:
        for table, key, columns in TABLES:
            for row in list(_damaged(reading, table, columns)):
                place = {column: row[column] for column in key}
                found = next((one for copy in copies if (one := _row(copy, table, place, columns)) is not None), None)
                if found is not None:
                    put_back.append(AnnotatorError(PUT_BACK, step=row[key[0]]))
                else:
                    found = _as_far_as_it_goes(reading, table, row)
                    doubtful.append(AnnotatorError(DOUBTFUL, step=row[key[0]]))
                _write(file, table, place, found)
    return put_back, doubtful


def _damaged(file: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterator[Row]:
    return (row for row in _rows(file, f"SELECT * FROM {table}", {}) if not is_whole(row, columns))


def _rows(file: sqlite3.Connection, statement: str, given: Mapping[str, Any]) -> Iterator[Row]:
    cursor = file.execute(statement, given)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)


def _row(copy: Path, table: str, place: Mapping[str, Any], columns: Sequence[str]) -> Row | None:
    """Return a whole row of a copy."""
    where = " AND ".join(f"{column} = :{column}" for column in place)
    try:
        with closing(open_to_read(copy)) as file:
            row = next(_rows(file, f"SELECT * FROM {table} WHERE {where}", place), None)
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    return row if row is not None and is_whole(row, columns) else None


def _as_far_as_it_goes(file: sqlite3.Connection, table: str, row: Row) -> Row:
    """Return a damaged action with the checksum of what can be read of it. Raises ProjectError for anything else."""
    if table != "action" or not all(isinstance(row[column], int) for column in NUMBERS):
        raise ProjectError
    texts = {column: value.encode(errors="replace").decode() for column, value in row.items() if isinstance(value, str)}
    (edits,) = file.execute(f"SELECT {COUNTED_EDITS} FROM action WHERE id = :id", row).fetchone()
    return stamped_action({**row, **texts, "edits": edits})


def _write(file: sqlite3.Connection, table: str, place: Mapping[str, Any], row: Row) -> None:
    columns = ", ".join(f'"{column}" = :{column}' for column in row if column not in place)
    where = " AND ".join(f"{column} = :{column}" for column in place)
    file.execute(f"UPDATE {table} SET {columns} WHERE {where}", row)
