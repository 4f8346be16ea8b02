"""JSON and JSON Lines of articles, whatever their keys are called. Read only; see docs/articles.md.

Read are an array of objects, an object a line, or one object that holds an array of them. Which key holds the text,
title, date, author, source and address is guessed from its name or said by an option; all others become metadata.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

import orjson

from annotator.dateline import parse_date
from annotator.errors import EditError, FormatError
from annotator.files import at_line
from annotator.files.json_lines import check_json_value
from annotator.files.json_values import json_values
from annotator.formats import Feature, Format, Option, Options, Reading, Way, register
from annotator.formats.json_articles.keys import (
    DATE,
    GUESSES,
    NOT_THERE,
    TEXT,
    Keys,
    at_key,
    found_keys,
    guessed,
    plain,
)
from annotator.metadata import Unknown
from annotator.model import AnnotatedDocument, Document, Origin, Scheme
from annotator.report import Outcome, Report
from annotator.translation import mark

ROWS_LOOKED_AT = 100
"""Objects at the top among which the keys are looked for."""
ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d:?\d\d.{0,30})?)?)?")

_KEY = re.compile(rb'"([^"\\]{1,60})"\s*:\s*(.)', re.DOTALL)

Rows = Iterator[tuple[int, Any]]


class JsonArticlesFormat(Format):
    """Objects with texts."""

    name = "json"
    title = mark("formats", "Articles as JSON, with keys of any name")
    suffixes = (".json", ".jsonl", ".ndjson")
    carries = frozenset({Feature.METADATA})
    options = (
        Option(
            "text",
            mark("formats", "The key of the text, with dots into objects: article.body; else guessed"),
            "",
            way=Way.READING,
        ),
        Option("title", mark("formats", "The key of the title; else guessed"), "", way=Way.READING),
        Option("date", mark("formats", "The key of the date; else guessed"), "", way=Way.READING),
        Option("author", mark("formats", "The key of the author; else guessed"), "", way=Way.READING),
        Option("source", mark("formats", "The key of the source; else guessed"), "", way=Way.READING),
        Option("url", mark("formats", "The key of the address; else guessed"), "", way=Way.READING),
    )

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for a key that may hold a text; who knows the layout as a whole is surer."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if not start.startswith((b"[", b"{")):
            return 0.0
        held = {match[1].decode(errors="replace"): match[2] for match in _KEY.finditer(start)}
        key = guessed((name for name, begins in held.items() if begins == b'"'), TEXT)
        others = [guessed(held, field) for field in GUESSES if field != TEXT]
        if not key:
            return 0.05 if path.suffix.lower() in self.suffixes else 0.0
        foreign = plain(key) != TEXT or any(name and name not in GUESSES for name in others)
        return 0.35 if foreign else 0.15

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read objects one after the other. Those without a text are passed over, and named."""
        return Reading(Scheme(), _documents(path, options, report))


def _documents(path: Path, options: Options, report: Report) -> Iterator[AnnotatedDocument]:
    rows = _rows(path)
    keys, first = _keys(rows, path, options)
    told = ", ".join(f"{field} from “{key[:60]}”" for field, key in keys.known)
    report.add(Outcome.NOTED, f"Read: {told}. All other keys became metadata.", path=path)
    number, unknown = 0, Unknown()
    for line, row in chain(first, rows):
        text = at_key(row, keys.of(TEXT)) if isinstance(row, dict) else NOT_THERE
        if not isinstance(text, str) or not text.strip():
            report.add(Outcome.SKIPPED, "There is no text here. It is passed over.", path=path, line=line)
            continue
        number += 1
        with at_line(path, line):
            document = _document(number, row, text, keys, Where(path, line, report))
        for message in unknown.look_at(document.document.metadata):
            report.add(Outcome.NOTED, message, path=path)
        yield document


def _rows(path: Path) -> Rows:
    """Yield line and content of each object; those of the array in an object that holds no text itself."""
    values = json_values(path)
    first = list(islice(values, 2))
    if len(first) == 1 and isinstance(first[0][1], dict):
        line, whole = first[0]
        arrays = [held for held in whole.values() if isinstance(held, list) and held and isinstance(held[0], dict)]
        if len(arrays) == 1 and not guessed((name for name, held in whole.items() if isinstance(held, str)), TEXT):
            yield from ((line, row) for row in arrays[0])
            return
    yield from chain(first, values)


def _keys(rows: Rows, path: Path, options: Options) -> tuple[Keys, list[tuple[int, Any]]]:
    """Return the keys, found in the first object that has them all or has a text, and what was read meanwhile."""
    read: list[tuple[int, Any]] = []
    refusal = FormatError("There is no object, {…}, in the file. Check that it is the right one.", path=path)
    for line, row in rows:
        read.append((line, row))
        if isinstance(row, dict):
            try:
                return found_keys(row, options), read
            except FormatError as error:
                refusal = FormatError(error.reason, path=path, line=line)
        if len(read) >= ROWS_LOOKED_AT:
            break
    raise refusal


class Where:
    """Where an object stands, to tell what became of it."""

    def __init__(self, path: Path, line: int, report: Report) -> None:
        self.path, self.line, self.report = path, line, report

    def note(self, message: str, title: str) -> None:
        """Say something about it."""
        self.report.add(Outcome.NOTED, message, path=self.path, line=self.line, document=title)


def _document(number: int, row: Mapping[str, object], text: str, keys: Keys, where: Where) -> AnnotatedDocument:
    fields = {field: _told(at_key(row, key)) for field, key in keys.known if field != TEXT}
    date, understood = _date(fields.get(DATE, ""))
    if not understood:
        where.note("The date is not understood. It is kept as it stands, in the metadata.", fields.get("title", ""))
    taken = {
        key
        for field, key in keys.known
        if field == TEXT or (fields[field] and _is_told_whole(row.get(key)) and (field != DATE or understood))
    }
    metadata = {key: held for key, held in row.items() if key not in taken}
    check_json_value(metadata, orjson.dumps(metadata))
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    changes = ("Line ends became line feeds.",) if lines != text else ()
    return AnnotatedDocument(
        Document(
            number,
            lines,
            fields.get("title", ""),
            fields.get("author", ""),
            date,
            fields.get("source", ""),
            fields.get("url", ""),
            metadata,
            origin=Origin(where.path.name, changes=changes),
        )
    )


def _told(held: object) -> str:
    """Return a field as a text: of several with commas between, of an object its name; empty for anything else."""
    if isinstance(held, str):
        return " ".join(held.split())
    if isinstance(held, dict):
        return next((_told(held[name]) for name in ("name", "title") if isinstance(held.get(name), str)), "")
    if isinstance(held, list):
        told = [_told(each) if isinstance(each, str | dict) else "" for each in held]
        return ", ".join(told) if all(told) else ""
    return ""


def _is_told_whole(held: object) -> bool:
    """Return whether nothing of it but its blanks would be missing in the field that `_told` makes of it."""
    return isinstance(held, str) or (isinstance(held, list) and all(isinstance(each, str) for each in held))


def _date(told: str) -> tuple[str, bool]:
    """Return a date in ISO 8601, and whether it was understood; with a time as it stands."""
    if ISO_DATE.fullmatch(told):
        return told, True
    try:
        return parse_date(told), True
    except EditError:
        return "", False


register(JsonArticlesFormat())
