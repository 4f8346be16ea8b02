"""Feature structures become a document: ours as they were, those of other programs by what is known of their types."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from annotator.errors import FormatError
from annotator.files.folders import title_of_file
from annotator.files.json_lines import check_json_value, json_object
from annotator.formats.cas.structures import DOCUMENT, DOCUMENT_LABEL, NOTE, Cas, Simple, Structure
from annotator.model import (
    AnnotatedDocument,
    Attributes,
    AttributeValue,
    Document,
    DocumentLabel,
    Note,
    Origin,
    Piece,
    Relation,
    Span,
    reading_order,
)
from annotator.offsets import OffsetError, OffsetMap, Unit
from annotator.report import Outcome, Report
from annotator.uima import is_read, label_feature, short_name

PIECES = re.compile(r"[0-9]{1,15}-[0-9]{1,15}(?:;[0-9]{1,15}-[0-9]{1,15})+")
DOCUMENT_TYPES = re.compile(
    r"uima\.tcas\.DocumentAnnotation|.*\.(DocumentMetaData|TagsetDescription|CASMetadata|TagDescription)"
)
ENDS = (("Governor", "Dependent"), ("source", "target"))
"""The features that name what a relation joins, from where to where."""
OWN = frozenset({"annotator", "note", "attributes", "pieces"})


class CasReader:
    """Reads one CAS."""

    def __init__(self, cas: Cas, path: Path, number: int, chosen: frozenset[str], report: Report) -> None:
        """Take what was in the file; `chosen` are the types that are read, all but linguistic ones when empty."""
        self._cas = cas
        self._path = path
        self._number = number
        self._chosen = chosen
        self._report = report
        self._offsets = OffsetMap(cas.text, Unit.UTF16)

    def document(self) -> AnnotatedDocument:
        """Return the document. Raises FormatError that names the file, and the line where there is one."""
        if "\0" in self._cas.text:
            raise FormatError("The text holds the character NUL, which no text may hold. Remove it.", path=self._path)
        if self._cas.views > 1:
            self._skipped(f"The file has {self._cas.views} views; read is the first text. The others were passed over.")
        spans, relations = [], []
        passed_over = set()
        for one in self._cas.structures.values():
            if one.type in {DOCUMENT, DOCUMENT_LABEL, NOTE} or DOCUMENT_TYPES.fullmatch(one.type):
                continue
            if not is_read(one.type, self._chosen):
                passed_over.add(one.type)
            elif self._ends(one):
                relations.append(one)
            elif one.begin is not None and one.end is not None:
                spans.append(self._span(one))
        for type_ in sorted(passed_over):
            self._skipped(f"Not read: the type {type_}. The option layers names those that are.")
        known = {span.id for span in spans}
        joined = [*self._relations(relations, known), *self._links(known)]
        return AnnotatedDocument(
            self._document(),
            tuple(sorted(spans, key=reading_order)),
            tuple(self._numbered(joined)),
            tuple(self._labels()),
            tuple(self._notes()),
        )

    def _numbered(self, joined: list[Relation]) -> Iterator[Relation]:
        first = max(self._cas.structures, default=0) + 1
        for number, one in enumerate(joined, first):
            yield Relation(
                number, self._number, one.label, one.annotator, one.source, one.target, one.attributes, one.note
            )

    # --- spans

    def _span(self, one: Structure) -> Span:
        assert one.begin is not None, "only annotations are spans"
        assert one.end is not None, "only annotations are spans"
        start, end = self._place(one, one.begin, one.end)
        feature = label_feature(name for name in one.values if one.values[name] != "")
        label = _text(one.values.get(feature, "")) if feature else ""
        pieces = one.values.get("pieces")
        found = self._pieces(one, pieces, start, end) if isinstance(pieces, str) and PIECES.fullmatch(pieces) else ()
        return Span(
            one.number,
            self._number,
            label or short_name(one.type),
            _text(one.values.get("annotator", "")),
            start,
            end,
            found,
            self._attributes(one, feature),
            _text(one.values.get("note", "")),
        )

    def _place(self, one: Structure, begin: int, end: int) -> Piece:
        try:
            start, stop = self._offsets.to_code_points(begin), self._offsets.to_code_points(end)
        except OffsetError as error:
            raise self._fault(one, str(error)) from error
        if start > stop:
            raise self._fault(one, f"It ends at {end}, before it begins, at {begin}.")
        return start, stop

    def _pieces(self, one: Structure, content: str, start: int, end: int) -> tuple[Piece, ...]:
        pairs = [part.split("-") for part in content.split(";")]
        pieces = tuple(self._place(one, int(first), int(last)) for first, last in pairs)
        borders = [border for piece in pieces for border in piece]
        if borders[0] != start or borders[-1] != end or not all(low < high for low, high in pairwise(borders)):
            raise self._fault(
                one, f"The pieces {content[:40]} are not in order and apart from {one.begin} to {one.end}."
            )
        return pieces

    def _attributes(self, one: Structure, label: str | None) -> Attributes:
        """Return what else it says: ours from their JSON, those of others by their features."""
        found: dict[str, AttributeValue] = {
            name: content
            for name, content in one.values.items()
            if name != label and name not in OWN and content not in {"", ()} and not self._refers(one, name)
        }
        ours = one.values.get("attributes")
        if isinstance(ours, str) and ours.startswith("{"):
            for name, content in self._json(one, ours).items():
                if isinstance(content, list) and all(isinstance(item, str) for item in content):
                    found[name] = tuple(map(str, content))
                elif isinstance(content, str | bool | int | float):
                    found[name] = content
                else:
                    raise self._fault(
                        one, f"The attribute {name[:40]} is no text, number, yes or no, or list of texts."
                    )
        return tuple(sorted(found.items()))

    def _refers(self, one: Structure, name: str) -> bool:
        """Whether a feature names other structures: a number could be one, where there is no word of what it means."""
        numbers = one.references.get(name, ())
        return bool(numbers) and all(number in self._cas.structures for number in numbers) and (
            name in {"next", "first"} or any(name in ends for ends in ENDS) or bool(self._slots(one, name))
        )  # fmt: skip

    # --- relations

    def _ends(self, one: Structure) -> tuple[int, int] | None:
        """Return the numbers of what a relation joins, None for what is no relation."""
        for source, target in ENDS:
            if len(one.references.get(source, ())) == len(one.references.get(target, ())) == 1:
                return one.references[source][0], one.references[target][0]
        return None

    def _relations(self, found: list[Structure], known: set[int]) -> Iterator[Relation]:
        for one in found:
            ends = self._ends(one)
            assert ends is not None, "only relations have both ends"
            if not set(ends) <= known:
                self._skipped("What a relation joins was not read; the relation was left out.", one.line)
                continue
            feature = label_feature(name for name in one.values if one.values[name] != "")
            label = _text(one.values.get(feature, "")) if feature else ""
            attributes = tuple(
                (name, content)
                for name, content in self._attributes(one, feature)
                if not any(name in ends for ends in ENDS)
            )
            values = one.values
            yield Relation(
                0,
                self._number,
                label or short_name(one.type),
                _text(values.get("annotator", "")),
                *ends,
                attributes,
                _text(values.get("note", "")),
            )

    def _links(self, known: set[int]) -> Iterator[Relation]:
        """Yield the links of chains, and slots: a feature that lists structures with a role and a target."""
        for number in sorted(known):
            one = self._cas.structures[number]
            following = one.references.get("next", ())
            if len(following) == 1 and following[0] in known and following[0] != number:
                label = _text(one.values.get("referenceRelation", "")) or short_name(one.type)
                yield Relation(0, self._number, label, "", number, following[0])
            for name in one.references:
                for role, target in self._slots(one, name):
                    if target in known:
                        yield Relation(0, self._number, role or name, "", number, target)

    def _slots(self, one: Structure, name: str) -> list[tuple[str, int]]:
        linked = [self._cas.structures.get(number) for number in one.references[name]]
        return [
            (_text(link.values.get("role", "")), link.references["target"][0])
            for link in linked
            if link is not None and link.begin is None and link.references.get("target")
        ]

    # --- the document

    def _document(self) -> Document:
        own = next((one for one in self._cas.structures.values() if one.type == DOCUMENT), None)
        origin = Origin(self._path.name)
        if own is not None:
            metadata = self._json(own, _text(own.values.get("metadata", "") or "{}"))
            title, author, day, source, url = (
                _text(own.values.get(name, "")) for name in ("title", "author", "date", "source", "url")
            )
            return Document(self._number, self._cas.text, title, author, day, source, url, metadata, origin)
        others = [one.values for one in self._cas.structures.values() if one.type.endswith(".DocumentMetaData")]
        title = _text(others[0].get("documentTitle", "")) if others else ""
        return Document(self._number, self._cas.text, title or title_of_file(self._path), origin=origin)

    def _labels(self) -> Iterator[DocumentLabel]:
        for one in self._cas.structures.values():
            if one.type == DOCUMENT_LABEL and _text(one.values.get("label", "")):
                label, annotator = _text(one.values["label"]), _text(one.values.get("annotator", ""))
                yield DocumentLabel(one.number, self._number, label, annotator)

    def _notes(self) -> Iterator[Note]:
        for one in self._cas.structures.values():
            if one.type == NOTE:
                annotator, text = _text(one.values.get("annotator", "")), _text(one.values.get("text", ""))
                yield Note(one.number, self._number, annotator, text)

    # --- faults

    def _json(self, one: Structure, content: str) -> Mapping[str, object]:
        line = content.encode()
        try:
            found = json_object(line)
            check_json_value(found, line)
        except FormatError as error:
            raise self._fault(one, error.reason) from error
        return found

    def _fault(self, one: Structure, reason: str) -> FormatError:
        return FormatError(f"{short_name(one.type)}, number {one.number}: {reason}", path=self._path, line=one.line)

    def _skipped(self, message: str, line: int | None = None) -> None:
        self._report.add(Outcome.SKIPPED, message, path=self._path, line=line)


def _text(content: Simple) -> str:
    return ", ".join(content) if isinstance(content, tuple) else content if isinstance(content, str) else str(content)
