"""Full text: SQLite's FTS5, which reads titles and texts from the table of documents itself."""

from sqlalchemy import Connection, text

CREATE = """
CREATE VIRTUAL TABLE document_fts USING fts5(
    title, text, content='document', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
)
"""

SETTINGS = (
    "INSERT INTO document_fts(document_fts, rank) VALUES ('automerge', 0)",
    "INSERT INTO document_fts(document_fts, rank) VALUES ('crisismerge', 1999)",
)
"""Merging by itself holds the database for more than 100 ms; `tidy_index` does it in small steps."""

MERGED_PAGES = 150
"""Pages of the index that one step of `tidy_index` writes, in some 10 ms."""

MERGE = "INSERT INTO document_fts(document_fts, rank) VALUES ('merge', :pages)"

INDEX = "INSERT INTO document_fts(rowid, title, text) SELECT id, title, text FROM document WHERE id = :id"

UNINDEX = """
INSERT INTO document_fts(document_fts, rowid, title, text)
SELECT 'delete', id, coalesce(:title, title), text FROM document
WHERE id = :id AND id IN (SELECT id FROM document_fts_docsize)
"""
"""Only what is in the index may be taken out of it, and an import may have been killed before it was."""

FIND = """
SELECT document.id FROM document_fts
JOIN document ON document.id = document_fts.rowid
JOIN batch ON batch.id = document.batch
WHERE document_fts MATCH :words AND document.removed = 0 AND batch.state = 'in' AND document.id > :after
ORDER BY document.id LIMIT :limit
"""


def index_document(connection: Connection, document: int) -> None:
    """Add a document, as it stands in the table, to the index."""
    connection.execute(text(INDEX), {"id": document})


def unindex_document(connection: Connection, document: int, *, title: str | None = None) -> None:
    """Take a document out of the index; `title` is the one that is indexed, if the table's has changed."""
    connection.execute(text(UNINDEX), {"id": document, "title": title})


def find_documents(connection: Connection, words: str, *, after: int, limit: int) -> list[int]:
    """Return the ids of the documents that hold all the words, in order of id."""
    quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
    if not quoted:
        return []
    return list(connection.execute(text(FIND), {"words": quoted, "after": after, "limit": limit}).scalars())


def index_rows(connection: Connection, rows: list[tuple[int, str, str]]) -> None:
    """Add documents just written to the index: id, title and text of each."""
    connection.exec_driver_sql("INSERT INTO document_fts(rowid, title, text) VALUES (?, ?, ?)", rows)


def create_index(connection: Connection) -> None:
    """Make the index of a new project."""
    for statement in (CREATE, *SETTINGS):
        connection.exec_driver_sql(statement)


def tidy_index(connection: Connection) -> bool:
    """Merge a little of what many small imports left; return whether there was something to merge.

    That is told by the rows changed, as the documentation of FTS5's `merge` says: fewer than two, nothing.
    """
    changes = text("SELECT total_changes()")
    before = connection.execute(changes).scalar_one()
    connection.execute(text(MERGE), {"pages": MERGED_PAGES})
    return bool(connection.execute(changes).scalar_one() - before >= 2)
