"""Ids that we make: 63-bit, strictly increasing in a process, also when the clock goes back."""

import os
import threading
import time
from collections.abc import Callable

COUNTER_BITS = 21
"""41 bits of milliseconds reach the year 2039 in signed 62 bits, and 2109 in the 63 that SQLite's rowid has."""

MOST_AHEAD = 366 * 24 * 60 * 60 * 1000
"""Milliseconds that a clock may have been ahead of this one, at most."""


class IdSource:
    """Milliseconds and a random start in each millisecond, then counting up."""

    def __init__(self, clock: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        self._clock = clock
        self._last = 0
        self._lock = threading.Lock()

    def take(self, count: int = 1) -> range:
        """Return `count` consecutive ids, all larger than any before."""
        with self._lock:
            now = self._clock() << COUNTER_BITS
            if now > self._last:
                first = now + int.from_bytes(os.urandom(4)) % (1 << (COUNTER_BITS - 1))
            else:
                first = self._last + 1
            self._last = first + count - 1
            return range(first, first + count)

    def go_past(self, id_: int) -> None:
        """Return only larger ids from now on; one from too far ahead did not come from a clock and is passed over."""
        with self._lock:
            if id_ >> COUNTER_BITS <= self._clock() + MOST_AHEAD:
                self._last = max(self._last, id_)


_source = IdSource()
"""One for the process: two sources could make the same id."""


def new_id() -> int:
    """Return an id that this process has not returned before."""
    return _source.take().start


def go_past(id_: int) -> None:
    """Return only larger ids from now on: of a project that was written before the clock was put back."""
    _source.go_past(id_)


def new_ids(count: int) -> range:
    """Return `count` consecutive new ids."""
    return _source.take(count)
