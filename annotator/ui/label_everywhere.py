"""One label for the selected text wherever it stands in the article, as one action."""

from itertools import islice

from PySide6.QtCore import QObject

from annotator import edits
from annotator.errors import EditError
from annotator.model import Piece, Span
from annotator.ui.walk import Walk
from annotator.ui.workspace import Workspace

MOST = 1_000
"""What stands more often than this in one article is no name."""


class LabelEverywhere(QObject):
    """Labels the selected text and all that reads the same: whole words, unlabelled, and no part of a longer name."""

    def __init__(self, workspace: Workspace, walk: Walk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._walk = walk

    def label(self, label: str) -> int:
        """Give the label everywhere; return how often. Raises EditError when no text is selected."""
        from annotator.occurrences import label_occurrences

        work = self._workspace
        document = work.document
        start, end = work.selection
        if document is None or start == end:
            raise EditError(self.tr("Select some text first, to label it wherever it stands."))
        made = edits.label_span(document, work.scheme, start, end, label, work.annotator)
        span, others = made[0].after, self.others()
        if others and isinstance(span, Span):
            made[1:1] = label_occurrences(document, work.scheme, span, others)
        work.apply_to_span(self._title(1 + len(others)), made)
        return 1 + len(others)

    def others(self, most: int = MOST) -> list[Piece]:
        """Return where else the selected text stands, as far as it would be labelled: the first so many places."""
        from annotator.occurrences import occurrences

        document = self._workspace.document
        start, end = self._workspace.selection
        if document is None or start == end:
            return []
        found = occurrences(document.text, document.text[start:end], taken=[(start, end)])
        return list(islice(filter(self._is_free, found), most))

    def _is_free(self, place: Piece) -> bool:
        return not self._walk.is_labelled(*place) and not self._walk.is_inside_longer(*place)

    def _title(self, number: int) -> str:
        if number == 1:
            return self.tr("Label {label}: {quote}")
        return self.tr("Label {label}, {number} times: {quote}").format(number=number, label="{label}", quote="{quote}")
