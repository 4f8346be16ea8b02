"""What Escape leaves when no part of the window has anything to leave."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class Escaping(QObject):
    """Hears, as long as it is on, the Escape that the part with the keyboard did not want."""

    def __init__(self, window: QWidget, leave: Callable[[], object]) -> None:
        super().__init__(window)
        self._window = window
        self._leave = leave

    def listen(self, *, on: bool) -> None:
        """Hear Escape from now on, or no longer."""
        self._window.removeEventFilter(self)
        if on:
            self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        return False
