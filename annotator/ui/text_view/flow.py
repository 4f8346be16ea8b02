"""Where paragraphs stand on the screen: an anchor, and the heights above and below it, measured or estimated."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from annotator.ui.text_view.heights import Heights
from annotator.ui.text_view.shaping import Line

END = 1 << 40
"""More pixels than any text has."""


class Placed(NamedTuple):
    """A paragraph on the screen and the pixel where it begins, counted from the screen's top."""

    paragraph: int
    top: int


def part_of_screen(screen: Iterable[Placed], lines: Mapping[int, Sequence[Line]]) -> tuple[int, int] | None:
    """Return from which pixel to which some lines are on a screen, given by paragraph, if any are."""
    seen = [(top, lines[paragraph]) for paragraph, top in screen if lines.get(paragraph)]
    if not seen:
        return None
    (first, above), (last, below) = seen[0], seen[-1]
    return first + above[0].top, last + below[-1].bottom


class Flow:
    """The anchor is a paragraph and a pixel in it, so that a corrected estimate moves nothing that one looks at.

    `measure` gives the true height of a paragraph; it is called only for those on the screen or scrolled across.
    """

    def __init__(self, measure: Callable[[int], int]) -> None:
        self._measure = measure
        self._heights = Heights()
        self.paragraph = 0
        """The topmost paragraph on the screen."""
        self.offset = 0
        """How many pixels of it are above the screen."""

    def estimate(self, heights: Iterable[int]) -> None:
        """Take estimates for all paragraphs; the anchor stays."""
        self._heights = Heights(heights)

    def correct(self, paragraph: int, height: int) -> None:
        """Take the true height of one paragraph."""
        self._heights[paragraph] = height

    def anchor(self, paragraph: int, offset: int) -> None:
        """Let the screen begin at a pixel of a paragraph; before or after it will do."""
        self.paragraph, self.offset = paragraph, offset

    @property
    def value(self) -> int:
        """Return how many pixels are above the screen, as far as is known."""
        return self._heights.above(self.paragraph) + self.offset

    @property
    def total(self) -> int:
        """Return the height of the whole text, as far as is known."""
        return self._heights.total

    def top_of(self, paragraph: int) -> int:
        """Return where a paragraph begins, counted from the screen's top, as far as is known."""
        return self._heights.above(paragraph) - self.value

    def scroll_to(self, value: int, screen: int) -> None:
        """Let the screen, so many pixels high, begin at a pixel of the whole text.

        A near place is reached by measuring what lies between, so that scrolling never leaps.
        """
        change = value - self.value
        if abs(change) <= 2 * screen:
            self.offset += change
        elif value >= self.total - screen:
            self.anchor(len(self._heights) - 1, END)
        else:
            self.anchor(*self._heights.find(value))

    def settle(self, screen: int) -> list[Placed]:
        """Return what is on a screen so many pixels high, and bring the anchor into range for it."""
        if not len(self._heights):
            return []
        self._normalise()
        placed, bottom = self._down_from_anchor(screen)
        if bottom < screen and (self.paragraph or self.offset):
            self._anchor_at_end(screen)
            placed, _ = self._down_from_anchor(screen)
        return placed

    def _height(self, paragraph: int) -> int:
        height = self._measure(paragraph)
        self._heights[paragraph] = height
        return height

    def _normalise(self) -> None:
        """Walk until the anchor's pixel is in the anchor's paragraph."""
        while self.offset < 0 and self.paragraph > 0:
            self.paragraph -= 1
            self.offset += self._height(self.paragraph)
        self.offset = max(0, self.offset)
        while self.paragraph + 1 < len(self._heights) and self.offset >= (height := self._height(self.paragraph)):
            self.offset -= height
            self.paragraph += 1

    def _down_from_anchor(self, screen: int) -> tuple[list[Placed], int]:
        placed, top = [], -self.offset
        for paragraph in range(self.paragraph, len(self._heights)):
            if top >= screen:
                break
            placed.append(Placed(paragraph, top))
            top += self._height(paragraph)
        return placed, top

    def _anchor_at_end(self, screen: int) -> None:
        """Let the end of the text be at the screen's bottom; a text that is shorter begins at its top."""
        paragraph, left = len(self._heights), screen
        while paragraph > 0 and left > 0:
            paragraph -= 1
            left -= self._height(paragraph)
        self.anchor(paragraph, max(0, -left))
