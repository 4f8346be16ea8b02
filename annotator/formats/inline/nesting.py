"""Spans that overlap as elements that nest: a span that crosses another's border is cut there, in parts of one id."""

from collections.abc import Iterator, Sequence

from annotator.model import AnnotatedDocument, Span, value
from annotator.pieces import pieces_of


@value
class Opened:
    """An element begins."""

    span: Span


@value
class Closed:
    """The element that began last ends."""


@value
class Words:
    """A part of the text."""

    text: str


Event = Opened | Closed | Words
CLOSED = Closed()


def nested(annotated: AnnotatedDocument) -> Iterator[Event]:
    """Yield the text and the borders in it, every element closed before one around it is.

    A span in pieces is an element for each; one of length zero is an element with nothing in it.
    """
    text, at = annotated.text, 0
    stack: list[tuple[int, Span]] = []
    """The open elements: where each ends, and its span."""
    for start, end, span in _stretches(annotated.spans):
        for event, to in _closed(stack, start):
            if at < to:
                yield Words(text[at:to])
                at = to
            yield event
        if at < start:
            yield Words(text[at:start])
            at = start
        yield Opened(span)
        if start == end:
            yield CLOSED
        else:
            stack.append((end, span))
    for event, to in _closed(stack, len(text)):
        if at < to:
            yield Words(text[at:to])
            at = to
        yield event
    if at < len(text):
        yield Words(text[at:])


def _stretches(spans: Sequence[Span]) -> list[tuple[int, int, Span]]:
    """Return every piece by its start; of those with the same start empty ones first, then the longest."""
    found = [(start, end, span) for span in spans for start, end in pieces_of(span)]
    return sorted(found, key=lambda piece: (piece[0], piece[0] != piece[1], -piece[1]))


def _closed(stack: list[tuple[int, Span]], until: int) -> Iterator[tuple[Event, int]]:
    """Yield what ends up to a position, and where; what is cut by that begins again."""
    while stack and (at := min(end for end, _ in stack)) <= until:
        first = next(place for place, (end, _) in enumerate(stack) if end == at)
        above = stack[first:]
        del stack[first:]
        for _ in above:
            yield CLOSED, at
        for end, span in above:
            if end > at:
                yield Opened(span), at
                stack.append((end, span))
