"""What a filter of documents means in SQL: as a condition on each, or, where few match, as their ids."""

from collections.abc import Collection, Iterator
from typing import Any

import orjson
from sqlalchemy import Connection, text

from annotator.model import value
from annotator.store import DocumentFilter
from annotator.store.search import match_of, on_server, query
from annotator.store.standings import RANKS

FEW = 10_000
"""So many documents are put in order by themselves; more are looked for along the order."""

HIGHEST = "\U0010ffff"

COLUMNS = {
    "author": ("document INDEXED BY document_author", "document.author COLLATE NOCASE"),
    "source": ("document INDEXED BY document_source", "document.source COLLATE NOCASE"),
    "date": ("document INDEXED BY document_date", "document.date"),
}
"""What is known of every document, and has an index."""

TITLE_LIKE = "{title} LIKE :text ESCAPE '\\'"
TITLE_HAS = TITLE_LIKE + " AND instr(lower({title}), :lowered)"
"""SQLite's LIKE knows the case of ASCII letters only; `lower`, which is ours, knows all; it is asked of the rest."""

IN_FIELDS = (
    "document_field.key = :key_{n} AND (document_field.value >= :from_{n} AND document_field.value < :to_{n}"
    " OR document_field.value = :number_{n})"
)
WITH_FIELD = (
    "SELECT document FROM document_field WHERE key = :key_{n} AND value >= :from_{n} AND value < :to_{n}"
    " UNION ALL SELECT document FROM document_field WHERE key = :key_{n} AND value = :number_{n}"
)
"""The same in two parts, for each of which the index is used."""

HAS_WORDS = "document_fts MATCH :words"


@value
class Few:
    """The documents that one condition lets in, where they are few.

    `values` are what the list is sorted by, where the index that found them knows it. The conditions that are
    `driven` need not be met again.
    """

    ids: tuple[int, ...]
    values: tuple[str, ...] | None = None
    driven: tuple[str, ...] = ()


class Filters:
    """The conditions of one filter and their parameters."""

    def __init__(self, connection: Connection, where: DocumentFilter, annotator: int, *, stands: bool) -> None:
        self._connection = connection
        self._where = where
        self._annotator = annotator
        self._stands = stands
        self._words = query(connection, match_of(where.words))

    def given(self) -> dict[str, Any]:
        """Return the parameters."""
        where = self._where
        given: dict[str, Any] = {"words": self._words, "annotator": self._annotator}
        if where.status is not None:
            given |= {"status": str(where.status), "rank": RANKS[where.status]}
        if where.text:
            given |= {"text": like_part(where.text), "lowered": where.text.lower()}
        for n, (key, begins) in enumerate(where.fields):
            first, number = self._kept(key, begins)
            given |= {f"key_{n}": key, f"from_{n}": first, f"to_{n}": first + HIGHEST, f"number_{n}": number}
        return given

    def _kept(self, key: str, begins: str) -> tuple[str, Any]:
        """Return the beginning of a text, and the number that it may be, as the database keeps them."""
        number = _number(begins)
        if key in COLUMNS or not on_server(self._connection):
            return begins, number
        from annotator.store.postgresql_sql import sorted_number, sorted_text

        return sorted_text(begins), None if number is None else sorted_number(number)

    def conditions(self, driven: Collection[str] = ()) -> list[str]:
        """Return the conditions on a document and its joins, without those by which it was found already."""
        where, conditions = self._where, []
        if where.status is not None and "standing.status = :rank" not in driven:
            conditions.append("coalesce(progress.status, 'todo') = :status")
        if where.flagged:
            conditions.append("progress.flagged = 1")
        if where.text:
            conditions.append(self._title_has("document.title"))
        if where.words.strip() and HAS_WORDS not in driven:
            matching = "SELECT rowid FROM document_fts WHERE document_fts MATCH :words"
            conditions.append(f"document.id IN ({matching})" if self._words else "1 = 0")
        for n, (key, _) in enumerate(where.fields):
            if key in COLUMNS:
                column = COLUMNS[key][1]
                conditions.append(f"{column} >= :from_{n} AND {column} < :to_{n}")
            else:
                found = f"SELECT 1 FROM document_field WHERE document_field.document = document.id AND {IN_FIELDS}"
                conditions.append(f"EXISTS ({found.format(n=n)})")
        return conditions

    def find_few(self, *, also_words: bool) -> Few | None:
        """Return the documents that one of the conditions lets in, if they are few; None if many.

        With `also_words`, of very many documents that have the words the first ones.
        """
        if self._where.words.strip() and not self._words:
            return Few(())
        for statement, column in self._statements():
            is_sorted_by = column == self._where.order.by
            ids, values = self._read(statement.format(at=column if is_sorted_by else "NULL"))
            if len(ids) <= FEW:
                return Few(tuple(ids), tuple(values) if is_sorted_by else None)
        if self._words and also_words:
            ids, _ = self._read(f"SELECT rowid AS id, NULL AS at FROM document_fts WHERE {HAS_WORDS} ORDER BY rowid")
            return Few(tuple(ids[:FEW]), driven=(HAS_WORDS,))
        return None

    def _statements(self) -> Iterator[tuple[str, str]]:
        """Yield what finds the ids of each condition, the quickest first, and the column of the index that is used."""
        where = self._where
        if where.flagged:
            yield (
                (
                    "SELECT document AS id, {at} AS at FROM progress INDEXED BY progress_flagged "
                    "WHERE annotator = :annotator AND flagged = 1"
                ),
                "",
            )
        if where.status is not None and self._stands:
            yield (
                (
                    "SELECT document AS id, {at} AS at FROM standing INDEXED BY standing_status "
                    "WHERE annotator = :annotator AND status = :rank"
                ),
                "",
            )
        for n, (key, _) in enumerate(where.fields):
            if key in COLUMNS:
                tables, column = COLUMNS[key]
                yield (f"SELECT id, {{at}} AS at FROM {tables} WHERE {column} >= :from_{n} AND {column} < :to_{n}"), key
            else:
                yield f"SELECT document AS id, {{at}} AS at FROM ({WITH_FIELD.format(n=n)}) AS found", ""
        if where.text:
            yield (
                (f"SELECT id, {{at}} AS at FROM document INDEXED BY document_title WHERE {self._title_has('title')}"),
                "title",
            )

    def _title_has(self, title: str) -> str:
        # A function of ours would be called for each title, and wait each time until the window lets it.
        return (TITLE_LIKE if self._where.text.isascii() else TITLE_HAS).format(title=title)

    def _read(self, statement: str) -> tuple[list[int], list[Any]]:
        limited = f"{statement} LIMIT {FEW + 1}"
        given = {name: one for name, one in self.given().items() if f":{name}" in limited}
        return read_columns(self._connection, limited, given)


def read_columns(connection: Connection, statement: str, given: dict[str, Any]) -> tuple[list[int], list[Any]]:
    """Return all that a statement finds as `id`, and all as `at`: texts and whole numbers.

    They come as one row. Of 10,000 the driver would let the window go on after each, and wait for it before the next.
    """
    whole = text(f"SELECT json_group_array(id), json_group_array(at) FROM ({statement}) AS found")
    ids, known = connection.execute(whole, given).one()
    return orjson.loads(ids), orjson.loads(known)


def like_part(part: str) -> str:
    """Return a pattern of LIKE for what has a part; any letter stands for one beyond ASCII."""
    letters = ("_" if not letter.isascii() else f"\\{letter}" if letter in "\\%_" else letter for letter in part)
    return f"%{''.join(letters)}%"


def _number(text_: str) -> float | int | None:
    try:
        return int(text_)
    except ValueError:
        pass
    try:
        return float(text_)
    except ValueError:
        return None
