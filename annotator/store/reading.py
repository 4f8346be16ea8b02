"""Whole documents with their annotations: one, or all by pages; each row compared with its checksum.

The statements are made once and take parameters: making them anew for each page costs as much as
running them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import repeat
from typing import Any

import orjson
from sqlalchemy import BindParameter, Connection, Executable, bindparam, func, literal, select, text

from annotator.collecting import collecting_seldom
from annotator.errors import AnnotatorError, ProjectError
from annotator.model import AnnotatedDocument, Document, Span
from annotator.store import tables
from annotator.store.checksums import span_checksums
from annotator.store.database import DAMAGED
from annotator.store.names import Names
from annotator.store.queries import NONSENSE, check_batches, checked_value, damaged, visible_documents
from annotator.store.rows import ANNOTATED, KINDS, Fields, RowKind
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

_READ = ("id", "start", "end", "label", "annotator", "pieces", "attributes", "note", "rev", "checksum")
Columns = Sequence[list[Any]]
"""Values as `_READ` has them: a list of each."""

_SPANS = text(
    "SELECT document, "
    + ", ".join(f'json_group_array("{column}")' for column in _READ)
    + " FROM span INDEXED BY span_document WHERE document IN :ids GROUP BY document"
).bindparams(_IDS)
"""One row a document, in it all values of a column as one list: for each row, the driver would let go of the
interpreter and take it again, and each value would cost it as much as the database. In the order of the index, that of
reading, whose last column is the id in a file."""

_COUNTS = (
    select(tables.span_count.c.document, literal("span"), func.sum(tables.span_count.c.n))
    .where(tables.span_count.c.document.in_(_IDS), tables.span_count.c.n > 0)
    .group_by(tables.span_count.c.document)
    .union_all(
        select(tables.layer_count.c.document, tables.layer_count.c.kind, tables.layer_count.c.n).where(
            tables.layer_count.c.document.in_(_IDS), tables.layer_count.c.n > 0
        )
    )
)
"""How many annotations there must be: where an index is damaged that leads to them, some are not found."""

_OTHERS = {
    name: select(KINDS[name].table).where(KINDS[name].table.c.document.in_(_IDS)).order_by(KINDS[name].table.c.id)
    for name in ANNOTATED
    if name != "span"
}

Found = Counter[tuple[int, str]]
"""How many annotations were read, by document and kind."""

_MANY = dict(zip(ANNOTATED, ("spans", "relations", "labels", "notes", "statuses"), strict=True))


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
    check_batches(connection)
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
    found: Found = Counter()
    spans, hidden = _read_spans(connection, names, ids, found)
    others = {name: _read_rows(connection, names, KINDS[name], ids, hidden, found) for name in _OTHERS}
    _check_counts(connection, ids, found)
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
    text: object = document.text  # Bytes or a number, where SQLite takes it for one.
    if not isinstance(text, str) or hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest() != document.sha256:
        raise damaged("text", document.id, document.title)
    return document


def _read_spans(
    connection: Connection, names: Names, ids: Sequence[int], found: Found
) -> tuple[dict[int, list[Span]], set[int]]:
    """Return spans by document, in reading order, and those that are hidden with their labels; count all in `found`."""
    with collecting_seldom():
        rows = _fetched(connection, _SPANS, {"ids": ids})
        columns = {document: _parsed(document, lists) for document, *lists in rows}
        found.update({(document, "span"): len(stamps) for document, (*_, stamps) in columns.items()})
        spans = {id_: _spans(id_, columns[id_], names) if id_ in columns else [] for id_ in ids}
    hidden = {id_ for own, _, _, labels, *_ in columns.values() for id_ in _with(own, labels, names.hidden)}
    return spans, hidden


def _with(ids: Sequence[int], labels: Sequence[int], hidden: AbstractSet[int]) -> Iterator[int]:
    return (id_ for id_, label in zip(ids, labels, strict=True) if label in hidden) if hidden else iter(())


def _parsed(document: int, lists: Sequence[str]) -> Columns:
    try:
        return list(map(orjson.loads, lists))
    except orjson.JSONDecodeError as error:  # A number without end, which no span has.
        raise damaged("list of spans", document) from error


def _spans(document: int, columns: Columns, names: Names) -> list[Span]:
    """Return the spans of one document whose values are given by column, as `_READ` has them."""
    ids, starts, ends, labels, annotators, pieces, attributes, notes, revs, stamps = columns
    rows = (ids, repeat(document), starts, ends, labels, annotators, pieces, attributes, notes)
    sums = span_checksums(zip(*rows, strict=False))
    if sums != stamps:
        raise damaged("span", next(id_ for id_, here, stamp in zip(ids, sums, stamps, strict=True) if here != stamp))
    named = (map(names.labels.__getitem__, labels), map(names.annotators.__getitem__, annotators))
    spans = list(map(Span, ids, repeat(document), *named, starts, ends, repeat(()), repeat(()), repeat(""), revs))
    for at in {at for column in (pieces, attributes, notes) if any(column) for at, said in enumerate(column) if said}:
        spans[at] = _described_span((column[at] for column in columns), document, names)
    hidden = names.hidden
    return [span for span, label in zip(spans, labels, strict=True) if label not in hidden] if hidden else spans


def _described_span(values: Iterable[Any], document: int, names: Names) -> Span:
    row = {"document": document, **dict(zip(_READ, values, strict=True))}
    try:
        span: Span = KINDS["span"].from_row(row, names)
    except NONSENSE as error:
        raise damaged("span", row["id"]) from error
    return span


def _check_counts(connection: Connection, ids: Sequence[int], found: Found) -> None:
    """Raise ProjectError when other annotations were found than there are."""
    there = {(document, kind): int(n) for document, kind, n in _fetched(connection, _COUNTS, {"ids": ids})}
    if there != found:
        # In a damaged row, a document may be no number.
        document, kind = min((place for place, _ in there.items() ^ found.items()), key=repr)
        raise damaged(f"list of {_MANY.get(kind, 'annotations')}", document)


def _fetched(connection: Connection, statement: Executable, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return all rows of a query as the driver's own tuples."""
    result = connection.execute(statement, parameters)
    try:
        return list(result.cursor.fetchall())
    finally:
        result.close()


def _read_rows(
    connection: Connection, names: Names, kind: RowKind, ids: Sequence[int], hidden: AbstractSet[int], found: Found
) -> dict[int, tuple[Any, ...]]:
    """Return the values of one kind by document, in order of id; count all in `found`.

    Those whose labels were removed with what has them are left out, and so are relations of `hidden` spans.
    """
    values: dict[int, tuple[Any, ...]] = {}
    for row in connection.execute(_OTHERS[kind.name], {"ids": ids}).mappings():
        document = row["document"]
        found[document, kind.name] += 1
        if row.get("label") in names.hidden or not hidden.isdisjoint((row.get("source"), row.get("target"))):
            continue
        values[document] = (*values.get(document, ()), checked_value(kind, row, names))
    return values
