"""Work that takes longer than a hand should wait: off the window's thread, with progress and cancel."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal

from annotator.errors import AnnotatorError, CancelledError

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]
Work = Callable[[Progress, Cancelled], Any]


def following(progress: Progress, cancelled: Cancelled) -> Progress:
    """Return what work calls with its share now and then: it passes it on, and raises CancelledError once asked to."""

    def follow(part: float) -> None:
        if cancelled():
            raise CancelledError(QCoreApplication.translate("jobs", "Stopped. Nothing was written."))
        progress(part)

    return follow


class Job(QObject):
    """Runs `work(progress, cancelled)` once on a thread of its own; its signals arrive on the window's.

    `work` opens what it needs itself, reports progress from 0 to 1, asks `cancelled` now and then, and
    raises CancelledError. Exactly one of `done`, `failed` and `broken` follows `start`, and then `ended`.
    """

    progressed = Signal(float)
    done = Signal(object)
    """What `work` returned."""
    failed = Signal(object)
    """The AnnotatorError that `work` raised: CancelledError among them."""
    broken = Signal(object)
    """Any other exception: a bug."""
    ended = Signal()

    def __init__(self, title: str, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._work = work
        self._cancel = threading.Event()
        self._shown = -1
        self._thread = _WorkThread(self._run, self)
        self._thread.finished.connect(self.ended)

    def start(self) -> None:
        """Begin. The job must be kept until it has ended."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop as soon as it can."""
        self._cancel.set()

    def wait(self) -> None:
        """Wait until the thread has ended: before the window closes."""
        self._thread.wait()

    def _run(self) -> None:
        try:
            outcome = self._work(self._progress, self._cancel.is_set)
        except AnnotatorError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - a thread has no other edge; the window shows it as a bug.
            self.broken.emit(error)
        else:
            self.done.emit(outcome)

    def _progress(self, part: float) -> None:
        """Pass on whole percents only: the work may report each document."""
        percent = int(part * 100)
        if percent != self._shown:
            self._shown = percent
            self.progressed.emit(part)


class _WorkThread(QThread):
    def __init__(self, work: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work

    def run(self) -> None:
        self._work()
