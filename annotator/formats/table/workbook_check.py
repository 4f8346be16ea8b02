"""What a workbook would cost to read, found out before: its XML is run through, element by element, and none is kept.

The library that reads workbooks puts trees together, expands entities and fills up rows that are not there.
"""

import re
import zipfile
from pathlib import Path
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from annotator.errors import FormatError
from annotator.files import MEGABYTE
from annotator.files.zip_files import opened_zip

SIZE_LIMIT = 1024 * MEGABYTE
"""Bytes of all sheets when unpacked."""
TEXTS_LIMIT = 128 * MEGABYTE
"""Bytes of the texts that cells share, which are in memory all at once."""
PART_LIMIT = 8 * MEGABYTE
"""Bytes of any other part that is XML."""
TREE_LIMIT = 200_000
"""Elements of a row, of a text, or beside them: they are in memory all at once."""
SHARED_LIMIT = 2_000_000
"""Texts that cells share."""
DEPTH_LIMIT = 50
CHUNK = 256 * 1024

_SHEETS = re.compile(r"worksheets/[^/]+$", re.IGNORECASE)
_TEXTS = re.compile(r"sharedstrings\.xml$", re.IGNORECASE)
_XML = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)


def check_workbook(path: Path, file: BinaryIO) -> None:
    """Raise FormatError when a workbook is a trap, or too large, and what zipfile and expat raise."""
    with opened_zip(file, path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
        if size > SIZE_LIMIT:
            raise FormatError(f"The workbook has {size:,} bytes when unpacked; the limit is {SIZE_LIMIT:,}.", path=path)
        for entry in archive.infolist():
            if _SHEETS.search(entry.filename):
                _Part(path, entry.filename, rows_at=3).check(archive)
            elif _TEXTS.search(entry.filename):
                _limit(path, entry, TEXTS_LIMIT)
                _Part(path, entry.filename, rows_at=2).check(archive)
            elif _XML.search(entry.filename):
                _limit(path, entry, PART_LIMIT)
                _Part(path, entry.filename, rows_at=0).check(archive)


def _limit(path: Path, entry: zipfile.ZipInfo, limit: int) -> None:
    if entry.file_size > limit:
        size = f"has {entry.file_size:,} bytes when unpacked; the limit is {limit:,}"
        raise FormatError(f"{entry.filename[:60]} in the workbook {size}.", path=path)


class _Part:
    """Counts the elements of a part; those that stand `rows_at` deep are forgotten one after the other by who reads."""

    def __init__(self, path: Path, name: str, *, rows_at: int) -> None:
        self._path, self._name, self._rows_at = path, name, rows_at
        self._depth = self._inside = self._beside = self._rows = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._entity

    def check(self, archive: zipfile.ZipFile) -> None:
        with archive.open(self._name) as part:
            while chunk := part.read(CHUNK):
                self._parser.Parse(chunk, False)
        self._parser.Parse(b"", True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == self._rows_at and tag.rpartition(":")[2] in {"row", "si"}:
            self._inside, self._rows = 0, self._rows + 1
        elif self._depth > self._rows_at:
            self._inside += 1 + len(attributes) // 8
        else:
            self._beside += 1 + len(attributes) // 8
        if self._depth > DEPTH_LIMIT or max(self._inside, self._beside) > TREE_LIMIT or self._rows > SHARED_LIMIT:
            self._refuse("holds far more elements than a sheet has")

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _entity(self, name: str, *_: object) -> None:
        self._refuse(f"declares the entity “{name[:40]}”; none is expanded")

    def _refuse(self, reason: str) -> NoReturn:
        remedy = "Open it in a spreadsheet and save it as .csv."
        raise FormatError(f"{self._name[:60]} in the workbook {reason}. {remedy}", path=self._path)
