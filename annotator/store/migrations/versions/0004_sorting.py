"""The list of documents can be sorted and filtered by anything: indexes, metadata, an own order."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    "CREATE INDEX document_title ON document (title COLLATE NOCASE)",
    "CREATE INDEX document_date ON document (date)",
    "CREATE INDEX document_source ON document (source COLLATE NOCASE)",
    "CREATE INDEX document_author ON document (author COLLATE NOCASE)",
    "CREATE INDEX progress_flagged ON progress (annotator, document) WHERE flagged = 1",
    """
    CREATE TABLE status_count (
        batch INTEGER NOT NULL, annotator INTEGER NOT NULL, status VARCHAR(20) NOT NULL, flagged INTEGER NOT NULL,
        n INTEGER NOT NULL, PRIMARY KEY (batch, annotator, status, flagged),
        FOREIGN KEY(batch) REFERENCES batch (id), FOREIGN KEY(annotator) REFERENCES annotator (id)
    )
    """,
    """
    INSERT INTO status_count (batch, annotator, status, flagged, n)
    SELECT document.batch, progress.annotator, progress.status, progress.flagged, count(*)
    FROM progress JOIN document ON document.id = progress.document
    WHERE document.removed = 0 GROUP BY 1, 2, 3, 4
    """,
    """
    CREATE TABLE document_field (
        key TEXT NOT NULL, value BLOB COLLATE NOCASE NOT NULL, document INTEGER NOT NULL,
        PRIMARY KEY (key, value, document), FOREIGN KEY(document) REFERENCES document (id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX document_field_document ON document_field (document)",
    """
    INSERT OR IGNORE INTO document_field (key, value, document)
    SELECT each.key, coalesce(each.value, ''), document.id FROM document, json_each(document.metadata) AS each
    WHERE document.metadata != '{}'
    """,
    """
    CREATE TABLE place (
        id INTEGER NOT NULL, document INTEGER NOT NULL, position BIGINT NOT NULL, rev INTEGER NOT NULL,
        checksum BIGINT NOT NULL, PRIMARY KEY (id), UNIQUE (document), FOREIGN KEY(document) REFERENCES document (id)
    )
    """,
    "CREATE INDEX place_position ON place (position)",
    """
    CREATE TABLE standing (
        annotator INTEGER NOT NULL, document INTEGER NOT NULL, status INTEGER NOT NULL, flagged INTEGER NOT NULL,
        spans INTEGER NOT NULL, PRIMARY KEY (annotator, document),
        FOREIGN KEY(annotator) REFERENCES annotator (id), FOREIGN KEY(document) REFERENCES document (id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX standing_status ON standing (annotator, status, document)",
    "CREATE INDEX standing_spans ON standing (annotator, spans, document)",
    """
    CREATE TABLE standing_of (
        annotator INTEGER NOT NULL, batch INTEGER NOT NULL, PRIMARY KEY (annotator, batch),
        FOREIGN KEY(annotator) REFERENCES annotator (id), FOREIGN KEY(batch) REFERENCES batch (id)
    ) WITHOUT ROWID
    """,
)


def upgrade() -> None:
    """Add tables and indexes; the metadata of the documents that are there is read into its table."""
    for statement in STATEMENTS:
        op.execute(statement)
