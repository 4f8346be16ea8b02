"""The proof of an export: what reads back from the file is what was written to it."""

import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import orjson

from annotator.errors import CancelledError, FormatError
from annotator.formats import Feature, Format, Options
from annotator.model import AnnotatedDocument, Scheme, Span
from annotator.report import Report
from annotator.translation import mark


class Proof:
    """Remembers what was written, four bytes a document, and compares what reads back."""

    def __init__(self, format_: Format, scheme: Scheme, options: Options) -> None:
        self._format = format_
        self._scheme = scheme
        self._options = options
        self._written = array("I")
        self.spans = self.relations = 0
        """How many of each are in what was written."""

    def watch(self, documents: Iterable[AnnotatedDocument]) -> Iterator[AnnotatedDocument]:
        """Pass documents on to the writer and remember what of them the format carries."""
        for document in documents:
            carried = self._format.carried(document, self._scheme, self._options)
            self._written.append(fingerprint(carried, self._format.carries))
            self.spans += len(carried.spans)
            self.relations += len(carried.relations)
            yield document

    @property
    def documents(self) -> int:
        """Return how many documents were written."""
        return len(self._written)

    def check(self, path: Path, *, cancelled: Callable[[], bool]) -> None:
        """Read the file back. Raises FormatError when a document is not what was written."""
        number = 0
        for number, document in enumerate(self._format.read(path, self._options, Report()).documents, 1):
            if number > len(self._written) or fingerprint(document, self._format.carries) != self._written[number - 1]:
                raise FormatError(
                    f"The export failed its proof: document {number}, “{document.document.title}”, does not read "
                    "back as it was written. Nothing was exported. Please report this with the document."
                )
            if cancelled():
                raise CancelledError(mark("errors", "The export was stopped. Nothing was written."))
        if number != len(self._written):
            raise FormatError(
                f"The export failed its proof: {len(self._written)} documents were written, {number} read back. "
                "Nothing was exported. Please report this."
            )


def fingerprint(document: AnnotatedDocument, carries: frozenset[Feature]) -> int:
    """Return the CRC-32 of everything in a document that a format with these features keeps.

    Spans count as a set; a relation names its spans by their places in reading order.
    """
    known = document.document
    who = Feature.ANNOTATORS in carries
    told: list[object] = [document.text, sorted(_span(span, carries) for span in document.spans)]
    if Feature.METADATA in carries:
        told += [known.title, known.author, known.date, known.source, known.url, known.metadata]
    if Feature.IDS in carries:
        told += [known.id, known.origin]
    if document.relations:
        told.append(_relations(document, who=who))
    if document.document_labels:
        told.append(sorted((label.annotator if who else "", label.label) for label in document.document_labels))
    if document.notes:
        told.append(sorted((note.annotator if who else "", note.text) for note in document.notes))
    if document.progress:
        told.append(sorted((p.annotator, p.status, p.flagged, p.note) for p in document.progress))
    return zlib.crc32(orjson.dumps(told, option=orjson.OPT_SORT_KEYS))


def _span(span: Span, carries: frozenset[Feature]) -> tuple[int, int, str, str, int, str]:
    more = ""
    if span.pieces or span.attributes or span.note:
        more = orjson.dumps((span.pieces, span.attributes, span.note)).decode()
    who = span.annotator if Feature.ANNOTATORS in carries else ""
    return (span.start, span.end, span.label, who, span.id if Feature.IDS in carries else 0, more)


def _relations(document: AnnotatedDocument, *, who: bool) -> list[object]:
    places = {span.id: (span.start, span.end, span.label) for span in document.spans}
    told: list[tuple[object, ...]] = sorted(
        (
            places[relation.source],
            places[relation.target],
            relation.label,
            relation.annotator if who else "",
            orjson.dumps((relation.attributes, relation.note)).decode(),
        )
        for relation in document.relations
    )
    return list(told)
