"""The first tables. A new project file is made whole by `schema.create`, at the newest revision."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing was before."""
