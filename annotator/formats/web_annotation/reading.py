"""A page of Web Annotations becomes a document. FormatErrors say what is wrong; the caller adds file and line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.metadata import FIELDS, Row
from annotator.model import (
    AnnotatedDocument,
    Attributes,
    AttributeValue,
    Document,
    DocumentLabel,
    Note,
    Piece,
    Relation,
    Span,
    reading_order,
    value,
)
from annotator.quotes import Quotation, located
from annotator.report import Outcome, Report

TAGS = frozenset({"tagging", "classifying", "identifying"})
COMMENTS = frozenset({"commenting", "replying", "editing", "questioning", "assessing"})
DESCRIBING, LINKING = "describing", "linking"
UNTAGGED = "annotation"
CHARACTERS = re.compile(r"char=([0-9]{1,18}),([0-9]{1,18})")
"""RFC 5147, positions in plain text."""


@value
class _Said:
    """What the bodies of an annotation say."""

    tags: tuple[str, ...]
    note: str
    attributes: Attributes


@value
class _Item:
    """An annotation on stretches of text: its places, in the file's unit, and who made it."""

    id: str
    said: _Said
    annotator: str
    quotations: tuple[Quotation, ...]
    place: str


@dataclass(slots=True)
class PageReader:
    """Reads pages one by one. `told` counts what is said once, at the end of the file."""

    report: Report
    path: Path
    told: Counter[str] = field(default_factory=Counter)

    def page(self, page: Row, number: int) -> AnnotatedDocument:
        """Return the document of a page. `number` is its id."""
        document = _document(page.get("document"), number)
        items: list[_Item] = []
        links: list[tuple[list[str], _Said, str, str]] = []
        labels: list[DocumentLabel] = []
        notes: list[Note] = []
        for at, row in enumerate(_list(page.get("items"), "“items”"), 1):
            place = f"annotation {at}"
            if not isinstance(row, dict):
                raise FormatError(f"{place}: it must be an object.")
            said, annotator = self._said(row, place), _creator(row)
            targets = _targets(row.get("target"))
            ends = [target for target in targets if isinstance(target, str)]
            quotations = [_quotation(target, document.text) for target in targets if isinstance(target, dict)]
            found = tuple(quotation for quotation in quotations if quotation is not None)
            if row.get("motivation") == LINKING and len(ends) == 2:
                links.append((ends, said, annotator, place))
            elif found:
                id_ = row.get("id")
                items.append(_Item(id_ if isinstance(id_, str) else "", said, annotator, found, place))
            elif quotations or ends:
                self._whole(document, said, annotator, labels, notes)
            else:
                self.told["targets"] += 1
        spans, ids = self._spans(document, items)
        relations = tuple(_relations(links, ids, number))
        ordered = tuple(sorted(spans, key=reading_order))
        return AnnotatedDocument(document, ordered, relations, tuple(labels), tuple(notes))

    def _whole(
        self, document: Document, said: _Said, annotator: str, labels: list[DocumentLabel], notes: list[Note]
    ) -> None:
        """Add what is said of the whole document."""
        for tag in said.tags:
            labels.append(DocumentLabel(len(labels) + 1, document.id, tag, annotator))
        if said.note or not said.tags:
            notes.append(Note(len(notes) + 1, document.id, annotator, said.note))

    def _said(self, row: Row, place: str) -> _Said:
        tags: list[str] = []
        notes: list[str] = []
        attributes: dict[str, AttributeValue] = {}
        bodies = row.get("body", [])
        for body in bodies if isinstance(bodies, list) else [bodies]:
            text, purpose = _body(body, row)
            name = body.get("name") if isinstance(body, dict) else None
            if isinstance(name, str) and name and purpose == DESCRIBING:
                attributes[name] = _attribute(body.get("content"), place)
            elif text is None:
                self.told["bodies"] += 1
            elif purpose in TAGS and text:
                tags.append(text)
            else:
                notes.append(text)
        return _Said(tuple(tags), "\n".join(notes), tuple(sorted(attributes.items())))

    def _spans(self, document: Document, items: Sequence[_Item]) -> tuple[list[Span], dict[str, int]]:
        found = located(document.text, [quotation for item in items for quotation in item.quotations])
        for at, message in found.repairs:
            start, end = (found.places[at] if at is not None else None) or (None, None)
            name = document.title or str(document.id)
            self.report.add(Outcome.REPAIRED, message, path=self.path, document=name, start=start, end=end)
        places = iter(found.places)
        spans: list[Span] = []
        ids: dict[str, int] = {}
        for item in items:
            pieces = _pieces([next(places) for _ in item.quotations], item)
            if not item.said.tags:
                self.told["unlabelled"] += 1
            for tag in item.said.tags or (UNTAGGED,):
                number = len(spans) + 1
                ids.setdefault(item.id, number)
                spans.append(
                    Span(number, document.id, tag, item.annotator, pieces[0][0], pieces[-1][1],
                         pieces if len(pieces) > 1 else (), item.said.attributes, item.said.note)
                )  # fmt: skip
        return spans, ids


def _document(content: object, number: int) -> Document:
    if not isinstance(content, dict) or not isinstance(text := content.get("value"), str):
        raise FormatError("“document” must be an object with a “value”, which is the text.")
    metadata = content.get("metadata", {})
    fields = [content.get(name, "") for name in FIELDS]
    if not isinstance(metadata, dict) or not all(isinstance(each, str) for each in fields):
        raise FormatError("“document”: title, author, date, source and url must be texts, metadata an object.")
    title, author, date, source, url = (str(each) for each in fields)
    return Document(number, text, title, author, date, source, url, metadata)


def _relations(
    links: Sequence[tuple[list[str], _Said, str, str]], ids: dict[str, int], document: int
) -> Iterator[Relation]:
    number = 0
    for (source, target), said, annotator, place in links:
        if source not in ids or target not in ids:
            raise FormatError(f"{place}: it links annotations that are not on this page.")
        for tag in said.tags or ("relation",):
            number += 1
            yield Relation(number, document, tag, annotator, ids[source], ids[target], said.attributes, said.note)


def _pieces(places: Sequence[Piece | None], item: _Item) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for place in sorted(places, key=lambda place: place or (-1, -1)):
        if place is None:
            start, end, quote = item.quotations[0]
            what = f"“{quote[:40]}”" if quote else f"{start} to {end}"
            raise FormatError(f"{item.place}: {what} is not in the text. Is it the text that was annotated?")
        if joined and place[0] <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(place[1], joined[-1][1]))
        else:
            joined.append(place)
    return tuple(joined)


def _targets(target: object) -> list[Any]:
    """Return the targets: the ids of annotations or of a page as texts, all else as objects."""
    if isinstance(target, dict) and target.get("type") == "Composite":
        target = target.get("items")
    found: list[Any] = []
    for one in target if isinstance(target, list) else [target]:
        if isinstance(one, dict) and "selector" not in one and isinstance(id_ := one.get("id", one.get("source")), str):
            found.append(id_)
        elif isinstance(one, str | dict):
            found.append(one)
    return found


def _quotation(target: Row, text: str) -> Quotation | None:
    """Return where a target is by its position and what it quotes; by the quote alone where there is no more."""
    selectors = target.get("selector")
    position: Piece | None = None
    quote: str | None = None
    around = ("", "")
    for selector in selectors if isinstance(selectors, list) else [selectors]:
        if not isinstance(selector, dict):
            continue
        start, end, exact = (selector.get(key) for key in ("start", "end", "exact"))
        if type(start) is int and type(end) is int:
            position = start, end
        elif isinstance(shown := selector.get("value"), str) and (found := CHARACTERS.fullmatch(shown)):
            position = int(found[1]), int(found[2])
        elif isinstance(exact, str):
            quote = exact
            before, behind = selector.get("prefix"), selector.get("suffix")
            around = before if isinstance(before, str) else "", behind if isinstance(behind, str) else ""
    if position is not None:
        return *position, quote
    return None if quote is None else (*_sought(text, quote, *around), quote)


def _sought(text: str, quote: str, prefix: str, suffix: str) -> Piece:
    """Return where a quote stands, between what stood around it if that is there; outside of the text if nowhere."""
    at = text.find(prefix + quote + suffix)
    start = at + len(prefix) if at >= 0 else text.find(quote)
    return (start, start + len(quote)) if start >= 0 else (-1, -1)


def _body(body: object, row: Row) -> tuple[str | None, str]:
    """Return text and purpose; the motivation of the annotation where a body has no purpose of its own."""
    motivation = row.get("motivation")
    usual = motivation if isinstance(motivation, str) else ""
    if isinstance(body, str):
        return body, usual
    if not isinstance(body, dict):
        return None, usual
    purpose, text = body.get("purpose", usual), body.get("value", body.get("id", body.get("source")))
    return text if isinstance(text, str) else None, purpose if isinstance(purpose, str) else ""


def _creator(row: Row) -> str:
    creator = row.get("creator")
    if isinstance(creator, dict):
        creator = creator.get("name", creator.get("nickname", creator.get("id")))
    return creator if isinstance(creator, str) else ""


def _attribute(content: object, place: str) -> AttributeValue:
    if isinstance(content, list) and all(isinstance(item, str) for item in content):
        return tuple(content)
    if isinstance(content, str | bool | int | float):
        return content
    raise FormatError(f"{place}: the content of an attribute must be a text, true, false, a number or a list of texts.")


def _list(content: object, what: str) -> list[Any]:
    if content is None:
        return []
    if isinstance(content, list):
        return content
    raise FormatError(f"{what} must be a list.")
