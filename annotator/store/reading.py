"""Whole documents with their annotations: one, or all by pages; each row compared with its checksum.

The statements are made once and take parameters: making them anew for each page costs as much as
running them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, exists, func, select

from annotator.collecting import collecting_seldom
from annotator.errors import AnnotatorError, ProjectError
from annotator.model import AnnotatedDocument, Document, Span
from annotator.store import tables
from annotator.store.database import DAMAGED
from annotator.store.names import Names
from annotator.store.queries import NONSENSE, checked_value, damaged, visible_documents
from annotator.store.rows import ANNOTATED, KINDS, SPAN_COLUMNS, Fields, RowKind, span_checksums
from annotator.translation import mark

PAGE = 100
"""Documents in a page of an export."""

_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)

_SOME = visible_documents(tables.document).where(tables.document.c.id.in_(_IDS))

_PAGE = (
    visible_documents(tables.document)
    .where(tables.document.c.id > bindparam("after"))
    .order_by(tables.document.c.id)
    .limit(PAGE)
)

_SPANS = (
    select(*(tables.span.c[column] for column in SPAN_COLUMNS), tables.span.c.rev, tables.span.c.checksum)
    .where(tables.span.c.document.in_(_IDS))
    .order_by(tables.span.c.document, tables.span.c.start, tables.span.c.end.desc(), tables.span.c.id)
)

_HIDDEN: BindParameter[list[int]] = bindparam("hidden", expanding=True)

_COUNTS = (
    select(tables.span_count.c.document, func.sum(tables.span_count.c.n))
    .where(tables.span_count.c.document.in_(_IDS), tables.span_count.c.n > 0)
    .group_by(tables.span_count.c.document)
)
"""How many spans there must be: where the index is damaged that leads to them, some are not found."""

_OTHERS = {
    name: select(KINDS[name].table).where(KINDS[name].table.c.document.in_(_IDS)).order_by(KINDS[name].table.c.id)
    for name in ANNOTATED
    if name != "span"
}

_SHOWN = {
    "relation": _OTHERS["relation"].where(
        tables.relation.c.label.not_in(_HIDDEN),
        ~exists().where(
            tables.span.c.id.in_((tables.relation.c.source, tables.relation.c.target)), tables.span.c.label.in_(_HIDDEN)
        ),
    ),
    "document_label": _OTHERS["document_label"].where(tables.document_label.c.label.not_in(_HIDDEN)),
}
"""As `_OTHERS`, where labels were removed with what has them. A relation is shown with its spans."""

_CHECKED = itemgetter(slice(len(SPAN_COLUMNS)))
_DOCUMENT = itemgetter(SPAN_COLUMNS.index("document"))
_STAMP = itemgetter(len(SPAN_COLUMNS) + 1)


def read_document(connection: Connection, names: Names, id_: int) -> AnnotatedDocument:
    """Return one document with all layers. Raises ProjectError when it is gone or damaged."""
    found = read_some(connection, names, [id_])
    if not found:
        raise ProjectError(mark("errors", "The document is not in the project any more. Choose another one."))
    return found[0]


def read_some(connection: Connection, names: Names, ids: Sequence[int]) -> list[AnnotatedDocument]:
    """Return these documents, a page of them at most, with all layers, in this order; those that are gone are left out.

    Raises ProjectError when one is damaged.
    """
    rows = {row["id"]: row for row in connection.execute(_SOME, {"ids": list(ids)}).mappings()}
    return list(_annotated(connection, names, [_document(rows[id_], names) for id_ in ids if id_ in rows]))


def read_page(connection: Connection, names: Names, after: int) -> list[AnnotatedDocument]:
    """Return the next documents with all layers, in order of id. Raises ProjectError when one is damaged."""
    rows = connection.execute(_PAGE, {"after": after}).mappings().all()
    return list(_annotated(connection, names, [_document(row, names) for row in rows]))


def check_all_read(connection: Connection, count: int) -> None:
    """Raise ProjectError when so many documents are not all there are: some are lost in a damaged table."""
    batch = tables.batch.c
    total = connection.execute(
        select(func.coalesce(func.sum(batch.documents), 0)).where(batch.state == "in")
    ).scalar_one()
    if total != count:
        raise ProjectError(
            mark("errors", "Of {total} articles only {count} were found. {damaged}"),
            total=total,
            count=count,
            damaged=AnnotatorError(DAMAGED),
        )


def _annotated(connection: Connection, names: Names, documents: Sequence[Document]) -> Iterator[AnnotatedDocument]:
    """Yield documents with their annotations: one query for each kind."""
    if not documents:
        return
    ids = [document.id for document in documents]
    spans = _read_spans(connection, names, ids)
    others = {name: _read_rows(connection, names, KINDS[name], ids) for name in _OTHERS}
    for document in documents:
        yield AnnotatedDocument(
            document,
            tuple(spans[document.id]),
            others["relation"].get(document.id, ()),
            others["document_label"].get(document.id, ()),
            others["note"].get(document.id, ()),
            others["progress"].get(document.id, ()),
        )


def _document(row: Fields, names: Names) -> Document:
    document: Document = checked_value(KINDS["document"], row, names)
    if hashlib.sha256(document.text.encode(errors="surrogatepass")).hexdigest() != document.sha256:
        raise damaged("text", document.id, document.title)
    return document


def _read_spans(connection: Connection, names: Names, ids: Sequence[int]) -> dict[int, list[Span]]:
    """Return spans by document, in reading order: that of the index, whose last column is the id in a file.

    Rows come as the driver's tuples: SQLAlchemy's would cost as much again as the query.
    """
    labels, annotators = names.labels, names.annotators
    spans: dict[int, list[Span]] = {id_: [] for id_ in ids}
    with collecting_seldom():
        rows = _fetched(connection, _SPANS, {"ids": ids})
        _check_counts(connection, ids, rows)
        if _sums(rows) != list(map(_STAMP, rows)):
            raise damaged("span", _first_damaged(rows))
        hidden = names.hidden
        for id_, document, start, end, label, annotator, pieces, attributes, note, rev, _ in rows:
            if label in hidden:
                continue
            if pieces or attributes or note:
                values = (id_, document, start, end, label, annotator, pieces, attributes, note, rev)
                span = _described_span(dict(zip((*SPAN_COLUMNS, "rev"), values, strict=True)), names)
            else:
                span = Span(id_, document, labels[label], annotators[annotator], start, end, (), (), "", rev)
            spans[document].append(span)
    return spans


def _described_span(row: Fields, names: Names) -> Span:
    try:
        span: Span = KINDS["span"].from_row(row, names)
    except NONSENSE as error:
        raise damaged("span", row["id"]) from error
    return span


def _check_counts(connection: Connection, ids: Sequence[int], rows: Sequence[tuple[Any, ...]]) -> None:
    """Raise ProjectError when other spans were found than there are."""
    there = {document: int(n) for document, n in _fetched(connection, _COUNTS, {"ids": ids})}
    found = Counter(map(_DOCUMENT, rows))
    if there != found:
        raise damaged("list of spans", next((id_ for id_ in ids if there.get(id_, 0) != found[id_]), ids[0]))


def _given(names: Names, ids: Sequence[int]) -> dict[str, Any]:
    return {"ids": ids, **({"hidden": list(names.hidden)} if names.hidden else {})}


def _fetched(connection: Connection, statement: Select[Any], parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return all rows of a query as the driver's own tuples."""
    result = connection.execute(statement, parameters)
    try:
        return list(result.cursor.fetchall())
    finally:
        result.close()


def _sums(rows: Sequence[tuple[Any, ...]]) -> list[int]:
    try:
        return span_checksums(map(_CHECKED, rows))
    except TypeError:  # Bytes, which no span has.
        return []


def _first_damaged(rows: Sequence[tuple[Any, ...]]) -> int:
    bad: int = next((row[0] for row in rows if _sums([row]) != [_STAMP(row)]), rows[0][0])
    return bad


def _read_rows(connection: Connection, names: Names, kind: RowKind, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Return the values of one kind by document, in order of id."""
    hides = names.hidden and kind.name in _SHOWN
    statement = _SHOWN[kind.name] if hides else _OTHERS[kind.name]
    chosen = connection.execute(statement, _given(names, ids) if hides else {"ids": ids})
    values: dict[int, tuple[Any, ...]] = {}
    for row in chosen.mappings():
        document = row["document"]
        values[document] = (*values.get(document, ()), checked_value(kind, row, names))
    return values
