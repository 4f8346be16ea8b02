"""The stops on the way through an article: what is suggested, and between that what is likely. All are code points."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.suggest import Suggestion
from annotator.suggest.likely import Likely

SURE = 0.8
"""Found by replaying who labels wikigold and re3d, with all scores from 0 to 1: docs/keystrokes.md."""
SUGGESTED = "suggested"
"""The shape of a stop that is a suggestion."""


def onward(likely: Iterable[Likely], offers: Sequence[Suggestion], text: str, *, until: int) -> Iterator[Likely]:
    """Yield stops in order; `offers` are in order, too, and are left out from `until` on.

    Where something likely overlaps a suggestion with other ends, a suggestion that is sure is the stop, else the other.
    """
    ahead = iter(offers)
    offer = next(ahead, None)
    reached = 0
    for one in likely:
        while offer is not None and offer.start < one.end:
            if one.start < reached or not _gives_way(offer, one):
                yield as_stop(offer, text)
                reached = max(reached, offer.end)
            offer = next(ahead, None)
        if one.start >= reached:
            yield one
    while offer is not None and offer.start < until:
        yield as_stop(offer, text)
        offer = next(ahead, None)


def backward(likely: Iterable[Likely], offers: Sequence[Suggestion], text: str, *, until: int) -> Iterator[Likely]:
    """Yield stops from the last to the first; `offers` are in reading order, and left out before `until`."""
    behind = reversed(offers)
    offer = next(behind, None)
    reached = len(text)
    for one in likely:
        while offer is not None and offer.end > one.start:
            if one.end > reached or not _gives_way(offer, one):
                yield as_stop(offer, text)
                reached = min(reached, offer.start)
            offer = next(behind, None)
        if one.end <= reached:
            yield one
    while offer is not None and offer.end > until:
        yield as_stop(offer, text)
        offer = next(behind, None)


def _gives_way(offer: Suggestion, one: Likely) -> bool:
    """Return whether what is likely is the better stop of two that overlap: shapes know better where names end."""
    overlap = offer.start < one.end and one.start < offer.end
    return overlap and offer.score < SURE and (offer.start, offer.end) != (one.start, one.end)


def as_stop(offer: Suggestion, text: str) -> Likely:
    """Return a suggestion as something that is likely."""
    return Likely(offer.start, offer.end, SUGGESTED, text[offer.start : offer.end], 1.0)
