"""A label that goes, or is merged into another: what has it is asked about, and all of it is one action."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator import label_edits, scheme_editing
from annotator.model import Label
from annotator.ui.plain_text import filled
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.remove_label_dialog import RemoveLabelDialog


class LabelRemoval(QObject):
    """Asks what becomes of what has a label, unless nothing has it."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._workspace = workspace
        self._guard = guard

    def ask(self, label: Label, parent: QWidget, *, merges: bool = False) -> "RemoveLabelDialog | None":
        """Delete a label that nothing has, else ask; with `merges` ask in any case. Raises EditError."""
        from annotator.ui.remove_label_dialog import RemoveLabelDialog

        self._workspace.check_writable()
        use = self._workspace.need_project().label_use(label.id)
        if not use.spans and not merges:
            self.remove(label, None)
            return None
        others = [other for other in self._workspace.scheme.of_kind(label.kind) if other.id != label.id]
        dialog = RemoveLabelDialog(label, use, others, parent, merges=merges)
        dialog.decided.connect(self._guard(partial(self.remove, label)))
        dialog.open()
        return dialog

    def remove(self, label: Label, into: Label | None) -> None:
        """Remove a label with what has it, or give that the other label."""
        work = self._workspace
        title = self.tr("Delete label {label}") if into is None else self.tr("Merge label {label} into {into}")
        named = title.format(label=label.name, into=into.name if into else "")
        made = label_edits.remove_label(work.scheme, label)
        if into is not None:
            made = scheme_editing.merge_label(work.scheme, label, into)
        target = into.id if into else None
        work.write(lambda project: project.remove_label(named, made, work.annotator, target))
        work.edited.emit()
        self.said.emit(filled(self.tr("{action}: done. Undo brings it back."), action=named))
