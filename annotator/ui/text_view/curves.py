"""Lines from one point to another, straight or swung, and the heads of their arrows. Pixels.

They are numbers until they are painted: a screen may have hundreds, and one point of Qt costs as much as all of one.
"""

from math import cos, hypot, sin
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

NEAR_END = 0.98
"""How far along a curve its direction is taken for that of the arrow: it comes in upright at the very end."""
COS, SIN = cos(0.42), sin(0.42)
"""Of the angle, in radians, between the line and a side of the arrow's head."""


class Curve(NamedTuple):
    """A cubic Bézier curve: where it begins, the two points towards which it is drawn, and where it ends."""

    x0: float
    y0: float
    x1: float
    y1: float
    x2: float
    y2: float
    x3: float
    y3: float

    @property
    def path(self) -> QPainterPath:
        """Return the line alone."""
        path = QPainterPath()
        add_line(path, self)
        return path

    @property
    def area(self) -> QRectF:
        """Return an area in which all of the line is."""
        xs, ys = self[::2], self[1::2]
        return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def straight(x0: float, y0: float, x1: float, y1: float) -> Curve:
    """Return a straight line."""
    return Curve(x0, y0, x0, y0, x1, y1, x1, y1)


def add_line(path: QPainterPath, curve: Curve) -> None:
    """Add the line to a path."""
    path.moveTo(curve.x0, curve.y0)
    if curve[:2] == curve[2:4] and curve[4:6] == curve[6:]:
        path.lineTo(curve.x3, curve.y3)
    else:
        path.cubicTo(*curve[2:])


def add_head(path: QPainterPath, curve: Curve, size: float) -> None:
    """Add the head of an arrow, at the end of the line, to a path."""
    x, y = curve.x3, curve.y3
    back_x, back_y = _backward(curve)
    path.moveTo(x, y)
    path.lineTo(x + (back_x * COS - back_y * SIN) * size, y + (back_x * SIN + back_y * COS) * size)
    path.lineTo(x + (back_x * COS + back_y * SIN) * size, y + (back_y * COS - back_x * SIN) * size)
    path.closeSubpath()


def arrow_head(curve: Curve, size: float) -> QPainterPath:
    """Return the head of an arrow at the end of the line."""
    head = QPainterPath()
    add_head(head, curve, size)
    return head


def _backward(curve: Curve) -> tuple[float, float]:
    """Return the direction, of length 1, in which one would go back along the line from near its end."""
    first, middle, last = (1 - NEAR_END) ** 2, 2 * (1 - NEAR_END) * NEAR_END, NEAR_END**2
    x0, y0, x1, y1, x2, y2, x3, y3 = curve
    x = first * (x0 - x1) + middle * (x1 - x2) + last * (x2 - x3)
    y = first * (y0 - y1) + middle * (y1 - y2) + last * (y2 - y3)
    length = hypot(x, y)
    return (x / length, y / length) if length else (0.0, -1.0)
