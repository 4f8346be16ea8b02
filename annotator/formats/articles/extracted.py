"""What is taken out of a file that holds more than words: the text, and what the file says about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.errors import FormatError
from annotator.model import value

_BLANKS = re.compile(r"(?<![ \t\r\f\v\xa0])[ \t\r\f\v\xa0]*\n[ \t\r\f\v\xa0]*")
"""Looked for where blanks begin only, else a long run of them without an end would take for ever."""
_NO_TEXT = re.compile(r"[\0\ud800-\udfff]")


@value
class Extracted:
    """A text with line feeds, the `fields` of the document by name, further metadata, and what reading did."""

    text: str
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    metadata: Mapping[str, object] = field(default_factory=dict, hash=False)
    changes: tuple[str, ...] = ()
    encoding: str = ""


class NoTextError(FormatError):
    """There are no words in the file, or none that can be read."""


@dataclass(slots=True)
class Blocks:
    """Puts paragraphs below each other with an empty line between, items of lists and rows of tables without.

    A cell ends with a tab; what it holds of paragraphs are lines.
    """

    _parts: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _cell: int = 0
    """Where the cell that is open begins among what is open."""
    _rows: int = 0
    _kind: str = ""

    def add(self, text: str) -> None:
        """Add words to the paragraph that is open."""
        self._open.append(text)

    def close(self, kind: str = "paragraph") -> None:
        """End a paragraph, or an item of a list; in a row of a table, a line."""
        if self._rows:
            self._open.append("\n")
        else:
            self._end(kind)

    def open_row(self) -> None:
        """Begin a row of a table."""
        if not self._rows:
            self._end("paragraph")
        self._rows += 1

    def close_cell(self) -> None:
        """End a cell of a table."""
        if self._rows == 1:
            cell = _BLANKS.sub("\n", "".join(self._open[self._cell :])).strip()
            self._open[self._cell :] = [cell, "\t"]
            self._cell = len(self._open)

    def close_row(self) -> None:
        """End a row of a table; a row within a cell becomes a line."""
        self._rows = max(0, self._rows - 1)
        self.close("row")

    def text(self) -> str:
        """Return everything."""
        self._rows = 0
        self._end("paragraph")
        return "".join(self._parts)

    def _end(self, kind: str) -> None:
        words = _BLANKS.sub("\n", "".join(self._open)).strip()
        self._open, self._cell = [], 0
        if words:
            if self._parts:
                self._parts.append("\n" if kind == self._kind != "paragraph" else "\n\n")
            self._parts.append(words)
            self._kind = kind


def without_what_is_no_text(text: str) -> str:
    """Return the text without zeros and lone surrogates, which no file of ours could hold."""
    return _NO_TEXT.sub("", text)
