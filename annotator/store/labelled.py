"""What has a label: examples of its spans, and the relations or documents that have it."""

from collections import Counter

from sqlalchemy import Connection, func, select

from annotator.errors import EditError
from annotator.model import DocumentLabel, Kind, Label, Relation
from annotator.store import tables
from annotator.store.in_use import merged_into
from annotator.store.names import Names
from annotator.store.queries import checked_value, visible
from annotator.store.rows import KINDS
from annotator.translation import mark

SAMPLE = 500
"""So many spans, the newest, are looked at for examples: with a million of the label that takes some milliseconds."""
FORM_LENGTH = 60
"""Code points; what is longer is no example that one takes in at a glance."""
MOST = 10_000
"""So many relations or labels of documents are changed with their label in one action, in a second."""


def read_examples(connection: Connection, label: int, limit: int) -> list[tuple[str, int]]:
    """Return the forms that most often have a label for spans, among its newest, with how often they do."""
    span, document = tables.span.c, tables.document.c
    newest = (
        select(func.substr(document.text, span.start + 1, span.end - span.start))
        .select_from(tables.span)
        .join(tables.document, document.id == span.document)
        .join(tables.batch, tables.batch.c.id == document.batch)
        .where(span.label.in_(merged_into(connection, label)), span.pieces.is_(None), visible())
        .where(span.end - span.start <= FORM_LENGTH, span.end > span.start)
        .order_by(span.id.desc())
        .limit(SAMPLE)
    )
    forms = Counter(" ".join(form.split()) for form in connection.execute(newest).scalars())
    return [(form, count) for form, count in forms.most_common(limit) if form]


def read_labelled(connection: Connection, names: Names, label: Label) -> list[Relation | DocumentLabel]:
    """Return all relations, or all labels of documents, with that label. Raises EditError when there are too many."""
    kind = KINDS["relation" if label.kind is Kind.RELATION else "document_label"]
    table = kind.table
    found = (
        select(table)
        .join(tables.document, tables.document.c.id == table.c.document)
        .join(tables.batch, tables.batch.c.id == tables.document.c.batch)
        .where(table.c.label == label.id, visible())
        .order_by(table.c.id)
        .limit(MOST + 1)
    )
    rows = connection.execute(found).mappings().all()
    if len(rows) > MOST:
        raise EditError(
            mark("errors", "More than {most} have the label {name}, which is too many to change at once."),
            most=MOST,
            name=label.name,
        )
    return [checked_value(kind, row, names) for row in rows]
