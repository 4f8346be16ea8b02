"""What is in the bin is found without looking at all documents."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add an index of the documents that were removed."""
    op.execute("CREATE INDEX document_removed ON document (id) WHERE removed = 1")
