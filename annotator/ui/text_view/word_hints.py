"""Letters over the words that are seen: typing them selects the word. Painted over the text, which knows nothing."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.tokens import tokens
from annotator.ui.palette import Theme
from annotator.ui.text_view.page import Page

SIZE = 0.62
"""Of the letters, in sizes of the text."""
PADDING = 2
RADIUS = 2.5


class WordHint(NamedTuple):
    """A code, and where the caret would stand before its word."""

    code: str
    place: QRect


def words_on(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the words on the screen, without punctuation, in reading order; it costs what is seen."""
    for paragraph, top in page.screen():
        shaped = page.laid(paragraph).shaped
        seen = [
            line for line in shaped.lines if top + line.top >= 0 and top + line.top + line.box <= page.screen_height
        ]
        if not seen:
            continue
        first, last = shaped.start + seen[0].start, shaped.start + seen[-1].end
        for start, end in tokens(page.text[first:last]):
            if page.text[first + start].isalnum():
                yield first + start, first + end


class WordHints(QWidget):
    """Lies over the text and lets the mouse through."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hints: Sequence[WordHint] = ()
        self._typed = ""
        self._theme: Theme | None = None
        self._font = QFont()
        self.hide()

    def show_hints(self, hints: Sequence[WordHint], theme: Theme, font: QFont) -> None:
        """Show these, in a size that fits a text in that font."""
        self._hints, self._theme, self._typed = hints, theme, ""
        self._font = QFont(font)
        self._font.setPixelSize(max(9, round(font.pixelSize() * SIZE)))
        self._font.setWeight(QFont.Weight.DemiBold)
        self._font.setFamilies(["DejaVu Sans Mono", "Menlo", "Consolas", "monospace"])
        self.setGeometry(self._viewport.rect())
        self.show()
        self.raise_()
        self.update()

    def show_typed(self, letters: str) -> None:
        """Leave only those that begin with the letters."""
        self._typed = letters
        self.update()

    def hints(self) -> list[WordHint]:
        """Return those that are shown."""
        return [hint for hint in self._hints if hint.code.startswith(self._typed)]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        for code, place in self.hints():
            self._paint(painter, metrics, code, place)
        painter.end()

    def _paint(self, painter: QPainter, metrics: QFontMetricsF, code: str, place: QRect) -> None:
        assert self._theme is not None
        height, width = metrics.ascent() + 1, metrics.horizontalAdvance(code) + 2 * PADDING
        box = QRectF(place.left() - PADDING, place.top() - 1, width, height)
        painter.setPen(self._theme.border)
        painter.setBrush(self._theme.key)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        base = QPointF(box.left() + PADDING, box.bottom() - (height - metrics.capHeight()) / 2)
        done = code[: len(self._typed)]
        painter.setPen(self._theme.faint)
        painter.drawText(base, done)
        painter.setPen(self._theme.ink)
        painter.drawText(base + QPointF(metrics.horizontalAdvance(done), 0), code[len(done) :])
