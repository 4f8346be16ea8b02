"""Reading: documents by keyset pages, never all rows; each row compared with its checksum."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, and_, bindparam, case, func, select

from annotator.dateline import first_words
from annotator.errors import ProjectError
from annotator.model import (
    Annotator,
    Label,
    Scheme,
    Status,
)
from annotator.store import DocumentFilter, DocumentLine, Totals, search, tables
from annotator.store.rows import KINDS, Fields, Names, RowKind, checksum
from annotator.translation import mark

HASHES_A_QUERY = 500


def damaged(what: str, id_: int, title: str = "") -> ProjectError:
    """Return the error for a row that is not as it was written."""
    name = f"“{title}”" if title else str(id_)
    return ProjectError(
        mark(
            "errors",
            "The {what} of {name} is damaged: it is not what was written. Restore the project from a "
            "copy, and run “annotator check” on it.",
        ),
        what=what,
        name=name,
    )


def checked_value(kind: RowKind, row: Fields, names: Names) -> Any:
    """Return a row's value. Raises ProjectError when the row is not as it was written."""
    if checksum(row, kind.columns) != row["checksum"]:
        raise damaged(f"{kind.name} row", row["id"])
    return kind.from_row(row, names)


def visible() -> Any:
    """Return the condition that a document is part of the project."""
    return and_(tables.document.c.removed == 0, tables.batch.c.state == "in")


def visible_documents(*columns: Any) -> Select[Any]:
    """Select from the documents that are part of the project."""
    return select(*columns).join(tables.batch, tables.batch.c.id == tables.document.c.batch).where(visible())


def read_known_texts(connection: Connection, hashes: Sequence[str]) -> set[str]:
    """Return those of the hashes that are of a text in the project."""
    known: set[str] = set()
    sha256 = tables.document.c.sha256
    for at in range(0, len(hashes), HASHES_A_QUERY):
        some = hashes[at : at + HASHES_A_QUERY]
        known |= set(connection.execute(visible_documents(sha256).where(sha256.in_(some))).scalars())
    return known


def read_names(connection: Connection) -> Names:
    """Return the names of all labels and annotators; removed ones only by their ids, which rows may refer to."""
    names = Names()
    label, annotator = tables.label.c, tables.annotator.c
    spans_to = {}
    for row in connection.execute(select(label.id, label.kind, label.name, label.removed, label.spans_to)):
        names.labels[row.id] = row.name
        if not row.removed:
            names.label_ids[row.kind, row.name] = row.id
        elif row.spans_to is not None:
            spans_to[row.id] = row.spans_to
    names.learn_removed(spans_to)
    for person in connection.execute(select(annotator.id, annotator.name, annotator.removed)):
        names.annotators[person.id] = person.name
        if not person.removed:
            names.annotator_ids[person.name] = person.id
    return names


def last_document(connection: Connection) -> int:
    """Return the highest id that a document has, seen or not; 0 without any."""
    last: int = connection.execute(select(func.coalesce(func.max(tables.document.c.id), 0))).scalar_one()
    return last


def read_scheme(connection: Connection) -> Scheme:
    """Return the labels that are shown, in their order."""
    columns = tables.label.c
    rows = connection.execute(
        select(tables.label).where(columns.removed == 0).order_by(columns.position, columns.id)
    ).mappings()
    labels: list[Label] = [checked_value(KINDS["label"], row, Names()) for row in rows]
    return Scheme(tuple(labels))


def read_annotators(connection: Connection) -> tuple[Annotator, ...]:
    """Return the people who have a layer, in order of id."""
    columns = tables.annotator.c
    rows = connection.execute(select(tables.annotator).where(columns.removed == 0).order_by(columns.id)).mappings()
    return tuple(checked_value(KINDS["annotator"], row, Names()) for row in rows)


_ANNOTATOR: BindParameter[int] = bindparam("annotator")
_HIDDEN: BindParameter[list[int]] = bindparam("hidden", expanding=True)
_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)

_ALL_SPANS = tables.span_count.c.n
_HIDDEN_SPANS = (
    select(func.count())
    .select_from(tables.span)
    .where(
        tables.span.c.document == tables.document.c.id,
        tables.span.c.annotator == _ANNOTATOR,
        tables.span.c.label.in_(_HIDDEN),
    )
    .scalar_subquery()
)


def _select_lines(spans: ColumnElement[int]) -> Select[Any]:
    """Select the rows of the list; `spans` counts those of one document."""
    title = tables.document.c.title
    lines = visible_documents(
        tables.document.c.id,
        title,
        case((title == "", func.substr(tables.document.c.text, 1, 120)), else_="").label("beginning"),
        tables.document.c.author,
        tables.document.c.date,
        tables.document.c.source,
        tables.progress.c.status,
        tables.progress.c.flagged,
        tables.progress.c.note,
        spans.label("n"),
    )
    for counted in (tables.progress, tables.span_count):
        of_annotator = and_(counted.c.document == tables.document.c.id, counted.c.annotator == _ANNOTATOR)
        lines = lines.outerjoin(counted, of_annotator)
    return lines


_LINES = {False: _select_lines(_ALL_SPANS), True: _select_lines(_ALL_SPANS - _HIDDEN_SPANS)}
"""By whether any label was removed with its spans: only then they have to be counted, some milliseconds a page."""

_SOME_LINES = {
    hides: lines.where(tables.document.c.id.in_(_IDS)).order_by(tables.document.c.id) for hides, lines in _LINES.items()
}


def _given(annotator: int, hidden: Collection[int]) -> dict[str, Any]:
    return {"annotator": annotator, **({"hidden": list(hidden)} if hidden else {})}


def list_documents(
    connection: Connection,
    where: DocumentFilter,
    annotator: int,
    hidden: Collection[int],
    *,
    after: int | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[DocumentLine]:
    """Return one page of the list, in order of id; with `before`, the page that ends there.

    Spans whose labels are `hidden` are not counted.
    """
    if where.words.strip():
        found = search.filter_documents(connection, where, annotator=annotator, after=after, before=before, limit=limit)
        return read_lines(connection, found, annotator, hidden)
    chosen, id_ = _LINES[bool(hidden)], tables.document.c.id
    if where.status is Status.TODO:
        chosen = chosen.where(func.coalesce(tables.progress.c.status, Status.TODO) == Status.TODO)
    elif where.status is not None:
        chosen = chosen.where(tables.progress.c.status == where.status)
    if where.flagged:
        chosen = chosen.where(tables.progress.c.flagged == 1)
    if where.text:
        chosen = chosen.where(func.lower(tables.document.c.title).contains(where.text.lower(), autoescape=True))
    if before is not None:
        chosen = chosen.where(id_ < before).order_by(id_.desc())
    else:
        chosen = chosen.where(id_ > (after or 0)).order_by(id_)
    page = [_line(row) for row in connection.execute(chosen.limit(limit), _given(annotator, hidden))]
    return page if before is None else page[::-1]


def read_lines(
    connection: Connection, ids: Collection[int], annotator: int, hidden: Collection[int]
) -> list[DocumentLine]:
    """Return the rows of these documents, in order of id; those that are gone are left out."""
    rows = connection.execute(_SOME_LINES[bool(hidden)], {"ids": list(ids), **_given(annotator, hidden)})
    return [_line(row) for row in rows]


def _line(row: Any) -> DocumentLine:
    status = Status(row.status or Status.TODO)
    return DocumentLine(
        row.id,
        row.title or first_words(row.beginning),
        row.author,
        row.date,
        row.source,
        status,
        bool(row.flagged),
        row.n or 0,
        row.note or "",
    )


def read_totals(connection: Connection, annotator: int) -> Totals:
    """Count the documents, and those that the annotator has done or flagged."""
    batch, progress = tables.batch.c, tables.progress.c
    documents = connection.execute(
        select(func.coalesce(func.sum(batch.documents), 0)).where(batch.state == "in")
    ).scalar_one()
    counted = (
        visible_documents(progress.status, progress.flagged, func.count())
        .join(tables.progress, progress.document == tables.document.c.id)
        .where(progress.annotator == annotator)
        .group_by(progress.status, progress.flagged)
    )
    done = flagged = 0
    for status, is_flagged, n in connection.execute(counted).all():
        done += n if status == Status.DONE else 0
        flagged += n if is_flagged else 0
    return Totals(documents, done, flagged)


def read_label_counts(connection: Connection, names: Names, annotator: int) -> dict[str, int]:
    """Return how many spans of the annotator have each label; labels without any are left out."""
    batch, count = tables.batch.c, tables.label_count.c
    counted = (
        select(count.label, func.sum(count.n))
        .join(tables.batch, batch.id == count.batch)
        .where(batch.state == "in", count.annotator == annotator)
        .group_by(count.label)
    )
    counts: Counter[str] = Counter()
    for label, n in connection.execute(counted).all():
        if n and label not in names.hidden:
            counts[names.labels[label]] += n
    return dict(counts)


def read_layers(connection: Connection, names: Names) -> tuple[str, ...]:
    """Return the names of the annotators who have annotations in documents that are there."""
    batch, count = tables.batch.c, tables.label_count.c
    counted = (
        select(count.annotator)
        .join(tables.batch, batch.id == count.batch)
        .where(batch.state == "in", count.n > 0, count.label.not_in(names.hidden))
    )
    found = set(connection.execute(counted.distinct()).scalars())
    for table in (tables.relation, tables.document_label, tables.note):
        chosen = visible_documents(table.c.annotator).join(table, table.c.document == tables.document.c.id)
        found |= set(connection.execute(chosen.distinct()).scalars())
    return tuple(sorted(names.annotators[id_] for id_ in found))
