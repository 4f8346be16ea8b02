"""The articles with gold spans that lie beside the project, if they do: what the simulated person is to label."""

import json
from collections import defaultdict
from pathlib import Path

from annotator.formats import chosen_options, find_format
from annotator.model import AnnotatedDocument, Document, Span, reading_order
from annotator.report import Report
from annotator.tokens import trim

DATA = Path(__file__).parents[3] / "shared" / "data"
CONFIDENCE = 0.5


def wikigold(number: int = 100) -> list[AnnotatedDocument]:
    """Return the first documents of wikigold."""
    conll = find_format("conll")
    read = conll.read(DATA / "wikigold" / "wikigold.conll.txt", chosen_options(conll, {}), Report())
    return list(read.documents)[:number]


def re3d(number: int = 45) -> list[AnnotatedDocument]:
    """Return the documents of re3d, with the spans of which its makers were sure enough, without blanks at the ends."""
    found: list[AnnotatedDocument] = []
    for folder in sorted((DATA / "re3d").iterdir()):
        spans = _spans(folder / "entities.json")
        for line in _lines(folder / "documents.json"):
            id_ = len(found) + 1
            text = line["text"]
            rows = sorted({(*trim(text, start, end), label) for start, end, label in spans[line["_id"]]})
            made = [Span(n, id_, label, "", start, end) for n, (start, end, label) in enumerate(rows, 1)]
            document = Document(id_, text, line["title"])
            found.append(AnnotatedDocument(document, tuple(sorted(made, key=reading_order))))
    return found[:number]


def _spans(path: Path) -> dict[str, set[tuple[int, int, str]]]:
    spans: dict[str, set[tuple[int, int, str]]] = defaultdict(set)
    for line in _lines(path):
        if line["confidence"] >= CONFIDENCE:
            spans[line["documentId"]].add((line["begin"], line["end"], line["type"]))
    return spans


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
