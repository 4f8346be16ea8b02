"""The ends of the selected span, drawn along by a real mouse."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model import Span

NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
TEXT = "The minister Zakir Hasanov met Hulusi Akar in Ankara. " * 3


class Hand:
    """Draws at the knobs, and hears what comes of it."""

    def __init__(self, view):
        self.view = view
        self.drawn = []
        view.span_drawn.connect(lambda span, start, end: self.drawn.append((span.id, view.text()[start:end])))

    def knob(self, *, is_end):
        start, end = self.view.end_rectangles(self.view.selected_span())
        return (end if is_end else start).topLeft()

    def draw(self, quoted, *, is_end, modifiers=NONE, middle=None):
        """Draw a knob to where a quoted text begins, over a place in the middle."""
        port, knob = self.view.viewport(), self.knob(is_end=is_end)
        target = self.view.caret_rectangle(self.view.text().index(quoted)).center()
        QTest.mousePress(port, LEFT, modifiers, knob)
        for point in filter(None, (middle, target)):
            place = QPointF(point)
            move = QMouseEvent(
                QEvent.Type.MouseMove, place, port.mapToGlobal(place), Qt.MouseButton.NoButton, LEFT, modifiers
            )
            QApplication.sendEvent(port, move)
        QTest.mouseRelease(port, LEFT, modifiers, target)


@pytest.fixture
def hand(view, show):
    (span,) = show(TEXT, "Zakir Hasanov")
    view.select_span(span)
    return Hand(view)


def test_an_end_goes_to_the_border_of_a_word(hand):
    hand.draw("lusi Akar", is_end=True)
    assert hand.drawn == [(1, "Zakir Hasanov met Hulusi")]
    hand.draw("nister", is_end=False)
    assert hand.drawn[1:] == [(1, "minister Zakir Hasanov")]
    hand.draw("anov met", is_end=False)
    assert hand.drawn[2:] == [(1, "Hasanov")]


def test_with_alt_it_goes_to_any_character(hand):
    hand.draw("sanov met", is_end=True, modifiers=ALT)
    assert hand.drawn == [(1, "Zakir Ha")]


def test_without_snapping_too(hand):
    hand.view.snap_to_words = False
    hand.draw("kir", is_end=False)
    assert hand.drawn == [(1, "kir Hasanov")]


def test_a_word_is_left_wherever_an_end_goes(hand):
    hand.draw("The", is_end=True)
    hand.draw("Akar", is_end=False)
    assert hand.drawn == [(1, "Zakir"), (1, "Hasanov")]


def test_what_comes_back_to_where_it_was_changes_nothing_and_selects_nothing(hand):
    hand.draw(" met", is_end=True, middle=QPoint(5, 60))
    assert hand.drawn == []
    assert hand.view.selected_span().id == 1
    assert hand.view.selected_text() == ""


def test_while_it_is_drawn_the_span_is_shown_as_it_would_be(hand):
    port, knob = hand.view.viewport(), hand.knob(is_end=True)
    before = hand.view.grab().toImage()
    QTest.mousePress(port, LEFT, NONE, knob)
    QTest.mouseMove(port, hand.view.caret_rectangle(hand.view.text().index("Akar")).center())
    assert hand.view._handles.stretch() == (13, 37)
    assert hand.view.grab().toImage() != before
    QTest.mouseRelease(port, LEFT, NONE, knob)


def test_the_pointer_says_that_there_is_a_knob(hand):
    QTest.mouseMove(hand.view.viewport(), hand.knob(is_end=True))
    assert hand.view.viewport().cursor().shape() == Qt.CursorShape.SizeHorCursor
    QTest.mouseMove(hand.view.viewport(), QPoint(200, 300))
    assert hand.view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor


def test_text_is_selected_as_ever_from_the_border_of_a_span(hand, point_of):
    port, start = hand.view.viewport(), hand.view.text().index(" met")
    QTest.mousePress(port, LEFT, NONE, point_of(start))
    QTest.mouseMove(port, point_of(start + 4) + QPoint(3, 0))
    QTest.mouseRelease(port, LEFT, NONE, point_of(start + 4))
    assert hand.drawn == []
    assert hand.view.selected_text().strip() == "met"


def test_from_right_to_left_a_span_begins_at_the_right(view, show):
    (span,) = show("שלום עולם טוב מאוד", "עולם")
    view.select_span(span)
    start, end = view.end_rectangles(span)
    assert start.left() > end.left()
    hand = Hand(view)
    hand.draw("וד", is_end=True)
    assert hand.drawn == [(1, "עולם טוב מאוד")]


def test_a_span_over_lines_ends_where_its_last_character_does(view, show):
    text = "word " * 60
    (span,) = show(text, text[:200].strip())
    view.select_span(span)
    start, end = view.end_rectangles(span)
    assert end.top() > start.top()
    assert end.left() > view.column()[0]


@pytest.mark.parametrize("span", [Span(1, 1, "LOC", "anna", 4, 4), Span(1, 1, "LOC", "anna", 0, 12, ((0, 3), (8, 12)))])
def test_a_span_in_pieces_or_without_length_has_none(view, span):
    view.show_document(TEXT, [span])
    view.select_span(span)
    assert view._handles.at(QPointF(view.caret_rectangle(span.start).topLeft())) is None
    view.grab()


def test_far_from_the_screen_nothing_is_measured(view, many_paragraphs):
    text, spans = many_paragraphs
    view.show_document(text, spans)
    view.select_span(spans[900])
    before = view._page.shaped_count
    view.grab()
    assert view._page.shaped_count == before
