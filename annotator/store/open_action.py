"""An action that takes longer than one transaction: open, and unseen, until its last one ends it."""

from sqlalchemy import Connection, insert, update

from annotator.errors import ConflictError
from annotator.store import tables
from annotator.store.history import next_seq, now
from annotator.store.leftovers import owner
from annotator.translation import mark


def begin(connection: Connection, action: int, title: str, annotator: int, source: str | None = None) -> None:
    """Add an open action of this process."""
    connection.execute(
        insert(tables.action),
        {
            "id": action,
            "seq": None,
            "title": title,
            "annotator": annotator,
            "at": now(),
            "undoes": None,
            "root": action,
            "depth": 0,
            "source": source,
            "owner": owner(),
            "alive_at": now(),
        },
    )


def sign_of_life(connection: Connection, action: int) -> None:
    """Say that the action goes on. Raises ConflictError when it was taken for dead meanwhile."""
    columns = tables.action.c
    mine = (columns.id == action) & (columns.owner == owner())
    if connection.execute(update(tables.action).where(mine).values(alive_at=now())).rowcount != 1:
        raise ConflictError(mark("errors", "The import was taken for dead and cleared away. Start it again."))


def end(connection: Connection, action: int, title: str) -> int:
    """Give an open action its name and its place in commit order, which is returned."""
    seq = next_seq(connection)
    closed = {"seq": seq, "at": now(), "title": title, "owner": None, "alive_at": None}
    connection.execute(update(tables.action).where(tables.action.c.id == action).values(closed))
    return seq
