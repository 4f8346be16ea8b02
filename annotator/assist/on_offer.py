"""What of all that is suggested in an article stands to be decided: all in order, and nothing overlaps."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from annotator.model import Span, value
from annotator.suggest import Suggestion
from annotator.suggest.combined import Fits, is_nested

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


IsFree = Callable[[Suggestion], bool]
"""Whether a suggestion may stand where it is, as far as spans go."""


class OnOffer:
    """Suggestions in one text, in reading order. All stretches are code points."""

    def __init__(self) -> None:
        self._found: list[Suggestion] = []
        self.offers: list[Suggestion] = []

    def take(self, found: Iterable[Suggestion], terms: Terms, is_free: IsFree, fits: Fits = lambda _, __: True) -> None:
        """Offer anew; of what overlaps, the first, and what is meant to lie inside it. `is_free` knows the spans."""
        self._found = sorted(_apart((one for one in found if terms.allow(one)), fits), key=_order)
        self.offers = [one for one in self._found if is_free(one)]

    def follow(
        self, removed: Sequence[Span], added: Sequence[Span], is_free: IsFree
    ) -> tuple[list[Suggestion], list[Suggestion]]:
        """Follow spans that went and came; return what is offered no more, and what is offered again."""
        touched = {one.place for span in (*removed, *added) for one in _overlapping(self._found, span.start, span.end)}
        before = {one.place for one in self.offers}
        free = [one for one in self._found if one.place in touched and is_free(one)]
        gone = [one for one in self.offers if one.place in touched and one not in free]
        back = [one for one in free if one.place not in before]
        if gone or back:
            self.offers = sorted([*(one for one in self.offers if one not in gone), *back], key=_order)
        return gone, back

    def drop(self, places: Collection[Place]) -> list[Suggestion]:
        """Offer no more what was decided, and return it."""
        gone = [one for offers in (self._found, self.offers) for one in offers if one.place in places]
        if gone:
            self._found = [one for one in self._found if one.place not in places]
            self.offers = [one for one in self.offers if one.place not in places]
        return gone

    def at(self, start: int, end: int) -> Suggestion | None:
        """Return what is offered for just this stretch."""
        first = bisect_left(self.offers, start, key=_start)
        last = bisect_right(self.offers, start, key=_start)
        return next((one for one in self.offers[first:last] if one.end == end), None)


def _start(one: Suggestion) -> int:
    return one.start


def _order(one: Suggestion) -> tuple[int, int]:
    return one.start, -one.end


def _apart(suggestions: Iterable[Suggestion], fits: Fits) -> Iterator[Suggestion]:
    """Yield those that do not overlap one before, and those that are meant to lie inside one, and may."""
    taken: list[tuple[int, int]] = []
    kept: list[Suggestion] = []
    inner: list[Suggestion] = []
    for one in suggestions:
        if one.is_inner:
            inner.append(one)
            continue
        at = bisect_left(taken, (one.start, one.end))
        if (at and taken[at - 1][1] > one.start) or (at < len(taken) and taken[at][0] < one.end):
            continue
        taken.insert(at, (one.start, one.end))
        kept.append(one)
    yield from kept
    for one in inner:
        if all(is_nested(one, other, fits) for other in kept):
            kept.append(one)
            yield one


def _overlapping(offers: Iterable[Suggestion], start: int, end: int) -> Iterator[Suggestion]:
    return (one for one in offers if one.start < end and start < one.end)
