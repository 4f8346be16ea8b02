"""One paragraph shaped by Qt: its lines, its positions on them, and back. Pixels from its top left corner."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from annotator.clusters import compiled
from annotator.ui.text_view.look import Look
from annotator.ui.text_view.paragraphs import display_text
from annotator.ui.text_view.utf16 import Utf16Map

Range = tuple[float, float]
"""From left to right, in pixels."""

_MAY_BE_RIGHT_TO_LEFT = (
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069"
    "\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_COMBINING = r"[\p{M}\u200b-\u200d\u2060]"
_STRONG = {"L": False, "R": True, "AL": True}


def is_right_to_left(text: str) -> bool:
    """Return the direction of a paragraph: that of its first strong character (Unicode Standard Annex 9, P2)."""
    if not _may_be_right_to_left(text):
        return False
    return next((_STRONG[kind] for kind in map(bidirectional, text) if kind in _STRONG), False)


def _may_be_right_to_left(text: str) -> bool:
    """Return whether anything in a text may run from right to left."""
    return not text.isascii() and re.search(_MAY_BE_RIGHT_TO_LEFT, text) is not None


@dataclass(slots=True, repr=False, eq=False, match_args=False)
class Line:
    """A line on the screen. `start` and `end` are positions in the paragraph, in code points."""

    shape: QTextLine
    start: int
    end: int
    natural: float
    """Height of its glyphs."""
    right: float
    """Where its last visible glyph ends; blanks at which the line is wrapped show nothing."""
    top: int = 0
    """Where its box begins, the area that a tint fills."""
    box: int = 0
    bottom: int = 0
    """Where the next line's box begins: rows for labels lie between."""


class ShapedParagraph:
    """Shaped once for a width and a font. Where its lines stand may change as rows come and go."""

    __slots__ = (
        "_asks_qt",
        "_is_mixed",
        "_layout",
        "_map",
        "_starts",
        "height",
        "is_right_to_left",
        "length",
        "lines",
        "start",
    )

    def __init__(self, text: str, start: int, look: Look, width: int) -> None:
        self.start = start
        self.length = len(text)
        self.height = 0
        self.is_right_to_left = is_right_to_left(text)
        self._is_mixed = _may_be_right_to_left(text)
        # Where directions mix, only Qt knows which of two places at one pixel is meant. Elsewhere it is not asked:
        # left of the right edge of a letter with combining marks Qt 6.11 answers the end of the run.
        self._asks_qt = self._is_mixed and not compiled(_COMBINING).search(text)
        self._map = Utf16Map(text)
        self._layout = QTextLayout(display_text(text), look.font)
        self._layout.setTextOption(_option(look, right_to_left=self.is_right_to_left))
        self._layout.setCacheEnabled(True)
        self.lines = self._shape(width)
        self._starts = [line.start for line in self.lines]

    def _shape(self, width: int) -> list[Line]:
        lines = []
        self._layout.beginLayout()
        while (shape := self._layout.createLine()).isValid():
            shape.setLineWidth(width)
            start = shape.textStart()
            end = self._map.to_code_points(start + shape.textLength())
            right = shape.naturalTextRect().right()
            lines.append(Line(shape, self._map.to_code_points(start), end, shape.height(), right))
        self._layout.endLayout()
        lines[-1].right = float("inf")
        return lines

    @property
    def layout(self) -> QTextLayout:
        """Return Qt's layout, to paint it. Never read the text back from it."""
        return self._layout

    def to_units(self, local: int) -> int:
        """Return a position in Qt's units."""
        return self._map.to_units(local)

    def place(self, line: Line, top: int, box: int) -> None:
        """Put a line where its box, of the least height `box`, begins at `top`; the glyphs stand in its middle."""
        line.top = top
        line.box = max(box, round(line.natural))
        line.shape.setPosition(QPointF(0, top + round((line.box - line.natural) / 2)))

    def line_of(self, local: int) -> Line:
        """Return the line of a position; between two lines it is on the second."""
        return self.lines[self._number(local)]

    def lines_of(self, start: int, end: int) -> range:
        """Return the numbers of the lines that a stretch is on; an empty one is on one."""
        first = self._number(start)
        return range(first, max(first, bisect_left(self._starts, end) - 1) + 1)

    def lines_in(self, start: int, end: int) -> list[Line]:
        """Return the lines that a stretch of the whole text is on, as far as it is in this paragraph."""
        numbers = self.lines_of(max(0, start - self.start), min(self.length, end - self.start))
        return self.lines[numbers.start : numbers.stop]

    def _number(self, local: int) -> int:
        return max(0, bisect_right(self._starts, local) - 1)

    def number_at(self, y: float) -> int:
        """Return the number of the line at a pixel; rows belong to the line above them."""
        return next((number for number, line in enumerate(self.lines) if y < line.bottom), len(self.lines) - 1)

    def x_of(self, line: Line, local: int) -> float:
        """Return where on a line the caret stands at a position."""
        return _first(line.shape.cursorToX(self._map.to_units(local)))

    def local_at(self, line: Line, x: float) -> int:
        """Return the position on a line that is next to a pixel; the end of a wrapped line is not on it."""
        unit = line.shape.xToCursor(x) if self._asks_qt else self._nearest(line, x)
        local = self._map.to_code_points(unit)
        return self.last_on(line) if local >= line.end else local

    def _nearest(self, line: Line, x: float) -> int:
        """Return the place on a line, in Qt's units, where the caret would stand nearest to a pixel."""
        start, unit = line.shape.textStart(), line.shape.textStart() + line.shape.textLength()
        borders = [unit]
        while unit > start and (before := self._layout.previousCursorPosition(unit)) < unit:
            unit = before
            borders.append(unit)
        return min(borders, key=lambda border: abs(_first(line.shape.cursorToX(border)) - x))

    def last_on(self, line: Line) -> int:
        """Return the last position that the caret can take on a line."""
        if line is self.lines[-1]:
            return self.length
        return self._map.to_code_points(self._layout.previousCursorPosition(self._map.to_units(line.end)))

    def ranges(self, line: Line, start: int, end: int) -> tuple[Range, ...]:
        """Return where a stretch is on a line: one range, or more where directions mix."""
        first, last = self._map.to_units(max(start, line.start)), self._map.to_units(min(end, line.end))
        if not self._is_mixed or first >= last:
            return (self._between(line, first, last),)
        rectangles = [run.boundingRect() for run in line.shape.glyphRuns(first, last - first)]
        boxes = [(rectangle.left(), rectangle.right()) for rectangle in rectangles]
        return _merged(boxes) if boxes else (self._between(line, first, first),)

    def edges(self, line: Line) -> Range:
        """Return from where to where there is text on a line."""
        area = line.shape.naturalTextRect()
        return area.left(), min(area.right(), line.right)

    @staticmethod
    def _between(line: Line, first: int, last: int) -> Range:
        left = min(line.right, _first(line.shape.cursorToX(first)))
        return left, min(line.right, _first(line.shape.cursorToX(last)))


def _first(answer: object) -> float:
    """Return the x of what `cursorToX` answers: PySide6 gives it with the position, its stubs say otherwise."""
    return float(answer[0]) if isinstance(answer, tuple) else float(answer)  # type: ignore[arg-type]


def _merged(boxes: list[Range]) -> tuple[Range, ...]:
    """Return ranges that do not touch and cover the same pixels."""
    merged: list[Range] = []
    for left, right in sorted(boxes):
        if merged and left <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return tuple(merged)


def _option(look: Look, *, right_to_left: bool) -> QTextOption:
    """Return how to wrap and align; a layout by itself never mirrors."""
    option = QTextOption(Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    option.setTabStopDistance(look.measures.tab)
    return option
