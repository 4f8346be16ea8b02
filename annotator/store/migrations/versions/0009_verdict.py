"""What was decided about suggestions is kept: accepted or rejected, by whom, and what engine had offered them."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table of the verdicts."""
    op.execute("""
        CREATE TABLE verdict (
            id INTEGER NOT NULL, document INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            label INTEGER NOT NULL, engine TEXT NOT NULL, annotator INTEGER NOT NULL, accepted INTEGER NOT NULL,
            rev INTEGER NOT NULL, checksum BIGINT NOT NULL, PRIMARY KEY (id),
            FOREIGN KEY(document) REFERENCES document (id), FOREIGN KEY(label) REFERENCES label (id),
            FOREIGN KEY(annotator) REFERENCES annotator (id)
        )
    """)
    op.execute("CREATE INDEX verdict_document ON verdict (document)")
