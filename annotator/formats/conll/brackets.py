"""The names of CoNLL-2012, that is OntoNotes: brackets around words instead of letters: `(PERSON*`, `*`, `*)`, `(ORG)`.

https://conll.cemantix.org/2012/data.html: documents begin with `#begin document`, words stand in column 4, names in 11.
"""

import re

from annotator.bio import OUTSIDE, Place, Tag
from annotator.formats.conll.columns import Columns

BEGIN = "#begin document"
FEWEST = 12
"""Columns: those before the one of coreference, and that."""
COLUMNS = Columns(3, 10, 10, FEWEST)
_CELL = re.compile(r"(?:\(([^()*\s]+))?(\*?)(\)?)")


class Brackets:
    """Turns the cells of a column, one after the other, into tags."""

    def __init__(self) -> None:
        self._open = ""

    def tag(self, cell: str) -> Tag | None:
        """Return the tag of the next word; None for a cell that is none such."""
        found = _CELL.fullmatch(cell)
        if found is None or not cell or (found[1] and self._open):
            return None
        label, ends = found[1] or self._open, bool(found[3])
        if not label:
            return None if ends else OUTSIDE
        self._open = "" if ends else label
        if found[1]:
            return Tag(Place.ONLY if ends else Place.FIRST, label)
        return Tag(Place.LAST if ends else Place.INSIDE, label)
