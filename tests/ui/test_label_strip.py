"""The labels above what the mouse has selected, and the border of a span drawn along, in the real window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.label_edits import add_label
from annotator.settings import LABEL_STRIP
from annotator.ui.label_search import LabelSearch

LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT, ALT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class Hand:
    """Draws in the text, and sees the strip."""

    def __init__(self, application):
        self.view = application.window.page.view
        self.port = self.view.viewport()
        self.work = application.session.workspace
        self.strip = application.session.hands.giving.strip

    def point(self, position):
        box = self.view.caret_rectangle(position)
        return QPoint(box.left(), box.center().y())

    def draw(self, quoted):
        start = self.view.text().index(quoted)
        end = self.point(start + len(quoted))
        QTest.mousePress(self.port, LEFT, NONE, self.point(start))
        QTest.mouseMove(self.port, end + QPoint(-2, 0))
        QTest.mouseRelease(self.port, LEFT, NONE, end)
        QApplication.processEvents()

    @property
    def labelled(self):
        text = self.view.text()
        return sorted((text[span.start : span.end], span.label) for span in self.view.spans())

    def click(self, label):
        chip = next(chip for chip in self.strip.chips if chip.label.name == label)
        QTest.mouseClick(chip, LEFT)
        QApplication.processEvents()


@pytest.fixture
def hand(application):
    assert QTest.qWaitForWindowActive(application.window)
    application.window.page.view.setFocus()
    return Hand(application)


def test_a_click_gives_the_label_and_the_text_keeps_the_keyboard(hand):
    hand.draw("They spoke")
    assert [chip.label.name for chip in hand.strip.chips] == ["PERSON", "ORG", "LOC", "DATE", "EVENT"]
    hand.click("LOC")
    assert hand.labelled == [("They spoke", "LOC")]
    assert not hand.strip.isVisible()
    assert hand.view.hasFocus()


def test_it_stands_above_the_selection_or_below_the_first_line(hand):
    hand.draw("They spoke")
    assert hand.strip.geometry().bottom() < hand.view.caret_rectangle(hand.view.selection()[0]).top()
    hand.draw("minister")
    assert hand.strip.geometry().top() > hand.view.caret_rectangle(4).bottom()


def test_keys_work_as_ever_and_take_it_away(hand):
    hand.draw("They spoke")
    QTest.keyClick(hand.view, Qt.Key.Key_3)
    assert hand.labelled == [("They spoke", "LOC")]
    assert not hand.strip.isVisible()


def test_escape_takes_it_away_and_leaves_the_selection(hand):
    hand.draw("They spoke")
    QTest.keyClick(hand.view, Qt.Key.Key_Escape)
    assert not hand.strip.isVisible()
    assert hand.view.selected_text() == "They spoke"
    QTest.keyClick(hand.view, Qt.Key.Key_Escape)
    assert hand.view.selected_text() == ""


def test_a_click_elsewhere_takes_it_away(hand):
    hand.draw("They spoke")
    QTest.mouseClick(hand.port, LEFT, NONE, hand.point(20))
    assert not hand.strip.isVisible()
    assert hand.labelled == []


def test_a_double_click_brings_it_too_but_keys_do_not(hand):
    QTest.mouseDClick(hand.port, LEFT, NONE, hand.point(6))
    QTest.mouseRelease(hand.port, LEFT, NONE, hand.point(6))
    assert hand.strip.isVisible()
    hand.view.select(0, 0)
    QTest.keyClick(hand.view, Qt.Key.Key_Tab)
    assert not hand.strip.isVisible()


def test_it_can_be_switched_off(application, hand):
    application.preferences.choose(LABEL_STRIP, False)
    hand.draw("They spoke")
    assert not hand.strip.isVisible()


def test_of_many_labels_the_first_are_there_and_a_way_to_the_others(hand, qtbot):
    names = [f"A RATHER LONG NAME {at}" for at in range(40)]
    hand.work.apply("Add", [edit for name in names for edit in add_label(hand.work.scheme, name, color="#888888")])
    hand.draw("They spoke")
    assert 5 <= len(hand.strip.chips) < 10
    left, width = hand.view.column()
    assert left <= hand.strip.geometry().left() <= hand.strip.geometry().right() <= left + width
    QTest.mouseClick(hand.strip.findChild(QPushButton, "more_labels"), LEFT)
    qtbot.waitUntil(lambda: hand.view.window().findChild(LabelSearch) is not None)


def test_the_border_of_a_span_is_drawn_in_one_action(hand):
    hand.view.select(4, 12)
    QTest.keyClick(hand.view, Qt.Key.Key_1)
    _, end = hand.view.end_rectangles(hand.view.selected_span())
    target = hand.point(hand.view.text().index("Hasanov") + 3)
    QTest.mousePress(hand.port, LEFT, NONE, end.topLeft())
    for point in (end.center() + QPoint(20, 0), target):
        QTest.mouseMove(hand.port, point)
    QTest.mouseRelease(hand.port, LEFT, NONE, target)
    assert hand.labelled == [("minister Zakir Hasanov", "PERSON")]
    stored = hand.work.project.document(hand.work.document.document.id).spans
    assert [(span.start, span.end) for span in stored] == [(4, 26)]
    QTest.keyClick(hand.view, Qt.Key.Key_Z, CTRL)
    assert hand.labelled == [("minister", "PERSON")]
