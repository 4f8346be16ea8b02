"""The mouse on the text: clicks, drags and the scrolling that a drag past the edge brings."""

from typing import Protocol

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.model import Span
from annotator.ui.text_view.gestures import Grain, Press, drag, press

AUTOSCROLL_MS = 30
SAME_PLACE = 4
"""Pixels between two clicks that count as at the same place."""


class Surface(Protocol):
    """What the mouse needs of the view."""

    snap_to_words: bool

    def text(self) -> str:
        """Return the text."""

    def selection_ends(self) -> tuple[int, int]:
        """Return the end that stays and the end that moves, the caret."""

    def position_at(self, point: QPointF) -> int:
        """Return the position nearest to a point of the viewport."""

    def marked_span_at(self, point: QPointF) -> Span | None:
        """Return the span whose bar or chip is at a point."""

    def spans_at(self, point: QPointF) -> list[Span]:
        """Return the spans whose text is at a point, from the inside out."""

    def select(self, start: int, end: int) -> None:
        """Select text; the caret goes to `end`."""

    def put_caret(self, position: int) -> None:
        """Move the caret, and leave the selected span alone."""

    def select_span(self, span: Span | None) -> None:
        """Select a span, or none."""

    def selected_span(self) -> Span | None:
        """Return the selected span."""

    def draw_stretch(self) -> None:
        """Tell that the selected text is to be added to the kept span."""

    def draw_text(self) -> None:
        """Tell that the selected text was drawn."""

    def click_piece(self, point: QPointF) -> None:
        """Tell that a piece of the selected span was clicked with Ctrl, if one is there."""

    def activate_span(self, span: Span) -> None:
        """Tell that a chip was clicked twice."""

    def viewport(self) -> QWidget:
        """Return the widget that shows the text."""

    def scroll_pixels(self, pixels: int) -> None:
        """Scroll down, or up."""


class Mouse(QObject):
    """Follows the buttons from press to release."""

    def __init__(self, surface: Surface, parent: QObject) -> None:
        super().__init__(parent)
        self._surface = surface
        self._origin: Press | None = None
        self._pressed_at = QPointF()
        self._point = QPointF()
        self._is_raw = False
        self._is_dragging = False
        self._adds = False
        self._last_click = QPointF(-1e9, -1e9)
        self._since_double_click = QElapsedTimer()
        self._timer = QTimer(self, interval=AUTOSCROLL_MS)
        self._timer.timeout.connect(self._autoscroll)

    def press(self, event: QMouseEvent) -> None:
        """Put the caret where the button went down, or select the span whose bar or chip is there."""
        point = event.position()
        self._is_dragging = False
        self._adds = self._adds_to_span(event)
        span = self._surface.marked_span_at(point)
        if span is not None:
            self._origin = None
            self._surface.select_span(span)
            return
        is_third_click = self._is_third_click(point)
        self._pressed_at = point
        position = self._surface.position_at(point)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            anchor = self._surface.selection_ends()[0]
            self._origin = Press(Grain.CHARACTER, anchor, anchor)
            self._is_dragging = True
            self._extend(event)
        elif is_third_click:
            self._choose(press(self._surface.text(), Grain.SENTENCE, position))
        else:
            # Which span is selected is decided when the button comes up: this may be the begin of a drag.
            self._origin = press(self._surface.text(), Grain.CHARACTER, position)
            self._surface.put_caret(position)

    def double_click(self, event: QMouseEvent) -> None:
        """Select the word, or activate the span whose bar or chip is there."""
        span = self._surface.marked_span_at(event.position())
        if span is not None:
            self._origin = None
            self._surface.activate_span(span)
            return
        self._pressed_at = event.position()
        self._is_dragging = False
        self._adds = self._adds_to_span(event)
        self._since_double_click.start()
        position = self._surface.position_at(event.position())
        self._choose(press(self._surface.text(), Grain.WORD, position))

    def move(self, event: QMouseEvent) -> None:
        """Select from where the button went down to here."""
        if self._origin is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if not self._is_dragging and _distance(event.position(), self._pressed_at) < QApplication.startDragDistance():
            return
        self._is_dragging = True
        self._extend(event)
        is_outside = bool(self._overshoot(event.position()))
        if is_outside != self._timer.isActive():
            self._timer.start() if is_outside else self._timer.stop()

    def forget(self) -> None:
        """End whatever was going on: the text is another."""
        self._timer.stop()
        self._origin = None
        self._since_double_click.invalidate()

    def release(self, event: QMouseEvent) -> None:
        """End a drag; after a mere click select the span there, the next outer one at each further click.

        With Ctrl and a span selected, what was drawn is to be added to it, and a piece that was clicked taken out.
        """
        self._timer.stop()
        origin, self._origin = self._origin, None
        if origin is None:
            return
        if self._is_dragging or origin.grain is not Grain.CHARACTER:
            if self._adds:
                self._surface.draw_stretch()
            else:
                self._surface.draw_text()
        elif self._adds:
            self._surface.click_piece(event.position())
        else:
            self._click(event)

    def _adds_to_span(self, event: QMouseEvent) -> bool:
        """Return whether a press begins a stretch that is to be added to the selected span."""
        is_held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return is_held and self._surface.selected_span() is not None

    def _click(self, event: QMouseEvent) -> None:
        is_again = _distance(event.position(), self._last_click) <= SAME_PLACE
        self._last_click = event.position()
        self._surface.select_span(self._next_span(self._surface.spans_at(event.position()), is_again=is_again))

    def _next_span(self, spans: list[Span], *, is_again: bool) -> Span | None:
        """Return the innermost span, or the one around the selected one if that was clicked before."""
        selected = self._surface.selected_span()
        if is_again and selected in spans:
            return spans[(spans.index(selected) + 1) % len(spans)]
        return spans[0] if spans else None

    def _choose(self, origin: Press) -> None:
        self._origin = origin
        self._surface.select(origin.start, origin.end)

    def _is_third_click(self, point: QPointF) -> bool:
        """Return whether a double click was just here. Qt itself knows no triple click."""
        timer = self._since_double_click
        is_soon = timer.isValid() and timer.elapsed() < QApplication.doubleClickInterval()
        timer.invalidate()
        return is_soon and _distance(point, self._pressed_at) < QApplication.startDragDistance()

    def _extend(self, event: QMouseEvent) -> None:
        self._point = event.position()
        self._is_raw = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._drag_to_point()

    def _drag_to_point(self) -> None:
        if self._origin is None:
            return
        position = self._surface.position_at(self._point)
        snaps = self._surface.snap_to_words and not self._is_raw
        self._surface.select(*drag(self._surface.text(), self._origin, position, snaps=snaps))

    def _overshoot(self, point: QPointF) -> int:
        """Return by how many pixels a point is above (negative) or below what shows the text."""
        y = int(point.y())
        return min(0, y) or max(0, y - self._surface.viewport().height() + 1)

    def _autoscroll(self) -> None:
        """Scroll the faster, the further the pointer is outside."""
        self._surface.scroll_pixels(self._overshoot(self._point))
        self._drag_to_point()


def _distance(one: QPointF, other: QPointF) -> float:
    return (one - other).manhattanLength()
