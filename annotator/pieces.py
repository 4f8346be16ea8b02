"""Spans in pieces: compared, joined and cut. All positions are code points, ends exclusive."""

from collections.abc import Sequence
from dataclasses import replace

from annotator.model import Piece, Span

Place = tuple[int, int, tuple[Piece, ...]]
"""Start, end and pieces of a span."""


def place_of(span: Span) -> Place:
    """Return where a span is: two spans of one place cover the same characters."""
    return span.start, span.end, span.pieces


def pieces_of(span: Span) -> tuple[Piece, ...]:
    """Return the stretches that a span covers: one for an ordinary span."""
    return span.pieces or ((span.start, span.end),)


def overlap(one: Span, other: Span) -> bool:
    """Return whether any character belongs to both spans."""
    return any(
        start < other_end and other_start < end
        for start, end in pieces_of(one)
        for other_start, other_end in pieces_of(other)
    )


def lies_inside(inner: Span, outer: Span) -> bool:
    """Return whether every character of the one belongs to the other as well."""
    return all(
        any(start <= first and last <= end for start, end in pieces_of(outer)) for first, last in pieces_of(inner)
    )


def with_piece(text: str, span: Span, start: int, end: int) -> Span:
    """Return the span with one more stretch, joined with those from which nothing but blanks parts it."""
    near = [piece for piece in pieces_of(span) if not _between(text, piece, (start, end)).strip()]
    apart = [piece for piece in pieces_of(span) if piece not in near]
    joined = (min([start, *(first for first, _ in near)]), max([end, *(last for _, last in near)]))
    return covering(span, [*apart, joined])


def without_piece(text: str, span: Span, start: int, end: int) -> Span | None:
    """Return the span without a stretch, blanks trimmed where it is cut; None when nothing is left of it."""
    left: list[Piece] = []
    for first, last in pieces_of(span):
        if last <= start or end <= first:
            left.append((first, last))
        else:
            before, after = text[first:start].rstrip(), text[end:last].lstrip()
            left += [
                piece for piece in ((first, first + len(before)), (last - len(after), last)) if piece[0] < piece[1]
            ]
    return covering(span, left) if left else None


def covering(span: Span, pieces: Sequence[Piece]) -> Span:
    """Return the span over these pieces, at least one, in order and apart; a single one makes it an ordinary span."""
    apart: list[Piece] = []
    for start, end in sorted(pieces):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return replace(span, start=apart[0][0], end=apart[-1][1], pieces=tuple(apart) if len(apart) > 1 else ())


def _between(text: str, one: Piece, other: Piece) -> str:
    """Return the text between two stretches, nothing if they overlap."""
    (_, end), (start, _) = sorted((one, other))
    return text[end:start]
