"""Formats that are JSON, by Python's own module."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.model import AnnotatedDocument
from tests.benchmarks.floor_kinds import Documents, Floor, Row, counted


def lines_of(row: Callable[[AnnotatedDocument], Row]) -> Callable[[Documents, Path], None]:
    def write(documents: Documents, path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            for document in documents:
                file.write(json.dumps(row(document), ensure_ascii=False) + "\n")

    return write


def array_of(row: Callable[[AnnotatedDocument], Row]) -> Callable[[Documents, Path], None]:
    def write(documents: Documents, path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            for number, document in enumerate(documents):
                file.write((",\n" if number else "[\n") + json.dumps(row(document), ensure_ascii=False))
            file.write("\n]\n")

    return write


def rows_of_lines(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def rows_of_array(path: Path) -> Iterator[Row]:
    yield from json.loads(path.read_text(encoding="utf-8"))


def reader_of(rows: Callable[[Path], Iterator[Row]], taken: Callable[[Row], tuple[str, list[tuple[int, int, str]]]]):
    return lambda path: counted(map(taken, rows(path)))


def _doccano(document: AnnotatedDocument) -> Row:
    spans = [(span.start, span.end, span.label) for span in document.spans]
    return {"id": document.document.id, "text": document.text, "label": spans}


def _native(document: AnnotatedDocument) -> Row:
    spans = [
        {"id": str(span.id), "label": span.label, "annotator": span.annotator, "start": span.start, "end": span.end}
        for span in document.spans
    ]
    sha256 = hashlib.sha256(document.text.encode()).hexdigest()
    return {"id": str(document.document.id), "text": document.text, "sha256": sha256, "spans": spans}


def _from_native(row: Row) -> tuple[str, list[tuple[int, int, str]]]:
    hashlib.sha256(row["text"].encode()).hexdigest()
    return row["text"], [(span["start"], span["end"], span["label"]) for span in row.get("spans", ())]


def _label_studio(document: AnnotatedDocument) -> Row:
    result = [
        {
            "id": str(number), "from_name": "label", "to_name": "text", "type": "labels",
            "value": {"start": span.start, "end": span.end, "text": document.text[span.start : span.end],
                      "labels": [span.label]},
        }
        for number, span in enumerate(document.spans)
    ]  # fmt: skip
    return {"data": {"text": document.text}, "annotations": [{"result": result}], "predictions": []}


def _from_label_studio(row: Row) -> tuple[str, list[tuple[int, int, str]]]:
    values = [one["value"] for each in row["annotations"] for one in each["result"]]
    return row["data"]["text"], [(value["start"], value["end"], label) for value in values for label in value["labels"]]


def _pubannotation(document: AnnotatedDocument) -> Row:
    denotations = [
        {"id": f"T{number}", "span": {"begin": span.start, "end": span.end}, "obj": span.label}
        for number, span in enumerate(document.spans, 1)
    ]
    return {"text": document.text, "denotations": denotations}


def _from_pubannotation(row: Row) -> tuple[str, list[tuple[int, int, str]]]:
    found = row["denotations"]
    return row["text"], [(one["span"]["begin"], one["span"]["end"], one["obj"]) for one in found]


def _web_annotation(document: AnnotatedDocument) -> Row:
    text, here = document.text, f"#d{document.document.id}"
    items = [
        {
            "type": "Annotation", "id": f"{here}-{number}", "motivation": "tagging",
            "body": [{"type": "TextualBody", "purpose": "tagging", "value": span.label}],
            "target": {"source": here, "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {"type": "TextQuoteSelector", "exact": text[span.start : span.end],
                 "prefix": text[max(0, span.start - 24) : span.start], "suffix": text[span.end : span.end + 24]},
            ]},
        }
        for number, span in enumerate(document.spans, 1)
    ]  # fmt: skip
    return {"type": "AnnotationPage", "items": items, "document": {"id": here, "value": text}}


def _from_web_annotation(row: Row) -> tuple[str, list[tuple[int, int, str]]]:
    spans = []
    for item in row["items"]:
        place = item["target"]["selector"][0]
        bodies = item["body"] if isinstance(item["body"], list) else [item["body"]]
        spans += [(place["start"], place["end"], body["value"]) for body in bodies]
    return row["document"]["value"], spans


def _labelbuddy(document: AnnotatedDocument) -> Row:
    spans = [{"start_char": span.start, "end_char": span.end, "label_name": span.label} for span in document.spans]
    return {"text": document.text, "annotations": spans}


def _from_labelbuddy(row: Row) -> tuple[str, list[tuple[int, int, str]]]:
    spans = row["annotations"]
    return row["text"], [(span["start_char"], span["end_char"], span["label_name"]) for span in spans]


def _articles_of(path: Path) -> Iterator[Row]:
    """Yield the lines behind the first, which has the scheme."""
    rows = rows_of_lines(path)
    next(rows)
    yield from rows


JSON = "json"
FLOORS = {
    "doccano": Floor(JSON, lines_of(_doccano), reader_of(rows_of_lines, lambda row: (row["text"], row["label"]))),
    "label-studio": Floor(JSON, array_of(_label_studio), reader_of(rows_of_array, _from_label_studio)),
    "labelbuddy": Floor(JSON, lines_of(_labelbuddy), reader_of(rows_of_lines, _from_labelbuddy)),
    "native": Floor(JSON, lines_of(_native), reader_of(_articles_of, _from_native)),
    "pubannotation": Floor(JSON, array_of(_pubannotation), reader_of(rows_of_array, _from_pubannotation)),
    "web-annotation": Floor(JSON, array_of(_web_annotation), reader_of(rows_of_array, _from_web_annotation)),
}
