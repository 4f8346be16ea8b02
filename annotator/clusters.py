"""Blanks and grapheme clusters, found by looking only at the text around a position. Offsets are code points.

The run of non-blank characters around a position is all that words and clusters depend on. A run above `REACH`
characters is cut, and so is a long line, at places that depend on the text alone: near every multiple of `STEP`.
So each caller sees the same pieces, wherever it starts, and never looks at more than some thousand characters.

Grapheme clusters are those of Unicode Standard Annex 29; patterns are written for the `regex` library, version 1.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regex import Pattern

REACH = 1024
"""No shorter run of non-blank characters is ever cut."""
STEP = 4096
"""Longer runs and lines are cut near the multiples of this. Above `REACH`, so that cuts keep their order."""

# White space and what is as invisible: zero-width space, marks of direction, byte order mark.
INVISIBLE = r"\s\x1c-\x1f\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"
_CONTROL = r"\p{GCB=CN}\p{GCB=CR}\p{GCB=LF}"
EXTENDING = r"[\p{GCB=EX}\p{GCB=ZWJ}\p{GCB=SM}]"
"""What belongs to the cluster of the character before it."""
BLANK = rf"(?:[[{INVISIBLE}]&&[{_CONTROL}]]|(?<!\p{{GCB=PP}})[[{INVISIBLE}]--[{_CONTROL}]](?!{EXTENDING}))"
"""A character that shows nothing. A space that carries an accent is none: the two are one cluster."""

_CUTS = (BLANK, r"(?<!\p{GCB=PP})[\p{Han}\p{Hiragana}\p{Katakana}\p{P}]", r"(?<!\p{GCB=PP})[A-Za-z0-9]")
"""Where to cut, the best places first: always before a character that begins a cluster."""


@cache
def compiled(pattern: str) -> "Pattern[str]":
    """Return the pattern, compiled when it is first wanted: importing the modules that hold patterns costs nothing."""
    import regex

    return regex.compile(pattern, regex.V1)


def is_blank(text: str, position: int) -> bool:
    """Whether the character at `position` shows nothing."""
    return compiled(BLANK).match(text, position) is not None


def after_blanks(text: str, start: int, end: int) -> int:
    """Return the first position from `start` on that holds no blank, at most `end`."""
    blanks = compiled(f"{BLANK}+").match(text, start, end)
    return blanks.end() if blanks else start


def before_blanks(text: str, start: int, end: int) -> int:
    """Return the position behind the last character before `end` that is no blank, at least `start`."""
    blanks = compiled(f"(?r){BLANK}+").match(text, start, end)
    return blanks.start() if blanks else end


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the selection without blanks at its ends; of blanks alone nothing is left, at `start`."""
    first = after_blanks(text, start, end)
    return (start, start) if first >= end else (first, before_blanks(text, first, end))


def cut(text: str, place: int) -> int:
    """Return where the text is cut for the sake of locality, at most `REACH` characters after `place`."""
    if place <= 0 or place >= len(text):
        return max(0, min(place, len(text)))
    found = (compiled(pattern).search(text, place, place + REACH) for pattern in _CUTS)
    return next((match.start() for match in found if match), place)


def run_around(text: str, position: int) -> tuple[int, int]:
    """Return the run of non-blank characters around the one at `position`; empty at a blank and at the end."""
    if position >= len(text) or is_blank(text, position):
        return position, position
    start = _behind_blank(text, position - REACH, position)
    end = _at_blank(text, position, position + REACH)
    if start is not None and end is not None and end - start < REACH:
        return start, end
    first = position // STEP * STEP
    low, high = cut(text, first), cut(text, first + STEP)
    if low > position:
        low, high = cut(text, first - STEP), low
    start, end = _behind_blank(text, low, position), _at_blank(text, position, high)
    return (low if start is None else start), (high if end is None else end)


def _behind_blank(text: str, low: int, position: int) -> int | None:
    """Return the position behind the last blank in `[low, position)`, the text's start, or None."""
    blank = compiled(f"(?r){BLANK}")
    found = blank.search(text, max(0, low), position)
    if found and not is_blank(text, found.start()):  # A space whose accent is the character at `position`.
        found = blank.search(text, max(0, low), found.start())
    return int(found.end()) if found else 0 if low <= 0 else None


def _at_blank(text: str, position: int, high: int) -> int | None:
    """Return the position of the first blank in `[position, high)`, the text's end, or None."""
    found = compiled(BLANK).search(text, position, high + 1)  # One more: an accent there makes the last no blank.
    if found and found.start() < high:
        return int(found.start())
    return len(text) if high >= len(text) else None


def cluster_at(text: str, position: int) -> tuple[int, int]:
    """Return the grapheme cluster that holds the character at `position`; nothing at the text's end."""
    start, end = run_around(text, position)
    if start == end:
        return _blank_cluster(text, position)
    run = text[start:end]
    if run.isascii():
        return position, position + 1
    clusters = (cluster.span() for cluster in compiled(r"\X").finditer(run))
    first, last = next(span for span in clusters if start + span[1] > position)
    return start + first, start + last


def _blank_cluster(text: str, position: int) -> tuple[int, int]:
    """Return the cluster that the blank at `position` is: CR LF are one."""
    start = position - 1 if text[position - 1 : position + 1] == "\r\n" else position
    return start, start + 2 if text[start : start + 2] == "\r\n" else min(position + 1, len(text))


def grapheme_snap(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the selection with both ends moved outward to borders of clusters; an empty one stays empty."""
    first = cluster_at(text, start)[0]
    return (first, first) if start >= end else (first, cluster_at(text, end - 1)[1])
