"""People who went when the import was undone that they came with, and who are needed again: they come back.

Nobody comes or goes by an action of his own, so there is nothing of it in the history either.
"""

from sqlalchemy import ColumnElement, Connection, bindparam, select
from sqlalchemy.exc import IntegrityError

from annotator.errors import ConflictError
from annotator.store import tables
from annotator.store.rows import KINDS
from annotator.store.soft_rows import mark_row
from annotator.translation import mark

_GONE = select(tables.annotator.c.id).where(tables.annotator.c.id == bindparam("gone"), tables.annotator.c.removed == 1)
_LAYERS = (tables.span_count, tables.relation, tables.document_label, tables.note, tables.progress)


def bring_back(connection: Connection, annotator: int) -> None:
    """Let an annotator be there. Raises ConflictError when somebody else has the name by now."""
    if connection.execute(_GONE, {"gone": annotator}).first() is None:
        return
    try:
        mark_row(connection, KINDS["annotator"], tables.annotator.c.id == annotator, removed=0)
    except IntegrityError as error:
        raise ConflictError(
            mark("errors", "There is another annotator of the same name by now. Nothing was changed.")
        ) from error


def find_gone(connection: Connection, name: str) -> int | None:
    """Return the id of the annotator of that name who went last, if one did."""
    columns = tables.annotator.c
    gone = select(columns.id).where(columns.name == name, columns.removed == 1)
    return connection.execute(gone.order_by(columns.id.desc())).scalars().first()


def bring_back_all(connection: Connection, documents: ColumnElement[bool]) -> None:
    """Let everybody be there who has something in the documents of which `documents` holds."""
    columns = tables.annotator.c
    gone = set(connection.execute(select(columns.id).where(columns.removed == 1)).scalars())
    for table in _LAYERS if gone else ():
        found = select(table.c.annotator).join(tables.document, tables.document.c.id == table.c.document)
        for id_ in connection.execute(found.where(documents, table.c.annotator.in_(gone)).distinct()).scalars().all():
            bring_back(connection, id_)
