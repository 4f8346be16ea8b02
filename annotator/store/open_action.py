"""An action that takes longer than one transaction: open, and unseen, until its last one ends it."""

from sqlalchemy import Connection, insert, update

from annotator.errors import ConflictError
from annotator.store import tables
from annotator.store.history import change_action, next_seq, now
from annotator.store.history_rows import stamped_action
from annotator.store.leftovers import owner
from annotator.translation import mark


def begin(connection: Connection, action: int, title: str, annotator: int, source: str | None = None) -> None:
    """Add an open action of this process."""
    row = {
        "id": action,
        "seq": None,
        "title": title,
        "annotator": annotator,
        "at": now(),
        "undoes": None,
        "root": action,
        "depth": 0,
        "source": source,
        "edits": None,
        "owner": owner(),
        "alive_at": now(),
    }
    connection.execute(insert(tables.action), stamped_action(row))


def sign_of_life(connection: Connection, action: int) -> None:
    """Say that the action goes on. Raises ConflictError when it was taken for dead meanwhile."""
    columns = tables.action.c
    mine = (columns.id == action) & (columns.owner == owner())
    if connection.execute(update(tables.action).where(mine).values(alive_at=now())).rowcount != 1:
        raise ConflictError(mark("errors", "The import was taken for dead and cleared away. Start it again."))


def end(connection: Connection, action: int, title: str, edits: int) -> int:
    """Give an open action its name and its place in commit order, which is returned.

    `edits` is how many it has, the documents of an import aside.
    """
    seq = next_seq(connection)
    change_action(connection, action, seq=seq, at=now(), title=title, owner=None, alive_at=None, edits=edits)
    return seq
