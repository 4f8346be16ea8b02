"""Articles parted into those that are learned from and those that are held out, so that this takes a bounded time."""

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate

MOST_PARTS = 5
MOST_LEARNED = 10_000
"""So many words are learned from at most in all rounds together: that takes less than half a second."""
SHARE = 3
"""Of one round only, so many words are learned from for each that is held out."""

Round = tuple[list[int], list[int]]
"""The numbers of articles that are learned from, and of those that are held out."""


def rounds(lengths: Sequence[int]) -> Iterator[Round]:
    """Yield rounds for articles of so many words: each article is held out once, of many only some; none for one."""
    if len(lengths) < 2:
        return
    mixed = list(range(len(lengths)))
    random.Random(len(mixed)).shuffle(mixed)  # noqa: S311 - Nothing is kept secret by it.
    parts = min(MOST_PARTS, len(mixed), 1 + MOST_LEARNED // max(1, sum(lengths)))
    if parts > 1:
        yield from ((_without(mixed, mixed[part::parts]), mixed[part::parts]) for part in range(parts))
        return
    most = min(MOST_LEARNED, sum(lengths) * SHARE // (SHARE + 1))
    reached = list(accumulate(lengths[at] for at in mixed))
    learned = max(1, sum(total <= most for total in reached))
    both = max(learned + 1, sum(total <= most + most // SHARE for total in reached))
    yield mixed[:learned], mixed[learned:both]


def _without(numbers: Sequence[int], others: Sequence[int]) -> list[int]:
    left = set(others)
    return [one for one in numbers if one not in left]
