"""The first thread, whole: start, import the real article, label by mouse and keys, undo, restart, export."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import orjson
import pytest
from PySide6.QtCore import QElapsedTimer, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from annotator.cli import main
from annotator.store.project import Project
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.import_dialog import ImportDialog
from annotator.ui.import_tree import children
from annotator.ui.main_window import MainWindow
from annotator.ui.text_view import TextView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = {"PERSON": Qt.Key.Key_1, "ORG": Qt.Key.Key_2, "LOC": Qt.Key.Key_3, "DATE": Qt.Key.Key_4, "EVENT": Qt.Key.Key_5}

Hand = Callable[["Desk"], None]


class Desk:
    """The window as a hand finds it: everything is done by mouse and keys on what is shown."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    @property
    def view(self) -> TextView:
        return self.window.page.view

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def drag(self, quoted: str, nth: int = 0) -> None:
        """Select a stretch with the mouse, from its first to its last character."""
        start, end = self.place(quoted, nth)
        self.view.go_to(end)
        self.view.go_to(start)
        port = self.view.viewport()
        first, last = self._point(start), self._point(end)
        QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=first + QPoint(1, 0))
        QTest.mouseMove(port, (first + last) / 2)
        QTest.mouseMove(port, last - QPoint(1, 0))
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=last - QPoint(1, 0))
        assert self.view.selected_text() == quoted

    def double_click(self, word: str, nth: int = 0) -> None:
        """Select a word with the mouse."""
        start, end = self.place(word, nth)
        self.view.go_to(start)
        point = (self._point(start) + self._point(end)) / 2
        QTest.mouseDClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
        assert self.view.selected_text() == word

    def walk(self, quoted: str) -> None:
        """Select a stretch with the keys: to the start of the text, and on from there."""
        start, end = self.place(quoted)
        self.key(Qt.Key.Key_Home, CTRL)
        for _ in range(start):
            self.key(Qt.Key.Key_Right)
        for _ in range(end - start):
            self.key(Qt.Key.Key_Right, SHIFT)
        assert self.view.selected_text() == quoted

    def place(self, quoted: str, nth: int = 0) -> tuple[int, int]:
        start = -1
        for _ in range(nth + 1):
            start = self.view.text().index(quoted, start + 1)
        return start, start + len(quoted)

    def _point(self, position: int) -> QPoint:
        box = self.view.caret_rectangle(position)
        return QPoint(box.left(), box.center().y())

    def spans(self) -> list[tuple[str, str]]:
        text = self.view.text()
        ordered = sorted(self.view.spans(), key=lambda span: (span.start, span.end, span.label))
        return [(text[span.start : span.end], span.label) for span in ordered]

    def answer(self, path: Path) -> None:
        """Put a path into the file dialog that is about to open."""

        waiting = QElapsedTimer()
        waiting.start()

        def type_path() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                if not waiting.hasExpired(5_000):
                    QTimer.singleShot(10, type_path)
                return
            # Typed letter by letter, Qt's own completion may come in between.
            dialog.selectFile(str(path))
            dialog.accept()
            # As a window manager does; without a display there is none.
            self.window.activateWindow()

        QTimer.singleShot(0, type_path)

    def come_back(self) -> None:
        """Make the window the active one again, as a window manager does when a dialog has gone."""
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    def export(self, name: str, path: Path) -> None:
        def opened() -> ExportDialog | None:
            return next((dialog for dialog in self.window.findChildren(ExportDialog) if dialog.isVisible()), None)

        def press() -> bool:
            # The thread of the export before may take a moment to end.
            self.key(Qt.Key.Key_E, CTRL)
            return opened() is not None

        self.qtbot.waitUntil(press)
        dialog = opened()
        assert dialog is not None
        dialog.activateWindow()
        self.qtbot.waitUntil(dialog.isActiveWindow)
        dialog.choose_format(name)
        dialog.path.selectAll()
        QTest.keyClicks(dialog.path, str(path))
        QTest.keyClick(dialog.path, Qt.Key.Key_Return)
        self.qtbot.waitUntil(path.exists)
        self.qtbot.waitUntil(lambda: f"to {path}." in self.window.status.hint.text())
        self.qtbot.waitUntil(lambda: not any(dialog.isVisible() for dialog in self.window.findChildren(QDialog)))
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)


@pytest.fixture
def start(qtbot: QtBot) -> Callable[[list[str], Hand], int]:
    """Start the real program, let a hand work in its window, and quit by the key; return the exit code."""

    def start(arguments: list[str], hand: Hand) -> int:
        failures: list[tuple[BaseException, TracebackType | None]] = []

        def work() -> None:
            window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
            window.resize(1280, 800)
            assert QTest.qWaitForWindowActive(window)
            try:
                hand(Desk(qtbot, window))
            except BaseException as error:  # noqa: BLE001 - raised again when the program has ended.
                failures.append((error, error.__traceback__))
            for dialog in window.findChildren(QDialog):
                dialog.close()

            def quit_by_key() -> bool:
                # Until a dialog that was just closed lets go of the keys.
                window.activateWindow()
                QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Q, CTRL)
                return not window.isVisible()

            try:
                qtbot.waitUntil(quit_by_key)
            except BaseException as error:  # noqa: BLE001 - as above.
                failures.append((error, error.__traceback__))
                window.close()

        QTimer.singleShot(0, work)
        code = main(arguments)
        for error, trace in failures:
            raise error.with_traceback(trace)
        return code

    return start


@pytest.fixture
def article(shared_data: Path) -> Path:
    return next((shared_data / "articles").glob("*.txt"))


def test_first_thread(qtbot: QtBot, start: Callable[[list[str], Hand], int], article: Path, tmp_path: Path) -> None:
    path = tmp_path / "caucasus.annotator"

    def first_day(desk: Desk) -> None:
        make_and_import(desk, path, article)
        label(desk)
        undo_three_redo_one(desk)

    def second_day(desk: Desk) -> None:
        assert desk.window.windowTitle().endswith(" - caucasus")
        assert desk.spans() == AFTER_FIRST_DAY
        desk.key(Qt.Key.Key_Z, CTRL)
        assert desk.spans() == AFTER_SECOND_DAY
        desk.export("native", tmp_path / "native.jsonl")
        desk.export("doccano", tmp_path / "doccano.jsonl")

    assert start([], first_day) == 0
    assert [file.name for file in tmp_path.glob("caucasus*")] == ["caucasus.annotator"]
    assert start([], second_day) == 0
    check_project(path)
    check_doccano(tmp_path / "doccano.jsonl")
    check_native(tmp_path / "native.jsonl", tmp_path / "again.annotator")


def make_and_import(desk: Desk, path: Path, article: Path) -> None:
    desk.answer(path.with_suffix(""))
    desk.key(Qt.Key.Key_N, CTRL)
    desk.come_back()
    assert desk.window.windowTitle() == "caucasus"
    assert desk.window.page.empty.isVisible()
    assert desk.window.page.empty.isAncestorOf(QApplication.focusWidget())
    desk.answer(article)
    desk.key(Qt.Key.Key_I, CTRL)
    desk.qtbot.waitUntil(lambda: desk.window.findChild(ImportDialog) is not None)
    dialog = desk.window.findChild(ImportDialog)
    (row,) = (row for row in children(dialog.tree.topLevelItem(0)) if "By Vugar Khalilov" in row.text(0))
    assert row.text(1) == "taken out: author Vugar Khalilov, date 2022-02-02"
    desk.qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.focusWidget() is not None)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.status.hint.text() == "Imported 1 article.")
    desk.come_back()
    assert desk.view.text().startswith("Azerbaijani Defence Minister")
    assert "Vugar" not in desk.view.text()
    assert "2022" not in desk.view.text()
    assert desk.window.page.header.meta.text().startswith("Vugar Khalilov  ·  2 February 2022")
    assert desk.view.hasFocus()


FIRST_DAY = [
    ("Azerbaijani Defence Minister", "PERSON"),
    ("Azerbaijani", "LOC"),
    ("Zakir Hasanov", "PERSON"),
    ("Zakir Hasanov", "ORG"),
    ("Hulusi Akar", "PERSON"),
    ("ministry", "ORG"),
    ("February 1", "DATE"),
    ("44-day war with Armenia", "EVENT"),
    ("Armenia", "LOC"),
    ("President Recep Tayyip Erdogan", "PERSON"),
]
"""In the order in which they are made: the second and the ninth are nested, the third and fourth of one extent."""

AFTER_FIRST_DAY = [
    ("Azerbaijani", "LOC"),
    ("Azerbaijani Defence Minister", "PERSON"),
    ("Zakir Hasanov", "ORG"),
    ("Zakir Hasanov", "PERSON"),
    ("Hulusi Akar", "PERSON"),
    ("ministry", "ORG"),
    ("February 1", "DATE"),
    ("44-day war with Armenia", "EVENT"),
]
"""In reading order, when three of them are undone and one is redone."""

AFTER_SECOND_DAY = AFTER_FIRST_DAY[:-1]


def label(desk: Desk) -> None:
    for number, (quoted, name) in enumerate(FIRST_DAY):
        if number == 3:
            desk.key(KEYS[name], SHIFT)
        else:
            if number == 2:
                desk.walk(quoted)
            elif " " in quoted:
                desk.drag(quoted)
            else:
                desk.double_click(quoted)
            desk.key(KEYS[name])
        assert sorted(desk.spans()) == sorted(FIRST_DAY[: number + 1])


def undo_three_redo_one(desk: Desk) -> None:
    for left in (9, 8, 7):
        desk.key(Qt.Key.Key_Z, CTRL)
        assert sorted(desk.spans()) == sorted(FIRST_DAY[:left])
    desk.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert desk.spans() == AFTER_FIRST_DAY
    desk.qtbot.waitUntil(lambda: desk.window.status.undo.text() == "Undo: Label EVENT: 44-day war with Armenia")


def check_project(path: Path) -> None:
    project = Project.open(path)
    annotator = project.annotators()[0].name
    (line,) = project.documents(annotator=annotator)
    opened = project.document(line.id)
    assert (opened.document.date, opened.document.author) == ("2022-02-02", "Vugar Khalilov")
    assert [opened.text[span.start : span.end] for span in opened.spans if span.label == "PERSON"] == [
        "Azerbaijani Defence Minister",
        "Zakir Hasanov",
        "Hulusi Akar",
    ]
    assert list(project.check()) == []
    project.close()


def check_doccano(path: Path) -> None:
    (line,) = path.read_bytes().splitlines()
    row = orjson.loads(line)
    spans = sorted((start, end, label) for start, end, label in row["label"])
    assert [(row["text"][start:end], label) for start, end, label in spans] == AFTER_SECOND_DAY


def check_native(path: Path, again: Path) -> None:
    """Read the native export into another project: the same spans stand in the same text."""
    assert main(["import", str(again), str(path)]) == 0
    project = Project.open(again)
    first = project.annotators()[0].name
    (line,) = project.documents(annotator=first)
    read = project.document(line.id)
    spans = sorted((span.start, span.end, span.label) for span in read.spans)
    assert [(read.text[start:end], label) for start, end, label in spans] == AFTER_SECOND_DAY
    assert (read.document.date, read.document.author) == ("2022-02-02", "Vugar Khalilov")
    project.close()
