"""Where pages end: at the last place on each at which what is printed may be cut."""

from collections.abc import Iterable
from typing import NamedTuple


class Cut(NamedTuple):
    """Where a page may end, in pixels: the end of what is above, and where the next page goes on."""

    end: int
    resume: int


def pages(cuts: Iterable[Cut], height: int) -> list[tuple[int, int]]:
    """Return from where to where each page goes, filled as far as it can be; the last cut is the end of it all.

    What is taller than a page between two cuts is cut all the same.
    """
    stretches: list[tuple[int, int]] = []
    top = end = resume = 0
    for cut in cuts:
        if cut.end - top > height and end > top:
            stretches.append((top, end))
            top = resume
        while cut.end - top > height:
            stretches.append((top, top + height))
            top += height
        end, resume = cut
    return [*stretches, (top, end)]
