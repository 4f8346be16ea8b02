"""The write path: an action, its edits and the rows that they change, in one transaction.

`action` and `edit` are append-only. A row is written only if it still has the `rev` that was seen.
"""

import time
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from annotator.edits import Edit
from annotator.errors import ConflictError, ProjectError
from annotator.ids import new_id
from annotator.model import Annotator, Label, Value, value
from annotator.store import tables
from annotator.store.checksums import checksum
from annotator.store.database import DAMAGED
from annotator.store.derived import GONE, into, write_derived
from annotator.store.history_rows import edit_row, stamped_action
from annotator.store.names import Names
from annotator.store.people import bring_back
from annotator.store.placed import Wanted, check_seen
from annotator.store.rows import (
    IN_DOCUMENT,
    KINDS,
    LABEL_KIND,
    Fields,
    Row,
    RowKind,
    kind_of,
    to_json,
)
from annotator.store.texts import keep_texts
from annotator.translation import mark

CHANGED_SINCE = mark("errors", "Somebody has changed this since you saw it. Nothing was changed; look again.")

_LAST = select(func.max(tables.action.c.seq))
_STAMP = select(func.max(tables.action.c.seq), select(func.count(tables.label.c.id)).scalar_subquery())
_LABEL = select(tables.label.c.name, tables.label.c.removed, tables.label.c.spans_to).where(
    tables.label.c.id == bindparam("label")
)


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
    by: int = 0
    """The annotator, where another program wrote it."""
    is_undo: bool = False


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
    *,
    seen: int,
) -> Written:
    """Write a new original action with its edits. Raises ConflictError when a row is not as it was seen.

    `seen` is the place in commit order of the last action that was known when the edits were made.
    """
    rows = []
    for edit in edits:
        keep_texts(connection, names, edit)
        row = _as_stored(connection, names, row_edit(edit, names))
        rows += _hidden_relations(connection, names, row)
        rows.append(row)
        learn(names, edit.after)
    action, seq = insert_action(connection, title, annotator, len(rows), source=source)
    if seq > seen + 1:
        check_seen(connection, (Wanted(row.kind.name, row.before, row.after) for row in rows), seen=seen)
    return write_edits(connection, action, seq, title, rows, here=annotator)


def insert_action(
    connection: Connection,
    title: str,
    annotator: int,
    edits: int,
    *,
    source: str | None = None,
    undoes: Fields | None = None,
) -> tuple[int, int]:
    """Add an action, which is to have so many edits, at the end of the history; return its id and its place there."""
    id_, seq = new_id(), next_seq(connection)
    row = {
        "id": id_,
        "seq": seq,
        "title": title,
        "annotator": annotator,
        "at": now(),
        "undoes": None if undoes is None else undoes["id"],
        "root": id_ if undoes is None else undoes["root"],
        "depth": 0 if undoes is None else undoes["depth"] + 1,
        "source": source,
        "edits": edits,
    }
    connection.execute(into(tables.action), stamped_action(row))
    return id_, seq


def change_action(connection: Connection, action: int, **changed: object) -> None:
    """Change columns of an action, and let its checksum vouch for that."""
    this = tables.action.c.id == action
    row = {**connection.execute(select(tables.action).where(this)).mappings().one(), **changed}
    connection.execute(update(tables.action).where(this).values(**changed, checksum=stamped_action(row)["checksum"]))


def next_seq(connection: Connection) -> int:
    """Return the place in commit order of the action that is being written. Raises ProjectError in a damaged file."""
    last: object = connection.execute(_LAST).scalar()
    if last is not None and not isinstance(last, int):
        raise ProjectError(DAMAGED)
    return (last or 0) + 1


def read_stamp(connection: Connection) -> tuple[int, int]:
    """Return the place in commit order of the last action, and how many labels there are or were.

    An open labelling adds one that hides what it writes, before anything is committed.
    """
    last, labels = connection.execute(_STAMP).one()
    return (last or 0, labels)


def row_edit(edit: Edit, names: Names) -> RowEdit:
    """Return an edit as rows."""
    given = edit.after if edit.before is None else edit.before
    if given is None:
        raise ValueError("an edit without before and after")
    kind = kind_of(given)
    before = None if edit.before is None else kind.to_row(edit.before, names)
    after = None if edit.after is None else kind.to_row(edit.after, names)
    return RowEdit(kind, before, after, given.rev)


def _as_stored(connection: Connection, names: Names, edit: RowEdit) -> RowEdit:
    """Name the label that a row has, where it is shown under another one.

    So the history says what was there; and whatever keeps its label goes back with the others when that is undone.
    """
    before, after, table = edit.before, edit.after, edit.kind.table
    if edit.kind.name not in LABEL_KIND or before is None or before["label"] not in names.merged.values():
        return edit
    stored = connection.execute(select(table.c.label).where(table.c.id == before["id"])).scalar()
    if stored is None or names.merged.get(stored) != before["label"]:
        return edit
    if after is not None and after["label"] == before["label"]:
        after = {**after, "label": stored}
    return RowEdit(edit.kind, {**before, "label": stored}, after, edit.rev)


def _hidden_relations(connection: Connection, names: Names, edit: RowEdit) -> list[RowEdit]:
    """Return the removals of a span's relations that nobody sees: hidden themselves, or with spans that are."""
    if edit.kind.name != "span" or edit.before is None or edit.after is not None or not names.hidden:
        return []
    kind, ends = KINDS["relation"], (tables.relation.c.source, tables.relation.c.target)
    hidden = select(tables.span.c.id).where(tables.span.c.id.in_(ends), tables.span.c.label.in_(names.hidden))
    found = select(kind.table).where((ends[0] == edit.before["id"]) | (ends[1] == edit.before["id"]))
    found = found.where(hidden.exists() | kind.table.c.label.in_(names.hidden))
    return [RowEdit(kind, plain(row, kind), None, row["rev"]) for row in connection.execute(found).mappings()]


def learn(names: Names, changed: Value | None) -> None:
    """Let the spans that follow in the same action refer to a label that it adds."""
    if isinstance(changed, Label):
        names.learn_label(changed.id, changed.kind, changed.name)
    elif isinstance(changed, Annotator):
        names.learn_annotator(changed.id, changed.name)


def write_edits(
    connection: Connection, action: int, seq: int, title: str, edits: Iterable[RowEdit], *, here: int
) -> Written:
    """Write the edits of an action whose row is there, as is the annotator `here`. Raises ConflictError."""
    there = There(connection, here)
    written = []
    for edit in edits:
        there.check(edit)
        written.append((edit, _write_row(connection, edit)))
        write_derived(connection, edit.kind, edit.before, edit.after, there.batch_of)
    if written:
        connection.execute(
            into(tables.edit),
            [kept_edit(action, n, edit, rev) for n, (edit, rev) in enumerate(written)],
        )
        documents = {document for edit, _ in written if (document := document_of(edit)) is not None}
        if documents:
            connection.execute(into(tables.touched), [{"document": id_, "action": action} for id_ in documents])
    return Written(action, seq, title, tuple(written))


def write_more(connection: Connection, action: int, edits: Iterable[RowEdit], first: int) -> None:
    """Write further edits of an action that has `first` already, in documents that it touches. Raises ConflictError."""
    there = There(connection)
    for n, edit in enumerate(edits, first):
        there.check(edit)
        row = kept_edit(action, n, edit, _write_row(connection, edit))
        write_derived(connection, edit.kind, edit.before, edit.after, there.batch_of)
        connection.execute(into(tables.edit), row)


def kept_edit(action: int, n: int, edit: RowEdit, rev: int) -> Row:
    """Return the row of the history that keeps an edit which wrote `rev`."""
    return edit_row(action, n, edit.kind.name, to_json(edit.before, edit.rev), to_json(edit.after, rev))


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
            result = connection.execute(update(table).where(seen).values(_changed(edit)))
        elif kind.soft:
            result = connection.execute(update(table).where(seen).values(_removed(edit)))
        else:
            result = connection.execute(delete(table).where(seen))
    except IntegrityError as error:
        raise ConflictError(CHANGED_SINCE, document=document_of(edit)) from error
    if result.rowcount != 1:
        raise ConflictError(CHANGED_SINCE, document=document_of(edit))
    return edit.rev + 1


def _changed(edit: RowEdit) -> Row:
    """Return what an update sets. Not the id: SQLite would look through all rows that refer to it."""
    return {column: set_to for column, set_to in _stamped(edit, edit.rev + 1).items() if column != "id"}


def _removed(edit: RowEdit) -> Row:
    """Return what an update sets in a row that others refer to."""
    assert edit.before is not None
    return {"removed": 1, "rev": edit.rev + 1, "checksum": checksum(edit.kind, edit.before | {"removed": 1})}


def _insert_row(connection: Connection, edit: RowEdit) -> int:
    assert edit.after is not None
    table, values = edit.kind.table, _stamped(edit, edit.rev + 1)
    if edit.kind.soft:
        values["removed"] = 0
        hidden = (table.c.id == edit.after["id"]) & (table.c.removed == 1) & (table.c.rev == edit.rev)
        revived = {**_changed(edit), "removed": 0, **({"spans_to": None} if "spans_to" in table.c else {})}
        if connection.execute(update(table).where(hidden).values(revived)).rowcount == 1:
            return edit.rev + 1
    if edit.kind.name == "document":
        raise ConflictError(GONE, document=edit.after["id"])
    connection.execute(into(table), values)
    return edit.rev + 1


def _stamped(edit: RowEdit, rev: int) -> Row:
    assert edit.after is not None
    return {**edit.after, "rev": rev, "checksum": checksum(edit.kind, edit.after)}


def document_of(edit: RowEdit) -> int | None:
    """Return the document that an edit concerns, if it is of one."""
    row = edit.after if edit.before is None else edit.before
    if row is None or edit.kind.name in ("label", "annotator"):
        return None
    document: int = row["id"] if edit.kind.name == "document" else row["document"]
    return document


class There:
    """Which documents and labels an action may refer to, asked once for each."""

    def __init__(self, connection: Connection, *people: int) -> None:
        """Make it with the annotators who are known to be there."""
        self._connection = connection
        self._batches: dict[int, int] = {}
        self._labels: set[int] = set()
        self._people = set(people)

    def check(self, edit: RowEdit) -> None:
        """Raise ConflictError when the document of an edit, or a label that it gives, is not there.

        Whoever gets something is there from then on.
        """
        if edit.kind.name in IN_DOCUMENT:
            for row in (edit.before, edit.after):
                if row is not None:
                    self.batch_of(row["document"])
        if edit.after is not None and "label" in edit.after and not self._comes_back_hidden(edit):
            self.check_label(edit.after["label"], document_of(edit))
        if edit.after is not None and "annotator" in edit.after:
            self.bring_back(edit.after["annotator"])

    def _comes_back_hidden(self, edit: RowEdit) -> bool:
        """Return whether a relation was there and hidden when it went with its span: see `_hidden_relations`."""
        if edit.kind.name != "relation" or edit.before is not None or edit.after is None or not edit.rev:
            return False
        row = self._connection.execute(_LABEL, {"label": edit.after["label"]}).first()
        return row is not None and row.spans_to == edit.after["label"]

    def bring_back(self, annotator: int) -> None:
        """Let an annotator be there."""
        if annotator not in self._people:
            bring_back(self._connection, annotator)
            self._people.add(annotator)

    def batch_of(self, document: int) -> int:
        """Return the import that a document came with; raises ConflictError when it is not there."""
        if document not in self._batches:
            row = self._connection.execute(_BATCH, {"document": document}).first()
            if row is None:
                raise ConflictError(GONE, document=document)
            self._batches[document] = row.batch
        return self._batches[document]

    def check_label(self, label: int, document: int | None = None) -> None:
        """Raise ConflictError when what has a label is not shown: it, or the one it was merged into, is not there."""
        if label in self._labels:
            return
        id_, passed = label, set[int]()
        row = self._connection.execute(_LABEL, {"label": id_}).first()
        while row is not None and row.removed and row.spans_to is not None and id_ not in passed:
            passed.add(id_)  # Of two that were merged into each other, by redo, none is there.
            id_ = row.spans_to
            row = self._connection.execute(_LABEL, {"label": id_}).first()
        if row is None or row.removed:
            name = "" if row is None else f" {row.name}"
            raise ConflictError(
                mark("errors", "The scheme has no label{name} any more. Nothing was changed."),
                name=name,
                document=document,
            )
        self._labels.add(label)


def _batch(*where: ColumnElement[bool]) -> Select[Any]:
    document, batch = tables.document.c, tables.batch.c
    return select(document.batch).join(tables.batch, batch.id == document.batch).where(*where, batch.state == "in")


_BATCH = _batch(tables.document.c.id == bindparam("document"), tables.document.c.removed == 0)


def plain(row: Fields | None, kind: RowKind) -> Row | None:
    """Return a row of the history without its `rev`."""
    return None if row is None else {column: row[column] for column in kind.columns}
