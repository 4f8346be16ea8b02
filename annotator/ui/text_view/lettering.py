"""How letters are drawn: on the screen as Qt does it, into files as their painters do (`file_painters.py`)."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout


class LetterPainter(QPainter):
    """A painter that draws letters in a way of its own."""

    def draw_layout(self, layout: QTextLayout, formats: Sequence[QTextLayout.FormatRange], clip: QRectF) -> None:
        """Draw a layout at the origin in the ink that is set; lines that are not in `clip` may be left out."""
        raise NotImplementedError

    def draw_line(self, area: QRectF, text: str, font: QFont) -> None:
        """Draw a short text in one line, in the middle of `area`, in the ink that is set."""
        raise NotImplementedError


def draw_layout(
    painter: QPainter, layout: QTextLayout, formats: Sequence[QTextLayout.FormatRange], clip: QRectF
) -> None:
    """Draw a layout at the painter's origin in the painter's ink; lines that are not in `clip` may be left out."""
    if isinstance(painter, LetterPainter):
        painter.draw_layout(layout, formats, clip)
    else:
        layout.draw(painter, QPointF(0, 0), formats, clip)


def draw_line(painter: QPainter, area: QRectF, text: str, font: QFont) -> None:
    """Draw a short text in one line, in the middle of `area`, in the painter's ink."""
    if isinstance(painter, LetterPainter):
        painter.draw_line(area, text, font)
    else:
        painter.setFont(font)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
