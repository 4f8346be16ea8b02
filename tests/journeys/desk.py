"""The window as a hand finds it: for journeys that start the real program."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from annotator.ui.command_palette import CommandPalette
from annotator.ui.command_row import FOUND
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.text_view import TextView

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
D = TypeVar("D", bound=QDialog)

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

    # --- dialogs, by keys alone

    def write(self, text: str) -> None:
        """Type a text where the keyboard is."""
        QTest.keyClicks(QApplication.focusWidget(), text)

    def dialog(self, kind: type[D]) -> D:
        """Wait for a dialog of that kind to have the keyboard, and return it."""
        found: list[D] = []

        def is_there() -> bool:
            found[:] = [one for one in self.window.findChildren(kind) if one.isVisible()]
            if found and not found[0].isActiveWindow():
                found[0].activateWindow()
            return bool(found) and found[0].isActiveWindow() and found[0].focusWidget() is not None

        self.qtbot.waitUntil(is_there)
        return found[0]

    def key_in(self, dialog: QDialog, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key in a dialog, where the keyboard is."""
        QTest.keyClick(dialog.focusWidget() or dialog, key, modifier)

    def leave(self, dialog: QDialog, key: Qt.Key = Qt.Key.Key_Escape) -> None:
        """Close a dialog by a key, and come back to the window."""
        gone: list[bool] = []
        dialog.finished.connect(lambda *_: gone.append(True))
        self.key_in(dialog, key)
        self.qtbot.waitUntil(lambda: bool(gone))
        self.come_back()

    def do(self, title: str) -> None:
        """Do what is called so, by way of the command palette."""
        self.key(Qt.Key.Key_K, CTRL)
        palette = self.dialog(CommandPalette)
        self.write(title)
        while palette.found.currentIndex().data(FOUND).command.title.rstrip("…") != title:
            row = palette.found.currentIndex().row()
            self.key_in(palette, Qt.Key.Key_Down)
            assert palette.found.currentIndex().row() > row, f"nothing is called {title}"
        self.key_in(palette, Qt.Key.Key_Return)
        QApplication.processEvents()

    def drag_with(self, quoted: str, modifier: Qt.KeyboardModifier) -> None:
        """Drag over a stretch of one line while a key is held."""
        start, end = self.place(quoted)
        port, first, last = self.view.viewport(), self._point(start) + QPoint(1, 0), self._point(end) - QPoint(1, 0)
        QTest.mousePress(port, LEFT, modifier, first)
        for point in ((first + last) / 2, last):
            event = QMouseEvent(
                QEvent.Type.MouseMove, QPointF(point), port.mapToGlobal(QPointF(point)), LEFT, LEFT, modifier
            )
            QApplication.sendEvent(port, event)
        QTest.mouseRelease(port, LEFT, modifier, last)

    def titles(self) -> list[str]:
        """Return the titles in the list of articles."""
        model = self.window.articles.articles.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]
