"""What a filter of documents means in SQL: as a condition on each, or, where few match, as their ids."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, text

from annotator.store import DocumentFilter
from annotator.store.search import match_of
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

TITLE_HAS = "{title} LIKE :text ESCAPE '\\' AND instr(lower({title}), :lowered)"
"""SQLite's LIKE knows the case of ASCII letters only; `lower`, which is ours, knows all; it is asked of the rest."""

IN_FIELDS = (
    "document_field.key = :key_{n} AND (document_field.value >= :from_{n} AND document_field.value < :to_{n}"
    " OR document_field.value = :number_{n})"
)


class Filters:
    """The conditions of one filter and their parameters."""

    def __init__(self, connection: Connection, where: DocumentFilter, annotator: int, *, stands: bool) -> None:
        self._connection = connection
        self._where = where
        self._annotator = annotator
        self._stands = stands
        self._words = match_of(where.words)

    def given(self) -> dict[str, Any]:
        """Return the parameters."""
        where = self._where
        given: dict[str, Any] = {"words": self._words, "annotator": self._annotator}
        if where.status is not None:
            given |= {"status": str(where.status), "rank": RANKS[where.status]}
        if where.text:
            given |= {"text": f"%{_like(where.text)}%", "lowered": where.text.lower()}
        for n, (key, begins) in enumerate(where.fields):
            number = _number(begins)
            given |= {f"key_{n}": key, f"from_{n}": begins, f"to_{n}": begins + HIGHEST, f"number_{n}": number}
        return given

    def conditions(self, driven: Collection[str] = ()) -> list[str]:
        """Return the conditions on a document and its joins, without those by which it was found already."""
        where, conditions = self._where, []
        if where.status is not None and "standing.status = :rank" not in driven:
            conditions.append("coalesce(progress.status, 'todo') = :status")
        if where.flagged:
            conditions.append("progress.flagged = 1")
        if where.text:
            conditions.append(TITLE_HAS.format(title="document.title"))
        if where.words.strip() and "document_fts MATCH :words" not in driven:
            matching = "SELECT rowid FROM document_fts WHERE document_fts MATCH :words"
            conditions.append(f"document.id IN ({matching})" if self._words else "0")
        for n, (key, _) in enumerate(where.fields):
            if key in COLUMNS:
                column = COLUMNS[key][1]
                conditions.append(f"{column} >= :from_{n} AND {column} < :to_{n}")
            else:
                found = f"SELECT 1 FROM document_field WHERE document_field.document = document.id AND {IN_FIELDS}"
                conditions.append(f"EXISTS ({found.format(n=n)})")
        return conditions

    def find_few(self, *, also_words: bool) -> list[int] | None:
        """Return the ids of the documents that one of the conditions lets in, if they are few; None if many.

        With `also_words`, of very many documents that have the words the first ones.
        """
        if self._where.words.strip() and not self._words:
            return []
        for statement in self._statements():
            ids = self._ids(statement)
            if len(ids) <= FEW:
                return ids
        if self._words and also_words:
            found = "SELECT rowid FROM document_fts WHERE document_fts MATCH :words ORDER BY rowid"
            return self._ids(found)[:FEW]
        return None

    def _statements(self) -> list[str]:
        """Return what finds the ids of each condition; the quickest first."""
        where, statements = self._where, []
        if where.flagged:
            statements.append(
                "SELECT document FROM progress INDEXED BY progress_flagged WHERE annotator = :annotator AND flagged = 1"
            )
        if where.status is not None and self._stands:
            statements.append(
                "SELECT document FROM standing INDEXED BY standing_status "
                "WHERE annotator = :annotator AND status = :rank"
            )
        for n, (key, _) in enumerate(where.fields):
            if key in COLUMNS:
                tables, column = COLUMNS[key]
                statements.append(f"SELECT id FROM {tables} WHERE {column} >= :from_{n} AND {column} < :to_{n}")
            else:
                statements.append(f"SELECT document FROM document_field WHERE {IN_FIELDS.format(n=n)}")
        if where.text:
            statements.append(
                f"SELECT id FROM document INDEXED BY document_title WHERE {TITLE_HAS.format(title='title')}"
            )
        return statements

    def _ids(self, statement: str) -> list[int]:
        limited = f"{statement} LIMIT {FEW + 1}"
        given = {name: one for name, one in self.given().items() if f":{name}" in limited}
        return list(self._connection.execute(text(limited), given).scalars())


def _like(text_: str) -> str:
    """Return a pattern of LIKE; any letter stands for one beyond ASCII."""
    return "".join("_" if not letter.isascii() else f"\\{letter}" if letter in "\\%_" else letter for letter in text_)


def _number(text_: str) -> float | int | None:
    try:
        return int(text_)
    except ValueError:
        pass
    try:
        return float(text_)
    except ValueError:
        return None
