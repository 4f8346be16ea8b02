"""What a screen reader reads back of the view, and what it is told."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
    QAccessibleTextSelectionEvent,
    QAccessibleTextUpdateEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.model import Span
from annotator.ui.text_view import TextView
from annotator.ui.text_view.mirror import Mirror
from annotator.ui.text_view.narrator import Narrator

Show = Callable[..., list[Span]]

TEXT = "He met Zakir 😀 Hasanov\nin Baku."


def asked(view: TextView) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(view)


def read(view: TextView) -> QAccessibleTextInterface:
    """What a screen reader has in hand when it asks anew."""
    interface = asked(view).textInterface()
    assert interface is not None
    return interface


def units(text: str, quoted: str) -> tuple[int, int]:
    """Start and end of a quote as a screen reader counts them."""
    start = len(text[: text.index(quoted)].encode("utf-16-le")) // 2
    return start, start + len(quoted.encode("utf-16-le")) // 2


def told_selection(view: TextView) -> tuple[int, int]:
    """The selection as Qt answers for it: the function itself is not to be had in Python."""
    read(view)
    cursor: QTextCursor = view.viewport().findChild(Mirror).textCursor()
    return cursor.selectionStart(), cursor.selectionEnd()


class TestAsked:
    def test_it_is_a_text_that_can_be_read_and_selected(self, view: TextView, show: Show) -> None:
        show(TEXT)
        view.setAccessibleName("Article")
        interface = asked(view)
        assert interface.role() == QAccessible.Role.EditableText
        assert interface.text(QAccessible.Text.Name) == "Article"
        state = interface.state()
        assert (state.readOnly, state.multiLine, state.selectableText, state.focusable) == (1, 1, 1, 1)
        assert interface.object() is view

    def test_text_and_caret_are_counted_in_utf_16(self, view: TextView, show: Show) -> None:
        show(TEXT)
        view.select(TEXT.index("Baku"), TEXT.index("Baku"))
        interface = read(view)
        assert interface.characterCount() == len(TEXT) + 1
        assert interface.text(*units(TEXT, "😀 Hasanov\nin Baku")) == "😀 Hasanov\nin Baku"
        assert interface.cursorPosition() == units(TEXT, "Baku")[0]
        assert interface.selectionCount() == 0

    def test_the_selection_is_read(self, view: TextView, show: Show) -> None:
        show(TEXT)
        view.select(TEXT.index("Baku"), TEXT.index("Hasanov"))
        assert read(view).selectionCount() == 1
        assert told_selection(view) == (units(TEXT, "Hasanov")[0], units(TEXT, "Baku")[0])
        assert read(view).cursorPosition() == units(TEXT, "Hasanov")[0]

    def test_the_next_question_has_the_next_answer(self, view: TextView, show: Show) -> None:
        show(TEXT)
        assert read(view).text(0, 6) == "He met"
        show("Another one")
        assert read(view).text(0, 11) == "Another one"
        view.select(2, 5)
        assert told_selection(view) == (2, 5)

    def test_it_stays_the_same_to_who_asks(self, view: TextView, show: Show) -> None:
        show(TEXT)
        known = QAccessible.uniqueId(asked(view))
        read(view).setSelection(0, 3, 6)
        assert QAccessible.uniqueId(asked(view)) == known

    def test_caret_and_selection_can_be_moved(self, view: TextView, show: Show) -> None:
        show(TEXT)
        read(view).setSelection(0, *units(TEXT, "Hasanov"))
        assert view.selected_text() == "Hasanov"
        read(view).setCursorPosition(units(TEXT, "Baku")[0])
        assert view.selection() == (TEXT.index("Baku"),) * 2

    def test_the_caret_is_where_it_is_painted(self, view: TextView, show: Show) -> None:
        show("one two three four " * 60)
        view.select(700, 700)
        view.go_to(700)
        place = view.caret_rectangle(700)
        told = read(view).characterRect(700)
        assert (told.topLeft() - view.viewport().mapToGlobal(place.topLeft())).manhattanLength() <= 3

    def test_its_lines_are_those_on_the_screen(self, view: TextView, show: Show) -> None:
        show("one two three four " * 60)
        read(view)
        cursor = view.viewport().findChild(Mirror).textCursor()
        cursor.setPosition(0)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfLine)
        on_screen = view.position_at(view.rect().topRight().toPointF() + QPoint(0, 30).toPointF())
        assert abs(cursor.position() - on_screen) <= 1

    def test_the_description_is_of_the_span_at_the_caret_or_selected(self, view: TextView, show: Show) -> None:
        _, place = show(TEXT, "Zakir 😀 Hasanov", ("Baku", "LOC"))
        for position, expected in ((0, ""), (8, "PERSON: Zakir 😀 Hasanov, 7 to 22"), (22, "")):
            view.select(position, position)
            assert asked(view).text(QAccessible.Text.Description) == expected
        view.select_span(place)
        assert asked(view).text(QAccessible.Text.Description) == "LOC: Baku, 26 to 30"

    @pytest.mark.parametrize("kind", list(QAccessible.InterfaceType))
    def test_no_question_brings_it_down(self, view: TextView, show: Show, kind: QAccessible.InterfaceType) -> None:
        show(TEXT)
        name = {"TableInterface": "", "ImageInterface": "", "HyperlinkInterface": ""}.get(
            kind.name, kind.name[0].lower() + kind.name[1:]
        )
        found = getattr(asked(view), name)() if name else None
        assert (found is not None) == (name in ("textInterface", "actionInterface"))

    @pytest.mark.parametrize("text", ["\ufeffa\r\u2028b\u2029c\ufffcd", "\ud83d half", "", "\n\n"])
    def test_whatever_the_text_holds_the_offsets_stay(self, view: TextView, text: str) -> None:
        view.show_document(text, ())
        view.select(len(text), len(text))
        assert read(view).characterCount() == len(text)
        assert read(view).cursorPosition() == len(text)


class TestLife:
    """Qt deletes the interface, Python must neither do so first nor again."""

    def test_views_come_and_go(self, qtbot: QtBot) -> None:
        for number in range(60):
            view = TextView()
            view.show_document(TEXT, ())
            if number % 3 == 0:
                assert read(view).text(0, 2) == "He"
            if number % 3 == 1:
                parent = QWidget()
                view.setParent(parent)
                assert read(view).text(0, 2) == "He"
                parent.deleteLater()
                del parent
            del view
            if number % 10 == 9:
                gc.collect()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not [widget for widget in QApplication.allWidgets() if isinstance(widget, Mirror)]

    def test_nothing_is_copied_until_somebody_asks(self, view: TextView, show: Show) -> None:
        show(TEXT)
        view.select(3, 5)
        assert view.viewport().findChild(Mirror) is None


@pytest.fixture
def listening(qapp: QApplication) -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def heard(view: TextView, listening: None) -> list[QAccessibleEvent]:
    """What goes out when a screen reader is there."""
    events: list[QAccessibleEvent] = []
    view._narrator = Narrator(view, view, events.append)
    return events


def sentences(events: list[QAccessibleEvent]) -> list[str]:
    said = [event.message() for event in events if isinstance(event, QAccessibleAnnouncementEvent)]
    events.clear()
    return said


class TestTold:
    def test_caret_and_selection(self, view: TextView, show: Show, heard: list[QAccessibleEvent], qtbot: QtBot) -> None:
        show(TEXT)
        view.select(TEXT.index("Hasanov"), TEXT.index("Hasanov"))
        heard.clear()
        qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        start = units(TEXT, "Hasanov")[0]
        (caret,) = [event for event in heard if type(event) is QAccessibleTextCursorEvent]
        (selection,) = [event for event in heard if isinstance(event, QAccessibleTextSelectionEvent)]
        assert caret.cursorPosition() == start + 1
        assert (selection.selectionStart(), selection.selectionEnd()) == (start, start + 1)

    def test_another_text(self, view: TextView, show: Show, heard: list[QAccessibleEvent]) -> None:
        show(TEXT)
        (update,) = [event for event in heard if isinstance(event, QAccessibleTextUpdateEvent)]
        assert update.textInserted() == TEXT

    def test_the_caret_comes_to_a_span_and_goes(
        self, view: TextView, show: Show, heard: list[QAccessibleEvent]
    ) -> None:
        show(TEXT, "Zakir", ("Baku", "LOC"))
        for position, expected in ((8, ["PERSON: Zakir, 7 to 12"]), (9, []), (15, []), (26, ["LOC: Baku, 26 to 30"])):
            heard.clear()
            view.select(position, position)
            assert sentences(heard) == expected

    def test_a_span_that_is_made_is_said_once(self, view: TextView, show: Show, heard: list[QAccessibleEvent]) -> None:
        (span,) = show(TEXT, "Zakir")
        view.update_spans((span,), ())
        assert sentences(heard) == ["Removed PERSON: Zakir, 7 to 12"]
        view.select(7, 12)
        view.update_spans((), (span,))
        view.select_span(span)
        assert sentences(heard) == ["PERSON: Zakir, 7 to 12"]
        view.update_spans((span,), (replace(span, label="LOC"),))
        assert sentences(heard) == ["LOC: Zakir, 7 to 12"]

    def test_many_spans_are_counted(self, view: TextView, show: Show, heard: list[QAccessibleEvent]) -> None:
        spans = show(TEXT, "Zakir", "Baku", "met")
        view.update_spans(spans, ())
        assert sentences(heard) == ["Spans changed: 3"]

    def test_pieces_are_said_with_what_parts_them(
        self, view: TextView, show: Show, heard: list[QAccessibleEvent]
    ) -> None:
        show(TEXT)
        view.update_spans((), (Span(1, 1, "LOC", "anna", 7, 30, ((7, 12), (26, 30))),))
        assert sentences(heard) == ["LOC: Zakir … Baku, 7 to 30"]

    def test_nobody_is_told_when_nobody_listens(self, view: TextView, show: Show) -> None:
        events: list[QAccessibleEvent] = []
        view._narrator = Narrator(view, view, events.append)
        (span,) = show(TEXT, "Zakir")
        view.select(3, 5)
        view.select_span(span)
        view.update_spans((span,), ())
        assert not events


def test_a_whole_window_is_told_for_real(view: TextView, show: Show, listening: None, qtbot: QtBot) -> None:
    (span,) = show(TEXT, "Zakir")
    view.select(8, 8)
    assert read(view).cursorPosition() == 8
    view.update_spans((span,), ())
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert told_selection(view)[0] == 8
