"""What open actions left behind whose process is gone: it is invisible, and cleared away on opening."""

import os
import platform
from collections.abc import Sequence

import orjson
from sqlalchemy import Connection, delete, select, update

from annotator.store import tables
from annotator.store.database import Database
from annotator.store.history import now
from annotator.store.rows import KINDS
from annotator.store.search import unindex_document

DOCUMENTS_A_STEP = 100
"""Documents that are removed in one transaction."""

LEFT_BEHIND_AFTER = 10 * 60 * 1000
"""Milliseconds without a sign of life after which an open action of another machine is given up."""


def owner() -> str:
    """Return the name of this process among those that may have an action open."""
    return f"{platform.node()}:{os.getpid()}"


def _is_alive(name: str, alive_at: int) -> bool:
    import psutil

    node, _, pid = name.rpartition(":")
    if node == platform.node():
        return int(pid) != os.getpid() and psutil.pid_exists(int(pid))
    return now() - alive_at < LEFT_BEHIND_AFTER


def clear_away_left_behind(database: Database) -> None:
    """Remove what open actions wrote whose process is gone."""
    columns = tables.action.c
    with database.read() as connection:
        opened = connection.execute(
            select(columns.id, columns.owner, columns.alive_at).where(columns.seq.is_(None))
        ).all()
    for action in opened:
        if not _is_alive(action.owner, action.alive_at):
            clear_away(database, action.id)


def clear_away(database: Database, action: int) -> None:
    """Remove an open action and everything it wrote, in short transactions."""
    document, columns = tables.document.c, tables.edit.c
    with database.write() as connection:
        # From here on its own process, should it live after all, cannot close it.
        connection.execute(update(tables.action).where(tables.action.c.id == action).values(owner="", alive_at=0))
    some = select(document.id).where(document.batch == action).limit(DOCUMENTS_A_STEP)
    while True:
        with database.write() as connection:
            ids = list(connection.execute(some).scalars())
            if not ids:
                break
            _delete_documents(connection, ids)
    with database.write() as connection:
        added = connection.execute(
            select(tables.edit)
            .where(columns.action == action, columns.before.is_(None))
            .where(columns.kind.in_(("label", "annotator")))
        ).all()
        for row in added:
            table = KINDS[row.kind].table
            connection.execute(delete(table).where(table.c.id == orjson.loads(row.after)["id"]))
        connection.execute(delete(tables.edit).where(columns.action == action))
        connection.execute(delete(tables.label_count).where(tables.label_count.c.batch == action))
        connection.execute(delete(tables.batch).where(tables.batch.c.id == action))
        connection.execute(delete(tables.action).where(tables.action.c.id == action))


def _delete_documents(connection: Connection, ids: Sequence[int]) -> None:
    for table in (tables.relation, tables.span, tables.document_label, tables.note, tables.progress):
        connection.execute(delete(table).where(table.c.document.in_(ids)))
    for id_ in ids:
        unindex_document(connection, id_)
    connection.execute(delete(tables.document).where(tables.document.c.id.in_(ids)))
