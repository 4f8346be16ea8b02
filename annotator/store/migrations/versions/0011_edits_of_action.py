"""How many edits each action has: one that is no longer found is missed on reading, and no half of an action undone."""

import zlib
from typing import Any

import orjson
from alembic import op
from sqlalchemy import text

revision = "0011"
down_revision = "0010"

ROWS_A_STEP = 5_000

COUNT = """
UPDATE action SET edits = (SELECT count(*) FROM edit WHERE edit.action = action.id AND edit.kind != 'import')
WHERE seq IS NOT NULL
"""
ACTIONS = text(
    "SELECT id, seq, title, annotator, at, undoes, root, depth, source, edits, checksum FROM action "
    "WHERE id > :id ORDER BY id LIMIT :limit"
)
STAMP = text("UPDATE action SET checksum = :checksum WHERE id = :id")


def upgrade() -> None:
    """Count what is there. A damaged action stays one: only checksums that were right are made anew."""
    op.execute("ALTER TABLE action ADD COLUMN edits INTEGER")
    op.execute(COUNT)
    connection, last = op.get_bind(), 0
    while rows := [tuple(row) for row in connection.execute(ACTIONS, {"id": last, "limit": ROWS_A_STEP})]:
        last = rows[-1][0]
        connection.execute(STAMP, [{"id": row[0], "checksum": _checksum_after(row)} for row in rows])


def _checksum_after(row: tuple[Any, ...]) -> int:
    """Return the CRC-32 of a row's values, the count among them, as a JSON array; of a damaged row, the old one."""
    *values, checksum = row
    try:
        is_whole = zlib.crc32(orjson.dumps(values[:-1])) == checksum
    except TypeError:  # What no project can hold.
        is_whole = False
    return zlib.crc32(orjson.dumps(values)) if is_whole else checksum
