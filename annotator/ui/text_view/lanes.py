"""In which row below a line of text the bar and the chip of each span are drawn."""

from collections.abc import Sequence

Extent = tuple[float, float]
"""From the left to the right edge of what is drawn, in pixels."""

GAP = 3.0
"""Pixels that are left free between two extents in one row."""


def rows_for(extents: Sequence[Extent]) -> list[int]:
    """Return the row of each extent, counted from 0: the first in which it is clear of all before it.

    What comes first gets the rows nearest to the text. Extents need no order from left to right:
    in right-to-left text they have none.
    """
    rows: list[list[Extent]] = []
    chosen = []
    for extent in extents:
        row = next((row for row, others in enumerate(rows) if _is_clear(extent, others)), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append(extent)
        chosen.append(row)
    return chosen


def _is_clear(extent: Extent, others: Sequence[Extent]) -> bool:
    """Return whether the extent keeps its distance from all others."""
    left, right = extent
    return all(right + GAP <= other_left or other_right + GAP <= left for other_left, other_right in others)
