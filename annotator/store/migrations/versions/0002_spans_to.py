"""A removed label knows where its spans went."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column, empty: until now a label was only removed when it had no spans."""
    op.execute("ALTER TABLE label ADD COLUMN spans_to INTEGER REFERENCES label (id)")
