"""Whatever can be said besides a labelled span: relations, chains, attributes, notes, labels of an article."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.ui.document_labels import DocumentLabels
from annotator.ui.labelling import Labelling
from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.mentions import Mentions
from annotator.ui.relations import Relations
from annotator.ui.remarks import Remarks
from annotator.ui.workspace import Workspace


class Annotating(QObject):
    """Joins them with the window, which does not know them."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, labelling: Labelling, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._workspace = workspace
        self._labelling = labelling
        self._guard = guard
        self.relations: Relations
        self.mentions: Mentions
        self.remarks: Remarks
        self.document_labels: DocumentLabels

    def belong_to(self, window: MainWindow) -> None:
        """Work in a window whose view is connected already."""
        self.relations = Relations(window, self._workspace, self._guard)
        self.relations.said.connect(self.said)
        self.mentions = Mentions(self._workspace, window.page.view, self.relations)
        self.remarks = Remarks(window, self._workspace, self._guard)
        self.document_labels = DocumentLabels(window, self._workspace, self._guard)

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {
            "relate_span": partial(self._relate, Relations.begin),
            "next_relation": partial(self._relate, Relations.step),
            "follow_relation": partial(self._relate, Relations.follow),
            "relabel_relation": partial(self._relate, Relations.relabel),
            "turn_relation": partial(self._relate, Relations.turn),
            "join_mention": partial(self._mention, Mentions.join),
            "leave_chain": partial(self._mention, Mentions.leave),
            "next_mention": partial(self._mention, Mentions.next),
            "previous_mention": partial(self._mention, Mentions.previous),
            "edit_annotation": partial(self._remark, Remarks.open),
            "note_document": partial(self._remark, Remarks.open_document),
            "label_document": self._label_document,
            "remove_span": self._remove,
        }

    def _relate(self, gesture: Callable[[Relations], object]) -> None:
        gesture(self.relations)

    def _mention(self, gesture: Callable[[Mentions], object]) -> None:
        gesture(self.mentions)

    def _remark(self, gesture: Callable[[Remarks], object]) -> None:
        gesture(self.remarks)

    def _label_document(self) -> None:
        self.document_labels.open()

    def _remove(self) -> None:
        """Remove the selected relation, else the selected span."""
        if self.relations.relation is not None:
            self.relations.remove()
        else:
            self._labelling.remove()
