"""Rows become documents. Only the document that is being read is in memory."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import orjson

from annotator.errors import FormatError
from annotator.files import ARTICLE_LIMIT, MEGABYTE, at_line, check_parts
from annotator.files.json_lines import check_json_value, json_object
from annotator.formats.table.columns import CONTINUED, DOCUMENT, END, FIELDS, ISO_DATE, LABEL, START, TEXT, Columns
from annotator.model import (
    AnnotatedDocument,
    Attributes,
    AttributeValue,
    Document,
    DocumentLabel,
    Note,
    Origin,
    Piece,
    Span,
    quote,
    reading_order,
)
from annotator.offsets import OffsetError, OffsetMap, Unit, detect_unit
from annotator.report import Outcome, Report

PIECES = re.compile(r"[0-9]{1,18}-[0-9]{1,18}(?:;[0-9]{1,18}-[0-9]{1,18})+")
Line = tuple[int, Sequence[object]]
"""The number of a row's line, and its cells."""


@dataclass(slots=True)
class _Draft:
    """A document that is being read."""

    number: int
    line: int
    key: str
    texts: list[str]
    fields: dict[str, str] = field(default_factory=dict)
    metadata: dict[str, object] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)
    quotes: list[tuple[int, str]] = field(default_factory=list)
    """Of each span its line and what its row says that it quotes."""
    labels: list[DocumentLabel] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    length: int = 0


class TableReader:
    """Reads the rows of one table. `documents` is to be iterated once."""

    def __init__(self, path: Path, columns: Columns, report: Report, several: str) -> None:
        """Take where things stand. `several` is what stands between the labels in a cell, if there may be several."""
        self._path = path
        self._places = dict(columns.known)
        known = {at: name for name, at in columns.known}
        self._names = [known.get(at, "") for at in range(columns.width)]
        self._twice = [(name, at) for name, at in columns.known if known[at] != name]
        """What stands in a column that was named for something else too."""
        self._metadata = columns.metadata
        self._has_spans = columns.has_spans
        self._report = report
        self._several = several
        self._number = 0

    def documents(self, lines: Iterator[Line]) -> Iterator[AnnotatedDocument]:
        """Yield the documents. Raises FormatError with file and line."""
        draft: _Draft | None = None
        for line, cells in lines:
            try:
                row = self._row(cells)
                if draft is None or self._begins(draft, row):
                    if draft is not None:
                        yield self._finished(draft)
                    draft = self._begun(row, cells, line)
                if draft is not None:
                    self._add(draft, row, line)
            except FormatError as error:  # A block of `at_line` would cost as much as all the rest.
                raise FormatError(error.reason, path=self._path, line=line) from error
        if draft is not None:
            yield self._finished(draft)
        elif self._number == 0:
            raise FormatError("The table has no text in any row. Check that it is the right one.", path=self._path)

    def _row(self, cells: Sequence[object]) -> dict[str, str]:
        """Return what is known by name and not empty. Most cells are empty, and most others are texts."""
        row = {
            name: cell if type(cell) is str else _text(cell)
            for name, cell in zip(self._names, cells, strict=False)
            if name and cell is not None and cell != ""
        }
        if self._twice:
            row |= {name: text for name, at in self._twice if (text := _text(_cell(cells, at)))}
        return row

    def _begins(self, draft: _Draft, row: Mapping[str, str]) -> bool:
        """Whether another document begins in this row of a table."""
        if not self._has_spans:
            return True
        if DOCUMENT in self._places:
            return bool(row.get(DOCUMENT)) and row[DOCUMENT] != draft.key
        return TEXT in row and row[TEXT] != draft.texts[0]

    def _begun(self, row: Mapping[str, str], cells: Sequence[object], line: int) -> _Draft | None:
        """Return the document that begins here; None when the row has no text, and nothing that says there is one."""
        if TEXT not in row and DOCUMENT not in row:
            if any(_text(cell) for cell in cells):
                self._report.add(Outcome.SKIPPED, "The row has no text.", path=self._path, line=line)
            return None
        self._number += 1
        draft = _Draft(self._number, line, row.get(DOCUMENT, ""), [row.get(TEXT, "")])
        for name, at in self._metadata:
            content = _plain(_cell(cells, at))
            if content not in {"", None}:
                draft.metadata[name] = content
        for name in FIELDS:
            if name != "date" or ISO_DATE.fullmatch(row.get(name, "")):
                draft.fields[name] = row.get(name, "")
            elif name in row:
                draft.metadata[name] = row[name]
        if "metadata" in row:
            draft.metadata |= _json(row["metadata"], "metadata")
        return draft

    def _add(self, draft: _Draft, row: Mapping[str, str], line: int) -> None:
        """Add what a row says: a span, a label of the document, a note on it, or more of its text."""
        if line != draft.line and row.get(TEXT, draft.texts[0]) != draft.texts[0]:
            raise FormatError(
                f"Document {draft.key} has another text in line {draft.line}. Give this one its own number."
            )
        if CONTINUED in row:
            draft.texts.append(row[CONTINUED])
            draft.length += len(row[CONTINUED])
            if draft.length > ARTICLE_LIMIT:
                raise FormatError(f"The text has more than {ARTICLE_LIMIT // MEGABYTE} million characters. Split it.")
        who = row.get("annotator", "") if self._has_spans else ""
        label = row.get(LABEL, "")
        if START in row or END in row:
            span = _span(row, len(draft.spans) + 1, draft.number, who)
            draft.spans.append(span)
            check_parts(len(draft.spans))
            draft.quotes.append((line, row.get("quote", "")))
        elif label.startswith("[{") and (regions := _regions(label)):
            for start, end, name, said in regions:
                draft.spans.append(Span(len(draft.spans) + 1, draft.number, name, who, start, end))
                draft.quotes.append((line, said if said in draft.texts[0] else ""))
        elif label:
            names = [name.strip() for name in label.split(self._several)] if self._several else [label]
            for name in filter(None, names):
                draft.labels.append(DocumentLabel(len(draft.labels) + 1, draft.number, name, who))
        elif "note" in row:
            draft.notes.append(Note(len(draft.notes) + 1, draft.number, who, row["note"]))

    def _finished(self, draft: _Draft) -> AnnotatedDocument:
        text = "".join(draft.texts)
        spans = self._placed(draft, text)
        title, author, day, source, url = (draft.fields.get(name, "") for name in FIELDS)
        origin = Origin(self._path.name)
        document = Document(draft.number, text, title, author, day, source, url, draft.metadata, origin)
        return AnnotatedDocument(
            document, tuple(sorted(spans, key=reading_order)), (), tuple(draft.labels), tuple(draft.notes)
        )

    def _placed(self, draft: _Draft, text: str) -> list[Span]:
        """Return the spans in code points, each tested: it lies in the text and quotes what its row says."""
        quoted = zip(draft.spans, draft.quotes, strict=True)
        if all(span.end <= len(text) and said in {"", quote(text, span)} for span, (_, said) in quoted):
            return draft.spans
        unit = detect_unit(text, ((span.start, span.end, said) for span, (_, said) in self._plain_quotes(draft)))
        if unit not in {None, Unit.CODE_POINTS}:
            offsets = OffsetMap(text, unit)
            self._report.add(
                Outcome.REPAIRED,
                f"The offsets count {unit}, as what is quoted shows. They became code points.",
                path=self._path,
                line=draft.line,
                document=draft.fields["title"],
            )
        else:
            offsets = OffsetMap(text, Unit.CODE_POINTS)
        return [
            self._checked(span, text, said, line, offsets)
            for span, (line, said) in zip(draft.spans, draft.quotes, strict=True)
        ]

    @staticmethod
    def _plain_quotes(draft: _Draft) -> Iterator[tuple[Span, tuple[int, str]]]:
        for span, (line, said) in zip(draft.spans, draft.quotes, strict=True):
            if said and not span.pieces:
                yield span, (line, said)

    def _checked(self, span: Span, text: str, said: str, line: int, offsets: OffsetMap) -> Span:
        with at_line(self._path, line):
            try:
                moved = replace(
                    span,
                    start=offsets.to_code_points(span.start),
                    end=offsets.to_code_points(span.end),
                    pieces=tuple((offsets.to_code_points(a), offsets.to_code_points(b)) for a, b in span.pieces),
                )
            except OffsetError as error:
                raise FormatError(f"{span.start} to {span.end}: {error}") from error
            found = quote(text, moved)
            if said and said != found:
                raise FormatError(
                    f"The text reads “{found[:40]}” from {span.start} to {span.end}, and the quote is “{said[:40]}”. "
                    "Has the text been changed? Correct the offsets, or empty the cell of the quote."
                )
            return moved


def _regions(cell: str) -> list[tuple[int, int, str, str]]:
    """Return start, end, label and quote of the spans in a cell that holds a JSON array of Label Studio's regions.

    What is no such array has none.
    """
    try:
        regions = orjson.loads(cell)
    except orjson.JSONDecodeError:
        return []
    found = []
    for region in regions:
        if not isinstance(region, dict) or not isinstance(labels := region.get("labels"), list):
            return []
        start, end = region.get("start"), region.get("end")
        if type(start) is not int or type(end) is not int or not 0 <= start <= end:
            return []
        said = region.get("text")
        found += [
            (start, end, label, said if isinstance(said, str) else "") for label in filter(None, map(str, labels))
        ]
    return found


def _span(row: Mapping[str, str], number: int, document: int, annotator: str) -> Span:
    start, end = _offset(row, START), _offset(row, END)
    if start > end:
        raise FormatError(f"The span ends at {end}, before it starts, at {start}. Correct the offsets.")
    if LABEL not in row:
        raise FormatError("The span has no label. Give it one, or empty the cells of its offsets.")
    attributes = _attributes(row["attributes"]) if "attributes" in row else ()
    pieces = _pieces(row["pieces"], start, end) if "pieces" in row else ()
    return Span(number, document, row[LABEL], annotator, start, end, pieces, attributes, row.get("note", ""))


def _offset(row: Mapping[str, str], name: str) -> int:
    content = row.get(name, "").strip()
    if content.isascii() and content.isdigit() and len(content) <= 18:
        return int(content)
    raise FormatError(f"The column {name} must hold a whole number, not “{content[:40]}”.")


def _pieces(content: str, start: int, end: int) -> tuple[Piece, ...]:
    """Read `0-5;18-29`."""
    if PIECES.fullmatch(content):
        borders = [int(number) for number in re.split("[-;]", content)]
        if borders[0] == start and borders[-1] == end and all(low < high for low, high in pairwise(borders)):
            return tuple(zip(borders[::2], borders[1::2], strict=True))
    raise FormatError(f"The pieces must be like {start}-…;…-{end}, in order and apart, not “{content[:40]}”.")


def _attributes(content: str) -> Attributes:
    return tuple(sorted((name, _attribute(name, inner)) for name, inner in _json(content, "attributes").items()))


def _attribute(name: str, content: object) -> AttributeValue:
    if isinstance(content, str | bool | int | float):
        return content
    if isinstance(content, list) and all(isinstance(item, str) for item in content):
        return tuple(str(item) for item in content)
    raise FormatError(f"The attribute {name[:40]} must be a text, a number, true, false or a list of texts.")


def _json(content: str, name: str) -> dict[str, object]:
    line = content.encode()
    try:
        read = json_object(line)
        check_json_value(read, line)
    except FormatError as error:
        raise FormatError(f"The column {name} must hold a JSON object, {{…}}: {error.reason}") from error
    return read


def _cell(cells: Sequence[object], at: int) -> object:
    return cells[at] if at < len(cells) else None


def _plain(cell: object) -> object:
    """Return a cell as metadata can hold it; only workbooks have any but texts."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    if cell is None or isinstance(cell, str | bool | int | float):
        return cell
    return _text(cell)


def _text(cell: object) -> str:
    """Return a cell as a text, empty for an empty one."""
    if isinstance(cell, str):
        return cell
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer() and abs(cell) < 2**53:
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case _:
            return str(cell)
