"""Tables on the terminal: columns that stand one below the other in any script, as many as fit side by side."""

import shutil
import unicodedata
from collections.abc import Iterator, Sequence

from annotator.visible import one_line

BETWEEN = "   "
LONGEST_NAME = 40


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, columns: int | None = None) -> Iterator[str]:
    """Yield the lines of a table; the first cell of a row is its name, the others are aligned to the right.

    What does not fit into a line of so many `columns`, else those of the terminal, stands in a table below.
    """
    room = columns or shutil.get_terminal_size().columns
    cells = [[one_line(cell, LONGEST_NAME) for cell in row] for row in (head, *rows)]
    widths = [max(width(row[at]) for row in cells) for at in range(len(head))]
    first = 1
    while first == 1 or first < len(head):
        last, taken = first, widths[0]
        while last < len(head) and (last == first or taken + len(BETWEEN) + widths[last] <= room):
            taken += len(BETWEEN) + widths[last]
            last += 1
        if first > 1:
            yield ""
        for row in cells:
            numbers = [" " * (widths[at] - width(row[at])) + row[at] for at in range(first, last)]
            yield BETWEEN.join((row[0] + " " * (widths[0] - width(row[0])), *numbers)).rstrip()
        first = max(last, 2)


def width(text: str) -> int:
    """Return how many columns a terminal takes for a text."""
    return sum(
        0
        if unicodedata.category(character) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )
