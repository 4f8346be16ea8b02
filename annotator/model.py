"""The values: articles, labels and annotations. All offsets are code points, 0-based, end-exclusive.

Values are never changed in place; `dataclasses.replace` makes a changed copy. They are frozen for
the type checker and ordinary at run time: a frozen dataclass of nine fields costs five times as
much to make as an ordinary one, and an import makes hundreds of thousands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from enum import StrEnum

from annotator.value import value as value  # noqa: PLC0414 - Whoever makes values has it from here.

AttributeValue = str | bool | int | float | tuple[str, ...]
Attributes = tuple[tuple[str, AttributeValue], ...]
"""Names and values, sorted by name: a tuple, so that the values that hold it can be hashed."""

Piece = tuple[int, int]


class Kind(StrEnum):
    """What a label is for."""

    SPAN = "span"
    RELATION = "relation"
    DOCUMENT = "document"


class AttributeKind(StrEnum):
    """What the values of an attribute are."""

    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    TEXT = "text"
    LINK = "link"
    """The id of an entry in a knowledge base."""


class Status(StrEnum):
    """How far one annotator is with one document."""

    TODO = "todo"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SKIPPED = "skipped"


@value
class Attribute:
    """One thing that is to be said about each span of a label.

    `choices` are for the kinds that choose. `default` is what a new span gets, a tuple of texts where several
    can be chosen; None for nothing. `address` is what stands before the ids of a knowledge base on the web.
    """

    name: str
    kind: AttributeKind = AttributeKind.CHOICE
    choices: tuple[str, ...] = ()
    default: AttributeValue | None = None
    address: str = ""


@value
class Label:
    """One name in the scheme. Names are unique within a kind.

    `color` is `#rrggbb`. `key` is a key sequence as Qt writes it, or empty. `parent` is the name of
    a label of the same kind, or empty. `rev` counts the row's changes in the store.

    `sources` and `targets` are the names of the labels for spans that a relation may lead from and to, with those
    below them; empty for any. A `symmetric` relation leads both ways. `attributes` are those of spans of this label
    and of the labels below it. Of the labels directly below one with `one_below`, a document has one at most.
    Spans of this label may lie inside those of the labels in `nests_in`, and of those below them, though either may
    not overlap others.
    """

    id: int
    name: str
    kind: Kind = Kind.SPAN
    color: str = "#b9a9f2"
    key: str = ""
    parent: str = ""
    description: str = ""
    position: int = 0
    snaps_to_words: bool = False
    may_overlap: bool = True
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    symmetric: bool = False
    attributes: tuple[Attribute, ...] = ()
    one_below: bool = False
    nests_in: tuple[str, ...] = ()
    rev: int = field(default=0, compare=False)


@value
class Scheme:
    """The project's labels, in the order in which they are shown."""

    labels: tuple[Label, ...] = ()

    def of_kind(self, kind: Kind) -> tuple[Label, ...]:
        """Return the labels for spans, for relations or for documents."""
        return tuple(label for label in self.labels if label.kind == kind)

    def find(self, name: str, kind: Kind = Kind.SPAN) -> Label | None:
        """Return the label of that name, if the scheme has one."""
        return next((label for label in self.labels if label.name == name and label.kind == kind), None)

    def upward(self, name: str, kind: Kind = Kind.SPAN) -> Iterator[Label]:
        """Yield the label of that name and those above it, the nearest first."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            label = self.find(name, kind)
            if label is None:
                return
            yield label
            name = label.parent


@value
class Annotator:
    """A person, or an import kept apart. Each has a layer of annotations."""

    id: int
    name: str
    kind: str = "person"
    rev: int = field(default=0, compare=False)


@value
class Removal:
    """What import took out of a text: where it stood in the text as read (code points), verbatim."""

    offset: int
    text: str
    why: str


@value
class Origin:
    """Where a text came from and what import did to it. `sha256` is of the file's bytes, in hex."""

    file: str = ""
    sha256: str = ""
    encoding: str = ""
    changes: tuple[str, ...] = ()
    removals: tuple[Removal, ...] = ()


@value
class Document:
    """One article. `date` is ISO 8601, whole or in part; `metadata` holds every further key.

    `sha256` is of the text in UTF-8, in hex; empty until the store has counted it.
    """

    id: int
    text: str
    title: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    url: str = ""
    metadata: Mapping[str, object] = field(default_factory=dict, hash=False)
    origin: Origin | None = None
    sha256: str = field(default="", compare=False)
    rev: int = field(default=0, compare=False)


@value
class Span:
    """A labelled stretch of a document, of one annotator.

    `start, end` always cover `pieces`, which are sorted, disjoint and not touching, and empty for
    the ordinary contiguous span. `label` and `annotator` are names. `start == end` only in imports.
    """

    id: int
    document: int
    label: str
    annotator: str
    start: int
    end: int
    pieces: tuple[Piece, ...] = ()
    attributes: Attributes = ()
    note: str = ""
    rev: int = field(default=0, compare=False)


@value
class Relation:
    """A labelled, directed link between two spans of one layer, named by their ids."""

    id: int
    document: int
    label: str
    annotator: str
    source: int
    target: int
    attributes: Attributes = ()
    note: str = ""
    rev: int = field(default=0, compare=False)


@value
class DocumentLabel:
    """A label that one annotator gave to a whole document."""

    id: int
    document: int
    label: str
    annotator: str
    rev: int = field(default=0, compare=False)


@value
class Note:
    """What one annotator wrote about a document."""

    id: int
    document: int
    annotator: str
    text: str
    rev: int = field(default=0, compare=False)


@value
class Progress:
    """How far one annotator is with one document, and whether it is flagged."""

    id: int
    document: int
    annotator: str
    status: Status = Status.TODO
    flagged: bool = False
    note: str = ""
    rev: int = field(default=0, compare=False)


@value
class Place:
    """Where a document stands in the project's own order, if not where its id says: no two have the same position."""

    id: int
    document: int
    position: int
    rev: int = field(default=0, compare=False)


@value
class Verdict:
    """What one annotator decided about a suggestion: the stretch, the label and the engine as they were offered.

    No annotation, and no part of an annotated document: it never gets into a dataset.
    """

    id: int
    document: int
    start: int
    end: int
    label: str
    engine: str
    annotator: str
    accepted: bool
    rev: int = field(default=0, compare=False)


Annotation = Span | Relation | DocumentLabel | Note
Value = Document | Label | Annotator | Annotation | Progress | Place | Verdict


@value
class AnnotatedDocument:
    """A document with its annotations: what formats read and write.

    Spans are sorted by start, then longest first, then id; the rest by id. Spans are a tuple, or
    the `SpansInOrder` of a document that is being labelled.
    """

    document: Document
    spans: Sequence[Span] = ()
    relations: tuple[Relation, ...] = ()
    document_labels: tuple[DocumentLabel, ...] = ()
    notes: tuple[Note, ...] = ()
    progress: tuple[Progress, ...] = ()

    @property
    def text(self) -> str:
        """Return the text that the offsets of the annotations count in."""
        return self.document.text

    def annotations(self) -> Iterator[Annotation]:
        """Yield every annotation."""
        yield from self.spans
        yield from self.relations
        yield from self.document_labels
        yield from self.notes


def reading_order(span: Span) -> tuple[int, int, int]:
    """Return the key that sorts spans: by start, the longest first, then by id."""
    return (span.start, -span.end, span.id)


def quote(text: str, span: Span, *, joint: str = " ") -> str:
    """Return what the span quotes; the pieces of a discontinuous one are joined by `joint`."""
    return joint.join(text[start:end] for start, end in span.pieces or ((span.start, span.end),))
