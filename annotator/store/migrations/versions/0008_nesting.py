"""A label says inside which others its spans may lie: `nests_in` among its rules."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Change nothing: the rules are JSON. The number keeps programs away that do not know this one."""
