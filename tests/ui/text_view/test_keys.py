from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model import Span
from annotator.ui.text_view import TextView

Show = Callable[..., list[Span]]
Press = Callable[..., None]
Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, NONE = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.NoModifier

TEXT = "Zakir Hasanov 👩‍👩‍👧 é́ said so.\nIn Baku."
LONG = "one two three four five six seven eight nine ten eleven twelve " * 12
ARABIC = "كتب نجيب محفوظ"


@pytest.fixture
def press(qtbot: QtBot, view: TextView) -> Press:
    return lambda key, modifier=NONE: qtbot.keyClick(view.viewport(), key, modifier)


def test_right_and_left_go_by_grapheme_clusters_across_lines(view: TextView, show: Show, press: Press) -> None:
    show(TEXT)
    borders = [0]
    while borders[-1] < len(TEXT):
        press(Key.Key_Right)
        borders.append(view.caret())
    family, accent = TEXT.index("👩"), TEXT.index("é")
    assert {family, family + 5, accent, accent + 2} <= set(borders)
    assert not {*range(family + 1, family + 5), accent + 1} & set(borders)
    back = [len(TEXT)]
    while back[-1] > 0:
        press(Key.Key_Left)
        back.append(view.caret())
    assert back[::-1] == borders


def test_in_arabic_the_left_key_goes_on(view: TextView, show: Show, press: Press) -> None:
    show(ARABIC)
    press(Key.Key_Left)
    press(Key.Key_Left)
    assert view.caret() == 2
    press(Key.Key_Right)
    assert view.caret() == 1
    press(Key.Key_Left, CTRL)
    assert view.caret() == ARABIC.index("نجيب")


def test_ctrl_goes_by_words(view: TextView, show: Show, press: Press) -> None:
    show(TEXT)
    press(Key.Key_Right, CTRL)
    assert view.caret() == TEXT.index("Hasanov")
    press(Key.Key_Left, CTRL)
    assert view.caret() == 0


def test_shift_extends_and_without_it_the_selection_ends_at_its_edge(view: TextView, show: Show, press: Press) -> None:
    show(TEXT)
    view.select(6, 6)
    for _ in range(3):
        press(Key.Key_Right, SHIFT)
    assert view.selected_text() == "Has"
    press(Key.Key_Left)
    assert view.selection() == (6, 6)
    view.select(6, 9)
    press(Key.Key_Right)
    assert view.selection() == (9, 9)
    press(Key.Key_End, SHIFT)
    press(Key.Key_Left, SHIFT | CTRL)
    assert view.selection()[0] == 9


def test_up_and_down_keep_the_column(view: TextView, show: Show, press: Press) -> None:
    show(LONG + "\nshort\n" + LONG)
    view.select(40, 40)
    x = view.caret_rectangle(40).x()
    seen = []
    while len(LONG) + 7 > view.caret():
        press(Key.Key_Down)
        seen.append(view.caret_rectangle(view.caret()).x())
    assert abs(seen[0] - x) < 15
    assert abs(seen[-1] - x) < 15
    assert min(seen) < x - 50
    for _ in seen:
        press(Key.Key_Up)
    assert view.caret() == 40


def test_home_and_end_stay_on_the_line_that_one_sees(view: TextView, show: Show, press: Press) -> None:
    show(LONG)
    view.select(100, 100)
    top = view.caret_rectangle(100).top()
    press(Key.Key_End)
    end = view.caret()
    assert end > 100
    assert view.caret_rectangle(end).top() == top
    press(Key.Key_Home)
    assert view.caret_rectangle(view.caret()).top() == top
    assert view.caret() < 100
    press(Key.Key_Left)
    assert view.caret_rectangle(view.caret()).top() < top
    press(Key.Key_End, CTRL)
    assert view.caret() == len(LONG)
    press(Key.Key_Home, CTRL | SHIFT)
    assert view.selection() == (0, len(LONG))


def test_pages_scroll_and_keep_the_caret_in_sight(
    view: TextView, many_paragraphs: tuple[str, list[Span]], press: Press
) -> None:
    view.show_document(*many_paragraphs)
    places = [view.caret()]
    for _ in range(5):
        press(Key.Key_PageDown)
        places.append(view.caret())
        assert 0 <= view.caret_rectangle(view.caret()).top() < view.viewport().height()
    assert places == sorted(set(places))
    for expected in places[-2::-1]:
        press(Key.Key_PageUp)
        assert abs(view.caret() - expected) < 200, "lines with labels are higher, so a page may be a line or two off"
    press(Key.Key_PageUp)
    assert view.caret() == 0


def test_page_down_at_the_end_goes_to_the_end(view: TextView, show: Show, press: Press) -> None:
    show("just\ntwo lines")
    press(Key.Key_PageDown)
    assert view.caret() == len("just\ntwo lines")
    press(Key.Key_PageUp)
    assert view.caret() == 0


def test_copy_gives_the_stored_text(view: TextView, show: Show, press: Press) -> None:
    text = "a\u00a0b\u2028c\u2029d\ufeff 😀\n<b>e</b>"
    show(text)
    press(Key.Key_A, CTRL)
    press(Key.Key_C, CTRL)
    assert view.selected_text() == text
    assert QApplication.clipboard().text() == text


def test_copy_without_selected_text_gives_that_of_the_span(view: TextView, show: Show, press: Press) -> None:
    (span,) = show(TEXT, "Hasanov")
    view.select_span(span)
    press(Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "Hasanov"


def test_escape_deselects_and_then_is_left_to_the_window(view: TextView, show: Show) -> None:
    (span,) = show(TEXT, "Hasanov")
    view.select_span(span)
    view.keyPressEvent(key_event(Key.Key_Escape))
    assert view.selected_span() is None
    event = key_event(Key.Key_Escape)
    view.keyPressEvent(event)
    assert not event.isAccepted()


def key_event(key: Qt.Key) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, NONE)


def test_moving_the_caret_deselects_the_span(view: TextView, show: Show, press: Press) -> None:
    (span,) = show(TEXT, "Hasanov")
    view.select_span(span)
    press(Key.Key_Right)
    assert view.selected_span() is None


@pytest.mark.parametrize("key", [Key.Key_1, Key.Key_Delete, Key.Key_Tab, Key.Key_P])
def test_keys_without_a_use_here_are_left_to_the_window(view: TextView, show: Show, key: Qt.Key) -> None:
    show(TEXT)
    event = key_event(key)
    view.keyPressEvent(event)
    assert not event.isAccepted()


def test_every_key_does_nothing_in_an_empty_view(view: TextView, press: Press) -> None:
    view.clear()
    for key in (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Home):
        press(key)
        press(key, CTRL | SHIFT)
    press(Key.Key_C, CTRL)
    assert view.selection() == (0, 0)
