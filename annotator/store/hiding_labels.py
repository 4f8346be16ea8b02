"""The labels under which a labelling of very many places writes: removed ones, which hide their spans until its end.

The first has the id of the action, further ones name it as their key: nobody could ever press that.
"""

from sqlalchemy import Connection, String, cast, insert, select, union

from annotator.ids import new_id
from annotator.store import tables
from annotator.store.checksums import checksum
from annotator.store.rows import KINDS

_ACTIONS = select(tables.action.c.root).join(tables.edit).where(tables.edit.c.kind == "labelling").distinct()
HIDING = union(
    _ACTIONS,
    select(tables.label.c.id).where(
        tables.label.c.removed == 1,
        tables.label.c.key.in_(
            select(cast(tables.action.c.root, String)).join(tables.edit).where(tables.edit.c.kind == "labelling")
        ),
    ),
)
"""The labels of what came with a labelling, not with an import."""


def hide(connection: Connection, meant: int, action: int, *, is_first: bool) -> int:
    """Make a label that hides what is written for `meant` by an open action; return its id."""
    kind = KINDS["label"]
    fields = connection.execute(select(kind.table).where(kind.table.c.id == meant)).mappings().one()
    own = {"id": action, "key": ""} if is_first else {"id": new_id(), "key": str(action)}
    row = {**{column: fields[column] for column in kind.columns}, **own, "removed": 1}
    row["spans_to"] = row["id"]
    connection.execute(insert(kind.table), {**row, "rev": 1, "checksum": checksum(kind, row)})
    id_: int = row["id"]
    return id_


def hiding_of(connection: Connection, action: int) -> list[int]:
    """Return the labels under which an action writes that is open."""
    columns = tables.label.c
    further = select(columns.id).where(columns.key == str(action), columns.removed == 1)
    return [action, *connection.execute(further).scalars()]


def is_of_labelling(connection: Connection, label: int) -> bool:
    """Return whether a removed label is that of a labelling that was closed, be it taken back since."""
    key = connection.execute(select(tables.label.c.key).where(tables.label.c.id == label)).scalar_one()
    action = int(key) if len(key) > 1 and key.isdecimal() else label
    row = select(tables.edit.c.n).where(tables.edit.c.action == action, tables.edit.c.kind == "labelling").limit(1)
    return connection.execute(row).first() is not None
