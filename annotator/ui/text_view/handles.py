"""The knobs at the ends of the selected span: dragged, they move its borders. Points are of the viewport."""

from typing import NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen

from annotator.model import Span
from annotator.tokens import grapheme_snap, snap
from annotator.ui.palette import Theme
from annotator.ui.text_view.page import Box, Page

KNOB = 4.5
"""Radius in pixels."""
REACH = 8
"""Pixels from the middle of a knob within which the mouse takes hold of it."""
STEM = 1.5


class Held(NamedTuple):
    """What the mouse holds: an end of a span, and where both ends would be now."""

    span: Span
    is_end: bool
    start: int
    end: int


class Handled(Protocol):
    """What handles need of the view."""

    snap_to_words: bool

    def text(self) -> str:
        """Return the text."""

    def selected_span(self) -> Span | None:
        """Return the selected span."""

    def position_at(self, point: QPointF) -> int:
        """Return the position nearest to a point."""

    def end_rectangles(self, span: Span) -> tuple[QRect, QRect] | None:
        """Return where a span begins and ends: as high as the line, without width."""

    def resize_span(self, span: Span, start: int, end: int) -> None:
        """Tell that the ends of a span were moved."""


def ends_of(page: Page, span: Span) -> tuple[Box, Box]:
    """Return where a contiguous span begins and where it ends, as high as the lines, without width."""
    return _edge(page, span.start, is_end=False), _edge(page, span.end - 1, is_end=True)


def _edge(page: Page, position: int, *, is_end: bool) -> Box:
    """Return the edge of the character at a position where reading comes to it, or leaves it."""
    shaped = page.laid(page.paragraphs.at(position)).shaped
    local = position - shaped.start
    left, right = shaped.ranges(shaped.line_of(local), local, local + 1)[0]
    x = right if is_end is not shaped.is_right_to_left else left
    return page.caret_box(position)._replace(left=x)


class Handles:
    """Finds, moves and paints the knobs of one view."""

    def __init__(self, view: Handled) -> None:
        self._view = view
        self.held: Held | None = None

    def at(self, point: QPointF) -> bool | None:
        """Return whether the knob at a point is that of the end; None where there is none."""
        span = self._view.selected_span()
        near = [(QPointF(end.topLeft()) - point).manhattanLength() for end in self._ends(span)]
        at = min(range(len(near)), key=near.__getitem__, default=None)
        return None if at is None or near[at] > REACH else bool(at)

    def _ends(self, span: Span | None) -> tuple[QRect, ...]:
        """Return where the knobs of a span are, at the top of each; none for one that cannot be moved so."""
        return () if span is None or span.pieces else self._view.end_rectangles(span) or ()

    # --- the mouse

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of the knob that is there; return whether there is one."""
        span, is_end = self._view.selected_span(), self.at(event.position())
        if span is None or is_end is None:
            return False
        self.held = Held(span, is_end, span.start, span.end)
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Draw the end along: to a border of words, with Alt to one of characters. Return whether one is held."""
        if self.held is None:
            return False
        is_raw = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        snaps = self._view.snap_to_words and not is_raw
        position = self._view.position_at(event.position())
        self.held = _moved(self._view.text(), self.held, position, snaps=snaps)
        return True

    def release(self) -> bool:
        """Let go, and tell where the ends are now; return whether one was held."""
        held, self.held = self.held, None
        if held is not None and (held.start, held.end) != (held.span.start, held.span.end):
            self._view.resize_span(held.span, held.start, held.end)
        return held is not None

    def stretch(self) -> tuple[int, int] | None:
        """Return from where to where the span reaches that is held; None when none is."""
        return None if self.held is None else (self.held.start, self.held.end)

    # --- painting

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Paint the knobs of the selected span."""
        ends = () if self.held is not None else self._ends(self._view.selected_span())
        if not ends:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for end in ends:
            painter.fillRect(QRectF(end.left() - STEM / 2, end.top(), STEM, end.height()), theme.accent)
            painter.setPen(QPen(theme.page, 1))
            painter.setBrush(theme.accent)
            painter.drawEllipse(QPointF(end.left(), end.top()), KNOB, KNOB)
        painter.restore()


def _moved(text: str, held: Held, position: int, *, snaps: bool) -> Held:
    """Return what is held when its end is at a position: at least one word, or one character, is left of the span."""
    outward = snap if snaps else grapheme_snap
    if held.is_end:
        return held._replace(end=outward(text, held.span.start, max(position, held.span.start + 1))[1])
    return held._replace(start=outward(text, min(position, held.span.end - 1), held.span.end)[0])
