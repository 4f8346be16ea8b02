import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter

from annotator.model import Status
from annotator.store import DocumentLine
from annotator.ui.document_row import DOT, paint_dot, second_line
from annotator.ui.palette import THEMES
from annotator.ui.style import panel_font

WIDE = 1_000


def line(**more):
    known = {
        "id": 1, "title": "T", "author": "", "date": "", "source": "", "status": Status.TODO, "flagged": False,
        "spans": 0
    }  # fmt: skip
    return DocumentLine(**(known | more))


@pytest.fixture
def metrics(qapp):
    return QFontMetrics(panel_font())


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, ""),
        ({"date": "2022-02-02", "author": "Vugar Khalilov", "spans": 17}, "2 Feb 2022 · Vugar Khalilov · 17 spans"),
        ({"date": "2022-02", "source": "Wire", "author": "Vugar Khalilov", "spans": 1}, "2022-02 · Wire · 1 span"),
        ({"source": "Wire\nservice"}, "Wire service"),
    ],
)
def test_the_second_line_has_what_is_known(metrics, known, expected):
    assert second_line(line(**known), metrics, WIDE) == expected


def test_the_source_gives_way_to_the_number_of_spans(metrics):
    known = line(date="2022-02-02", source="The Wire Service of the Caucasus", spans=17)
    shown = second_line(known, metrics, metrics.horizontalAdvance("2 Feb 2022 · The Wire … · 17 spans"))
    assert shown.startswith("2 Feb 2022 · The W")
    assert shown.endswith("… · 17 spans")


def dot(known, theme):
    image = QImage(DOT + 2, DOT + 2, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_dot(painter, QPointF(1, 1), known, theme)
    painter.end()
    return image


def inked(image, left, right):
    return sum(image.pixelColor(x, image.height() // 2).alpha() > 128 for x in range(left, right))


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_dot_tells_how_far_it_is(qapp, theme):
    middle, end = (DOT + 2) // 2, DOT + 2
    todo, begun, done = (dot(line(status=status), theme) for status in (Status.TODO, Status.IN_PROGRESS, Status.DONE))
    assert inked(todo, 0, end) < inked(begun, 0, end) < inked(done, 0, end)
    assert inked(begun, 0, middle) > inked(begun, middle + 1, end)
    assert done.pixelColor(middle, middle) == theme.ok
    assert dot(line(flagged=True, status=Status.DONE), theme).pixelColor(middle, middle) == theme.warn


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"status": Status.DONE, "spans": 2}, "2 spans · done"),
        ({"status": Status.SKIPPED, "date": "2022"}, "2022 · skipped"),
        ({"status": Status.IN_PROGRESS, "flagged": True, "note": "ask\nOla"}, "flagged: ask Ola"),
        ({"status": Status.DONE, "flagged": True}, "done · flagged"),
    ],
)
def test_words_say_how_far_it_is(metrics, known, expected):
    assert second_line(line(**known), metrics, WIDE) == expected


def test_source_and_then_date_give_way_to_the_words(metrics):
    known = line(date="2022-02-02", source="The Wire Service", flagged=True, note="ask Ola", status=Status.DONE)
    narrow = metrics.horizontalAdvance("2 Feb 2022 · done · flagged: ask Ola.")
    assert second_line(known, metrics, narrow) == "2 Feb 2022 · done · flagged: ask Ola"
    assert second_line(known, metrics, narrow - 40) == "done · flagged: ask Ola"
