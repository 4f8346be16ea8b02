"""The ways from span to span and from sentence to sentence, and the borders of a span, by real keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.edits import Edit
from annotator.ids import new_id
from annotator.model import Span
from annotator.settings import SINGLE_KEYS

NONE, SHIFT, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
Key = Qt.Key


class Hand:
    """Presses keys in the text and sees what is selected there."""

    def __init__(self, application):
        self.view = application.window.page.view
        self.work = application.session.workspace
        self.status = application.window.status

    def press(self, key, modifier=NONE, times=1):
        for _ in range(times):
            QTest.keyClick(self.view, key, modifier)
            QApplication.processEvents()

    @property
    def span(self):
        span = self.view.selected_span()
        return None if span is None else self.view.text()[span.start : span.end]

    def add(self, quoted, label="LOC", annotator="anna"):
        start = self.view.text().index(quoted)
        self.work.project.ensure_annotator(annotator)
        span = Span(new_id(), self.work.document.document.id, label, annotator, start, start + len(quoted))
        self.work.project.apply("One", [Edit(None, span)], annotator)


@pytest.fixture
def hand(application):
    hand = Hand(application)
    hand.add("Zakir Hasanov", "PERSON")
    hand.add("minister Zakir Hasanov met Hulusi")
    hand.add("Hulusi Akar")
    hand.add("Ankara", annotator="bea")
    hand.add("Tuesday", "DATE")
    hand.view.setFocus()
    return hand


def test_keys_go_from_span_to_span_in_reading_order(hand):
    hand.press(Key.Key_Right, ALT)
    assert hand.span == "minister Zakir Hasanov met Hulusi"
    hand.press(Key.Key_Right, ALT, times=3)
    assert hand.span == "Tuesday"
    hand.press(Key.Key_Right, ALT)
    assert hand.status.hint.text() == "There is no span after this place."
    hand.press(Key.Key_Left, ALT)
    assert hand.span == "Hulusi Akar"
    hand.press(Key.Key_Greater)
    assert hand.span == "Tuesday"
    hand.press(Key.Key_Less, times=4)
    assert hand.span == "minister Zakir Hasanov met Hulusi"
    assert hand.status.hint.text() == "There is no span before this place."


def test_from_the_caret_they_go_to_the_nearest(hand):
    place = hand.view.text().index("met")
    hand.view.select(place, place)
    hand.press(Key.Key_Left, ALT)
    assert hand.span == "Zakir Hasanov"
    hand.view.select(place, place)
    hand.press(Key.Key_Right, ALT)
    assert hand.span == "Hulusi Akar"


def test_a_key_goes_through_the_spans_at_the_caret_from_the_inside_out(hand):
    place = hand.view.text().index("Hulusi") + 2
    hand.view.select(place, place)
    hand.press(Key.Key_Backslash)
    assert hand.span == "Hulusi Akar"
    hand.press(Key.Key_Up, CTRL | ALT)
    assert hand.span == "minister Zakir Hasanov met Hulusi"
    hand.press(Key.Key_Backslash)
    assert hand.span == "Hulusi Akar"
    hand.view.select(0, 0)
    hand.press(Key.Key_Backslash)
    assert hand.status.hint.text() == "There is no span at this place."


def test_either_end_of_a_span_moves_by_words_and_by_characters(hand):
    hand.view.select(0, 0)
    hand.press(Key.Key_Left, ALT)
    hand.press(Key.Key_Right, ALT, times=2)
    assert hand.span == "Zakir Hasanov"
    for key, modifier, then in (
        (Key.Key_Space, NONE, "Zakir Hasanov met"),
        (Key.Key_Space, SHIFT, "Zakir Hasanov"),
        (Key.Key_BracketRight, NONE, "Hasanov"),
        (Key.Key_BracketLeft, NONE, "Zakir Hasanov"),
        (Key.Key_BraceLeft, NONE, "r Zakir Hasanov"),
        (Key.Key_BraceRight, NONE, "Zakir Hasanov"),
        (Key.Key_BraceRight, NONE, "akir Hasanov"),
        (Key.Key_Left, SHIFT | ALT, "akir Hasano"),
        (Key.Key_Right, SHIFT | ALT, "akir Hasanov"),
        (Key.Key_Right, SHIFT | ALT, "akir Hasanov m"),
    ):
        hand.press(key, modifier)
        assert hand.span == then
    stored = hand.work.project.document(hand.work.document.document.id).spans
    assert "akir Hasanov m" in {hand.view.text()[one.start : one.end] for one in stored}
    hand.press(Key.Key_Z, CTRL)
    assert hand.span == "Zakir Hasanov"
    hand.press(Key.Key_Z, CTRL | SHIFT)
    assert hand.span == "akir Hasanov m"


def test_a_run_of_presses_ends_with_anything_else(hand):
    hand.view.select_span(next(one for one in hand.view.spans() if one.label == "DATE"))
    hand.press(Key.Key_BracketLeft)
    hand.press(Key.Key_3)
    hand.press(Key.Key_BracketLeft, times=2)
    assert hand.span == "in Ankara on Tuesday"
    for then in ("on Tuesday", "on Tuesday", "Tuesday"):
        hand.press(Key.Key_Z, CTRL)
        assert hand.span == then


def test_the_last_word_of_a_span_is_not_left_out(hand):
    hand.view.select_span(next(one for one in hand.view.spans() if one.label == "DATE"))
    hand.press(Key.Key_Space, SHIFT)
    assert hand.span == "Tuesday"
    assert hand.status.hint.text() == "This end of DATE cannot go further."


def test_keys_go_by_sentences(hand):
    text = hand.view.text()
    hand.press(Key.Key_Down, CTRL)
    assert hand.view.caret() == text.index("They")
    hand.press(Key.Key_Up, CTRL)
    assert hand.view.caret() == 0
    hand.press(Key.Key_Down, CTRL | SHIFT)
    assert hand.view.selected_text() == "The minister Zakir Hasanov met Hulusi Akar in Ankara on Tuesday."
    hand.press(Key.Key_Underscore)
    assert hand.view.selected_text() == text
    hand.press(Key.Key_Down, CTRL)
    assert hand.view.caret() == len(text)
    hand.press(Key.Key_Up, CTRL)
    assert hand.view.caret() == text.index("They")


@pytest.mark.parametrize("key", [Key.Key_Greater, Key.Key_Less, Key.Key_Backslash, Key.Key_Underscore])
def test_with_single_keys_off_signs_do_nothing_by_themselves(application, hand, key):
    application.preferences.choose(SINGLE_KEYS, False)
    place = hand.view.text().index("met")
    hand.view.select(place, place)
    hand.press(key)
    assert hand.span is None
    assert hand.view.selection() == (place, place)
