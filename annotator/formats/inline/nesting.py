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


def nested(annotated: AnnotatedDocument) -> Iterator[Event]:
    """Yield the text and the borders in it, every element closed before one around it is.

    A span in pieces is an element for each; one of length zero is an element with nothing in it.
    """
    text, at = annotated.text, 0
    stack: list[tuple[int, Span]] = []
    """The open elements: where each ends, and its span."""
    for start, end, span in _stretches(annotated.spans):
        for event in _closed(stack, start):
            if isinstance(event, int):
                yield from _words(text, at, event)
                at = event
            else:
                yield event
        yield from _words(text, at, start)
        at = start
        yield Opened(span)
        if start == end:
            yield Closed()
        else:
            stack.append((end, span))
    for event in _closed(stack, len(text)):
        if isinstance(event, int):
            yield from _words(text, at, event)
            at = event
        else:
            yield event
    yield from _words(text, at, len(text))


def _stretches(spans: Sequence[Span]) -> list[tuple[int, int, Span]]:
    """Return every piece by its start; of those with the same start empty ones first, then the longest."""
    found = [(start, end, span) for span in spans for start, end in pieces_of(span)]
    return sorted(found, key=lambda piece: (piece[0], piece[0] != piece[1], -piece[1]))


def _closed(stack: list[tuple[int, Span]], until: int) -> Iterator[Event | int]:
    """Yield what ends up to a position, with the positions of these ends; what is cut by that begins again."""
    while ends := [end for end, _ in stack if end <= until]:
        at = min(ends)
        yield at
        first = next(place for place, (end, _) in enumerate(stack) if end == at)
        above = stack[first:]
        del stack[first:]
        yield from (Closed() for _ in above)
        for end, span in above:
            if end > at:
                yield Opened(span)
                stack.append((end, span))


def _words(text: str, start: int, end: int) -> Iterator[Event]:
    if start < end:
        yield Words(text[start:end])
