"""In which documents to look for something: those that the full text names, or all there are."""

from abc import ABC, abstractmethod
from typing import Any

import orjson
from sqlalchemy import Connection, text

from annotator.finding import parts_words
from annotator.occurrences import forms_like
from annotator.store.filters import like_part
from annotator.store.hits import RANKED, Search
from annotator.store.search import MIN_PREFIX, phrase, query, split_words

BY_RANK = """
SELECT json_group_array(id) FROM (
    SELECT id FROM (
        SELECT rowid AS id, bm25(document_fts) AS score FROM document_fts WHERE document_fts MATCH :match
        ORDER BY rowid LIMIT :most
    ) AS first ORDER BY score, id
) AS ranked
"""
"""As one row: see `filters.read_columns`. Without the inner order, SQLite would rank all, and then leave most out."""

WITH_WORDS = """
SELECT rowid FROM document_fts WHERE document_fts MATCH :match AND rowid > :after ORDER BY rowid LIMIT :limit
"""

ALL = "SELECT id FROM document NOT INDEXED WHERE id > :after{part} ORDER BY id LIMIT :limit"
GROWS = 4
"""So many times more documents are named each time: for some words, naming few takes as long as naming many."""


class Candidates(ABC):
    """Documents in which to look, so many at a time."""

    more = True
    """Whether there may be more."""
    capped = False
    """Whether there are more than are looked at."""
    total: int | None = None
    """How many there are, once that is known."""

    @abstractmethod
    def take(self, connection: Connection, number: int) -> list[int]:
        """Return the next documents: at most so many, none when there are no more."""


class Ranked(Candidates):
    """The documents that have all the words, the best first: by the first query that finds as many as are ranked."""

    def __init__(self, *matches: str) -> None:
        self._matches = matches
        self._ids: list[int] | None = None

    def take(self, connection: Connection, number: int) -> list[int]:
        """Return the next documents: at most so many, none when there are no more."""
        if self._ids is None:
            self._ids = self._rank(connection)
        taken, self._ids = self._ids[:number], self._ids[number:]
        self.more = bool(self._ids)
        return taken

    def _rank(self, connection: Connection) -> list[int]:
        ranked: list[int] = []
        for match in self._matches:
            given = {"match": query(connection, match), "most": RANKED}
            ranked = orjson.loads(connection.execute(text(BY_RANK), given).scalar_one())
            self.capped = len(ranked) == RANKED
            if self.capped:
                break
        self.total = len(ranked)
        return ranked


class InOrder(Candidates):
    """The documents that a statement names after each other, in order of id."""

    def __init__(self, statement: str, **given: Any) -> None:
        self._statement, self._given = text(statement), given
        self._ids: list[int] = []
        self._after, self._limit = 0, 0
        self._is_last = False

    def take(self, connection: Connection, number: int) -> list[int]:
        """Return the next documents: at most so many, none when there are no more."""
        if not self._ids and not self._is_last:
            self._limit = max(number, GROWS * self._limit)
            given = {**self._given, "after": self._after, "limit": self._limit}
            if "match" in given:
                given["match"] = query(connection, given["match"])
            self._ids = list(connection.execute(self._statement, given).scalars())
            self._is_last = len(self._ids) < self._limit
            self._after = self._ids[-1] if self._ids else self._after
        taken, self._ids = self._ids[:number], self._ids[number:]
        self.more = bool(self._ids) or not self._is_last
        return taken


def candidates_of(search: Search) -> Candidates:
    """Return in which documents something is to be looked for."""
    if search.ranked:
        return Ranked(*_ranking(search.text))
    forms = [search.text] if search.likeness is None else forms_like(search.text, search.likeness)
    words = search.wanted.words if search.likeness is None else search.likeness.words
    if not search.text:
        return Ranked()
    if words and not search.wanted.pattern and all(map(_is_named, forms)):
        return InOrder(WITH_WORDS, match=" OR ".join(map(phrase, forms)))
    if search.wanted.pattern or len(forms) > 1 or len(search.text.split()) > 1:
        return InOrder(ALL.format(part=""))
    return InOrder(ALL.format(part=" AND text LIKE :part ESCAPE '\\'"), part=like_part(search.text))


def _is_named(form: str) -> bool:
    """Return whether the full text knows a form: it has words, in a script that parts them."""
    return bool(split_words(form)) and parts_words(form)


def _ranking(typed: str) -> list[str]:
    """Return the full-text queries for all the words that were typed: whole, and with the last one as a beginning.

    The beginning of a word that very many have takes long to look up, and finds no better ones.
    """
    words = split_words(typed)
    whole = " ".join(map(phrase, words))
    if not words:
        return []
    is_beginning = typed.rsplit(maxsplit=1)[-1] == words[-1] and len(words[-1]) >= MIN_PREFIX
    return [whole, f"{whole}*"] if is_beginning else [whole]
