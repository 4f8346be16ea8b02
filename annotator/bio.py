"""Spans as tags on tokens, and back: IOB1, IOB2 and BILOU, with what does not fit.

A tag is `O`, or a letter, a hyphen (in some files a low line) and a label. Three ways of writing them:

- IOB2: `B-` on a span's first token, `I-` on the others.
- IOB1: `I-` on all of them; `B-` only where a span follows another one with the same label at once.
- BILOU: `B-`, `I-`, and `L-` on the last token; `U-` on a span of one token. BIOES writes E and S for L and U,
  BMEWO writes M, E and W.

Tags lie on whole tokens, one on each, inside a sentence. So spans that overlap, that begin or end inside a token or
go across sentences do not fit: `fit` says which, why, and what of them can be written. Offsets are code points;
tokens and sentences are counted from 0, ends are exclusive.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from annotator.model import Span, value


class Tagging(StrEnum):
    """A way of writing spans as tags."""

    IOB2 = "IOB2"
    IOB1 = "IOB1"
    BILOU = "BILOU"


class Place(StrEnum):
    """Where in a span a token stands, for the letter of a tag; `OUTSIDE` of all."""

    OUTSIDE = "outside"
    FIRST = "first"
    INSIDE = "inside"
    LAST = "last"
    ONLY = "only"


_PLACES = dict(zip("BIMLEUSW", [Place.FIRST, *[Place.INSIDE] * 2, *[Place.LAST] * 2, *[Place.ONLY] * 3], strict=True))
_TAG = re.compile(r"([BIMLEUSWbimleusw])[-_](.+)|([BILUES])", re.DOTALL)


class Tag(NamedTuple):
    """A tag that was read. `label` is empty for `O`, and for a bare letter."""

    place: Place
    label: str = ""


OUTSIDE = Tag(Place.OUTSIDE)
# Tuples: a member is found by identity, whereas an enumeration's hash is counted in Python.
_GOING_ON, _OPENING, _CLOSING = (
    (Place.INSIDE, Place.LAST),
    (Place.FIRST, Place.INSIDE),
    (Place.LAST, Place.ONLY),
)


class Chunk(NamedTuple):
    """A span on tokens: from token `first` up to, not with, token `end`."""

    first: int
    end: int
    label: str


@value
class Decoded:
    """The spans in the tags of a sentence, and by which signs one can tell how the tags were written.

    All of these count tokens. `loose`: a span begins here though its tag says inside or last, as IOB1 writes.
    `firm`: how many begin with `B-` where IOB1 writes `I-`. `closed`: how many have a tag that says last or only, as
    in BILOU; `unclosed`: a span ends here without one.
    """

    chunks: tuple[Chunk, ...]
    loose: tuple[int, ...] = ()
    firm: int = 0
    closed: int = 0
    unclosed: tuple[int, ...] = ()


class Misfit(StrEnum):
    """Why a span cannot be written as tags just as it is."""

    ZERO_LENGTH = "zero length"
    BLANK = "blank"
    """It holds no token."""
    PIECES = "pieces"
    PADDED = "padded"
    """It begins or ends with blanks."""
    INSIDE_WORD = "inside a word"
    """It begins or ends inside a token."""
    OVERLAP = "overlap"
    CROSSES_SENTENCES = "crosses sentences"


class Keep(StrEnum):
    """Which of overlapping spans is written; of equally long ones it is the first in reading order."""

    LONGEST = "longest"
    SHORTEST = "shortest"


@value
class Unfit:
    """A span that does not fit, why, and what is written of it: one chunk, several, or none.

    A span in pieces is written whole, one with blanks at its ends without them, one that begins or ends inside a
    token is widened, one across sentences is cut where they end. `rival` is what an overlapping span gave way to.
    """

    span: Span
    reasons: tuple[Misfit, ...]
    chunks: tuple[Chunk, ...] = ()
    rival: Span | None = None


@value
class Fit:
    """What can be written: disjoint chunks in order, none across sentences. And what did not fit, in order."""

    chunks: tuple[Chunk, ...]
    unfit: tuple[Unfit, ...] = ()


@lru_cache(maxsize=4096)
def parse_tag(text: str) -> Tag | None:
    """Return a tag of any of the ways, also with a small letter or without a label; None when it is no tag."""
    if text in {"O", "o"}:
        return OUTSIDE
    match = _TAG.fullmatch(text)
    return None if match is None else Tag(_PLACES[(match[1] or match[3]).upper()], match[2] or "")


def decode(tags: Iterable[Tag]) -> Decoded:
    """Return the spans in the tags of one sentence, in whichever way they are written.

    Tags that contradict each other are read as conlleval does: a tag that cannot go on with the span before it
    begins a new one.
    """
    chunks: list[Chunk] = []
    loose: list[int] = []
    unclosed: list[int] = []
    firm = closed = first = at = 0
    before, is_open = OUTSIDE, False
    for at, tag in enumerate(tags):
        if tag is OUTSIDE and not is_open:
            before = tag
            continue
        goes_on = is_open and tag.label == before.label and tag.place in _GOING_ON
        if is_open and not goes_on:
            chunks.append(Chunk(first, at, before.label))
            unclosed.append(at - 1)
        if tag.place != Place.OUTSIDE and not goes_on:
            first = at
            if tag.place in _GOING_ON:
                loose.append(at)
            elif tag.place == Place.FIRST and (before.place == Place.OUTSIDE or before.label != tag.label):
                firm += 1
        is_open = tag.place in _OPENING
        if tag.place in _CLOSING:
            chunks.append(Chunk(first, at + 1, tag.label))
            closed += 1
        before = tag
    if is_open:
        chunks.append(Chunk(first, at + 1, before.label))
        unclosed.append(at)
    return Decoded(tuple(chunks), tuple(loose), firm, closed, tuple(unclosed))


def tagging_of(*, loose: int, firm: int, closed: int) -> Tagging | None:
    """Return how tags are written that show so many signs (see `Decoded`); None without spans."""
    if closed:
        return Tagging.BILOU
    if firm:
        return Tagging.IOB2
    return Tagging.IOB1 if loose else None


def encode(chunks: Iterable[Chunk], length: int, tagging: Tagging, sentences: Sequence[int] = ()) -> list[str]:
    """Return the tags of `length` tokens. The chunks are disjoint, in order, and go across no sentence.

    `sentences` are the tokens that begin one.
    """
    tags = ["O"] * length
    begins = frozenset(sentences)
    previous = Chunk(-1, -1, "")
    for chunk in chunks:
        first, end, label = chunk
        tags[first:end] = [f"I-{label}"] * (end - first)
        follows = previous.end == first and previous.label == label and first not in begins
        if tagging == Tagging.BILOU:
            tags[end - 1] = f"L-{label}"
        if tagging != Tagging.IOB1 or follows:
            tags[first] = f"B-{label}" if tagging != Tagging.BILOU or end - first > 1 else f"U-{label}"
        previous = chunk
    return tags


def fit(
    spans: Sequence[Span], tokens: Sequence[tuple[int, int]], sentences: Sequence[int], keep: Keep = Keep.LONGEST
) -> Fit:
    """Return what of the spans can be written as tags on the tokens, and each span that does not fit.

    `tokens` are sorted and disjoint; `sentences` are the tokens that begin one, sorted.
    """
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    placed = [place(span, starts, ends) for span in spans]
    rivals = _rivals(spans, placed, len(tokens), keep)
    chunks: list[Chunk] = []
    unfit: list[Unfit] = []
    for number, (span, (first, end, reasons)) in enumerate(zip(spans, placed, strict=True)):
        if number in rivals:
            unfit.append(Unfit(span, (Misfit.OVERLAP,), rival=spans[rivals[number]]))
            continue
        parts = tuple(_cut(first, end, span.label, sentences))
        if len(parts) > 1:
            reasons = (*reasons, Misfit.CROSSES_SENTENCES)
        if reasons:
            unfit.append(Unfit(span, reasons, parts))
        chunks += parts
    return Fit(tuple(sorted(chunks)), tuple(unfit))


def place(span: Span, starts: Sequence[int], ends: Sequence[int]) -> tuple[int, int, tuple[Misfit, ...]]:
    """Return the tokens that the span touches, and why it is not just those."""
    if span.start == span.end:
        return 0, 0, (Misfit.ZERO_LENGTH,)
    first, end = bisect_right(ends, span.start), bisect_left(starts, span.end)
    if first >= end:
        return 0, 0, (Misfit.BLANK,)
    reasons = [Misfit.PIECES] if span.pieces else []
    if span.start < starts[first] or span.end > ends[end - 1]:
        reasons.append(Misfit.PADDED)
    if span.start > starts[first] or span.end < ends[end - 1]:
        reasons.append(Misfit.INSIDE_WORD)
    return first, end, tuple(reasons)


def _rivals(
    spans: Sequence[Span], placed: Sequence[tuple[int, int, tuple[Misfit, ...]]], length: int, keep: Keep
) -> dict[int, int]:
    """Return, by the numbers of spans, which span each one gives way to."""
    sign = -1 if keep == Keep.LONGEST else 1

    def rank(number: int) -> tuple[int, int, int]:
        first, end, _ = placed[number]
        return sign * (end - first), spans[number].start, number

    taken, owners = bytearray(length), [0] * length
    rivals: dict[int, int] = {}
    for number in sorted(range(len(spans)), key=rank):
        first, end, _ = placed[number]
        at = taken.find(1, first, end)
        if at >= 0:
            rivals[number] = owners[at]
        else:
            taken[first:end] = b"\1" * (end - first)
            owners[first:end] = [number] * (end - first)
    return rivals


def _cut(first: int, end: int, label: str, sentences: Sequence[int]) -> Iterator[Chunk]:
    """Yield the part in each sentence."""
    if first >= end:
        return
    inside = sentences[bisect_right(sentences, first) : bisect_left(sentences, end)]
    borders = [first, *inside, end]
    for low, high in pairwise(borders):
        yield Chunk(low, high, label)
