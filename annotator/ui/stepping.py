"""Undo and redo as keys: what is weighty is asked for twice, what somebody else has changed can be stepped over."""

from PySide6.QtCore import QObject, Signal

from annotator.errors import ConflictError
from annotator.store import Change, Pending
from annotator.store.project import Project


class Stepping(QObject):
    """Remembers what the key was asked for once already. Any other gesture disarms it."""

    said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._armed: int | None = None
        self._skip: int | None = None

    @property
    def skips(self) -> bool:
        """Return whether undo would step over an action that somebody else has changed since."""
        return self._skip is not None

    def disarm(self) -> None:
        """Forget what was asked for: the next key is the first again."""
        self._armed = self._skip = None

    def undo(self, project: Project, annotator: str) -> Change | None:
        """Undo one step; None when there is none, or when it wants to be asked again.

        Raises ConflictError when somebody has changed the rows since; asked again, it steps over that action.
        """
        skip = self._skip
        if skip is None and not self._ready(
            project.next_undo(annotator),
            nothing=self.tr("There is nothing to undo."),
            again=self.tr("Press again to undo it."),
        ):
            return None
        self.disarm()
        try:
            return project.undo(annotator, skip=skip)
        except ConflictError as error:
            self._skip = error.action
            if error.action is None:
                raise
            step_over = self.tr("Press again to step over it.")
            raise ConflictError(
                "{why} {again}", document=error.document, action=error.action, why=error, again=step_over
            ) from error

    def redo(self, project: Project, annotator: str) -> Change | None:
        """Redo one step; None when there is none, or when it wants to be asked again."""
        if not self._ready(
            project.next_redo(annotator),
            nothing=self.tr("There is nothing to redo."),
            again=self.tr("Press again to redo it."),
        ):
            return None
        self.disarm()
        return project.redo(annotator)

    def _ready(self, pending: Pending | None, *, nothing: str, again: str) -> bool:
        """Return whether to go on; else say why not."""
        if pending is None:
            self.said.emit(nothing)
            return False
        if not pending.weighty or self._armed == pending.action:
            return True
        self.disarm()
        self._armed = pending.action
        about = self.tr("“{title}” is about {documents} articles with {spans} spans.").format(
            title=pending.title, documents=pending.documents, spans=pending.spans
        )
        self.said.emit(f"{about if pending.documents else f'“{pending.title}”.'} {again}")
        return False
