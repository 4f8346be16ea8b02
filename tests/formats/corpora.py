"""The datasets with gold spans that lie beside the project, whole, as their makers have them."""

import json
from collections.abc import Iterator
from pathlib import Path

from annotator.formats import chosen_options, find_format
from annotator.model import AnnotatedDocument, Document, Relation, Span, reading_order
from annotator.report import Report


def re3d(folder: Path) -> list[AnnotatedDocument]:
    """The 45 articles with all spans, nested and off-token ones too, and the relations between them."""
    return [
        _document(number, row, publisher)
        for number, (row, publisher) in enumerate(
            ((row, publisher) for publisher in sorted(folder.iterdir()) for row in _rows(publisher / "documents.json")),
            1,
        )
    ]


def _document(number: int, row: dict, publisher: Path) -> AnnotatedDocument:
    found = {(one["begin"], one["end"], one["type"]) for one in _rows(publisher / "entities.json") if of(one, row)}
    spans = [Span(at, number, label, "", start, end) for at, (start, end, label) in enumerate(sorted(found), 1)]
    ids = {(span.start, span.end): span.id for span in spans}
    joined = {
        (one["type"], ids[one["sourceBegin"], one["sourceEnd"]], ids[one["targetBegin"], one["targetEnd"]])
        for one in _rows(publisher / "relations.json")
        if of(one, row)
        and (one["sourceBegin"], one["sourceEnd"]) in ids
        and (one["targetBegin"], one["targetEnd"]) in ids
    }
    return AnnotatedDocument(
        Document(number, row["text"], row["title"], source=row["sourceName"], url=row["sourceUrl"]),
        tuple(sorted(spans, key=reading_order)),
        tuple(
            Relation(1000 + at, number, *relation[:1], "", *relation[1:]) for at, relation in enumerate(sorted(joined))
        ),
    )


def of(one: dict, document: dict) -> bool:
    return one["documentId"] == document["_id"]


def _rows(path: Path) -> Iterator[dict]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def wikigold(folder: Path) -> list[AnnotatedDocument]:
    """The 145 documents."""
    conll = find_format("conll")
    return list(conll.read(folder / "wikigold.conll.txt", chosen_options(conll, {}), Report()).documents)
