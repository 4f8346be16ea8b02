"""What a project tells of its documents as a list: pages in any order, the bin, the own order."""

from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection, select

from annotator.edits import Edit
from annotator.model import Document, Place, Verdict
from annotator.store import (
    Cursor,
    DocumentFilter,
    DocumentLine,
    PastAction,
    Totals,
    examples,
    past,
    standings,
    tables,
)
from annotator.store.database import Database
from annotator.store.listing import Hits, Listing, Viewer, read_keys
from annotator.store.names import Names
from annotator.store.queries import checked_value, read_known_texts, read_totals, visible_documents
from annotator.store.rows import KINDS
from annotator.store.search import find_documents
from annotator.store.verdicts import Record, read_decided_forms, read_record, read_rejecting, read_verdicts

PAGE = 100
"""Documents in a page, unless another number is asked for."""

IDS_AT_ONCE = 10_000
"""Ids that are read at a time: to look for words anew costs more than a long page."""

EVERYTHING = DocumentFilter()


Found = tuple[object, Hits | None] | None
"""What was asked for last, and the few documents that were found, if they are few."""


class ProjectLists(ABC):
    """The part of a project that lists its documents."""

    _database: Database
    _names: Names
    _seq: int
    _found: Found

    @property
    @abstractmethod
    def read_only(self) -> bool:
        """Return whether the file may only be read."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """Read with the names of labels that others have added or changed."""

    def documents(
        self,
        where: DocumentFilter = EVERYTHING,
        *,
        annotator: str,
        after: Cursor | int | None = None,
        before: Cursor | int | None = None,
        limit: int = PAGE,
    ) -> list[DocumentLine]:
        """Return the page of the list that follows the document `after`, or ends in front of `before`."""
        with self._reading() as connection:
            return self._page_of(
                connection, where, annotator, after=_cursor(after), before=_cursor(before), limit=limit
            )

    def document_ids(self, where: DocumentFilter, *, annotator: str) -> "array[int]":
        """Return the ids of all documents of the list, in its order: 8 bytes each."""
        ids = array("q")
        last: Cursor | None = None
        while page := self.documents(where, annotator=annotator, after=last, limit=IDS_AT_ONCE):
            ids.extend(line.id for line in page)
            last = page[-1].cursor
        return ids

    def _page_of(
        self,
        connection: Connection,
        where: DocumentFilter,
        annotator: str,
        *,
        after: Cursor | None = None,
        before: Cursor | None = None,
        limit: int = PAGE,
    ) -> list[DocumentLine]:
        reader = Listing(connection, where, self._viewer(connection, annotator, where))
        hits = self._few(reader, where, annotator)
        return reader.page(after, before, limit) if hits is None else reader.page_of(hits, after, before, limit)

    def _viewer(self, connection: Connection, annotator: str, where: DocumentFilter = EVERYTHING) -> Viewer:
        person = self._names.annotator(annotator)
        stands = where.goes_by_standing and standings.is_complete(connection, person)
        return Viewer(person, self._names.hidden, stands)

    def _few(self, reader: Listing, where: DocumentFilter, annotator: str) -> Hits | None:
        """Return the documents of a filter that lets in few, as they were when last anything was committed."""
        if where.lets_all_in:
            return None
        key = (where, annotator, self._seq, reader.viewer)
        if self._found is None or self._found[0] != key:
            self._found = (key, reader.find_few())
        return self._found[1]

    def find_first(self, where: DocumentFilter, *, annotator: str) -> Found:
        """Look for the documents of a filter, for another Project of the same file to `take_found`."""
        with self._reading() as connection:
            reader = Listing(connection, where, self._viewer(connection, annotator, where))
            self._few(reader, where, annotator)
        return self._found

    def take_found(self, found: Found) -> None:
        """Take over what another Project of the same file has found: the next page of that filter is at hand."""
        self._found = found

    def interrupt(self) -> None:
        """Let what is being read end with a ProjectError; may be called from any thread."""
        self._database.interrupt()

    def lines(self, ids: Sequence[int], *, annotator: str) -> list[DocumentLine]:
        """Return the list's rows of these documents, in order of id."""
        with self._reading() as connection:
            return Listing(connection, EVERYTHING, self._viewer(connection, annotator)).lines(ids)

    def metadata_keys(self) -> tuple[str, ...]:
        """Return the keys of the documents' metadata, sorted."""
        with self._database.read() as connection:
            return read_keys(connection)

    def count_unsorted(self, annotator: str) -> int:
        """Return how many documents `prepare_sorting` has to look at, before sorting by status or spans is quick."""
        with self._reading() as connection:
            return standings.count_missing(connection, self._names.annotator(annotator))

    def prepare_sorting(self, annotator: str, progress: Callable[[float], None] = lambda _: None) -> None:
        """Let the list be sorted by status and spans as quickly as by all else; nothing where a file is read only.

        `progress` gets the part that is done, and may raise to stop it.
        """
        if not self.read_only:
            standings.complete(self._database, self._names.annotator(annotator), self._names.hidden, progress)

    def has_document(self, id: int) -> bool:
        """Return whether there is such a document, in the bin or outside of it."""
        with self._database.read() as connection:
            found = select(tables.document.c.id).where(tables.document.c.id == id)
            return connection.execute(found).first() is not None

    def removed_documents(self, limit: int) -> list[Document]:
        """Return the documents in the bin, without their texts; the newest first."""
        document, batch = tables.document, tables.batch.c
        columns = [column for column in document.c if column.name != "text"]
        found = (
            select(*columns)
            .join(tables.batch, batch.id == document.c.batch)
            .where(document.c.removed == 1, batch.state == "in")
            .order_by(document.c.id.desc())
            .limit(limit)
        )
        with self._reading() as connection:
            rows = connection.execute(found).mappings().all()
            return [checked_value(KINDS["document"], row, self._names) for row in rows]

    def totals(self, annotator: str) -> Totals:
        """Count documents, done ones and flagged ones."""
        with self._database.read() as connection:
            return read_totals(connection, self._names.annotator(annotator))

    def search(self, words: str, *, after: int = 0, limit: int = PAGE) -> list[int]:
        """Return the ids of the documents that hold all the words, in order of id."""
        with self._database.read() as connection:
            return find_documents(connection, words, after=after, limit=limit)

    def known_texts(self, hashes: Sequence[str]) -> set[str]:
        """Return those of the texts, named by the sha256 of their UTF-8 in hex, that are in the project."""
        with self._database.read() as connection:
            return read_known_texts(connection, hashes)

    def newest_texts(self) -> Iterator[tuple[str, str]]:
        """Yield title and text of the documents, the newest first, a page in memory at a time."""
        column, last = tables.document.c, (1 << 63) - 1
        while True:
            older = visible_documents(column.id, column.title, column.text).where(column.id < last)
            with self._database.read() as connection:
                page = connection.execute(older.order_by(column.id.desc()).limit(PAGE)).all()
            if not page:
                return
            last = page[-1].id
            yield from ((row.title, row.text) for row in page)

    def past(self, *, document: int | None = None, before: int | None = None, limit: int = PAGE) -> list[PastAction]:
        """Return what was done, the newest first: in all, or in one document; `before` is the `seq` to go on from."""
        with self._reading() as connection:
            return past.read_past(connection, self._names, document=document, before=before, limit=limit)

    def past_changes(self, action: int, *, document: int | None = None, limit: int = PAGE) -> list[Edit]:
        """Return what an action of the past changed, or what of it in one document."""
        with self._reading() as connection:
            return past.read_changes(connection, self._names, action, document=document, limit=limit)

    def edits_back(self, seq: int, *, document: int | None = None, annotator: str) -> list[Edit]:
        """Return the edits that lead back to how it was after an action; what others have labelled stays.

        Raises EditError when too much came or went since.
        """
        with self._reading() as connection:
            return past.edits_back(connection, self._names, seq, document=document, annotator=annotator)

    def places(self, documents: Sequence[int]) -> Mapping[int, Place]:
        """Return where these documents were moved to, by their ids; the others stand where they came."""
        place = tables.place
        with self._reading() as connection:
            rows = connection.execute(select(place).where(place.c.document.in_(documents))).mappings()
            found = [checked_value(KINDS["place"], row, self._names) for row in rows]
        return {one.document: one for one in found}

    def verdicts(self, document: int) -> tuple[Verdict, ...]:
        """Return what everybody decided about suggestions in a document."""
        with self._reading() as connection:
            return read_verdicts(connection, self._names, document)

    def verdict_record(self, annotator: str) -> Mapping[str, Record]:
        """Return how many suggestions an annotator accepted and how many rejected, by label."""
        with self._reading() as connection:
            return read_record(connection, self._names, self._names.annotator(annotator))

    def decided_forms(self, annotator: str) -> Mapping[tuple[str, str], Record]:
        """Return how many suggestions an annotator accepted and how many rejected, by their text and label."""
        with self._reading() as connection:
            return read_decided_forms(connection, self._names, self._names.annotator(annotator))

    def rejecting(self, annotator: str) -> list[int]:
        """Return the documents in which an annotator rejected suggestions, the last one last."""
        with self._reading() as connection:
            return read_rejecting(connection, self._names, self._names.annotator(annotator))

    def label_examples(self, label: int, limit: int = 5) -> list[tuple[str, int]]:
        """Return the forms that most often have a label for spans, among its newest, with how often they do."""
        with self._reading() as connection:
            return examples.read_examples(connection, label, limit)


def _cursor(place: Cursor | int | None) -> Cursor | None:
    return Cursor(place) if isinstance(place, int) else place
