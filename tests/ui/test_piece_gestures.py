"""Spans in pieces by real mouse and keys in the whole window: made, cut, relabelled, undone, removed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.ui.application import Application
from annotator.ui.text_view import TextView

LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class Hand:
    """Mouse and keys on the first article: "The minister Zakir Hasanov met Hulusi Akar in Ankara on Tuesday. ..."."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.window = application.window
        self.view: TextView = application.window.page.view

    def point(self, position: int) -> QPoint:
        box = self.view.caret_rectangle(position)
        return QPoint(box.left(), box.center().y())

    def place(self, quoted: str) -> tuple[int, int]:
        start = self.view.text().index(quoted)
        return start, start + len(quoted)

    def drag(self, quoted: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        start, end = self.place(quoted)
        port, first, last = self.view.viewport(), self.point(start) + QPoint(1, 0), self.point(end) - QPoint(1, 0)
        QTest.mousePress(port, LEFT, modifier, first)
        for point in ((first + last) / 2, last):
            event = QMouseEvent(
                QEvent.Type.MouseMove, QPointF(point), port.mapToGlobal(QPointF(point)), LEFT, LEFT, modifier
            )
            QApplication.sendEvent(port, event)
        QTest.mouseRelease(port, LEFT, modifier, last)

    def middle(self, quoted: str) -> QPoint:
        return self.point(sum(self.place(quoted)) // 2)

    def click(self, quoted: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, modifier, self.middle(quoted))

    def double_click(self, word: str, modifier: Qt.KeyboardModifier = NONE) -> None:
        port, place = self.view.viewport(), self.middle(word)
        QTest.mouseClick(port, LEFT, modifier, place)
        QTest.mouseDClick(port, LEFT, modifier, place)
        QTest.mouseRelease(port, LEFT, modifier, place)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def spans(self) -> list[tuple[str, list[str]]]:
        """What the file holds: label and pieces of each span."""
        work = self.application.session.workspace
        assert work.project is not None
        assert work.document is not None
        document = work.project.document(work.document.document.id)
        return [
            (span.label, [document.text[start:end] for start, end in span.pieces or ((span.start, span.end),)])
            for span in document.spans
        ]

    @property
    def said(self) -> str:
        return self.window.status.hint.text()


@pytest.fixture
def hand(application: Application, qtbot: object) -> Hand:
    application.window.activateWindow()
    assert QTest.qWaitForWindowActive(application.window)
    application.window.page.view.setFocus()
    return Hand(application)


def test_a_day_with_a_span_in_pieces(hand: Hand, qtbot: object) -> None:
    hand.drag("minister")
    hand.key(Qt.Key.Key_1)
    hand.drag("Hulusi Akar", CTRL)
    assert hand.spans() == [("PERSON", ["minister", "Hulusi Akar"])]
    selected = hand.view.selected_span()
    assert selected is not None
    assert len(selected.pieces) == 2
    hand.double_click("Tuesday", CTRL)
    assert hand.spans() == [("PERSON", ["minister", "Hulusi Akar", "Tuesday"])]
    hand.click("Hulusi", CTRL)
    assert hand.spans() == [("PERSON", ["minister", "Tuesday"])]
    hand.key(Qt.Key.Key_2)
    assert hand.spans() == [("ORG", ["minister", "Tuesday"])]
    hand.key(Qt.Key.Key_3, SHIFT)
    assert hand.spans() == [("ORG", ["minister", "Tuesday"]), ("LOC", ["minister", "Tuesday"])]
    hand.key(Qt.Key.Key_Delete)
    for expected in (
        [("ORG", ["minister", "Tuesday"]), ("LOC", ["minister", "Tuesday"])],
        [("ORG", ["minister", "Tuesday"])],
        [("PERSON", ["minister", "Tuesday"])],
        [("PERSON", ["minister", "Hulusi Akar", "Tuesday"])],
        [("PERSON", ["minister", "Hulusi Akar"])],
        [("PERSON", ["minister"])],
        [],
    ):
        hand.key(Qt.Key.Key_Z, CTRL)
        assert hand.spans() == expected


def test_by_keys_alone(hand: Hand) -> None:
    hand.drag("Zakir Hasanov")
    hand.key(Qt.Key.Key_1)
    hand.key(Qt.Key.Key_Home, CTRL)
    assert hand.view.selected_span() is None
    hand.key(Qt.Key.Key_Right, CTRL | SHIFT)
    assert hand.view.selected_text() == "The "
    assert hand.said.endswith("+ to add to PERSON")
    hand.key(Qt.Key.Key_Plus)
    assert hand.spans() == [("PERSON", ["The", "Zakir Hasanov"])]
    hand.key(Qt.Key.Key_End, CTRL)
    hand.key(Qt.Key.Key_Home, CTRL)
    hand.key(Qt.Key.Key_Right, CTRL | SHIFT)
    hand.key(Qt.Key.Key_Minus)
    assert hand.spans() == [("PERSON", ["Zakir Hasanov"])]


def test_what_undo_would_do_says_what_was_done(hand: Hand, qtbot: object) -> None:
    hand.drag("minister")
    hand.key(Qt.Key.Key_1)
    hand.drag("Hulusi Akar", CTRL)
    qtbot.waitUntil(lambda: hand.window.status.undo.text() == "Undo: Add to PERSON: minister … Hulusi Akar")
    hand.click("Akar", CTRL)
    qtbot.waitUntil(lambda: hand.window.status.undo.text() == "Undo: Take out of PERSON: minister")


def test_a_cut_in_the_middle_leaves_two_pieces(hand: Hand) -> None:
    hand.drag("minister Zakir Hasanov")
    hand.key(Qt.Key.Key_1)
    hand.drag("Zakir")
    hand.key(Qt.Key.Key_J, CTRL | SHIFT)
    assert hand.spans() == [("PERSON", ["minister", "Hasanov"])]


def test_the_selection_is_shown_with_its_pieces(hand: Hand) -> None:
    hand.drag("minister")
    hand.key(Qt.Key.Key_1)
    hand.drag("Akar", CTRL)
    assert "“minister … Akar”" in hand.window.status.selection.text()


@pytest.mark.parametrize(
    ("work", "sentence"),
    [
        (lambda hand: hand.key(Qt.Key.Key_Plus), "Select the text to add first."),
        (lambda hand: hand.key(Qt.Key.Key_Minus), "Select the part to take out first."),
        (
            lambda hand: (hand.drag("Akar"), hand.key(Qt.Key.Key_Plus)),
            "Select a span first, then text that is to belong to it.",
        ),
    ],
)
def test_what_is_missing_is_said(hand: Hand, work: Callable[[Hand], object], sentence: str) -> None:
    work(hand)
    assert hand.said == sentence
    assert hand.spans() == []


def test_ctrl_without_a_selected_span_is_an_ordinary_drag(hand: Hand) -> None:
    hand.drag("Akar", CTRL)
    assert hand.view.selected_text() == "Akar"
    assert hand.spans() == []


def test_escape_forgets_the_span(hand: Hand) -> None:
    hand.drag("minister")
    hand.key(Qt.Key.Key_1)
    hand.drag("Akar")
    assert hand.view.kept_span() is not None
    with_frame = hand.view.viewport().grab().toImage()
    hand.key(Qt.Key.Key_Escape)  # The labels above the selection go first.
    hand.key(Qt.Key.Key_Escape)
    assert hand.view.kept_span() is None
    hand.drag("Akar")
    assert hand.view.viewport().grab().toImage() != with_frame
    hand.key(Qt.Key.Key_Plus)
    assert hand.said.startswith("Select a span first")


def test_another_article_or_its_removal_forgets_the_span(hand: Hand) -> None:
    hand.drag("minister")
    hand.key(Qt.Key.Key_1)
    hand.drag("Akar")
    hand.key(Qt.Key.Key_Z, CTRL)
    assert hand.view.kept_span() is None
    hand.key(Qt.Key.Key_Z, CTRL | SHIFT)
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert hand.view.kept_span() is None


def test_a_piece_that_is_refused_stays_selected_text(hand: Hand) -> None:
    hand.drag("minister Zakir")
    hand.key(Qt.Key.Key_1)
    hand.drag("Zakir", CTRL)
    assert hand.said == "“Zakir” is in PERSON “minister Zakir” already."
    assert hand.view.selected_text() == "Zakir"
