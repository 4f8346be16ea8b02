"""The bar that finds in the article, with the keys and clicks of a hand on the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.application import Application
from annotator.ui.find_bar import FindBar

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


class Hand:
    def __init__(self, qtbot: QtBot, application: Application) -> None:
        self.qtbot, self.application = qtbot, application
        self.view = application.window.page.view

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, modifier)

    def find(self, text: str) -> FindBar:
        """Open the bar and type."""
        self.key(Qt.Key.Key_F, CTRL)
        bar = self.application.window.page.findChild(FindBar)
        assert bar is not None
        assert bar.line.hasFocus()
        QTest.keyClicks(bar.line, text)
        return bar

    def says(self, bar: FindBar, number: str, selected: str | None = None) -> None:
        self.qtbot.waitUntil(lambda: bar.number.text() == number)
        if selected is not None:
            assert self.view.selected_text() == selected


@pytest.fixture
def hand(qtbot: QtBot, application: Application) -> Hand:
    return Hand(qtbot, application)


def test_what_is_typed_is_outlined_and_the_first_is_selected(hand: Hand) -> None:
    bar = hand.find("AK")
    hand.says(bar, "1 of 2", "ak")
    assert hand.view.found() == ((14, 16), (38, 40))


def test_keys_go_round_both_ways(hand: Hand) -> None:
    bar = hand.find("ak")
    hand.says(bar, "1 of 2")
    hand.key(Qt.Key.Key_Return)
    hand.says(bar, "2 of 2")
    assert hand.view.selection() == (38, 40)
    hand.key(Qt.Key.Key_F3)
    hand.says(bar, "1 of 2")
    hand.key(Qt.Key.Key_F3, SHIFT)
    hand.says(bar, "2 of 2")
    hand.key(Qt.Key.Key_Return, SHIFT)
    hand.says(bar, "1 of 2")


def test_it_begins_at_the_caret(hand: Hand) -> None:
    hand.view.select(25, 25)
    hand.says(hand.find("ak"), "2 of 2")


def test_each_letter_begins_again_where_the_search_began(hand: Hand) -> None:
    bar = hand.find("a")
    hand.says(bar, "1 of 9", "a")
    QTest.keyClicks(bar.line, "k")
    hand.says(bar, "1 of 2", "ak")


def test_case_words_and_patterns_are_chosen(hand: Hand) -> None:
    bar = hand.find("t")
    hand.says(bar, "1 of 5")
    bar.case.click()
    hand.says(bar, "1 of 2")
    bar.line.setText("Ankar")
    hand.says(bar, "1 of 1", "Ankar")
    bar.words.click()
    hand.says(bar, "Nothing found")
    bar.pattern.click()
    bar.line.setText(r"\d{4}|T\w+day")
    hand.says(bar, "1 of 2", "Tuesday")


def test_a_pattern_that_is_none_is_said_and_finds_nothing(hand: Hand) -> None:
    bar = hand.find("(")
    hand.says(bar, "Nothing found")
    assert bar.said.text() == ""
    bar.pattern.click()
    hand.qtbot.waitUntil(lambda: bar.said.text().startswith("This is no pattern"))
    assert hand.view.found() == ()


def test_a_pattern_that_would_never_end_is_stopped(hand: Hand) -> None:
    hand.view.show_document("x" * 60 + " ", ())
    bar = hand.find("(?:x|xx)+y")
    bar.pattern.click()
    hand.qtbot.waitUntil(lambda: "too long" in bar.said.text())


def test_escape_leaves_the_match_selected_for_a_label_key(hand: Hand) -> None:
    bar = hand.find("Ankara")
    hand.says(bar, "1 of 1", "Ankara")
    hand.key(Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert hand.view.hasFocus()
    assert hand.view.found() == ()
    hand.key(Qt.Key.Key_3)
    (span,) = hand.view.spans()
    assert (span.start, span.end, span.label) == (46, 52, "LOC")


def test_f3_goes_on_after_the_bar_was_left(hand: Hand) -> None:
    hand.says(hand.find("ak"), "1 of 2")
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_F3)
    assert hand.view.selection() == (38, 40)
    assert hand.view.found() == ()


def test_selected_text_is_taken_over(hand: Hand) -> None:
    hand.view.select(38, 40)
    hand.key(Qt.Key.Key_F, CTRL)
    bar = hand.application.window.page.findChild(FindBar)
    assert bar is not None
    assert bar.line.text() == "Ak"
    hand.says(bar, "2 of 2")


def test_another_article_is_searched_too_and_nothing_is_selected_there(hand: Hand) -> None:
    bar = hand.find("in")
    hand.says(bar, "1 of 2")
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    hand.says(bar, "1 found", "")
    hand.key(Qt.Key.Key_F3)
    hand.says(bar, "1 of 1", "in")


def test_panels_are_gone_round_with_the_bar(hand: Hand) -> None:
    bar = hand.find("in")
    hand.key(Qt.Key.Key_F6, SHIFT)
    assert hand.view.hasFocus()
    hand.key(Qt.Key.Key_F6)
    assert bar.line.hasFocus()
