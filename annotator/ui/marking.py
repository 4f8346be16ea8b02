"""How far the annotator is with the open article: marking it, and going on to the next."""

from PySide6.QtCore import QObject, Signal

from annotator import edits
from annotator.model import Status
from annotator.ui.workspace import Workspace


class Marking(QObject):
    """Marks the article that is open in the workspace."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def mark_done(self) -> None:
        """Mark the article done; when it is done, take the mark off."""
        done = self.status() is Status.DONE
        self._set(Status.IN_PROGRESS if done else Status.DONE)
        self.said.emit(self.tr("Not done after all.") if done else self.tr("Done."))

    def done_and_next(self) -> None:
        """Mark the article done and open the next one."""
        self._set(Status.DONE)
        if not self._workspace.step(forward=True):
            self.said.emit(self.tr("Done. This was the last article."))

    def status(self) -> Status:
        """Return how far the annotator is with the open article."""
        progress = edits.progress_of(self._workspace.need_document(), self._workspace.annotator)
        return progress.status if progress else Status.TODO

    def _set(self, status: Status) -> None:
        work = self._workspace
        document = work.need_document()
        title = self.tr("Mark done: {title}") if status is Status.DONE else self.tr("Mark not done: {title}")
        work.apply(title.format(title=document.document.title), edits.set_status(document, work.annotator, status))
