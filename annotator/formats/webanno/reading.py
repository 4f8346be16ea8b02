"""Sentences, tokens and stacked values become a document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from annotator.errors import FormatError
from annotator.files import ARTICLE_LIMIT, MEGABYTE, PARTS_LIMIT, at_line, check_parts
from annotator.files.folders import title_of_file
from annotator.files.text_lines import text_lines
from annotator.formats.webanno.schema import (
    FORMAT,
    NO_VALUE,
    NOTHING,
    Kind,
    Layer,
    read_layer,
    slot_name,
    split_unescaped,
    unescaped,
    unescaped_text,
)
from annotator.model import AnnotatedDocument, Document, Origin, Relation, Span, reading_order
from annotator.offsets import OffsetError, OffsetMap, Unit
from annotator.report import Outcome, Report
from annotator.uima import is_read, short_name

PLACE = re.compile(r"[0-9]{1,9}-[0-9]{1,9}(?:\.[0-9]{1,9})?\t([0-9]{1,10})-([0-9]{1,10})\t")
"""How the line of a token begins: sentence and token, and the offsets."""
ID = re.compile(r"(.*)\[([0-9]{1,9})\]", re.DOTALL)
CHAIN = re.compile(r"(.*)->([0-9]{1,9})-([0-9]{1,9})", re.DOTALL)
REFERENCE = re.compile(r"([0-9]{1,9}-[0-9]{1,9}(?:\.[0-9]{1,9})?)(?:\[([0-9]{1,9})(?:_([0-9]{1,9}))?\])?")


class Row(NamedTuple):
    """A token, or a part of one, as a dot in its name says; its place is in the file's unit.

    There are hundreds of thousands: a frozen dataclass takes three times as long to make.
    """

    line: int
    name: str
    start: int
    end: int
    word: str
    cells: tuple[str, ...]


@dataclass(slots=True)
class Sentence:
    """A sentence: its text, and its rows."""

    lines: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class _Found:
    """A span that is being put together from the rows it is in."""

    layer: Layer
    start: int
    end: int
    line: int
    id: int = 0
    values: dict[int, str] = field(default_factory=dict)


def read_file(path: Path, number: int, layers: frozenset[str], encoding: str, report: Report) -> AnnotatedDocument:
    """Read a file. Raises FormatError with file and line."""
    found, sentences = _parsed(path, encoding)
    text, offsets = _text(sentences, path, report)
    rows = [row for sentence in sentences for row in sentence.rows]
    reader = _Annotations(path, number, offsets, report)
    for layer in found:
        if is_read(layer.name, layers):
            reader.read(layer, rows)
        else:
            message = f"Not read: the layer {layer.name}. The option layers names those that are."
            report.add(Outcome.SKIPPED, message, path=path)
    spans, relations = reader.finished(rows)
    origin = Origin(path.name)
    return AnnotatedDocument(Document(number, text, title_of_file(path), origin=origin), spans, relations)


# --- lines


def _parsed(path: Path, encoding: str) -> tuple[list[Layer], list[Sentence]]:
    layers: list[Layer] = []
    sentences: list[Sentence] = []
    current, number_of_rows = Sentence(), 0
    lines = text_lines(path, encoding=encoding)
    _, first = next(lines)
    if not first.startswith(f"{FORMAT}3."):
        raise FormatError(f"The first line must be {FORMAT}3.3, or another version 3.", path=path, line=1)
    width = 0
    for number, line in lines:
        try:
            if line and line[0] != "#":
                if not current.lines:
                    raise FormatError("A token stands here before any line #Text=. Export the file anew.")
                if not current.rows:
                    sentences.append(current)
                number_of_rows += 1
                if number_of_rows > PARTS_LIMIT:
                    check_parts(number_of_rows)
                current.rows.append(_row(line, number, width))
            elif line.startswith("#T_") and not sentences and not current.lines:
                layers.append(read_layer(line, width))
                width = layers[-1].first + layers[-1].width
            elif line.startswith("#Text="):
                if current.rows:
                    current = Sentence()
                current.lines.append(unescaped_text(line[6:]))
        except FormatError as error:  # A block of `at_line` for each token would take a fifth of the time.
            raise FormatError(error.reason, path=path, line=number) from error
    return layers, sentences


def _row(line: str, number: int, width: int) -> Row:
    """Read the line of a token; `width` is how many cells the layers have."""
    cells = line.split("\t")
    if len(cells) < 3 + width:
        raise FormatError(f"The line has {len(cells)} cells between tabs, and must have {3 + width}. Correct it.")
    place = PLACE.match(line)
    if place is None:
        raise FormatError(f"The line must begin like 1-1, a tab, 0-4, not with “{line[:30]}”. Correct it.")
    start, end = int(place[1]), int(place[2])
    if end < start:
        raise FormatError(f"The token ends at {end}, before it starts, at {start}. Correct the offsets.")
    return Row(number, cells[0], start, end, cells[2], tuple(cells[3 : 3 + width]))


# --- text


def _text(sentences: Sequence[Sentence], path: Path, report: Report) -> tuple[str, OffsetMap]:
    """Return the text, and its offsets in the unit in which all tokens stand where the file says. Raises FormatError.

    It is UTF-16 units, as the format says; some programs count code points.
    """
    faults: list[FormatError] = []
    for unit in (Unit.UTF16, Unit.CODE_POINTS):
        try:
            text = _built(sentences, unit, path)
            offsets = OffsetMap(text, unit)
            _check_tokens(sentences, text, offsets, path)
        except FormatError as error:
            faults.append(error)
            continue
        if unit != Unit.UTF16:
            report.add(Outcome.REPAIRED, "The offsets count code points, not UTF-16 units.", path=path)
        return text, offsets
    raise faults[0]


def _built(sentences: Sequence[Sentence], unit: Unit, path: Path) -> str:
    parts: list[str] = []
    at = 0
    for sentence in sentences:
        text, first = "\n".join(sentence.lines), sentence.rows[0]
        before = max(text.find(first.word), 0)
        start = first.start - OffsetMap(text[:before], unit).units
        if not 0 <= start - at <= ARTICLE_LIMIT - at:
            limit = f"the text may have {ARTICLE_LIMIT // MEGABYTE} million characters"
            reason = (
                f"The sentence begins at {start}, and what is before it ends at {at}; {limit}. Correct the offsets."
            )
            raise FormatError(reason, path=path, line=first.line)
        parts.append(("\n" if at else " ") + " " * (start - at - 1) if start > at else "")
        parts.append(text)
        at = start + OffsetMap(text, unit).units
    return "".join(parts)


def _check_tokens(sentences: Sequence[Sentence], text: str, offsets: OffsetMap, path: Path) -> None:
    for sentence in sentences:
        for row in sentence.rows:
            if "." not in row.name and not offsets.holds(text, row.start, row.end, row.word):
                reason = f"The text does not read “{row.word[:40]}” from {row.start} to {row.end}. Correct the offsets."
                raise FormatError(reason, path=path, line=row.line)


# --- annotations


class _Annotations:
    """Puts together what the cells say: spans from the rows they are in, and what joins them."""

    def __init__(self, path: Path, document: int, offsets: OffsetMap, report: Report) -> None:
        self._path = path
        self._document = document
        self._offsets = offsets
        self._report = report
        self._spans: list[_Found] = []
        self._by_id: dict[tuple[str, int], _Found] = {}
        self._by_row: dict[tuple[str, str], list[_Found]] = {}
        self._chains: dict[tuple[str, int], dict[int, tuple[_Found, str]]] = {}
        self._relation_layers: list[Layer] = []

    def read(self, layer: Layer, rows: Sequence[Row]) -> None:
        """Read the cells of a layer; relations wait for the spans."""
        if layer.kind == Kind.RELATIONS:
            self._relation_layers.append(layer)
            return
        for row in _telling(layer, rows):
            self._read_spans(layer, row)

    def _read_spans(self, layer: Layer, row: Row) -> None:
        stacks = _stacks(layer, row)
        for place in range(max(map(len, stacks), default=0)):
            values = {at: stack[place] for at, stack in enumerate(stacks) if place < len(stack)}
            link = CHAIN.fullmatch(values.get(0, "")) if layer.kind == Kind.CHAINS else None
            if link:
                values[0] = link[1]
            key = 0
            for at, cell in values.items():
                numbered = ID.fullmatch(cell) if cell[-1:] == "]" and at - 1 not in layer.slots else None
                if numbered and not numbered[1].endswith("\\"):
                    values[at], key = numbered[1], int(numbered[2])
            # In a chain this number is that of the chain: an element is known by its place in it.
            found = self._span(layer, row, 0 if link else key, link)
            found.values |= values
            if link:
                chain = self._chains.setdefault((layer.name, int(link[2])), {})
                chain.setdefault(int(link[3]), (found, unescaped(link[1])))

    def _span(self, layer: Layer, row: Row, id: int, link: re.Match[str] | None) -> _Found:
        """Return the span that goes on in this row, else one that begins here."""
        found = self._by_id.get((layer.name, id)) if id else None
        if found is None and link:
            element = self._chains.get((layer.name, int(link[2])), {}).get(int(link[3]))
            found = element[0] if element else None
        if found is None:
            found = _Found(layer, row.start, row.end, row.line, id)
            self._spans.append(found)
            if id:
                self._by_id[layer.name, id] = found
        found.start, found.end = min(found.start, row.start), max(found.end, row.end)
        self._by_row.setdefault((layer.name, row.name), []).append(found)
        return found

    def finished(self, rows: Sequence[Row]) -> tuple[tuple[Span, ...], tuple[Relation, ...]]:
        """Return all that was found."""
        spans = [self._finished_span(found, number) for number, found in enumerate(self._spans, 1)]
        numbers = {id(found): number for number, found in enumerate(self._spans, 1)}
        relations = [
            Relation(number, self._document, label, "", numbers[id(source)], numbers[id(target)])
            for number, (source, target, label) in enumerate(self._joined(rows), len(spans) + 1)
        ]
        return tuple(sorted(spans, key=reading_order)), tuple(relations)

    def _finished_span(self, found: _Found, number: int) -> Span:
        try:
            start, end = self._offsets.to_code_points(found.start), self._offsets.to_code_points(found.end)
        except OffsetError as error:
            raise FormatError(str(error), path=self._path, line=found.line) from error
        layer = found.layer
        column = 1 if layer.kind == Kind.CHAINS else layer.label_column
        label = "" if column is None else _value(found.values.get(column, NO_VALUE))
        features = enumerate(layer.features) if layer.kind == Kind.SPANS else ()
        linking = {at for slot in layer.slots for at in (slot, slot + 1)}
        attributes = {
            name: _value(found.values[at])
            for at, name in features
            if name and at not in linking and at != column and _value(found.values.get(at, NO_VALUE))
        }
        attributes_in_order = tuple(sorted(attributes.items()))
        return Span(number, self._document, label or layer.short_name, "", start, end, (), attributes_in_order)

    def _joined(self, rows: Sequence[Row]) -> Iterator[tuple[_Found, _Found, str]]:
        """Yield what joins spans: relations, the links of chains, and slots."""
        for layer in self._relation_layers:
            for row in _telling(layer, rows):
                with at_line(self._path, row.line):
                    yield from self._relations(layer, row)
        for (name, _), chain in self._chains.items():
            elements = [chain[at] for at in sorted(chain)]
            for (before, label), (after, _) in pairwise(elements):
                named = _value(label) if label != NO_VALUE else ""
                yield before, after, named or short_name(name)
        for found in self._spans:
            for slot in found.layer.slots:
                yield from self._slots(found, slot)

    def _relations(self, layer: Layer, row: Row) -> Iterator[tuple[_Found, _Found, str]]:
        stacks = _stacks(layer, row)
        base = next(at for at, name in enumerate(layer.features) if name.startswith("BT_"))
        for place, reference in enumerate(stacks[base]):
            match = REFERENCE.fullmatch(reference)
            if match is None:
                raise FormatError(
                    f"“{reference[:40]}” is no reference to a token, such as 1-2 or 1-2[3_4]. Correct it."
                )
            source = self._target(layer.base, match[1], int(match[2] or 0))
            target = self._target(layer.base, row.name, int(match[3] or 0))
            column = layer.label_column
            cell = stacks[column][place] if column is not None and place < len(stacks[column]) else NO_VALUE
            if source is None or target is None:
                self._missing(row.line)
                continue
            yield source, target, _value(ID.sub(r"\1", cell)) or layer.short_name

    def _slots(self, found: _Found, slot: int) -> Iterator[tuple[_Found, _Found, str]]:
        roles = split_unescaped(found.values.get(slot, NOTHING), ";")
        references = split_unescaped(found.values.get(slot + 1, NOTHING), ";")
        base = found.layer.features[slot + 1]
        for role, reference in zip(roles, references, strict=False):
            match = REFERENCE.fullmatch(reference)
            if match is None:
                continue
            target = self._target(base, match[1], int(match[2] or 0))
            if target is None:
                self._missing(found.line)
                continue
            yield found, target, _value(ID.sub(r"\1", role)) or slot_name(found.layer.features[slot])

    def _target(self, layer: str, row: str, id: int) -> _Found | None:
        if id:
            return self._by_id.get((layer, id)) or next(
                (found for (_, number), found in self._by_id.items() if number == id), None
            )
        stacked = self._by_row.get((layer, row), [])
        return next((found for found in stacked if not found.id), stacked[0] if stacked else None)

    def _missing(self, line: int) -> None:
        message = "What a relation here joins is in no layer that was read. The relation was left out."
        self._report.add(Outcome.SKIPPED, message, path=self._path, line=line)


def _telling(layer: Layer, rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows in which the layer says something: few of them."""
    first, end = layer.first, layer.first + layer.width
    nothing = (NOTHING,) * layer.width
    return (row for row in rows if row.cells[first:end] != nothing)


def _stacks(layer: Layer, row: Row) -> list[list[str]]:
    """Return for each column of the layer the values that are stacked in the row."""
    cells = row.cells[layer.first : layer.first + layer.width]
    return [[] if cell == NOTHING else split_unescaped(cell, "|") for cell in cells]


def _value(cell: str) -> str:
    return "" if cell in {NO_VALUE, NOTHING} else unescaped(cell)
