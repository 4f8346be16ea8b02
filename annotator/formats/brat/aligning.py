"""Where the spans of an .ann file stand in its text, however its writer counted.

brat counts code points, and a line end of CR LF as two. Others count UTF-16 units or bytes, read CR LF as one
character, or count the byte order mark. The quotes show it: the first way of counting under which all of them hold is
taken, else the one that needs the fewest repairs.
"""

from collections.abc import Iterator, Sequence

from annotator.formats.brat.lines import TextBound
from annotator.model import Piece, value
from annotator.quotes import Quotation, located

BLANKS = str.maketrans(dict.fromkeys("\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029", " "))
"""A quote stands on one line: whatever would end that is a blank in it."""
NEW_LINES = "The offsets count a line end of CR LF as one character; line ends became line feeds."
COUNTED_MARK = "The offsets count the byte order mark, which is no part of the text. They were moved by one."


@value
class Aligned:
    """The text, the pieces of each span in code points (None: outside of it), and what was repaired, by span."""

    text: str
    places: list[tuple[Piece, ...] | None]
    repairs: Sequence[tuple[int | None, str]]


def on_one_line(text: str) -> str:
    """Return a text with blanks for what a quote cannot hold."""
    return text.translate(BLANKS)


def aligned(text: str, spans: Sequence[TextBound], *, marked: bool) -> Aligned:
    """Return the spans in the text. `marked` tells that the file began with a byte order mark."""
    best: Aligned | None = None
    for variant, shift, said in _variants(text, marked=marked):
        found = _aligned(variant, spans, shift, said)
        if not found.repairs or (said and len(found.repairs) == 1 and None not in found.places):
            return found
        if best is None or _faults(found) < _faults(best):
            best = found
    assert best is not None, "there is always the text as it is"
    return best


def _variants(text: str, *, marked: bool) -> Iterator[tuple[str, int, str]]:
    yield text, 0, ""
    if "\r\n" in text:
        yield text.replace("\r\n", "\n"), 0, NEW_LINES
    if marked:
        yield text, 1, COUNTED_MARK


def _faults(found: Aligned) -> tuple[int, int]:
    return found.places.count(None), len(found.repairs)


def _aligned(text: str, spans: Sequence[TextBound], shift: int, said: str) -> Aligned:
    quotations: list[Quotation] = []
    for span in spans:
        if len(span.pieces) == 1:
            quotations.append((*span.pieces[0], span.quote))
        else:
            quotations += _quotations(span)
    if shift:
        found = located("\ufeff" + text, quotations, alike=on_one_line)
        places = [None if place is None or not place[0] else (place[0] - 1, place[1] - 1) for place in found.places]
    else:
        found = located(text, quotations, alike=on_one_line)
        places = found.places
    if not found.repairs and len(quotations) == len(spans):  # All in one piece, as they should be.
        whole: list[tuple[Piece, ...] | None] = [None if place is None else (place,) for place in places]
        return Aligned(text, whole, [(None, said)] if said else [])
    owners = [number for number, span in enumerate(spans) for _ in span.pieces]
    repairs = [(None if at is None else owners[at], message) for at, message in found.repairs]
    if said:
        repairs.insert(0, (None, said))
    rest = iter(places)
    return Aligned(text, [_joined(text, [next(rest) for _ in span.pieces]) for span in spans], repairs)


def _quotations(span: TextBound) -> Iterator[Quotation]:
    """Yield each piece with its part of the quote: they are joined by a blank in it."""
    if span.quote is None:
        yield from ((start, end, None) for start, end in span.pieces)
        return
    lengths = [end - start for start, end in span.pieces]
    fits = sum(lengths) + len(lengths) - 1 == len(span.quote)
    at = 0
    for (start, end), length in zip(span.pieces, lengths, strict=True):
        yield start, end, span.quote[at : at + length] if fits else None
        at += length + 1


def _joined(text: str, places: Sequence[Piece | None]) -> tuple[Piece, ...] | None:
    """Return the pieces, those joined that touch or that only a line break parts: brat cuts spans there."""
    pieces: list[Piece] = []
    for place in places:
        if place is None:
            return None
        if pieces and (place[0] <= pieces[-1][1] or is_cut(text, pieces[-1][1], place[0])):
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], place[1]))
        else:
            pieces.append(place)
    return tuple(pieces)


def is_cut(text: str, end: int, start: int) -> bool:
    """Return whether brat would cut a span from `end` to `start`: what stands there is all of a line break's run."""
    between = text[end:start]
    return (
        bool(between)
        and not between.strip("\r\n")
        and text[end - 1 : end] not in {"", "\r", "\n"}
        and text[start : start + 1] not in {"", "\r", "\n"}
    )
