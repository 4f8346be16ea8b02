"""What is learned from the labels that are given, and from those of earlier articles, while nobody waits."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.errors import ProjectError
from annotator.model import Span, Status
from annotator.store import DocumentFilter
from annotator.store.project import Project
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.suggest.experience import Experience
    from annotator.suggest.likely import LikelyEntities

EARLIER = 50
"""So many of the articles before the open one are learned from when a project is opened."""
LONGEST = 100_000
"""Code points: a longer article would take too long to learn from at once."""
MOST_SPANS = 2_000
NEAR = 20_000
"""Code points: who comes from farther away has not read what lies between."""
FEW = 5
"""Spans that come at once of which each is learned from: of more, only how they read."""
LATER = 1_000
"""Milliseconds after a project was opened: first one reads."""
PAUSE = 20
"""Milliseconds between two articles that are learned from."""


class Lessons(QObject):
    """Keeps the experience of one annotator with one project."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._own: Experience | None = None
        self._likely: LikelyEntities | None = None
        self._read = 0
        self._known: set[int] = set()
        self._waiting: list[int] = []
        self._changes: list[tuple[str, Sequence[Span], Sequence[Span]]] = []
        """Texts, and their spans that went and came, that nothing was learned from yet: first they are painted."""
        workspace.project_opened.connect(self._begin)
        workspace.document_opened.connect(self._leave)
        workspace.spans_changed.connect(self._note)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._learn)
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._learn_earlier)

    @property
    def experience(self) -> "Experience":
        """Return what was learned so far."""
        from annotator.suggest.experience import Experience

        if self._own is None:
            self._own = Experience()
        return self._own

    def entities(self, text: str) -> "LikelyEntities":
        """Return the likely entities of the open article."""
        self._learn()
        return self._entities(text)

    def _entities(self, text: str) -> "LikelyEntities":
        if self._likely is None or self._likely.text is not text:
            self._likely = self._fresh(text)
            self._read = 0
            self._learn_open(text)
        return self._likely

    def _fresh(self, text: str) -> "LikelyEntities":
        from annotator.suggest.likely import LikelyEntities

        return LikelyEntities(text, self.experience)

    # --- from the open article

    def pass_by(self, start: int, end: int) -> None:
        """Learn that the user has come by keys to `start`, labelled from there to `end`, and wanted nothing before."""
        self._learn()
        if self._likely is not None and self._read < start <= self._read + NEAR:
            self._likely.learn_passed(self._read, start)
        self._read = max(self._read, end)

    def _leave(self, _opened: object) -> None:
        """Learn what is left to learn from the article that was open; the new one waits until somebody asks."""
        self._learn()

    def _learn_open(self, text: str) -> None:
        """Learn how what is labelled in the open article reads."""
        opened = self._workspace.document
        if opened is not None and opened.text is text and opened.document.id not in self._known:
            self._known.add(opened.document.id)
            for span in self._workspace.own_spans()[:MOST_SPANS]:
                self.experience.add_form(text[span.start : span.end])

    def _note(self, removed: Sequence[Span], added: Sequence[Span]) -> None:
        if self._workspace.document is not None:
            self._changes.append((self._workspace.document.text, removed, added))
            self._soon.start()

    def _learn(self) -> None:
        changes, self._changes = self._changes, []
        for text, removed, added in changes:
            self._learn_change(self._entities(text), removed, added)

    def _learn_change(self, likely: "LikelyEntities", removed: Sequence[Span], added: Sequence[Span]) -> None:
        text = likely.text
        for span in removed:
            self.experience.forget_form(text[span.start : span.end])
        stays = {(span.start, span.end) for span in removed}
        for number, span in enumerate(added):
            if number >= FEW or (span.start, span.end) in stays:
                self.experience.add_form(text[span.start : span.end])
            else:
                likely.learn_label(span.start, span.end)

    # --- from earlier articles

    def _begin(self, project: Project) -> None:
        self._own, self._likely = None, None
        self._known, self._waiting, self._changes = set(), [], []
        QTimer.singleShot(LATER, self, self._find_earlier)

    def _find_earlier(self) -> None:
        project, here = self._workspace.project, self._workspace.stands_at
        if project is None:
            return
        lines = project.documents(DocumentFilter(), annotator=self._workspace.annotator, before=here, limit=EARLIER)
        self._waiting = [line.id for line in lines if line.status == Status.DONE and line.spans]
        if self._waiting:
            self._timer.start()

    def _learn_earlier(self) -> None:
        project = self._workspace.project
        if project is None or not self._waiting:
            self._timer.stop()
            return
        id_ = self._waiting.pop(0)
        if id_ in self._known:
            return
        self._known.add(id_)
        try:
            document = project.document(id_)
        except ProjectError:
            return
        spans = [span for span in document.spans if span.annotator == self._workspace.annotator]
        if len(document.text) <= LONGEST and len(spans) <= MOST_SPANS:
            self._fresh(document.text).learn_all(spans)
