"""What makes a span one in pieces: text added to the span that was selected last, and taken out of it."""

from typing import Protocol

from PySide6.QtCore import QObject

from annotator import edits
from annotator.edits import Edit
from annotator.errors import EditError
from annotator.model import AnnotatedDocument, Scheme, Span
from annotator.ui.workspace import Workspace


class PieceEdit(Protocol):
    """A function of `edits` that changes the stretch of a span."""

    def __call__(self, document: AnnotatedDocument, scheme: Scheme, span: Span, start: int, end: int) -> list[Edit]:
        """Return the edits."""


class PieceGestures(QObject):
    """Works on the span that was selected last: selecting text deselects it, but does not forget it."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.span: Span | None = None
        """The span that was selected last, if it is still there."""

    def keep(self, span: Span | None) -> None:
        """Take note of the span that was selected last."""
        self.span = span

    def add_selection(self) -> None:
        """Add the selected text. Raises EditError when no text is selected, or no span was."""
        self.add(*self._selection(self.tr("Select the text to add first.")))

    def cut_selection(self) -> None:
        """Take the selected text out. Raises EditError when no text is selected, or no span was."""
        self.cut(*self._selection(self.tr("Select the part to take out first.")))

    def add(self, start: int, end: int) -> None:
        """Add a stretch (code points) to the span. Raises EditError when the scheme does not allow it."""
        self._apply(edits.add_piece, start, end, self.tr("Add to {label}: {quote}"))

    def cut(self, start: int, end: int) -> None:
        """Take a stretch (code points) out of the span. Raises EditError when nothing would be left."""
        self._apply(edits.cut_piece, start, end, self.tr("Take out of {label}: {quote}"))

    def _selection(self, refusal: str) -> tuple[int, int]:
        start, end = self._workspace.selection
        if start == end:
            raise EditError(refusal)
        return start, end

    def _apply(self, edit: PieceEdit, start: int, end: int, title: str) -> None:
        document = self._workspace.document
        if self.span is None or document is None:
            raise EditError(self.tr("Select a span first, then text that is to belong to it."))
        self._workspace.apply_to_span(title, edit(document, self._workspace.scheme, self.span, start, end))
