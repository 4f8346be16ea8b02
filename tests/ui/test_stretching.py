import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.settings import SINGLE_KEYS
from annotator.ui.stretching import (
    end_back,
    end_back_a_little,
    end_back_by_phrase,
    end_onward,
    end_onward_a_little,
    end_onward_by_phrase,
    start_back,
    start_back_a_little,
    start_back_by_phrase,
    start_onward,
    start_onward_a_little,
    start_onward_by_phrase,
)

TEXT = "The minister, Zakir  Hasanov."


def after(way, selected):
    start = TEXT.index(selected)
    first, last = way(TEXT, start, start + len(selected))
    return TEXT[first:last]


@pytest.mark.parametrize(
    ("way", "selected", "then"),
    [
        (end_onward, "The", "The minister"),
        (end_onward, "minister", "minister,"),
        (end_onward, "Zakir", "Zakir  Hasanov"),
        (end_onward, "Hasanov.", "Hasanov."),
        (end_back, "Zakir  Hasanov", "Zakir"),
        (end_back, "minister,", "minister"),
        (end_back, "Zakir", "Zakir"),
        (start_back, "Hasanov", "Zakir  Hasanov"),
        (start_back, "The", "The"),
        (start_onward, "Zakir  Hasanov", "Hasanov"),
        (start_onward, "Zakir", "Zakir"),
        (end_onward_a_little, "Zaki", "Zakir"),
        (end_onward_a_little, "Zakir", "Zakir  H"),
        (end_onward_a_little, "Hasanov.", "Hasanov."),
        (end_back_a_little, "Zakir  H", "Zakir"),
        (end_back_a_little, "Z", "Z"),
        (start_back_a_little, "Hasanov", "r  Hasanov"),
        (start_back_a_little, "The", "The"),
        (start_onward_a_little, "r  Hasanov", "Hasanov"),
        (start_onward_a_little, "Z", "Z"),
    ],
)
def test_an_end_moves_by_a_word_or_a_character(way, selected, then):
    assert after(way, selected) == then


@pytest.mark.parametrize(
    ("way", "selected", "then"),
    [
        (end_onward_by_phrase, "families", "families of the victims"),
        (end_onward_by_phrase, "victims", "victims of the flood"),
        (end_onward_by_phrase, "flood", "flood"),
        (end_back_by_phrase, "the families of the victims", "the families"),
        (end_back_by_phrase, "the families", "the families"),
        (start_back_by_phrase, "flood", "the flood"),
        (start_back_by_phrase, "the flood", "the victims of the flood"),
        (start_back_by_phrase, "the families", "the families"),
        (start_onward_by_phrase, "the families of the victims", "the victims"),
        (start_onward_by_phrase, "the victims", "the victims"),
    ],
)
def test_an_end_moves_by_a_phrase(way, selected, then):
    text = "Of the families of the victims of the flood."
    start = text.index(selected)
    first, last = way(text, start, start + len(selected))
    assert text[first:last] == then


def test_a_character_is_what_one_sees_as_one():
    text = "ko\u0301 \U0001f1f3\U0001f1f4x"
    assert end_onward_a_little(text, 0, 1) == (0, 3)
    assert end_onward_a_little(text, 0, 3) == (0, 6)
    assert end_back_a_little(text, 0, 6) == (0, 3)
    assert start_onward_a_little(text, 1, 7) == (4, 7)
    assert start_back_a_little(text, 6, 7) == (4, 7)


def test_keys_move_the_ends_of_what_is_selected(application):
    view = application.window.page.view
    start = view.text().index("Zakir")
    view.select(start, start + len("Zakir"))
    for key, modifier, then in (
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, "Zakir Hasanov"),
        (Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.NoModifier, "minister Zakir Hasanov"),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier, "minister Zakir"),
        (Qt.Key.Key_BracketRight, Qt.KeyboardModifier.NoModifier, "Zakir"),
        (Qt.Key.Key_Apostrophe, Qt.KeyboardModifier.NoModifier, "Zakir Hasanov"),
        (Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.ControlModifier, "The minister Zakir Hasanov"),
    ):
        QTest.keyClick(view, key, modifier)
        assert view.selected_text() == then


def test_with_single_keys_off_signs_do_nothing_by_themselves(application):
    application.preferences.choose(SINGLE_KEYS, False)
    view = application.window.page.view
    view.select(4, 12)
    QTest.keyClick(view, Qt.Key.Key_BracketLeft)
    assert view.selected_text() == "minister"
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert view.selected_text() == "The minister"


def test_delete_takes_the_label_off_when_just_its_text_is_selected(application):
    view = application.window.page.view
    view.select(4, 12)
    QTest.keyClick(view, Qt.Key.Key_1)
    view.select(4, 12)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert view.spans() == ()
