"""Texts that were edited: each is kept under its sha256, so that the history can lead to it."""

import hashlib

from sqlalchemy import Connection, insert, select, update

from annotator.edits import Edit
from annotator.errors import ConflictError, EditError
from annotator.model import Document
from annotator.store import tables
from annotator.store.names import Names
from annotator.store.search import reindex
from annotator.store.taken_back import drop_taken_back
from annotator.translation import mark


def keep_texts(connection: Connection, names: Names, edit: Edit) -> None:
    """Keep both texts of an edit that changes one.

    Raises EditError where spans of deleted labels lie in the document: nobody could see whether they still fit.
    """
    before, after = edit.before, edit.after
    if not isinstance(before, Document) or not isinstance(after, Document) or before.sha256 == after.sha256:
        return
    if names.hidden:
        drop_taken_back(connection, before.id)
    span = tables.span.c
    hidden = select(span.id).where(span.document == before.id, span.label.in_(names.hidden)).limit(1)
    if names.hidden and connection.execute(hidden).first() is not None:
        raise EditError(
            mark(
                "errors",
                "Spans whose label was deleted lie in this article, and cannot move with its text. Bring the label "
                "back by undo first.",
            )
        )
    old = connection.execute(select(tables.document.c.text).where(tables.document.c.id == before.id)).scalar_one()
    versions = tables.text_version
    for sha256, text in ((before.sha256, old), (after.sha256, after.text)):
        if connection.execute(select(versions.c.sha256).where(versions.c.sha256 == sha256)).first() is not None:
            continue
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            raise ConflictError(CHANGED)
        values = {"sha256": sha256, "text": text}
        connection.execute(insert(versions), values)


CHANGED = mark("errors", "The text of the article has changed since. Nothing was changed; look again.")


def take_text(connection: Connection, document: int, *, title: str, before: str, after: str) -> None:
    """Give a document the text with the sha256 `after` in place of the one `before`, also in the full text."""
    columns = tables.text_version.c
    found = select(columns.sha256, columns.text).where(columns.sha256.in_((before, after)))
    texts = {row.sha256: row.text for row in connection.execute(found)}
    if before not in texts or after not in texts:
        raise ConflictError(CHANGED, document=document)
    values = {"text": texts[after]}
    connection.execute(update(tables.document).where(tables.document.c.id == document).values(values))
    reindex(connection, document, before=(title, texts[before]))
