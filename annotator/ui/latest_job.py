"""Work of which only the newest counts: what is asked for last is done as soon as the one before has stopped."""

from PySide6.QtCore import QObject, Signal

from annotator.errors import AnnotatorError, CancelledError
from annotator.ui.jobs import Job, Work


class LatestJob(QObject):
    """Runs one Job at a time beside the window; an earlier one is stopped, and its outcome forgotten."""

    progressed = Signal(float)
    done = Signal(object)
    failed = Signal(object)
    """The AnnotatorError."""

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self._title = title
        self._job: Job | None = None
        self._next: Work | None = None
        self._is_wanted = False

    def is_busy(self) -> bool:
        """Return whether anything is still to come."""
        return self._job is not None and self._is_wanted

    def ask(self, work: Work) -> None:
        """Start the work now, or when what runs has stopped."""
        self._is_wanted = True
        self._next = work
        if self._job is None:
            self._begin()
        else:
            self._job.cancel()

    def forget(self) -> None:
        """Stop, and tell nothing any more."""
        self._is_wanted, self._next = False, None
        if self._job is not None:
            self._job.cancel()

    def stop(self) -> None:
        """Stop and wait for the end."""
        self.forget()
        if self._job is not None:
            self._job.wait()

    def _begin(self) -> None:
        work, self._next = self._next, None
        if work is None:
            return
        job = self._job = Job(self._title, work, self)
        job.progressed.connect(lambda part: self._tell(job, part))
        job.done.connect(lambda outcome: self._finish(job, outcome))
        job.failed.connect(lambda error: self._fail(job, error))
        job.broken.connect(_raise)
        job.ended.connect(self._ended)
        job.start()

    def _counts(self, job: Job) -> bool:
        return self._is_wanted and self._next is None and job is self._job

    def _tell(self, job: Job, part: float) -> None:
        if self._counts(job):
            self.progressed.emit(part)

    def _finish(self, job: Job, outcome: object) -> None:
        if self._counts(job):
            self._is_wanted = False
            self.done.emit(outcome)

    def _fail(self, job: Job, error: AnnotatorError) -> None:
        if self._counts(job) and not isinstance(error, CancelledError):
            self._is_wanted = False
            self.failed.emit(error)

    def _ended(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None
        self._begin()


def _raise(error: Exception) -> None:
    """Let a bug in the work come up where bugs are shown."""
    raise error
