"""What the key of a label means, and the removal of a span."""

from PySide6.QtCore import QObject

from annotator import edits
from annotator.errors import EditError
from annotator.ui.workspace import Workspace


class Labelling(QObject):
    """Labels, relabels and unlabels what is selected in the workspace."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def label(self, label: str, *, second: bool = False) -> None:
        """Do what the key of a label means.

        On selected text: label it. On a selected span: give it this label instead, or take it off when it has it;
        with `second`, add the label to the same stretch. Raises EditError when neither is selected.
        """
        work = self._workspace
        start, end = work.selection
        if start < end:
            made = edits.label_span(work.need_document(), work.scheme, start, end, label, work.annotator)
            work.apply_to_span(self.tr("Label {label}: {quote}"), made)
        elif work.span is None:
            raise EditError(
                self.tr("Nothing is selected. Select some text first, then choose {label}.").format(label=label)
            )
        elif second:
            again = edits.label_again(work.need_document(), work.scheme, work.span, label, work.annotator)
            work.apply_to_span(self.tr("Label {label}: {quote}"), again)
        elif work.span.label == label:
            self.remove()
        else:
            changed = edits.relabel_span(work.need_document(), work.scheme, work.span, label)
            work.apply_to_span(self.tr("Relabel {label}: {quote}"), changed)

    def remove(self) -> None:
        """Take the label off the selected span, or off that whose text is selected. Raises EditError without one."""
        work = self._workspace
        span = work.span or work.span_of_selection()
        if span is None:
            raise EditError(self.tr("No labelled span is selected. Click on one first."))
        removed = edits.remove_span(work.need_document(), span)
        work.apply(work.titled(self.tr("Remove {label}: {quote}"), span), removed)
