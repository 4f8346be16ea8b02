"""Where the spans of other annotators are outlined in a paragraph. Pixels from its top left corner."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annotator.model import Span
from annotator.ui.text_view.marking import stretches_in
from annotator.ui.text_view.shaping import Line, ShapedParagraph

DEEPEST = 3
"""So many outlines of one stretch are drawn one in the other; further ones lie on the last."""


class Outline(NamedTuple):
    """A frame around text on one line; `depth` counts those of the same stretch outside it."""

    span: Span
    line: Line
    left: float
    right: float
    depth: int


def outlines(paragraph: ShapedParagraph, spans: Iterable[Span]) -> Iterator[Outline]:
    """Yield the outlines of spans, those of one annotator outside those of another, in the order of names."""
    depths: Counter[tuple[int, int]] = Counter()
    for start, end, span in stretches_in(
        paragraph.start, paragraph.length, sorted(spans, key=lambda span: (span.annotator, span.id))
    ):
        depth = min(depths[start, end], DEEPEST - 1)
        depths[start, end] += 1
        for number in paragraph.lines_of(start, end):
            line = paragraph.lines[number]
            for left, right in paragraph.ranges(line, start, end):
                yield Outline(span, line, left, right, depth)
