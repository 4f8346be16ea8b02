"""The work that runs beside the window: one piece of it at a time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.errors import AnnotatorError, CancelledError
from annotator.ui.edge import Edge
from annotator.ui.translation import error_text

if TYPE_CHECKING:
    from annotator.ui.jobs import Job, Work


class OneJob(QObject):
    """Runs a Job when none runs, and says how far it is."""

    said = Signal(str)
    progressed = Signal(str, float)
    """Title of the job, and the part that is done, 0 to 1."""
    ended = Signal()

    def __init__(self, edge: Edge, parent: QObject) -> None:
        super().__init__(parent)
        self._edge = edge
        self._job: Job | None = None

    def is_busy(self) -> bool:
        """Return whether a job runs, and say so when one does."""
        if self._job is not None:
            self.said.emit(
                self.tr("An import, an export or a drawing is still running. Wait for it, or stop it first.")
            )
        return self._job is not None

    def run(self, title: str, work: "Work") -> "Job | None":
        """Start the work; return None, and say so, when some is running."""
        return None if self.is_busy() else self.start(title, work)

    def start(self, title: str, work: "Work") -> "Job":
        """Start the work; nothing else may run. Its errors are told at the edge."""
        from annotator.ui.jobs import Job

        job = self._job = Job(title, work, self)
        job.progressed.connect(lambda part: self.progressed.emit(title, part))
        job.failed.connect(self._failed)
        job.broken.connect(_raise)
        job.ended.connect(self._ended)
        self.progressed.emit(title, 0.0)
        job.start()
        return job

    def cancel(self) -> None:
        """Ask the running job to stop."""
        if self._job is not None:
            self._job.cancel()

    def stop(self) -> None:
        """Stop the running job and wait for its end."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait()

    def _failed(self, error: AnnotatorError) -> None:
        if isinstance(error, CancelledError):
            self.said.emit(error_text(error))
        else:
            self._edge.report(error)

    def _ended(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None
        self.ended.emit()


def _raise(error: Exception) -> None:
    """Let a bug in a job come up where bugs are shown."""
    raise error
