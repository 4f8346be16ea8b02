"""Label keys on a keyboard that gives digits with Shift only."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.ui.physical_keys import digit_of_row, letter_of
from tests.ui.keyboard import press_french, press_place

SHIFT, ALT, KEYPAD = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.KeypadModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def view(application):
    view = application.window.page.view
    assert QTest.qWaitForWindowActive(application.window)
    view.setFocus()
    return view


def labels(view):
    return sorted(span.label for span in view.spans())


def test_the_key_that_bears_the_digit_gives_the_label(view):
    view.select(4, 12)
    press_french("2")
    assert labels(view) == ["ORG"]
    assert view.selection() == (12, 12)


def test_with_shift_it_is_the_second_label(view):
    view.select(4, 12)
    press_french("1")
    press_french("2", SHIFT)
    assert labels(view) == ["ORG", "PERSON"]


def test_with_alt_it_is_the_label_everywhere(view):
    view.select(4, 12)
    press_french("3", ALT)
    assert labels(view) == ["LOC"]


def test_the_keypad_gives_labels_too(view):
    view.select(4, 12)
    QTest.keyClick(view, Qt.Key.Key_1, KEYPAD)
    assert labels(view) == ["PERSON"]


def test_a_key_without_a_label_types_its_own_sign(view):
    before = view.text().index("ç") if "ç" in view.text() else None
    press_french("9")
    assert before is None
    assert "begins with “ç”" in view.window().status.hint.text()


def test_from_another_panel_it_works_as_well(application, view):
    view.select(4, 12)
    application.window.labels.rows[0].setFocus()
    press_french("4")
    assert labels(view) == ["DATE"]


def test_in_a_text_field_it_types(application, view):
    view.select(4, 12)
    QTest.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.clear()
    press_french("2")
    press_french("2", SHIFT)
    assert field.text() == "é2"
    assert labels(view) == []


def event(key, modifiers=NONE, scan_code=10, text="", *, native=0):
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, native, text)


@pytest.mark.parametrize(
    ("pressed", "digit"),
    [
        (event(Qt.Key.Key_Ampersand), "1"),
        (event(Qt.Key.Key_1, SHIFT), "1"),
        (event(Qt.Key.Key_1), ""),
        (event(Qt.Key.Key_Exclam, SHIFT), ""),
        (event(Qt.Key.Key_1, SHIFT | KEYPAD, 87), ""),
        (event(Qt.Key.Key_A, scan_code=38), ""),
        (event(Qt.Key.Key_BraceLeft, scan_code=16, native=0x80), ""),
        (event(Qt.Key.Key_Agrave, scan_code=19), "0"),
    ],
)
def test_only_where_the_layout_has_shift_for_digits(qapp, pressed, digit):
    assert digit_of_row(pressed) == digit


def test_a_letter_is_what_is_typed_or_else_what_the_place_means(qapp):
    assert letter_of(event(Qt.Key.Key_A, scan_code=24, text="a")) == "a"
    assert letter_of(event(0x424, scan_code=38, text="ф")) == "a"
    assert letter_of(event(Qt.Key.Key_1, text="1")) == ""


def test_a_place_that_has_a_letter_in_every_layout_is_a_letter(view):
    press_place(39, "м")
    assert view.selected_text() == ""
