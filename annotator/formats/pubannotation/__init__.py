"""PubAnnotation's JSON: a text with denotations, relations and attributes. Specified in docs/pubannotation.md.

https://www.pubannotation.org/docs/annotation-format/. One document is an object, several are an array; lines of objects
are read too. Offsets are code points.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import orjson

from annotator.files import created
from annotator.files.json_documents import documents_of
from annotator.files.json_lines import json_array, json_line
from annotator.files.json_values import json_values
from annotator.formats import Format, Option, Options, Reading, Way, register
from annotator.formats.pubannotation.reading import UNLABELLED, DocumentReader
from annotator.formats.pubannotation.types import scheme_of
from annotator.formats.pubannotation.writing import FEATURES, carried, document_row, losses
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Notice, Outcome, Report
from annotator.translation import mark

NULL = f"denotations and relations have null for a label; it became “{UNLABELLED}”"
REFUSE, SKIP = "refuse", "skip"
OURS = re.compile(rb'[\[\s]*\{(?:"project":"(?:[^"\\]|\\.)*",)?"(?:denotations|tracks)":\[')
THEIRS = re.compile(rb'"(?:denotations|tracks|catanns)"\s*:\s*\[')


class PubAnnotationFormat(Format):
    """What PubAnnotation and TextAE read and write."""

    name = "pubannotation"
    title = mark("formats", "PubAnnotation JSON")
    suffixes = (".json",)
    carries = FEATURES
    options = (
        Option(
            "broken",
            mark("formats", "Documents that cannot be read: refuse the file, or skip and list them"),
            REFUSE,
            (REFUSE, SKIP),
            Way.READING,
        ),
    )

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for denotations; a text in an object by itself may be one without any."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if not start.startswith((b"[", b"{")):
            return 0.0
        if OURS.match(start) or (THEIRS.search(start) and b'"text"' in start):
            return 0.9
        try:
            row = orjson.loads(start)
        except orjson.JSONDecodeError:
            return 0.0
        known = isinstance(row, dict) and isinstance(row.get("text"), str)
        return (0.85 if "blocks" in row else 0.2) if known else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a file. The labels that the first document's configuration lists are the scheme."""
        values = json_values(path)
        first = next(values, None)
        reader = DocumentReader(report, path)
        rows = chain([] if first is None else [first], values)
        documents = _documents(path, rows, reader, skips=options["broken"] == SKIP)
        return Reading(scheme_of(first[1]) if first else Scheme(), documents)

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield what is lost, span by span."""
        return losses(document)

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back gives."""
        return carried(document)

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write the document, or an array of them with each on a line of its own."""
        lines = (json_line(document_row(one), one.document.title or "A document") for one in documents)
        first = list(islice(lines, 2))
        with created(path) as file:
            file.writelines(first if len(first) == 1 else json_array(chain(first, lines)))


def _documents(
    path: Path, rows: Iterable[tuple[int, Any]], reader: DocumentReader, *, skips: bool
) -> Iterator[AnnotatedDocument]:
    refused = reader.report if skips else None
    yield from documents_of(rows, reader.document, path=path, what="Document", refused=refused)
    for count, what in ((reader.blocks, "blocks were read as spans"), (reader.unlabelled, NULL)):
        if count:
            reader.report.add(Outcome.NOTED, f"{count:,} {what}.", path=path)


register(PubAnnotationFormat())
