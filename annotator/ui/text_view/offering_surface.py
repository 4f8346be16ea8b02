"""What a view knows of suggestions: it shows them, and which one the pointer is at."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, Signal

from annotator.model import Span
from annotator.ui.text_view.related import RelatedSurface


class OfferingSurface(RelatedSurface):
    """Shows suggestions, given as `offered_span`s. Another text has none."""

    offered_clicked = Signal(object)
    """The suggestion whose dashes or chip were clicked."""
    labels_hidden = Signal()
    """Other labels are hidden now."""

    def hidden_labels(self) -> frozenset[str]:
        """Return the names of the labels that are not drawn."""
        return self._page.hidden

    def hide_labels(self, names: frozenset[str]) -> None:
        if names != self._page.hidden:
            super().hide_labels(names)
            self.labels_hidden.emit()

    def change_offered(self, removed: Iterable[Span], added: Iterable[Span]) -> None:
        """Take suggestions away and show others, though lines may move: somebody has asked for it."""
        self._show_change(self._page.change_offered(tuple(removed), tuple(added)))

    def add_quietly(self, added: Sequence[Span]) -> list[Span]:
        """Show suggestions as far as no line on the screen moves; return those that have to wait."""
        seen = {paragraph for paragraph, _ in self._page.screen()}
        marks = {paragraph: list(self._page.marked(paragraph)) for paragraph in seen}
        shown, waiting = [], []
        for one in added:
            here = seen & set(self._page.offered.paragraphs_of(one))
            if any(self._page.moves_lines(paragraph, [*marks[paragraph], one]) for paragraph in here):
                waiting.append(one)
                continue
            shown.append(one)
            for paragraph in here:
                marks[paragraph].append(one)
        if shown:
            self._show_change(self._page.change_offered((), shown))
        return waiting

    def offered(self) -> tuple[Span, ...]:
        """Return what is shown as suggested, in no particular order."""
        return self._page.offered.all()

    def offered_at(self, point: QPointF) -> Span | None:
        """Return the suggestion whose dashes or chip are at a point."""
        return self._page.offered_at(*self._on_page(point))
