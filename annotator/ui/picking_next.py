"""Which article comes next, if not the one below in the list: that which teaches most; and when none teaches much."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.assist.messages import Learned, Picked
from annotator.model import AnnotatedDocument, Status
from annotator.ui.learning import Learning
from annotator.ui.workspace import Workspace


class PickingNext(QObject):
    """Asks the process that learns, so that the answer is there when an article is done."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, learning: Learning, is_wanted: Callable[[], bool]) -> None:
        """`is_wanted` tells whether somebody has chosen that for the open project."""
        super().__init__(workspace)
        self._workspace = workspace
        self._learning = learning
        self._is_wanted = is_wanted
        self._picks: tuple[int, ...] = ()
        self._is_told = False
        learning.picked.connect(self._take)
        learning.learned.connect(self._note)
        workspace.document_opened.connect(self.ask)
        workspace.project_opened.connect(self._forget)
        workspace.following = self.following

    def ask(self, document: AnnotatedDocument | None = None) -> None:
        """Ask which articles teach most, besides the open one."""
        document = document or self._workspace.document
        if document is not None and self._is_wanted():
            self._learning.pick(document.document.id)

    def following(self) -> int | None:
        """Return the article to go on with: the best that is still to do, else the one below in the list."""
        project, annotator = self._workspace.need_project(), self._workspace.annotator
        if self._is_wanted() and self._picks:
            left = [id_ for id_ in self._picks if id_ != self._workspace.stands_at]
            statuses = {line.id: line.status for line in project.lines(left, annotator=annotator)}
            for id_ in left:
                if statuses.get(id_) in (Status.TODO, Status.IN_PROGRESS):
                    return id_
        return self._workspace.neighbour(forward=True)

    def _take(self, answer: Picked) -> None:
        self._picks = answer.documents
        if self._is_wanted() and (following := self.following()) is not None:
            self._learning.suggest(following)

    def _note(self, learned: Learned) -> None:
        """Say once that suggestions no longer change; what teaches most may be another article now."""
        if learned.is_settled and not self._is_told:
            self._is_told = True
            self.said.emit(
                self.tr("Suggestions hardly change any more from one article to the next: more teach them little.")
            )
        self.ask()

    def _forget(self, *_: object) -> None:
        self._picks, self._is_told = (), False
