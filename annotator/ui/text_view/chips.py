"""Label chips: each label's name on its colour, with the number of a chain, painted once and kept."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from annotator.ui.text_view.lettering import draw_line
from annotator.ui.text_view.look import Look
from annotator.visible import one_line

PADDING = 4
RADIUS = 3
MAX_WIDTH = 18
"""In heights of a chip. A longer name is cut with an ellipsis: the tooltip has it whole."""


class Chips:
    """Widths and pictures of the chips of one look, by label."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._metrics = QFontMetricsF(look.chip_font)
        self._widths: dict[tuple[str, int], int] = {}
        self._pictures: dict[tuple[str, int, float], QPixmap] = {}

    def width(self, label: str, number: int = 0) -> int:
        """Return how many pixels wide the label's chip is, with the number of a chain in it if there is one."""
        width = self._widths.get((label, number))
        if width is None:
            name = round(self._metrics.horizontalAdvance(self._shown(label))) + 2 * PADDING
            width = self._widths[label, number] = name + self._badge(number)
        return width

    def _badge(self, number: int) -> int:
        """Return how much wider a number makes a chip."""
        return round(self._metrics.horizontalAdvance(str(number))) + 2 * PADDING if number else 0

    def paint(self, painter: QPainter, place: QPointF, label: str, number: int = 0) -> None:
        """Paint the label's chip with its top left corner at `place`: its picture on the screen, shapes elsewhere."""
        device = painter.device()
        if isinstance(device, QWidget):
            painter.drawPixmap(place, self._picture(label, number, device.devicePixelRatioF()))
        else:
            painter.save()
            self.draw(
                painter, QRectF(place, QSizeF(self.width(label, number), self._look.measures.chip)), label, number
            )
            painter.restore()

    def _picture(self, label: str, number: int, pixel_ratio: float) -> QPixmap:
        """Return the chip's picture for a screen with so many device pixels in one of ours."""
        picture = self._pictures.get((label, number, pixel_ratio))
        if picture is None:
            picture = self._pictures[label, number, pixel_ratio] = self._paint(label, number, pixel_ratio)
        return picture

    def _shown(self, label: str) -> str:
        """Return as much of the label's name, in one line, as a chip has room for."""
        name = one_line(label) or "?"
        return self._metrics.elidedText(name, Qt.TextElideMode.ElideRight, MAX_WIDTH * self._look.measures.chip)

    def _paint(self, label: str, number: int, pixel_ratio: float) -> QPixmap:
        area = QRectF(0, 0, self.width(label, number), self._look.measures.chip)
        picture = QPixmap((QSizeF(area.size()) * pixel_ratio).toSize())
        picture.setDevicePixelRatio(pixel_ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.draw(painter, area, label, number)
        painter.end()
        return picture

    def draw(self, painter: QPainter, area: QRectF, label: str, number: int = 0) -> None:
        """Draw a label's chip into `area`. Its top, where it hangs from the bar, is square."""
        colors = self._look.colors(label)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.chip)
        painter.drawRoundedRect(area, RADIUS, RADIUS)
        painter.drawRect(QRectF(area.topLeft(), QSizeF(area.width(), RADIUS)))
        painter.setPen(colors.ink)
        bar = self._look.measures.bar
        room = area.adjusted(0, bar - 1, -self._badge(number), 0)
        draw_line(painter, room, self._shown(label), self._look.chip_font)
        if number:
            self._draw_badge(
                painter, QRectF(room.right(), area.top(), area.right() - room.right(), area.height()), number
            )

    def _draw_badge(self, painter: QPainter, area: QRectF, number: int) -> None:
        """Draw the number of a chain on the page's colour, framed by the chip."""
        bar = self._look.measures.bar
        plate = area.adjusted(-1, bar + 0.5, -1.5, -1.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.page)
        painter.drawRoundedRect(plate, RADIUS - 1, RADIUS - 1)
        painter.setPen(self._look.theme.ink)
        draw_line(painter, area.adjusted(-1, bar - 1, -1.5, 0), str(number), self._look.chip_font)
