"""Keeps the view showing what is on offer. What would move lines on the screen waits until nobody minds."""

from collections.abc import Callable, Sequence
from itertools import count

from annotator.assist.on_offer import Place
from annotator.model import Span
from annotator.suggest import Suggestion
from annotator.ui.text_view import TextView
from annotator.ui.text_view.offered import offered_span


class OffersInView:
    """Knows which offers the view shows, and which wait."""

    def __init__(self, view: TextView) -> None:
        self._view = view
        self._shown: dict[Place, Span] = {}
        self._waiting: dict[Place, Suggestion] = {}
        self._numbers = count()

    @property
    def has_waiting(self) -> bool:
        """Return whether anything waits."""
        return bool(self._waiting)

    def forget(self) -> None:
        """Know of none: the view shows another text."""
        self._shown.clear()
        self._waiting.clear()

    def show(self, offers: Sequence[Suggestion], at_once: Callable[[Suggestion], bool]) -> None:
        """Show these and no others. What is not wanted `at_once` waits if lines on the screen would move."""
        places = {one.place for one in offers}
        self._waiting = {place: one for place, one in self._waiting.items() if place in places}
        gone = [self._shown.pop(place) for place in list(self._shown) if place not in places]
        new = [one for one in offers if one.place not in self._shown and one.place not in self._waiting]
        there = {(span.start, span.end) for span in gone}
        soon = [one for one in new if at_once(one) or (one.start, one.end) in there]
        soon += [one for one in self._waiting.values() if at_once(one)]
        self._change(gone, soon)
        known = {one.place for one in soon}
        self._try([one for one in new if one.place not in known])

    def follow(self, gone: Sequence[Suggestion], back: Sequence[Suggestion]) -> None:
        """Show some no more, and others at once, whatever the number of those that stay."""
        spans = [self._shown.pop(one.place) for one in gone if one.place in self._shown]
        for one in gone:
            self._waiting.pop(one.place, None)
        self._change(spans, [one for one in back if one.place not in self._shown])

    def retry(self) -> None:
        """Show what waits and moves no line any more."""
        self._try(list(self._waiting.values()))

    def _change(self, gone: Sequence[Span], soon: Sequence[Suggestion]) -> None:
        if gone or soon:
            self._view.change_offered(gone, [self._as_shown(one) for one in soon])

    def _try(self, new: Sequence[Suggestion]) -> None:
        if not new:
            return
        spans = {self._as_shown(one).id: one for one in new}
        for span in self._view.add_quietly([self._shown[one.place] for one in new]):
            one = spans[span.id]
            del self._shown[one.place]
            self._waiting[one.place] = one

    def _as_shown(self, one: Suggestion) -> Span:
        self._waiting.pop(one.place, None)
        span = self._shown[one.place] = offered_span(next(self._numbers), one.start, one.end, one.label)
        return span
