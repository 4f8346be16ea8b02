"""Which rows of a damaged file are what was written."""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.store.checksums import checksum
from annotator.store.rows import Row, RowKind
from annotator.value import value

MARKED_SINCE = "0012"
"""The migration since which a checksum vouches for it, too, that a row was removed."""


@value
class Witness:
    """What helps to tell whether the rows of a file are whole."""

    with_mark: bool = True
    """Whether their checksums vouch for it that they were removed."""
    labels: tuple[int, ...] = ()
    """The ids of its labels, under any of which what had a removed one may be shown."""


def witness_of(file: sqlite3.Connection) -> Witness:
    """Return what a file says about its own rows; one that does not say its version is of this one."""
    try:
        labels = tuple(id_ for (id_,) in file.execute("SELECT id FROM label"))
    except (sqlite3.Error, UnicodeDecodeError):
        labels = ()
    try:
        row = file.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        row = None
    return Witness(row is None or str(row[0]) >= MARKED_SINCE, labels)


def whole(kind: RowKind, row: Mapping[str, Any], witness: Witness) -> Row | None:
    """Return a row as it was written, with the checksum that it has today; None when that is not known any more.

    Where only the mark is damaged that it was removed, the checksum tells which it was.
    """
    try:
        if kind.name == "document" and hashlib.sha256(row["text"].encode()).hexdigest() != row["sha256"]:
            return None
        for mark in _marks(kind, row, witness.labels):
            if checksum(kind, {**row, **mark}) == row["checksum"]:
                was = {column: set_to for column, set_to in mark.items() if column in row} if witness.with_mark else {}
                made = {**row, **was}
                return {**made, "checksum": checksum(kind, made)}
    except (KeyError, TypeError, AttributeError, ValueError):
        return None
    return None


def _marks(kind: RowKind, row: Mapping[str, Any], labels: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Yield what a row may say of its having been removed; what it does say first."""
    yield {}
    if kind.soft:
        yield {"removed": 0, "spans_to": None}
        for spans_to in (None, row.get("spans_to"), row["id"], *(labels if kind.name == "label" else ())):
            yield {"removed": 1, "spans_to": spans_to}
