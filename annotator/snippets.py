"""What stands around a place in a text, on one line; and where words that were typed begin. All are code points."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from annotator.model import Piece, value

if TYPE_CHECKING:
    from regex import Pattern

MOST_PLACES = 1_000
"""Places in one text that are looked at to choose among them."""


@value
class Snippet:
    """A place on one line: what stands before it, its own text, what follows. `marks` are further places in `after`."""

    before: str
    text: str
    after: str
    marks: tuple[Piece, ...] = ()


def around(text: str, place: Piece, *, before: int, after: int, others: Sequence[Piece] = ()) -> Snippet:
    """Return a place with so many code points on either side, less where words would be cut; blanks become one."""
    start, end = place
    first, last = max(0, start - before), min(len(text), end + after)
    if first and not text[first - 1].isspace():
        first = _word_after(text, first, start)
    left = " ".join(text[first:start].split())
    gap = " " if left and text[start - 1].isspace() else ""
    quoted = " ".join(text[start:end].split())
    following, marks = _joined(text, end, last, others)
    if not quoted and following.startswith(" "):  # A place of blanks alone: those around it are one.
        gap = ""
    return Snippet(left + gap, quoted, following, marks)


def best_place(places: Sequence[Piece], room: int) -> int:
    """Return the number of the place from which most of them can be seen together, within so many code points."""
    best, most = 0, 0
    for number, (start, _) in enumerate(places[:MOST_PLACES]):
        seen = bisect_left(places, (start + room, 0)) - number
        if seen > most:
            best, most = number, seen
    return best


def word_places(text: str, words: Sequence[str], *, begin: str = "") -> list[Piece]:
    """Return where the words stand in a text, in any case and without regard to accents, and those that `begin` so."""
    pattern = _pattern(tuple(words), begin)
    return [] if pattern is None else [match.span() for match in pattern.finditer(_folded(text))]


def _word_after(text: str, first: int, start: int) -> int:
    """Return where the next word begins, if one does before `start`; in scripts without blanks, where it stands."""
    blank = next((at for at in range(first, start) if text[at].isspace()), None)
    return first if blank is None else blank


def _joined(text: str, first: int, last: int, others: Sequence[Piece]) -> tuple[str, tuple[Piece, ...]]:
    """Return a stretch on one line, and where the places stand in it that lie there whole."""
    line, marks = "", []
    at = first
    for start, end in [*((start, end) for start, end in others if first <= start and end <= last), (last, last)]:
        line = _added(line, text[at:start])
        if start < end:
            begin = len(line)
            line = _added(line, text[start:end])
            marks.append((begin, len(line)))
        at = end
    line = line.rstrip()
    return line, tuple((begin, min(end, len(line))) for begin, end in marks if begin < len(line))


def _added(line: str, part: str) -> str:
    """Return a line with a part at its end, each run of blanks as one."""
    joined = " ".join(part.split())
    if part[:1].isspace() and not line.endswith(" "):
        joined = f" {joined}"
    return line + (f"{joined} " if joined.strip() and part[-1:].isspace() else joined)


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...], begin: str) -> "Pattern[str] | None":
    import regex

    whole = [_tokens(word) for word in words]
    parts = [rf"(?<![\p{{L}}\p{{N}}]){part}(?![\p{{L}}\p{{N}}])" for part in whole if part]
    if beginning := _tokens(begin):
        parts.append(rf"(?<![\p{{L}}\p{{N}}]){beginning}[\p{{L}}\p{{N}}\p{{M}}]*")
    return regex.compile("|".join(parts), regex.V1) if parts else None


def _tokens(word: str) -> str:
    """Return the pattern of a word that was typed: what is neither letter nor digit parts it, as in the full text."""
    import regex

    found = regex.findall(r"[\p{L}\p{N}\p{M}]+", _folded(word))
    return r"[^\p{L}\p{N}]+".join(r"\p{M}*".join(map(regex.escape, token)) + r"\p{M}*" for token in found)


def _folded(text: str) -> str:
    """Return a text of the same length in small letters without accents."""
    if text.isascii():
        return text.lower()
    # One letter for one: of some, `str.lower` makes two.
    return text.translate({ord(letter): _bare(letter) for letter in set(text)})


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    """Return one letter for one: small, and what it is without its accents."""
    small = letter.lower()
    bare = [part for part in normalize("NFD", small[0]) if not combining(part)]
    return bare[0] if bare else letter
