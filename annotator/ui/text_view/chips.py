"""Label chips: each label's name on its colour, painted once and kept."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from annotator.ui.text_view.lettering import draw_line
from annotator.ui.text_view.look import Look

PADDING = 4
RADIUS = 3
MAX_WIDTH = 18
"""In heights of a chip. A longer name is cut with an ellipsis: the tooltip has it whole."""


class Chips:
    """Widths and pictures of the chips of one look, by label."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._metrics = QFontMetricsF(look.chip_font)
        self._widths: dict[str, int] = {}
        self._pictures: dict[tuple[str, float], QPixmap] = {}

    def width(self, label: str) -> int:
        """Return how many pixels wide the label's chip is."""
        width = self._widths.get(label)
        if width is None:
            width = self._widths[label] = round(self._metrics.horizontalAdvance(self._shown(label))) + 2 * PADDING
        return width

    def paint(self, painter: QPainter, place: QPointF, label: str) -> None:
        """Paint the label's chip with its top left corner at `place`: its picture on the screen, shapes elsewhere."""
        device = painter.device()
        if isinstance(device, QWidget):
            painter.drawPixmap(place, self._picture(label, device.devicePixelRatioF()))
        else:
            painter.save()
            self.draw(painter, QRectF(place, QSizeF(self.width(label), self._look.measures.chip)), label)
            painter.restore()

    def _picture(self, label: str, pixel_ratio: float) -> QPixmap:
        """Return the chip's picture for a screen with so many device pixels in one of ours."""
        picture = self._pictures.get((label, pixel_ratio))
        if picture is None:
            picture = self._pictures[label, pixel_ratio] = self._paint(label, pixel_ratio)
        return picture

    def _shown(self, label: str) -> str:
        """Return as much of the label's name, in one line, as a chip has room for."""
        name = " ".join(label.split()) or "?"
        return self._metrics.elidedText(name, Qt.TextElideMode.ElideRight, MAX_WIDTH * self._look.measures.chip)

    def _paint(self, label: str, pixel_ratio: float) -> QPixmap:
        area = QRectF(0, 0, self.width(label), self._look.measures.chip)
        picture = QPixmap((QSizeF(area.size()) * pixel_ratio).toSize())
        picture.setDevicePixelRatio(pixel_ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.draw(painter, area, label)
        painter.end()
        return picture

    def draw(self, painter: QPainter, area: QRectF, label: str) -> None:
        """Draw a label's chip into `area`. Its top, where it hangs from the bar, is square."""
        colors = self._look.colors(label)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.chip)
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        painter.drawRect(QRectF(area.topLeft(), QSizeF(area.width(), RADIUS)))
        painter.setPen(colors.ink)
        bar = self._look.measures.bar
        draw_line(painter, area.adjusted(0, bar - 1, 0, 0), self._shown(label), self._look.chip_font)
