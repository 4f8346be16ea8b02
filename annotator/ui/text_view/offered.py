"""Suggestions in the text: marked below their lines as spans are, but dashed, without a tint, and with a question mark.

To the layout a suggestion is a span with a negative id. Nothing else of the view takes one for a span.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.model import Span
from annotator.ui.text_view.chips import RADIUS, Chips
from annotator.ui.text_view.lettering import draw_line
from annotator.ui.text_view.look import Look
from annotator.ui.text_view.marking import Mark

DASHES = (3, 2)
"""Lengths of a dash and of a gap, in widths of the line."""


def offered_span(number: int, start: int, end: int, label: str) -> Span:
    """Return what the layout takes a suggestion for; `number` tells it from the others of the text."""
    return Span(-1 - number, 0, label, "", start, end)


def is_offered(span: Span) -> bool:
    """Return whether this is a suggestion."""
    return span.id < 0


class OfferedChips(Chips):
    """Widths and pictures of the chips of suggestions: a dashed frame on the page, the name in muted ink."""

    def _shown(self, label: str) -> str:
        return f"{super()._shown(label)}?"

    def draw(self, painter: QPainter, area: QRectF, label: str, number: int = 0) -> None:
        """Draw a label's chip into `area`."""
        bar = self._look.measures.bar
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_dashed(self._look.colors(label).bar, 1))
        painter.setBrush(self._look.theme.page)
        painter.drawRoundedRect(area.adjusted(0.5, bar - 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setPen(self._look.theme.muted)
        draw_line(painter, area.adjusted(0, bar - 1, 0, 0), self._shown(label), self._look.chip_font)


def paint_offered(painter: QPainter, look: Look, chips: Chips, mark: Mark, top: int, *, is_chosen: bool) -> None:
    """Paint dashes below the text of a suggestion, and its chip; the one that is selected has a frame."""
    measures, bar = look.measures, look.colors(mark.span.label).bar
    if mark.chip is not None:
        chips.paint(painter, QPointF(mark.chip, top), mark.span.label)
    painter.save()
    painter.setPen(_dashed(bar, measures.bar))
    y = top + measures.bar / 2
    for left, right in mark.bars:
        painter.drawLine(QPointF(left, y), QPointF(max(left + 2.0, right), y))
    if is_chosen and mark.chip is not None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.theme.accent, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        area = QRectF(mark.chip, top, chips.width(mark.span.label), measures.chip)
        painter.drawRoundedRect(area.adjusted(0.5, measures.bar - 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.restore()


def _dashed(color: QColor, width: int) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern(DASHES)
    return pen
