"""What the key of a label means, and the removal of a span."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator import edits
from annotator.errors import EditError
from annotator.ui.plain_text import filled
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.suggest import Suggestion


class Labelling(QObject):
    """Labels, relabels and unlabels what is selected in the workspace."""

    rejected = Signal()
    """A suggestion was rejected."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def label(self, label: str, *, second: bool = False) -> None:
        """Do what the key of a label means.

        On selected text: label it, and where that was suggested, say so, too, whether it was right. On a selected
        span: give it this label instead, or take it off when it has it; with `second`, add the label to the same
        stretch. Raises EditError when neither is selected.
        """
        work = self._workspace
        start, end = work.selection
        if start < end and work.offer is not None:
            self._accept(work.offer, label)
        elif start < end:
            made = edits.label_span(work.need_document(), work.scheme, start, end, label, work.annotator)
            work.apply_to_span(self.tr("Label {label}: {quote}"), made)
        elif work.span is None:
            raise EditError(
                filled(self.tr("Nothing is selected. Select some text first, then choose {label}."), label=label)
            )
        elif second:
            again = edits.label_again(work.need_document(), work.scheme, work.span, label, work.annotator)
            work.apply_to_span(self.tr("Label {label}: {quote}"), again)
        elif work.span.label == label:
            self.remove()
        else:
            changed = edits.relabel_span(work.need_document(), work.scheme, work.span, label)
            work.apply_to_span(self.tr("Relabel {label}: {quote}"), changed)

    def _accept(self, offer: "Suggestion", label: str) -> None:
        """Give a label to the selected text, for which another one may have been suggested."""
        from annotator.assist import deciding

        work = self._workspace
        made = deciding.accept(
            work.need_document(), work.scheme, offer, work.annotator, stretch=work.selection, label=label
        )
        is_right = label == offer.label
        work.apply_to_span(self.tr("Accept {label}: {quote}") if is_right else self.tr("Label {label}: {quote}"), made)

    def _reject(self, offer: "Suggestion") -> None:
        from annotator.assist import deciding

        work = self._workspace
        document = work.need_document()
        quote = edits.shortened(document.text[offer.start : offer.end])
        title = self.tr("Reject {label}: {quote}").format(label=offer.label, quote=quote)
        work.apply(title, deciding.reject(document, offer, work.annotator))
        self.rejected.emit()

    def remove(self) -> None:
        """Take the label off the selected span, or off that whose text is selected; reject a selected suggestion.

        Raises EditError where there is none of these.
        """
        work = self._workspace
        if work.offer is not None and work.span is None:
            self._reject(work.offer)
            return
        span = work.span or work.span_of_selection()
        if span is None:
            raise EditError(self.tr("No labelled span is selected. Click on one first."))
        removed = edits.remove_span(work.need_document(), span)
        work.apply(work.titled(self.tr("Remove {label}: {quote}"), span), removed)
