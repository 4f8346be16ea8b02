"""Finding in an article of a megabyte, and where else a name stands in it."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

from annotator.finding import Wanted, find
from annotator.occurrences import occurrences
from tests.benchmarks.table import Figure

BOUND = 100
"""Milliseconds: what takes longer would have to be a job with progress."""

LINE = (
    "The minister Zakir Hasanov met Hulusi Akar in Ankara on Tuesday. They spoke of 2020 and of Turkey's help.\n"
    "Others were there too, and left before it rained; nobody has said what they thought of it, or of anything.\n"
)


def run(*, short: bool) -> list[Figure]:
    """Measure each way to find, a few times."""
    text = LINE * 5_000
    rare = text + "Nakhchivan"
    tries: list[tuple[str, Callable[[], object]]] = [
        ("a word that stands once", lambda: find(rare, Wanted("nakhchivan", words=True))),
        ("a text that stands 20,000 times", lambda: find(text, Wanted("an"))),
        (
            "a pattern for capitalised pairs",
            lambda: find(text, Wanted(r"\b[A-Z]\w+ [A-Z]\w+", case=True, pattern=True)),
        ),
        ("5,000 other places of a name", lambda: occurrences(text, "Hulusi Akar")),
    ]
    return [Figure(f"1 MB: {what}, median", _median(act, 3 if short else 15), "ms", BOUND) for what, act in tries]


def _median(act: Callable[[], object], times: int) -> float:
    """Return the milliseconds of `act`; the first time, which compiles, is not counted."""
    act()
    measured = []
    for _ in range(times):
        began = perf_counter()
        act()
        measured.append((perf_counter() - began) * 1_000)
    return median(measured)
