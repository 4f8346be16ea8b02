"""Suggestions in the view: dashed marks in rows of their own that are no spans, and move nothing when they must not."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from annotator.model import Span
from annotator.ui.text_view import TextView
from annotator.ui.text_view.offered import offered_span

TEXT = "One met Two here.\nThree met Four there.\n" + "A line that is not near.\n" * 200


@pytest.fixture
def view(qtbot):
    made = TextView()
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_document(TEXT, [Span(1, 1, "PER", "anna", 0, 3)])
    made.show()
    return made


def top_of(view, quoted):
    return view.caret_rectangle(TEXT.index(quoted)).top()


def at(view, quoted, number=0):
    start = TEXT.index(quoted)
    return offered_span(number, start, start + len(quoted), "ORG")


def below(view, quoted):
    box = view.caret_rectangle(TEXT.index(quoted))
    return QPointF(box.left() + 3, box.bottom() + view._page.look.measures.chip / 2)


def test_they_are_no_spans(view):
    view.change_offered((), [at(view, "Two"), at(view, "Four", 1)])
    assert len(view.offered()) == 2
    assert [span.id for span in view.spans()] == [1]
    assert view.offered_at(below(view, "Four")).start == TEXT.index("Four")
    assert view.marked_span_at(below(view, "Four")) is None
    assert view.spans_at(QPointF(view.caret_rectangle(TEXT.index("Four")).center())) == []


def test_what_moves_no_line_is_shown_and_what_would_waits(view):
    before = top_of(view, "A line")
    waiting = view.add_quietly(
        [at(view, "Two"), at(view, "Four", 1), offered_span(2, len(TEXT) - 6, len(TEXT) - 1, "ORG")]
    )
    assert [TEXT[one.start : one.end] for one in waiting] == ["Four"]
    assert len(view.offered()) == 2
    assert top_of(view, "A line") == before
    view.change_offered((), waiting)
    assert top_of(view, "A line") > before
    view.change_offered(waiting, ())
    assert top_of(view, "A line") == before


def test_another_text_has_none(view):
    view.change_offered((), [at(view, "Two")])
    view.show_document("Other.", ())
    assert view.offered() == ()


def test_they_move_no_mark_of_a_span(view):
    before = view.chip_rectangle(view.spans()[0])
    view.change_offered((), [offered_span(0, 4, 7, "A label with a long name that reaches far")])
    assert view.chip_rectangle(view.spans()[0]) == before


def test_they_are_painted_without_a_tint(view):
    view.change_offered((), [at(view, "Four")])
    image = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    box = view.caret_rectangle(TEXT.index("Four"))
    assert image.pixelColor(box.left() + 1, box.top() + 1) == view._page.look.theme.page
    bar = [image.pixelColor(box.left() + x, box.bottom() + 2) for x in range(12)]
    page = view._page.look.theme.page
    assert page in bar  # Between the dashes.
    assert any(color != page for color in bar)
