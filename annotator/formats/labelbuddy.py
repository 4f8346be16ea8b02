"""labelbuddy's documents with their annotations, JSON or JSON Lines. Only read.

https://jeromedockes.github.io/labelbuddy: `text`, `metadata`, `list_title`, and `annotations` with `label_name`,
`start_char`, `end_char` and `extra_data`; older exports have `start_byte` and `end_byte` alone, in UTF-8. The end is
exclusive. An array of such objects is read, or one a line.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.files import at_line, opened
from annotator.files.json_lines import check_json_value, json_lines
from annotator.files.json_values import json_values
from annotator.formats import Feature, Format, Options, Reading, register
from annotator.metadata import Row, take_fields
from annotator.model import AnnotatedDocument, Document, Scheme, Span, reading_order
from annotator.offsets import OffsetError, OffsetMap, Unit
from annotator.report import Report
from annotator.translation import mark

TELLING = re.compile(rb'"(label_name|utf8_text_md5_checksum)"\s*:')
PLACES = (("start_char", "end_char", Unit.CODE_POINTS), ("start_byte", "end_byte", Unit.BYTES))


class LabelbuddyFormat(Format):
    """What labelbuddy exports."""

    name = "labelbuddy"
    title = mark("formats", "labelbuddy JSON and JSON Lines")
    suffixes = (".json", ".jsonl")
    carries = frozenset(
        {
            Feature.NESTED,
            Feature.OVERLAPPING,
            Feature.ZERO_LENGTH,
            Feature.NOTES,
            Feature.METADATA,
            Feature.EXACT_TEXT,
            Feature.INSIDE_WORDS,
        }
    )

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for the keys that only labelbuddy has."""
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        return 0.9 if start.startswith((b"[", b"{")) and TELLING.search(start) else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a dataset."""
        return Reading(Scheme(), _documents(path))


def _documents(path: Path) -> Iterator[AnnotatedDocument]:
    for number, (line, row) in enumerate(_rows(path), 1):
        with at_line(path, line):
            document = _document(row, number)
        yield document


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield line and content of each document: of an array, else of lines, which are read faster."""
    with opened(path) as file:
        is_array = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    if is_array:
        yield from json_values(path)
        return
    for number, line, row in json_lines(path):
        with at_line(path, number):
            check_json_value(row.get("metadata"), line)
        yield number, row


def _document(row: Any, number: int) -> AnnotatedDocument:
    if not isinstance(row, dict) or not isinstance(text := row.get("text"), str):
        raise FormatError(f"Document {number} has no text. Export it from labelbuddy with “include text”.")
    held = row.get("metadata")
    metadata: Row = dict(held) if isinstance(held, dict) else {}
    title, author, date, source, url = take_fields(metadata)
    shown = next((row[key] for key in ("list_title", "display_title") if isinstance(row.get(key), str)), "")
    items = row.get("annotations") or []
    if not isinstance(items, list):
        raise FormatError(f"Document {number}: “annotations” must be a list.")
    spans = _plain_spans(items, number, len(text))
    if spans is None:
        offsets = {unit: OffsetMap(text, unit) for unit in (Unit.CODE_POINTS, Unit.BYTES)}
        spans = [_span(item, at, number, offsets) for at, item in enumerate(items, 1)]
    document = Document(number, text, title or shown, author, date, source, url, metadata)
    return AnnotatedDocument(document, tuple(sorted(spans, key=reading_order)))


def _plain_spans(items: Sequence[Any], number: int, length: int) -> list[Span] | None:
    """Return the spans if all are as labelbuddy writes them, without a call for each; else None."""
    spans: list[Span] = []
    try:
        for at, item in enumerate(items, 1):
            start, end, label, note = item["start_char"], item["end_char"], item["label_name"], item.get("extra_data")
            if type(start) is not int or type(end) is not int or type(label) is not str or not label:
                return None
            if not 0 <= start <= end <= length:
                return None
            spans.append(Span(at, number, label, "", start, end, (), (), note if type(note) is str else ""))
    except (AttributeError, KeyError, TypeError):
        return None
    return spans


def _span(item: Any, at: int, number: int, offsets: dict[Unit, OffsetMap]) -> Span:
    where = f"Document {number}: “annotations”, number {at}"
    label = item.get("label_name") if isinstance(item, dict) else None
    if not isinstance(label, str) or not label:
        raise FormatError(f"{where}: its label_name must be a text that is not empty.")
    first, last, unit = next((place for place in PLACES if place[0] in item), PLACES[0])
    start, end = item.get(first), item.get(last)
    if type(start) is not int or type(end) is not int or start > end:
        raise FormatError(f"{where}: {first} and {last} must be whole numbers, the end not before the start.")
    try:
        place = offsets[unit].to_code_points(start), offsets[unit].to_code_points(end)
    except OffsetError as error:
        raise FormatError(f"{where}: {error}") from error
    note = item.get("extra_data")
    return Span(at, number, label, "", *place, note=note if isinstance(note, str) else "")


register(LabelbuddyFormat())
