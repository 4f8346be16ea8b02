"""A label says what its relations may join, and which attributes its spans have."""

import zlib

import orjson
from alembic import op

revision = "0003"
down_revision = "0002"

COLUMNS = (
    "id", "name", "kind", "color", "key", "parent", "description", "position", "snaps_to_words", "may_overlap", "rules",
)  # fmt: skip
"""What the checksum of a label covers from now on."""


def upgrade() -> None:
    """Add the column, empty, and count the checksums of labels that were right anew."""
    op.execute("ALTER TABLE label ADD COLUMN rules TEXT")
    connection = op.get_bind()
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    for *values, checksum in connection.exec_driver_sql(f"SELECT {names}, checksum FROM label").all():
        if checksum == zlib.crc32(orjson.dumps(values[:-1])):
            set_to = (zlib.crc32(orjson.dumps(values)), values[0])
            connection.exec_driver_sql("UPDATE label SET checksum = ? WHERE id = ?", set_to)
