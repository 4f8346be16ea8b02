"""XML, element by element, by a parser that fetches nothing and expands nothing.

A DOCTYPE line is passed over. A file that declares entities is refused, as is one that names entities which only its
DTD would explain: what they stand for would be missing from the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from annotator.errors import FormatError
from annotator.files import LINE_LIMIT, MEGABYTE, opened

DEPTH_LIMIT = 100
CHUNK = 256 * 1024
ELEMENT_WEIGHT, ATTRIBUTE_WEIGHT = 400, 150
"""Bytes, at most, that an element and an attribute take in memory besides their texts."""
WEIGHT_LIMIT = 320 * MEGABYTE
"""Bytes of one child of the root, or of the tree: those of an article with half a million elements."""
SIGNS_LIMIT = 500_000
"""Equals signs between two events: about as many attributes may be in the tag that the parser gathers."""


@dataclass(slots=True)
class Element:
    """An element: `text` is all that stands directly in it; `line` is that of its start tag, from 1.

    `at` is how much of the text of its parent stands before it.
    """

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list["Element"] = field(default_factory=list)
    at: int = 0

    def child(self, tag: str) -> "Element | None":
        """Return the first child of that name."""
        return next((child for child in self.children if child.tag == tag), None)

    def text_of(self, tag: str) -> str:
        """Return the text of the first child of that name, nothing without one."""
        child = self.child(tag)
        return "" if child is None else child.text

    def all(self, tag: str) -> Iterator["Element"]:
        """Yield the children of that name."""
        return (child for child in self.children if child.tag == tag)


def root_children(path: Path, root: str, *, limit: int = LINE_LIMIT) -> Iterator[Element]:
    """Yield what stands directly in the root element, which must be named `root`: one of them is in memory.

    Raises FormatError with file and line, also when one of them has more than `limit` characters.
    """
    with opened(path) as file:
        builder = _Builder(path, limit, root)
        while content := file.read(CHUNK):
            builder.feed(content)
            yield from builder.take()
        builder.close()
        yield from builder.take()


def xml_root(path: Path, *, limit: int = LINE_LIMIT) -> Element:
    """Return the whole tree of a file. Raises FormatError."""
    with opened(path) as file:
        builder = _Builder(path, limit, "")
        while content := file.read(CHUNK):
            builder.feed(content)
        builder.close()
        assert builder.root is not None, "what closes without an error has a root"
        return builder.root


class _Builder:
    """Takes the parser's events and puts elements together."""

    def __init__(self, path: Path, limit: int, wanted: str) -> None:
        self.root: Element | None = None
        self._path = path
        self._limit = limit
        self._wanted = wanted
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._lengths: list[int] = []
        """Of each open element the parts of its text, and their length."""
        self._done: list[Element] = []
        self._characters = self._weight = 0
        self._quiet = self._signs = 0
        """Bytes, and equals signs among them, since the parser told of anything."""
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = 64 * 1024
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        parser.StartDoctypeDeclHandler = self._doctype
        parser.SkippedEntityHandler = self._skipped

    def feed(self, content: bytes) -> None:
        self._quiet += len(content)
        self._signs += content.count(b"=")
        if self._quiet > self._limit + CHUNK or self._signs > SIGNS_LIMIT:
            self._refuse("A tag or a comment is far too long. Check that it is the right file.")
        self._parse(content, final=False)

    def close(self) -> None:
        """Read to the end, and let go of the parser, which holds this one: else every file waits for the collector."""
        self._parse(b"", final=True)
        parser = self._parser
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        parser.EntityDeclHandler = parser.SkippedEntityHandler = parser.StartDoctypeDeclHandler = None

    def take(self) -> list[Element]:
        """Return the children of the root that are complete, and forget them."""
        done, self._done = self._done, []
        return done

    def _parse(self, content: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(content, final)
        except expat.ExpatError as error:
            reason = f"This is not well-formed XML: {expat.ErrorString(error.code)}. Correct it, or get the whole file."
            if final and self._parser.CurrentByteIndex <= 0:
                reason = "The file is empty. Check that it was written to its end."
            raise FormatError(reason, path=self._path, line=error.lineno) from error
        except (LookupError, ValueError) as error:
            reason = "The file is in an encoding that is not known. Save it as UTF-8."
            raise FormatError(reason, path=self._path) from error

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._quiet = self._signs = 0
        self._weigh(ELEMENT_WEIGHT + sum(ATTRIBUTE_WEIGHT + len(held) for held in attributes.values()))
        element = Element(tag, attributes, self._parser.CurrentLineNumber)
        if self._open:
            element.at = self._lengths[-1]
            if len(self._open) >= DEPTH_LIMIT:
                self._refuse(f"Elements are nested deeper than {DEPTH_LIMIT} levels. Check the file.")
            if not self._wanted or len(self._open) > 1:
                self._open[-1].children.append(element)
        else:
            if self._wanted and tag != self._wanted:
                self._refuse(f"The root of the XML must be <{self._wanted}>, not <{tag[:40]}>. Is it another format?")
            self.root = element
        self._open.append(element)
        self._texts.append([])
        self._lengths.append(0)

    def _end(self, tag: str) -> None:
        self._quiet = self._signs = 0
        element = self._open.pop()
        element.text = "".join(self._texts.pop())
        self._lengths.pop()
        if len(self._open) == 1 and self._wanted:
            self._done.append(element)
            self._characters = self._weight = 0

    def _weigh(self, more: int) -> None:
        self._weight += more
        if self._weight > WEIGHT_LIMIT:
            self._refuse("There are far more elements than an article has. Check the file, or split it.")

    def _text(self, text: str) -> None:
        self._quiet = self._signs = 0
        self._characters += len(text)
        if self._characters > self._limit:
            self._refuse(f"An element is longer than {self._limit // MEGABYTE} million characters. Split it.")
        if self._open:
            self._texts[-1].append(text)
            self._lengths[-1] += len(text)

    def _doctype(self, name: str, system: str | None, *_: object) -> None:
        # Of an entity in an attribute, such as the text of a CAS, the parser would not even say that it skips it.
        if system and not self._wanted:
            self._refuse("The file leaves it to a DTD what stands for its entities; none is read. Take that line out.")

    def _entity(self, name: str, *_: object) -> None:
        self._refuse(f"The file declares the entity “{name[:40]}”; none is expanded. Write what it stands for.")

    def _skipped(self, name: str, *_: object) -> None:
        self._refuse(f"The file does not say what &{name[:40]}; stands for. Write the character itself.")

    def _refuse(self, reason: str) -> NoReturn:
        raise FormatError(reason, path=self._path, line=self._parser.CurrentLineNumber)
