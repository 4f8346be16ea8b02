"""What the window does by itself: looks for what other programs have written, and tidies up when all is quiet."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

BEAT = 1_000
QUIET = 3_000
"""Milliseconds."""


class Heartbeat(QObject):
    """Calls `poll` every second, and `idle` once when nothing has been edited for three."""

    def __init__(self, poll: Callable[[], None], idle: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._poll, self._idle = poll, idle
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=BEAT)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        """Begin to beat."""
        self._timer.start()

    def stop(self) -> None:
        """Stop: the project is about to be closed."""
        self._timer.stop()

    def note_edit(self) -> None:
        """Begin to wait for quiet anew."""
        self._since.start()

    def beat(self) -> None:
        """Do now what is due."""
        self._poll()
        if self._since.isValid() and self._since.hasExpired(QUIET):
            self._since.invalidate()
            self._idle()
