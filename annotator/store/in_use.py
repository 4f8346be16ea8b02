"""Whether labels and annotators are in use by documents that are there."""

from sqlalchemy import Connection, select

from annotator.errors import ConflictError
from annotator.store import tables
from annotator.translation import mark


def label_in_use(connection: Connection, label: int) -> bool:
    """Return whether a document that is there has something with that label, or with one that was merged into it."""
    labels = merged_into(connection, label)
    batch, count, document = tables.batch.c, tables.label_count.c, tables.document.c
    used = select(count.n).join(tables.batch, batch.id == count.batch)
    found = connection.execute(used.where(count.label.in_(labels), count.n > 0, batch.state == "in").limit(1)).first()
    for table in (tables.relation, tables.document_label):
        shown = select(table.c.id).join(tables.document, document.id == table.c.document)
        shown = shown.join(tables.batch, batch.id == document.batch)
        there = table.c.label.in_(labels) & (document.removed == 0) & (batch.state == "in")
        found = found or connection.execute(shown.where(there).limit(1)).first()
    return found is not None


def merged_into(connection: Connection, label: int) -> list[int]:
    """Return a label and those whose spans are shown under it."""
    columns = tables.label.c
    labels = [label]
    for known in labels:
        merged = select(columns.id).where(columns.spans_to == known, columns.removed == 1, columns.id != known)
        labels += connection.execute(merged).scalars()
    return labels


def annotator_in_use(connection: Connection, annotator: int) -> bool:
    """Return whether an annotator has done anything, or has something in a document that is there."""
    done = select(tables.action.c.id).where(tables.action.c.annotator == annotator).limit(1)
    if connection.execute(done).first() is not None:
        return True
    document, batch = tables.document.c, tables.batch.c
    for table in (tables.span, tables.relation, tables.document_label, tables.note, tables.progress):
        shown = select(table.c.id).join(tables.document, document.id == table.c.document)
        shown = shown.join(tables.batch, batch.id == document.batch)
        there = (table.c.annotator == annotator) & (document.removed == 0) & (batch.state == "in")
        if connection.execute(shown.where(there).limit(1)).first() is not None:
            return True
    return False


def check_labels(connection: Connection) -> None:
    """Raise ConflictError when documents that have just come back use a label that is gone.

    One that was removed with its spans hides those of theirs as well.
    """
    columns = tables.label.c
    gone = select(columns.id, columns.name).where(columns.removed == 1, columns.spans_to.is_(None))
    for label in connection.execute(gone).all():
        if label_in_use(connection, label.id):
            raise ConflictError(
                mark("errors", "The scheme has no label {name} any more. Nothing was changed."), name=label.name
            )
