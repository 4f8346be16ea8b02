"""What the project tells its subscribers, as one Qt signal."""

from PySide6.QtCore import QObject, Signal

from annotator.store import Change
from annotator.store.project import Project


class Changes(QObject):
    """Passes a project's changes on. A change that comes from another thread waits in Qt's queue."""

    changed = Signal(object)
    """A Change: the receiver's thread decides whether it comes at once or through the queue."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unsubscribe = project.subscribe(self._pass_on)

    def _pass_on(self, change: Change) -> None:
        self.changed.emit(change)

    def stop(self) -> None:
        """Hear no more of the project."""
        self._unsubscribe()
