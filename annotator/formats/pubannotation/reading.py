"""An object of PubAnnotation's becomes a document. FormatErrors say what is wrong; the caller adds file and line."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.formats.pubannotation.old_names import OLD, modern
from annotator.metadata import Row, take_fields
from annotator.model import (
    AnnotatedDocument,
    Attributes,
    AttributeValue,
    Document,
    Piece,
    Relation,
    Span,
    reading_order,
)
from annotator.offsets import Unit
from annotator.quotes import located
from annotator.report import Outcome, Report

ANNOTATIONS = ("denotations", "blocks", "relations", "attributes", "modifications")
TEXT, TRACKS, PROJECT = "text", "tracks", "project"
RESERVED = frozenset({TEXT, TRACKS, PROJECT, *ANNOTATIONS, *OLD})
UNLABELLED = "unlabelled"
FRAGMENT, CHAINED = "_FRAGMENT", "_lexicallyChainedTo"


@dataclass(slots=True)
class DocumentReader:
    """Reads documents one by one, and counts blocks and what has no label, which TextAE has besides."""

    report: Report
    path: Path
    blocks: int = 0
    unlabelled: int = 0

    def document(self, row: Row, number: int) -> AnnotatedDocument:
        """Return the document in an object, which is used up. `number` is its id."""
        text = row.pop(TEXT, None)
        if not isinstance(text, str):
            raise FormatError("it has no text: the key “text” is missing, or holds none.")
        tracks = [modern(track) for track in [row, *_objects(row.pop(TRACKS, None), TRACKS)]]
        drafts = [self._track(track, at) for at, track in enumerate(tracks)]
        metadata = {key: content for key, content in row.items() if key not in RESERVED}
        title, author, date, source, url = take_fields(metadata)
        document = Document(number, text, title, author, date, source, url, metadata)
        pieces = self._located(document, [place for draft in drafts for place in draft.places])
        spans: dict[int, Span] = {}
        relations: list[Relation] = []
        for draft in drafts:
            draft.put(document, pieces, spans, relations)
            self.unlabelled += draft.unlabelled
        return AnnotatedDocument(document, tuple(sorted(spans.values(), key=reading_order)), tuple(relations))

    def _track(self, track: Row, at: int) -> "_Track":
        project = track.get(PROJECT)
        where = f"track {at}, " if at else ""
        draft = _Track(project if isinstance(project, str) else "", where)
        for key in ("denotations", "blocks"):
            items = _objects(track.get(key), key)
            for number, item in enumerate(items, 1):
                draft.add_denotation(item, f"{where}{key[:-1]} {number}")
            self.blocks += len(items) if key == "blocks" else 0
        draft.relations = _objects(track.get("relations"), "relations")
        draft.attributes = _objects(track.get("attributes"), "attributes")
        draft.attributes += [
            {"subj": item.get("obj"), "pred": item.get("pred"), "obj": True}
            for item in _objects(track.get("modifications"), "modifications")
        ]
        return draft

    def _located(self, document: Document, places: Sequence[tuple[int, int, str]]) -> list[Piece]:
        """Return the places in code points; the file quotes nothing, so UTF-16 units show only by being too large."""
        wanted = [(start, end, None) for start, end, _ in places]
        found = located(document.text, wanted).places
        if None in found and not document.text.isascii():
            in_utf16 = located(document.text, wanted, unit=Unit.UTF16).places
            if None not in in_utf16:
                message = "The offsets count UTF-16 units. They were converted to code points."
                self.report.add(Outcome.REPAIRED, message, path=self.path, document=document.title or str(document.id))
                found = in_utf16
        good: list[Piece] = []
        for place, (start, end, where) in zip(found, places, strict=True):
            if place is None:
                length = len(document.text)
                raise FormatError(f"{where}: {start} to {end} is not inside the text, which has {length} characters.")
            good.append(place)
        return good


@dataclass(slots=True)
class _Track:
    """The annotations of one project. `places` are of all pieces, each with where it stands for a message."""

    annotator: str
    where: str
    denotations: list[tuple[Row, str, str, int]] = field(default_factory=list)
    """Each with its label, where it stands and how many pieces it has."""
    places: list[tuple[int, int, str]] = field(default_factory=list)
    relations: list[Row] = field(default_factory=list)
    attributes: list[Row] = field(default_factory=list)
    unlabelled: int = 0

    def add_denotation(self, item: Row, where: str) -> None:
        span, label = item.get("span"), item.get("obj")
        if type(span) is dict and type(label) is str and label:  # As nearly all are.
            start, end = span.get("begin"), span.get("end")
            if type(start) is int and type(end) is int:
                self.places.append((start, end, where))
                self.denotations.append((item, label, where, 1))
                return
        label = self._label(item, "obj", where)
        pieces = span if isinstance(span, list) and span else [span]
        for piece in pieces:
            if not isinstance(piece, dict):
                raise FormatError(f"{where}: its span must be an object with begin and end.")
            self.places.append((_whole(piece, "begin", where), _whole(piece, "end", where), where))
        self.denotations.append((item, label, where, len(pieces)))

    def _label(self, item: Row, key: str, where: str) -> str:
        """Return the label; null, by which TextAE means none, has a name."""
        label = item.get(key)
        if label is None and key in item:
            self.unlabelled += 1
            return UNLABELLED
        if not isinstance(label, str) or not label:
            raise FormatError(f"{where}: its {key} must be a text that is not empty.")
        return label

    def put(self, document: Document, pieces: list[Piece], spans: dict[int, Span], relations: list[Relation]) -> None:
        """Add spans and relations; the places of this track are the first of `pieces`, and are taken from it."""
        ids: dict[str, int] = {}
        at = 0
        for item, label, where, count in self.denotations:
            number = len(spans) + 1
            own = _joined(pieces[at : at + count]) if count > 1 else (pieces[at],)
            at += count
            spans[number] = Span(number, document.id, label, self.annotator, own[0][0], own[-1][1],
                                 own if len(own) > 1 else ())  # fmt: skip
            if note := _note(item, where):
                spans[number] = replace(spans[number], note=note)
            if (id_ := item.get("id")) is not None:
                self._take_id(ids, id_, number, where)
        del pieces[:at]
        before = len(relations)
        self._put_relations(document, ids, spans, relations)
        links = {-1 - place: place for place in range(before, len(relations))}
        for owner, attributes in self._attributes(ids).items():
            if owner > 0:
                spans[owner] = replace(spans[owner], attributes=attributes)
            else:
                relations[links[owner]] = replace(relations[links[owner]], attributes=attributes)

    def _put_relations(
        self, document: Document, ids: dict[str, int], spans: dict[int, Span], relations: list[Relation]
    ) -> None:
        for number, item in enumerate(self.relations, 1):
            where = f"{self.where}relation {number}"
            label = self._label(item, "pred", where)
            source, target = (self._id(ids, item.get(key), where, key) for key in ("subj", "obj"))
            if min(source, target) < 0:
                raise FormatError(f"{where}: it joins a relation, and only denotations can be joined.")
            if label == CHAINED and _chain(spans, source, target):
                ids |= {id_: min(source, target) for id_, one in ids.items() if one == max(source, target)}
                continue
            place = len(relations)
            relations.append(Relation(place + 1, document.id, label, self.annotator, source, target, (),
                                      _note(item, where)))  # fmt: skip
            if (id_ := item.get("id")) is not None:
                self._take_id(ids, id_, -1 - place, where)

    def _attributes(self, ids: dict[str, int]) -> dict[int, Attributes]:
        found: dict[int, dict[str, list[AttributeValue]]] = {}
        for number, item in enumerate(self.attributes, 1):
            where = f"{self.where}attribute {number}"
            name = item.get("pred")
            if not isinstance(name, str) or not name:
                raise FormatError(f"{where}: its pred must be a text that is not empty.")
            owner = self._id(ids, item.get("subj"), where, "subj")
            found.setdefault(owner, {}).setdefault(name, []).append(_value(item.get("obj"), where))
        return {
            owner: tuple(sorted((name, _one_or_all(values)) for name, values in by_name.items()))
            for owner, by_name in found.items()
        }

    def _take_id(self, ids: dict[str, int], id_: object, number: int, where: str) -> None:
        if not isinstance(id_, str | int) or str(id_) in ids:
            raise FormatError(f"{where}: its id must be a text that nothing else has.")
        ids[str(id_)] = number

    def _id(self, ids: dict[str, int], id_: object, where: str, key: str) -> int:
        if not isinstance(id_, str | int) or str(id_) not in ids:
            raise FormatError(f"{where}: its {key} must be the id of a denotation.")
        return ids[str(id_)]


def _chain(spans: dict[int, Span], one: int, other: int) -> bool:
    """Make one span of two, one of which is a fragment; the first one stays."""
    keep, drop = min(one, other), max(one, other)
    if drop not in spans or keep == drop or FRAGMENT not in {spans[one].label, spans[other].label}:
        return False
    first, second = spans[keep], spans.pop(drop)
    label = second.label if first.label == FRAGMENT else first.label
    own = _joined([piece for span in (first, second) for piece in span.pieces or ((span.start, span.end),)])
    spans[keep] = replace(first, label=label, start=own[0][0], end=own[-1][1], pieces=own if len(own) > 1 else ())
    return True


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return pieces sorted, those that touch as one."""
    joined: list[Piece] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _whole(span: Row, key: str, where: str) -> int:
    """Return an offset; digits in quotation marks, and numbers that are whole, stand for themselves."""
    content = span.get(key)
    if type(content) is int:
        return content
    if isinstance(content, str) and content.isascii() and content.isdigit() and len(content) < 19:
        return int(content)
    if isinstance(content, float) and content.is_integer():
        return int(content)
    raise FormatError(f"{where}: {key} must be a whole number, not {content!r:.40}.")


def _value(content: Any, where: str) -> AttributeValue:
    if isinstance(content, str | bool | int | float):
        return content
    if isinstance(content, list) and all(isinstance(item, str) for item in content):
        return tuple(content)
    raise FormatError(f"{where}: its obj must be a text, true, false or a number.")


def _one_or_all(values: list[AttributeValue]) -> AttributeValue:
    if all(value == values[0] and type(value) is type(values[0]) for value in values):
        return values[0]
    return tuple(text for each in values for text in (each if isinstance(each, tuple) else (str(each),)))


def _note(item: Row, where: str) -> str:
    note = item.get("note", "")
    if not isinstance(note, str):
        raise FormatError(f"{where}: its note must be a text.")
    return note


def _objects(content: object, key: str) -> list[Row]:
    if content is None:
        return []
    if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
        raise FormatError(f"“{key}” must be a list of objects.")
    return content
