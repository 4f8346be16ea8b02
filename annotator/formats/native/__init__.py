"""The native format: JSON Lines with everything that a project knows. Specified in docs/native-format.md.

The first line names the format, its version and the scheme; each further line is one document.
Ids are strings, offsets code points.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.files import at_line, created
from annotator.files.json_lines import json_line, json_lines
from annotator.formats import Feature, Format, Options, Reading, register
from annotator.formats.native.fields import Row
from annotator.formats.native.reading import VERSION, read_document, read_scheme
from annotator.formats.native.writing import document_row, scheme_rows
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Report
from annotator.translation import mark

HEADER = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"annotator"')


class NativeFormat(Format):
    """Everything, in a file that people and `diff` can read."""

    name = "native"
    title = mark("formats", "Annotator's own JSON Lines: everything, without loss")
    suffixes = (".jsonl",)
    carries = frozenset(Feature)

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for the header, which is the first line."""
        return 1.0 if HEADER.match(head) else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a file of this version or an older one."""
        lines = json_lines(path)
        number, _, header = next(lines)
        with at_line(path, number):
            scheme = read_scheme(header)
        return Reading(scheme, _documents(lines, path), keeps_ids=True)

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write the header, then a line for each document in their order."""
        with created(path) as file:
            header: Row = {"format": "annotator", "version": VERSION, "scheme": scheme_rows(scheme)}
            file.write(json_line(header, "The scheme"))
            for document in documents:
                file.write(json_line(document_row(document), document.document.title or str(document.document.id)))


def _documents(lines: Iterator[tuple[int, bytes, Row]], path: Path) -> Iterator[AnnotatedDocument]:
    for number, line, row in lines:
        with at_line(path, number):
            document = read_document(row, line)
        yield document


register(NativeFormat())
