"""The tour of the window, by real keys: it goes on when one does what it says, and by its key; Escape leaves it."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from annotator.settings import KNOWN_STEPS, TOUR
from annotator.ui.action_button import ActionButton
from annotator.ui.callout import Callout, beside
from annotator.ui.command_palette import CommandPalette
from tests.ui.keyboard import press

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def callout(window):
    return next((one for one in window.findChildren(Callout) if one.isVisible()), None)


def heading(window):
    return callout(window).heading.text()


def test_one_goes_through_it_by_doing_what_it_says(qtbot, application, window):
    press(Key.Key_F1, CTRL)
    assert heading(window) == "1 of 6"
    assert window.page.view.hasFocus()
    press(Key.Key_Tab)
    assert heading(window) == "2 of 6"
    press(Key.Key_1)
    assert heading(window) == "3 of 6"
    window.spans.take_focus()
    press(Key.Key_Home)
    assert heading(window) == "4 of 6"
    press(Key.Key_Z, CTRL)
    assert heading(window) == "5 of 6"
    press(Key.Key_Return, CTRL)
    assert heading(window) == "6 of 6"
    press(Key.Key_K, CTRL)
    assert callout(window) is None
    window.findChild(CommandPalette).close()


def test_its_key_goes_on_and_points_at_each_part(window):
    parts = []
    for number in range(1, 7):
        press(Key.Key_F1, CTRL)
        note = callout(window)
        assert heading(window) == f"{number} of 6"
        assert window.rect().contains(note.geometry())
        assert note.sentence.height() >= note.sentence.heightForWidth(note.sentence.width())
        assert note.accessibleName()
        parts.append(note.outline.geometry())
    assert len({part.getRect() for part in parts}) == 6
    press(Key.Key_F1, CTRL)
    assert callout(window) is None


def test_escape_leaves_it_and_it_is_offered_no_more(application, window):
    application.preferences.choose(KNOWN_STEPS, ())
    offer = window.status.findChild(ActionButton, "tour_button")
    assert offer.isVisible()
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert heading(window) == "1 of 6"
    assert "Step" not in window.status.hint.text()
    window.page.view.setFocus()
    press(Key.Key_Tab)
    press(Key.Key_Escape)
    assert callout(window) is None
    assert window.page.view.selected_text()
    press(Key.Key_Escape)
    assert not offer.isVisible()
    assert TOUR in application.preferences.get(KNOWN_STEPS)
    assert window.status.hint.text().startswith("Step 2 of 5")


def test_a_step_that_is_not_shown_yet_does_not_count(window):
    press(Key.Key_F1, CTRL)
    press(Key.Key_D, CTRL)
    press(Key.Key_Z, CTRL)
    assert heading(window) == "1 of 6"
    QTest.mouseClick(callout(window).findChildren(ActionButton)[0], Qt.MouseButton.LeftButton)
    assert callout(window) is None


def test_of_a_hidden_panel_it_says_the_key(window):
    press(Key.Key_F9)
    press(Key.Key_F1, CTRL)
    press(Key.Key_F1, CTRL)
    assert callout(window).sentence.text().endswith("F9 shows this panel.")
    press(Key.Key_Escape)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (QRect(0, 100, 200, 400), QPoint(200, 106)),
        (QRect(800, 100, 200, 400), QPoint(600, 106)),
        (QRect(0, 0, 1000, 30), QPoint(399, 30)),
        (QRect(0, 670, 1000, 30), QPoint(399, 570)),
    ],
)
def test_it_stands_beside_the_part_where_there_is_room(part, expected):
    box, tip = beside(part, QRect(0, 0, 200, 100), QRect(0, 0, 1000, 700))
    assert box.topLeft() == expected
    assert not box.intersects(part)
    assert box.adjusted(-1, -1, 1, 1).contains(tip)


def test_where_there_is_no_room_it_stands_inside():
    whole = QRect(0, 0, 1000, 700)
    box, tip = beside(whole, QRect(0, 0, 200, 100), whole)
    assert whole.contains(box)
    assert box.contains(tip)
