"""The spans of an open document, in reading order, of which a copy with one more or one less costs little."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import overload

from annotator.model import Span, reading_order

RUN = 1_000
"""Spans in a run. With 100,000 spans, a copy touches a hundred runs and one run's spans."""

Run = tuple[Span, ...]


class SpansInOrder(Sequence[Span]):
    """A sequence of spans that never changes, kept in runs: copies share all runs but one.

    A tuple of 100,000 spans takes 2 ms to copy and to free, since each of them is touched: at each key pressed.
    """

    __slots__ = ("_ends", "_runs")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        ordered = tuple(spans)
        self._take([ordered[at : at + RUN] for at in range(0, len(ordered), RUN)])

    def _take(self, runs: Sequence[Run]) -> None:
        self._runs = tuple(filter(None, runs))
        self._ends = list(accumulate(map(len, self._runs)))

    def replaced(self, before: Span | None, after: Span | None) -> "SpansInOrder":
        """Return a copy without `before` and with `after`; a span that is not there need not be taken away.

        Nor is one there twice: who has read a document anew may learn of a change that was in it already.
        """
        changed = self if before is None else self.without(before)
        return changed if after is None else changed.without(after).including(after)

    def without(self, span: Span) -> "SpansInOrder":
        """Return a copy without the span; the same when it is not there."""
        at = bisect_left(self, reading_order(span), key=reading_order)
        if at == len(self) or self[at].id != span.id:
            return self
        number, place = self._find(at)
        run = self._runs[number]
        return self._changed(number, [run[:place] + run[place + 1 :]])

    def including(self, span: Span) -> "SpansInOrder":
        """Return a copy with one span more."""
        number, place = self._find(bisect_left(self, reading_order(span), key=reading_order))
        run = (*self._runs[number][:place], span, *self._runs[number][place:]) if self._runs else (span,)
        return self._changed(number, [run[:RUN], run[RUN:]] if len(run) > 2 * RUN else [run])

    def _changed(self, number: int, runs: Sequence[Run]) -> "SpansInOrder":
        copy = SpansInOrder()
        copy._take([*self._runs[:number], *runs, *self._runs[number + 1 :]])
        return copy

    def _find(self, at: int) -> tuple[int, int]:
        """Return the run, and where in it; the end of all is the end of the last run."""
        number = min(bisect_left(self._ends, at + 1), max(0, len(self._runs) - 1))
        return number, at - (self._ends[number - 1] if number else 0)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Span]:
        return chain.from_iterable(self._runs)

    @overload
    def __getitem__(self, at: int) -> Span: ...
    @overload
    def __getitem__(self, at: slice) -> Run: ...
    def __getitem__(self, at: int | slice) -> Span | Run:
        if isinstance(at, slice):
            return tuple(self)[at]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        number, place = self._find(at % len(self))
        return self._runs[number][place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"SpansInOrder({list(self)})"
