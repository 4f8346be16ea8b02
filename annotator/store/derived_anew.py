"""What follows from the rows, made anew: counts, metadata by key, the full text."""

import sqlite3

from annotator.store.derived import FIELDS_BETWEEN
from annotator.store.rows import COUNTED_IN_LAYERS

COUNTS = (
    "DELETE FROM document_field",
    "DELETE FROM standing",
    "DELETE FROM standing_of",
    "DELETE FROM label_count",
    """
    INSERT INTO label_count (batch, label, annotator, n)
    SELECT batch, label, annotator, count(*) FROM span JOIN document ON document.id = span.document
    WHERE document.removed = 0 GROUP BY 1, 2, 3
    """,
    "DELETE FROM span_count",
    "INSERT INTO span_count (document, annotator, n) SELECT document, annotator, count(*) FROM span GROUP BY 1, 2",
    "DELETE FROM layer_count",
    *(
        f"INSERT INTO layer_count (document, kind, n) SELECT document, '{kind}', count(*) FROM {kind} GROUP BY document"
        for kind in COUNTED_IN_LAYERS
    ),
    "DELETE FROM status_count",
    """
    INSERT INTO status_count (batch, annotator, status, flagged, n)
    SELECT batch, annotator, status, flagged, count(*)
    FROM progress JOIN document ON document.id = progress.document WHERE document.removed = 0 GROUP BY 1, 2, 3, 4
    """,
    "UPDATE batch SET documents = (SELECT count(*) FROM document WHERE batch = batch.id AND removed = 0)",
)
"""Counts what follows from the rows anew, on either database; metadata by key are forgotten."""

FULL_TEXT = "INSERT INTO document_fts(document_fts) VALUES ('rebuild')"


def make_derived(file: sqlite3.Connection) -> None:
    """Make anew what follows from the rows: counts, metadata by key, the full text, the order of lists."""
    file.execute("BEGIN")
    for statement in (*COUNTS, FULL_TEXT):
        file.execute(statement)
    file.execute(FIELDS_BETWEEN, (0, 2**63 - 1))
    file.execute("COMMIT")
