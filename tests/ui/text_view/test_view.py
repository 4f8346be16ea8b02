from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from annotator.model import Kind, Label, Span
from annotator.tokens import grapheme_snap
from annotator.ui.palette import THEMES
from annotator.ui.text_view import TextView

Show = Callable[..., list[Span]]

TEXT = "He met Zakir Hasanov 👩‍👩‍👧 in Baku. They spoke at length, he said."
MIXED = "كتب نجيب (ABC) محفوظ 1959 رواية أولاد حارتنا في القاهرة وفاز بجائزة Nobel للأدب\nand in English القاهرة again"


def screen_top(view: TextView) -> tuple[int, int]:
    """Return the first position on the screen and where its line is."""
    position = view.position_at(QPointF(0, 0))
    return position, view.caret_rectangle(position).top()


def settled(view: TextView) -> QImage:
    QApplication.processEvents()
    return view.viewport().grab().toImage()


class TestPositions:
    """A point and a position are two names of one place."""

    @given(st.text(alphabet="ab cd. \t語東é́👩‍👩‍👧😀\n\u2028\u200b\ufeff\ufffc\r", max_size=300))
    @example(".\u0301a\t")
    @example("\ufeff.\u200da")
    @example("م.\u200da")
    @example("\ufeffstart")
    @example("\ufffestart")
    @example("a\u2029b")
    @example("word " * 200)
    @example("x" * 5000)
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
    def test_the_point_of_a_position_gives_the_position_back(self, view: TextView, text: str) -> None:
        view.resize(300, 500)
        view.show_document(text, ())
        for position in {
            grapheme_snap(text, place, place)[0] for place in range(0, len(text) + 1, 1 + len(text) // 300)
        }:
            view.go_to(position)
            place = view.caret_rectangle(position)
            found = view.position_at(middle_of(place))
            assert found == position or view.caret_rectangle(found) == place or is_at_wrap(view, found, position)

    @pytest.mark.parametrize("text", [TEXT, "語" * 300, "é́ ở " * 50, "😀👩‍👩‍👧 " * 40, "one two three " * 30])
    def test_ordinary_text_gives_back_just_the_position(self, view: TextView, text: str) -> None:
        view.show_document(text, ())
        borders = [place for place in range(len(text)) if grapheme_snap(text, place, place) == (place, place)]
        assert [view.position_at(middle_of(view.caret_rectangle(place))) for place in borders] == borders

    def test_letters_of_mixed_directions_are_where_they_are_painted(self, view: TextView, show: Show) -> None:
        words = ["نجيب", "ABC", "محفوظ", "1959", "Nobel", "English", "again"]
        spans = show(MIXED, *words)
        for span, word in zip(spans, words, strict=True):
            middle = (span.start + span.end) // 2
            place = QPointF(view.caret_rectangle(middle).center())
            assert view.spans_at(place) == [span], word

    def test_an_arabic_paragraph_stands_at_the_right(self, view: TextView, show: Show) -> None:
        show(MIXED)
        assert view.caret_rectangle(0).x() > view.viewport().width() / 2
        assert view.caret_rectangle(len(MIXED)).x() < view.viewport().width() / 2

    def test_left_of_a_wrapped_line_and_right_of_it_are_its_ends(self, view: TextView, show: Show) -> None:
        show("one two three four five six seven " * 20)
        y = view.caret_rectangle(100).center().y()
        first, last = view.position_at(QPointF(0, y)), view.position_at(QPointF(9999, y))
        assert view.caret_rectangle(first).center().y() == y == view.caret_rectangle(last).center().y()
        assert first < 100 < last


def middle_of(caret: QRect) -> QPointF:
    return QPointF(caret.x(), caret.center().y())


def is_at_wrap(view: TextView, found: int, position: int) -> bool:
    """Return whether only invisible characters lie between two positions."""
    between = view.text()[min(found, position) : max(found, position)]
    return not between.strip(" \t\u200b\u2028\u2029\ufeff\ufffe\ufffc\r")


class TestSpans:
    """Spans come, go and stay selected."""

    def test_an_added_span_is_shown_and_a_removed_one_gone(self, view: TextView, show: Show) -> None:
        (span,) = show(TEXT, "Zakir")
        with_span = settled(view)
        view.update_spans((span,), ())
        assert view.chip_rectangle(span) is None
        without = settled(view)
        assert with_span != without
        view.update_spans((), (span,))
        assert settled(view) == with_span
        assert view.spans() == (span,)
        assert view.span_by_id(span.id) is span

    def test_a_selected_span_stays_selected_when_it_changes(self, view: TextView, show: Show, qtbot: QtBot) -> None:
        (span,) = show(TEXT, "Zakir")
        view.select_span(span)
        changed = replace(span, label="LOC")
        with qtbot.waitSignal(view.span_selected) as signal:
            view.update_spans((span,), (changed,))
        assert signal.args == [changed]
        assert view.selected_span() is changed

    def test_a_selected_span_that_goes_is_deselected(self, view: TextView, show: Show, qtbot: QtBot) -> None:
        (span,) = show(TEXT, "Zakir")
        view.select_span(span)
        with qtbot.waitSignal(view.span_selected) as signal:
            view.update_spans((span,), ())
        assert signal.args == [None]

    def test_what_is_selected_looks_selected(self, view: TextView, show: Show) -> None:
        spans = show(TEXT, "Zakir Hasanov", ("Zakir Hasanov", "LOC"))
        pictures = [settled(view)]
        for span in spans:
            view.select_span(span)
            pictures.append(settled(view))
        assert pictures[0] != pictures[1] != pictures[2] != pictures[0]

    def test_spans_in_pieces_of_length_zero_over_breaks_and_out_of_range_are_drawn(
        self, view: TextView, point_of: Callable[[int], QPoint]
    ) -> None:
        text = "The flood led to losses\n\nwhich in turn caused prices to climb."
        pieces = Span(1, 1, "LOC", "anna", 4, 23, pieces=((4, 9), (17, 23)))
        empty = Span(2, 1, "ORG", "anna", 10, 10)
        across = Span(3, 1, "PERSON", "anna", 17, 33)
        breaks = Span(4, 1, "PERSON", "anna", 23, 24)
        outside = Span(5, 1, "PERSON", "anna", 500, 600)
        view.show_document(text, (pieces, empty, across, breaks, outside))
        assert all(view.chip_rectangle(span) is not None for span in (pieces, empty, across, breaks))
        assert view.spans_at(QPointF(point_of(6))) == [pieces]
        assert view.spans_at(QPointF(point_of(12))) == []
        assert view.spans_at(QPointF(point_of(27))) == [across]
        settled(view)

    def test_a_span_of_a_label_that_the_scheme_does_not_have_is_drawn(self, view: TextView, show: Show) -> None:
        (span,) = show(TEXT, ("Zakir", "NOBODY KNOWS\n<b>" * 20))
        chip = view.chip_rectangle(span)
        assert chip is not None
        assert chip.width() < view.viewport().width() / 2

    def test_a_chip_stays_within_the_column(self, view: TextView, show: Show) -> None:
        text = "wwww " * 40
        view.show_document(text, [Span(n, 1, "A RATHER LONG LABEL", "anna", 5 * n, 5 * n + 4) for n in range(40)])
        right = max(view.caret_rectangle(place).x() for place in range(len(text)))
        chips = [view.chip_rectangle(span) for span in view.spans()]
        assert max(chip.right() for chip in chips if chip) <= right + view.viewport().width() - right - 12


class TestScrolling:
    """What one looks at stays where it is."""

    def test_spans_above_the_screen_move_nothing(self, view: TextView, many_paragraphs: tuple[str, list[Span]]) -> None:
        view.show_document(*many_paragraphs)
        view.go_to(len(many_paragraphs[0]) // 2)
        view.scroll_pixels(45)
        position, top = screen_top(view)
        before = settled(view)
        for number, start in enumerate(range(position - 900, position - 10, 7)):
            view.update_spans((), (Span(10**9 + number, 1, "ORG", "anna", start, start + 5),))
            assert screen_top(view) == (position, top)
        assert settled(view).copy(0, 60, 600, 300) == before.copy(0, 60, 600, 300)

    def test_narrower_and_wider_again_is_as_before(
        self, view: TextView, many_paragraphs: tuple[str, list[Span]]
    ) -> None:
        view.show_document(*many_paragraphs)
        view.go_to(len(many_paragraphs[0]) // 2)
        view.scroll_pixels(33)
        before = screen_top(view)
        for width in (600, 450, 333, 520, 610, 700):
            view.resize(width, 500)
            QApplication.processEvents()
            top = view.position_at(QPointF(0, 0))
            assert abs(top - before[0]) < 120
        assert screen_top(view) == before

    def test_zoom_keeps_the_top_line(self, view: TextView, many_paragraphs: tuple[str, list[Span]]) -> None:
        view.show_document(*many_paragraphs)
        view.go_to(len(many_paragraphs[0]) // 2)
        before = screen_top(view)
        view.zoom(2.0)
        assert abs(view.position_at(QPointF(0, 0)) - before[0]) < 120
        view.zoom(1.0)
        assert screen_top(view) == before

    def test_the_top_stays_the_top(self, view: TextView, many_paragraphs: tuple[str, list[Span]]) -> None:
        view.show_document(*many_paragraphs)
        view.zoom(3.0)
        view.resize(500, 400)
        assert view.verticalScrollBar().value() == 0

    def test_the_wheel_scrolls_there_and_back(self, view: TextView, many_paragraphs: tuple[str, list[Span]]) -> None:
        view.show_document(*many_paragraphs)
        view.go_to(len(many_paragraphs[0]) // 2)
        before = screen_top(view)
        for _ in range(30):
            turn(view, -120)
        assert screen_top(view)[0] > before[0]
        for _ in range(30):
            turn(view, 120)
        assert screen_top(view) == before

    def test_a_position_in_sight_is_not_scrolled_to(
        self, view: TextView, many_paragraphs: tuple[str, list[Span]]
    ) -> None:
        view.show_document(*many_paragraphs)
        view.go_to(50)
        assert view.verticalScrollBar().value() == 0
        view.go_to(100_000)
        place = view.caret_rectangle(100_000)
        assert 0 < place.top() < view.viewport().height() / 2

    def test_the_bar_reaches_both_ends(self, view: TextView, many_paragraphs: tuple[str, list[Span]]) -> None:
        text, spans = many_paragraphs
        view.show_document(text, spans)
        bar = view.verticalScrollBar()
        bar.setValue(bar.maximum())
        assert view.caret_rectangle(len(text)).bottom() < view.viewport().height()
        assert bar.value() == bar.maximum()
        bar.setValue(0)
        assert screen_top(view)[0] == 0

    def test_only_what_is_on_the_screen_is_shaped(
        self, view: TextView, many_paragraphs: tuple[str, list[Span]]
    ) -> None:
        text, spans = many_paragraphs
        before = view._page.shaped_count
        view.show_document(text, spans)
        settled(view)
        on_screen = view._page.shaped_count - before
        assert 0 < on_screen < 15
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
        settled(view)
        assert view._page.shaped_count - before < 3 * on_screen
        shaped = view._page.shaped_count
        start = view.position_at(QPointF(100, 100))
        view.update_spans(
            (), (Span(10**9, 1, "ORG", "anna", start, start + 9), Span(10**9 + 1, 1, "ORG", "anna", 0, 9))
        )
        settled(view)
        assert view._page.shaped_count <= shaped + 1

    def test_a_megabyte_in_one_line(self, view: TextView) -> None:
        text = "語 and word 😀 " * 80_000
        view.show_document(text, [Span(n, 1, "LOC", "anna", n * 1000, n * 1000 + 5) for n in range(900)])
        settled(view)
        assert view._page.shaped_count < 10
        view.go_to(len(text) // 2)
        place = view.caret_rectangle(len(text) // 2)
        assert 0 <= place.top() < view.viewport().height()
        assert view.position_at(QPointF(place.center())) == len(text) // 2


def turn(view: TextView, angle: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    place = QPointF(100, 100)
    event = QWheelEvent(
        place,
        view.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


class TestLook:
    """Size, width, theme and labels."""

    def test_ctrl_and_the_wheel_zoom(self, view: TextView, show: Show, qtbot: QtBot) -> None:
        show(TEXT)
        height = view.caret_rectangle(0).height()
        with qtbot.waitSignal(view.zoom_changed) as signal:
            turn(view, 240, Qt.KeyboardModifier.ControlModifier)
        assert signal.args == [pytest.approx(1.21)]
        assert view.caret_rectangle(0).height() > height
        turn(view, -240, Qt.KeyboardModifier.ControlModifier)
        assert view.caret_rectangle(0).height() == height

    def test_zoom_has_bounds(self, view: TextView, show: Show) -> None:
        show(TEXT)
        view.zoom(1000)
        assert view.zoom_factor() == 5.0
        view.zoom(0.0001)
        assert view.zoom_factor() == 0.4

    def test_the_column_is_as_wide_as_asked_and_centred(self, view: TextView, show: Show) -> None:
        view.resize(1400, 500)
        show("one two three four five " * 40)
        lefts = []
        for characters in (40, 75):
            view.set_column_width(characters)
            first_line = view.position_at(QPointF(9999, view.caret_rectangle(0).center().y()))
            assert characters * 0.75 < first_line <= characters * 1.2
            lefts.append(view.caret_rectangle(0).x())
        assert lefts[0] > lefts[1] > 100

    @pytest.mark.parametrize(("sizes", "pixels"), [(1.5, 26), (1.7, 29), (2.5, 42)])
    def test_lines_are_as_far_apart_as_asked(self, view: TextView, show: Show, sizes: float, pixels: int) -> None:
        text = "one two three four five " * 20
        show(text)
        view.set_line_height(sizes)
        assert line_distances(view)[:3] == [pixels] * 3

    def test_room_for_labels_is_part_of_the_distance(self, view: TextView, show: Show) -> None:
        text = "one two three four five " * 20
        view.show_document(text, [Span(1, 1, "LOC", "anna", 0, 3)])
        view.set_line_height(3.0)
        assert line_distances(view)[:3] == [51] * 3
        view.set_line_height(1.5)
        first, second, *_ = line_distances(view)
        assert first > second

    def test_lines_never_overlap(self, view: TextView, show: Show) -> None:
        show("one two three four five " * 20)
        view.set_line_height(0.1)
        assert line_distances(view)[0] >= QFontMetricsF(view.text_font()).height()

    def test_a_larger_font_is_larger(self, view: TextView, show: Show) -> None:
        show(TEXT)
        height = view.caret_rectangle(0).height()
        view.set_text_font("", 30)
        assert view.caret_rectangle(0).height() > height

    @pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
    def test_the_page_has_the_colour_of_the_theme(self, view: TextView, show: Show, theme: object) -> None:
        show(TEXT)
        view.set_theme(theme)
        assert settled(view).pixelColor(2, 300) == theme.page

    def test_another_label_colour_is_painted(self, view: TextView, show: Show) -> None:
        (span,) = show(TEXT, "Zakir")
        chip = view.chip_rectangle(span)
        assert chip is not None
        place = chip.bottomLeft() + QPoint(2, -3)
        before = settled(view).pixelColor(place)
        view.set_labels([Label(1, "PERSON", color="#00ff00")])
        assert settled(view).pixelColor(place) != before

    def test_a_label_for_relations_lends_its_colour_to_no_span(self, view: TextView, show: Show) -> None:
        show(TEXT, "Zakir")
        before = settled(view)
        span_label = Label(1, "PERSON", color="#b9a9f2")
        view.set_labels([span_label, Label(2, "PERSON", kind=Kind.RELATION, color="#00ff00")])
        assert settled(view) == before

    def test_the_caret_is_seen_with_the_focus_only(self, view: TextView, show: Show, qtbot: QtBot) -> None:
        show(TEXT)
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
        with_caret = settled(view)
        view.clearFocus()
        without = settled(view)
        assert with_caret != without
        place = view.caret_rectangle(0).center()
        assert without.pixelColor(place) == THEMES["light"].page
        assert with_caret.pixelColor(place) == THEMES["light"].accent


def line_distances(view: TextView) -> list[int]:
    """How far it is from each line of the first paragraph to the next."""
    tops = [line.top for line in view._page.laid(0).shaped.lines]
    return [below - above for above, below in pairwise(tops)]


class TestPlainText:
    """Text is text, whatever it looks like."""

    def test_tags_are_painted_as_they_stand(self, view: TextView, show: Show) -> None:
        text = "<b>x</b> &amp; <img src='x'>"
        show(text)
        drawn = view.caret_rectangle(len(text)).x() - view.caret_rectangle(0).x()
        font = QFont(view._page.look.font)
        assert drawn == pytest.approx(QFontMetricsF(font).horizontalAdvance(text), abs=2)

    @pytest.mark.qt_log_ignore("does not support raise")
    def test_the_tooltip_says_label_text_and_annotator_with_tags_as_text(
        self, view: TextView, qtbot: QtBot, point_of: Callable[[int], QPoint]
    ) -> None:
        text = "<b>bold</b> " + "and so on " * 100
        view.show_document(text, (Span(1, 1, "<i>LOC", "anna & co", 0, len(text)),))
        place = point_of(2)
        help_event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
        QApplication.sendEvent(view.viewport(), help_event)
        qtbot.waitUntil(lambda: bool(QToolTip.text()))
        shown = QToolTip.text()
        QToolTip.hideText()
        assert "&lt;i&gt;LOC" in shown
        assert "&lt;b&gt;bold&lt;/b&gt;" in shown
        assert "anna &amp; co" in shown
        assert "…" in shown
        assert len(shown) < 400

    def test_half_a_surrogate_pair_does_not_stop_anything(self, view: TextView) -> None:
        text = "a\ud83d b\udc00 \ud83d\ude00 end"
        view.show_document(text, (Span(1, 1, "LOC", "anna", 1, 4),))
        settled(view)
        assert view.position_at(QPointF(view.caret_rectangle(len(text)).center())) == len(text)


def test_an_empty_view_can_do_everything(view: TextView) -> None:
    view.clear()
    settled(view)
    view.go_to(10)
    view.select(3, 5)
    view.zoom(1.5)
    view.update_spans((), ())
    view.copy()
    assert (view.selection(), view.selected_text(), view.spans()) == ((0, 0), "", ())
    assert view.spans_at(QPointF(50, 50)) == []
    assert view.marked_span_at(QPointF(50, 50)) is None


def test_a_view_that_was_never_shown_can_do_everything(qtbot: QtBot) -> None:
    view = TextView()
    qtbot.addWidget(view)
    view.show_document(TEXT * 500, (Span(1, 1, "LOC", "anna", 3, 6),))
    view.go_to(5000)
    view.select(2, 4)
    view.update_spans((), (Span(2, 1, "LOC", "anna", 3, 6),))
    assert view.selected_text() == TEXT[2:4]


def test_another_document_begins_at_its_top(view: TextView, many_paragraphs: tuple[str, list[Span]]) -> None:
    view.show_document(*many_paragraphs)
    view.go_to(100_000)
    view.select(100_000, 100_010)
    view.show_document(TEXT, ())
    assert view.selection() == (0, 0)
    assert screen_top(view)[0] == 0
    assert view.verticalScrollBar().value() == 0


class TestOthers:
    """Spans of other annotators are outlined."""

    def test_they_take_no_room_and_answer_to_no_click(self, view: TextView, point_of: Callable[[int], QPoint]) -> None:
        text = TEXT + "\n" + MIXED
        view.show_document(text, ())
        distances, plain = line_distances(view), settled(view)
        there = [
            Span(1, 1, "LOC", "björn", 3, 20),
            Span(2, 1, "ORG", "carla", 3, 20),
            Span(3, 1, "ORG", "carla", 70, 95),
        ]
        view.show_others(there)
        assert line_distances(view) == distances
        assert settled(view) != plain
        place = QPointF(point_of(10))
        assert view.others_at(place) == there[:2]
        assert view.spans_at(place) == []
        assert view.others_at(QPointF(point_of(1))) == []
        assert view.others_at(QPointF(point_of(80))) == [there[2]]

    def test_another_text_has_none(self, view: TextView, show: Show) -> None:
        show(TEXT)
        view.show_others([Span(1, 1, "LOC", "björn", 3, 20)])
        show(TEXT)
        assert view.others() == ()

    def test_each_of_one_place_is_seen(self, view: TextView, show: Show) -> None:
        show(TEXT)
        pictures = []
        for count in range(4):
            view.show_others([Span(number, 1, "LOC", f"a{number}", 3, 20) for number in range(count)])
            pictures.append(settled(view))
        assert all(one != other for one, other in pairwise(pictures))
