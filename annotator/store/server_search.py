"""Full text on PostgreSQL: the words of titles and texts as a tsvector, asked in the language of SQLite's full text.

The words are parted here, by the same rule on both databases: letters and digits, without case and accents. PostgreSQL
counts places up to 16,383 only and keeps a megabyte at most, so of longer texts it has the words without their places:
a phrase finds them when all of its words are there. Who lists places looks at the texts themselves.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

CREATE = (
    "CREATE TABLE document_fts (rowid BIGINT PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX document_fts_words ON document_fts USING gin (words)",
)
INDEX = (
    "INSERT INTO document_fts (rowid, words) VALUES (%s, to_tsvector('simple', %s)) "
    "ON CONFLICT (rowid) DO UPDATE SET words = excluded.words"
)
UNINDEX = text("DELETE FROM document_fts WHERE rowid = ANY(:ids)")
IS_INDEXED = text("SELECT id, title, text FROM document WHERE id = :id AND id IN (SELECT rowid FROM document_fts)")

TEXTS = text("""
SELECT document.id, document.title, document.text FROM document JOIN batch ON batch.id = document.batch
WHERE batch.state <> 'open' AND document.id > :after ORDER BY document.id LIMIT :limit
""")
AS_INDEXED = text("SELECT words = to_tsvector('simple', :words) FROM document_fts WHERE rowid = :id")
TEXTS_AT_ONCE = 100

MOST_PLACES = 16_000
"""Words of a text whose places are kept."""
MOST_BYTES = 700_000
"""Of the words of a long text: with what PostgreSQL adds, they stay below its megabyte."""
LONG = "longtextwithoutplaces"
"""Stands among the words of a long text."""

MARKS = re.compile("[\u0300-\u036f]")
APART = re.compile(r"[\W_]+")
PHRASE = re.compile(r'"((?:[^"]|"")*)"(\*?)')


def words_of(content: str) -> str:
    """Return the words of a text, one blank between them."""
    plain = MARKS.sub("", unicodedata.normalize("NFD", content)).lower()
    return APART.sub(" ", MARKS.sub("", plain)).strip()


def indexed_words(title: str, content: str) -> str:
    """Return what goes into the index for a document."""
    words = words_of(f"{title} {content}")
    if len(words) < 2 * MOST_PLACES or words.count(" ") < MOST_PLACES:
        return words
    kept, room = [LONG], MOST_BYTES
    for word in dict.fromkeys(words.split(" ")):
        room -= len(word.encode()) + 8
        if room < 0:
            break
        kept.append(word)
    return " ".join(kept)


def query_of(match: str) -> str:
    """Return the tsquery for a full-text query: quoted phrases, with a star as beginnings, joined by blanks or OR."""
    either = (_all_of(part) for part in match.split(" OR "))
    return " | ".join(f"({query})" for query in either if query)


def _all_of(match: str) -> str:
    phrases = (_phrase(found[1].replace('""', '"'), begins=bool(found[2])) for found in PHRASE.finditer(match))
    return " & ".join(phrase for phrase in phrases if phrase)


def _phrase(typed: str, *, begins: bool) -> str:
    words = words_of(typed).split()
    if not words:
        return ""
    quoted = [f"'{word}'" for word in words]
    if begins:
        quoted[-1] += ":*"
    if len(words) == 1:
        return quoted[0]
    return f"({' <-> '.join(quoted)} | ('{LONG}' & {' & '.join(quoted)}))"


def create_index(connection: Connection) -> None:
    """Make the index of a new project."""
    for statement in CREATE:
        connection.exec_driver_sql(statement)


def index_rows(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Add documents to the index: id, title and text of each."""
    connection.exec_driver_sql(INDEX, [(id_, indexed_words(title, content)) for id_, title, content in rows])


def unindex_documents(connection: Connection, documents: Sequence[int]) -> None:
    """Take documents out of the index."""
    connection.execute(UNINDEX, {"ids": list(documents)})


def reindex(connection: Connection, document: int) -> None:
    """Put a document's title and text, as they are now, into the index, if it is in it."""
    rows = [(row.id, row.title, row.text) for row in connection.execute(IS_INDEXED, {"id": document})]
    if rows:
        index_rows(connection, rows)


def find_wrong(connection: Connection) -> Iterator[int]:
    """Yield the ids of the documents whose words in the index are not those of their texts."""
    last = 0
    while page := connection.execute(TEXTS, {"after": last, "limit": TEXTS_AT_ONCE}).all():
        for row in page:
            given = {"id": row.id, "words": indexed_words(row.title, row.text)}
            if not connection.execute(AS_INDEXED, given).scalar():
                yield row.id
        last = page[-1].id
