"""From span to span: the next one, the one before, and the one around. And from sentence to sentence."""

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QObject, Signal

from annotator.clusters import after_blanks, before_blanks
from annotator.model import Span, reading_order
from annotator.sentences import sentence_at
from annotator.ui.main_window import Gestures
from annotator.ui.text_view import TextView
from annotator.ui.workspace import Workspace

FIRST = -(1 << 62)
"""What comes first among spans that begin at one place."""


class SpanSteps(QObject):
    """Selects the annotator's spans in the order in which one reads them, and moves the caret by sentences."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, view: TextView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {
            "next_span": self.next,
            "previous_span": self.previous,
            "outer_span": self.outer,
            "next_sentence": self.next_sentence,
            "previous_sentence": self.previous_sentence,
            "select_sentence": self.select_sentence,
        }

    # --- spans

    def next(self) -> None:
        """Select the next span after the selected one, or after the caret."""
        spans, span = self._workspace.need_document().spans, self._workspace.span
        if span is not None:
            at = bisect_right(spans, reading_order(span), key=reading_order)
        else:
            at = bisect_left(spans, (self._view.selection()[0], FIRST, 0), key=reading_order)
        own = (spans[number] for number in range(at, len(spans)) if self._is_own(spans[number]))
        self._go(next(own, None), self.tr("There is no span after this place."))

    def previous(self) -> None:
        """Select the span before the selected one, or before the caret."""
        spans, span = self._workspace.need_document().spans, self._workspace.span
        first = reading_order(span) if span is not None else (self._view.selection()[0], FIRST, 0)
        at = bisect_left(spans, first, key=reading_order)
        own = (spans[number] for number in range(at - 1, -1, -1) if self._is_own(spans[number]))
        self._go(next(own, None), self.tr("There is no span before this place."))

    def outer(self) -> None:
        """Select the span around the selected one, after the outermost the innermost; or the one at the caret."""
        around = self._around()
        ids = [one.id for one in around]
        span = self._workspace.span
        at = (ids.index(span.id) + 1) % len(ids) if span is not None and span.id in ids else 0
        found = around[at] if around else None
        if found is not None and span is not None and found.id == span.id:
            self.said.emit(self.tr("No other span is at this place."))
            return
        self._go(found, self.tr("There is no span at this place."), caret=False)

    def _around(self) -> list[Span]:
        """Return the spans at the caret, or that the selected text touches, from the inside out."""
        span, (start, end) = self._workspace.span, self._view.selection()
        if span is not None and not span.start <= start <= span.end:
            start = end = span.start
        touching = (one for one in self._view.spans_near(start) if one.start <= end and one.end >= start)
        return sorted(touching, key=lambda one: (one.end - one.start, one.start, one.id))

    def _is_own(self, span: Span) -> bool:
        return span.annotator == self._workspace.annotator

    def _go(self, span: Span | None, otherwise: str, *, caret: bool = True) -> None:
        if span is None:
            self.said.emit(otherwise)
            return
        if caret:
            self._view.put_caret(span.start)
        self._view.select_span(span)
        self._view.show_stretch(span.start, span.end)

    # --- sentences

    def next_sentence(self) -> None:
        """Put the caret where the next sentence begins."""
        text, place = self._view.text(), self._view.selection()[1]
        start, end = sentence_at(text, place)
        self._put(start if start > place else after_blanks(text, max(end, place), len(text)))

    def previous_sentence(self) -> None:
        """Put the caret where the sentence begins, or where the one before does."""
        text, place = self._view.text(), self._view.selection()[0]
        start, _ = sentence_at(text, place)
        self._put(start if start < place else sentence_at(text, max(0, before_blanks(text, 0, place) - 1))[0])

    def select_sentence(self) -> None:
        """Select the sentence at the caret; when it is selected, take in the next one."""
        text, (start, end) = self._view.text(), self._view.selection()
        first, last = sentence_at(text, start)
        if start < end and first >= start and last <= end:
            first, last = start, sentence_at(text, after_blanks(text, end, len(text)))[1]
        self._view.select(first, last)
        self._view.show_stretch(first, last)

    def _put(self, place: int) -> None:
        self._view.select(place, place)
        self._view.show_stretch(place, place)
