"""Checksums of rows: they find a byte that changed, which SQLite itself does not."""

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from annotator.store.rows import Fields, RowKind

_THERE = (0, None)


def checksum(kind: RowKind, row: Fields) -> int:
    """Return the CRC-32 of a row's values as a JSON array; -1, which is none, for what no project can hold.

    That a row was removed, and under which label what had it is shown since, counts in after its other columns.
    """
    values = [row[column] for column in kind.columns]
    if kind.soft:
        state = (row.get("removed", 0), row.get("spans_to"))
        if state != _THERE:
            values += state
    return values_checksum(values)


def values_checksum(values: Sequence[Any]) -> int:
    """Return the CRC-32 of values as a JSON array, as `checksum` does."""
    try:
        return zlib.crc32(orjson.dumps(values))
    except TypeError:
        if any(isinstance(value_, bytes) for value_ in values):  # A damaged row has anything anywhere.
            return -1
        raise


def span_checksums(rows: Iterable[Sequence[Any]]) -> list[int]:
    """Return `checksum` of each span; the values of a row stand in the order of `SPAN_COLUMNS`."""
    return list(map(zlib.crc32, map(orjson.dumps, rows)))
