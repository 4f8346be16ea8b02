"""What a GATE document holds, in whichever way it is written, and how it becomes a document."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from annotator.errors import FormatError
from annotator.model import (
    AnnotatedDocument,
    Attributes,
    AttributeValue,
    Document,
    Origin,
    Relation,
    Span,
    reading_order,
    value,
)
from annotator.report import Outcome, Report

MARKUP_SETS = frozenset({"Original markups"})
"""Sets that say what the markup of the original was; they are read only when they are named."""
DEFAULT = "default"
"""How the set without a name is named in an option."""
LINGUISTIC_TYPES = frozenset({"Token", "SpaceToken", "Sentence", "Split", "Lookup", "DEFAULT_TOKEN", "paragraph"})
"""Types that say something of words and sentences; they are read only when they are named."""
TITLES = ("title", "Title", "gate.Title")
URL = "gate.SourceURL"


@value
class GateAnnotation:
    """An annotation: its number, its set, its type, and its place in code points."""

    number: int
    set: str
    type: str
    start: int
    end: int
    features: Mapping[str, AttributeValue] = field(hash=False)


@value
class GateRelation:
    """A relation between annotations of a set, by their numbers."""

    set: str
    type: str
    members: tuple[int, ...]
    line: int | None = None


@value
class GateDocument:
    """A text, what is said of it as a whole, and its annotations."""

    text: str
    features: Mapping[str, object] = field(hash=False)
    annotations: Sequence[GateAnnotation] = ()
    relations: Sequence[GateRelation] = ()
    name: str = ""


@value
class Chosen:
    """The sets and types that are read; none named: all but those of the markup and of words."""

    sets: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()

    def reads_set(self, name: str) -> bool:
        """Return whether a set is read."""
        return (name or DEFAULT) in self.sets if self.sets else name not in MARKUP_SETS

    def reads_type(self, name: str) -> bool:
        """Return whether a type is read."""
        return name in self.types if self.types else name not in LINGUISTIC_TYPES


def annotated(found: GateDocument, path: Path, chosen: Chosen, report: Report) -> AnnotatedDocument:
    """Return the document; a set is the layer of an annotator of that name."""
    if "\0" in found.text:
        raise FormatError("The text holds the character NUL, which no text may hold. Remove it.", path=path)
    passed_over: Counter[str] = Counter()
    spans: list[Span] = []
    numbers: dict[tuple[str, int], Span] = {}
    for one in found.annotations:
        if not chosen.reads_set(one.set):
            passed_over[f"the set {one.set}"] += 1
        elif not chosen.reads_type(one.type):
            passed_over[f"the type {one.type}"] += 1
        else:
            number = len(spans) + 1
            span = Span(number, 1, one.type, one.set, one.start, one.end, (), _attributes(one.features))
            numbers[one.set, one.number] = span
            spans.append(span)
    for what, count in sorted(passed_over.items()):
        message = f"Not read: {what}, {count:,} annotations. The options sets and types name what is."
        report.add(Outcome.SKIPPED, message, path=path)
    return AnnotatedDocument(
        _document(found, path),
        tuple(sorted(spans, key=reading_order)),
        tuple(_relations(found, numbers, path, report)),
    )


def _attributes(features: Mapping[str, AttributeValue]) -> Attributes:
    return tuple(sorted((name, content) for name, content in features.items() if name and content not in {"", ()}))


def _document(found: GateDocument, path: Path) -> Document:
    metadata = dict(found.features)
    title = next((str(metadata.pop(name)) for name in TITLES if isinstance(metadata.get(name), str)), "")
    url = metadata.get(URL)
    address = url if isinstance(url, str) and url.startswith(("http://", "https://")) else ""
    if address:
        del metadata[URL]
    title = title or found.name or path.stem
    return Document(1, found.text, title, url=address, metadata=metadata, origin=Origin(path.name))


def _relations(
    found: GateDocument, spans: Mapping[tuple[str, int], Span], path: Path, report: Report
) -> Iterator[Relation]:
    number = len(spans)
    for one in found.relations:
        members = [spans.get((one.set, member)) for member in one.members]
        if len(members) != 2 or None in members:
            message = f"The relation {one.type} does not join two annotations that were read; it was left out."
            report.add(Outcome.SKIPPED, message, path=path, line=one.line)
            continue
        source, target = (member.id for member in members if member is not None)
        number += 1
        yield Relation(number, 1, one.type, one.set, source, target)
