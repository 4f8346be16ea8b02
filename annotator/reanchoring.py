"""Where spans stand after a text was edited: by what is the same in both texts, else by their quote and its context.

The two texts are compared by lines, what differs by words, and what differs in those by characters, so that a long text
with a few changes costs little. A span whose whole stretch is the same stands there for sure. All else is unsure.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from annotator.model import Piece, Span, quote, value

CONTEXT = 32
"""Code points on either side of a quote that tell one place from another."""
MOST_PLACES = 200
"""So many places where a quote stands are compared."""
MOST_CHARACTERS = 1_000
MOST_UNITS = 3_000
"""Stretches with more characters, lines or words are not compared more closely: that takes the square of it."""

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


@value
class Anchored:
    """A span before, and where it stands now: None when too little is left of it. One that `is_sure` needs no look."""

    before: Span
    after: Span | None
    is_sure: bool


Same = tuple[int, int, int]
"""A stretch that is in both texts: where it begins in the old one and in the new one, and its length."""


def reanchor(old: str, new: str, spans: Sequence[Span]) -> list[Anchored]:
    """Return where each span of the old text stands in the new one. No two of one label and layer share a place."""
    same = list(same_stretches(old, new))
    starts = [start for start, _, _ in same]
    anchored, taken = [], set()
    for span in spans:
        one = _anchor(old, new, span, same, starts)
        if one.after is not None:
            place = (one.after.annotator, one.after.label, one.after.start, one.after.end, one.after.pieces)
            if place in taken:
                one = Anchored(span, None, is_sure=False)
            taken.add(place)
        anchored.append(one)
    return anchored


def moved_places(old: str, new: str, places: Sequence[int]) -> list[int]:
    """Return where positions of the old text are in the new one: what follows them there, else what was before."""
    same = list(same_stretches(old, new))
    starts = [start for start, _, _ in same]
    moved = []
    for place in places:
        at = bisect_right(starts, place) - 1
        here, there, length = same[at] if at >= 0 else (0, 0, 0)
        moved.append(there + min(place - here, length))
    return moved


def same_stretches(old: str, new: str) -> Iterator[Same]:
    """Yield what is the same in both texts, in order and apart."""
    start = _common_start(old, new)
    end = _common_start(old[start:][::-1], new[start:][::-1])
    if start:
        yield (0, 0, start)
    middle, other = old[start : len(old) - end], new[start : len(new) - end]
    yield from _compared(middle, other, start, start, (_LINES, _WORDS, None))
    if end:
        yield (len(old) - end, len(new) - end, end)


def _common_start(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _compared(old: str, new: str, at: int, to: int, levels: Sequence[re.Pattern[str] | None]) -> Iterator[Same]:
    """Yield what is the same in two stretches that begin at `at` and `to`."""
    if not old or not new or not levels:
        return
    level, *finer = levels
    if level is None and len(old) + len(new) > MOST_CHARACTERS:
        return
    units, others = (_units(text, level) for text in (old, new))
    if len(units) + len(others) > MOST_UNITS and level is not None:
        matcher = SequenceMatcher(None, units, others, autojunk=True)
    else:
        matcher = SequenceMatcher(None, units, others, autojunk=False)
    places, targets = _places(units), _places(others)
    for tag, first, last, start, end in matcher.get_opcodes():
        here, there = at + places[first], to + targets[start]
        if tag == "equal":
            yield (here, there, places[last] - places[first])
        elif tag == "replace":
            gone, come = "".join(units[first:last]), "".join(others[start:end])
            yield from _compared(gone, come, here, there, finer)


def _units(text: str, level: re.Pattern[str] | None) -> list[str]:
    return list(text) if level is None else level.findall(text)


def _places(units: Sequence[str]) -> list[int]:
    places = [0]
    for unit in units:
        places.append(places[-1] + len(unit))
    return places


def _anchor(old: str, new: str, span: Span, same: Sequence[Same], starts: Sequence[int]) -> Anchored:
    pieces = span.pieces or ((span.start, span.end),)
    moved = [_moved(piece, same, starts) for piece in pieces]
    left = [piece for piece, _ in moved if piece is not None]
    kept = sum(length for _, length in moved)
    as_they_were = all(piece is not None and _length(piece) == length for piece, length in moved)
    if as_they_were and kept == sum(map(_length, pieces)):
        return Anchored(span, _placed(span, left), is_sure=True)
    found = _find_quote(old, new, span)
    if found is not None:
        return found
    trimmed = [piece for piece in (_trimmed(new, piece) for piece in left) if piece is not None]
    enough = trimmed and kept * 2 >= sum(map(_length, pieces))
    return Anchored(span, _placed(span, trimmed) if enough else None, is_sure=False)


def _length(piece: Piece) -> int:
    return piece[1] - piece[0]


def _moved(piece: Piece, same: Sequence[Same], starts: Sequence[int]) -> tuple[Piece | None, int]:
    """Return where what is left of a stretch stands, and how many code points of it are left."""
    start, end = piece
    at = max(0, bisect_right(starts, start) - 1)
    left: list[Piece] = []
    for here, there, length in same[at:]:
        if here > end or (here == end and start < end):
            break
        first, last = max(start, here), min(end, here + length)
        if first < last or start == end == first:
            left.append((first - here + there, last - here + there))
    if not left:
        return None, 0
    return (left[0][0], left[-1][1]), sum(map(_length, left))


def _find_quote(old: str, new: str, span: Span) -> Anchored | None:
    """Return the place where a contiguous span's quote stands with most of its context; sure with all of it."""
    quoted = quote(old, span)
    if span.pieces or not quoted.strip():
        return None
    before, after = old[max(0, span.start - CONTEXT) : span.start], old[span.end : span.end + CONTEXT]
    best: tuple[int, int] | None = None
    for start in _occurrences(new, quoted):
        end = start + len(quoted)
        behind = _common_start(before[::-1], new[max(0, start - CONTEXT) : start][::-1])
        score = behind + _common_start(after, new[end : end + CONTEXT])
        if best is None or score > best[0]:
            best = (score, start)
    if best is None:
        return None
    score, start = best
    moved = replace(span, start=start, end=start + len(quoted))
    return Anchored(span, moved, is_sure=score >= len(before) + len(after) and score >= CONTEXT)


def _occurrences(text: str, quoted: str) -> Iterator[int]:
    at = text.find(quoted)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(quoted, at + 1)


def _trimmed(text: str, piece: Piece) -> Piece | None:
    start, end = piece
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _placed(span: Span, pieces: Sequence[Piece]) -> Span:
    """Return the span over these stretches; what touches by now is joined."""
    joined: list[Piece] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    several = tuple(joined) if len(joined) > 1 else ()
    return replace(span, start=joined[0][0], end=joined[-1][1], pieces=several)
