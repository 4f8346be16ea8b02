"""Checking a project: the file, every checksum and offset, and that the history leads to the present.

A copy is checked: it stands still, and nobody waits for it. The history is replayed backwards. Each
edit's `after` must be what its row is at that time, from the newest edit to the oldest; what is left
of a document then must be what its import wrote.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, text, true, update
from sqlalchemy.exc import DBAPIError

from annotator.addresses import TeamAddress
from annotator.errors import AnnotatorError, ProjectError
from annotator.model import Span
from annotator.store import Finding, tables
from annotator.store.checksums import checksum
from annotator.store.database import DAMAGED, Database
from annotator.store.hiding_labels import HIDING
from annotator.store.history_rows import ACTION_COLUMNS, EDIT_COLUMNS, LACKS_EDITS, damaged_history, is_whole
from annotator.store.leftovers import clear_away_open
from annotator.store.names import Names
from annotator.store.queries import checked_value, read_names
from annotator.store.reading import PAGE, read_document
from annotator.store.rows import ANNOTATED, COUNTED_IN_LAYERS, FLIPS, IN_DOCUMENT, KINDS, Row, from_json
from annotator.store.soft_rows import mark_row
from annotator.store.told_marks import check_marks
from annotator.store.verdicts import read_verdicts
from annotator.translation import mark

Touched = dict[tuple[str, int], Row | None]
"""Rows that the history has changed since they were imported, as they were at the time reached."""

Progress = Callable[[float], None]


DANGLING = mark("errors", "Row {row} of the table {table} refers to a row of {other} that is not there.")
GONE = {
    "label": mark("errors", "The label {name} was removed, and is in use."),
    "annotator": mark("errors", "The annotator {name} was removed, and is in use."),
}


def check(database: Database, progress: Progress = lambda _: None) -> Iterator[Finding]:
    """Yield what is wrong, most basic first. Raises ProjectError when there is no room for a copy."""
    try:
        with database.snapshot() as copy:
            yield from check_copy(copy, progress)
        if isinstance(database.address, TeamAddress):
            yield from _check_server_index(database)
    except ProjectError as error:
        if DAMAGED not in str(error):
            raise
        yield Finding(ProjectError(DAMAGED))


def check_copy(copy: Database, progress: Progress = lambda _: None) -> Iterator[Finding]:
    """Yield what is wrong with a copy that nobody else reads or writes; it loses only what open actions left there."""
    try:
        yield from _check(copy, progress)
    except ProjectError as error:
        if DAMAGED not in str(error):
            raise
        yield Finding(ProjectError(DAMAGED))
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        # Whatever has no checksum may be anything in a damaged file, and JSON of any shape.
        yield Finding(
            ProjectError(
                mark("errors", "{damaged} It holds what makes no sense: {why}."),
                damaged=ProjectError(DAMAGED),
                why=repr(error),
            )
        )


def _check(copy: Database, progress: Progress) -> Iterator[Finding]:
    sound = True
    with copy.read() as connection:
        for finding in _check_file(connection):
            sound = sound and not finding.message.startswith(DAMAGED)
            yield finding
    if not sound:
        return
    clear_away_open(copy)
    with copy.write() as connection:
        yield from _check_scheme(connection)
        yield from _check_history(connection)
        yield from _check_counts(connection)
        yield from _check_index(connection)
        yield from _bring_all_back(connection)
        yield from _check_documents(connection, read_names(connection), progress)
        connection.rollback()


def _check_file(connection: Connection) -> Iterator[Finding]:
    try:
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check").all():
            if said != "ok":
                yield _unsound(said)
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            yield Finding(ProjectError(DANGLING, row=row[1], table=row[0], other=row[2]))
    except DBAPIError as error:
        yield _unsound(error.orig)


def _unsound(said: object) -> Finding:
    sentence = mark("errors", "{damaged} SQLite says: {said}.")
    return Finding(ProjectError(sentence, damaged=ProjectError(DAMAGED), said=str(said)))


def _as_error(error: Exception) -> AnnotatorError:
    """Return an error of ours as it is, any other as what it says."""
    return error if isinstance(error, AnnotatorError) else ProjectError("{why}", why=str(error))


def _check_scheme(connection: Connection) -> Iterator[Finding]:
    """Each label and annotator against its checksum; what documents use must not have been removed."""
    for kind_name in ("label", "annotator"):
        kind = KINDS[kind_name]
        for row in connection.execute(select(kind.table)).mappings():
            try:
                checked_value(kind, row, Names())
            except (AnnotatorError, ValueError) as error:
                yield Finding(_as_error(error))
        for table in (KINDS[name].table for name in ANNOTATED if kind_name in KINDS[name].columns):
            used = select(kind.table.c.name).join(table, table.c[kind_name] == kind.table.c.id)
            used = used.join(tables.document, tables.document.c.id == table.c.document).join(tables.batch)
            gone = (kind.table.c.removed == 1) & _without_its_spans(kind.table)
            lost = used.where(gone, tables.document.c.removed == 0, tables.batch.c.state == "in")
            for name in connection.execute(lost.distinct()).scalars():
                yield Finding(ProjectError(GONE[kind_name], name=name))


def _without_its_spans(table: Table) -> ColumnElement[bool]:
    """Return the condition that what was removed has not taken what it named along."""
    return table.c.spans_to.is_(None) if "spans_to" in table.c else true()


def _check_documents(connection: Connection, names: Names, progress: Progress) -> Iterator[Finding]:
    """Each text against its sha256, each row against its checksum, each offset against the text."""
    total = connection.execute(select(func.count()).select_from(tables.document)).scalar_one() or 1
    last = seen = 0
    while ids := list(connection.execute(_after(last)).scalars()):
        for id_ in ids:
            try:
                yield from _check_offsets(read_document(connection, names, id_))
                read_verdicts(connection, names, id_)
            except (AnnotatorError, LookupError, ValueError) as error:
                yield Finding(_as_error(error), id_)
        last, seen = ids[-1], seen + len(ids)
        progress(seen / total)


def _bring_all_back(connection: Connection) -> Iterator[Finding]:
    """Let everything be seen that was taken back: it can be brought back, so it is read as well."""
    connection.execute(update(tables.batch).values(state="in"))
    document, label = tables.document.c, tables.label.c
    for id_ in connection.execute(select(document.id).where(document.removed != 0)).scalars().all():
        try:
            mark_row(connection, KINDS["document"], document.id == id_, removed=0)
        except ProjectError as error:
            yield Finding(_as_error(error), id_)
    for id_ in connection.execute(select(label.id).where(label.spans_to.is_not(None))).scalars().all():
        with suppress(ProjectError):  # It has been found among the labels.
            mark_row(connection, KINDS["label"], label.id == id_, spans_to=None)


def _after(id_: int) -> Select[Any]:
    columns = tables.document.c
    return select(columns.id).where(columns.id > id_).order_by(columns.id).limit(PAGE)


def _check_offsets(document: Any) -> Iterator[Finding]:
    length, id_ = len(document.text), document.document.id
    ids = {span.id for span in document.spans}
    for span in document.spans:
        pieces = span.pieces or ((span.start, span.end),)
        borders = [border for piece in pieces for border in piece]
        if not 0 <= span.start <= span.end <= length or borders != sorted(borders):
            yield _misplaced(mark("errors", "{label} at {start} to {end} is not inside the text."), span)
        elif (borders[0], borders[-1]) != (span.start, span.end):
            yield _misplaced(mark("errors", "{label} at {start} to {end} does not cover its pieces."), span)
    for relation in document.relations:
        if not {relation.source, relation.target} <= ids:
            sentence = mark("errors", "The relation {label} leads to a span of another document.")
            yield Finding(ProjectError(sentence, label=relation.label), id_)


def _misplaced(sentence: str, span: Span) -> Finding:
    return Finding(ProjectError(sentence, label=span.label, start=span.start, end=span.end), span.document)


def _check_history(connection: Connection) -> Iterator[Finding]:
    is_damaged = False
    for finding in _check_history_rows(connection):
        is_damaged = True
        yield finding
    if is_damaged:
        return  # What it says leads nowhere.
    touched: Touched = {}
    edit, action = tables.edit.c, tables.action.c
    newest_first = (
        select(tables.edit, action.title)
        .join(tables.action, action.id == edit.action)
        .where(action.seq.is_not(None), edit.kind.not_in(("import", *FLIPS)))
        .order_by(action.seq.desc(), edit.n.desc())
        .execution_options(yield_per=1000)
    )
    hiding = set(connection.execute(HIDING).scalars())
    for row in connection.execute(newest_first):
        yield from _step_back(connection, row, touched, hiding)
    yield from check_marks(connection)
    yield from _check_imports(connection, touched, hiding)


def _check_history_rows(connection: Connection) -> Iterator[Finding]:
    """Each action and edit against its checksum, and how many edits each action has."""
    for table, columns in ((tables.action, ACTION_COLUMNS), (tables.edit, EDIT_COLUMNS)):
        for row in connection.execute(select(table).execution_options(yield_per=1000)).mappings():
            if not is_whole(row, columns):
                yield Finding(damaged_history(row[columns[0]]))
    for action in connection.execute(text(f"SELECT id FROM action WHERE seq IS NOT NULL AND {LACKS_EDITS}")).scalars():
        yield Finding(damaged_history(action))


def _step_back(connection: Connection, row: Any, touched: Touched, hiding: AbstractSet[int]) -> Iterator[Finding]:
    after, before = from_json(row.after, row.format), from_json(row.before, row.format)
    given = before if after is None else after
    assert given is not None
    key = (row.kind, given["id"])
    if key not in touched:
        touched[key] = _present(connection, *key)
    # People come back without an action: see `people`.
    has_come_back = row.kind == "annotator" and after is None
    # What a labelling left that was taken back goes with the text: see `taken_back`.
    has_gone = touched[key] is None and after is not None and after.get("label") in hiding
    if not has_come_back and not has_gone and not _same(touched[key], after, row.kind):
        sentence = mark("errors", "The history does not lead to what is there: “{title}” left something else.")
        yield Finding(ProjectError(sentence, title=row.title))
    touched[key] = before


def _present(connection: Connection, kind_name: str, id_: int) -> Row | None:
    table = KINDS[kind_name].table
    found = connection.execute(select(table).where(table.c.id == id_)).mappings().first()
    if found is None or (found.get("removed") and found.get("spans_to") is None):
        return None
    return dict(found)


def _same(row: Row | None, other: Row | None, kind_name: str) -> bool:
    if row is None or other is None:
        return row is other
    return all(row[column] == other[column] for column in KINDS[kind_name].columns)


def _check_imports(connection: Connection, touched: Touched, hiding: AbstractSet[int]) -> Iterator[Finding]:
    """Compare what is left of each document with what its import wrote."""
    changed: Counter[int] = Counter()
    for (kind_name, id_), row in touched.items():
        if kind_name in IN_DOCUMENT:
            kind = KINDS[kind_name]
            present = connection.execute(select(kind.table).where(kind.table.c.id == id_)).mappings().first()
            if present is not None and present.get("label") not in hiding:
                changed[present["document"]] -= present["checksum"]
            if row is not None and row.get("label") not in hiding:
                changed[row["document"]] += checksum(kind, row)
    imports = select(tables.edit.c.after).where(tables.edit.c.kind == "import").execution_options(yield_per=PAGE)
    for partition in connection.execute(imports).scalars().partitions():
        wrote = [orjson.loads(after) for after in partition if after]
        yield from _check_import_page(connection, wrote, changed, touched)


def _check_import_page(
    connection: Connection, wrote: list[Row], changed: Counter[int], touched: Touched
) -> Iterator[Finding]:
    ids = [row["id"] for row in wrote]
    sums: Counter[int] = Counter()
    for kind_name in IN_DOCUMENT:
        columns = KINDS[kind_name].table.c
        of_page = select(columns.document, func.sum(columns.checksum)).where(columns.document.in_(ids))
        if kind_name in ("span", "verdict"):
            of_page = of_page.where(columns.label.not_in(HIDING))
        for document, total in connection.execute(of_page.group_by(columns.document)).all():
            sums[document] += int(total)
    columns = tables.document.c
    found = dict(connection.execute(select(columns.id, columns.sha256).where(columns.id.in_(ids))).all())
    for row in wrote:
        if row["id"] not in found:
            yield Finding(ProjectError(mark("errors", "A document that was imported is missing.")), row["id"])
        elif sums[row["id"]] + changed[row["id"]] != row["checksums"]:
            yield Finding(
                ProjectError(mark("errors", "The document's annotations are not those that import and edits left.")),
                row["id"],
            )
        elif (touched.get(("document", row["id"])) or {"sha256": found[row["id"]]})["sha256"] != row["sha256"]:
            yield Finding(
                ProjectError(mark("errors", "The document's text is not the one that was imported.")), row["id"]
            )


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
    if really != stored:
        yield Finding(ProjectError(mark("errors", "The counts of spans by label are not what is there.")))
    yield from _check_span_counts(connection)
    yield from _check_layer_counts(connection)
    yield from _check_status_counts(connection)
    batch = tables.batch.c
    there = (
        select(batch.documents, func.count(document.id).label("really"))
        .outerjoin(tables.document, (document.batch == batch.id) & (document.removed == 0))
        .group_by(batch.id)
    )
    if any(row.documents != row.really for row in connection.execute(there)):
        yield Finding(ProjectError(mark("errors", "The count of the documents of an import is not what is there.")))


def _check_span_counts(connection: Connection) -> Iterator[Finding]:
    span, count = tables.span.c, tables.span_count.c
    counted = select(span.document, span.annotator, func.count()).group_by(span.document, span.annotator)
    really = {(document, annotator): n for document, annotator, n in connection.execute(counted).all()}
    stored = connection.execute(select(count.document, count.annotator, count.n).where(count.n != 0)).all()
    if really != {(document, annotator): n for document, annotator, n in stored}:
        yield Finding(ProjectError(mark("errors", "The counts of spans by document are not what is there.")))


def _check_layer_counts(connection: Connection) -> Iterator[Finding]:
    count = tables.layer_count.c
    stored = select(count.kind, count.document, count.n).where(count.n != 0)
    really: set[tuple[str, int, int]] = set()
    for name in COUNTED_IN_LAYERS:
        document = KINDS[name].table.c.document
        counted = connection.execute(select(document, func.count()).group_by(document))
        really |= {(name, id_, n) for id_, n in counted.all()}
    if really != {(name, id_, n) for name, id_, n in connection.execute(stored).all()}:
        yield Finding(ProjectError(mark("errors", "The counts of annotations by document are not what is there.")))


def _check_status_counts(connection: Connection) -> Iterator[Finding]:
    progress, document, count = tables.progress.c, tables.document.c, tables.status_count.c
    of = (document.batch, progress.annotator, progress.status, progress.flagged)
    counted = (
        select(*of, func.count())
        .join(tables.document, document.id == progress.document)
        .where(document.removed == 0)
        .group_by(*of)
    )
    stored = select(count.batch, count.annotator, count.status, count.flagged, count.n).where(count.n != 0)
    if set(map(tuple, connection.execute(counted))) != set(map(tuple, connection.execute(stored))):
        yield Finding(ProjectError(mark("errors", "The counts of articles by status are not what is there.")))


def _check_server_index(database: Database) -> Iterator[Finding]:
    """Of a project on a server the copy has a full text of its own, so that of the server is looked at there."""
    from annotator.store.server_search import find_wrong

    with database.read() as connection:
        wrong = list(find_wrong(connection))
    for id_ in wrong:
        yield Finding(ProjectError(mark("errors", "The full-text index is not that of the text.")), id_)


def _check_index(connection: Connection) -> Iterator[Finding]:
    try:
        connection.execute(text("INSERT INTO document_fts(document_fts, rank) VALUES ('integrity-check', 1)"))
    except DBAPIError as error:
        sentence = mark("errors", "The full-text index is not that of the texts: {why}.")
        yield Finding(ProjectError(sentence, why=str(error.orig)))
