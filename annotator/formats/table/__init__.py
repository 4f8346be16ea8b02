"""Tables: CSV and its kin (`table`), and workbooks (`xlsx`). Specified in docs/table.md.

Read is any table with a column of texts: a row a document, whose label is the document's and whose further columns
are metadata; or, with columns for start, end and label, a row a span. Written is the second kind: a row for each
document with its text, below it one for each span, label and note.
"""

import codecs
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from annotator.errors import FormatError
from annotator.files import at_line, created
from annotator.files.encodings import marked_encoding
from annotator.formats import ENCODING, Format, Option, Options, Reading, Way, register
from annotator.formats.table import delimited, workbook
from annotator.formats.table.columns import (
    END,
    START,
    found_columns,
    numbered,
    written_heading,
)
from annotator.formats.table.reading import Line, TableReader
from annotator.formats.table.writing import FEATURES, Row, carried, document_rows, losses
from annotator.model import AnnotatedDocument, Scheme
from annotator.report import Notice, Report
from annotator.translation import mark

YES, NO = "yes", "no"
OPTIONS = (
    Option(
        "text",
        mark("formats", "The column of the text; read are text, content, body, article or sentence when none is named"),
        "",
    ),
    Option("label", mark("formats", "The column of the label; read are label or labels when none is named"), ""),
    Option("title", mark("formats", "The column of the title; else guessed"), "", way=Way.READING),
    Option("author", mark("formats", "The column of the author; else guessed"), "", way=Way.READING),
    Option("date", mark("formats", "The column of the date; else guessed"), "", way=Way.READING),
    Option("source", mark("formats", "The column of the source; else guessed"), "", way=Way.READING),
    Option(
        "metadata",
        mark("formats", "The columns that become metadata, with commas between; all when none is named"),
        "",
        way=Way.READING,
    ),
    Option(
        "several",
        mark("formats", "What stands between the labels of a document in one cell, such as ;"),
        "",
        way=Way.READING,
    ),
    Option(
        "header",
        mark("formats", "Whether the first row has the names of the columns; else their numbers are their names"),
        YES,
        (YES, NO),
        Way.READING,
    ),
)


class Table(Format):
    """What tables of any kind have in common."""

    carries = FEATURES

    def losses(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> Iterator[Notice]:
        """Yield what is lost: relations, above all."""
        return losses(document)

    def carried(self, document: AnnotatedDocument, scheme: Scheme, options: Options) -> AnnotatedDocument:
        """Return what reading back gives."""
        return carried(document)


class DelimitedFormat(Table):
    """Tables as text."""

    name = "table"
    title = mark("formats", "Table: CSV, TSV, a row a document or a row a span")
    suffixes = (".csv", ".tsv", ".tab")
    options = (
        *OPTIONS,
        Option(
            "delimiter",
            mark("formats", "What stands between cells; read is what fits, written a comma, or a tab in .tsv"),
            delimited.AUTO,
            (delimited.AUTO, *delimited.DELIMITERS),
        ),
        Option(
            "mark",
            mark("formats", "Begin the file with a byte order mark, without which Excel takes it for another encoding"),
            NO,
            (NO, YES),
            Way.WRITING,
        ),
        ENCODING,
    )

    def sniff(self, path: Path, head: bytes) -> float:
        """Look at the heading: ours, or one with a column for the text."""
        byte_mark, encoding = marked_encoding(head)
        line = head[len(byte_mark) :].decode(encoding.removesuffix("-sig") or "utf-8", errors="replace").split("\n")[0]
        delimiter = delimited.likely_delimiter(line + "\n", _has_text)
        names = {name.strip(' "\r') for name in line.split(delimiter)}
        if {START, END, "quote", "annotator", "pieces", "attributes"} <= names:
            return 1.0
        if path.suffix.lower() in self.suffixes:
            return 0.5 if _has_text(list(names)) and len(names) > 1 else 0.2
        return 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read a table in any encoding that says what it is, or is named."""
        lines = delimited.read_rows(path, options["delimiter"], options[ENCODING.name], _knows(options))
        return Reading(Scheme(), _documents(lines, path, options, report))

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write the rows of the documents in their order. Raises FormatError when there is none."""
        heading = written_heading(options, continued=False)
        with created(path) as file:
            if options["mark"] == YES:
                file.write(codecs.BOM_UTF8)
            rows = _rows(documents, heading, path, part=0)
            delimited.write_rows(rows, list(heading), delimited.written_delimiter(options["delimiter"], path), file)


class WorkbookFormat(Table):
    """Tables as workbooks."""

    name = "xlsx"
    title = mark("formats", "Excel workbook (.xlsx), a row a document or a row a span")
    suffixes = (".xlsx", ".xlsm")
    options = (
        *OPTIONS,
        Option(
            "sheet", mark("formats", "The sheet that is read; the first one when none is named"), "", way=Way.READING
        ),
    )

    def sniff(self, path: Path, head: bytes) -> float:
        """Look for a zip file with the parts of a workbook."""
        if not head.startswith(b"PK\3\4"):
            return 0.05 if path.suffix.lower() in self.suffixes else 0.0
        return 0.9 if b"xl/" in head else 0.5 if path.suffix.lower() in self.suffixes else 0.0

    def read(self, path: Path, options: Options, report: Report) -> Reading:
        """Read one sheet."""
        return Reading(Scheme(), _documents(workbook.read_rows(path, options["sheet"]), path, options, report))

    def write(
        self, documents: Iterable[AnnotatedDocument], scheme: Scheme, path: Path, options: Options, report: Report
    ) -> None:
        """Write one sheet; a text that is longer than a cell goes on in the rows below. Raises FormatError."""
        heading = written_heading(options, continued=True)
        with created(path) as file:
            workbook.write_rows(_rows(documents, heading, path, part=workbook.TEXT_PART), list(heading), file)


def _has_text(names: Sequence[str]) -> bool:
    return _finds(names, {"text": "", "label": "", "metadata": ""})


def _knows(options: Options) -> Callable[[Sequence[str]], bool]:
    return lambda names: options["header"] == NO or _finds(names, options)


def _finds(names: Sequence[str], options: Options) -> bool:
    try:
        found_columns(names, options)
    except FormatError:
        return False
    return True


def _documents(lines: Iterator[Line], path: Path, options: Options, report: Report) -> Iterator[AnnotatedDocument]:
    line, first = next(lines, (1, ()))
    if not first:
        raise FormatError("The table is empty. Check that it is the right one.", path=path)
    heading = ["" if cell is None else str(cell) for cell in first]
    if options["header"] == NO:
        heading, lines = numbered(len(first)), chain([(line, first)], lines)
    with at_line(path, line):
        columns = found_columns(heading, options)
    yield from TableReader(path, columns, report, options["several"]).documents(_checked(lines, columns.width, path))


def _checked(lines: Iterator[Line], width: int, path: Path) -> Iterator[Line]:
    """Pass the rows on. Raises FormatError on one that is wider than the heading."""
    for line, cells in lines:
        if len(cells) > width and any(cell not in {None, ""} for cell in cells[width:]):
            raise FormatError(
                f"The row has {len(cells)} cells, and the heading {width}. Is something else than what was taken for "
                "it between the cells? Name it by the option delimiter.",
                path=path,
                line=line,
            )
        yield line, cells


def _rows(documents: Iterable[AnnotatedDocument], heading: dict[str, str], path: Path, *, part: int) -> Iterator[Row]:
    """Yield the heading and the rows of all documents. Raises FormatError when there is none."""
    yield dict(heading)
    number = 0
    for number, document in enumerate(documents, 1):
        yield from document_rows(document, number, part)
    if number == 0:
        raise FormatError("There is no document to write.", path=path)


register(DelimitedFormat())
register(WorkbookFormat())
