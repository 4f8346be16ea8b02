"""Spans in pieces on the screen: what joins them, and what the mouse finds on them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.model import Span
from annotator.ui.text_view import TextView
from annotator.ui.text_view.marking import Mark

PointOf = Callable[[int], QPoint]

TEXT = "The floods caused losses, in the north and in the south, of cattle.\n" + "Much later. " * 20 + "And of crops."
ARABIC = "كتب نجيب محفوظ رواية أولاد حارتنا في القاهرة " * 3


def pieced(text: str, *quotes: str, id: int = 1) -> Span:
    pieces: list[tuple[int, int]] = []
    for quoted in quotes:
        start = text.index(quoted, pieces[-1][1] if pieces else 0)
        pieces.append((start, start + len(quoted)))
    return Span(id, 1, "LOC", "anna", pieces[0][0], pieces[-1][1], tuple(pieces))


def marks(view: TextView, span: Span) -> list[Mark]:
    """What is drawn for the span, line by line, as far as it is on the screen."""
    page = view._page
    laid = [page.laid(placed.paragraph) for placed in page.screen()]
    return [mark for one in laid for line in one.marking for mark in line.marks if mark.span.id == span.id]


def test_pieces_of_one_line_are_joined_from_bar_to_bar(view: TextView) -> None:
    span = pieced(TEXT, "floods", "losses", "north")
    view.show_document(TEXT, [span])
    (mark,) = marks(view, span)
    assert len(mark.bars) == 3
    assert mark.thread == (mark.bars[0][0], mark.bars[2][1])
    assert mark.chip is not None


def test_a_thread_leads_to_the_ends_of_lines_and_one_chip_hangs_at_the_first_piece(
    view: TextView, point_of: PointOf
) -> None:
    span = pieced(TEXT, "floods", "of cattle", "And of crops")
    view.show_document(TEXT, [span])
    first, *_, last = marks(view, span)
    assert first.chip is not None
    assert last.chip is None
    assert first.thread is not None
    assert first.thread[0] == first.bars[0][0]
    assert first.thread[1] > first.bars[-1][1]
    assert last.thread is not None
    assert last.thread[1] == last.bars[-1][1]
    assert last.thread[0] <= 0 < last.bars[0][0]


def test_no_thread_leads_anywhere_from_an_ordinary_span(view: TextView) -> None:
    across = Span(1, 1, "LOC", "anna", 50, 120)
    view.show_document(TEXT, [across])
    assert [mark.thread for mark in marks(view, across)] == [None] * len(marks(view, across))


def test_a_piece_across_lines_is_not_led_on_from(view: TextView) -> None:
    start = TEXT.index("cattle")
    span = Span(1, 1, "LOC", "anna", 4, start + 160, ((4, 10), (start, start + 160)))
    view.show_document(TEXT, [span])
    first, *others = marks(view, span)
    assert first.thread == (first.bars[0][0], first.bars[-1][1])
    assert len(others) >= 2
    assert not any(mark.thread for mark in others)


def test_in_arabic_a_thread_leads_to_the_left_and_comes_from_the_right(view: TextView) -> None:
    span = pieced(ARABIC, "نجيب", "القاهرة كتب نجيب", "القاهرة كتب نجيب")
    view.show_document(ARABIC, [span])
    first, *_, last = marks(view, span)
    assert first.thread is not None
    assert first.thread[0] < min(bar[0] for bar in first.bars)
    assert first.thread[1] == max(bar[1] for bar in first.bars)
    assert last.thread is not None
    assert last.thread[0] == min(bar[0] for bar in last.bars)
    assert last.thread[1] > max(bar[1] for bar in last.bars)


def test_threads_keep_clear_of_other_spans(view: TextView) -> None:
    around = pieced(TEXT, "floods", "of cattle", id=1)
    between = [
        Span(n, 1, "ORG", "anna", TEXT.index(q), TEXT.index(q) + len(q)) for n, q in ((2, "losses"), (3, "north"))
    ]
    view.show_document(TEXT, [around, *between])
    row = marks(view, around)[0].row
    assert all(mark.row != row for span in between for mark in marks(view, span))


@pytest.mark.parametrize("quoted", ["floods", "north", "crops"])
def test_each_piece_answers_for_its_span(view: TextView, point_of: PointOf, quoted: str) -> None:
    span = pieced(TEXT, "floods", "north", "crops")
    view.show_document(TEXT, [span])
    place = point_of(TEXT.index(quoted) + 2)
    assert view.spans_at(QPointF(place)) == [span]
    below = view.caret_rectangle(TEXT.index(quoted) + 2).bottom() + 2
    assert view.marked_span_at(QPointF(place.x(), below)) == span
    assert view.spans_at(QPointF(point_of(TEXT.index("caused") + 2))) == []


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_tooltip_parts_the_pieces(view: TextView, qtbot: QtBot, point_of: PointOf) -> None:
    view.show_document(TEXT, [pieced(TEXT, "floods", "north")])
    place = point_of(TEXT.index("north") + 2)
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place)))
    qtbot.waitUntil(lambda: bool(QToolTip.text()))
    shown = QToolTip.text()
    QToolTip.hideText()
    assert "“floods … north”" in shown


def test_all_pieces_of_the_selected_span_look_selected(view: TextView, point_of: PointOf) -> None:
    span = pieced(TEXT, "floods", "of cattle", "of crops")
    view.show_document(TEXT, [span])
    plain = view.viewport().grab().toImage()
    view.select_span(span)
    chosen = view.viewport().grab().toImage()
    for quoted in ("floods", "of cattle", "of crops"):
        box = view.caret_rectangle(TEXT.index(quoted) + 3)
        around = box.adjusted(-4, -1, 4, 4)
        assert plain.copy(around) != chosen.copy(around), quoted
