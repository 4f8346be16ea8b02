"""Lines and the heads of their arrows are where Qt would have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLineF, QPointF

from annotator.ui.text_view.curves import Curve, arrow_head, straight

PIXELS = st.integers(-900, 900).map(float)


@given(st.tuples(*[PIXELS] * 8))
def test_a_line_leads_from_its_beginning_to_its_end_inside_its_area(numbers):
    curve = Curve(*numbers)
    path = curve.path
    assert (path.pointAtPercent(0).toTuple(), path.pointAtPercent(1).toTuple()) == (numbers[:2], numbers[6:])
    assert curve.area == path.controlPointRect()


@pytest.mark.parametrize(
    "curve",
    [
        straight(10, 50, 10, 20),
        straight(10, 20, 10, 50),
        straight(0, 0, 300, 100),
        Curve(0, 0, 0, 100, 50, 100, 50, 200),
        Curve(400, 300, 400, 250, 20, 250, 20, 200),
        Curve(0, 30, 0, 46, 200, 46, 200, 30),
    ],
)
def test_the_head_of_an_arrow_stands_at_the_end_in_the_line_s_direction(curve):
    tip, one, other = corners(curve)
    assert tip.toTuple() == curve[6:]
    assert QLineF(tip, one).length() == pytest.approx(10)
    assert QLineF(tip, other).length() == pytest.approx(10)
    back = QLineF((one + other) / 2, tip)
    assert abs((back.angle() - curve.path.angleAtPercent(0.98) + 180) % 360 - 180) < 10


def test_a_line_to_where_it_begins_has_a_head_too():
    tip, one, other = corners(straight(5, 5, 5, 5))
    assert tip.toTuple() == (5, 5)
    assert one != other


def corners(curve: Curve) -> tuple[QPointF, QPointF, QPointF]:
    head = arrow_head(curve, 10)
    tip, one, other = (QPointF(head.elementAt(at).x, head.elementAt(at).y) for at in range(3))
    return tip, one, other
