"""Which rows of a damaged file are what was written."""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from annotator.store.checksums import checksum
from annotator.store.rows import Row, RowKind

MARKED_SINCE = "0012"
"""The migration since which a checksum vouches for it, too, that a row was removed."""


def vouches_for_mark(file: sqlite3.Connection) -> bool:
    """Return whether the checksums of a project vouch for it that rows were removed; so they do where none says."""
    try:
        row = file.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return True
    return row is None or str(row[0]) >= MARKED_SINCE


def whole(kind: RowKind, row: Mapping[str, Any], *, with_mark: bool = True) -> Row | None:
    """Return a row as it was written, None when that is not known any more.

    Where only the mark is damaged that it was removed, the checksum tells which it was. `with_mark` is whether it does.
    """
    try:
        if kind.name == "document" and hashlib.sha256(row["text"].encode()).hexdigest() != row["sha256"]:
            return None
        for mark in _marks(kind, row) if with_mark else ({"removed": 0, "spans_to": None},):
            if checksum(kind, {**row, **mark}) == row["checksum"]:
                return {**row, **{column: set_to for column, set_to in mark.items() if with_mark and column in row}}
    except (KeyError, TypeError, AttributeError, ValueError):
        return None
    return None


def _marks(kind: RowKind, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a row may say of its having been removed; what it does say first."""
    yield {}
    if kind.soft:
        yield {"removed": 0, "spans_to": None}
        for spans_to in (None, row.get("spans_to"), row["id"]):
            yield {"removed": 1, "spans_to": spans_to}
