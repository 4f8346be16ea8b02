"""A font with its measures, made once: rows are painted by the dozen, and both cost more to make than to use."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from annotator.ui.plain_text import text_direction
from annotator.ui.style import PANEL_SIZE, panel_font
from annotator.visible import one_line

MOST = 400
"""Code points of a line: no row is as wide."""


class Lettering:
    """Paints one line of plain text in a panel's font."""

    def __init__(self, size: int = PANEL_SIZE, *, strong: bool = False) -> None:
        self.font = panel_font(size, strong=strong)
        self.metrics = QFontMetrics(self.font)
        self.height = self.metrics.height()

    def width(self, text: str) -> int:
        """Return how wide a text is, in pixels."""
        return self.metrics.horizontalAdvance(text)

    def elided(self, text: str, width: float) -> str:
        """Return as much of a text as the width, in pixels, has room for; on one line."""
        return self.metrics.elidedText(one_line(text, MOST), Qt.TextElideMode.ElideRight, int(width))

    def paint(self, painter: QPainter, room: QRectF, text: str, color: QColor, side: Qt.AlignmentFlag) -> None:
        """Paint what there is room for, in the middle of the height, at a side of the room."""
        shown = self.elided(text, room.width())
        painter.setFont(self.font)
        painter.setPen(color)
        painter.setLayoutDirection(text_direction(shown))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
