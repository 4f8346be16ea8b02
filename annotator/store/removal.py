"""Removing a label together with what has it, or merging it into another one: one row, whatever their number.

The spans, relations or labels of documents stay as they are. Their label, which is removed, says under which label they
are shown from then on, or that they are hidden (`tables.label`). Writing each of 250,000 spans would take seconds, in
steps that others must not see half done, and as long again for undo.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, exists, func, insert, select
from sqlalchemy.exc import IntegrityError

from annotator.edits import Edit
from annotator.errors import ConflictError, EditError
from annotator.model import Kind, Label, value
from annotator.store import LabelUse, standings, tables
from annotator.store.history import (
    CHANGED_SINCE,
    RowEdit,
    There,
    Written,
    insert_action,
    row_edit,
    write_edits,
)
from annotator.store.history_rows import edit_row, read_edit
from annotator.store.in_use import merged_into
from annotator.store.names import Names
from annotator.store.queries import visible, visible_documents
from annotator.store.rows import KINDS, SPAN_COLUMNS, Row, RowKind, to_json
from annotator.store.soft_rows import mark_row
from annotator.translation import mark

MOST_DUPLICATES = 100
"""Spans that would stand twice in the same place are removed one by one: these take 50 ms."""
MOST_TWICE = 1_000
"""The same for relations, and for labels that a document would have twice, which is what merging them is often for."""


@value
class Removal:
    """What is to be written: the label, its spans' new label or none, and what else changes with them."""

    label: RowEdit
    into: int | None
    edits: tuple[RowEdit, ...]
    use: LabelUse


def read_use(connection: Connection, names: Names, label: int) -> LabelUse:
    """Count the spans, the relations or the documents that are shown under a label."""
    kind = connection.execute(select(tables.label.c.kind).where(tables.label.c.id == label)).scalar()
    labels = merged_into(connection, label)
    table = _TABLES.get(str(kind))
    if table is None:
        return _use_by_spans(connection, names, labels)
    counted = (
        visible_documents(table.c.annotator, func.count())
        .join(table, table.c.document == tables.document.c.id)
        .where(table.c.label.in_(labels))
        .group_by(table.c.annotator)
    )
    layers = tuple((names.annotators[annotator], n) for annotator, n in connection.execute(counted).all())
    return LabelUse(sum(n for _, n in layers), _documents(connection, table, labels), layers)


def _use_by_spans(connection: Connection, names: Names, labels: Sequence[int]) -> LabelUse:
    batch, count = tables.batch.c, tables.label_count.c
    counted = (
        select(count.annotator, func.sum(count.n))
        .join(tables.batch, batch.id == count.batch)
        .where(batch.state == "in", count.label.in_(labels))
        .group_by(count.annotator)
    )
    layers = tuple((names.annotators[annotator], n) for annotator, n in connection.execute(counted).all() if n)
    return LabelUse(sum(n for _, n in layers), _documents(connection, tables.span, labels), layers)


def _documents(connection: Connection, table: Table, labels: Sequence[int]) -> int:
    """Count the documents in which something of a table has one of the labels."""
    counted = visible_documents(func.count(table.c.document.distinct()))
    joined = counted.join(table, table.c.document == tables.document.c.id).where(table.c.label.in_(labels))
    found: int = connection.execute(joined).scalar_one()
    return found


def plan_removal(connection: Connection, names: Names, edits: Sequence[Edit], into: int | None) -> Removal:
    """Look, before anything is written, at what a removal takes. Raises EditError when there is too much."""
    removed = next(edit for edit in edits if isinstance(edit.before, Label) and edit.after is None)
    label = row_edit(removed, names)
    assert label.before is not None
    others = [row_edit(edit, names) for edit in edits if edit is not removed]
    if into is not None:
        others += _DUPLICATES[Kind(label.before["kind"])](connection, label.before, into)
    return Removal(label, into, tuple(others), read_use(connection, names, label.before["id"]))


def _duplicates(connection: Connection, label: Row, into: int) -> list[RowEdit]:
    """Return the removals of the spans that the other label has as well, in the same place.

    One that has relations, or a note or attributes of its own, stays: what it holds would be lost.
    """
    kind, span, other, relation = KINDS["span"], tables.span.c, tables.span.alias("other"), tables.relation.c
    same = [span[name].is_not_distinct_from(other.c[name]) for name in ("pieces", "attributes", "note")]
    place = [span[name] == other.c[name] for name in ("document", "start", "end", "annotator")]
    found = (
        select(*(span[column] for column in SPAN_COLUMNS), span.rev)
        .join(other, and_(*place))
        .join(tables.document, tables.document.c.id == span.document)
        .join(tables.batch, tables.batch.c.id == tables.document.c.batch)
        .where(span.label.in_(merged_into(connection, label["id"])), other.c.label.in_(merged_into(connection, into)))
        .where(*same, visible(), ~exists().where((relation.source == span.id) | (relation.target == span.id)))
        .distinct()
        .limit(MOST_DUPLICATES + 1)
    )
    return _removals(connection, kind, found, MOST_DUPLICATES, label["name"])


def _relations_twice(connection: Connection, label: Row, into: int) -> list[RowEdit]:
    """Return the removals of the relations that join the same spans under the other label as well."""
    same = ("document", "annotator", "source", "target", "attributes", "note")
    return _twice(connection, KINDS["relation"], same, label, into)


def _document_labels_twice(connection: Connection, label: Row, into: int) -> list[RowEdit]:
    """Return the removals of the label from documents to which the same annotator gave the other one as well."""
    return _twice(connection, KINDS["document_label"], ("document", "annotator"), label, into)


def _twice(connection: Connection, kind: RowKind, same: Sequence[str], label: Row, into: int) -> list[RowEdit]:
    table, other = kind.table, kind.table.alias("other")
    found = (
        visible_documents(*table.c)
        .join(table, table.c.document == tables.document.c.id)
        .join(other, and_(*(table.c[name].is_not_distinct_from(other.c[name]) for name in same)))
        .where(table.c.label.in_(merged_into(connection, label["id"])))
        .where(other.c.label.in_(merged_into(connection, into)))
        .distinct()
        .limit(MOST_TWICE + 1)
    )
    return _removals(connection, kind, found, MOST_TWICE, label["name"])


def _removals(connection: Connection, kind: RowKind, found: Select[Any], most: int, name: str) -> list[RowEdit]:
    rows = connection.execute(found).mappings().all()
    if len(rows) > most:
        raise EditError(
            mark(
                "errors",
                "More than {most} have both labels, which is too many to join at once. "
                "Take {name} off those first, or delete it together with what has it.",
            ),
            most=most,
            name=name,
        )
    return [RowEdit(kind, {column: row[column] for column in kind.columns}, None, row["rev"]) for row in rows]


_TABLES = {str(Kind.RELATION): tables.relation, str(Kind.DOCUMENT): tables.document_label}
_DUPLICATES = {Kind.SPAN: _duplicates, Kind.RELATION: _relations_twice, Kind.DOCUMENT: _document_labels_twice}


def write_removal(connection: Connection, title: str, plan: Removal, annotator: int) -> Written:
    """Write the action. Raises ConflictError when a row is not as it was seen."""
    assert plan.label.before is not None
    label: int = plan.label.before["id"]
    action, seq = insert_action(connection, title, annotator, len(plan.edits) + 1)
    written = write_edits(connection, action, seq, title, plan.edits, here=annotator)
    spans_to = label if plan.into is None else plan.into
    size = {"documents": plan.use.documents, "spans": plan.use.spans}
    _remove(connection, label, spans_to, rev=plan.label.rev)
    note = to_json({"id": label, "spans_to": spans_to, **size}, plan.label.rev)
    _note(connection, action, len(plan.edits), before=None, after=note)
    return Written(action, written.seq, title, written.edits, everything=True)


def _remove(connection: Connection, label: int, spans_to: int, *, rev: int | None = None) -> None:
    """Mark a label as removed, if it is there, at that `rev` if one is given, and so is the one that gets its spans."""
    columns = tables.label.c
    seen = (columns.id == label) & (columns.removed == 0)
    if rev is not None:
        seen &= columns.rev == rev
    if not mark_row(connection, KINDS["label"], seen, removed=1, spans_to=spans_to):
        raise ConflictError(CHANGED_SINCE)
    standings.forget(connection)
    if spans_to != label:
        There(connection).check_label(spans_to)


def _bring_back(connection: Connection, label: int) -> None:
    columns = tables.label.c
    gone = (columns.id == label) & (columns.removed == 1) & columns.spans_to.is_not(None)
    try:
        is_back = mark_row(connection, KINDS["label"], gone, removed=0, spans_to=None)
    except IntegrityError as error:
        raise ConflictError(
            mark("errors", "There is a label of that name again. Give that one another name first.")
        ) from error
    if not is_back:
        raise ConflictError(CHANGED_SINCE)
    standings.forget(connection)


def flip(connection: Connection, action: int, n: int, row: Any) -> None:
    """Take a removal back, or do it again: the inverse of a row of the history."""
    before, after = read_edit(row)
    removal = before if after is None else after
    assert removal is not None
    if row.after is None:
        _remove(connection, removal["id"], removal["spans_to"])
    else:
        _bring_back(connection, removal["id"])
    _note(connection, action, n, before=row.after, after=row.before)


def size(_: Connection, row: Row) -> tuple[int, int]:
    """Return of how many documents and spans a removal was."""
    return row["documents"], row["spans"]


def _note(connection: Connection, action: int, n: int, *, before: str | None, after: str | None) -> None:
    connection.execute(insert(tables.edit), edit_row(action, n, "removal", before, after))
