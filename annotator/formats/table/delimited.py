"""Tables as text: cells between commas, semicolons, tabs or bars, quoted as in RFC 4180.

A cell that begins like a formula would be run by a spreadsheet: it is written behind an apostrophe, which reading
takes away. So is one that begins with apostrophes and then like a formula: each cell comes back as it was.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from annotator.errors import FormatError
from annotator.files import LINE_LIMIT
from annotator.files.text_lines import raw_lines
from annotator.formats.table.reading import Line
from annotator.formats.table.writing import Row

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
AUTO = "auto"
DELIMITERS_LIMIT = 2_000_000
"""In a row, those in its texts too: far more than the columns that are allowed."""
_SIGNS = "=+-@\t\r\n＝＋－＠"
"""How a formula may begin; where one writes in Japanese or Chinese, spreadsheets take the wide signs for the others."""
_FORMULA = re.compile(f"'*[{re.escape(_SIGNS)}]")
_SUSPECT = frozenset(f"'{_SIGNS}")
"""How a cell may begin that has to be looked at."""
_ESCAPED = re.compile(f"'+[{re.escape(_SIGNS)}]")
_HINT = re.compile(r'"?sep=(.)"?\r?\n')
"""The line by which Excel is told, and tells, what stands between cells."""


def written_delimiter(choice: str, path: Path) -> str:
    """Return what is written between cells."""
    if choice == AUTO:
        return "\t" if path.suffix.lower() in {".tsv", ".tab"} else ","
    return DELIMITERS[choice]


def write_rows(rows: Iterable[Row], columns: Sequence[str], delimiter: str, file: BinaryIO) -> None:
    """Write rows with their cells in the order of the columns; lines end in CR LF."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    try:
        for row in rows:
            cells = [row.get(name, "") for name in columns]
            writer.writerow(
                [cell if isinstance(cell, int) or cell[:1] not in _SUSPECT else _escaped(cell) for cell in cells]
            )
    finally:
        text.detach()


def _escaped(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def read_rows(path: Path, choice: str, encoding: str, knows: Callable[[Sequence[str]], bool]) -> Iterator[Line]:
    """Yield the rows, the heading first, each with the line it begins in; blank lines are passed over.

    `knows` says whether a heading has the columns that are wanted: it decides what stands between cells, when nobody
    says. Raises FormatError on quotation marks that do not close, and as `raw_lines`.
    """
    csv.field_size_limit(LINE_LIMIT)  # One for the whole program; only this reader has cells.
    lines = raw_lines(path, encoding=encoding)
    number, first = next(lines, (1, ""))
    delimiter = DELIMITERS.get(choice, "")
    if hint := _HINT.fullmatch(first):
        delimiter = delimiter or hint[1]
        number, first = next(lines, (number, ""))
    delimiter = delimiter or likely_delimiter(first, knows)
    before = number - 1
    rows = _Lines(first, lines, delimiter)
    reader = csv.reader(rows, delimiter=delimiter, strict=True)
    while True:
        line = before + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise FormatError(
                f"The row cannot be told into cells: {error}. A quotation mark inside a cell must be doubled, and the "
                "cell be quoted.",
                path=path,
                line=line,
            ) from error
        if cells is None:
            return
        rows.delimiters = 0
        if any(cells):
            yield line, [cell[1:] if cell[:1] == "'" and _ESCAPED.match(cell) else cell for cell in cells]


class _Lines:
    """The lines of a table, which are refused when a row of them has far too many cells: it is not read before."""

    def __init__(self, first: str, lines: Iterator[tuple[int, str]], delimiter: str) -> None:
        self.delimiters = 0
        """Of the row that is being read, those in its texts too."""
        self._lines = chain([first], (line for _, line in lines))
        self._delimiter = delimiter

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.delimiters += line.count(self._delimiter)
        if self.delimiters > DELIMITERS_LIMIT:
            raise csv.Error(f"it has more than {DELIMITERS_LIMIT:,} cells")
        return line


def likely_delimiter(line: str, knows: Callable[[Sequence[str]], bool]) -> str:
    """Return what stands between the cells of a heading: what gives the columns that are wanted, else the most."""
    found = {delimiter: _cells(line, delimiter) for delimiter in DELIMITERS.values()}
    return max(
        found, key=lambda delimiter: (len(found[delimiter]) > 1 and knows(found[delimiter]), len(found[delimiter]))
    )


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
