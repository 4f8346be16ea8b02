"""Painting relations: faint wires below the text; above it, those of the selected span, with arrows and names."""

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from annotator.ui.palette import LabelColors, label_colors
from annotator.ui.plain_text import text_direction
from annotator.ui.text_view.curves import arrow_head, straight
from annotator.ui.text_view.lettering import draw_line
from annotator.ui.text_view.look import UNKNOWN_COLOR
from annotator.ui.text_view.page import Page
from annotator.ui.text_view.plates import Plate
from annotator.ui.text_view.wires import Layer, Wire, Wiring

FAINT = 0.36
"""Opacity of the wires of spans that are not selected."""
BESIDE = 16
"""Pixels beside the column in which wires may run."""
ARROW = 7.0
HALO = 1.5
"""Pixels of the page's colour on both sides of a wire: it parts it from the letters."""


class Sheet:
    """The picture of the faint wires on a screen, painted once: a label's key paints the screen, but moves few."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._shows: object = None
        """What it shows: kept, so that nothing else gets its identity."""
        self._key: tuple[float, ...] = ()

    def picture(self, page: Page, layers: tuple[Layer, ...], pixel_ratio: float) -> QPixmap:
        """Return the picture; its left edge is `BESIDE` pixels left of the column's."""
        shows = (layers, page.look, page.width, page.screen_height, pixel_ratio)
        # By identity: paths are compared point by point otherwise.
        if tuple(map(id, shows[:2])) + shows[2:] != self._key:
            self._key, self._shows = tuple(map(id, shows[:2])) + shows[2:], shows
            size = QSizeF(page.width + 2 * BESIDE, page.screen_height) * pixel_ratio
            self._picture = QPixmap(size.toSize())
            self._picture.setDevicePixelRatio(pixel_ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.translate(BESIDE, 0)
            paint_layers(painter, page, layers)
            painter.end()
        return self._picture


def paint_faint(painter: QPainter, page: Page, wiring: Wiring, sheet: Sheet) -> None:
    """Paint what lies below the text: its picture on the screen, lines elsewhere."""
    device = painter.device()
    if not wiring.layers:
        return
    if isinstance(device, QWidget):
        picture = sheet.picture(page, wiring.layers, device.devicePixelRatioF())
        painter.drawPixmap(QPointF(-BESIDE, 0), picture)
    else:
        painter.save()
        paint_layers(painter, page, wiring.layers)
        painter.restore()


def paint_layers(painter: QPainter, page: Page, layers: tuple[Layer, ...]) -> None:
    """Paint faint wires, on any device."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for label, paths, heads in layers:
        color = QColor(_colors(page, label).bar)
        color.setAlphaF(FAINT)
        painter.strokePath(paths, QPen(color, 1))
        painter.fillPath(heads, color)


def paint_full(painter: QPainter, page: Page, wiring: Wiring, chosen: int | None) -> None:
    """Paint what lies above the text; `chosen` is the id of the selected relation."""
    if not wiring.full and not wiring.plates:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    halo = QColor(page.look.theme.page)
    halo.setAlphaF(0.85)
    for wire in wiring.full:
        painter.strokePath(wire.curve.path, QPen(halo, 1.5 + 2 * HALO))
    for wire in wiring.full:
        _paint_wire(painter, page, wire, is_chosen=wire.relation.id == chosen)
    for plate in wiring.plates:
        is_chosen = plate.relation.id == chosen
        _paint_plate(painter, page, plate, is_chosen=is_chosen)
    painter.restore()


def _paint_wire(painter: QPainter, page: Page, wire: Wire, *, is_chosen: bool) -> None:
    color = _colors(page, wire.relation.label).bar
    painter.strokePath(wire.curve.path, QPen(color, 2.5 if is_chosen else 1.5))
    if not page.relations.is_symmetric(wire.relation):
        painter.fillPath(arrow_head(wire.curve, ARROW + (2 if is_chosen else 0)), QBrush(color))


def _paint_plate(painter: QPainter, page: Page, plate: Plate, *, is_chosen: bool) -> None:
    theme = page.look.theme
    colors = _colors(page, plate.relation.label)
    painter.setPen(QPen(theme.accent if is_chosen else colors.bar, 2 if is_chosen else 1))
    painter.setBrush(theme.page)
    area = plate.area.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    painter.setPen(theme.ink)
    painter.setLayoutDirection(text_direction(plate.text))
    draw_line(painter, plate.area, plate.text, page.look.chip_font)
    if plate.relation.note:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.bar)
        painter.drawEllipse(QPointF(area.right() - 3, area.top() + 2), 2.5, 2.5)


def paint_pull(painter: QPainter, page: Page, start: QPointF, end: QPointF) -> None:
    """Paint the line that a hand draws from a span to another."""
    line = straight(start.x(), start.y(), end.x(), end.y())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(line.path, QPen(page.look.theme.page, 1.5 + 2 * HALO))
    painter.strokePath(line.path, QPen(page.look.theme.accent, 2))
    painter.fillPath(arrow_head(line, ARROW + 2), page.look.theme.accent)
    painter.restore()


def _colors(page: Page, label: str) -> LabelColors:
    known = page.relations.labels.get(label)
    return label_colors(known.color if known else UNKNOWN_COLOR, page.look.theme)
