"""What Escape leaves that is no part of the window."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class Escaping(QObject):
    """Hears, as long as it is on, the Escape that the part with the keyboard did not want; of `firsts`, any."""

    def __init__(self, window: QWidget, leave: Callable[[], object], *, firsts: Sequence[QWidget] = ()) -> None:
        super().__init__(window)
        self._heard = (window, *firsts)
        self._leave = leave

    def listen(self, *, on: bool) -> None:
        """Hear Escape from now on, or no longer."""
        for part in self._heard:
            part.removeEventFilter(self)
            if on:
                part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        return False
