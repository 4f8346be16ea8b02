"""Code points and UTF-16 units of one paragraph: Qt counts the second, everything else here the first.

Unlike `annotator.offsets` it refuses nothing: Qt lets its caret stand inside a character that no font has, and a
wrong pixel must not raise while a window is painted.
"""

import re
from bisect import bisect_left

_BEYOND_ONE_UNIT = "[\U00010000-\U0010ffff]"


class Utf16Map:
    """Converts positions in one text, both ways, by bisecting the places of the characters above U+FFFF."""

    __slots__ = ("_code_points", "_units")

    def __init__(self, text: str) -> None:
        wide = () if text.isascii() else re.finditer(_BEYOND_ONE_UNIT, text)
        self._code_points = [match.start() for match in wide]
        self._units = [position + before for before, position in enumerate(self._code_points)]

    def to_units(self, position: int) -> int:
        """Return the position in UTF-16 units of a position in code points."""
        return position + bisect_left(self._code_points, position) if self._code_points else position

    def to_code_points(self, unit: int) -> int:
        """Return the position in code points; inside a surrogate pair, that of the character."""
        return unit - bisect_left(self._units, unit) if self._units else unit
