"""Painting relations: faint wires below the text; above it, those of the selected span, with arrows and names."""

from math import cos, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from annotator.ui.palette import LabelColors, label_colors
from annotator.ui.text_view.lettering import draw_line
from annotator.ui.text_view.look import UNKNOWN_COLOR
from annotator.ui.text_view.page import Page
from annotator.ui.text_view.wires import Plate, Wire, Wiring

FAINT = 0.36
"""Opacity of the wires of spans that are not selected."""
ARROW = 7.0
HALO = 1.5
"""Pixels of the page's colour on both sides of a wire: it parts it from the letters."""


def paint_faint(painter: QPainter, page: Page, wiring: Wiring, clip: QRectF) -> None:
    """Paint what lies below the text."""
    if not wiring.faint:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for wire in wiring.faint:
        if wire.path.controlPointRect().adjusted(-2, -2, 2, 2).intersects(clip):
            color = QColor(_colors(page, wire.relation.label).bar)
            color.setAlphaF(FAINT)
            painter.setPen(QPen(color, 1))
            painter.drawPath(wire.path)
            painter.fillPath(_arrow(wire.path, ARROW - 2), color)
    painter.restore()


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
        painter.strokePath(wire.path, QPen(halo, 1.5 + 2 * HALO))
    for wire in wiring.full:
        _paint_wire(painter, page, wire, is_chosen=wire.relation.id == chosen)
    for plate in wiring.plates:
        is_chosen = plate.relation.id == chosen
        _paint_plate(painter, page, plate, is_chosen=is_chosen)
    painter.restore()


def _paint_wire(painter: QPainter, page: Page, wire: Wire, *, is_chosen: bool) -> None:
    color = _colors(page, wire.relation.label).bar
    painter.strokePath(wire.path, QPen(color, 2.5 if is_chosen else 1.5))
    if not page.relations.is_symmetric(wire.relation):
        painter.fillPath(_arrow(wire.path, ARROW + (2 if is_chosen else 0)), QBrush(color))


def _paint_plate(painter: QPainter, page: Page, plate: Plate, *, is_chosen: bool) -> None:
    theme = page.look.theme
    colors = _colors(page, plate.relation.label)
    painter.setPen(QPen(theme.accent if is_chosen else colors.bar, 2 if is_chosen else 1))
    painter.setBrush(theme.page)
    area = plate.area.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
    painter.setPen(theme.ink)
    draw_line(painter, plate.area, plate.text, page.look.chip_font)
    if plate.relation.note:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.bar)
        painter.drawEllipse(QPointF(area.right() - 3, area.top() + 2), 2.5, 2.5)


def paint_pull(painter: QPainter, page: Page, start: QPointF, end: QPointF) -> None:
    """Paint the line that a hand draws from a span to another."""
    path = QPainterPath(start)
    path.lineTo(end)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, QPen(page.look.theme.page, 1.5 + 2 * HALO))
    painter.strokePath(path, QPen(page.look.theme.accent, 2))
    painter.fillPath(_arrow(path, ARROW + 2), page.look.theme.accent)
    painter.restore()


def _arrow(path: QPainterPath, size: float) -> QPainterPath:
    """Return the head of an arrow at the end of a path."""
    tip = path.pointAtPercent(1)
    angle = radians(path.angleAtPercent(0.98))
    head = QPainterPath(tip)
    for turn in (0.42, -0.42):
        head.lineTo(tip - QPointF(cos(angle + turn), -sin(angle + turn)) * size)
    head.closeSubpath()
    return head


def _colors(page: Page, label: str) -> LabelColors:
    known = page.relations.labels.get(label)
    return label_colors(known.color if known else UNKNOWN_COLOR, page.look.theme)
