"""What a project finds in all its articles: batch by batch, each in a short read of its own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import orjson
from sqlalchemy import Connection, text

from annotator.model import Piece, Span, reading_order
from annotator.snippets import around, best_place
from annotator.store import DocumentLine
from annotator.store.candidates import candidates_of
from annotator.store.hits import MOST_HITS, Batch, Hit, Labelled, Search
from annotator.store.labelling import BulkLabelling
from annotator.store.listing import Listing
from annotator.store.names import Names
from annotator.store.project_lists import ProjectLists

FIRST_STEP, STEP = 40, 200
"""Articles that are read for the first batch, and for each further one."""
BESIDE = 90
"""Code points on either side of a place."""
BEFORE_BEST, AFTER_BEST = 50, 220
"""Code points around the best place of an article."""

TEXTS = "SELECT document.id, document.text FROM json_each(:ids) AS hit CROSS JOIN document ON document.id = hit.value"

SPANS = """
SELECT span.document, span.start, span."end", span.label, span.annotator, span.pieces FROM json_each(:ids) AS hit
CROSS JOIN span INDEXED BY span_document ON span.document = hit.value
WHERE span.label NOT IN (SELECT value FROM json_each(:hidden))
"""


class ProjectHits(ProjectLists):
    """The part of a project that finds, and labels very much of what is found."""

    def find_hits(self, search: Search, *, annotator: str) -> Iterator[Batch]:
        """Yield what is found, in batches; whoever does not want more stops asking.

        Raises FindError for a pattern that is none, or that takes too long.
        """
        search.places("", ())  # A pattern that is none is refused, whatever there is to look in.
        candidates, found = candidates_of(search), 0
        while True:
            with self._reading() as connection:
                ids = candidates.take(connection, STEP if found else FIRST_STEP)
                hits = self._hits_in(connection, ids, search, annotator) if ids else []
            hits = hits[: MOST_HITS - found]
            found += len(hits)
            full = found >= MOST_HITS
            more = candidates.more and not full
            yield Batch(tuple(hits), more, candidates.capped or full, candidates.total)
            if not more:
                return

    @contextmanager
    def bulk_labelling(self, title: str, label: str, annotator: str) -> Iterator[BulkLabelling]:
        """Open a labelling of any number of places, as one action. Raises ConflictError without the label.

        Close it by `close_import`; leaving in any other way takes all of it back.
        """
        with self._reading():
            names = self._names.copy()
        labelling = BulkLabelling(self._database, names, title, label, annotator)
        try:
            yield labelling
        finally:
            if not labelling.is_over:
                labelling.abandon()

    def hits_in(self, documents: Sequence[int], search: Search, *, annotator: str) -> list[Hit]:
        """Return what is found in these documents now, in their order."""
        with self._reading() as connection:
            return self._hits_in(connection, documents, search, annotator)

    def _hits_in(self, connection: Connection, ids: Sequence[int], search: Search, annotator: str) -> list[Hit]:
        lines = {line.id: line for line in Listing(connection, search.where, self._viewer(connection, annotator)).lines(
            ids, sift=True
        )}  # fmt: skip
        shown = [id_ for id_ in ids if id_ in lines]
        given = {"ids": orjson.dumps(shown).decode()}
        texts = {row.id: row.text for row in connection.execute(text(TEXTS), given)}
        spans = _read_spans(connection, self._names, given["ids"], search.of)
        hits: list[Hit] = []
        for id_ in shown:
            hits += _hits_of(lines[id_], texts[id_], spans.get(id_, []), search)
        return hits


def _read_spans(connection: Connection, names: Names, ids: str, annotator: str) -> dict[int, list[Span]]:
    """Return the spans that count, by document, in reading order: where they stand, and their labels."""
    given: dict[str, str | int] = {"ids": ids, "hidden": orjson.dumps(list(names.hidden)).decode()}
    statement = SPANS
    if annotator:
        statement, given = (
            f"{SPANS} AND span.annotator = :annotator",
            {**given, "annotator": names.annotator(annotator)},
        )
    spans: dict[int, list[Span]] = {}
    for document, start, end, label, of, pieces in connection.execute(text(statement), given):
        apart = tuple(map(tuple, orjson.loads(pieces))) if pieces else ()
        spans.setdefault(document, []).append(
            Span(0, document, names.labels[label], names.annotators[of], start, end, apart)
        )
    for of_document in spans.values():
        of_document.sort(key=reading_order)
    return spans


def _hits_of(line: DocumentLine, content: str, spans: Sequence[Span], search: Search) -> Iterator[Hit]:
    """Yield what is found in one document."""
    if search.labelled is not None and not search.labelled.here and not _has(spans, search.labelled):
        return
    places = search.places(content, spans)
    if search.labelled is not None and search.labelled.here:
        places = [place for place in places if _has(_around(spans, place), search.labelled)]
    if search.ranked:
        if places or search.labelled is None or not search.labelled.here:
            yield _best_hit(line, content, places, spans)
        return
    for place in places:
        snippet = around(content, place, before=BESIDE, after=BESIDE)
        yield Hit(line, *place, snippet, _label_at(spans, place))


def _best_hit(line: DocumentLine, content: str, places: Sequence[Piece], spans: Sequence[Span]) -> Hit:
    """Return an article with the place from which most is seen; with its beginning where only the title has it."""
    if not places:
        return Hit(line, 0, 0, around(content, (0, 0), before=0, after=AFTER_BEST), number=0)
    best = places[best_place(places, AFTER_BEST)]
    snippet = around(content, best, before=BEFORE_BEST, after=AFTER_BEST, others=places)
    return Hit(line, *best, snippet, _label_at(spans, best), len(places))


def _around(spans: Sequence[Span], place: Piece) -> list[Span]:
    """Return the spans that cover a place, the shortest last."""
    found = [span for span in spans if span.start <= place[0] and place[1] <= span.end and span.start < span.end]
    return sorted(found, key=lambda span: span.start - span.end)


def _label_at(spans: Sequence[Span], place: Piece) -> str:
    covering = _around(spans, place)
    return covering[-1].label if covering else ""


def _has(spans: Sequence[Span], labelled: Labelled) -> bool:
    return any(span.label == labelled.label for span in spans) if labelled.label else not spans
