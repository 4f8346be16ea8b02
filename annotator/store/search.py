"""Full text: SQLite's FTS5, which reads titles and texts from the table of documents itself.

On a server it is `server_search`, which takes the same queries.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, text

CREATE = """
CREATE VIRTUAL TABLE document_fts USING fts5(
    title, text, content='document', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
)
"""

SETTINGS = (
    "INSERT INTO document_fts(document_fts, rank) VALUES ('automerge', 0)",
    "INSERT INTO document_fts(document_fts, rank) VALUES ('usermerge', 16)",
    "INSERT INTO document_fts(document_fts, rank) VALUES ('crisismerge', 500)",
)
"""Merging by itself holds the database for more than 100 ms; `tidy_index` does it in small steps.

The index has room for 2,000 parts, and each transaction makes one; 500 of a size are merged at once.
"""

MERGED_PAGES = 150
"""Pages of the index that one step of `tidy_index` writes, in some 10 ms."""

MERGE = "INSERT INTO document_fts(document_fts, rank) VALUES ('merge', :pages)"

INDEX = "INSERT INTO document_fts(rowid, title, text) VALUES (?, ?, ?)"

UNINDEX = "INSERT INTO document_fts(document_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)"
"""Rows by VALUES, not by SELECT: SQLite would guard each such statement, and each guard makes a part."""

INDEXED = text("""
SELECT id, title, text FROM document
WHERE id IN :ids AND id IN (SELECT id FROM document_fts_docsize) ORDER BY id
""").bindparams(bindparam("ids", expanding=True))
"""Only what is in the index may be taken out of it, and an import may have been killed before it was."""

FIND = text("""
SELECT document.id FROM document_fts
JOIN document ON document.id = document_fts.rowid
JOIN batch ON batch.id = document.batch
WHERE document_fts MATCH :words AND document.removed = 0 AND batch.state = 'in' AND document_fts.rowid > :after
ORDER BY document_fts.rowid LIMIT :limit
""")

MIN_PREFIX = 3
"""Letters: the beginning of words that are shorter is that of too many."""


def on_server(connection: Connection) -> bool:
    """Return whether the project is on a PostgreSQL server."""
    return connection.dialect.name == "postgresql"


def query(connection: Connection, match: str) -> str:
    """Return a full-text query, quoted phrases, as the database takes it."""
    if not on_server(connection):
        return match
    from annotator.store.server_search import query_of

    return query_of(match)


def index_rows(connection: Connection, rows: list[tuple[int, str, str]]) -> None:
    """Add documents to the index: id, title and text of each, in order of id."""
    if on_server(connection):
        from annotator.store import server_search

        server_search.index_rows(connection, rows)
        return
    connection.exec_driver_sql(INDEX, rows)


def unindex_documents(connection: Connection, documents: Sequence[int]) -> None:
    """Take documents, as they stand in the table, out of the index."""
    if on_server(connection):
        from annotator.store import server_search

        server_search.unindex_documents(connection, documents)
        return
    rows = connection.execute(INDEXED, {"ids": list(documents)}).all()
    if rows:
        connection.exec_driver_sql(UNINDEX, [tuple(row) for row in rows])


def reindex_title(connection: Connection, document: int, *, before: str) -> None:
    """Put a document's new title into the index in place of the one `before`."""
    if on_server(connection):
        reindex(connection, document, before=(before, ""))
        return
    for _, _, content in connection.execute(INDEXED, {"ids": [document]}).all():
        reindex(connection, document, before=(before, content))


def reindex(connection: Connection, document: int, *, before: tuple[str, str]) -> None:
    """Put a document's new title and text into the index in place of those `before`."""
    if on_server(connection):
        from annotator.store import server_search

        server_search.reindex(connection, document)
        return
    for id_, title, content in connection.execute(INDEXED, {"ids": [document]}).all():
        connection.exec_driver_sql(UNINDEX, [(id_, *before)])
        connection.exec_driver_sql(INDEX, [(id_, title, content)])


def find_documents(connection: Connection, words: str, *, after: int, limit: int) -> list[int]:
    """Return the ids of the documents that hold all the words, in order of id."""
    match = " ".join(map(phrase, split_words(words)))
    given = {"words": query(connection, match), "after": after, "limit": limit}
    return list(connection.execute(FIND, given).scalars()) if match else []


def match_of(words: str) -> str:
    """Return the full-text query for words which begin like each of these; empty when there is none to look for."""
    return " ".join(phrase(word) + ("*" if len(word) >= MIN_PREFIX else "") for word in split_words(words))


def split_words(words: str) -> list[str]:
    """Return the words of what was typed, without those that have no letter or digit."""
    clean = words.replace("\0", " ").encode(errors="replace").decode()
    return [word for word in clean.split() if any(map(str.isalnum, word))]


def phrase(form: str) -> str:
    """Return the full-text query for the words of a form, one after the other."""
    return '"' + form.replace('"', '""') + '"'


def create_index(connection: Connection) -> None:
    """Make the index of a new project."""
    if on_server(connection):
        from annotator.store import server_search

        server_search.create_index(connection)
        return
    for statement in (CREATE, *SETTINGS):
        connection.exec_driver_sql(statement)


def tidy_index(connection: Connection) -> bool:
    """Merge a little of what many small imports left; return whether there was something to merge.

    That is told by the rows changed, as the documentation of FTS5's `merge` says: fewer than two, nothing.
    """
    if on_server(connection):
        return False
    changes = text("SELECT total_changes()")
    before = connection.execute(changes).scalar_one()
    connection.execute(text(MERGE), {"pages": MERGED_PAGES})
    return bool(connection.execute(changes).scalar_one() - before >= 2)
