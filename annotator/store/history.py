"""The write path: an action, its edits and the rows that they change, in one transaction.

`action` and `edit` are append-only. A row is written only if it still has the `rev` that was seen.
"""

import time
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from annotator.edits import Edit
from annotator.errors import ConflictError
from annotator.ids import new_id
from annotator.model import Annotator, Label, Value, value
from annotator.store import tables
from annotator.store.rows import (
    EDIT_FORMAT,
    IN_DOCUMENT,
    Fields,
    Names,
    Row,
    RowKind,
    checksum,
    kind_of,
    to_json,
)
from annotator.store.search import index_document, unindex_document

CHANGED_SINCE = "Somebody has changed this since you saw it. Nothing was changed; look again."


@value
class RowEdit:
    """An edit as rows.

    `rev` is the one that the row must have now; for a row that is not there, the last one that it is
    known to have had.
    """

    kind: RowKind
    before: Row | None
    after: Row | None
    rev: int


@value
class Written:
    """An action as it was written: its rows carry their new `rev`."""

    action: int
    seq: int
    title: str
    edits: tuple[tuple[RowEdit, int], ...]
    """Each with the `rev` that it wrote."""
    everything: bool = False


def now() -> int:
    """Return the time in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def write_action(
    connection: Connection,
    names: Names,
    title: str,
    edits: Sequence[Edit],
    annotator: int,
    source: str | None,
) -> Written:
    """Write a new original action with its edits. Raises ConflictError when a row is not as it was seen."""
    action = insert_action(connection, title, annotator, source=source)
    rows = []
    for edit in edits:
        rows.append(row_edit(edit, names))
        learn(names, edit.after)
    return write_edits(connection, action, title, rows)


def insert_action(
    connection: Connection, title: str, annotator: int, *, source: str | None = None, undoes: Fields | None = None
) -> int:
    """Add an action at the end of the history; return its id."""
    id_ = new_id()
    connection.execute(
        insert(tables.action),
        {
            "id": id_,
            "seq": next_seq(connection),
            "title": title,
            "annotator": annotator,
            "at": now(),
            "undoes": None if undoes is None else undoes["id"],
            "root": id_ if undoes is None else undoes["root"],
            "depth": 0 if undoes is None else undoes["depth"] + 1,
            "source": source,
        },
    )
    return id_


def next_seq(connection: Connection) -> int:
    """Return the place in commit order of the action that is being written."""
    last: int | None = connection.execute(select(func.max(tables.action.c.seq))).scalar()
    return (last or 0) + 1


def row_edit(edit: Edit, names: Names) -> RowEdit:
    """Return an edit as rows."""
    given = edit.after if edit.before is None else edit.before
    if given is None:
        raise ValueError("an edit without before and after")
    kind = kind_of(given)
    before = None if edit.before is None else kind.to_row(edit.before, names)
    after = None if edit.after is None else kind.to_row(edit.after, names)
    return RowEdit(kind, before, after, given.rev)


def learn(names: Names, changed: Value | None) -> None:
    """Let the spans that follow in the same action refer to a label that it adds."""
    if isinstance(changed, Label):
        names.learn_label(changed.id, changed.kind, changed.name)
    elif isinstance(changed, Annotator):
        names.learn_annotator(changed.id, changed.name)


def write_edits(connection: Connection, action: int, title: str, edits: Iterable[RowEdit]) -> Written:
    """Write the edits of an action whose row is there. Raises ConflictError."""
    batches = Batches(connection)
    written = []
    for edit in edits:
        batches.check(edit)
        written.append((edit, _write_row(connection, edit)))
        _write_derived(connection, edit, batches)
    if written:
        connection.execute(
            insert(tables.edit),
            [edit_row(action, n, edit, rev) for n, (edit, rev) in enumerate(written)],
        )
    seq = connection.execute(select(tables.action.c.seq).where(tables.action.c.id == action)).scalar_one()
    return Written(action, seq, title, tuple(written))


def edit_row(action: int, n: int, edit: RowEdit, rev: int) -> Row:
    """Return the row of the history that keeps an edit which wrote `rev`."""
    return {
        "action": action,
        "n": n,
        "kind": edit.kind.name,
        "before": to_json(edit.before, edit.rev),
        "after": to_json(edit.after, rev),
        "format": EDIT_FORMAT,
    }


def _write_row(connection: Connection, edit: RowEdit) -> int:
    """Write one row, if it still has the `rev` that was seen; return its new one."""
    kind, table = edit.kind, edit.kind.table
    try:
        if edit.before is None:
            return _insert_row(connection, edit)
        seen = (table.c.id == edit.before["id"]) & (table.c.rev == edit.rev)
        if kind.soft:
            seen &= table.c.removed == 0
        if edit.after is not None:
            result = connection.execute(update(table).where(seen).values(_stamped(edit, edit.rev + 1)))
        elif kind.soft:
            result = connection.execute(update(table).where(seen).values(removed=1, rev=edit.rev + 1))
        else:
            result = connection.execute(delete(table).where(seen))
    except IntegrityError as error:
        raise ConflictError(CHANGED_SINCE, document=document_of(edit)) from error
    if result.rowcount != 1:
        raise ConflictError(CHANGED_SINCE, document=document_of(edit))
    return edit.rev + 1


def _insert_row(connection: Connection, edit: RowEdit) -> int:
    assert edit.after is not None
    table, values = edit.kind.table, _stamped(edit, edit.rev + 1)
    if edit.kind.soft:
        values["removed"] = 0
        hidden = (table.c.id == edit.after["id"]) & (table.c.removed == 1)
        if connection.execute(update(table).where(hidden).values(values)).rowcount == 1:
            return edit.rev + 1
    if edit.kind.name == "document":
        raise ConflictError("The document is not in the project any more.", document=edit.after["id"])
    connection.execute(insert(table), values)
    return edit.rev + 1


def _stamped(edit: RowEdit, rev: int) -> Row:
    assert edit.after is not None
    return {**edit.after, "rev": rev, "checksum": checksum(edit.after, edit.kind.columns)}


def document_of(edit: RowEdit) -> int | None:
    """Return the document that an edit concerns, if it is of one."""
    row = edit.after if edit.before is None else edit.before
    if row is None or edit.kind.name in ("label", "annotator"):
        return None
    document: int = row["id"] if edit.kind.name == "document" else row["document"]
    return document


class Batches:
    """Which import the documents of an action came with, asked once for each document."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, int] = {}

    def of(self, document: int) -> int:
        """Return the batch of a document that is there; raises ConflictError when it is not."""
        if document not in self._known:
            columns = tables.document.c
            row = self._connection.execute(
                select(columns.batch)
                .join(tables.batch, tables.batch.c.id == columns.batch)
                .where(columns.id == document, columns.removed == 0, tables.batch.c.state == "in")
            ).first()
            if row is None:
                raise ConflictError("The document is not in the project any more. Nothing was changed.")
            self._known[document] = row.batch
        return self._known[document]

    def check(self, edit: RowEdit) -> None:
        """Refuse to annotate a document that is not there."""
        document = document_of(edit)
        if document is not None and edit.kind.name in IN_DOCUMENT:
            self.of(document)


def _write_derived(connection: Connection, edit: RowEdit, batches: Batches) -> None:
    """Keep the counts and the full-text index up with a row that was written."""
    if edit.kind.name == "span":
        for row, step in ((edit.before, -1), (edit.after, 1)):
            if row is not None:
                count_label(connection, batches.of(row["document"]), row["label"], row["annotator"], step)
    elif edit.kind.name == "document":
        _write_derived_of_document(connection, edit)
    elif edit.kind.name == "label" and edit.after is None:
        _check_unused(connection, edit)


def _check_unused(connection: Connection, edit: RowEdit) -> None:
    """Refuse to remove a label that is still in use in a document that is there."""
    assert edit.before is not None
    label, batch, count = edit.before["id"], tables.batch.c, tables.label_count.c
    used = select(count.n).join(tables.batch, batch.id == count.batch)
    found = connection.execute(used.where(count.label == label, count.n > 0, batch.state == "in").limit(1)).first()
    for table in (tables.relation, tables.document_label):
        shown = select(table.c.id).join(tables.document, tables.document.c.id == table.c.document)
        shown = shown.join(tables.batch, batch.id == tables.document.c.batch)
        there = (table.c.label == label) & (tables.document.c.removed == 0) & (batch.state == "in")
        found = found or connection.execute(shown.where(there).limit(1)).first()
    if found:
        raise ConflictError(f"The label {edit.before['name']} is in use. Nothing was changed.")


def _write_derived_of_document(connection: Connection, edit: RowEdit) -> None:
    if edit.before is not None and edit.after is not None:
        if edit.before["title"] != edit.after["title"]:
            unindex_document(connection, edit.before["id"], title=edit.before["title"])
            index_document(connection, edit.after["id"])
        return
    row = edit.after if edit.before is None else edit.before
    assert row is not None
    step = 1 if edit.before is None else -1
    document, batch, spans = tables.document.c, tables.batch.c, tables.span.c
    batch_id = connection.execute(select(document.batch).where(document.id == row["id"])).scalar_one()
    connection.execute(update(tables.batch).where(batch.id == batch_id).values(documents=batch.documents + step))
    counts = select(spans.label, spans.annotator, func.count().label("n")).where(spans.document == row["id"])
    for count in connection.execute(counts.group_by(spans.label, spans.annotator)).all():
        count_label(connection, batch_id, count.label, count.annotator, step * count.n)


def count_label(connection: Connection, batch: int, label: int, annotator: int, step: int) -> None:
    """Add `step` to the spans of a label in the documents of a batch."""
    columns = tables.label_count.c
    place = (columns.batch == batch) & (columns.label == label) & (columns.annotator == annotator)
    changed = connection.execute(update(tables.label_count).where(place).values(n=columns.n + step))
    if changed.rowcount == 0:
        row = {"batch": batch, "label": label, "annotator": annotator, "n": step}
        connection.execute(insert(tables.label_count), row)


def plain(row: Row | None, kind: RowKind) -> Row | None:
    """Return a row of the history without its `rev`."""
    return None if row is None else {column: row[column] for column in kind.columns}
