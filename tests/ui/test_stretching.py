import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.settings import SINGLE_KEYS
from annotator.ui.stretching import end_back, end_onward, start_back, start_onward

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
    ],
)
def test_an_end_moves_by_a_word(way, selected, then):
    assert after(way, selected) == then


def test_keys_move_the_ends_of_what_is_selected(application):
    view = application.window.page.view
    start = view.text().index("Zakir")
    view.select(start, start + len("Zakir"))
    for key, modifier, then in (
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, "Zakir Hasanov"),
        (Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.NoModifier, "minister Zakir Hasanov"),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier, "minister Zakir"),
        (Qt.Key.Key_BracketRight, Qt.KeyboardModifier.NoModifier, "Zakir"),
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
