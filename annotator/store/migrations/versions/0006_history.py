"""What was done in a document is found without reading the whole history."""

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    """
    CREATE TABLE touched (
        document INTEGER NOT NULL, action INTEGER NOT NULL, PRIMARY KEY (document, action),
        FOREIGN KEY(document) REFERENCES document (id), FOREIGN KEY(action) REFERENCES action (id)
    ) WITHOUT ROWID
    """,
    """
    INSERT OR IGNORE INTO touched (document, action)
    SELECT CASE kind WHEN 'document' THEN json_extract(coalesce(after, before), '$.id')
        ELSE json_extract(coalesce(after, before), '$.document') END, action
    FROM edit WHERE kind IN ('document', 'span', 'relation', 'document_label', 'note', 'progress', 'place')
    """,
)


def upgrade() -> None:
    """Add the table, filled from the history that is there."""
    for statement in STATEMENTS:
        op.execute(statement)
