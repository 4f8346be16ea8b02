"""Everything that hands can do in the text, by real keys and a real mouse; found again after a restart."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.application import Application
from annotator.ui.keys_dialog import KeysDialog
from annotator.ui.label_search import LabelSearch
from annotator.ui.label_strip import LabelStrip
from annotator.ui.text_view.word_hints import WordHints
from tests.journeys.sitting import leave, make_project, press, start
from tests.ui.keyboard import press_french

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Key, Modifier, LEFT = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
NONE, SHIFT, CTRL, ALT = (
    Modifier.NoModifier,
    Modifier.ShiftModifier,
    Modifier.ControlModifier,
    Modifier.AltModifier,
)
TEXT = "Maren Dahl met Tomas Ekwall in Oslo.\nThe Nordsund Line sails again. They left on Tuesday for the sea."
KNOWN = ("select", "label", "undo", "done", "export")
"""The steps of the hint line that this person has taken before."""


class Hand:
    """Somebody at the window."""

    def __init__(self, qtbot: QtBot, application: Application) -> None:
        self.qtbot = qtbot
        self.window = application.window
        self.view = application.window.page.view

    def point(self, position: int) -> QPoint:
        box = self.view.caret_rectangle(position)
        return QPoint(box.left(), box.center().y())

    def drag(self, start: QPoint, end: QPoint) -> None:
        port = self.view.viewport()
        QTest.mousePress(port, LEFT, NONE, start)
        QTest.mouseMove(port, end + QPoint(-2, 0))
        QTest.mouseRelease(port, LEFT, NONE, end)
        QApplication.processEvents()

    def draw(self, quoted: str) -> None:
        start = self.view.text().index(quoted)
        self.drag(self.point(start), self.point(start + len(quoted)))

    def labelled(self) -> list[tuple[str, str]]:
        ordered = sorted(self.view.spans(), key=lambda span: (span.start, span.label))
        return [(self.view.text()[span.start : span.end], span.label) for span in ordered]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path, TEXT)


def test_hands(qtbot: QtBot, path: Path) -> None:
    first = start(path, knows=KNOWN)
    hand = Hand(qtbot, first)
    by_keys(hand)
    by_mouse(hand)
    other_keys(hand)
    everything = hand.labelled()
    leave(first)

    second = start(path, knows=KNOWN)
    hand = Hand(qtbot, second)
    assert hand.labelled() == everything
    press(Key.Key_F20)
    assert hand.view.selected_span() is not None
    press(Key.Key_9)
    assert hand.labelled()[0] == ("Maren Dahl", "LOC")
    press(Key.Key_Z, CTRL)
    assert hand.labelled() == everything
    leave(second)


def by_keys(hand: Hand) -> None:
    press(Key.Key_Tab)
    press_french("1")  # On a keyboard that gives digits with Shift only.
    press(Key.Key_Return)  # The last label again.
    assert hand.labelled() == [("Maren Dahl", "PERSON"), ("Tomas Ekwall", "PERSON")]

    press(Key.Key_Semicolon)  # By the letters of a label.
    press(Key.Key_L)
    assert hand.labelled()[2:] == [("Oslo", "LOC")]

    press(Key.Key_Period)  # To a word by the letters over it; then by the label's name.
    place = hand.view.caret_rectangle(hand.view.text().index("Tuesday"))
    hints = hand.view.viewport().findChild(WordHints).hints()
    QTest.keyClicks(hand.view, next(hint.code for hint in hints if hint.place == place))
    assert hand.view.selected_text() == "Tuesday"
    press(Key.Key_Comma)
    search = hand.window.findChild(LabelSearch)
    hand.qtbot.waitUntil(search.typed.hasFocus)
    QTest.keyClicks(search.typed, "da")
    press(Key.Key_Return)
    hand.qtbot.waitUntil(hand.view.hasFocus)
    assert hand.labelled()[3:] == [("Tuesday", "DATE")]

    press(Key.Key_Left, ALT)  # From span to span, and its border by words and characters, in one step.
    while hand.view.selected_span() is None or hand.view.selected_span().label != "LOC":
        press(Key.Key_Left, ALT)
    for key, modifier in ((Key.Key_BracketLeft, NONE), (Key.Key_Left, SHIFT | ALT)):
        press(key, modifier)
    assert ("in Osl", "LOC") in hand.labelled()
    press(Key.Key_Z, CTRL)
    assert ("Oslo", "LOC") in hand.labelled()


def by_mouse(hand: Hand) -> None:
    hand.draw("Nordsund Line")
    strip = hand.view.viewport().findChild(LabelStrip)
    QTest.mouseClick(next(chip for chip in strip.chips if chip.label.name == "ORG"), LEFT)
    assert ("Nordsund Line", "ORG") in hand.labelled()

    start, _ = hand.view.end_rectangles(hand.view.selected_span())
    hand.drag(start.topLeft(), hand.point(hand.view.text().index("The Nordsund") + 1))
    assert ("The Nordsund Line", "ORG") in hand.labelled()

    press(Key.Key_B, CTRL)  # The pen.
    hand.draw("the sea")
    assert ("the sea", "ORG") in hand.labelled()
    press(Key.Key_Escape)
    hand.draw("again")
    assert not any(text == "again" for text, _ in hand.labelled())


def other_keys(hand: Hand) -> None:
    press(Key.Key_K, CTRL | ALT)
    dialog = hand.window.findChild(KeysDialog)
    hand.qtbot.waitUntil(dialog.filter.hasFocus)
    for name, key in (("Next span", Key.Key_F20), ("LOC", Key.Key_9)):
        dialog.filter.setFocus()
        dialog.filter.selectAll()
        QTest.keyClicks(dialog.filter, name)
        titles = [line.title for line in dialog.model.lines]
        dialog.list.setCurrentIndex(dialog.model.index(titles.index(name)))
        dialog.catcher.setFocus()
        press(Key.Key_Space)
        press(key)
    dialog.close()
    hand.window.activateWindow()
    hand.qtbot.waitUntil(hand.window.isActiveWindow)
