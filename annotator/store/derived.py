"""What is kept beside the rows, to be read quickly: counts, the full-text index, metadata by key, standings.

All of it follows from the rows, and is written in the same transaction.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache

from sqlalchemy import Connection, Insert, Table, Update, bindparam, func, insert, select, text, update

from annotator.errors import ConflictError
from annotator.store import standings, tables
from annotator.store.in_use import check_labels, label_in_use
from annotator.store.people import bring_back_all
from annotator.store.rows import COUNTED_IN_LAYERS, Row, RowKind
from annotator.store.search import reindex_title
from annotator.store.texts import take_text
from annotator.translation import mark

GONE = mark("errors", "The document is not in the project any more. Nothing was changed.")

BatchOf = Callable[[int], int]
"""Returns the import that a document came with."""


def write_derived(
    connection: Connection, kind: RowKind, before: Row | None, after: Row | None, batch_of: BatchOf
) -> None:
    """Keep up with a row that was written. Raises ConflictError when a label goes that is in use."""
    if kind.name in COUNTED_IN_LAYERS:
        _follow_layer(connection, kind, before, after)
    if kind.name == "span":
        _follow_span(connection, before, after, batch_of)
    elif kind.name == "progress":
        _follow_progress(connection, before, after, batch_of)
    elif kind.name == "document":
        _follow_document(connection, before, after)
    elif kind.name == "label" and after is None:
        assert before is not None
        if label_in_use(connection, before["id"]):
            raise ConflictError(mark("errors", "The label {name} is in use. Nothing was changed."), name=before["name"])


def _follow_layer(connection: Connection, kind: RowKind, before: Row | None, after: Row | None) -> None:
    step = (after is not None) - (before is not None)
    row = after or before
    if step and row is not None:
        _count(connection, tables.layer_count, {"document": row["document"], "kind": kind.name}, step)


def _follow_span(connection: Connection, before: Row | None, after: Row | None, batch_of: BatchOf) -> None:
    steps: Counter[tuple[int, int]] = Counter()
    for row, step in ((before, -1), (after, 1)):
        if row is not None:
            place = {"batch": batch_of(row["document"]), "label": row["label"], "annotator": row["annotator"]}
            _count(connection, tables.label_count, place, step)
            steps[row["document"], row["annotator"]] += step
    for (document, annotator), step in steps.items():
        if step:
            _count(connection, tables.span_count, {"document": document, "annotator": annotator}, step)
            standings.count_spans(connection, document, annotator, step)


def _follow_progress(connection: Connection, before: Row | None, after: Row | None, batch_of: BatchOf) -> None:
    for row, step in ((before, -1), (after, 1)):
        if row is not None:
            place = {name: row[name] for name in ("annotator", "status", "flagged")}
            _count(connection, tables.status_count, {"batch": batch_of(row["document"]), **place}, step)
    row = after or before
    assert row is not None
    status, flagged = ("todo", 0) if after is None else (after["status"], after["flagged"])
    standings.mark(connection, row["document"], row["annotator"], status=status, flagged=flagged)


def _follow_document(connection: Connection, before: Row | None, after: Row | None) -> None:
    row = after or before
    assert row is not None
    if before is not None and after is not None:
        _shown_batch(connection, row["id"])
        if before["sha256"] != after["sha256"]:
            take_text(connection, row["id"], title=before["title"], before=before["sha256"], after=after["sha256"])
        elif before["title"] != after["title"]:
            reindex_title(connection, row["id"], before=before["title"])
        if before["metadata"] != after["metadata"]:
            connection.execute(_FORGET_FIELDS, {"document": row["id"]})
            connection.execute(_FIELDS_OF_ONE, {"document": row["id"]})
        return
    step = 1 if before is None else -1
    batch, document = tables.batch.c, tables.document.c
    batch_id = _shown_batch(connection, row["id"])
    connection.execute(update(tables.batch).where(batch.id == batch_id).values(documents=batch.documents + step))
    for table, columns in _COUNTED:
        of = [table.c[column] for column in columns]
        counts = select(*of, func.count().label("n")).where(table.c.document == row["id"]).group_by(*of)
        for count in connection.execute(counts).mappings().all():
            place = {column: count[column] for column in columns}
            _count(connection, _TABLE[table.name], {"batch": batch_id, **place}, step * count["n"])
    if before is None:
        check_labels(connection)
        bring_back_all(connection, document.id == row["id"])


def _shown_batch(connection: Connection, id_: int) -> int:
    """Return the import that a document came with. Raises ConflictError when that was taken back."""
    document, batch = tables.document.c, tables.batch.c
    of = select(document.batch).join(tables.batch, batch.id == document.batch)
    found: int | None = connection.execute(of.where(document.id == id_, batch.state == "in")).scalar()
    if found is None:
        raise ConflictError(GONE, document=id_)
    return found


_COUNTED = ((tables.span, ("label", "annotator")), (tables.progress, ("annotator", "status", "flagged")))
_TABLE = {"span": tables.label_count, "progress": tables.status_count}

_FIELDS = """
INSERT OR IGNORE INTO document_field (key, value, document)
SELECT each.key, coalesce(each.value, ''), document.id FROM document, json_each(document.metadata) AS each
WHERE document.metadata != '{}' AND document.id
"""
_FORGET_FIELDS = text("DELETE FROM document_field WHERE document = :document")
_FIELDS_OF_ONE = text(f"{_FIELDS} = :document")
ALL_FIELDS = f"{_FIELDS} IS NOT NULL"
FIELDS_BETWEEN = f"{_FIELDS} BETWEEN ? AND ?"
"""Writes the metadata of the documents with ids from one to another; for the driver."""


def _count(connection: Connection, table: Table, place: Mapping[str, object], step: int) -> None:
    given = {"step": step, **{f"of_{name}": one for name, one in place.items()}}
    if connection.execute(_counted(table), given).rowcount == 0:
        connection.execute(into(table), {**place, "n": step})


@cache
def _counted(table: Table) -> Update:
    """Return what adds `step` to the count of a place, that is of one of each `of_` column."""
    place = (column == bindparam(f"of_{column.name}") for column in table.c if column.name != "n")
    return update(table).where(*place).values(n=table.c.n + bindparam("step"))


@cache
def into(table: Table) -> Insert:
    """Return what inserts rows: made once, for SQLAlchemy takes longer to make a statement than SQLite to do it."""
    return insert(table)
