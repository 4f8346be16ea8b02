"""What labellings that were taken back leave in a document: spans that nobody sees, in case they come back."""

from sqlalchemy import Connection, delete, select, text, update

from annotator.store import tables
from annotator.store.hiding_labels import is_of_labelling

COUNT_IN_DOCUMENT = text("""
INSERT INTO span_count (document, annotator, n) VALUES (:document, :annotator, :n)
ON CONFLICT (document, annotator) DO UPDATE SET n = span_count.n + excluded.n
""")

HIDDEN_HERE = text("""
SELECT span.id, span.label, span.annotator FROM span JOIN label ON label.id = span.label
WHERE span.document = :document AND label.removed = 1 AND label.spans_to = label.id
AND NOT EXISTS (SELECT 1 FROM relation WHERE relation.source = span.id OR relation.target = span.id)
""")
"""Of labellings that were taken back, and of labels that were removed with their spans."""


def drop_taken_back(connection: Connection, document: int) -> None:
    """Remove from a document, whose text is about to change, what labellings left that were taken back."""
    batch = select(tables.document.c.batch).where(tables.document.c.id == document).scalar_subquery()
    rows = connection.execute(HIDDEN_HERE, {"document": document}).all()
    # Of an open labelling there is no row in the history yet.
    labels = {label for label in {row.label for row in rows} if is_of_labelling(connection, label)}
    if labels:
        verdict = tables.verdict.c
        connection.execute(delete(tables.verdict).where(verdict.document == document, verdict.label.in_(labels)))
    for id_, label, annotator in rows:
        if label not in labels:
            continue
        connection.execute(delete(tables.span).where(tables.span.c.id == id_))
        given = {"document": document, "annotator": annotator, "n": -1}
        connection.execute(COUNT_IN_DOCUMENT, given)
        counted = tables.label_count.c
        place = (counted.batch == batch) & (counted.label == label) & (counted.annotator == annotator)
        connection.execute(update(tables.label_count).where(place).values(n=counted.n - 1))
