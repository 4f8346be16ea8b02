"""A search in a long list, beside the window: the next one stops it."""

from PySide6.QtCore import QObject, Signal

from annotator.addresses import Address
from annotator.errors import CancelledError, ProjectError
from annotator.store import DocumentFilter
from annotator.store.project import Project
from annotator.ui.jobs import Cancelled, Job, Progress


class Searching(QObject):
    """Runs one search at a time, on a connection of its own."""

    found = Signal(object, object)
    """The DocumentFilter, and what `Project.take_found` takes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._reading: list[Project] = []

    def search(self, path: Address, where: DocumentFilter, annotator: str) -> None:
        """Look for the documents of a filter; what was looked for before is not wanted any more."""
        self.stop()

        def work(_: Progress, cancelled: Cancelled) -> object:
            opened = Project.open(path)
            self._reading.append(opened)
            try:
                if cancelled():
                    raise CancelledError("")
                return opened.find_first(where, annotator=annotator)
            except ProjectError as error:
                if cancelled():
                    raise CancelledError("") from error
                raise
            finally:
                self._reading.remove(opened)
                opened.close()

        job = Job("", work, self)
        self._jobs.append(job)
        job.done.connect(lambda found: self._tell(job, where, found))
        # What fails here fails again, and is told, when the list is read.
        job.failed.connect(lambda error: self._tell(job, where, None) if type(error) is ProjectError else None)
        job.ended.connect(lambda: self._forget(job))
        job.start()

    def _tell(self, job: Job, where: DocumentFilter, found: object) -> None:
        if self._jobs and job is self._jobs[-1]:
            self.found.emit(where, found)

    def _forget(self, job: Job) -> None:
        self._jobs.remove(job)
        job.deleteLater()

    def stop(self) -> None:
        """Let the search end at once."""
        for job in self._jobs:
            job.cancel()
        for project in tuple(self._reading):
            project.interrupt()

    def close(self) -> None:
        """Stop, and wait for the end."""
        self.stop()
        for job in self._jobs:
            job.wait()
