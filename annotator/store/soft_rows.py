"""Rows that others refer to are marked as removed, not deleted; the mark counts in their checksum."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, select, update

from annotator.store.checksums import checksum
from annotator.store.queries import damaged
from annotator.store.rows import RowKind


def mark_row(connection: Connection, kind: RowKind, seen: ColumnElement[bool], **state: Any) -> bool:
    """Set `removed`, or where a removed label sends what has it, in the row of which `seen` holds, if there is one.

    Return whether there is. Raises ProjectError when it is not as it was written: it would look whole from then on.
    """
    row = connection.execute(select(kind.table).where(seen).with_for_update()).mappings().first()
    if row is None:
        return False
    if checksum(kind, row) != row["checksum"]:
        raise damaged(f"{kind.name} row", row["id"])
    marked = {**state, "checksum": checksum(kind, {**row, **state})}
    connection.execute(update(kind.table).where(kind.table.c.id == row["id"]).values(marked))
    return True
