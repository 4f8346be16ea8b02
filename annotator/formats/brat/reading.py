"""The lines of an .ann file and its text become a document.

An event becomes a span, that of its trigger, and a relation for each of its roles. Events that share a trigger get
spans of their own in the same place, so that it stays known which role belongs to which.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from annotator.errors import FormatError
from annotator.files import ARTICLE_LIMIT, MEGABYTE, check_parts, decoded, opened
from annotator.formats.brat.aligning import Aligned, aligned
from annotator.formats.brat.lines import Lines, Link, Said, add_line
from annotator.formats.brat.values import REFERENCE_TEXT, note_of, value_of
from annotator.model import (
    AnnotatedDocument,
    AttributeValue,
    Document,
    Origin,
    Relation,
    Span,
    reading_order,
)
from annotator.report import Outcome, Report

NOTE = "AnnotatorNotes"
Names = Callable[[str], str]


def read_pair(
    text_path: Path, annotation_paths: list[Path], title: str, number: int, *, names: Names, encoding: str,
    report: Report, told: Counter[str],
) -> AnnotatedDocument:  # fmt: skip
    """Return the document of a text and its annotations. Raises FormatError with file and line."""
    text, found_encoding = _text(text_path, encoding)
    lines, owners = Lines(), []
    for path in annotation_paths:
        before = len(lines.spans)
        _read_lines(path, lines, encoding)
        owners += [path] * (len(lines.spans) - before)
    place = aligned(text, lines.spans, marked=found_encoding == "utf-8-sig")
    for at, message in place.repairs:
        line = lines.spans[at].line if at is not None else None
        report.add(Outcome.REPAIRED, message, path=owners[at] if at is not None else annotation_paths[0], line=line)
    changes = tuple(message for at, message in place.repairs if at is None)
    document = Document(number, place.text, title, origin=Origin(text_path.name, "", found_encoding, changes))
    return _Builder(document, annotation_paths[-1] if annotation_paths else text_path, names, told).build(lines, place)


def _text(path: Path, encoding: str) -> tuple[str, str]:
    """Return a file's text, which may be empty: what nothing is annotated in has an empty file."""
    with opened(path) as file:
        content = file.read(ARTICLE_LIMIT + 1)
    if len(content) > ARTICLE_LIMIT:
        raise FormatError(f"The file has more than {ARTICLE_LIMIT // MEGABYTE} MB. Split it into articles.", path=path)
    return decoded(content, path, encoding=encoding) if content else ("", "utf-8")


def _read_lines(path: Path, lines: Lines, encoding: str) -> None:
    for number, line in enumerate(_text(path, encoding)[0].split("\n"), 1):
        line = line.removesuffix("\r")
        if line and not line.isspace():
            try:
                check_parts(2 * number)
                add_line(lines, line, number)
            except FormatError as error:
                raise FormatError(error.reason, path=path, line=number) from error


ARGUMENTS = ("Arg1", "Arg2")
"""What brat itself calls the ends of a relation."""


@dataclass(slots=True)
class _Builder:
    """Puts a document together; `ids` are our ids by brat's."""

    document: Document
    path: Path
    names: Names
    told: Counter[str]
    spans: dict[int, Span] = field(default_factory=dict)
    relations: dict[int, Relation] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)

    def build(self, lines: Lines, place: Aligned) -> AnnotatedDocument:
        self._add_spans(lines, place)
        self._add_triggers(lines)
        for event in lines.events:
            for role, target in event.arguments:
                self._relate(event, _role(role, event), event.id, target)
        for link in lines.relations:
            if len(link.arguments) != 2:
                raise self._error(f"The relation {link.id} joins two spans, not {len(link.arguments)}.", link.line)
            (first, source), (second, target) = link.arguments
            self.told["arguments"] += (first, second) != ARGUMENTS
            self.ids[link.id] = self._relate(link, link.type, source, target)
        for type_, ids, line in lines.equivalences:
            link = Link("*", type_, "", (), line)
            for source, target in pairwise(ids):
                self._relate(link, type_, source, target)
        self._add_attributes([*lines.attributes, *lines.references])
        self._add_notes(lines.notes)
        self.told["events"] += len(lines.events)
        return AnnotatedDocument(
            self.document, tuple(sorted(self.spans.values(), key=reading_order)), tuple(self.relations.values())
        )

    def _add_spans(self, lines: Lines, place: Aligned) -> None:
        length = len(place.text)
        for number, (span, pieces) in enumerate(zip(lines.spans, place.places, strict=True), 1):
            if pieces is None:
                start, end = span.pieces[0][0], span.pieces[-1][1]
                raise self._error(
                    f"{span.id}: {start} to {end} is not inside the text, which has {length} characters. "
                    "Correct the offsets, or get the text that belongs to the file.",
                    span.line,
                )
            if span.id in self.ids:
                raise self._error(f"The id {span.id} is there twice. Change one.", span.line)
            self.ids[span.id] = number
            self.spans[number] = Span(
                number, self.document.id, self.names(span.type), "", pieces[0][0], pieces[-1][1],
                pieces if len(pieces) > 1 else (),
            )  # fmt: skip

    def _add_triggers(self, lines: Lines) -> None:
        """Give each event its span: the trigger's, or one more in the same place."""
        taken: set[int] = set()
        for event in lines.events:
            trigger = self._id(event.trigger, event.line)
            if trigger not in self.spans:
                raise self._error(f"The trigger of {event.id} must be a span, not {event.trigger}.", event.line)
            if trigger in taken:
                span, trigger = self.spans[trigger], len(self.spans) + 1
                self.spans[trigger] = Span(
                    trigger, span.document, self.names(event.type), "", span.start, span.end, span.pieces
                )
            taken.add(trigger)
            if event.id in self.ids:
                raise self._error(f"The id {event.id} is there twice. Change one.", event.line)
            self.ids[event.id] = trigger

    def _relate(self, link: Link, label: str, source: str, target: str) -> int:
        number = -1 - len(self.relations)  # Below 0, so that ids of relations are none of spans.
        ends = self._id(source, link.line), self._id(target, link.line)
        if min(ends) < 0:
            raise self._error(f"{link.id} leads to a relation, and only spans can be joined. Remove it.", link.line)
        self.relations[number] = Relation(-number, self.document.id, self.names(label), "", *ends)
        return number

    def _id(self, id_: str, line: int) -> int:
        if id_ not in self.ids:
            raise self._error(f"The line names {id_[:20]}, which is not in the file. Correct or remove it.", line)
        return self.ids[id_]

    def _add_attributes(self, said: list[Said]) -> None:
        found: dict[int, dict[str, list[AttributeValue]]] = {}
        for one in said:
            owner = found.setdefault(self._id(one.target, one.line), {})
            name = self.names(one.type)
            owner.setdefault(name, []).append(value_of(one.content))
            if one.text:
                owner.setdefault(f"{name} {REFERENCE_TEXT}", []).append(value_of(one.text))
        for id_, by_name in found.items():
            attributes = tuple(sorted((name, _one_or_all(values)) for name, values in by_name.items()))
            self._put(id_, attributes=attributes)

    def _add_notes(self, notes: list[Said]) -> None:
        for note in notes:
            if note.target not in self.ids:
                self.told["notes"] += 1
                continue
            text = note_of(note.text or note.content)
            text = text if note.type == NOTE else f"{note.type}: {text}"
            id_ = self.ids[note.target]
            before = (self.spans.get(id_) or self.relations[id_]).note
            self._put(id_, note=f"{before}\n{text}" if before else text)

    def _put(self, id_: int, **changes: Any) -> None:
        if id_ in self.spans:
            self.spans[id_] = replace(self.spans[id_], **changes)
        else:
            self.relations[id_] = replace(self.relations[id_], **changes)

    def _error(self, reason: str, line: int) -> FormatError:
        return FormatError(reason, path=self.path, line=line)


def _role(role: str, event: Link) -> str:
    """Return a role without the number that brat gives to the second of its kind."""
    bare = role.rstrip("0123456789")
    return bare if bare != role and any(other == bare for other, _ in event.arguments) else role


def _one_or_all(values: list[AttributeValue]) -> AttributeValue:
    """Return the value, or all of them where a line was repeated."""
    if all(each == values[0] for each in values):
        return values[0]
    return tuple(text for each in values for text in (each if isinstance(each, tuple) else (str(each),)))


def sought(folder: Path) -> Iterator[Path]:
    """Yield the folders that hold a corpus: this one and those below, in order."""
    yield folder
    yield from sorted(path for path in folder.rglob("*") if path.is_dir())
