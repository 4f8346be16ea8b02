"""Letters over the words on the screen, by real keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.settings import SINGLE_KEYS
from tests.ui.keyboard import press_place

Key = Qt.Key
A_KEY = 38


@pytest.fixture
def view(application):
    view = application.window.page.view
    assert QTest.qWaitForWindowActive(application.window)
    view.setFocus()
    return view


@pytest.fixture
def shown(application):
    return application.session.hands.hinting.shown


def press(*keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key, modifier)
        QApplication.processEvents()


def code_of(view, shown, word):
    """The letters that stand where a word begins."""
    place = view.caret_rectangle(view.text().index(word))
    (code,) = [hint.code for hint in shown.hints() if hint.place == place]
    return code


def test_letters_select_a_word_and_what_is_likely_there(view, shown):
    press(Key.Key_Period)
    assert len(shown.hints()) == 15
    QTest.keyClicks(view, code_of(view, shown, "Zakir"))
    assert view.selected_text() == "Zakir Hasanov"
    assert not shown.isVisible()
    press(Key.Key_1)
    assert [span.label for span in view.spans()] == ["PERSON"]
    assert view.selected_text() == "Hulusi Akar"


def test_in_a_script_without_capitals_or_blanks_they_do_so_too(application, view, shown):
    view.show_document("东京都の人口 และ שלום עולם", ())
    press(Key.Key_Period)
    QTest.keyClicks(view, code_of(view, shown, "京"))
    assert view.selected_text() == "京"
    press(Key.Key_Period)
    QTest.keyClicks(view, code_of(view, shown, "שלום"))
    assert view.selected_text() == "שלום"


def test_on_a_keyboard_without_latin_letters_the_places_count(view, shown):
    press(Key.Key_Period)
    word = next(hint for hint in shown.hints() if hint.code == "a")
    press_place(A_KEY, "ф")
    assert view.caret_rectangle(view.selection()[0]) == word.place


def test_the_first_of_two_letters_leaves_those_that_begin_with_it(view, shown):
    view.show_document("word " * 100, ())
    press(Key.Key_Period)
    code = next(hint.code for hint in shown.hints() if len(hint.code) == 2)
    QTest.keyClicks(view, code[0])
    assert {hint.code[0] for hint in shown.hints()} == {code[0]}
    before = len(shown.hints())
    press(Key.Key_Backspace)
    assert len(shown.hints()) > before
    QTest.keyClicks(view, code)
    assert view.selected_text() == "word"


def test_escape_takes_them_away_and_does_nothing_else(view, shown):
    view.select(4, 12)
    press(Key.Key_Period)
    assert shown.isVisible()
    press(Key.Key_Escape)
    assert not shown.isVisible()
    assert view.selected_text() == "minister"


def test_any_other_key_does_what_it_does(application, view, shown):
    view.select(4, 12)
    press(Key.Key_Period, Key.Key_2)
    assert not shown.isVisible()
    assert [span.label for span in view.spans()] == ["ORG"]
    press(Key.Key_Period, Key.Key_F6)
    assert not shown.isVisible()
    assert not view.hasFocus()


def test_a_click_ends_them(view, shown):
    press(Key.Key_Period)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 60))
    assert not shown.isVisible()


def test_only_what_is_seen_has_letters(view, shown):
    view.show_document("word\n" * 20_000, ())
    press(Key.Key_Period)
    assert 5 < len(shown.hints()) < 60


def test_with_single_keys_off_only_the_other_key_shows_them(application, view, shown):
    application.preferences.choose(SINGLE_KEYS, False)
    press(Key.Key_Period)
    assert not shown.isVisible()
    press(Key.Key_G, modifier=Qt.KeyboardModifier.ControlModifier)
    assert shown.isVisible()


def test_they_are_painted(view, shown, qtbot):
    press(Key.Key_Period)
    before = shown.grab().toImage()
    QTest.keyClicks(view, "zzz")
    shown.show_typed("f")
    assert shown.grab().toImage() != before
