"""The articles of re3d as documents: 45 of them, with nested spans and relations, by their own JSON."""

import json
from collections.abc import Iterator
from pathlib import Path

from annotator.model import AnnotatedDocument, Document, Relation, Span, reading_order


def re3d_documents(shared_data: Path) -> Iterator[AnnotatedDocument]:
    """Yield every document; relations are those whose two ends are spans of it."""
    number = 0
    for folder in sorted((shared_data / "re3d").iterdir()):
        texts, entities, relations = (_rows(folder / f"{name}.json") for name in ("documents", "entities", "relations"))
        for row in texts:
            number += 1
            yield _document(row, number, entities, relations)


def _document(
    row: dict[str, object], number: int, entities: list[dict[str, object]], relations: list[dict[str, object]]
) -> AnnotatedDocument:
    text = str(row["text"])
    mine = [one for one in entities if one["documentId"] == row["_id"]]
    spans = [
        Span(at, number, str(one["type"]), "Ayla", int(str(one["begin"])), int(str(one["end"])))
        for at, one in enumerate(mine, 1)
    ]
    by_place = {(span.start, span.end): span.id for span in spans}
    links = []
    for one in relations:
        source = by_place.get((int(str(one["sourceBegin"])), int(str(one["sourceEnd"]))))
        target = by_place.get((int(str(one["targetBegin"])), int(str(one["targetEnd"]))))
        if one["documentId"] == row["_id"] and source and target:
            links.append(Relation(len(spans) + len(links) + 1, number, str(one["type"]), "Ayla", source, target))
    document = Document(number, text, str(row["title"]), source=str(row["sourceName"]), url=str(row["sourceUrl"]))
    return AnnotatedDocument(document, tuple(sorted(spans, key=reading_order)), tuple(links))


def _rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
