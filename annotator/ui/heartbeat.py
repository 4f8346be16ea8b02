"""What the window does by itself: looks for what other programs have written, and tidies up when all is quiet."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

BEAT = 1_000
QUIET = 3_000
"""Milliseconds."""

FIRST_LOOK, LOOKS = 5, 60
"""Beats until the project is looked after for the first time, and then from one time to the next."""


class Heartbeat(QObject):
    """Calls `poll` every second, `idle` once when nothing has been edited for three, and `tend` every minute."""

    def __init__(
        self,
        poll: Callable[[], None],
        idle: Callable[[], None],
        tend: Callable[[], None] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._poll, self._idle, self._tend = poll, idle, tend
        self._until_look = FIRST_LOOK
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

    def note_project(self) -> None:
        """Begin to count anew: another project is open."""
        self._until_look = FIRST_LOOK

    def beat(self) -> None:
        """Do now what is due."""
        self._poll()
        self._until_look -= 1
        if self._until_look <= 0:
            self._until_look = LOOKS
            self._tend()
        if self._since.isValid() and self._since.hasExpired(QUIET):
            self._since.invalidate()
            self._idle()
