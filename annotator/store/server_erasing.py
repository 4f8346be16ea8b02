"""Erasing a document for good from a team's project: its rows, then every table written anew, so that no page has it.

A server keeps deleted rows in its pages until nobody can see them any more, and then as free room. VACUUM FULL writes
a table and its indexes into new files, without those rows as long as nobody reads an older state. What the server
knows of the values (pg_statistic) quotes them, and is counted anew. Its log, standbys and copies are not within reach.
ANALYZE leaves what it knew of a table that has no rows any more: it forgets that when a column gets its own type again.
"""

from collections.abc import Callable
from contextlib import closing

from sqlalchemy import Connection, text

from annotator.addresses import TeamAddress
from annotator.errors import ProjectError
from annotator.store.derived import ALL_FIELDS
from annotator.store.derived_anew import COUNTS
from annotator.store.erasing_rows import NOT_THERE, erase_rows
from annotator.store.server_schema import open_server, stays
from annotator.store.server_search import unindex_documents
from annotator.store.tables import metadata
from annotator.translation import mark

MAY_WRITE_ANEW = text(
    "SELECT coalesce(bool_and(pg_has_role(relowner, 'USAGE')), false) FROM pg_class "
    "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'"
)
MAY_FORGET_VALUES = text("SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()")
OTHERS = (
    "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
    " AND usesysid IS NOT NULL AND pid <> pg_backend_pid())"
)
KNOWN = text("""
SELECT quote_ident(tablename) AS of_table, quote_ident(pg_stats.attname) AS of_column,
       format_type(atttypid, atttypmod) || coalesce(' COLLATE ' || quote_ident(collname), '') AS type
FROM pg_stats JOIN pg_class ON relname = tablename AND relkind = 'r' AND relnamespace = current_schema()::regnamespace
JOIN pg_attribute ON attrelid = pg_class.oid AND pg_attribute.attname = pg_stats.attname
LEFT JOIN pg_collation ON pg_collation.oid = attcollation
WHERE schemaname = current_schema()
""")
"""The columns whose values the server has counted."""

Progress = Callable[[float], None]


def erase_on_server(address: TeamAddress, document: int, line: tuple[str, str], progress: Progress) -> None:
    """Erase a document; `line` is who does it, and the title of the action that says so.

    Raises ProjectError, and erases nothing, when anybody else is connected, or has made the tables.
    """
    database, _ = open_server(address, create=False, read_only=False)
    with closing(database):
        with database.write() as connection:
            _refuse_without_right(connection, address)
            _refuse_with_others(connection, address)
            if not erase_rows(connection, document, line):
                raise ProjectError(NOT_THERE)
            unindex_documents(connection, [document])
            for statement in COUNTS:
                connection.execute(text(statement))
            connection.execute(text(ALL_FIELDS))
            _forget_values_of_empty_tables(connection)
        progress(0.3)
        tables = [table.name for table in metadata.sorted_tables] + ["document_fts"]
        for number, table in enumerate(tables):
            database.write_anew(table)
            progress(0.3 + 0.6 * number / len(tables))
        database.settle()
        database.write_anew("pg_catalog.pg_statistic")


def _forget_values_of_empty_tables(connection: Connection) -> None:
    known = connection.execute(KNOWN).all()
    tables = {row.of_table for row in known}
    empty = {name for name in tables if connection.execute(text(f"SELECT 1 FROM {name} LIMIT 1")).first() is None}
    for row in known:
        if row.of_table in empty:
            connection.exec_driver_sql(f"ALTER TABLE {row.of_table} ALTER COLUMN {row.of_column} TYPE {row.type}")


def _refuse_without_right(connection: Connection, address: TeamAddress) -> None:
    """Raise ProjectError unless the tables, and the database, are this person's: else nothing is written anew."""
    if connection.execute(MAY_WRITE_ANEW).scalar_one() and connection.execute(MAY_FORGET_VALUES).scalar_one():
        return
    raise ProjectError(
        mark(
            "errors",
            "An article is erased from {path} by whoever owns the database and its tables: nobody else may write "
            "these anew. Ask them to do it. Nothing was erased.",
        ),
        path=address,
    )


def _refuse_with_others(connection: Connection, address: TeamAddress) -> None:
    """Raise ProjectError when anybody else is connected: the server keeps for them what they might still see."""
    if stays(connection, OTHERS):
        raise ProjectError(
            mark(
                "errors",
                "{path} is open in another window or program, for which the server would keep the article. Close it "
                "there, then do it again. Nothing was erased.",
            ),
            path=address,
        )
