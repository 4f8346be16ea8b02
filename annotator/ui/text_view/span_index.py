"""The spans of a text by display paragraph, so that neither painting nor an edit looks at more than it must."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter

from annotator.model import Span


class SpanIndex:
    """Spans by id and by paragraph. The text never changes, so neither do the borders of paragraphs."""

    def __init__(self, starts: Sequence[int], spans: Iterable[Span] = ()) -> None:
        self._starts = starts
        self._by_paragraph: dict[int, list[Span]] = {}
        self._by_id: dict[int, Span] = {}
        self._fill(sorted(spans, key=attrgetter("start")))

    def _fill(self, spans: Sequence[Span]) -> None:
        """Add many spans, sorted by start: one walk along the paragraphs instead of a search for each span."""
        self._by_id = {span.id: span for span in spans}
        ends = [*self._starts[1:], float("inf")]
        paragraph, end = 0, ends[0]
        spans_here: list[Span] | None = None
        for span in self._by_id.values():
            if span.start >= end:
                paragraph = bisect_right(self._starts, span.start, paragraph) - 1
                end = ends[paragraph]
                spans_here = None
            if spans_here is None:
                spans_here = self._by_paragraph.setdefault(paragraph, [])
            if span.end <= end:
                spans_here.append(span)
            else:
                self._enter(span)

    def _enter(self, span: Span) -> None:
        for paragraph in self.paragraphs_of(span):
            self._by_paragraph.setdefault(paragraph, []).append(span)

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
        self._enter(span)
        return self.paragraphs_of(span)

    def remove(self, span: Span) -> range:
        """Take away the span with that id, if there is one; return the paragraphs that it touched."""
        known = self._by_id.pop(span.id, None)
        if known is None:
            return range(0)
        for paragraph in self.paragraphs_of(known):
            self._by_paragraph[paragraph].remove(known)
        return self.paragraphs_of(known)

    def find(self, id: int) -> Span | None:
        """Return the span of that id."""
        return self._by_id.get(id)

    def all(self) -> tuple[Span, ...]:
        """Return every span, those of `show_document` first, by start."""
        return tuple(self._by_id.values())

    def of(self, paragraph: int) -> Sequence[Span]:
        """Return the spans that touch a paragraph, in no particular order."""
        return self._by_paragraph.get(paragraph, ())

    def counts(self) -> dict[int, int]:
        """Return how many spans touch each paragraph that any touches."""
        return {paragraph: len(spans) for paragraph, spans in self._by_paragraph.items()}
