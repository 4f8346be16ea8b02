"""Holding the garbage collector back while many values are made.

It would walk all of them again and again, though none of them is in a circle: an import takes a
fifth longer, opening an article with 50,000 spans twice as long.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 200_000
"""Values made between two collections; Python's own is 700."""


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let the collector run a few hundred times less often in the block."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def collect_seldom_from_now() -> None:
    """Leave what the program has loaded alone, and collect seldom: an interactive program must not pause."""
    gc.freeze()
    gc.set_threshold(SELDOM, 20, 50)
