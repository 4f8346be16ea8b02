"""What the subscribers learn: actions as changes, one's own and those that others committed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from annotator.edits import Edit
from annotator.model import Value
from annotator.store import Change, tables
from annotator.store.history import RowEdit, Written, document_of, plain
from annotator.store.history_rows import check_action, check_edits, read_edit
from annotator.store.names import Names
from annotator.store.rows import FLIPS, KINDS, Row


def as_change(written: Written, names: Names) -> Change:
    """Return what the subscribers learn of an action."""
    edits = tuple(_as_edit(edit, rev, names) for edit, rev in written.edits)
    kinds = frozenset(edit.kind.name for edit, _ in written.edits)
    documents = frozenset(document for edit, _ in written.edits if (document := document_of(edit)) is not None)
    if written.everything:
        kinds |= {"import"}
    by = names.annotators.get(written.by, "")
    return Change(written.action, written.title, edits, documents, kinds, written.everything, by, written.is_undo)


def _as_edit(edit: RowEdit, rev: int, names: Names) -> Edit:
    def from_row(row: Row | None, row_rev: int) -> Value | None:
        if row is None:
            return None
        made: Value = edit.kind.from_row({**row, "rev": row_rev}, names)
        return made

    return Edit(from_row(edit.before, edit.rev), from_row(edit.after, rev))


def as_edits(rows: Iterable[Any], names: Names) -> list[Edit]:
    """Return rows of the history as edits."""
    return [_as_edit(edit, rev, names) for edit, rev in map(_from_history, rows)]


def actions_after(connection: Connection, seq: int) -> list[Written]:
    """Return what was committed after `seq`, for those who did not write it."""
    columns = tables.action.c
    found = []
    since = select(tables.action).where(columns.seq > seq).order_by(columns.seq)
    for action in connection.execute(since).mappings().all():
        check_action(action)
        rows = connection.execute(
            select(tables.edit)
            .where(tables.edit.c.action == action["id"], tables.edit.c.kind != "import")
            .order_by(tables.edit.c.n)
        ).all()
        check_edits(action, len(rows))
        edits = tuple(_from_history(row) for row in rows if row.kind not in FLIPS)
        everything = any(row.kind in FLIPS for row in rows)
        told = (action["id"], action["seq"], action["title"], edits, everything, action["annotator"])
        found.append(Written(*told, is_undo=action["depth"] % 2 == 1))
    return found


def _from_history(row: Any) -> tuple[RowEdit, int]:
    before, after = read_edit(row)
    kind = KINDS[row.kind]
    given = before if before is not None else after
    assert given is not None
    rev = after["rev"] if after is not None else given["rev"] + 1
    return RowEdit(kind, plain(before, kind), plain(after, kind), given["rev"]), rev
