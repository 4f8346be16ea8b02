"""How relations run over the screen: from chip to chip, or to the edge towards a span that is not on it.

Pixels: x from the left edge of the column, y from the top of the screen.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import cos, radians, sin
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath

from annotator.model import Relation, quote
from annotator.ui.text_view.page import Page

SHALLOW, DEEP = 5.0, 16.0
"""Pixels by which a wire between spans of one line hangs below their chips, for near ones and for far ones."""
PADDING = 6
MOST_AT_EDGE = 6
"""So many relations that leave the screen are named at one edge; of the rest there is a number."""
QUOTED = 24
"""Code points of the text of a span that is not on the screen."""
FAINT_HEAD = 5.0
"""Pixels of the arrow of a faint wire."""
APART = 5.0
"""Pixels between the wires that end at one chip."""


class Anchor(NamedTuple):
    """Where wires reach a span: its chip, or its bar where no chip is, and where its text begins above that.

    Of paragraphs that are on the screen in part, some are `seen` and some are not.
    """

    chip: QRectF
    top: float
    seen: bool


class Plate(NamedTuple):
    """A relation's name beside its wire; the last one at an edge may be a number, for those that find no room."""

    area: QRectF
    text: str
    relation: Relation
    goes_to: int | None = None
    """The id of the span to which it leads off the screen."""


class Wire(NamedTuple):
    """The line of a relation from source to target, and the head of its arrow; a faint one is not named."""

    relation: Relation
    path: QPainterPath
    head: QPainterPath


class Layer(NamedTuple):
    """All faint wires of one label, drawn in one go."""

    label: str
    paths: QPainterPath
    heads: QPainterPath


class Wiring(NamedTuple):
    """What is drawn for relations: faint wires below the text, those of the selected span above it, with plates."""

    faint: tuple[Wire, ...] = ()
    layers: tuple[Layer, ...] = ()
    """The faint ones once more; a picture of them is kept as long as they are the same object."""
    full: tuple[Wire, ...] = ()
    plates: tuple[Plate, ...] = ()


NOTHING = Wiring()


class Wires:
    """The wires on one page's screen. They are worked out once for a layout; selecting a span costs its own only."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known_for: object = None
        self._places: Mapping[int, Anchor] = {}
        self._all: dict[int, Wire] = {}
        self._unselected = NOTHING
        self._last: tuple[int | None, Wiring] = (None, NOTHING)

    def wiring(self, span: int | None, *, as_known: bool = False) -> Wiring:
        """Return how relations run over the screen, those of the span of that id in full.

        `as_known`: as they ran when they were worked out last, if they were.
        """
        page = self._page
        if not len(page.relations):
            return NOTHING
        state = (page.relations.version, tuple(page.screen()), page.stacked_count, page.width, page.look)
        if state != self._known_for and not (as_known and self._known_for):
            self._lay()
            # Laying out what wires ask for may itself have stacked paragraphs.
            self._known_for = (*state[:2], page.stacked_count, *state[3:])
        elif self._last[0] == span:
            return self._last[1]
        own = tuple(page.relations.of(span)) if span is not None else ()
        found = self._with_full(span, own) if span is not None and own else self._unselected
        self._last = (span, found)
        return found

    def _lay(self) -> None:
        """Work out all wires between spans that are on the screen."""
        relations, places = self._page.relations, anchors(self._page)
        here = {one.id: one for id_ in places for one in relations.of(id_)}
        spread = _Spread(places)
        wires = ((one, _between(one, places, spread)) for one in here.values())
        self._places, self._all = places, {one.id: wire for one, wire in wires if wire is not None}
        faint = tuple(wire for wire in self._all.values() if not relations.is_symmetric(wire.relation))
        self._unselected = Wiring(faint, _layers(faint))

    def _with_full(self, span: int, own: Sequence[Relation]) -> Wiring:
        """Return the wires with those of a span in full."""
        seen = {id_: place for id_, place in self._places.items() if place.seen}
        ids = {relation.id for relation in own}
        faint = tuple(wire for wire in self._unselected.faint if wire.relation.id not in ids)
        plates, full = _Plates(self._page, seen), []
        for relation in own:
            wire = self._all.get(relation.id)
            if wire is not None and relation.source in seen and relation.target in seen:
                full.append(wire)
                plates.stand_at(relation, relation.target if relation.source == span else relation.source)
            elif relation.source in seen or relation.target in seen:
                plates.leave(relation)
        plates.count_rest()
        return Wiring(faint, _layers(faint), tuple(full), tuple(plates.made))


def _layers(wires: Iterable[Wire]) -> tuple[Layer, ...]:
    """Return wires by label, each label's as one path: to paint many costs little more than to paint one."""
    layers: dict[str, Layer] = {}
    for wire in wires:
        layer = layers.setdefault(wire.relation.label, Layer(wire.relation.label, QPainterPath(), QPainterPath()))
        layer.paths.addPath(wire.path)
        layer.heads.addPath(wire.head)
    for layer in layers.values():
        layer.heads.setFillRule(Qt.FillRule.WindingFill)
    return tuple(layers.values())


def arrow_head(path: QPainterPath, size: float) -> QPainterPath:
    """Return the head of an arrow at the end of a path."""
    tip = path.pointAtPercent(1)
    angle = radians(path.angleAtPercent(0.98))
    head = QPainterPath(tip)
    for turn in (0.42, -0.42):
        head.lineTo(tip - QPointF(cos(angle + turn), -sin(angle + turn)) * size)
    head.closeSubpath()
    return head


def anchors(page: Page) -> Mapping[int, Anchor]:
    """Return where the spans on the screen are, by id; only of those that relations join."""
    found: dict[int, Anchor] = {}
    joins, measures, width = page.relations.joins, page.look.measures, page.chip_width
    for paragraph, top in page.screen():
        shaped, marking = page.laid(paragraph)
        for line, marked in zip(shaped.lines, marking, strict=True):
            box = top + line.top
            seen = box + line.box > 0 and box < page.screen_height
            for mark in marked.marks:
                if not joins(mark.span.id):
                    continue
                y = box + line.box + mark.row * measures.row
                if mark.chip is not None:
                    area = QRectF(mark.chip, y, width(mark.span), measures.chip)
                    found[mark.span.id] = Anchor(area, box, seen)
                elif mark.span.id not in found:
                    left, right = mark.bars[0]
                    found[mark.span.id] = Anchor(QRectF(left, y, right - left, measures.bar), box, seen)
    return found


class _Spread:
    """Lets the wires that end at one chip end beside each other."""

    def __init__(self, places: Mapping[int, Anchor]) -> None:
        self._places = places
        self._used: dict[int, int] = {}

    def at(self, span: int) -> tuple[float, Anchor]:
        """Return where the next wire reaches a span: in the middle of its chip, then right and left of it."""
        place = self._places[span]
        number = self._used[span] = self._used.get(span, -1) + 1
        room = max(0.0, place.chip.width() / 2 - 3)
        far = APART * ((number + 1) // 2)
        while far > room >= APART:
            far -= room
        return place.chip.center().x() + min(far, room) * (1 if number % 2 else -1), place


def _between(relation: Relation, places: Mapping[int, Anchor], spread: _Spread) -> Wire | None:
    """Return the wire of a relation of which both spans are on the screen."""
    if relation.source not in places or relation.target not in places:
        return None
    (from_x, source), (to_x, target) = spread.at(relation.source), spread.at(relation.target)
    if abs(source.top - target.top) < 1:
        bottom = max(source.chip.bottom(), target.chip.bottom())
        depth = min(DEEP, SHALLOW + abs(from_x - to_x) / 30) + bottom
        path = QPainterPath(QPointF(from_x, source.chip.bottom()))
        path.cubicTo(QPointF(from_x, depth), QPointF(to_x, depth), QPointF(to_x, target.chip.bottom()))
        return Wire(relation, path, arrow_head(path, FAINT_HEAD))
    is_down = source.top < target.top
    from_y, to_y = (source.chip.bottom(), target.top) if is_down else (source.top, target.chip.bottom())
    path = _swung(QPointF(from_x, from_y), QPointF(to_x, to_y))
    return Wire(relation, path, arrow_head(path, FAINT_HEAD))


def _swung(start: QPointF, end: QPointF) -> QPainterPath:
    """Return a line that leaves and comes in upright."""
    path = QPainterPath(start)
    half = (end.y() - start.y()) / 2
    path.cubicTo(QPointF(start.x(), start.y() + half), QPointF(end.x(), end.y() - half), end)
    return path


class _Plates:
    """Finds room for the names of relations."""

    def __init__(self, page: Page, places: Mapping[int, Anchor]) -> None:
        self._page = page
        self._places = places
        self._metrics = QFontMetricsF(page.look.chip_font)
        self._height = float(page.look.measures.chip)
        self._taken = list(_chips_on(page))
        self._at_edge: dict[bool, list[Relation]] = {False: [], True: []}
        self._edge_ends: dict[bool, QRectF] = {}
        self.made: list[Plate] = []

    def _size(self, text: str) -> float:
        return round(self._metrics.horizontalAdvance(text)) + 2.0 * PADDING

    def stand_at(self, relation: Relation, span: int) -> None:
        """Put the name of a relation beside the chip of the span at its far end, where there is room."""
        chip = self._places[span].chip
        text = " ".join(relation.label.split()) or "?"
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
            quoted = " ".join(quote(self._page.text, span)[: QUOTED * 2].split())
            quoted = quoted if len(quoted) <= QUOTED else f"{quoted[: QUOTED - 1].rstrip()}…"
            leads = "←" if far == relation.source and not self._page.relations.is_symmetric(relation) else ""
            text = f"{'↓' if is_below else '↑'} {leads}{relation.label} “{quoted}”"
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


def _chips_on(page: Page) -> Iterable[QRectF]:
    """Yield where the chips on the screen are."""
    measures = page.look.measures
    for paragraph, top in page.screen():
        shaped, marking = page.laid(paragraph)
        for line, marked in zip(shaped.lines, marking, strict=True):
            for mark in marked.marks:
                if mark.chip is not None:
                    y = top + line.top + line.box + mark.row * measures.row
                    yield QRectF(mark.chip, y, page.chip_width(mark.span), measures.chip)


def plate_at(plates: Sequence[Plate], x: float, y: float) -> Plate | None:
    """Return the plate at a point, the uppermost."""
    return next((plate for plate in reversed(plates) if plate.area.contains(x, y)), None)
