"""A task of Prodigy's becomes a document. FormatErrors say what is wrong; the caller adds file and line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.files.json_lines import check_json_value
from annotator.formats.prodigy.people import annotator_of
from annotator.metadata import Row, take_fields
from annotator.model import (
    AnnotatedDocument,
    Attributes,
    AttributeValue,
    Document,
    DocumentLabel,
    Note,
    Progress,
    Relation,
    Span,
    Status,
    reading_order,
)
from annotator.quotes import Quotation, located
from annotator.report import Outcome, Report

OWN = frozenset(
    {"text", "tokens", "spans", "relations", "answer", "accept", "options", "label", "cats", "notes", "meta"}
)
MEDIA = ("image", "audio", "video")
NO_ARTICLE = "The task is about a picture or a recording, not about a text. Remove the line."
NO_TEXT = "The line has no text: the key “text” is missing, or holds none. Remove the line."
BARE_WORD = "token"
"""The label of words that relations join and that have none."""


@dataclass(slots=True)
class TaskReader:
    """Reads tasks one by one. `told` counts what is said once, at the end of the file."""

    report: Report
    path: Path
    every_answer: bool
    told: Counter[str] = field(default_factory=Counter)

    def document(self, row: Row, number: int, line: bytes) -> AnnotatedDocument:
        """Return the document in a task. `number` is its line, and its id."""
        text = row.get("text")
        if not isinstance(text, str):
            is_seen_or_heard = any(isinstance(row.get(key), str) for key in MEDIA)
            raise FormatError(NO_ARTICLE if is_seen_or_heard else NO_TEXT)
        document = _document(row, text, number, line)
        answer = row.get("answer", "accept")
        skipped: tuple[Progress, ...] = ()
        annotator = annotator_of(row)
        if answer != "accept":
            self.told["rejected"] += 1
            skipped = (Progress(1, number, annotator, Status.SKIPPED),)
            if not self.every_answer:
                return AnnotatedDocument(document, progress=skipped)
        tokens = _tokens(row)
        spans, ids = self._spans(row, document, tokens, annotator, number)
        relations = _Relations(document, annotator, tokens, spans, ids).read(_list(row, "relations"))
        if len(spans) > (before := len(_list(row, "spans"))):
            self.told["heads"] += len(spans) - before
        return AnnotatedDocument(
            document,
            tuple(sorted(spans, key=reading_order)),
            relations,
            tuple(DocumentLabel(at, number, label, annotator) for at, label in enumerate(_labels(row), 1)),
            tuple(Note(at, number, annotator, note) for at, note in enumerate(_texts(row, "notes"), 1)),
            skipped,
        )

    def _spans(
        self, row: Row, document: Document, tokens: Sequence[Row], annotator: str, line: int
    ) -> tuple[list[Span], dict[object, int]]:
        """Return the spans, in the file's order, and their ids by those in the file."""
        text, items = document.text, _list(row, "spans")
        ends = [_ends(item, tokens, f"“spans”, number {at}") for at, item in enumerate(items, 1)]
        quotations: list[Quotation] = [
            (start, end, quote if isinstance(quote := item.get("text"), str) else None)
            for item, (start, end) in zip(items, ends, strict=True)
        ]
        if not text.isascii() or len(quotations) < len(items):
            quotations += [(token["start"], token["end"], token["text"]) for token in tokens]
        found = located(text, quotations)
        for at, message in found.repairs:
            if at is None or at < len(items):
                self.report.add(Outcome.REPAIRED, message, path=self.path, line=line)
        spans: list[Span] = []
        ids: dict[object, int] = {}
        for at, (item, place) in enumerate(zip(items, found.places, strict=False), 1):
            label = item.get("label")
            if type(label) is not str or not label:
                raise FormatError(f"“spans”, number {at}: its label must be a text that is not empty.")
            if place is None:
                raise FormatError(
                    f"“spans”, number {at}: {ends[at - 1][0]} to {ends[at - 1][1]} is not inside the text, which has "
                    f"{len(text)} characters. Correct the offsets."
                )
            if tokens and "token_start" in item and not _fits_tokens(item, ends[at - 1], tokens):
                self.told["tokens"] += 1
            spans.append(Span(at, document.id, label, annotator, *place))
            if len(item) > 3:
                spans[-1] = _with_extras(spans[-1], item)
                if isinstance(item.get("id"), int | str):
                    ids[item["id"]] = at
        return spans, ids


def _document(row: Row, text: str, number: int, line: bytes) -> Document:
    meta = row.get("meta")
    metadata: Row = dict(meta) if isinstance(meta, dict) else {}
    for key, content in row.items():
        if key not in OWN and not key.startswith("_"):
            metadata.setdefault(key, content)
    check_json_value(metadata, line)
    title, author, date, source, url = take_fields(metadata)
    return Document(number, text, title, author, date, source, url, metadata)


def _tokens(row: Row) -> list[Row]:
    tokens = _list(row, "tokens")
    for number, token in enumerate(tokens, 1):
        if not (type(token.get("start")) is int and type(token.get("end")) is int and type(token.get("text")) is str):
            raise FormatError(f"“tokens”, number {number}: it must have a text, a start and an end.")
    return tokens


def _ends(item: Row, tokens: Sequence[Row], place: str) -> tuple[int, int]:
    start, end = item.get("start"), item.get("end")
    if start is None and end is None and "token_start" in item:
        first, last = item.get("token_start"), item.get("token_end")
        if type(first) is int and type(last) is int and 0 <= first <= last < len(tokens):
            return tokens[first]["start"], tokens[last]["end"]
        raise FormatError(f"{place}: token_start and token_end must be numbers of tokens of the task.")
    if type(start) is not int or type(end) is not int:
        raise FormatError(f"{place}: start and end must be whole numbers.")
    return start, end


def _fits_tokens(item: Row, ends: tuple[int, int], tokens: Sequence[Row]) -> bool:
    """Return whether the tokens that a span names lie in it; the last one is named inclusively."""
    first, last = item["token_start"], item.get("token_end")
    if not (type(first) is int and type(last) is int and 0 <= first <= last < len(tokens)):
        return False
    return bool(ends[0] <= tokens[first]["start"] and tokens[last]["end"] <= ends[1])


def _with_extras(span: Span, item: Row) -> Span:
    """Return a span, or what has attributes and a note as one has, with those that we have written."""
    attributes, note = item.get("attributes"), item.get("note")
    if isinstance(attributes, dict) and attributes:
        span = replace(span, attributes=_attributes(attributes))
    return replace(span, note=note) if isinstance(note, str) and note else span


def _attributes(content: Row) -> Attributes:
    found: dict[str, AttributeValue] = {}
    for name, said in content.items():
        if isinstance(said, list) and all(isinstance(item, str) for item in said):
            found[name] = tuple(said)
        elif isinstance(said, str | bool | int | float):
            found[name] = said
        else:
            raise FormatError(f"The attribute “{name[:40]}” must be a text, true, false, a number or a list of texts.")
    return tuple(sorted(found.items()))


@dataclass(slots=True)
class _Relations:
    """Reads the relations of a task; words that have no label become spans."""

    document: Document
    annotator: str
    tokens: Sequence[Row]
    spans: list[Span]
    ids: dict[object, int]

    def read(self, items: Sequence[Row]) -> tuple[Relation, ...]:
        return tuple(self._relation(item, number) for number, item in enumerate(items, 1))

    def _relation(self, item: Row, number: int) -> Relation:
        place, label = f"“relations”, number {number}", item.get("label")
        if type(label) is not str or not label:
            raise FormatError(f"{place}: its label must be a text that is not empty.")
        head, child = (self._end(item, key, place) for key in ("head", "child"))
        relation = Relation(number, self.document.id, label, self.annotator, head, child)
        attributes, note = item.get("attributes"), item.get("note")
        if isinstance(attributes, dict) and attributes:
            relation = replace(relation, attributes=_attributes(attributes))
        return replace(relation, note=note) if isinstance(note, str) and note else relation

    def _end(self, item: Row, key: str, place: str) -> int:
        """Return the id of the span at one end: named by its id, by its place, or by a word in it."""
        named = item.get(f"{key}_span")
        if isinstance(named, dict):
            id_ = named.get("id")
            if isinstance(id_, int | str) and id_ in self.ids:
                return self.ids[id_]
            start, end = _ends(named, self.tokens, place)
        else:
            word = item.get(key)
            if type(word) is not int or not 0 <= word < len(self.tokens):
                raise FormatError(f"{place}: its {key} must be the number of a token of the task.")
            start, end = self.tokens[word]["start"], self.tokens[word]["end"]
            if (around := self._around(start, end)) is not None:
                return around
        label = named.get("label") if isinstance(named, dict) else None
        same = [span for span in self.spans if (span.start, span.end) == (start, end)]
        fitting = [span for span in same if span.label == label] or same
        return fitting[0].id if fitting else self._new(start, end, place)

    def _around(self, start: int, end: int) -> int | None:
        around = [span for span in self.spans if span.start <= start and end <= span.end]
        return min(around, key=lambda span: span.end - span.start).id if around else None

    def _new(self, start: int, end: int, place: str) -> int:
        if not 0 <= start <= end <= len(self.document.text):
            raise FormatError(f"{place}: {start} to {end} is not inside the text.")
        self.spans.append(Span(len(self.spans) + 1, self.document.id, BARE_WORD, self.annotator, start, end))
        return len(self.spans)


def _labels(row: Row) -> Iterator[str]:
    """Yield the labels of the whole text: chosen ones, the one that was accepted, those of a trained model."""
    found: dict[str, None] = dict.fromkeys(_texts(row, "accept"))
    if isinstance(label := row.get("label"), str):
        found[label] = None
    if isinstance(cats := row.get("cats"), dict):
        found |= dict.fromkeys(name for name, score in cats.items() if isinstance(score, int | float) and score > 0.5)
    if not all(found):
        raise FormatError("A label of the whole text has no name. Remove it.")
    yield from found


def _texts(row: Row, key: str) -> list[str]:
    content: Any = row.get(key)
    if content is None:
        return []
    if not isinstance(content, list) or not all(isinstance(item, str | int) for item in content):
        raise FormatError(f"“{key}” must be a list of texts.")
    return [str(item) for item in content]


def _list(row: Row, key: str) -> list[Row]:
    content = row.get(key)
    if content is None:
        return []
    if not isinstance(content, list) or not all(type(item) is dict for item in content):
        raise FormatError(f"“{key}” must be a list of objects.")
    return content
