"""A changed byte in the history is found, and so are relations, labels, notes and statuses that nothing leads to."""

import zlib
from collections.abc import Iterator
from typing import Any

import orjson
from alembic import op
from sqlalchemy import Connection, text

revision = "0010"
down_revision = "0009"

ROWS_A_STEP = 5_000

STATEMENTS = (
    """
    CREATE TABLE layer_count (
        document INTEGER NOT NULL, kind VARCHAR(20) NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (document, kind),
        FOREIGN KEY(document) REFERENCES document (id)
    ) WITHOUT ROWID
    """,
    *(
        f"INSERT INTO layer_count (document, kind, n) SELECT document, '{kind}', count(*) FROM {kind} GROUP BY document"
        for kind in ("relation", "document_label", "note", "progress")
    ),
    "ALTER TABLE action ADD COLUMN checksum BIGINT",
    "ALTER TABLE edit ADD COLUMN checksum BIGINT",
)

ACTIONS = """
SELECT id, seq, title, annotator, at, undoes, root, depth, source FROM action WHERE id > :id ORDER BY id LIMIT :limit
"""
EDITS = """
SELECT action, n, kind, before, after, format FROM edit WHERE (action, n) > (:action, :n)
ORDER BY action, n LIMIT :limit
"""
STAMP_ACTION = text("UPDATE action SET checksum = :checksum WHERE id = :id")
STAMP_EDIT = text("UPDATE edit SET checksum = :checksum WHERE action = :action AND n = :n")


def upgrade() -> None:
    """Add the counts and the checksums, from what is there."""
    for statement in STATEMENTS:
        op.execute(statement)
    connection = op.get_bind()
    for rows in _pages(connection, ACTIONS, {"id": 0}):
        connection.execute(STAMP_ACTION, [{"id": row[0], "checksum": _checksum(row)} for row in rows])
    for rows in _pages(connection, EDITS, {"action": 0, "n": 0}):
        connection.execute(STAMP_EDIT, [{"action": row[0], "n": row[1], "checksum": _checksum(row)} for row in rows])


def _pages(connection: Connection, statement: str, first: dict[str, int]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield all rows, some at a time; their first columns are the key, whose names are those of `first`."""
    after = first
    while rows := [tuple(row) for row in connection.execute(text(statement), {**after, "limit": ROWS_A_STEP})]:
        yield rows
        after = dict(zip(first, rows[-1], strict=False))


def _checksum(row: tuple[Any, ...]) -> int:
    """Return the CRC-32 of a row's values as a JSON array; -1, which is none, for what no project can hold."""
    try:
        return zlib.crc32(orjson.dumps(row))
    except TypeError:
        return -1
