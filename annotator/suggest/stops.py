"""The stops on the way through an article: what is suggested, and between that what is likely. All are code points."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.suggest import Suggestion
from annotator.suggest.likely import Likely

SUGGESTED = "suggested"
"""The shape of a stop that is a suggestion."""


def onward(likely: Iterable[Likely], offers: Sequence[Suggestion], text: str, *, until: int) -> Iterator[Likely]:
    """Yield stops in order; `offers` are in order, too, and are left out from `until` on.

    Nothing that is likely overlaps a suggestion.
    """
    ahead = iter(offers)
    offer = next(ahead, None)
    reached = 0
    for one in likely:
        while offer is not None and offer.start < one.end:
            yield as_stop(offer, text)
            reached, offer = offer.end, next(ahead, None)
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
            yield as_stop(offer, text)
            reached, offer = offer.start, next(behind, None)
        if one.end <= reached:
            yield one
    while offer is not None and offer.end > until:
        yield as_stop(offer, text)
        offer = next(behind, None)


def as_stop(offer: Suggestion, text: str) -> Likely:
    """Return a suggestion as something that is likely."""
    return Likely(offer.start, offer.end, SUGGESTED, text[offer.start : offer.end], 1.0)
