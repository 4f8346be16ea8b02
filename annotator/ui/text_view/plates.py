"""The names of relations beside their wires: each finds room for itself. Pixels as those of wires."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from annotator.model import Relation, quote
from annotator.ui.plain_text import named
from annotator.ui.text_view.anchors import Anchor
from annotator.ui.text_view.page import Page
from annotator.visible import one_line

PADDING = 6
MOST_AT_EDGE = 6
"""So many relations that leave the screen are named at one edge; of the rest there is a number."""
QUOTED = 24
"""Code points of the text of a span that is not on the screen."""


class Plate(NamedTuple):
    """A relation's name beside its wire; the last one at an edge may be a number, for those that find no room."""

    area: QRectF
    text: str
    relation: Relation
    goes_to: int | None = None
    """The id of the span to which it leads off the screen."""


class Plates:
    """Finds room for the names of relations."""

    def __init__(self, page: Page, places: Mapping[int, Anchor], taken: Iterable[QRectF]) -> None:
        """`places` are the spans that are seen, `taken` is where chips are."""
        self._page = page
        self._places = places
        self._metrics = QFontMetricsF(page.look.chip_font)
        self._height = float(page.look.measures.chip)
        self._taken = list(taken)
        self._at_edge: dict[bool, list[Relation]] = {False: [], True: []}
        self._edge_ends: dict[bool, QRectF] = {}
        self.made: list[Plate] = []

    def _size(self, text: str) -> float:
        return round(self._metrics.horizontalAdvance(text)) + 2.0 * PADDING

    def stand_at(self, relation: Relation, span: int) -> None:
        """Put the name of a relation beside the chip of the span at its far end, where there is room."""
        chip = self._places[span].chip
        text = one_line(relation.label) or "?"
        width, most = self._size(text), self._page.width
        row = chip.top()
        spots = [
            QRectF(left, top, width, self._height)
            for top in (row, row + self._height + 1)
            for left in (chip.right() + 4, chip.left() - 4 - width, chip.left())
            if 0 <= left <= most - width
        ]
        area = self._free(spots) or QRectF(
            min(max(0.0, chip.left()), max(0.0, most - width)), row + self._height + 1, width, self._height
        )
        while self._free([area]) is None:
            area = area.translated(0, self._height + 1)
        self._add(Plate(area, text, relation))

    def leave(self, relation: Relation) -> None:
        """Put the name of a relation, and what it leads to, at the edge behind which its other span is."""
        far = relation.target if relation.source in self._places else relation.source
        span = self._page.index.find(far)
        if span is None or span.label in self._page.hidden:
            return
        is_below = span.start > self._page.first_position()
        self._at_edge[is_below].append(relation)
        if len(self._at_edge[is_below]) <= MOST_AT_EDGE:
            quoted = named(quote(self._page.text, span)[: QUOTED * 2], QUOTED)
            leads = "←" if far == relation.source and not self._page.relations.is_symmetric(relation) else ""
            text = f"{'↓' if is_below else '↑'} {leads}{named(relation.label)} “{quoted}”"
            self._add(Plate(self._edge_area(self._size(text), is_below=is_below), text, relation, far))

    def count_rest(self) -> None:
        """Say at each edge how many relations more leave the screen there."""
        for is_below, leaving in self._at_edge.items():
            rest = leaving[MOST_AT_EDGE:]
            if rest:
                text = f"{'↓' if is_below else '↑'} +{len(rest)}"
                area = self._edge_area(self._size(text), is_below=is_below)
                far = next(one for one in (rest[0].source, rest[0].target) if one not in self._places)
                self._add(Plate(area, text, rest[0], far))

    def _edge_area(self, width: float, *, is_below: bool) -> QRectF:
        """Return the next free place at an edge: beside the last one there, or in the next row."""
        step = self._height + 3
        top = self._page.screen_height - step if is_below else 3.0
        last = self._edge_ends.get(is_below)
        left = 0.0
        if last is not None:
            left, top = last.right() + 4, last.top()
            if left + width > self._page.width:
                left, top = 0.0, top - step if is_below else top + step
        area = self._edge_ends[is_below] = QRectF(left, top, width, self._height)
        return area

    def _free(self, spots: Iterable[QRectF]) -> QRectF | None:
        return next((spot for spot in spots if not any(spot.intersects(taken) for taken in self._taken)), None)

    def _add(self, plate: Plate) -> None:
        self.made.append(plate)
        self._taken.append(plate.area)


def plate_at(plates: Sequence[Plate], x: float, y: float) -> Plate | None:
    """Return the plate at a point, the uppermost."""
    return next((plate for plate in reversed(plates) if plate.area.contains(x, y)), None)
