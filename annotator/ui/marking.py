"""How far the annotator is with the open article: marking it, and going on to the next."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator import edits
from annotator.model import Status
from annotator.ui.main_window import Gestures
from annotator.ui.workspace import Workspace


class Marking(QObject):
    """Marks the article that is open in the workspace."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {
            "mark_done": self.mark_done,
            "skip_and_next": self.skip_and_next,
            "mark_in_progress": partial(self.mark, Status.IN_PROGRESS),
            "mark_todo": partial(self.mark, Status.TODO),
        }

    def mark_done(self) -> None:
        """Mark the article done; when it is done, take the mark off."""
        done = self.status() is Status.DONE
        self._set(Status.IN_PROGRESS if done else Status.DONE)
        self.said.emit(self.tr("Not done after all.") if done else self.tr("Done."))

    def mark(self, status: Status) -> None:
        """Say how far the article is."""
        self._set(status)
        said = {
            Status.TODO: self.tr("This article is to do."),
            Status.IN_PROGRESS: self.tr("This article is in progress."),
            Status.DONE: self.tr("Done."),
            Status.SKIPPED: self.tr("Skipped."),
        }
        self.said.emit(said[status])

    def done_and_next(self) -> None:
        """Mark the article done and open the next one."""
        if not self._mark_and_go_on(Status.DONE):
            self.said.emit(self.tr("Done. This was the last article."))

    def skip_and_next(self) -> None:
        """Mark the article as skipped and open the next one."""
        if not self._mark_and_go_on(Status.SKIPPED):
            self.said.emit(self.tr("Skipped. This was the last article."))

    def _mark_and_go_on(self, status: Status) -> bool:
        """Mark the article and open the one that was next before: in a list by status, the mark moves it elsewhere."""
        following = self._workspace.following()
        self._set(status)
        if following is not None:
            self._workspace.show_document(following)
        return following is not None

    def status(self) -> Status:
        """Return how far the annotator is with the open article."""
        progress = edits.progress_of(self._workspace.need_document(), self._workspace.annotator)
        return progress.status if progress else Status.TODO

    def _set(self, status: Status) -> None:
        work = self._workspace
        document = work.need_document()
        titles = {
            Status.TODO: self.tr("Mark to do: {title}"),
            Status.IN_PROGRESS: self.tr("Mark not done: {title}"),
            Status.DONE: self.tr("Mark done: {title}"),
            Status.SKIPPED: self.tr("Skip: {title}"),
        }
        title = titles[status].format(title=document.document.title)
        work.apply(title, edits.set_status(document, work.annotator, status))
