"""Files, folders and text dragged onto the window: what would happen is said in the page before it does."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from annotator.ui.local_files import local_files
from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.style import panel_font

MARGIN = 16


class DropState(QWidget):
    """Covers the page while something is dragged over the window, and says what letting it go would do."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._theme = THEMES["light"]
        self.sentence = plain_label(name="drop_sentence")
        self.sentence.setFont(panel_font(18, strong=True))
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * MARGIN, 4 * MARGIN, 4 * MARGIN, 4 * MARGIN)
        column.addWidget(self.sentence)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        self.update()

    def show_sentence(self, sentence: str) -> None:
        """Cover the page."""
        self.sentence.setText(sentence)
        self.setGeometry(self._page.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.page)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.accent, 2, Qt.PenStyle.DashLine))
        painter.setBrush(self._theme.accent_soft)
        inside = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        painter.drawRoundedRect(inside, 8, 8)
        painter.end()


class Dropping(QObject):
    """Watches the window for what is dragged onto it."""

    files_dropped = Signal(object)
    """A list of paths."""
    text_dropped = Signal(str)

    def __init__(self, window: QWidget, page: QWidget, taking: Callable[[Sequence[Path]], str]) -> None:
        """Watch from now on; `taking` says what would become of files and folders; empty when nothing would."""
        super().__init__(window)
        self._page = page
        self._theme = THEMES["light"]
        self._taking = taking
        window.setAcceptDrops(True)
        # When the window is made: until then it is told of each action that it gets, three hundred times.
        QTimer.singleShot(0, self, lambda: window.installEventFilter(self))

    @cached_property
    def state(self) -> DropState:
        """Return what covers the page; it is made when something is dragged for the first time."""
        made = DropState(self._page)
        made.set_theme(self._theme)
        return made

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        if "state" in self.__dict__:
            self.state.set_theme(theme)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                self._enter(event)
            case QEvent.Type.DragLeave:
                self.state.hide()
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self._drop(event)
            case _:
                return False
        return True

    def _enter(self, event: QDragEnterEvent) -> None:
        """Take copies only: no file is ever moved away."""
        sentence = self._sentence(event)
        event.setAccepted(bool(sentence) and bool(event.possibleActions() & Qt.DropAction.CopyAction))
        if event.isAccepted():
            event.setDropAction(Qt.DropAction.CopyAction)
            self.state.show_sentence(sentence)

    def _sentence(self, event: QDropEvent) -> str:
        if event.source() is not None or QApplication.activeModalWidget() is not None:
            return ""  # Text of our own, or a dialog waits for its answer.
        paths = local_paths(event)
        if paths:
            return self._taking(paths)
        return self.tr("Drop to make a new article of this text") if event.mimeData().hasText() else ""

    def _drop(self, event: QDropEvent) -> None:
        self.state.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        paths = local_paths(event)
        if paths:
            self.files_dropped.emit(paths)
        else:
            self.text_dropped.emit(event.mimeData().text())


def local_paths(event: QDropEvent) -> list[Path]:
    """Return the files and folders of this machine that are dragged."""
    return local_files(event.mimeData().urls())
