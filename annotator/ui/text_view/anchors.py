"""Where the spans are that relations join, on a screen or a sheet. Pixels: x from the left edge of the column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF

from annotator.ui.text_view.flow import Placed
from annotator.ui.text_view.marking import Mark
from annotator.ui.text_view.page import Page


class Anchor(NamedTuple):
    """Where wires reach a span: its chip, or its bar where no chip is, and where its text begins above that.

    Of paragraphs that are on the screen in part, some are `seen` and some are not.
    """

    chip: QRectF
    top: float
    seen: bool


class _Found(NamedTuple):
    """A mark on a line, the top of the line's box, and the top of the mark's row."""

    mark: Mark
    box: float
    bottom: float
    row: float


def _marks(page: Page, placed: Iterable[Placed]) -> Iterator[_Found]:
    height = page.look.measures.row
    for paragraph, top in placed:
        shaped, marking = page.laid(paragraph)
        for line, marked in zip(shaped.lines, marking, strict=True):
            box = top + line.top
            for mark in marked.marks:
                yield _Found(mark, box, box + line.box, box + line.box + mark.row * height)


def anchors(page: Page, placed: Sequence[Placed], height: float) -> Mapping[int, Anchor]:
    """Return where the spans in these paragraphs are, by id; only of those that relations join.

    `height` is that of the screen: what lies outside it is not seen.
    """
    found: dict[int, Anchor] = {}
    joins, measures, width = page.relations.joins, page.look.measures, page.chip_width
    for mark, box, bottom, row in _marks(page, placed):
        if not joins(mark.span.id):
            continue
        seen = bottom > 0 and box < height
        if mark.chip is not None:
            area = QRectF(mark.chip, row, width(mark.span), measures.chip)
            found[mark.span.id] = Anchor(area, box, seen)
        elif mark.span.id not in found:
            left, right = mark.bars[0]
            found[mark.span.id] = Anchor(QRectF(left, row, right - left, measures.bar), box, seen)
    return found


def chips(page: Page, placed: Sequence[Placed]) -> Iterator[QRectF]:
    """Yield where the chips in these paragraphs are."""
    for mark, _, _, row in _marks(page, placed):
        if mark.chip is not None:
            yield QRectF(mark.chip, row, page.chip_width(mark.span), page.look.measures.chip)
