"""Word processors' files: DOCX (ECMA-376) and ODT (OASIS OpenDocument): XML in a zip file, read part by part.

No macro runs, no link is followed, no path out of the archive is used; entities are refused.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from annotator.errors import FormatError
from annotator.files import MEGABYTE
from annotator.files.zip_files import opened_zip
from annotator.formats.articles.extracted import Blocks, Extracted
from annotator.model import value

PART_LIMIT = 64 * MEGABYTE
"""Bytes of a part when unpacked: what is larger is no article, or a trap."""
DEPTH_LIMIT = 200
CHUNK = 256 * 1024
NOT_AN_ARTICLE = "What is in it unpacks to more than 64 MB. Check that it is the right file."

_BLANKS = re.compile(r"\s+")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"


@value
class Kind:
    """What the elements of one format mean; each is named by namespace, a blank and its name."""

    main: str
    about: str
    paragraphs: frozenset[str]
    items: frozenset[str]
    rows: frozenset[str]
    cells: frozenset[str]
    texts: frozenset[str]
    """Where words stand; everywhere in a paragraph when this is empty, and blanks are then as in HTML."""
    signs: tuple[tuple[str, str], ...]
    """Elements that stand for a sign."""
    left_out: tuple[tuple[str, str], ...]
    """Elements whose words are not part of the article, and what they are called; empty when nobody misses them."""


def _in(space: str, *names: str) -> frozenset[str]:
    return frozenset(f"{space} {name}" for name in names)


DOCX = Kind(
    "word/document.xml",
    "docProps/core.xml",
    paragraphs=_in(_WORD, "p"),
    items=_in(_WORD, "numPr"),
    rows=_in(_WORD, "tr"),
    cells=_in(_WORD, "tc"),
    texts=_in(_WORD, "t"),
    signs=((f"{_WORD} tab", "\t"), (f"{_WORD} br", "\n"), (f"{_WORD} cr", "\n"), (f"{_WORD} noBreakHyphen", "\u2011")),
    left_out=(
        (f"{_WORD} footnoteReference", "footnotes"),
        (f"{_WORD} endnoteReference", "endnotes"),
        (f"{_WORD} commentReference", "comments"),
        (f"{_WORD} del", "deletions that are on record in the file"),
        ("http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback", ""),
        (f"{_WORD} moveFrom", ""),
        (f"{_WORD} tabs", ""),
    ),
)
ODT = Kind(
    "content.xml",
    "meta.xml",
    paragraphs=_in(_TEXT, "p", "h"),
    items=_in(_TEXT, "list-item"),
    rows=_in(_TABLE, "table-row"),
    cells=_in(_TABLE, "table-cell"),
    texts=frozenset(),
    signs=((f"{_TEXT} tab", "\t"), (f"{_TEXT} line-break", "\n"), (f"{_TEXT} s", "\xa0")),
    left_out=(
        (f"{_TEXT} note", "footnotes"),
        (f"{_OFFICE} annotation", "comments"),
        (f"{_TEXT} tracked-changes", "deletions that are on record in the file"),
        (f"{_OFFICE} forms", ""),
    ),
)
_FIELDS = {
    "title": "title",
    "creator": "author",
    "initial-creator": "author",
    "source": "source",
    "created": "date",
    "creation-date": "date",
}
"""What the properties of a file are called, in Dublin Core and besides."""


def extract(content: bytes, path: Path, kind: Kind) -> Extracted:
    """Return the words of a document. Raises FormatError, and what zipfile raises."""
    with opened_zip(io.BytesIO(content), path) as archive:
        if kind.main not in archive.namelist():
            raise FormatError("This is a zip file, but no document of a word processor. Check its name.", path=path)
        reader = _Reader(path, kind)
        _parse(archive, kind.main, path, reader)
        about = _Properties(path)
        if kind.about in archive.namelist():
            _parse(archive, kind.about, path, about)
    changes = [f"Left out: {number:,} {name}." for name, number in sorted(reader.left_out.items())]
    return Extracted(reader.blocks.text(), about.fields(), changes=("The words were taken, not the layout.", *changes))


class _Reader:
    """Takes the elements of a text in their order."""

    def __init__(self, path: Path, kind: Kind) -> None:
        self.blocks = Blocks()
        self.left_out: Counter[str] = Counter()
        self.path = path
        self._kind = kind
        self._signs, self._without = dict(kind.signs), dict(kind.left_out)
        self._open: list[str] = []
        self._hidden = self._paragraphs = self._texts = 0
        self._item = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._open.append(tag)
        if len(self._open) > DEPTH_LIMIT:
            refuse(f"Its elements are nested deeper than {DEPTH_LIMIT} levels. Check the file.", self.path)
        if tag in self._without:
            if self._without[tag] and not self._hidden:
                self.left_out[self._without[tag]] += 1
            self._hidden += 1
        elif not self._hidden:
            self._begin(tag)

    def _begin(self, tag: str) -> None:
        kind = self._kind
        self._paragraphs += tag in kind.paragraphs
        self._texts += tag in kind.texts
        self._item = self._item or tag in kind.items
        if tag in kind.rows:
            self.blocks.open_row()
        elif tag in self._signs and self._paragraphs:
            self.blocks.add(self._signs[tag])

    def text(self, text: str) -> None:
        if self._paragraphs and not self._hidden:
            if self._texts:
                self.blocks.add(text)
            elif not self._kind.texts:
                self.blocks.add(_BLANKS.sub(" ", text))

    def end(self, tag: str) -> None:
        self._open.pop()
        kind = self._kind
        if tag in self._without:
            self._hidden -= 1
        elif self._hidden:
            return
        elif tag in kind.paragraphs:
            self._paragraphs -= 1
            self.blocks.close("item" if self._item else "paragraph")
            self._item = False
        elif tag in kind.texts:
            self._texts -= 1
        elif tag in kind.cells:
            self.blocks.close_cell()
        elif tag in kind.rows:
            self.blocks.close_row()


class _Properties:
    """Takes what a file says of itself: the first of each name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = ""
        self._told: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._name = tag.rpartition(" ")[2]

    def text(self, text: str) -> None:
        if self._name in _FIELDS and len(self._told.get(self._name, "")) < 1000:
            self._told[self._name] = self._told.get(self._name, "") + text

    def end(self, tag: str) -> None:
        self._name = ""

    def fields(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        for name, field in _FIELDS.items():
            told = " ".join(self._told.get(name, "").split())
            told = told[:10] if field == "date" else told
            if told and (field != "date" or re.fullmatch(r"\d{4}-\d\d-\d\d", told)):
                fields.setdefault(field, told)
        return fields


def _parse(archive: zipfile.ZipFile, name: str, path: Path, reader: "_Reader | _Properties") -> None:
    """Feed a part to a reader, never more than the limit, whatever the archive says of its size."""

    def entity(*_: object) -> None:
        refuse("The file has an entity; none is expanded. Save it anew in a word processor.", path)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = parser.SkippedEntityHandler = entity
    taken = 0
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            taken += len(chunk)
            if taken > PART_LIMIT:
                refuse(NOT_AN_ARTICLE, path)
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def refuse(reason: str, path: Path) -> NoReturn:
    """Raise FormatError."""
    raise FormatError(reason, path=path)
