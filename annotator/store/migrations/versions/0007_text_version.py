"""The text of a document can be edited, and that be undone."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the table of the texts that the history names."""
    op.execute("CREATE TABLE text_version (sha256 VARCHAR(64) NOT NULL, text TEXT NOT NULL, PRIMARY KEY (sha256))")
