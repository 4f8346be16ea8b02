"""The list of documents, a page at a time, in any order: by keyset, so that no page costs more than another.

The page is read along the index of what it is sorted by, or, where a filter lets in few documents, from those. The
order of the joins is ours (CROSS JOIN, INDEXED BY): SQLite has no statistics to choose it by.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, text

from annotator.model import Status, value
from annotator.store import END, Cursor, DocumentFilter, DocumentLine, Order, SortBy, SortValue
from annotator.store.checksums import values_checksum
from annotator.store.filters import Filters, read_columns
from annotator.store.rows import DOCUMENT_COLUMNS
from annotator.store.standings import HIDDEN_SPANS, RANK
from annotator.store.streams import (
    BY_COLUMN,
    BY_ID,
    BY_STANDING,
    FLAGGED,
    NOT_PLACED,
    OF_STATUS,
    PLACED,
    WITH_FIELD,
    WITH_WORDS,
    WITHOUT_FIELD,
    Stream,
)
from annotator.titles import first_words

LINE = ",\n".join(
    (
        *(f"document.{column}" for column in DOCUMENT_COLUMNS),
        "document.checksum",
        "CASE WHEN document.title = '' THEN substr(document.text, 1, 120) ELSE '' END AS beginning",
        "progress.status",
        "progress.flagged",
        "progress.note",
        "coalesce(span_count.n, 0){hidden} AS n",
    )
)
WRITTEN = slice(len(DOCUMENT_COLUMNS))
"""What of a line its checksum is about."""

BATCH = "CROSS JOIN batch ON batch.id = document.batch"
OF_ANNOTATOR = {
    name: f"LEFT JOIN {name} ON {name}.document = document.id AND {name}.annotator = :annotator"
    for name in ("progress", "span_count")
}
JOINS = " ".join((BATCH, *OF_ANNOTATOR.values()))

STATUSES = (None, *Status)

LOOKED_AT = 100
"""So many documents that were found by one condition are held against the others at a time."""

VISIBLE = "document.removed = 0 AND batch.state = 'in'"

SORT_VALUES = {
    SortBy.PLACE: "coalesce((SELECT position FROM place WHERE place.document = document.id), document.id)",
    SortBy.TITLE: "document.title",
    SortBy.DATE: "document.date",
    SortBy.SOURCE: "document.source",
    SortBy.AUTHOR: "document.author",
    SortBy.STATUS: RANK,
    SortBy.SPANS: "coalesce(span_count.n, 0){hidden}",
    SortBy.FIELD: "(SELECT value FROM document_field WHERE document_field.document = document.id AND key = :key)",
}
"""What a document is sorted by, as an expression over the joins."""


@value
class Viewer:
    """Whose list it is: the annotator, the labels whose spans are hidden, whether `standing` is wanted and whole."""

    annotator: int
    hidden: frozenset[int] = frozenset()
    stands: bool = False


@value
class Hits:
    """The few documents that a filter lets in, in order: their sort keys and ids.

    Those that are not `sifted` were found by one condition of the filter alone, and have to meet the others.
    """

    keys: tuple[tuple[Any, ...], ...]
    values: tuple[SortValue, ...]
    sifted: bool = True


class Listing:
    """Reads pages of one filter, as one annotator sees it."""

    def __init__(self, connection: Connection, where: DocumentFilter, viewer: Viewer) -> None:
        self._connection = connection
        self._where = where
        self.viewer = viewer
        self._order = where.order
        self._filters = Filters(connection, where, viewer.annotator, stands=viewer.stands)

    # --- few documents: put in order here

    def find_few(self) -> Hits | None:
        """Return the documents of a filter that lets in few of them, in order; None when they are many."""
        moved = self._has_places() if self._order.by is SortBy.PLACE else True
        few = self._filters.find_few(also_words=moved)
        if few is None:
            return None
        if not moved:
            ids = sorted(few.ids, reverse=self._order.descending)
            return Hits(tuple(((0, id_), id_) for id_ in ids), tuple(ids), sifted=False)
        if few.values is not None:
            return self._in_order(zip(few.ids, few.values, strict=True), sifted=False)
        at = self._hiding(SORT_VALUES[self._order.by])
        where = " AND ".join((VISIBLE, *self._filters.conditions(few.driven)))
        # Each further join is one more look into the file for every hit.
        joins = " ".join((BATCH, *(join for name, join in OF_ANNOTATOR.items() if f"{name}." in at + where)))
        statement = (
            f"SELECT document.id, {at} AS at FROM json_each(:hits) AS hit "
            f"CROSS JOIN document ON document.id = hit.value {joins} WHERE {where}"
        )
        hits = "[" + ",".join(map(str, few.ids)) + "]"
        given = _used(statement, {**self._given(), "hits": hits})
        if self._order.by is SortBy.FIELD:  # A number with a fraction would not come back to its last digit.
            rows = self._connection.execute(text(statement), given)
            return self._in_order(((row.id, row.at) for row in rows), sifted=True)
        return self._in_order(zip(*read_columns(self._connection, statement, given), strict=True), sifted=True)

    def _in_order(self, found: Iterable[tuple[int, SortValue]], *, sifted: bool) -> Hits:
        """Return documents, which come with what they are sorted by, in order."""
        ordered = sorted(((_sortable(at, self._order), id_, at) for id_, at in found), key=lambda one: one[:2])
        if self._order.descending:
            ordered.reverse()
        return Hits(tuple(one[:2] for one in ordered), tuple(one[2] for one in ordered), sifted)

    def page_of(self, hits: Hits, after: Cursor | None, before: Cursor | None, limit: int) -> list[DocumentLine]:
        """Return a page of the few documents."""
        places = {key[1]: number for number, key in enumerate(hits.keys)}
        first, last = 0, len(hits.keys)
        if before is not None:
            last = self._place_in(hits, places, before)
            first = max(0, last - limit)
        elif after is not None:
            first = self._place_in(hits, places, after)
            first += after.id in places and not after.inclusive
        if not hits.sifted:
            return self._sifted(hits, slice(last) if before is not None else slice(first, None), before, limit)
        chosen = {hits.keys[number][1]: hits.values[number] for number in range(first, min(last, first + limit))}
        lines = {line.id: line for line in self.lines(chosen)}
        return [replace(lines[id_], at=at) for id_, at in chosen.items() if id_ in lines]

    def _sifted(self, hits: Hits, part: slice, before: Cursor | None, limit: int) -> list[DocumentLine]:
        """Return the first of a part of the documents that meet all conditions, or the last ones with `before`."""
        back = before is not None
        page: list[DocumentLine] = []
        found = [(key[1], at) for key, at in zip(hits.keys[part], hits.values[part], strict=True)]
        found = found[::-1] if back else found
        for first in range(0, len(found), LOOKED_AT):
            some = found[first : first + LOOKED_AT]
            lines = {line.id: line for line in self.lines([id_ for id_, _ in some], sift=True)}
            page += [replace(lines[id_], at=at) for id_, at in some if id_ in lines]
            if len(page) >= limit:
                break
        return page[:limit][::-1] if back else page[:limit]

    def _place_in(self, hits: Hits, places: dict[int, int], cursor: Cursor) -> int:
        """Return the number of the cursor's document, or of the first one behind it."""
        if cursor.id in places:
            return places[cursor.id]
        if cursor.id == END.id:
            return len(hits.keys)
        key = (_sortable(self._at(cursor), self._order), cursor.id)
        if self._order.descending:
            return sum(other > key for other in hits.keys)
        return sum(other < key for other in hits.keys)

    # --- many: along an index

    def page(self, after: Cursor | None, before: Cursor | None, limit: int) -> list[DocumentLine]:
        """Return the page that follows `after`, or ends in front of `before`, in the list's order."""
        back = before is not None
        cursor = before if back else after
        if cursor is not None and cursor.id == END.id:
            cursor = None
        at = None if cursor is None else self._at(cursor)
        segments = self._segments()
        if len(segments) > 1 and cursor is not None and (at is None) != back:
            # Behind those that have the key stand those that have not.
            segments = segments[:1] if back else segments[1:]
        page: list[DocumentLine] = []
        for number, streams in enumerate(reversed(segments) if back else segments):
            if streams == [WITHOUT_FIELD] and not self._lacks_field():
                continue
            bound = cursor if number == 0 else None
            page += self._merged(streams, bound, at, back=back, limit=limit - len(page))
            if len(page) == limit:
                break
        return page[::-1] if back else page

    def _segments(self) -> list[list[Stream]]:
        """Return the streams that one reads one after the other; those of one segment are merged."""
        by, stands = self._order.by, self.viewer.stands
        if by is SortBy.FIELD:
            return [[WITH_FIELD], [WITHOUT_FIELD]]
        if by is SortBy.PLACE:
            return [self._by_place()]
        if by in BY_COLUMN:
            return [[BY_COLUMN[by]]]
        if stands:
            return [[BY_STANDING[by]]]
        return [[replace(BY_ID, at=self._hiding(SORT_VALUES[by]))]]

    def _lacks_field(self) -> bool:
        """Return whether there may be documents without the key: to look for what is not there takes longest."""
        counts = "SELECT count(*) FROM document_field WHERE key = :key UNION ALL SELECT count(*) FROM document"
        with_key, documents = self._connection.execute(text(counts), {"key": self._order.key}).scalars()
        return bool(with_key < documents)

    def _by_place(self) -> list[Stream]:
        rest = BY_ID
        if self._where.words.strip():
            rest = WITH_WORDS
        elif self._where.flagged:
            rest = FLAGGED
        elif self._where.status is not None and self.viewer.stands:
            rest = OF_STATUS
        return [PLACED, replace(rest, where=(*rest.where, NOT_PLACED))] if self._has_places() else [rest]

    def _has_places(self) -> bool:
        return self._connection.execute(text("SELECT 1 FROM place LIMIT 1")).first() is not None

    def _merged(
        self, streams: Sequence[Stream], cursor: Cursor | None, at: SortValue, *, back: bool, limit: int
    ) -> list[DocumentLine]:
        lines = [line for stream in streams for line in self._read(stream, cursor, at, back=back, limit=limit)]
        if len(streams) > 1:
            down = back != self._order.descending
            lines.sort(key=lambda line: (line.at, line.id), reverse=down)
        return lines[:limit]

    def _read(
        self, stream: Stream, cursor: Cursor | None, at: SortValue, *, back: bool, limit: int
    ) -> list[DocumentLine]:
        down = back != self._order.descending
        conditions = [VISIBLE, *stream.where, *self._filters.conditions(driven=stream.where)]
        given = {**self._given(), "limit": limit}
        if cursor is not None:
            sign = ("<" if down else ">") + ("=" if cursor.inclusive else "")
            given["from_id"] = cursor.id
            if stream.at == stream.id or stream is WITHOUT_FIELD:
                conditions.append(f"{stream.id} {sign} :from_id")
            else:
                given["from_at"] = at
                if "COLLATE" in stream.at:
                    # For the index, which a comparison of pairs with a collation does not use.
                    conditions.append(f"{stream.at} {sign[0]}= :from_at")
                conditions.append(f"({stream.at}, {stream.id}) {sign} (:from_at, :from_id)")
        way = "DESC" if down else "ASC"
        by = f"{stream.id} {way}" if stream.at == stream.id or stream is WITHOUT_FIELD else (
            f"{stream.at} {way}, {stream.id} {way}"
        )  # fmt: skip
        shown = "NULL" if stream is WITHOUT_FIELD else stream.at
        statement = (
            f"SELECT {self._hiding(LINE)}, {shown} AS at FROM {stream.tables} {JOINS} "
            f"WHERE {' AND '.join(conditions)} ORDER BY {by} LIMIT :limit"
        )
        return [_line(row) for row in self._connection.execute(text(statement), _used(statement, given))]

    # --- cursors

    def _at(self, cursor: Cursor) -> SortValue:
        """Return what the cursor's document is sorted by."""
        if cursor.at is not None:
            return cursor.at
        expression = self._hiding(SORT_VALUES[self._order.by])
        statement = f"SELECT {expression} AS at FROM document {JOINS} WHERE document.id = :from_id"
        given = _used(statement, {**self._given(), "from_id": cursor.id})
        row = self._connection.execute(text(statement), given).first()
        if row is not None:
            found: SortValue = row.at
            return found
        return cursor.id if self._order.by is SortBy.PLACE else None

    # --- what all of it needs

    def lines(self, ids: Iterable[int], *, sift: bool = False) -> list[DocumentLine]:
        """Return the rows of these documents, in order of id; those that are gone are left out.

        With `sift`, so are those that the filter does not let in.
        """
        where = " AND ".join((VISIBLE, *(self._filters.conditions() if sift else ())))
        statement = (
            f"SELECT {self._hiding(LINE)}, NULL AS at FROM json_each(:hits) AS hit "
            f"CROSS JOIN document ON document.id = hit.value {JOINS} WHERE {where} ORDER BY document.id"
        )
        given = {**self._given(), "hits": "[" + ",".join(map(str, ids)) + "]"}
        return [_line(row) for row in self._connection.execute(text(statement), _used(statement, given))]

    def _hiding(self, sql: str) -> str:
        return sql.format(hidden=f" - {HIDDEN_SPANS}" if self.viewer.hidden else "")

    def _given(self) -> dict[str, Any]:
        given = {"annotator": self.viewer.annotator, "key": self._order.key, **self._filters.given()}
        if self.viewer.hidden:
            given["hidden"] = "[" + ",".join(map(str, self.viewer.hidden)) + "]"
        return given


def read_keys(connection: Connection) -> tuple[str, ...]:
    """Return the keys of the documents' metadata, sorted: one look into the index for each."""
    keys: list[str] = []
    following = text("SELECT key FROM document_field WHERE key > :key ORDER BY key LIMIT 1")
    while (key := connection.execute(following, {"key": keys[-1] if keys else ""}).scalar()) is not None:
        keys.append(key)
    return tuple(keys)


def _used(statement: str, given: dict[str, Any]) -> dict[str, Any]:
    """Return those of the parameters that the statement names."""
    return {name: value_ for name, value_ in given.items() if f":{name}" in statement}


def _sortable(at: SortValue, order: Order) -> tuple[Any, ...]:
    """Return a key by which Python sorts as SQLite does: numbers, then texts; without a value last."""
    if isinstance(at, str):
        return (1, at.lower() if at.isascii() else _lowered(at))
    return (0, at) if at is not None else (-1 if order.descending else 2, 0)


def _lowered(text_: str) -> str:
    """Return a text with ASCII letters in small: what NOCASE compares."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text_)


def _line(row: Any) -> DocumentLine:
    written = row[WRITTEN]
    stamp, beginning, status, flagged, note, spans, at = row[WRITTEN.stop :]
    id_, title, author, date, source, *_ = written
    if values_checksum(written) != stamp or status not in STATUSES:
        return DocumentLine(id_, "", "", "", "", Status.TODO, flagged=False, spans=0, at=at, damaged=True)
    return DocumentLine(
        id_,
        title or first_words(beginning),
        author,
        date,
        source,
        Status(status or Status.TODO),
        bool(flagged),
        spans,
        note or "",
        at,
    )
