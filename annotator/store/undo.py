"""Undo and redo, by the history alone: they survive a restart.

An action is in force when no action in force undoes it. Original, undo, redo, undo ... make a chain,
so the original is in force when the depth of the chain's last action is even. Undo reverses the end
of the chain of the annotator's last original in force; redo the newest undo, unless an original came
after it.
"""

from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, exists, func, insert, select, update

from annotator.edits import shortened
from annotator.errors import ConflictError
from annotator.store import Pending, labelling, removal, tables
from annotator.store.history import (
    CHANGED_SINCE,
    RowEdit,
    Written,
    change_action,
    insert_action,
    plain,
    write_edits,
)
from annotator.store.history_rows import check_action, check_edits, damaged_history, edit_row, read_edit
from annotator.store.in_use import annotator_in_use, check_labels, label_in_use
from annotator.store.people import bring_back_all
from annotator.store.placed import Wanted, check_shown_again, check_taken_back
from annotator.store.rows import FLIPS, IN_DOCUMENT, KINDS, Fields, Row
from annotator.translation import mark

ERASURE = "erasure"
"""The source of an action that says that a document was erased for good: it is not taken back."""

REPAIR = "repair"
"""The source of what a repair wrote: without it there would be nothing. A copy brings the damaged file back."""

# The statements are made once, and not before they are asked for: what undo would do is asked after each edit, when
# making them would cost more than that, and at the start not before the article is painted.
_ANNOTATOR: BindParameter[int] = bindparam("annotator")
_ACTION: BindParameter[int] = bindparam("action")


@cache
def _undoable() -> Select[Any]:
    """Select the annotator's last original in force."""
    original, later = tables.action.alias("original"), tables.action.alias("later")
    end = (
        select(later.c.depth)
        .where(later.c.root == original.c.id, later.c.seq.is_not(None))
        .order_by(later.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(original)
        .where(original.c.annotator == _ANNOTATOR, original.c.depth == 0, original.c.seq.is_not(None), end % 2 == 0)
        .where(func.coalesce(original.c.source, "").not_in((ERASURE, REPAIR)))
        .order_by(original.c.seq.desc())
        .limit(1)
    )


@cache
def _redoable() -> Select[Any]:
    """Select the annotator's newest undo in force that no original came after. A skipped step has no edits."""
    undo, original, child = tables.action, tables.action.alias("original"), tables.action.alias("child")
    last = (
        select(func.coalesce(func.max(original.c.seq), 0))
        .where(original.c.annotator == _ANNOTATOR, original.c.depth == 0)
        .scalar_subquery()
    )
    return (
        select(undo)
        .where(
            undo.c.annotator == _ANNOTATOR,
            undo.c.depth % 2 == 1,
            undo.c.seq > last,
            ~exists().where(child.c.undoes == undo.c.id),
            exists().where(tables.edit.c.action == undo.c.id),
        )
        .order_by(undo.c.seq.desc())
        .limit(1)
    )


SAME_PLACE = mark("errors", "Somebody has changed the same place since.")
NOT_TAKEN_BACK = mark("errors", "“{title}” cannot be taken back. {why}")
NOT_DONE_AGAIN = mark("errors", "“{title}” cannot be done again. {why}")

WEIGHTY = ("batch", "removal")
"""Of what comes and goes as one row, that which asks for the key twice."""


@cache
def _end_of_chain() -> Select[Any]:
    return (
        select(tables.action)
        .where(tables.action.c.root == _ACTION, tables.action.c.seq.is_not(None))
        .order_by(tables.action.c.seq.desc())
        .limit(1)
    )


@cache
def _weighty() -> Select[Any]:
    return (
        select(tables.edit)
        .where(
            tables.edit.c.action == _ACTION,
            tables.edit.c.kind.in_(WEIGHTY)
            | and_(tables.edit.c.kind == "document", tables.edit.c.before.is_(None) | tables.edit.c.after.is_(None)),
        )
        .limit(1)
    )


@cache
def _first_place() -> Select[Any]:
    return (
        select(tables.edit)
        .where(tables.edit.c.action == _ACTION, tables.edit.c.kind.in_((*IN_DOCUMENT, "document")))
        .order_by(tables.edit.c.n)
        .limit(1)
    )


def undo_target(connection: Connection, annotator: int) -> Fields | None:
    """Return the action row that undo would reverse: the end of a chain."""
    original = connection.execute(_undoable(), {"annotator": annotator}).mappings().first()
    if original is None:
        return None
    return _checked(connection.execute(_end_of_chain(), {"action": original["id"]}).mappings().one())


def redo_target(connection: Connection, annotator: int) -> Fields | None:
    """Return the action row that redo would reverse."""
    undone = connection.execute(_redoable(), {"annotator": annotator}).mappings().first()
    return None if undone is None else _checked(undone)


def _checked(action: Fields) -> Fields:
    check_action(action)
    return action


def pending(connection: Connection, target: Fields | None) -> Pending | None:
    """Say what reversing `target` would do."""
    if target is None:
        return None
    action = {"action": target["id"]}
    weighty = connection.execute(_weighty(), action).first()
    if weighty is not None and weighty.kind in WEIGHTY:
        size = _batch_size if weighty.kind == "batch" else removal.size
        documents, spans = size(connection, _given(weighty))
        is_weighty = weighty.kind == "batch" or spans > 0  # A label that nobody has given weighs nothing.
        return Pending(target["root"], target["title"], weighty=is_weighty, documents=documents, spans=spans)
    first = connection.execute(_first_place(), action).first()
    place = None
    if first is not None:
        place = _given(first)["id" if first.kind == "document" else "document"]
    return Pending(target["root"], target["title"], weighty is not None, place)


def _given(edit: Any) -> Row:
    """Return what an edit made, or what it removed. Raises ProjectError when the edit is damaged."""
    before, after = read_edit(edit)
    given = before if after is None else after
    if given is None:
        raise damaged_history(edit.action)
    return given


def _batch_size(connection: Connection, row: Row) -> tuple[int, int]:
    batch, count = tables.batch.c, tables.label_count.c
    documents = connection.execute(select(batch.documents).where(batch.id == row["id"])).scalar_one()
    spans = connection.execute(select(func.coalesce(func.sum(count.n), 0)).where(count.batch == row["id"])).scalar_one()
    return documents, spans


def reverse(connection: Connection, target: Fields, annotator: int) -> Written:
    """Write the action that takes `target` back.

    Raises ConflictError, with the document and the action to skip, when a row is not as `target`
    left it; ProjectError when not all of its edits are found.
    """
    columns = tables.edit.c
    rows = connection.execute(
        select(tables.edit).where(columns.action == target["id"], columns.kind != "import").order_by(columns.n.desc())
    ).all()
    check_edits(target, len(rows))
    action, seq = insert_action(connection, target["title"], annotator, len(rows), undoes=target)
    flips = [row for row in rows if row.kind in FLIPS]
    try:
        if seq > target["seq"] + 1:
            check_taken_back(connection, map(_as_wanted, rows), since=target["seq"])
            if any(row.kind == labelling.KIND and row.after is None for row in flips):
                check_shown_again(connection, target["root"], since=target["seq"])
        for at, row in enumerate(flips):
            _FLIP[row.kind](connection, action, len(rows) + at, row)
        edits = (
            _inverse(connection, row)
            for row in rows
            if row.kind not in FLIPS and not (flips and _is_let_be(connection, row))
        )
        written = write_edits(connection, action, seq, target["title"], edits, here=annotator)
        if flips:
            check_labels(connection)
        if len(flips) + len(written.edits) < len(rows):
            change_action(connection, action, edits=len(flips) + len(written.edits))
    except ConflictError as error:
        why = error if str(error) != CHANGED_SINCE else ConflictError(SAME_PLACE)
        sentence = NOT_TAKEN_BACK if target["depth"] % 2 == 0 else NOT_DONE_AGAIN
        raise ConflictError(
            sentence, document=error.document, action=target["root"], title=shortened(target["title"]), why=why
        ) from error
    return Written(action, written.seq, written.title, written.edits, everything=bool(flips))


def _as_wanted(row: Any) -> Wanted:
    """Return what is to be written to take a row of the history back."""
    before, after = read_edit(row)
    return Wanted(row.kind, after, before)


def skip(connection: Connection, target: Fields, annotator: int) -> Written:
    """Step over `target`: an undo without edits."""
    action, seq = insert_action(connection, target["title"], annotator, 0, undoes=target)
    return write_edits(connection, action, seq, target["title"], (), here=annotator)


def _is_let_be(connection: Connection, row: Any) -> bool:
    """Return whether a label or annotator that came with an import is left as it is when the import goes or comes back.

    What is in use by now, or is not as the import left it, is somebody else's as well; what is there need not come.
    """
    if row.kind not in ("label", "annotator") or (row.before is not None and row.after is not None):
        return False
    kind, added = KINDS[row.kind], _given(row)
    found = connection.execute(select(kind.table).where(kind.table.c.id == added["id"])).mappings().first()
    is_there = found is not None and not found["removed"]
    if row.after is None or not is_there:
        return is_there == (row.after is None)
    assert found is not None
    in_use = label_in_use if row.kind == "label" else annotator_in_use
    return any(found[column] != added[column] for column in kind.columns) or in_use(connection, added["id"])


def _inverse(connection: Connection, row: Any) -> RowEdit:
    """Return the edit that takes a row of the history back, if the table has what it left."""
    wanted, left = read_edit(row)
    kind = KINDS[row.kind]
    given = _given(row)
    found = connection.execute(select(kind.table).where(kind.table.c.id == given["id"])).mappings().first()
    there = found is not None and not (kind.soft and found["removed"])
    document = given["id"] if row.kind == "document" else given.get("document")
    rev = given["rev"] if found is None else found["rev"]
    if left is None:
        if there:
            raise ConflictError(CHANGED_SINCE, document=document)
    elif not there or any(found[column] != left[column] for column in kind.columns):  # type: ignore[index]
        raise ConflictError(CHANGED_SINCE, document=document)
    return RowEdit(kind, plain(left, kind), plain(wanted, kind), rev)


def _flip_batch(connection: Connection, action: int, n: int, row: Any) -> None:
    """Take all documents of an import out of the project, or bring them back: one row."""
    gone, batch = row.after is None, _given(row)
    old, new = ("out", "in") if gone else ("in", "out")
    columns = tables.batch.c
    changed = connection.execute(
        update(tables.batch).where(columns.id == batch["id"], columns.state == old).values(state=new)
    )
    if changed.rowcount != 1:
        raise ConflictError(CHANGED_SINCE)
    if new == "in":
        bring_back_all(connection, tables.document.c.batch == batch["id"])
    connection.execute(insert(tables.edit), edit_row(action, n, "batch", row.after, row.before))


_FLIP = {"batch": _flip_batch, "removal": removal.flip, "labelling": labelling.flip}
