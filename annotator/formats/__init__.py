"""The formats: one module each, which ends in `register(...)`. This module holds the registry.

A format reads a file (or a folder) into annotated documents and writes them. It knows neither the
store nor the window; `annotator.transfer` joins them. All offsets that cross this border are code
points; a format whose files count otherwise converts with `annotator.offsets`.
"""

import importlib
import pkgutil
from abc import ABC
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import ClassVar

from annotator.bio import Keep
from annotator.dateline import LINES_LOOKED_AT
from annotator.errors import FormatError, FormatUnknownError
from annotator.model import AnnotatedDocument, Scheme, value
from annotator.report import Notice, Outcome, Report
from annotator.tokenised import BLANKS, TOKENS, WORDS
from annotator.translation import mark
from annotator.uima import NAMED_ENTITY, RELATION


class Feature(StrEnum):
    """What a format can carry besides texts with flat, contiguous, labelled spans."""

    NESTED = "nested"
    OVERLAPPING = "overlapping"
    DISCONTINUOUS = "discontinuous"
    ZERO_LENGTH = "zero length"
    RELATIONS = "relations"
    ATTRIBUTES = "attributes"
    NOTES = "notes"
    DOCUMENT_LABELS = "document labels"
    METADATA = "metadata"
    ANNOTATORS = "annotators"
    STATUS = "status"
    SCHEME = "scheme"
    IDS = "ids"
    EXACT_TEXT = "exact text"
    """The text as it is, with every blank: not in formats that are made of words."""
    INSIDE_WORDS = "borders inside words"


class Way(StrEnum):
    """What an option is for."""

    BOTH = "both"
    READING = "reading"
    WRITING = "writing"


@value
class Option:
    """A choice that a reader, a writer or both offer; on the command line `--option name=value`."""

    name: str
    title: str
    default: str
    choices: tuple[str, ...] = ()
    way: Way = Way.BOTH


# What several formats let one choose.
OVERLAPS = Option(
    "overlaps",
    mark("formats", "Of spans that overlap, write the longest or the shortest"),
    Keep.LONGEST,
    tuple(Keep),
    Way.WRITING,
)
WORDS_OR_BLANKS = Option(
    TOKENS,
    mark(
        "formats", "Write Annotator's words, or what stands between blanks; articles that came as tokens keep their own"
    ),
    WORDS,
    (WORDS, BLANKS),
    Way.WRITING,
)
SPAN_TYPE = Option(
    "layer",
    mark("formats", "The type of the spans that are written, whose feature “value” is the label"),
    NAMED_ENTITY,
    way=Way.WRITING,
)
RELATION_TYPE = Option(
    "relation",
    mark("formats", "The type of the relations that are written, whose feature “label” is the label"),
    RELATION,
    way=Way.WRITING,
)
ENCODING = Option(
    "encoding",
    mark("formats", "The encoding of files that are not in UTF-8 or UTF-16, such as windows-1252"),
    "",
    way=Way.READING,
)
"""For formats of texts that are read whole: what is in another encoding is refused until it is named."""

KEEP = Option(
    "keep",
    mark(
        "formats",
        "Lines of date, byline and source that stay in the text: all, or their numbers from the top, such as 1,2",
    ),
    "",
    way=Way.READING,
)
"""For formats of articles. A line that stays says nothing about the article either."""

Options = Mapping[str, str]
"""Every option of the format by name: what the user chose, else the default."""


@dataclass(slots=True)
class Reading:
    """What a reader found.

    `scheme` holds what is known before the first document: labels that come up later are met in the
    spans. `documents` is read from the file as it is iterated; it raises
    `FormatError`. Ids are local to one document (for relations) unless `keeps_ids`.
    An empty `annotator` in an annotation means that the format names none.
    """

    scheme: Scheme
    documents: Iterator[AnnotatedDocument]
    keeps_ids: bool = False


class Format(ABC):
    """One format. A reader or a writer that does not exist is not overridden: see `reads`, `writes`."""

    name: ClassVar[str]
    title: ClassVar[str]
    """What it is called for the user; marked for translation in the context "formats"."""
    suffixes: ClassVar[tuple[str, ...]]
    folder: ClassVar[bool] = False
    """Whether a dataset is a folder of files rather than one file."""
    carries: ClassVar[frozenset[Feature]] = frozenset()
    options: ClassVar[tuple[Option, ...]] = ()

    @property
    def reads(self) -> bool:
        """Return whether the format has a reader."""
        return type(self).read is not Format.read

    @property
    def writes(self) -> bool:
        """Return whether the format has a writer."""
        return type(self).write is not Format.write

    @property
    def writes_labels(self) -> bool:
        """Return whether the format has files of its own for labels."""
        return type(self).label_files is not Format.label_files

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure the format is, 0 to 1, that `path`, whose first bytes are `head`, is its own."""
        return 0.1 if path.suffix.lower() in self.suffixes else 0.0

    def partners(self, path: Path) -> tuple[Path, ...]:
        """Return the files beside `path`, there or not, that are read with it when it is named."""
        return ()

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read `path`. Repairs go to `report`; what cannot be read raises `FormatError`."""
        raise FormatError(f"The format {self.name} can only be written.", path=path)

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield one notice for each thing in `document` that writing would lose."""
        yield from losses_by_feature(document, self.carries)

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back a written document gives, but for annotators, ids and metadata."""
        return carried_by_feature(document, self.carries)

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write to `path`, which does not exist. The same documents give the same bytes."""
        raise FormatError(f"The format {self.name} can only be read.", path=path)

    def label_files(self, scheme: Scheme) -> Mapping[str, bytes]:
        """Return the format's own files of labels by their names, for a program that takes them apart from the texts.

        None here: most formats name labels where they are used.
        """
        return {}


def losses_by_feature(document: AnnotatedDocument, carries: frozenset[Feature]) -> Iterator[Notice]:
    """Yield what a format that carries just these features loses, span by span."""
    title = document.document.title or str(document.document.id)

    def lost(message: str, start: int | None = None, end: int | None = None) -> Notice:
        return Notice(Outcome.LOST, message, document=title, start=start, end=end)

    for span in document.spans:
        place = (span.start, span.end)
        if span.pieces and Feature.DISCONTINUOUS not in carries:
            yield lost(f"{span.label}: the format has no spans in pieces; it is written whole.", *place)
        if span.start == span.end and Feature.ZERO_LENGTH not in carries:
            yield lost(f"{span.label}: the format has no spans of length zero; it is left out.", *place)
        if span.attributes and Feature.ATTRIBUTES not in carries:
            yield lost(f"{span.label}: its attributes are left out.", *place)
        if span.note and Feature.NOTES not in carries:
            yield lost(f"{span.label}: its note is left out.", *place)
    for relation in document.relations:
        if Feature.RELATIONS not in carries:
            yield lost(f"The relation {relation.label} is left out.")
            continue
        if relation.attributes and Feature.ATTRIBUTES not in carries:
            yield lost(f"The relation {relation.label}: its attributes are left out.")
        if relation.note and Feature.NOTES not in carries:
            yield lost(f"The relation {relation.label}: its note is left out.")
    if Feature.DOCUMENT_LABELS not in carries:
        for label in document.document_labels:
            yield lost(f"The document label {label.label} is left out.")
    if Feature.NOTES not in carries:
        for _ in document.notes:
            yield lost("A note on the document is left out.")
    if Feature.STATUS not in carries:
        for progress in document.progress:
            if progress.flagged or progress.note:
                yield lost("The document's flag and its note are left out.")
    annotators = sorted({annotation.annotator for annotation in document.annotations()})
    if len(annotators) > 1 and Feature.ANNOTATORS not in carries:
        yield lost(f"The annotations of {', '.join(annotators)} are no longer told apart.")
    known = document.document
    if Feature.METADATA not in carries and (known.author or known.date or known.source or known.url or known.metadata):
        yield lost("What is known of the document besides its text is left out: author, date, source and the like.")


def carried_by_feature(document: AnnotatedDocument, carries: frozenset[Feature]) -> AnnotatedDocument:
    """Return the document without what these features have no room for."""
    if all(not (span.pieces or span.attributes or span.note) and span.start < span.end for span in document.spans):
        spans = document.spans
    else:
        spans = tuple(
            replace(
                span,
                pieces=span.pieces if Feature.DISCONTINUOUS in carries else (),
                attributes=span.attributes if Feature.ATTRIBUTES in carries else (),
                note=span.note if Feature.NOTES in carries else "",
            )
            for span in document.spans
            if span.start < span.end or Feature.ZERO_LENGTH in carries
        )
    kept = {span.id for span in spans} if document.relations else set()
    return replace(
        document,
        spans=spans,
        relations=tuple(
            relation
            for relation in document.relations
            if Feature.RELATIONS in carries and {relation.source, relation.target} <= kept
        ),
        document_labels=document.document_labels if Feature.DOCUMENT_LABELS in carries else (),
        notes=document.notes if Feature.NOTES in carries else (),
        progress=document.progress if Feature.STATUS in carries else (),
    )


_formats: dict[str, Format] = {}
"""Filled once, when the modules of this folder are imported: a registry of code, not state."""


def register(format_: Format) -> None:
    """Make a format known under its name. Raises ValueError when the name is taken."""
    if format_.name in _formats:
        raise ValueError(f"two formats are named {format_.name}")
    _formats[format_.name] = format_


@cache
def _import_all() -> None:
    """Import them once: to look for entry points takes a millisecond or two, too long for each of 10,000 files."""
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        importlib.import_module(module.name)

    from importlib.metadata import entry_points

    for entry in entry_points(group="annotator.formats"):
        entry.load()


def all_formats() -> tuple[Format, ...]:
    """Return every format, those of the entry points `annotator.formats` too, sorted by name."""
    _import_all()
    return tuple(_formats[name] for name in sorted(_formats))


def find_format(name: str) -> Format:
    """Return the format of that name; raises FormatError that lists the names there are."""
    formats = {format_.name: format_ for format_ in all_formats()}
    if name not in formats:
        raise FormatError(f"There is no format named {name}. There are: {', '.join(formats)}.")
    return formats[name]


SNIFFED_BYTES = 64 * 1024


BY_CONTENT = 0.25
"""A format that is so sure of a file has looked into it; less is said of its name alone."""


def sniff_format(path: Path, accept: Callable[[Format], bool] = lambda format_: format_.reads) -> Format:
    """Return the format that is surest of `path`; raises FormatError when none is, OSError when unreadable."""
    return sniffed(path, accept)[0]


def sniffed(path: Path, accept: Callable[[Format], bool] = lambda format_: format_.reads) -> tuple[Format, float]:
    """Return the format that is surest of `path`, and how sure it is, 0 to 1. Raises as `sniff_format` does."""
    head = b""
    if not path.is_dir():
        with path.open("rb") as file:
            head = file.read(SNIFFED_BYTES)
    return sniffed_head(path, head, accept)


def sniffed_head(
    path: Path, head: bytes, accept: Callable[[Format], bool] = lambda format_: format_.reads
) -> tuple[Format, float]:
    """Return the format that is surest of a file by its name and its first bytes, as `sniffed` does."""
    candidates = [(format_.sniff(path, head), format_) for format_ in all_formats() if accept(format_)]
    confidence, best = max(candidates, key=lambda candidate: candidate[0])
    if confidence <= 0:
        raise FormatUnknownError("The file is of no format that can be read.", path=path)
    return best, confidence


def kept_lines(choice: str) -> frozenset[int]:
    """Return the numbers, from 0, that the option KEEP names. Raises FormatError."""
    if choice == "all":
        return frozenset(range(LINES_LOOKED_AT))
    numbers = [number.strip() for number in choice.split(",")] if choice else []
    if not all(number.isdecimal() and int(number) > 0 for number in numbers):
        raise FormatError(f"The option {KEEP.name} takes all, or numbers from 1 on such as 1,2, not {choice}.")
    return frozenset(int(number) - 1 for number in numbers)


def chosen_options(format_: Format, chosen: Mapping[str, str], way: Way = Way.BOTH) -> dict[str, str]:
    """Return every option of the format, chosen or default.

    Raises FormatError on a name or value it does not have, and on a choice for the other way.
    """
    options = {option.name: option.default for option in format_.options}
    for name, choice in chosen.items():
        known = next((option for option in format_.options if option.name == name), None)
        if known is None:
            has = f"It has: {', '.join(options)}." if options else "It has none."
            raise FormatError(f"The format {format_.name} has no option {name}. {has}")
        if known.choices and choice not in known.choices:
            raise FormatError(f"The option {name} takes one of {', '.join(known.choices)}, not {choice}.")
        if choice != known.default and Way.BOTH not in {way, known.way} and way != known.way:
            raise FormatError(f"The option {name} of the format {format_.name} is for {known.way} only. Leave it out.")
        options[name] = choice
    return options
