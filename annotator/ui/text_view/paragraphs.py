"""A text cut into display paragraphs: at its line breaks, and where a line is too long to be shaped in one go."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache

from annotator.clusters import compiled

MAX_LENGTH = 4_000
"""Code points. Shaping is linear in length, so a longer line is cut, for display only."""

_WINDOW = 64
"""Code points around a cut among which a border between grapheme clusters is looked for."""

_UNSHOWABLE = r"[\ufeff\ufffe\ufffc\r\u2029\ud800-\udfff]"
"""What Qt would drop, swap or read as something else."""


class Paragraphs:
    """The display paragraphs of one text. Positions are code points of the whole text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = paragraph_starts(text)

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, position: int) -> int:
        """Return the number of the paragraph that holds the position; a break belongs to the one it ends."""
        return max(0, bisect_right(self.starts, position) - 1)

    def bounds(self, paragraph: int) -> tuple[int, int]:
        """Return where the paragraph begins and ends, without the line break."""
        start, end = self.starts[paragraph], self._next_start(paragraph)
        return start, end - self.ends_line(paragraph)

    def ends_line(self, paragraph: int) -> bool:
        """Return whether a line break of the text follows, rather than a cut of ours or nothing."""
        end = self._next_start(paragraph)
        return paragraph + 1 < len(self.starts) and self.text[end - 1] == "\n"

    def lengths(self) -> list[int]:
        """Return how long each paragraph is, line break included."""
        ends = [*self.starts[1:], len(self.text)]
        return [end - start for start, end in zip(self.starts, ends, strict=True)]

    def _next_start(self, paragraph: int) -> int:
        return self.starts[paragraph + 1] if paragraph + 1 < len(self.starts) else len(self.text)


def paragraph_starts(text: str) -> list[int]:
    """Return where each display paragraph begins: at least one, the first at 0."""
    starts: list[int] = []
    position = 0
    for line in text.split("\n"):
        starts.append(position)
        end = position + len(line)
        if len(line) > MAX_LENGTH:
            starts.extend(_cuts(text, position, end))
        position = end + 1
    return starts


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Return where a long line is cut: after a space, else between two grapheme clusters."""
    cuts: list[int] = []
    while end - start > MAX_LENGTH:
        limit = start + MAX_LENGTH
        start = text.rfind(" ", start + MAX_LENGTH // 2, limit) + 1 or _cluster_border(text, limit)
        if start < end:
            cuts.append(start)
    return cuts


def _cluster_border(text: str, position: int) -> int:
    """Return the last border of a grapheme cluster up to `position`, as far as can be told from what is near."""
    start = position - _WINDOW
    borders = [start + match.start() for match in compiled(r"\X").finditer(text, start, position + _WINDOW)]
    return max((border for border in borders[1:] if border <= position), default=position)


def display_text(text: str) -> str:
    """Return what Qt is given to show, in place of a paragraph's text: as many UTF-16 units, none of them changed."""
    if text.isascii() and "\r" not in text:
        return text
    return text.translate(_stand_ins()) if re.search(_UNSHOWABLE, text) else text


@cache
def _stand_ins() -> Mapping[int, str]:
    """Return what is shown instead of what Qt would not show, each of one UTF-16 unit like itself.

    A byte order mark at the start, a paragraph mark or an object's place inside a layout, half a surrogate pair.
    """
    return str.maketrans(
        {"\ufeff": "\u200b", "\ufffe": "\u200b", "\r": "\u200b"}
        | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
        | {"\u2029": "\u2028", "\ufffc": "\ufffd"}
    )
