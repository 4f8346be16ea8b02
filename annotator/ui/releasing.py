"""Letting go of an article with many spans without a pause."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer

AT_ONCE = 5_000
"""Values that are let go of in one step, about 2 ms."""


class Releasing(QObject):
    """Holds values that nobody needs any more, and lets go of a few at a time when the window has nothing to do."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left: list[object] = []
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._step)

    def release(self, values: Iterable[object]) -> None:
        """Take over the values. To free them takes longer than to make the next article's list of them."""
        self._left.extend(values)
        self._idle.start()

    def __len__(self) -> int:
        return len(self._left)

    def _step(self) -> None:
        del self._left[-AT_ONCE:]
        if not self._left:
            self._idle.stop()
