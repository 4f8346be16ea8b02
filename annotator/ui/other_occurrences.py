"""The label of the selected span for every other place in the article that reads like it, as one action."""

from PySide6.QtCore import QObject, Signal

from annotator import edits
from annotator.errors import EditError
from annotator.model import AnnotatedDocument, Span
from annotator.occurrences import Likeness, label_occurrences, other_occurrences
from annotator.settings import LIKE_CASE, LIKE_PLURALS, LIKE_POSSESSIVES, LIKE_WORDS
from annotator.ui.plain_text import filled
from annotator.ui.preferences import Preferences
from annotator.ui.workspace import Workspace


class OtherOccurrences(QObject):
    """Works on the selected span, or on the one that covers just the selected text."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences

    def label(self) -> None:
        """Label all others, and say how many. Raises EditError when no span is selected, and when there are none."""
        work = self._workspace
        document, span = work.document, work.span or work.span_of_selection()
        if document is None or span is None:
            raise EditError(self.tr("Select a labelled span first, to label all places that read the same."))
        if span.pieces:
            raise EditError(self.tr("This span is in pieces. Select one that is whole."))
        places = other_occurrences(document, span, self._likeness())
        quote = edits.title_of(document, span)
        if not places:
            raise EditError(self._none(document, span, quote))
        made = label_occurrences(document, work.scheme, span, places)
        title = self.tr("Label {label}, {number} more: {quote}")
        work.apply(
            title.format(label=span.label, number=len(places), quote=quote),
            [*made, *edits.begun(document, span.annotator)],
        )
        said = self.tr("Labelled {number} more times as {label}: “{quote}”.")
        self.said.emit(filled(said, number=len(places), label=span.label, quote=quote))

    def _none(self, document: AnnotatedDocument, span: Span, quote: str) -> str:
        """Return why there is nothing to label: it stands nowhere else, or all of it is labelled."""
        alone = other_occurrences(AnnotatedDocument(document.document), span, self._likeness())
        if alone:
            return filled(self.tr("Every other “{quote}” in this article is inside a span already."), quote=quote)
        return filled(self.tr("“{quote}” stands nowhere else in this article."), quote=quote)

    def _likeness(self) -> Likeness:
        get = self._preferences.get
        return Likeness(get(LIKE_CASE), get(LIKE_WORDS), get(LIKE_POSSESSIVES), get(LIKE_PLURALS))
