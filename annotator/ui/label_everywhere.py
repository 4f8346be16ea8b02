"""One label for the selected text wherever it stands in the article, as one action."""

from collections.abc import Iterator

from PySide6.QtCore import QObject

from annotator import edits
from annotator.clusters import compiled
from annotator.edits import Edit
from annotator.errors import EditError
from annotator.model import Progress, Span
from annotator.tokens import snap
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
        work = self._workspace
        document = work.document
        start, end = work.selection
        if document is None or start == end:
            raise EditError(self.tr("Select some text first, to label it wherever it stands."))
        made = edits.label_span(document, work.scheme, start, end, label, work.annotator)
        for place in self.others():
            made += self._label(place, label)
        work.apply_to_span(self._title(made), _begun_once(made))
        return sum(isinstance(edit.after, Span) for edit in made)

    def others(self) -> list[tuple[int, int]]:
        """Return where else the selected text stands, as far as it would be labelled."""
        document = self._workspace.document
        start, end = self._workspace.selection
        if document is None or start == end:
            return []
        found = self._same(document.text, start, end)
        return [place for _, place in zip(range(MOST), found, strict=False)]

    def _same(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        same = compiled(_literal(text[start:end]))
        for match in same.finditer(text):
            place = match.span()
            if place != (start, end) and snap(text, *place) == place and not self._is_taken(*place):
                yield place

    def _is_taken(self, start: int, end: int) -> bool:
        return self._walk.is_labelled(start, end) or self._walk.is_inside_longer(start, end)

    def _label(self, place: tuple[int, int], label: str) -> list[Edit]:
        work = self._workspace
        assert work.document is not None
        try:
            return edits.label_span(work.document, work.scheme, *place, label, work.annotator)
        except EditError:  # Somebody's rule forbids it here; elsewhere it may stand.
            return []

    def _title(self, made: list[Edit]) -> str:
        number = sum(isinstance(edit.after, Span) for edit in made)
        if number == 1:
            return self.tr("Label {label}: {quote}")
        return self.tr("Label {label}, {number} times: {quote}").format(number=number, label="{label}", quote="{quote}")


def _begun_once(made: list[Edit]) -> list[Edit]:
    """Return the edits with the first that starts the work on the article, and no other."""
    begun = [edit for edit in made if isinstance(edit.after, Progress)][:1]
    return [edit for edit in made if not isinstance(edit.after, Progress)] + begun


def _literal(text: str) -> str:
    import regex

    return str(regex.escape(text, special_only=True))
