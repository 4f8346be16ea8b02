"""A line of text cut where spans begin and end: what a reader of HTML sees of them at each stretch. No Qt, no HTML."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from annotator.model import Span
from annotator.ui.text_view.lanes import rows_for
from annotator.ui.text_view.marking import Stretch, innermost_first, stretches_in

LETTER, CHIP_LETTER, CHIP_MARGIN = 8.0, 7.0, 10.0
"""Pixels, about, of a letter of the text and of a chip: where lines end is known to the reader's browser alone."""


LONG = 60
"""Code points: of a span that probably goes on in the next line."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What is drawn for a span below a stretch, in a row counted from 0; between its pieces it is `thin`."""

    row: int
    label: str
    thin: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the line, in its positions. `tint` is the label of the innermost span, `begins` what starts here."""

    start: int
    end: int
    tint: str | None = None
    bars: tuple[Bar, ...] = ()
    begins: tuple[tuple[int, Span], ...] = ()

    @property
    def rows(self) -> int:
        """Return how many rows its line needs for it."""
        return 1 + max((*(bar.row for bar in self.bars), *(row for row, _ in self.begins)), default=-1)


@dataclass(frozen=True, slots=True)
class _Lane:
    """The pieces of one span that are on the line, and its row."""

    span: Span
    pieces: tuple[Stretch, ...]
    begins: bool

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end

    @property
    def extent(self) -> tuple[float, float]:
        """Return from where to where it reaches in its row, chip included."""
        left, right = self.start * LETTER, self.end * LETTER
        chip = CHIP_MARGIN + CHIP_LETTER * len(self.span.label) if self.begins else 0.0
        return left, max(right, left + chip, left + 1)


def runs_of(start: int, length: int, spans: Iterable[Span]) -> Iterator[Run]:
    """Yield the line of that start and length in runs, one after the other, from its beginning to its end."""
    position = 0
    for lanes in _groups(sorted(_lanes(start, length, spans), key=lambda lane: lane.extent)):
        for run in _cut(lanes):
            if run.start > position:
                yield Run(position, run.start)
            yield run
            position = run.end
    if position < length or not length:
        yield Run(position, length)


def _lanes(start: int, length: int, spans: Iterable[Span]) -> Iterator[_Lane]:
    by_span: dict[int, list[Stretch]] = {}
    for stretch in stretches_in(start, length, spans):
        by_span.setdefault(stretch.span.id, []).append(stretch)
    for pieces in by_span.values():
        span = pieces[0].span
        yield _Lane(span, tuple(pieces), begins=span.start >= start)


def _groups(lanes: Sequence[_Lane]) -> Iterator[list[_Lane]]:
    """Yield those together that overlap; so the rows of a long line cost no more than those of a short one."""
    group: list[_Lane] = []
    reach = 0.0
    for lane in lanes:
        left, right = lane.extent
        if group and left > reach + LETTER:
            yield group
            group = []
        reach = max(reach, right) if group else right
        group.append(lane)
    if group:
        yield group


def _cut(lanes: Sequence[_Lane]) -> Iterator[Run]:
    """Yield the runs of spans that overlap, from the first border to the last."""
    inside_out = sorted(lanes, key=lambda lane: innermost_first(lane.span))
    # What is longer than a line takes its row along from line to line: it gets the one next to the text.
    in_order = sorted(inside_out, key=lambda lane: lane.end - lane.start < LONG)
    rows = dict(zip((lane.span.id for lane in in_order), rows_for([lane.extent for lane in in_order]), strict=True))
    borders = sorted({border for lane in lanes for piece in lane.pieces for border in (piece.start, piece.end)})
    for first, last in zip_longest(borders, borders[1:]):
        points = tuple((rows[lane.span.id], lane.span) for lane in lanes if lane.start == lane.end == first)
        if points:
            yield Run(first, first, begins=points)
        if last is not None:
            yield _run(first, last, [lane for lane in inside_out if lane.start <= first and lane.end >= last], rows)


def _run(first: int, last: int, lanes: Sequence[_Lane], rows: dict[int, int]) -> Run:
    """Return what the spans, from the inside out, show between two borders."""
    covering = [lane for lane in lanes if any(piece.start <= first and piece.end >= last for piece in lane.pieces)]
    bars = (Bar(rows[lane.span.id], lane.span.label, thin=lane not in covering) for lane in lanes)
    begins = ((rows[lane.span.id], lane.span) for lane in covering if lane.begins and lane.start == first)
    return Run(
        first,
        last,
        covering[0].span.label if covering else None,
        tuple(sorted(bars, key=lambda bar: bar.row)),
        tuple(sorted(begins, key=lambda begin: begin[0])),
    )
