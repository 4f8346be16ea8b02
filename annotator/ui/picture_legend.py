"""What stands below a printed article: its labels with their colours, and how often each was given."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from annotator.model import Label, Span
from annotator.ui.picture_pages import Cut
from annotator.ui.style import SMALL_SIZE, panel_font
from annotator.ui.text_view.lettering import draw_line
from annotator.ui.text_view.look import Look
from annotator.ui.text_view.paragraphs import display_text
from annotator.visible import one_line

ROW, SWATCH, GAP, BETWEEN, ABOVE = 22, 12, 6, 20, 14
"""Pixels: height of a row, side of a swatch, between the parts of an entry, between entries, above the first row."""


def label_numbers(labels: Iterable[Label], spans: Iterable[Span]) -> dict[str, int]:
    """Return how often each label was given: in the order of the scheme, then those that it does not have."""
    counts = Counter(span.label for span in spans)
    known = [label.name for label in labels if label.name in counts]
    return {name: counts[name] for name in [*known, *sorted(counts.keys() - set(known))]}


class Entry(NamedTuple):
    """A label at its place: left edge and row, name as shown and its width, number and its width."""

    label: str
    left: float
    row: int
    name: str
    name_width: float
    number: str
    number_width: float


class Legend:
    """The labels in rows, in the order of the scheme."""

    def __init__(self, labels: Iterable[Label], spans: Iterable[Span], look: Look) -> None:
        self._look = look
        self._font = panel_font(SMALL_SIZE)
        self._font.setHintingPreference(look.font.hintingPreference())
        self._entries = list(self._placed(label_numbers(labels, spans)))
        self._rows = self._entries[-1].row + 1 if self._entries else 0
        self.height = ABOVE + self._rows * ROW if self._rows else 0

    def _placed(self, numbers: dict[str, int]) -> Iterator[Entry]:
        metrics = QFontMetricsF(self._font)
        left, row, width = 0.0, 0, self._look.column
        for label, number in numbers.items():
            count = QLocale().toString(number)
            count_width = metrics.horizontalAdvance(count)
            room = width - SWATCH - 2 * GAP - count_width
            name = metrics.elidedText(display_text(one_line(label) or "?"), Qt.TextElideMode.ElideRight, room)
            name_width = metrics.horizontalAdvance(name)
            needed = SWATCH + 2 * GAP + name_width + count_width
            if left and left + needed > width:
                left, row = 0.0, row + 1
            yield Entry(label, left, row, name, name_width, count, count_width)
            left += needed + BETWEEN

    def cuts(self) -> Iterator[Cut]:
        """Yield the end of each row."""
        for row in range(1, self._rows + 1):
            yield Cut(ABOVE + row * ROW, ABOVE + row * ROW)

    def paint(self, painter: QPainter, top: float, bottom: float) -> None:
        """Paint the rows between two pixels, and a line above the first."""
        theme = self._look.theme
        if top < 1:
            painter.fillRect(QRectF(0, 0, self._look.column, 1), theme.line)
        for entry in self._entries:
            y = ABOVE + entry.row * ROW
            if top < y + ROW and y < bottom:
                self._paint_entry(painter, entry, y)

    def _paint_entry(self, painter: QPainter, entry: Entry, y: int) -> None:
        theme, left = self._look.theme, entry.left
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colors(entry.label).chip)
        painter.drawRoundedRect(QRectF(left, y + (ROW - SWATCH) / 2, SWATCH, SWATCH), 3, 3)
        left += SWATCH + GAP
        painter.setPen(theme.ink)
        draw_line(painter, QRectF(left, y, entry.name_width, ROW), entry.name, self._font)
        left += entry.name_width + GAP
        painter.setPen(theme.muted)
        draw_line(painter, QRectF(left, y, entry.number_width, ROW), entry.number, self._font)
