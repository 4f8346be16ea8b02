"""The checksum of what was removed vouches for that, too, and for where a removed label sent its spans."""

import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from alembic import op
from sqlalchemy import Connection, text

revision = "0012"
down_revision = "0011"

ROWS_A_STEP = 1_000

COLUMNS = {
    "annotator": ("id", "name", "kind"),
    "label": (
        "id", "name", "kind", "color", "key", "parent", "description", "position", "snaps_to_words", "may_overlap",
        "rules",
    ),
    "document": ("id", "title", "author", "date", "source", "url", "metadata", "origin", "sha256"),
}  # fmt: skip


def upgrade() -> None:
    """Stamp the rows that were removed. A damaged one stays damaged: only checksums that were right are made anew."""
    connection = op.get_bind()
    for table, columns in COLUMNS.items():
        spans_to = "spans_to" if table == "label" else "NULL"
        read = (
            f"SELECT {', '.join(columns)}, removed, {spans_to}, checksum FROM {table} "
            "WHERE removed = 1 AND id > :id ORDER BY id LIMIT :limit"
        )
        stamp = text(f"UPDATE {table} SET checksum = :checksum WHERE id = :id")
        for rows in _pages(connection, read):
            stamps = [{"id": row[0], "checksum": _checksum(row[:-1])} for row in rows if _is_whole(row)]
            if stamps:
                connection.execute(stamp, stamps)


def _pages(connection: Connection, statement: str) -> Iterator[list[Sequence[Any]]]:
    last = -(2**63)
    while rows := [tuple(row) for row in connection.execute(text(statement), {"id": last, "limit": ROWS_A_STEP})]:
        yield list(rows)
        last = rows[-1][0]


def _is_whole(row: Sequence[Any]) -> bool:
    *values, _removed, _spans_to, checksum = row
    return bool(_checksum(values) == checksum)


def _checksum(values: Sequence[Any]) -> int:
    """Return the CRC-32 of values as a JSON array; -1, which is none, for what no project can hold."""
    try:
        return zlib.crc32(orjson.dumps(list(values)))
    except TypeError:
        return -1
