"""How relations run over the screen: from chip to chip, or to the edge towards a span that is not on it.

Pixels: x from the left edge of the column, y from the top of the screen.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath

from annotator.model import Relation
from annotator.ui.text_view.anchors import Anchor, anchors, chips
from annotator.ui.text_view.curves import Curve, add_head, add_line, straight
from annotator.ui.text_view.flow import Placed
from annotator.ui.text_view.page import Page
from annotator.ui.text_view.plates import Plate, Plates

SHALLOW, DEEP = 5.0, 16.0
"""Pixels by which a wire between spans of one line hangs below their chips, for near ones and for far ones."""
FAINT_HEAD = 5.0
"""Pixels of the arrow of a faint wire."""
STUB = 12.0
"""Pixels of a wire that leads off the screen."""
MOST_NAMED = 60
"""So many relations of a printed article are named."""
APART = 5.0
"""Pixels between the wires that end at one chip."""


class Wire(NamedTuple):
    """The line of a relation from source to target; a faint one is not named."""

    relation: Relation
    curve: Curve


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
        self._spread = _Spread({})
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
        """Work out the wires that are seen while no span is selected."""
        places = self._places = anchors(self._page, self._page.screen(), self._page.screen_height)
        spread = self._spread = _Spread(places)
        wires = (
            _between(one, places, spread) or _stub(self._page, one, places, spread)
            for one in _directed(self._page, places)
        )
        height = self._page.screen_height
        faint = tuple(wire for wire in wires if wire is not None and _is_seen(wire.curve, height))
        self._all = {wire.relation.id: wire for wire in faint}
        self._unselected = Wiring(faint, _layers(faint))

    def _with_full(self, span: int, own: Sequence[Relation]) -> Wiring:
        """Return the wires with those of a span in full."""
        seen = {id_: place for id_, place in self._places.items() if place.seen}
        ids = {relation.id for relation in own}
        faint = tuple(wire for wire in self._unselected.faint if wire.relation.id not in ids)
        plates, full = Plates(self._page, seen, chips(self._page, self._page.screen())), []
        for relation in own:
            if relation.source in seen and relation.target in seen:
                full.append(self._wire(relation))
                plates.stand_at(relation, relation.target if relation.source == span else relation.source)
            elif relation.source in seen or relation.target in seen:
                plates.leave(relation)
        plates.count_rest()
        return Wiring(faint, _layers(faint), tuple(full), tuple(plates.made))

    def _wire(self, relation: Relation) -> Wire:
        """Return the wire between two spans that are seen; that of a chain is worked out when it is asked for."""
        wire = self._all.get(relation.id) or _between(relation, self._places, self._spread)
        assert wire is not None
        self._all[relation.id] = wire
        return wire


def print_wires(page: Page, placed: Sequence[Placed]) -> Wiring:
    """Return the wires of a whole sheet: each with its name, unless they are too many for that.

    Names stand at the targets, since nothing is selected.
    """
    places = anchors(page, placed, inf)
    spread = _Spread(places)
    wires = tuple(filter(None, (_between(one, places, spread) for one in _directed(page, places))))
    if len(wires) > MOST_NAMED:
        return Wiring(wires, _layers(wires))
    plates = Plates(page, places, chips(page, placed))
    for wire in wires:
        plates.stand_at(wire.relation, wire.relation.target)
    return Wiring(full=wires, plates=tuple(plates.made))


def _directed(page: Page, places: Iterable[int]) -> Iterable[Relation]:
    """Return the relations that lead from or to spans; those that make chains are seen by the chains' numbers."""
    relations = page.relations
    here = {one.id: one for span in places for one in relations.of(span)}
    return (one for one in here.values() if not relations.is_symmetric(one))


def _is_seen(curve: Curve, height: int) -> bool:
    """Return whether any of a line, or of its arrow, may be on a screen."""
    ys = curve[1::2]
    return max(ys) > -FAINT_HEAD and min(ys) < height + FAINT_HEAD


def _layers(wires: Iterable[Wire]) -> tuple[Layer, ...]:
    """Return wires by label, each label's as one path: to paint many costs little more than to paint one."""
    layers: dict[str, Layer] = {}
    for wire in wires:
        layer = layers.setdefault(wire.relation.label, Layer(wire.relation.label, QPainterPath(), QPainterPath()))
        add_line(layer.paths, wire.curve)
        add_head(layer.heads, wire.curve, FAINT_HEAD)
    for layer in layers.values():
        layer.heads.setFillRule(Qt.FillRule.WindingFill)
    return tuple(layers.values())


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
        return Wire(
            relation, Curve(from_x, source.chip.bottom(), from_x, depth, to_x, depth, to_x, target.chip.bottom())
        )
    is_down = source.top < target.top
    from_y, to_y = (source.chip.bottom(), target.top) if is_down else (source.top, target.chip.bottom())
    middle = (from_y + to_y) / 2  # It leaves and comes in upright.
    return Wire(relation, Curve(from_x, from_y, from_x, middle, to_x, middle, to_x, to_y))


def _stub(page: Page, relation: Relation, places: Mapping[int, Anchor], spread: _Spread) -> Wire | None:
    """Return the beginning, or the end, of a wire whose other span is not on the screen: it points there."""
    near, far = relation.source, relation.target
    if near not in places:
        near, far = far, near
    there, here = page.index.find(far), page.index.find(near)
    if there is None or here is None or there.label in page.hidden:
        return None
    x, place = spread.at(near)
    is_down = there.start > here.start
    inner, outer = (place.chip.bottom(), place.chip.bottom() + STUB) if is_down else (place.top, place.top - STUB)
    start, end = (inner, outer) if near == relation.source else (outer, inner)
    return Wire(relation, straight(x, start, x, end))
