"""What is drawn for the spans of one paragraph, and where: tints, bars, chips. Pixels from its top left corner."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from annotator.model import Span, value
from annotator.pieces import pieces_of
from annotator.ui.text_view.lanes import rows_for
from annotator.ui.text_view.look import Measures
from annotator.ui.text_view.shaping import Line, Range, ShapedParagraph

STUB = 10
"""Pixels that a thread reaches at least beyond a bar to show that it leads on to another line."""


class Stretch(NamedTuple):
    """One piece of a span in a paragraph, in positions of the paragraph."""

    start: int
    end: int
    span: Span


class Tint(NamedTuple):
    """A coloured box behind text: the innermost span's, so that only one ever lies under a letter.

    Suggestions, whose ids are negative, have none.
    """

    span: Span
    ranges: tuple[Range, ...]


class Mark(NamedTuple):
    """The bars of a span in a row below a line, and the left edge of its chip where the span begins."""

    span: Span
    row: int
    bars: tuple[Range, ...]
    thread: Range | None
    """From where to where a thin line joins the pieces; past the bars, it leads on to another line."""
    chip: float | None
    left: float
    right: float
    """Edges of all of it, chip included."""


@value
class LineMarking:
    """What is drawn for the spans on one line. Heights are not in it, so it stays when lines move."""

    stretches: list[Stretch]
    tints: tuple[Tint, ...]
    marks: tuple[Mark, ...]
    rows: int


Marking = tuple[LineMarking, ...]
"""What is drawn for the spans of a paragraph, line by line."""

ChipWidth = Callable[[Span], float]
"""How wide the chip of a span is."""


def mark_lines(
    paragraph: ShapedParagraph, spans: Iterable[Span], *, width: int, chip_width: ChipWidth, before: Marking = ()
) -> Marking:
    """Return what is drawn for the spans of a paragraph; a line whose spans are the same as `before` is not redone."""
    by_line = _by_line(paragraph, stretches_in(paragraph.start, paragraph.length, spans))
    return tuple(
        old if old is not None and old.stretches == here else _mark_line(paragraph, line, here, width, chip_width, {})
        for line, here, old in zip_longest(paragraph.lines, by_line, before)
    )


def remark_lines(
    paragraph: ShapedParagraph,
    before: Marking,
    gone: Collection[int],
    come: Iterable[Span],
    *,
    width: int,
    chip_width: ChipWidth,
) -> Marking:
    """Return what is drawn when spans, by id, are gone and others have come; other lines than theirs are not redone."""
    added = _by_line(paragraph, stretches_in(paragraph.start, paragraph.length, come))
    lines = []
    for line, old, new in zip(paragraph.lines, before, added, strict=True):
        left = [one for one in old.stretches if one.span.id not in gone]
        if new or len(left) < len(old.stretches):
            known = {mark.span.id: mark for mark in old.marks if mark.span.id not in gone}
            lines.append(_mark_line(paragraph, line, [*left, *new], width, chip_width, known))
        else:
            lines.append(old)
    return tuple(lines)


def redone_lines(paragraph: ShapedParagraph, after: Marking, before: Marking) -> list[Line]:
    """Return the lines of which something else is drawn than before."""
    return [line for line, old, new in zip(paragraph.lines, before, after, strict=True) if old is not new]


def place_lines(paragraph: ShapedParagraph, marking: Marking, measures: Measures, *, above: int, below: int) -> None:
    """Place the paragraph's lines with the rows that their marks need; `above` and `below` it are free pixels."""
    y = above
    box = measures.box if paragraph.length else measures.blank
    for line, marked in zip(paragraph.lines, marking, strict=True):
        paragraph.place(line, y, box)
        y += line.box + max(marked.rows * measures.row, measures.lead)
        line.bottom = y
    paragraph.height = y + below


def _mark_line(
    paragraph: ShapedParagraph,
    line: Line,
    here: list[Stretch],
    width: int,
    chip_width: ChipWidth,
    known: Mapping[int, Mark],
) -> LineMarking:
    """Return what is drawn on a line; `known` are marks, by the ids of spans, of which only the row may be another."""
    drafts = _drafts(paragraph, line, here, width, chip_width, known)
    rows = rows_for([(draft.left, draft.right) for draft in drafts])
    marks = tuple(draft._replace(row=row) for draft, row in zip(drafts, rows, strict=True))
    parts = innermost([one for one in here if one.span.id >= 0], line.start, line.end)
    tints = tuple(Tint(span, paragraph.ranges(line, start, end)) for start, end, span in parts)
    return LineMarking(here, tints, marks, max(rows, default=-1) + 1)


def stretches_in(start: int, length: int, spans: Iterable[Span]) -> Iterator[Stretch]:
    """Yield the pieces of spans that lie in the paragraph of that start and length; an empty one where one begins."""
    for span in spans:
        for first, last in pieces_of(span):
            first, last = max(0, first - start), min(length, last - start)
            if first < last or first == last == span.start - start:
                yield Stretch(first, last, span)


def _by_line(paragraph: ShapedParagraph, stretches: Iterable[Stretch]) -> list[list[Stretch]]:
    """Return the stretches that are on each line of the paragraph."""
    by_line: list[list[Stretch]] = [[] for _ in paragraph.lines]
    for stretch in stretches:
        for number in paragraph.lines_of(stretch.start, stretch.end):
            by_line[number].append(stretch)
    return by_line


def innermost_first(span: Span) -> tuple[int, int, int]:
    """Return the key that sorts spans from the inside out: the shortest first, and of equals the newest."""
    return span.end - span.start, -span.start, -span.id


def _drafts(
    paragraph: ShapedParagraph,
    line: Line,
    here: Sequence[Stretch],
    width: int,
    chip_width: ChipWidth,
    known: Mapping[int, Mark],
) -> list[Mark]:
    """Return the marks on a line, from the inside out, not yet in rows; suggestions last: they part no spans."""
    by_span: dict[int, list[Stretch]] = {}
    for stretch in here:
        by_span.setdefault(stretch.span.id, []).append(stretch)
    groups = sorted(by_span.values(), key=lambda here: (here[0].span.id < 0, innermost_first(here[0].span)))
    return [
        known.get(stretches[0].span.id) or _draft(paragraph, line, stretches, width, chip_width) for stretches in groups
    ]


def _draft(
    paragraph: ShapedParagraph, line: Line, stretches: Sequence[Stretch], width: int, chip_width: ChipWidth
) -> Mark:
    """Return the mark of one span on one line; its chip hangs where the span begins, inside the column."""
    span = stretches[0].span
    bars = tuple(bar for stretch in stretches for bar in paragraph.ranges(line, stretch.start, stretch.end))
    bar_left, bar_right = min(bar[0] for bar in bars), max(bar[1] for bar in bars)
    thread = _thread(paragraph, line, stretches, (bar_left, bar_right))
    if thread is None and len(bars) > 1:
        thread = bar_left, bar_right
    left, right = thread or (bar_left, bar_right)
    begin = span.start - paragraph.start
    if begin < 0 or paragraph.line_of(begin) is not line:
        return Mark(span, 0, bars, thread, None, left, right)
    room = chip_width(span)
    chip = max(0.0, bar_right - room) if paragraph.is_right_to_left else max(0.0, min(bar_left, width - room))
    chip = float(round(chip))
    return Mark(span, 0, bars, thread, chip, min(left, chip), max(right, chip + room))


def _thread(paragraph: ShapedParagraph, line: Line, stretches: Sequence[Stretch], bars: Range) -> Range | None:
    """Return from where to where a line joins the pieces of a span: to the text's edges where others come or came."""
    span, (left, right) = stretches[0].span, bars
    if not span.pieces:
        return None
    first, last = stretches[0].start + paragraph.start, stretches[-1].end + paragraph.start
    came = first > span.start and stretches[0].start >= line.start and any(first == start for start, _ in span.pieces)
    comes = last < span.end and stretches[-1].end <= line.end and any(last == end for _, end in span.pieces)
    if paragraph.is_right_to_left:
        came, comes = comes, came
    edges = paragraph.edges(line)
    left = min(left - STUB, edges[0]) if came else left
    right = max(right + STUB, edges[1]) if comes else right
    return (left, right) if came or comes or len(stretches) > 1 else None


def innermost(stretches: Sequence[Stretch], start: int, end: int) -> Iterator[Stretch]:
    """Cut `start` to `end` at the borders of stretches; yield each part that any covers, with the innermost."""
    borders = {min(max(border, start), end) for stretch in stretches for border in stretch[:2]}
    ordered = sorted(stretches, key=lambda stretch: innermost_first(stretch.span))
    for first, last in pairwise(sorted(borders)):
        inner = next((one.span for one in ordered if one.start <= first and one.end >= last), None)
        if inner is not None:
            yield Stretch(first, last, inner)
