"""Other people's units: positions in UTF-16 units or UTF-8 bytes, to and from code points.

Ours are code points everywhere. JavaScript, Java and Qt count UTF-16 units, some tools bytes. A file that quotes
what its offsets mean shows which unit it counts in.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from enum import StrEnum

from annotator.errors import AnnotatorError


class OffsetError(AnnotatorError):
    """A position that is outside the text or inside a character."""


class Unit(StrEnum):
    """What a position counts."""

    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"
    BYTES = "bytes of UTF-8"


_WIDTHS = {
    Unit.CODE_POINTS: ((1, "\0-\U0010ffff"),),
    Unit.UTF16: ((1, "\0-\uffff"), (2, "\U00010000-\U0010ffff")),
    Unit.BYTES: ((1, "\0-\x7f"), (2, "\x80-\u07ff"), (3, "\u0800-\uffff"), (4, "\U00010000-\U0010ffff")),
}
"""How many units a character takes, by its code point."""


class OffsetMap:
    """Converts positions in one text between code points and one unit.

    The text is kept as runs of characters of one width. Most texts are one run of UTF-16 units, and then a
    conversion is one comparison.
    """

    def __init__(self, text: str, unit: Unit) -> None:
        self.unit = unit
        widths = _WIDTHS[unit]
        self._widths: list[int] = []
        self._starts: list[int] = []
        """Where each run begins, in code points."""
        self._offsets: list[int] = []
        """Where each run begins, in units."""
        offset = 0
        for run in re.finditer("|".join(f"([{characters}]+)" for _, characters in widths), text):
            width = widths[(run.lastindex or 1) - 1][0]
            self._widths.append(width)
            self._starts.append(run.start())
            self._offsets.append(offset)
            offset += width * (run.end() - run.start())
        self.length = len(text)
        """The text's length in code points."""
        self.units = offset
        """The text's length in units."""

    def to_unit(self, position: int) -> int:
        """Return the position, given in code points, in units; raises OffsetError outside the text."""
        self._check(position, self.length, Unit.CODE_POINTS)
        if self.units == self.length:  # Every character is one unit, as in nearly all texts.
            return position
        run = bisect_right(self._starts, position) - 1
        if run < 0:
            return 0
        return self._offsets[run] + (position - self._starts[run]) * self._widths[run]

    def to_code_points(self, offset: int) -> int:
        """Return the offset, given in units, in code points; raises OffsetError outside the text or inside a character.

        Inside a character is between the two halves of a surrogate pair, or between the bytes of a character.
        """
        self._check(offset, self.units, self.unit)
        if self.units == self.length:
            return offset
        run = bisect_right(self._offsets, offset) - 1
        if run < 0:
            return 0
        characters, inside = divmod(offset - self._offsets[run], self._widths[run])
        if inside:
            raise OffsetError(f"The position {offset}, counted in {self.unit}, is inside a character.")
        return self._starts[run] + characters

    def holds(self, text: str, start: int, end: int, quote: str) -> bool:
        """Whether `text`, of which this is the map, reads `quote` from `start` to `end`, given in units."""
        if self.units == self.length:
            return 0 <= start <= self.length and 0 <= end <= self.length and text[start:end] == quote
        try:
            return text[self.to_code_points(start) : self.to_code_points(end)] == quote
        except OffsetError:
            return False

    @staticmethod
    def _check(position: int, length: int, unit: Unit) -> None:
        if not 0 <= position <= length:
            raise OffsetError(f"The position {position} is outside the text, which has {length} {unit}.")


def detect_unit(text: str, quotes: Iterable[tuple[int, int, str]]) -> Unit | None:
    """Return the unit under which most of the quotes (start, end, quoted text) hold, None when none holds in any.

    Of units that explain equally many, code points come first, then UTF-16: where only one answer is possible
    at all (as in ASCII), and where there are no quotes, they are code points.
    """
    wanted = list(quotes)
    best, most = (None, 0) if wanted else (Unit.CODE_POINTS, 0)
    for unit in Unit:
        offsets = OffsetMap(text, unit)
        hits = sum(offsets.holds(text, start, end, quote) for start, end, quote in wanted)
        if hits > most:
            best, most = unit, hits
        if most == len(wanted):
            break
    return best
