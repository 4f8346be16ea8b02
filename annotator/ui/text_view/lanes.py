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
    for left, right in extents:
        row = next((row for row, others in enumerate(rows) if _is_clear(left, right + GAP, others)), len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append((left, right))
        chosen.append(row)
    return chosen


def _is_clear(left: float, right: float, others: Sequence[Extent]) -> bool:
    """Return whether nothing, nor the gap behind it, is between these edges."""
    for other_left, other_right in others:  # noqa: SIM110 - twice as fast as all(), where hundreds overlap on a line
        if other_left < right and left < other_right + GAP:
            return False
    return True
