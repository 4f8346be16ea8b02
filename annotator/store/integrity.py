"""Checking a project: the file, every checksum and offset, and that the history leads to the present.

The history is replayed backwards. Each edit's `after` must be what its row is at that time, from the
newest edit to the oldest; what is left of a document then must be what its import wrote.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from sqlalchemy import Connection, func, select, text

from annotator.errors import AnnotatorError
from annotator.store import Finding, tables
from annotator.store.database import Database
from annotator.store.queries import visible
from annotator.store.reading import PAGE, read_document
from annotator.store.rows import IN_DOCUMENT, KINDS, Names, Row, checksum, from_json

Touched = dict[tuple[str, int], Row | None]
"""Rows that the history has changed since they were imported, as they were at the time reached."""


def check(database: Database, names: Names, progress: Callable[[float], None] = lambda _: None) -> Iterator[Finding]:
    """Yield what is wrong, most basic first. Nothing is changed."""
    with database.read() as connection:
        yield from _check_file(connection)
        yield from _check_documents(connection, names, progress)
        yield from _check_history(connection)
        yield from _check_counts(connection)
    with database.write() as connection:
        yield from _check_index(connection)


def _check_file(connection: Connection) -> Iterator[Finding]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check").all():
        if said != "ok":
            yield Finding(f"The database is damaged: {said}.")
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        yield Finding(f"Row {row[1]} of the table {row[0]} refers to a row of {row[2]} that is not there.")


def _check_documents(connection: Connection, names: Names, progress: Callable[[float], None]) -> Iterator[Finding]:
    """Each text against its sha256, each row against its checksum, each offset against the text."""
    columns = tables.document.c
    total = connection.execute(select(func.count()).select_from(tables.document)).scalar_one() or 1
    shown = select(columns.id).join(tables.batch, tables.batch.c.id == columns.batch).where(visible())
    last = seen = 0
    while ids := list(connection.execute(shown.where(columns.id > last).order_by(columns.id).limit(PAGE)).scalars()):
        for id_ in ids:
            try:
                yield from _check_offsets(read_document(connection, names, id_))
            except AnnotatorError as error:
                yield Finding(str(error), id_)
        last, seen = ids[-1], seen + len(ids)
        progress(seen / total)


def _check_offsets(document: Any) -> Iterator[Finding]:
    length, id_ = len(document.text), document.document.id
    ids = {span.id for span in document.spans}
    for span in document.spans:
        pieces = span.pieces or ((span.start, span.end),)
        borders = [border for piece in pieces for border in piece]
        if not 0 <= span.start <= span.end <= length or borders != sorted(borders):
            yield Finding(f"{span.label} at {span.start} to {span.end} is not inside the text.", id_)
        elif (borders[0], borders[-1]) != (span.start, span.end):
            yield Finding(f"{span.label} at {span.start} to {span.end} does not cover its pieces.", id_)
    for relation in document.relations:
        if not {relation.source, relation.target} <= ids:
            yield Finding(f"The relation {relation.label} leads to a span of another document.", id_)


def _check_history(connection: Connection) -> Iterator[Finding]:
    touched: Touched = {}
    edit, action = tables.edit.c, tables.action.c
    newest_first = (
        select(tables.edit, action.title)
        .join(tables.action, action.id == edit.action)
        .where(action.seq.is_not(None), edit.kind.not_in(("import", "batch")))
        .order_by(action.seq.desc(), edit.n.desc())
        .execution_options(yield_per=1000)
    )
    for row in connection.execute(newest_first):
        yield from _step_back(connection, row, touched)
    yield from _check_imports(connection, touched)


def _step_back(connection: Connection, row: Any, touched: Touched) -> Iterator[Finding]:
    after, before = from_json(row.after, row.format), from_json(row.before, row.format)
    given = before if after is None else after
    assert given is not None
    key = (row.kind, given["id"])
    if key not in touched:
        touched[key] = _present(connection, *key)
    if not _same(touched[key], after, row.kind):
        yield Finding(f"The history does not lead to what is there: “{row.title}” left something else.")
    touched[key] = before


def _present(connection: Connection, kind_name: str, id_: int) -> Row | None:
    table = KINDS[kind_name].table
    found = connection.execute(select(table).where(table.c.id == id_)).mappings().first()
    return None if found is None or found.get("removed") else dict(found)


def _same(row: Row | None, other: Row | None, kind_name: str) -> bool:
    if row is None or other is None:
        return row is other
    return all(row[column] == other[column] for column in KINDS[kind_name].columns)


def _check_imports(connection: Connection, touched: Touched) -> Iterator[Finding]:
    """Compare what is left of each document with what its import wrote."""
    changed: Counter[int] = Counter()
    for (kind_name, id_), row in touched.items():
        if kind_name in IN_DOCUMENT:
            kind = KINDS[kind_name]
            present = connection.execute(select(kind.table).where(kind.table.c.id == id_)).mappings().first()
            if present is not None:
                changed[present["document"]] -= present["checksum"]
            if row is not None:
                changed[row["document"]] += checksum(row, kind.columns)
    imports = select(tables.edit.c.after).where(tables.edit.c.kind == "import").execution_options(yield_per=PAGE)
    for partition in connection.execute(imports).scalars().partitions():
        wrote = [orjson.loads(after) for after in partition if after]
        yield from _check_import_page(connection, wrote, changed)


def _check_import_page(connection: Connection, wrote: list[Row], changed: Counter[int]) -> Iterator[Finding]:
    ids = [row["id"] for row in wrote]
    sums: Counter[int] = Counter()
    for kind_name in IN_DOCUMENT:
        columns = KINDS[kind_name].table.c
        of_page = select(columns.document, func.sum(columns.checksum)).where(columns.document.in_(ids))
        for document, total in connection.execute(of_page.group_by(columns.document)).all():
            sums[document] += int(total)
    columns = tables.document.c
    found = dict(connection.execute(select(columns.id, columns.sha256).where(columns.id.in_(ids))).tuples().all())
    for row in wrote:
        if row["id"] not in found:
            yield Finding("A document that was imported is missing.", row["id"])
        elif sums[row["id"]] + changed[row["id"]] != row["checksums"]:
            yield Finding("The document's annotations are not those that import and edits left.", row["id"])
        elif found[row["id"]] != row["sha256"]:
            yield Finding("The document's text is not the one that was imported.", row["id"])


def _check_counts(connection: Connection) -> Iterator[Finding]:
    span, document, count = tables.span.c, tables.document.c, tables.label_count.c
    counted = (
        select(document.batch, span.label, span.annotator, func.count())
        .join(tables.document, document.id == span.document)
        .where(document.removed == 0)
        .group_by(document.batch, span.label, span.annotator)
    )
    really = {tuple(row[:3]): row[3] for row in connection.execute(counted).all()}
    stored = {
        tuple(row[:3]): row[3]
        for row in connection.execute(select(count.batch, count.label, count.annotator, count.n)).all()
        if row[3]
    }
    opened = set(connection.execute(select(tables.batch.c.id).where(tables.batch.c.state == "open")).scalars())
    if {key: n for key, n in really.items() if key[0] not in opened} != stored:
        yield Finding("The counts of spans by label are not what is there.")


def _check_index(connection: Connection) -> Iterator[Finding]:
    try:
        connection.execute(text("INSERT INTO document_fts(document_fts, rank) VALUES ('integrity-check', 1)"))
    except Exception as error:  # noqa: BLE001  (whatever SQLite raises here is the finding)
        yield Finding(f"The full-text index is not that of the texts: {error}.")
