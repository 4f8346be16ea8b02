"""Spans whose files quote what they mean: the quotes show in which unit the offsets count, and which are wrong.

Programs count in code points, in UTF-16 units or in bytes, and few files say so. Where all quotes stand where the
offsets say, nothing is done, which is the ordinary case and costs a comparison each.
"""

from collections.abc import Callable, Sequence

from annotator.model import Piece, value
from annotator.offsets import OffsetError, OffsetMap, Unit, detect_unit

NEAR = 200
"""Code points around an offset in which a quote is looked for that does not stand there."""
SHOWN = 40

Quotation = tuple[int, int, str | None]
"""Start and end in the file's unit, and what the file says that stands there; None when it does not say."""


@value
class Located:
    """Where quotations stand, in code points, in their order; None for those that are outside of the text.

    `repairs` are sentences about what was changed, each with the quotation it is about, None for all of them.
    """

    places: list[Piece | None]
    unit: Unit = Unit.CODE_POINTS
    repairs: Sequence[tuple[int | None, str]] = ()


def located(
    text: str,
    quotations: Sequence[Quotation],
    *,
    alike: Callable[[str], str] = str,
    unit: Unit | None = None,
) -> Located:
    """Return where quotations stand in the text.

    `alike` is applied to both sides before they are compared, for files that write quotes in another way; it must
    keep their length. `unit` is what the offsets count where the file says so.
    """
    if unit is None and _all_hold(text, quotations, alike):
        return Located([(start, end) for start, end, _ in quotations])
    text = alike(text)
    wanted = [(start, end, None if quote is None else alike(quote)) for start, end, quote in quotations]
    quotes = [(start, end, quote) for start, end, quote in wanted if quote is not None]
    found = unit or (None if text.isascii() else detect_unit(text, quotes)) or Unit.CODE_POINTS
    maps = {each: OffsetMap(text, each) for each in (found, *Unit)}
    repairs: list[tuple[int | None, str]] = []
    if found != Unit.CODE_POINTS and unit is None:
        repairs.append((None, f"The offsets count {found}. They were converted to code points."))
    places: list[Piece | None] = []
    for number, (start, end, quote) in enumerate(wanted):
        place = _converted(maps[found], start, end)
        if quote is not None and (place is None or text[slice(*place)] != quote):
            place, repair = _sought(text, maps, start, end, quote, place)
            if repair:
                repairs.append((number, repair))
        places.append(place)
    return Located(places, found, repairs)


def _all_hold(text: str, quotations: Sequence[Quotation], alike: Callable[[str], str]) -> bool:
    length = len(text)
    for start, end, quote in quotations:
        if not 0 <= start <= end <= length:
            return False
        if quote is not None and (there := text[start:end]) != quote and alike(there) != alike(quote):
            return False
    return True


def _converted(offsets: OffsetMap, start: int, end: int) -> Piece | None:
    try:
        place = offsets.to_code_points(start), offsets.to_code_points(end)
    except OffsetError:
        return None
    return place if place[0] <= place[1] else None


def _sought(
    text: str, maps: dict[Unit, OffsetMap], start: int, end: int, quote: str, place: Piece | None
) -> tuple[Piece | None, str]:
    """Return where a quote stands that does not stand where it should, and what to say about that."""
    for unit, offsets in maps.items():
        other = _converted(offsets, start, end)
        if other is not None and text[slice(*other)] == quote:
            return other, f"The offsets {start} to {end} count {unit}, unlike others. They were converted."
    around = place[0] if place else min(max(start, 0), len(text))
    nearest = _nearest(text, quote, around)
    if nearest is not None:
        at = f"{nearest[0]} to {nearest[1]}"
        return nearest, f"“{_short(quote)}” does not stand at {start} to {end}, but at {at}: it was moved there."
    if place is None:
        return None, ""
    there = _short(text[slice(*place)])
    return place, f"The file quotes “{_short(quote)}” from {start} to {end}, where the text has “{there}”. Kept there."


def _nearest(text: str, quote: str, around: int) -> Piece | None:
    if not quote.strip():
        return None
    low, high = max(around - NEAR, 0), around + NEAR + len(quote)
    after = text.find(quote, around, high)
    before = text.rfind(quote, low, around + len(quote))
    starts = [start for start in (after, before) if start >= 0]
    if not starts:
        return None
    start = min(starts, key=lambda found: abs(found - around))
    return start, start + len(quote)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
