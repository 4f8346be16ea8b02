"""What stands in documents: the places of a search, with their surroundings and labels."""

from collections.abc import Iterator, Sequence

import orjson
from sqlalchemy import Connection, text

from annotator.model import Piece, Span, reading_order
from annotator.snippets import around, best_place
from annotator.store import DocumentLine
from annotator.store.hits import Hit, Labelled, Search
from annotator.store.listing import Listing, Viewer
from annotator.store.names import Names

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


def read_hits(connection: Connection, names: Names, viewer: Viewer, ids: Sequence[int], search: Search) -> list[Hit]:
    """Return what is found in documents, in their order, as far as the search lets them in."""
    lines = {line.id: line for line in Listing(connection, search.where, viewer).lines(ids, sift=True)}
    shown = [id_ for id_ in ids if id_ in lines]
    given = {"ids": orjson.dumps(shown).decode()}
    texts = {row.id: row.text for row in connection.execute(text(TEXTS), given)}
    spans = _read_spans(connection, names, given["ids"], search.of)
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
