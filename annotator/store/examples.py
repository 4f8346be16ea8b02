"""What has a label: examples of its spans."""

from collections import Counter

from sqlalchemy import Connection, func, select

from annotator.store import tables
from annotator.store.in_use import merged_into
from annotator.store.queries import visible

SAMPLE = 500
"""So many spans, the newest, are looked at for examples: with a million of the label that takes some milliseconds."""
FORM_LENGTH = 60
"""Code points; what is longer is no example that one takes in at a glance."""


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
