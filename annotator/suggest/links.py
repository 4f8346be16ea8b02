"""The small words between the names that a stretch joins: University | of | Oslo."""

from collections.abc import Iterator, Sequence

from annotator.suggest.shapes import Stretch, Word

MARKS = ("&", "-", "–")


def links_in(words: Sequence[Word], stretch: Stretch) -> Iterator[range]:
    """Yield the runs of small words between the names of a stretch."""
    at = stretch.first + 1
    while at < stretch.last:
        stop = at
        while stop < stretch.last and (words[stop].text.islower() or words[stop].text in MARKS):
            stop += 1
        if stop > at:
            yield range(at, stop)
        at = stop + 1


def link_key(words: Sequence[Word], link: range) -> str:
    """Return the small words of a link."""
    return " ".join(words[at].plain for at in link)
