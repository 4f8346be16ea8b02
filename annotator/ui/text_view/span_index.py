"""The spans of a text by display paragraph, so that neither painting nor an edit looks at more than it must."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain, compress, pairwise, repeat
from operator import attrgetter, gt

from annotator.model import Span


class SpanIndex:
    """Spans by id and by paragraph. The text never changes, so neither do the borders of paragraphs.

    Opening a text must not look at each of its spans: they stay in one list, by start, of which a paragraph has a
    slice, until one of them changes.
    """

    def __init__(self, starts: Sequence[int], spans: Iterable[Span] = ()) -> None:
        self._starts = starts
        self._spans = list(spans)
        places = [span.start for span in self._spans]
        if places != sorted(places):
            self._spans.sort(key=attrgetter("start"))
            places.sort()
        borders = [bisect_left(places, start) for start in starts[1:]] if places else [0] * (len(starts) - 1)
        self._slices = [0, *borders, len(places)]
        self._reaching = self._find_reaching()
        self._changed: dict[int, list[Span]] = {}

    def _find_reaching(self) -> dict[int, list[Span]]:
        """Return the spans that touch a paragraph and start in an earlier one, by paragraph."""
        reaching: dict[int, list[Span]] = {}
        counts = (last - first for first, last in pairwise(self._slices))
        borders = chain.from_iterable(map(repeat, self._starts[1:], counts))  # After the last paragraph there is none.
        for span in compress(self._spans, map(gt, [span.end for span in self._spans], borders)):
            for later in self.paragraphs_of(span)[1:]:
                reaching.setdefault(later, []).append(span)
        return reaching

    @cached_property
    def _by_id(self) -> dict[int, Span]:
        return {span.id: span for span in self._spans}

    def settle(self) -> None:
        """Prepare for `find` and for changes, when nobody waits for it."""
        self._by_id  # noqa: B018

    def __len__(self) -> int:
        return len(self._by_id)

    def paragraphs_of(self, span: Span) -> range:
        """Return the paragraphs that the span touches, at least one."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        return range(first, max(first, bisect_left(self._starts, span.end) - 1) + 1)

    def add(self, span: Span) -> range:
        """Add a span, in place of one with the same id; return the paragraphs that the new one touches."""
        self.remove(span)
        self._by_id[span.id] = span
        touched = self.paragraphs_of(span)
        for paragraph in touched:
            self._own(paragraph).append(span)
        return touched

    def remove(self, span: Span) -> range:
        """Take away the span with that id, if there is one; return the paragraphs that it touched."""
        known = self._by_id.pop(span.id, None)
        if known is None:
            return range(0)
        touched = self.paragraphs_of(known)
        for paragraph in touched:
            self._own(paragraph).remove(known)
        return touched

    def _own(self, paragraph: int) -> list[Span]:
        """Return a paragraph's list, which from now on is changed by itself."""
        spans = self._changed.get(paragraph)
        if spans is None:
            spans = self._changed[paragraph] = list(self.of(paragraph))
        return spans

    def find(self, id: int) -> Span | None:
        """Return the span of that id."""
        return self._by_id.get(id)

    def all(self) -> tuple[Span, ...]:
        """Return every span, those of `show_document` first, by start."""
        return tuple(self._by_id.values())

    def of(self, paragraph: int) -> Sequence[Span]:
        """Return the spans that touch a paragraph, in no particular order."""
        if paragraph in self._changed:
            return self._changed[paragraph]
        first, last = self._slices[paragraph : paragraph + 2]
        return [*self._spans[first:last], *self._reaching.get(paragraph, ())]

    def counts(self) -> dict[int, int]:
        """Return how many spans touch each paragraph that any touches."""
        counts = {at: last - first for at, (first, last) in enumerate(pairwise(self._slices)) if first < last}
        for paragraph, spans in self._reaching.items():
            counts[paragraph] = counts.get(paragraph, 0) + len(spans)
        return counts | {paragraph: len(spans) for paragraph, spans in self._changed.items()}
