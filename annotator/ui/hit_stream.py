"""A search in all articles, beside the window: batch by batch, as far as they are wanted; the next one stops it."""

import threading
from contextlib import closing

from PySide6.QtCore import QObject, Signal

from annotator.addresses import Address
from annotator.errors import AnnotatorError, CancelledError, ProjectError
from annotator.store.hits import Batch, Search
from annotator.store.project import Project
from annotator.ui.jobs import Cancelled, Job, Progress


class HitStream(QObject):
    """Runs one search at a time, on a connection of its own."""

    found = Signal(object)
    """A Batch of the search that was asked for last."""
    refused = Signal(object)
    """The AnnotatorError that ended it."""
    _batch = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._runs: list[_Run] = []
        self._batch.connect(self._tell)

    def look(self, path: Address, search: Search, annotator: str, *, wanted: int) -> None:
        """Look for something, until so many hits are there; what was looked for before is not wanted any more."""
        self.stop()
        run = _Run(wanted)

        def work(_: Progress, cancelled: Cancelled) -> None:
            found = 0
            with closing(Project.open(path)) as opened:
                run.project = opened
                try:
                    for batch in opened.find_hits(search, annotator=annotator):
                        found += len(batch.hits)
                        self._batch.emit(run, batch)
                        if cancelled() or not run.goes_on(found):
                            return
                except ProjectError as error:
                    if cancelled():
                        raise CancelledError("") from error
                    raise
                finally:
                    run.project = None

        run.job = job = Job("", work, self)
        self._runs.append(run)
        job.failed.connect(lambda error: self._refuse(run, error))
        job.broken.connect(_raise)
        job.ended.connect(lambda: self._forget(run))
        job.start()

    def want(self, number: int) -> None:
        """Let the search go on until so many hits are there."""
        if self._runs:
            self._runs[-1].want(number)

    def stop(self) -> None:
        """Let the search end at once."""
        for run in self._runs:
            run.stop()

    def close(self) -> None:
        """Stop, and wait for the end."""
        self.stop()
        for run in self._runs:
            run.job.wait()

    def _is_wanted(self, run: "_Run") -> bool:
        return bool(self._runs) and run is self._runs[-1] and not run.is_stopped

    def _tell(self, run: "_Run", batch: Batch) -> None:
        if self._is_wanted(run):
            self.found.emit(batch)

    def _refuse(self, run: "_Run", error: AnnotatorError) -> None:
        if self._is_wanted(run) and not isinstance(error, CancelledError):
            self.refused.emit(error)

    def _forget(self, run: "_Run") -> None:
        self._runs.remove(run)
        run.job.deleteLater()


class _Run:
    """One search: how much of it is wanted, and what stops it."""

    def __init__(self, wanted: int) -> None:
        self.job: Job
        self.project: Project | None = None
        self.is_stopped = False
        self._wanted = wanted
        self._changed = threading.Condition()

    def want(self, number: int) -> None:
        with self._changed:
            self._wanted = number
            self._changed.notify()

    def stop(self) -> None:
        self.job.cancel()
        with self._changed:
            self.is_stopped = True
            self._changed.notify()
        project = self.project
        if project is not None:
            project.interrupt()

    def goes_on(self, found: int) -> bool:
        """Wait until more hits than those are wanted; return False when none are any more."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_stopped or self._wanted > found)
        return not self.is_stopped


def _raise(error: Exception) -> None:
    """Let a bug in the search come up where bugs are shown."""
    raise error
