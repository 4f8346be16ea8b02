"""Labels by their letters, by their names, the last one again, and by a pen: real keys and a real mouse."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.label_edits import add_label
from annotator.settings import SINGLE_KEYS
from annotator.ui.label_search import LabelSearch

Key = Qt.Key
NONE, SHIFT, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class Hand:
    """Presses keys and draws in the text."""

    def __init__(self, application):
        self.window = application.window
        self.view = application.window.page.view
        self.work = application.session.workspace

    def press(self, key, modifier=NONE):
        QTest.keyClick(QApplication.focusWidget(), key, modifier)
        QApplication.processEvents()

    def select(self, quoted):
        start = self.view.text().index(quoted)
        self.view.select(start, start + len(quoted))

    def point(self, position):
        box = self.view.caret_rectangle(position)
        return QPoint(box.left(), box.center().y())

    def draw(self, quoted):
        start = self.view.text().index(quoted)
        port, last = self.view.viewport(), self.point(start + len(quoted))
        QTest.mousePress(port, Qt.MouseButton.LeftButton, NONE, self.point(start))
        QTest.mouseMove(port, last + QPoint(-2, 0))
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, NONE, last)
        QApplication.processEvents()

    @property
    def labelled(self):
        text = self.view.text()
        ordered = sorted(self.view.spans(), key=lambda span: (span.start, span.label))
        return [(text[span.start : span.end], span.label) for span in ordered]

    @property
    def said(self):
        return self.window.status.hint.text()


@pytest.fixture
def hand(application):
    assert QTest.qWaitForWindowActive(application.window)
    application.window.page.view.setFocus()
    return Hand(application)


def add_labels(hand, number):
    names = [f"TYPE {at}" for at in range(number)]
    hand.work.apply("Add", [edit for name in names for edit in add_label(hand.work.scheme, name, color="#888888")])


# --- by letters


def test_a_key_and_a_letter_give_a_label(hand):
    hand.select("Ankara")
    hand.press(Key.Key_Semicolon)
    assert hand.said.startswith("Letters of a label: p PERSON, o ORG, l LOC")
    hand.press(Key.Key_L)
    assert hand.labelled == [("Ankara", "LOC")]
    assert not hand.said.startswith("Letters")


def test_of_hundreds_each_has_two_letters_that_the_palette_shows(hand):
    add_labels(hand, 200)
    row = next(row for row in hand.window.labels.rows if row.label.name == "TYPE 150")
    letters = hand.window.label_actions.letters["TYPE 150"]
    assert f"; {letters.upper()}" in row.toolTip()
    hand.select("Ankara")
    hand.press(Key.Key_Semicolon)
    QTest.keyClicks(hand.view, letters[0])
    assert hand.said.startswith("Letters of a label: ")
    QTest.keyClicks(hand.view, letters[1])
    assert hand.labelled == [("Ankara", "TYPE 150")]


def test_escape_gives_none(hand):
    hand.select("Ankara")
    hand.press(Key.Key_Semicolon)
    hand.press(Key.Key_Escape)
    assert hand.labelled == []
    assert hand.view.selected_text() == "Ankara"
    hand.press(Key.Key_1)
    assert hand.labelled == [("Ankara", "PERSON")]


def test_with_nothing_selected_it_is_refused(hand):
    hand.press(Key.Key_Semicolon)
    hand.press(Key.Key_L)
    assert hand.said == "Nothing is selected. Select some text first, then choose LOC."


# --- by name


def open_search(qtbot, hand):
    hand.press(Key.Key_Comma)
    dialog = hand.window.findChild(LabelSearch)
    qtbot.waitUntil(dialog.typed.hasFocus)
    return dialog


@pytest.mark.parametrize(("typed", "label"), [("lo", "LOC"), ("date", "DATE"), ("", "PERSON"), ("ven", "EVENT")])
def test_letters_of_the_name_and_enter_give_it(qtbot, hand, typed, label):
    hand.select("Ankara")
    dialog = open_search(qtbot, hand)
    QTest.keyClicks(dialog.typed, typed)
    hand.press(Key.Key_Return)
    assert hand.labelled == [("Ankara", label)]
    qtbot.waitUntil(hand.view.hasFocus)


def test_with_shift_it_is_one_more_with_alt_everywhere(qtbot, hand):
    hand.select("Ankara")
    hand.press(Key.Key_1)
    dialog = open_search(qtbot, hand)
    QTest.keyClicks(dialog.typed, "lo")
    hand.press(Key.Key_Return, SHIFT)
    assert hand.labelled == [("Ankara", "LOC"), ("Ankara", "PERSON")]
    qtbot.waitUntil(hand.view.hasFocus)
    hand.select("Tuesday")
    dialog = open_search(qtbot, hand)
    QTest.keyClicks(dialog.typed, "da")
    hand.press(Key.Key_Return, ALT)
    assert ("Tuesday", "DATE") in hand.labelled


def test_the_arrows_choose_another_and_the_dialog_stands_beside_the_selection(qtbot, hand):
    hand.select("Ankara")
    dialog = open_search(qtbot, hand)
    below = hand.view.viewport().mapToGlobal(hand.view.caret_rectangle(hand.view.selection()[0]).bottomLeft())
    assert dialog.pos().y() >= below.y()
    hand.press(Key.Key_Down)
    hand.press(Key.Key_Return)
    assert hand.labelled == [("Ankara", "ORG")]


def test_what_is_not_found_gives_none(qtbot, hand):
    hand.select("Ankara")
    dialog = open_search(qtbot, hand)
    QTest.keyClicks(dialog.typed, "qq")
    assert dialog.nothing.isVisible()
    hand.press(Key.Key_Return)
    hand.press(Key.Key_Escape)
    assert hand.labelled == []
    qtbot.waitUntil(lambda: hand.window.findChild(LabelSearch) is None)


# --- again


def test_enter_gives_the_last_label_again(hand):
    hand.press(Key.Key_Return)
    assert hand.said == "No label was given yet. Press the key of one first."
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_1)
    hand.press(Key.Key_Return)
    assert hand.labelled == [("Zakir Hasanov", "PERSON"), ("Hulusi Akar", "PERSON")]
    assert hand.view.selected_text() == "Ankara"


def test_a_span_that_has_it_keeps_it(hand):
    hand.select("Zakir Hasanov")
    hand.press(Key.Key_1)
    hand.press(Key.Key_Enter)
    assert hand.labelled == [("Zakir Hasanov", "PERSON")]
    assert hand.view.selected_text() == "Hulusi Akar"


# --- the pen


def test_a_pen_labels_whatever_the_mouse_draws_until_escape(hand):
    hand.select("Ankara")
    hand.press(Key.Key_3)
    hand.press(Key.Key_B, CTRL)
    assert hand.window.status.pen.text() == "Pen: LOC (Esc)"
    assert [row.label.name for row in hand.window.labels.rows if row.pen] == ["LOC"]
    hand.draw("Tuesday")
    hand.draw("minister")
    assert hand.labelled == [("minister", "LOC"), ("Ankara", "LOC"), ("Tuesday", "LOC")]
    hand.press(Key.Key_Escape)
    assert not hand.window.status.pen.isVisible()
    hand.draw("They")
    assert len(hand.labelled) == 3
    assert not hand.window.actions_by_name["label_pen"].isChecked()


def test_letters_over_words_draw_too_and_enter_gives_what_keys_have_selected(application, hand):
    hand.window.labels.rows[3].setFocus()
    hand.press(Key.Key_B, CTRL)
    hand.view.setFocus()
    hand.press(Key.Key_Period)
    hints = application.session.hands.hinting.shown.hints()
    place = hand.view.caret_rectangle(hand.view.text().index("Tuesday"))
    QTest.keyClicks(hand.view, next(hint.code for hint in hints if hint.place == place))
    assert hand.labelled == [("Tuesday", "DATE")]
    QApplication.processEvents()
    assert hand.view.selected_text() == "2020"
    hand.press(Key.Key_Return)
    assert ("2020", "DATE") in hand.labelled


def test_the_key_of_another_label_changes_the_pen(hand):
    hand.window.labels.rows[3].setFocus()
    hand.press(Key.Key_B, CTRL)
    hand.select("Ankara")
    hand.press(Key.Key_3)
    hand.draw("minister")
    assert hand.labelled == [("minister", "LOC"), ("Ankara", "LOC")]


def test_without_a_label_there_is_no_pen(hand):
    hand.press(Key.Key_B, CTRL)
    assert hand.said.startswith("No label is chosen.")
    assert not hand.window.actions_by_name["label_pen"].isChecked()


def test_a_pen_whose_label_is_deleted_is_laid_down(hand):
    hand.window.labels.rows[3].setFocus()
    hand.press(Key.Key_B, CTRL)
    hand.window.actions_by_name["delete_label"].trigger()
    assert not hand.window.status.pen.isVisible()


# --- without single keys


def test_with_single_keys_off_signs_do_nothing_by_themselves(application, hand):
    application.preferences.choose(SINGLE_KEYS, False)
    hand.select("Ankara")
    for key in (Key.Key_Comma, Key.Key_Semicolon, Key.Key_L):
        hand.press(key)
    assert hand.window.findChild(LabelSearch) is None
    assert hand.labelled == []
    hand.press(Key.Key_Semicolon, CTRL)
    hand.press(Key.Key_L)
    assert hand.labelled == [("Ankara", "LOC")]
