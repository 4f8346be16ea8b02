"""What open actions left behind whose process is gone: it is invisible, and cleared away on opening."""

import os
import platform

from sqlalchemy import Column, ColumnElement, Table, delete, func, select, update

from annotator.store import tables
from annotator.store.database import Database
from annotator.store.hiding_labels import hiding_of
from annotator.store.history import now
from annotator.store.search import unindex_documents

ROWS_A_STEP = 1_000
TEXT_A_STEP = 150_000
"""Rows and code points that are removed in one transaction: each of these takes some 15 ms."""

DOCUMENTS_A_STEP = 100
"""Documents from which one transaction takes the spans of a labelling."""

LEFT_BEHIND_AFTER = 10 * 60 * 1000
"""Milliseconds without a sign of life after which an open action of another machine is given up."""


def owner() -> str:
    """Return the name of this process among those that may have an action open."""
    return f"{platform.node()}:{os.getpid()}"


def _is_alive(name: str, alive_at: int) -> bool:
    """Return whether the process is there that gave its last sign of life at that time."""
    import psutil

    node, _, pid = name.rpartition(":")
    if not pid.isdecimal():
        return False
    if node == platform.node():
        try:
            # A process that started later only has the same number.
            return bool(psutil.Process(int(pid)).create_time() * 1000 <= alive_at)
        except psutil.NoSuchProcess:
            return False
        except psutil.AccessDenied:
            pass
    return now() - alive_at < LEFT_BEHIND_AFTER


def clear_away_left_behind(database: Database) -> None:
    """Remove what open actions wrote whose process is gone."""
    for id_, name, alive_at in _opened(database):
        if not _is_alive(name, alive_at):
            clear_away(database, id_)


def clear_away_open(database: Database) -> None:
    """Remove what all open actions wrote: for a copy, which nobody goes on writing."""
    for id_, _, _ in _opened(database):
        clear_away(database, id_)


def _opened(database: Database) -> list[tuple[int, str, int]]:
    columns = tables.action.c
    with database.read() as connection:
        # One without an owner was closed: what it wrote is part of the project, and its row is damaged.
        found = select(columns.id, columns.owner, columns.alive_at).where(
            columns.seq.is_(None), columns.owner.is_not(None)
        )
        return [(row.id, row.owner, row.alive_at) for row in connection.execute(found).all()]


def clear_away(database: Database, action: int) -> None:
    """Remove an open action and what it wrote, in short transactions; one that was closed stays as it is.

    Its labels and annotators were never seen and stay so: all rows would have to be searched for them.
    """
    with database.write() as connection:
        # From here on its own process, should it live after all, cannot close it.
        still_open = (tables.action.c.id == action) & tables.action.c.seq.is_(None)
        taken = connection.execute(update(tables.action).where(still_open).values(owner="", alive_at=0))
    if taken.rowcount != 1:
        return
    _clear_labelling(database, action)
    while ids := _next_documents(database, action):
        for table in (
            tables.relation,
            tables.span,
            tables.document_label,
            tables.note,
            tables.progress,
            tables.verdict,
        ):
            _delete_in_steps(database, table, table.c.id, table.c.document.in_(ids))
        with database.write(flush=False) as connection:
            unindex_documents(connection, ids)
            connection.execute(delete(tables.document_field).where(tables.document_field.c.document.in_(ids)))
            for counts in (tables.span_count, tables.layer_count):
                connection.execute(delete(counts).where(counts.c.document.in_(ids)))
            connection.execute(delete(tables.document).where(tables.document.c.id.in_(ids)))
    _delete_in_steps(database, tables.edit, tables.edit.c.n, tables.edit.c.action == action)
    with database.write() as connection:
        connection.execute(delete(tables.label_count).where(tables.label_count.c.batch == action))
        connection.execute(delete(tables.batch).where(tables.batch.c.id == action))
        connection.execute(delete(tables.action).where(tables.action.c.id == action))


def _clear_labelling(database: Database, action: int) -> None:
    """Remove what an open labelling wrote, if it is one: it has labels of its own."""
    touched, span, count = tables.touched.c, tables.span.c, tables.span_count.c
    with database.read() as connection:
        documents = list(connection.execute(select(touched.document).where(touched.action == action)).scalars())
        labels = hiding_of(connection, action)
    for first in range(0, len(documents), DOCUMENTS_A_STEP):
        ids = documents[first : first + DOCUMENTS_A_STEP]
        mine = span.document.in_(ids) & span.label.in_(labels)
        counted = select(span.document, span.annotator, func.count().label("n")).where(mine)
        with database.write(flush=False) as connection:
            for row in connection.execute(counted.group_by(span.document, span.annotator)).all():
                place = (count.document == row.document) & (count.annotator == row.annotator)
                connection.execute(update(tables.span_count).where(place).values(n=count.n - row.n))
            connection.execute(delete(tables.span).where(mine))
            verdict = tables.verdict.c
            connection.execute(delete(tables.verdict).where(verdict.document.in_(ids), verdict.label.in_(labels)))
            connection.execute(delete(tables.touched).where(touched.action == action, touched.document.in_(ids)))
    with database.write() as connection:
        connection.execute(delete(tables.label_count).where(tables.label_count.c.label.in_(labels)))


def _next_documents(database: Database, action: int) -> list[int]:
    """Return documents of an open action, as many as one transaction can take out of the full text."""
    columns = tables.document.c
    some = select(columns.id, func.length(columns.text).label("length")).where(columns.batch == action)
    with database.read() as connection:
        rows = connection.execute(some.limit(ROWS_A_STEP // 10)).all()
    length = 0
    ids: list[int] = []
    for row in rows:
        length += row.length
        if ids and length > TEXT_A_STEP:
            break
        ids.append(row.id)
    return ids


def _delete_in_steps(database: Database, table: Table, key: Column[int], where: ColumnElement[bool]) -> None:
    some = select(key).where(where).limit(ROWS_A_STEP).scalar_subquery()
    deleted = ROWS_A_STEP
    while deleted == ROWS_A_STEP:
        with database.write(flush=False) as connection:
            deleted = connection.execute(delete(table).where(where, key.in_(some))).rowcount
