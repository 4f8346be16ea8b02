from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model import Span
from annotator.ui.text_view import TextView

Show = Callable[..., list[Span]]
PointOf = Callable[[int], QPoint]

TEXT = "He met Zakir Hasanov 👩‍👩‍👧 in Baku. They spoke at length, he said."
ARABIC = "كتب نجيب محفوظ رواية أولاد حارتنا في القاهرة"
LEFT = Qt.MouseButton.LeftButton
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def drag(qtbot: QtBot, view: TextView, point_of: PointOf) -> Callable[..., None]:
    """Press at a position, move to another, release."""

    def drag(start: int, end: int, modifier: Qt.KeyboardModifier = NONE) -> None:
        qtbot.mousePress(view.viewport(), LEFT, modifier, point_of(start))
        qtbot.mouseMove(view.viewport(), (point_of(start) + point_of(end)) / 2)
        move_with(view, point_of(end), modifier)
        qtbot.mouseRelease(view.viewport(), LEFT, modifier, point_of(end))

    return drag


def move_with(view: TextView, point: QPoint, modifier: Qt.KeyboardModifier) -> None:
    """Move with the left button and a modifier held: QTest's move knows neither."""
    place = QPointF(point)
    event = QMouseEvent(QEvent.Type.MouseMove, place, view.viewport().mapToGlobal(place), LEFT, LEFT, modifier)
    QApplication.sendEvent(view.viewport(), event)


@pytest.fixture
def click(qtbot: QtBot, view: TextView) -> Callable[..., None]:
    return lambda point, modifier=NONE: qtbot.mouseClick(view.viewport(), LEFT, modifier, point)


def within(text: str, quote: str) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def middle(text: str, quote: str) -> int:
    return sum(within(text, quote)) // 2


def test_a_drag_selects_whole_words(view: TextView, show: Show, drag: Callable[..., None]) -> None:
    show(TEXT)
    drag(middle(TEXT, "Zakir"), middle(TEXT, "Hasanov"))
    assert view.selection() == within(TEXT, "Zakir Hasanov")
    assert view.selected_text() == "Zakir Hasanov"


def test_a_drag_with_alt_selects_what_it_covers(view: TextView, show: Show, drag: Callable[..., None]) -> None:
    show(TEXT)
    drag(TEXT.index("kir"), TEXT.index("nov"), ALT)
    assert view.selected_text() == "kir Hasa"


def test_a_drag_selects_what_it_covers_when_snapping_is_off(
    view: TextView, show: Show, drag: Callable[..., None]
) -> None:
    show(TEXT)
    view.snap_to_words = False
    drag(TEXT.index("kir"), TEXT.index("nov"))
    assert view.selected_text() == "kir Hasa"


def test_offsets_behind_an_emoji_count_code_points(view: TextView, show: Show, drag: Callable[..., None]) -> None:
    show(TEXT)
    drag(middle(TEXT, "Hasanov"), middle(TEXT, "Baku"))
    assert view.selection() == within(TEXT, "Hasanov 👩‍👩‍👧 in Baku")


def test_a_drag_to_the_left_puts_the_caret_left(view: TextView, show: Show, drag: Callable[..., None]) -> None:
    show(TEXT)
    drag(middle(TEXT, "Hasanov"), middle(TEXT, "Zakir"))
    assert view.selected_text() == "Zakir Hasanov"
    assert view.caret() == TEXT.index("Zakir")


def test_a_drag_in_arabic_selects_words(view: TextView, show: Show, drag: Callable[..., None]) -> None:
    show(ARABIC)
    drag(middle(ARABIC, "نجيب"), middle(ARABIC, "محفوظ"))
    assert view.selected_text() == "نجيب محفوظ"


def test_a_drag_goes_across_paragraphs(view: TextView, show: Show, drag: Callable[..., None]) -> None:
    text = "The first one.\n\nThe third one."
    show(text)
    drag(middle(text, "first"), middle(text, "third"))
    assert view.selected_text() == "first one.\n\nThe third"


def test_a_tremble_of_the_hand_is_no_drag(view: TextView, show: Show, qtbot: QtBot, point_of: PointOf) -> None:
    show(TEXT)
    place = point_of(middle(TEXT, "Hasanov"))
    qtbot.mousePress(view.viewport(), LEFT, NONE, place)
    move_with(view, place + QPoint(2, 1), NONE)
    qtbot.mouseRelease(view.viewport(), LEFT, NONE, place)
    assert view.selection() == (middle(TEXT, "Hasanov"),) * 2


def test_a_double_click_selects_the_word(view: TextView, show: Show, qtbot: QtBot, point_of: PointOf) -> None:
    show(TEXT)
    qtbot.mouseDClick(view.viewport(), LEFT, NONE, point_of(middle(TEXT, "Hasanov")))
    assert view.selected_text() == "Hasanov"


def test_a_triple_click_selects_the_sentence(view: TextView, show: Show, qtbot: QtBot, point_of: PointOf) -> None:
    show(TEXT)
    place = point_of(middle(TEXT, "spoke"))
    qtbot.mouseDClick(view.viewport(), LEFT, NONE, place)
    qtbot.mouseClick(view.viewport(), LEFT, NONE, place)
    assert view.selected_text() == "They spoke at length, he said."


def test_a_click_elsewhere_after_a_double_click_is_a_click(
    view: TextView, show: Show, qtbot: QtBot, point_of: PointOf
) -> None:
    show(TEXT)
    qtbot.mouseDClick(view.viewport(), LEFT, NONE, point_of(middle(TEXT, "Hasanov")))
    qtbot.mouseClick(view.viewport(), LEFT, NONE, point_of(middle(TEXT, "spoke")))
    assert view.selection() == (middle(TEXT, "spoke"),) * 2


def test_a_shift_click_extends_the_selection(
    view: TextView, show: Show, click: Callable[..., None], point_of: PointOf
) -> None:
    show(TEXT)
    click(point_of(TEXT.index("Zakir")))
    click(point_of(middle(TEXT, "Baku")), SHIFT)
    assert view.selected_text() == "Zakir Hasanov 👩‍👩‍👧 in Baku"


def test_a_drag_past_the_edge_scrolls(
    view: TextView, many_paragraphs: tuple[str, list[Span]], qtbot: QtBot, point_of: PointOf
) -> None:
    view.show_document(*many_paragraphs)
    qtbot.mousePress(view.viewport(), LEFT, NONE, point_of(5))
    move_with(view, QPoint(100, view.viewport().height() + 60), NONE)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 300)
    qtbot.mouseRelease(view.viewport(), LEFT, NONE, QPoint(100, view.viewport().height() + 60))
    assert view.selection()[0] == 0
    assert view.caret_rectangle(view.caret()).top() <= view.viewport().height() + 60
    value = view.verticalScrollBar().value()
    QApplication.processEvents()
    assert view.verticalScrollBar().value() == value


def test_each_of_nested_and_equal_spans_is_chosen_by_its_chip(
    view: TextView, show: Show, click: Callable[..., None], qtbot: QtBot
) -> None:
    spans = show(TEXT, "Zakir Hasanov", ("Zakir", "LOC"), ("Zakir Hasanov", "ORG"), ("met Zakir", "LOC"), "Baku")
    chips = [view.chip_rectangle(span) for span in spans]
    for number, chip in enumerate(chips):
        assert chip is not None
        assert chip.height() >= 14
        assert not any(chip.intersects(other) for other in chips[:number] if other is not None)
        with qtbot.waitSignal(view.span_selected) as chosen:
            click(chip.center())
        assert chosen.args == [spans[number]]
        assert view.selected_span() == spans[number]


def test_a_bar_chooses_its_span(view: TextView, show: Show, click: Callable[..., None]) -> None:
    outer, inner = show(TEXT, "Zakir Hasanov", ("Zakir", "LOC"))
    chip = view.chip_rectangle(outer)
    assert chip is not None
    click(QPoint(view.caret_rectangle(outer.end).x() - 3, chip.top() + 1))
    assert view.selected_span() == outer
    inner_chip = view.chip_rectangle(inner)
    assert inner_chip is not None
    assert inner_chip.top() < chip.top()


def test_clicks_on_tinted_text_go_from_the_innermost_span_outward_and_round(
    view: TextView, show: Show, click: Callable[..., None], point_of: PointOf
) -> None:
    outer, inner = show(TEXT, "met Zakir Hasanov", ("Zakir", "LOC"))
    place = point_of(middle(TEXT, "Zakir"))
    chosen = []
    for _ in range(4):
        click(place)
        chosen.append(view.selected_span())
    assert chosen == [inner, outer, inner, outer]
    assert view.caret() == middle(TEXT, "Zakir")


def test_a_click_elsewhere_begins_at_the_innermost_again(
    view: TextView, show: Show, click: Callable[..., None], point_of: PointOf
) -> None:
    outer, inner = show(TEXT, "met Zakir Hasanov", ("Zakir", "LOC"))
    click(point_of(middle(TEXT, "met")))
    assert view.selected_span() == outer
    click(point_of(middle(TEXT, "Zakir")))
    assert view.selected_span() == inner


def test_a_click_on_plain_text_deselects(
    view: TextView, show: Show, click: Callable[..., None], point_of: PointOf
) -> None:
    (span,) = show(TEXT, "Zakir")
    view.select_span(span)
    click(point_of(middle(TEXT, "spoke")))
    assert view.selected_span() is None


def test_a_double_click_on_a_chip_activates_its_span(view: TextView, show: Show, qtbot: QtBot) -> None:
    (span,) = show(TEXT, "Zakir")
    chip = view.chip_rectangle(span)
    assert chip is not None
    with qtbot.waitSignal(view.span_activated) as activated:
        qtbot.mouseDClick(view.viewport(), LEFT, NONE, chip.center())
    assert activated.args == [span]


def test_text_or_a_span_is_selected_never_both(view: TextView, show: Show, drag: Callable[..., None]) -> None:
    (span,) = show(TEXT, "Zakir")
    drag(middle(TEXT, "They"), middle(TEXT, "length"))
    view.select_span(span)
    assert view.selection() == (view.caret(), view.caret())
    drag(middle(TEXT, "They"), middle(TEXT, "length"))
    assert view.selected_span() is None


def test_the_pointer_is_a_hand_on_chips_and_a_beam_on_text(
    view: TextView, show: Show, qtbot: QtBot, point_of: PointOf
) -> None:
    (span,) = show(TEXT, "Zakir")
    chip = view.chip_rectangle(span)
    assert chip is not None
    qtbot.mouseMove(view.viewport(), chip.center())
    qtbot.waitUntil(lambda: view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor)
    qtbot.mouseMove(view.viewport(), point_of(3))
    qtbot.waitUntil(lambda: view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor)


def test_the_mouse_finds_nothing_in_an_empty_view(view: TextView, qtbot: QtBot) -> None:
    view.clear()
    qtbot.mouseClick(view.viewport(), LEFT, NONE, QPoint(100, 100))
    qtbot.mouseDClick(view.viewport(), LEFT, NONE, QPoint(100, 100))
    qtbot.mouseClick(view.viewport(), LEFT, NONE, QPoint(100, 100))
    assert view.selection() == (0, 0)


def test_another_text_ends_a_drag(view: TextView, show: Show, qtbot: QtBot, point_of: PointOf) -> None:
    show(TEXT * 20)
    qtbot.mousePress(view.viewport(), LEFT, NONE, point_of(300))
    move_with(view, point_of(200), NONE)
    show("short")
    move_with(view, QPoint(10, 10), NONE)
    qtbot.mouseRelease(view.viewport(), LEFT, NONE, QPoint(10, 10))
    assert view.selection() == (0, 0)
