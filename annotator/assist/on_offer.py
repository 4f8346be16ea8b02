"""What of all that is suggested in an article stands to be decided: all in order, and nothing overlaps."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from annotator.model import Span, value
from annotator.suggest import Suggestion

Place = tuple[int, int, str]


@value
class Terms:
    """What may be offered: labels that the scheme has, from a score on, and no label that has gone quiet."""

    labels: frozenset[str] = frozenset()
    line: float = 0.5
    quiet: frozenset[str] = frozenset()

    def allow(self, one: Suggestion) -> bool:
        """Return whether this may be offered."""
        return one.score >= self.line and one.label in self.labels and one.label not in self.quiet


class OnOffer:
    """Suggestions in one text, in reading order. All stretches are code points."""

    def __init__(self) -> None:
        self._found: list[Suggestion] = []
        self.offers: list[Suggestion] = []

    def take(self, found: Iterable[Suggestion], terms: Terms, is_free: Callable[[int, int], bool]) -> None:
        """Offer anew; of what overlaps, the first. `is_free` tells where no span is."""
        self._found = sorted(_apart(one for one in found if terms.allow(one)), key=_start)
        self.offers = [one for one in self._found if is_free(one.start, one.end)]

    def follow(
        self, removed: Sequence[Span], added: Sequence[Span], is_free: Callable[[int, int], bool]
    ) -> tuple[list[Suggestion], list[Suggestion]]:
        """Follow spans that went and came; return what is offered no more, and what is offered again."""
        gone: list[Suggestion] = []
        back: list[Suggestion] = []
        for span in added:
            first, last = _between(self.offers, span.start, span.end)
            gone += self.offers[first:last]
            del self.offers[first:last]
        for span in removed:
            first, last = _between(self._found, span.start, span.end)
            free = [one for one in self._found[first:last] if is_free(one.start, one.end)]
            first, last = _between(self.offers, span.start, span.end)
            back += [one for one in free if one not in self.offers[first:last]]
            self.offers[first:last] = free
        return gone, back

    def drop(self, places: Collection[Place]) -> list[Suggestion]:
        """Offer no more what was decided, and return it."""
        gone: list[Suggestion] = []
        for offers in (self._found, self.offers):
            for start, end, label in places:
                first, last = _between(offers, start, end)
                gone += [one for one in offers[first:last] if one.place == (start, end, label)]
                offers[first:last] = [one for one in offers[first:last] if one.place != (start, end, label)]
        return gone

    def at(self, start: int, end: int) -> Suggestion | None:
        """Return what is offered for just this stretch."""
        first, last = _between(self.offers, start, end)
        return next((one for one in self.offers[first:last] if (one.start, one.end) == (start, end)), None)


def _start(one: Suggestion) -> int:
    return one.start


def _end(one: Suggestion) -> int:
    return one.end


def _apart(suggestions: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Yield those that do not overlap one before."""
    taken: list[tuple[int, int]] = []
    for one in suggestions:
        at = bisect_left(taken, (one.start, one.end))
        if (at and taken[at - 1][1] > one.start) or (at < len(taken) and taken[at][0] < one.end):
            continue
        taken.insert(at, (one.start, one.end))
        yield one


def _between(offers: Sequence[Suggestion], start: int, end: int) -> tuple[int, int]:
    """Return from which to which number offers overlap a stretch; they neither overlap nor are they out of order."""
    first = bisect_right(offers, start, key=_end)
    return first, max(first, bisect_left(offers, end, key=_start))
