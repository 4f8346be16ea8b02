"""A row of controls that goes on in further lines."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from annotator.ui.wrapping import GAP, LINE_GAP, WrappingRow

SIZE = 100, 20


@pytest.fixture
def row(qtbot):
    """Five controls, the last two at the end."""
    box = QWidget()
    qtbot.addWidget(box)
    layout = WrappingRow()
    layout.setContentsMargins(0, 0, 0, 0)
    labels = [QLabel() for _ in range(5)]
    for label in labels:
        label.setFixedSize(*SIZE)
    layout.fill(*labels[:3], at_end=labels[3:])
    box.setLayout(layout)
    box.labels = labels
    return box


def places(box, width):
    box.resize(width, box.layout().heightForWidth(width))
    box.layout().setGeometry(box.rect())
    return [(label.x(), label.y()) for label in box.labels]


STEP, DOWN = SIZE[0] + GAP, SIZE[1] + LINE_GAP


def test_with_room_for_all_the_last_stand_at_the_end(row):
    assert places(row, 800) == [(0, 0), (STEP, 0), (2 * STEP, 0), (800 - STEP - SIZE[0], 0), (800 - SIZE[0], 0)]
    assert row.layout().heightForWidth(800) == SIZE[1]


def test_with_less_it_goes_on_in_further_lines_and_none_is_cut(row):
    found = places(row, 330)
    assert found == [(0, 0), (STEP, 0), (2 * STEP, 0), (118, DOWN), (230, DOWN)]
    assert row.layout().heightForWidth(330) == SIZE[1] + DOWN
    assert row.layout().heightForWidth(150) == SIZE[1] + 4 * DOWN
    assert row.layout().minimumSize().width() == SIZE[0]


def test_what_is_hidden_takes_no_room(row):
    row.labels[0].hide()
    assert places(row, 800)[1] == (0, 0)


def test_from_right_to_left(row):
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    found = places(row, 800)
    assert found[0] == (800 - SIZE[0], 0)
    assert found[4] == (0, 0)
