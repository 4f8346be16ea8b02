"""An article annotated with all that an annotation can be, and each step of it undone after a restart."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model import Attribute, Kind, Label, Scheme
from annotator.store.project import Project
from annotator.ui.application import Application
from tests.journeys.sitting import come_back, leave, make_project, press, start

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)")

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, ALT, SHIFT = Modifier.ControlModifier, Modifier.AltModifier, Modifier.ShiftModifier
TEXT = "Alpha met Beta in Rome. Then Alpha left."
SCHEME = Scheme(
    (
        Label(1, "PERSON", key="1", attributes=(Attribute("role", choices=("minister", "general")),)),
        Label(2, "LOC", key="2", color="#f3c16b"),
        Label(3, "meets", Kind.RELATION, sources=("PERSON",), targets=("PERSON",)),
        Label(4, "visits", Kind.RELATION, sources=("PERSON",), targets=("LOC",)),
        Label(5, "flees", Kind.RELATION, sources=("PERSON",), targets=("LOC",)),
        Label(6, "same", Kind.RELATION, sources=("PERSON",), targets=("PERSON",), symmetric=True),
        Label(7, "war", Kind.DOCUMENT),
        Label(8, "peace", Kind.DOCUMENT),
    )
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path, TEXT, scheme=SCHEME)


def label(desk: Application, quoted: str, key: Qt.Key, *, last: bool = False) -> None:
    at = TEXT.rindex(quoted) if last else TEXT.index(quoted)
    desk.window.page.view.select(at, at + len(quoted))
    press(key)


def choose(desk: Application, quoted: str, *, last: bool = False) -> None:
    at = TEXT.rindex(quoted) if last else TEXT.index(quoted)
    view = desk.window.page.view
    view.select_span(next(span for span in view.spans() if span.start == at))


def label_all(desk: Application) -> None:
    for quoted, key in {"Alpha": Key.Key_1, "Beta": Key.Key_1, "Rome": Key.Key_2}.items():
        label(desk, quoted, key)
    label(desk, "Alpha", Key.Key_1, last=True)


def relations(desk: Application) -> list[tuple[str, str, str]]:
    document = desk.session.workspace.document
    assert document is not None
    words = {span.id: TEXT[span.start : span.end] for span in document.spans}
    return [(one.label, words[one.source], words[one.target]) for one in document.relations]


def undo(times: int) -> None:
    for _ in range(times):
        press(Key.Key_Z, CTRL)


def test_relations_and_a_chain_are_undone_after_a_restart(qtbot: QtBot, path: Path) -> None:
    first = start(path)
    label_all(first)
    choose(first, "Alpha")
    press(Key.Key_R, CTRL)
    press(Key.Key_R)
    press(Key.Key_Return)
    menu = QApplication.activePopupWidget()
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    assert relations(first) == [("flees", "Alpha", "Rome")]
    come_back(first)
    draw(first, "Beta", "Alpha")
    assert relations(first)[1:] == [("meets", "Beta", "Alpha")]
    come_back(first)
    choose(first, "Alpha", last=True)
    press(Key.Key_M, CTRL)
    assert relations(first)[2:] == [("same", "Alpha", "Alpha")]
    leave(first)
    second = start(path)
    assert len(relations(second)) == 3
    choose(second, "Alpha")
    press(Key.Key_M, ALT)
    chosen = second.window.page.view.selected_span()
    assert chosen is not None
    assert chosen.start == TEXT.rindex("Alpha")
    for left in (2, 1, 0):
        undo(1)
        assert len(relations(second)) == left
    leave(second)


def draw(desk: Application, source: str, target: str) -> None:
    """Draw a relation with the mouse; of two labels that may join them, take the first."""
    view = desk.window.page.view
    choose(desk, source)
    start = view.chip_rectangle(view.selected_span()).center()
    choose(desk, target)
    end = view.chip_rectangle(view.selected_span()).center()
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(view.viewport(), button, pos=start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), button, pos=end)
    QTest.keyClick(QApplication.activePopupWidget(), Key.Key_1)
    QApplication.processEvents()


def said(desk: Application) -> tuple[list[object], list[str], list[str], list[str]]:
    """Return attributes, notes on spans, labels of the article, and notes on it."""
    document = desk.session.workspace.document
    assert document is not None
    return (
        [one for span in document.spans for one in span.attributes],
        [span.note for span in document.spans if span.note],
        [one.label for one in document.document_labels],
        [note.text for note in document.notes],
    )


def test_attributes_notes_and_labels_of_an_article_are_undone_after_a_restart(qtbot: QtBot, path: Path) -> None:
    first = start(path)
    label_all(first)
    choose(first, "Beta")
    press(Key.Key_F12)
    press(Key.Key_G)
    press(Key.Key_Return)
    press(Key.Key_F12)
    press(Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "Who is 1?")
    press(Key.Key_Return)
    press(Key.Key_F12, CTRL)
    press(Key.Key_2)
    press(Key.Key_Escape)
    press(Key.Key_F12, SHIFT)
    QTest.keyClicks(QApplication.focusWidget(), "Read again.")
    press(Key.Key_Return)
    assert said(first) == ([("role", "general")], ["Who is 1?"], ["peace"], ["Read again."])
    leave(first)
    second = start(path)
    assert said(second) == ([("role", "general")], ["Who is 1?"], ["peace"], ["Read again."])
    undo(1)
    assert said(second)[2:] == (["peace"], [])
    undo(1)
    assert said(second)[1:] == (["Who is 1?"], [], [])
    undo(1)
    assert said(second)[:2] == ([("role", "general")], [])
    undo(1)
    assert said(second) == ([], [], [], [])
    leave(second)
    project = Project.open(path)
    assert list(project.check()) == []
    project.close()
