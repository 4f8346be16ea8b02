"""Undo and redo as keys: what is weighty is asked for twice, what somebody else has changed can be stepped over."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject, Signal

from annotator.edits import shortened
from annotator.errors import ConflictError
from annotator.store import Change, Pending
from annotator.store.project import Project
from annotator.ui.plain_text import filled, named

Step = Callable[[Project], Change | None]
Write = Callable[[Step], Change | None]


class Stepping(QObject):
    """Remembers what the key was asked for once already. Any other gesture disarms it.

    It knows, too, which actions were one run, as the presses of a key that move the border of a span: one step takes
    back all of them. Another start knows nothing of it.
    """

    said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._armed: int | None = None
        self._skip: int | None = None
        self._runs: dict[int, int] = {}
        """The first action of the run to which an action belongs."""
        self._last: tuple[object, int] | None = None
        """What the last action was a run of, and the first action of that run."""

    def note(self, action: int, run: object) -> None:
        """Take note of an action. Those that follow one another with the same `run`, unless that is None, are one."""
        if run is None:
            self._last = None
            return
        if self._last is None or self._last[0] != run:
            self._last = (run, action)
        self._runs[action] = self._last[1]

    @property
    def skips(self) -> bool:
        """Return whether undo would step over an action that somebody else has changed since."""
        return self._skip is not None

    def disarm(self) -> None:
        """Forget what was asked for: the next key is the first again."""
        self._armed = self._skip = None

    def undo(self, project: Project, annotator: str, write: Write) -> Change | None:
        """Undo one step; None when there is none, or when it wants to be asked again.

        Raises ConflictError when somebody has changed the rows since; asked again, it steps over that action.
        """
        skip, pending = self._skip, project.next_undo(annotator)
        if skip is None and not self._ready(
            pending,
            nothing=self.tr("There is nothing to undo."),
            again=self.tr("Press again to undo it."),
        ):
            return None
        self.disarm()
        try:
            change = write(lambda writer: writer.undo(annotator, skip=skip))
            while self._goes_on(pending, project.next_undo(annotator)):
                change = write(lambda writer: writer.undo(annotator))
            return change
        except ConflictError as error:
            self._skip = error.action
            if error.action is None:
                raise
            step_over = self.tr("Press again to step over it.")
            raise ConflictError(
                "{why} {again}", document=error.document, action=error.action, why=error, again=step_over
            ) from error

    def redo(self, project: Project, annotator: str, write: Write) -> Change | None:
        """Redo one step; None when there is none, or when it wants to be asked again."""
        pending = project.next_redo(annotator)
        if not self._ready(
            pending,
            nothing=self.tr("There is nothing to redo."),
            again=self.tr("Press again to redo it."),
        ):
            return None
        self.disarm()
        change = write(lambda writer: writer.redo(annotator))
        while self._goes_on(pending, project.next_redo(annotator)):
            change = write(lambda writer: writer.redo(annotator))
        return change

    def _goes_on(self, before: Pending | None, following: Pending | None) -> bool:
        """Return whether what follows belongs to the same run as what was just taken back, or done again."""
        self._last = None
        if before is None or following is None or before.action not in self._runs:
            return False
        return self._runs.get(following.action) == self._runs[before.action]

    def _ready(self, pending: Pending | None, *, nothing: str, again: str) -> bool:
        """Return whether to go on; else say why not."""
        if pending is None:
            self.said.emit(nothing)
            return False
        if not pending.weighty or self._armed == pending.action:
            return True
        self.disarm()
        self._armed = pending.action
        title, number = shortened(pending.title), QLocale().toString
        about = filled(
            self.tr("“{title}” (articles: {documents}, spans: {spans})."),
            title=title,
            documents=number(pending.documents),
            spans=number(pending.spans),
        )
        self.said.emit(f"{about if pending.documents else f'“{named(title)}”.'} {again}")
        return False
