"""An article laid out to be printed: heading, text with its spans, legend, in one column.

Layout and painting are the window's. All places are pixels from the top left corner of the column.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter

from annotator.chains import chains
from annotator.model import Scheme
from annotator.ui.palette import THEMES
from annotator.ui.picture import Follow, Picture
from annotator.ui.picture_heading import Heading
from annotator.ui.picture_legend import Legend
from annotator.ui.picture_pages import Cut
from annotator.ui.text_view.flow import Placed
from annotator.ui.text_view.look import Look, make_look
from annotator.ui.text_view.page import Page
from annotator.ui.text_view.painting import paint_paragraph
from annotator.ui.text_view.wire_painting import paint_full, paint_layers
from annotator.ui.text_view.wires import NOTHING as NO_WIRES
from annotator.ui.text_view.wires import print_wires

PADDING = 40
"""Pixels between the column and the edge of a picture that has no pages."""
ENDLESS = 1 << 40
MANY_ROWS = 20
"""Below a line with more rows of labels than this, a page may also end between two of them."""
OVERLAP = 0.25
"""So much of a pixel is taken off a stretch that is painted: lines that only touch its border are not on it."""


class Part(Protocol):
    """One of the parts below each other."""

    height: int

    def cuts(self) -> Iterator[Cut]:
        """Yield where it may be cut, its end included, from the top."""

    def paint(self, painter: QPainter, top: float, bottom: float) -> None:
        """Paint what lies between two pixels; both may lie outside."""


class TooTallError(Exception):
    """The text is taller than it may be."""


class Text:
    """The article's text as the window shows it, whole."""

    def __init__(self, page: Page, *, tallest: int, follow: Follow) -> None:
        """Lay out every paragraph. Raises TooTallError as soon as they are taller than `tallest`."""
        self._page = page
        self._tops = [0]
        count = len(page.paragraphs)
        for paragraph in range(count):
            self._tops.append(self._tops[-1] + page.laid(paragraph).shaped.height)
            follow(paragraph / count)
            if self._tops[-1] > tallest:
                raise TooTallError
        self.height = self._tops[-1]
        placed = [Placed(paragraph, top) for paragraph, top in enumerate(self._tops[:-1])]
        self._wiring = print_wires(page, placed) if len(page.relations) else NO_WIRES

    def cuts(self) -> Iterator[Cut]:
        """Yield the end of each line with the rows below it."""
        for paragraph, (top, bottom) in enumerate(pairwise(self._tops)):
            shaped, marking = self._page.laid(paragraph)
            for line, marked in zip(shaped.lines, marking, strict=True):
                if marked.rows > MANY_ROWS:
                    first = top + line.top + line.box
                    yield from (Cut(y, y) for y in range(first, top + line.bottom, self._page.look.measures.row))
                is_last = line is shaped.lines[-1]
                yield Cut(top + line.bottom, bottom if is_last else top + line.bottom)

    def paint(self, painter: QPainter, top: float, bottom: float) -> None:
        """Paint the lines between two pixels."""
        clip = QRectF(0, top, self._page.width, bottom - top)
        if self._wiring.layers:
            painter.save()
            painter.setClipRect(clip.adjusted(-PADDING, 0, PADDING, 0))
            paint_layers(painter, self._page, self._wiring.layers)
            painter.restore()
        first = max(0, bisect_right(self._tops, top) - 1)
        for paragraph in range(first, min(bisect_left(self._tops, bottom), len(self._tops) - 1)):
            paint_paragraph(painter, self._page, paragraph, self._tops[paragraph], clip)
        if self._wiring.full:
            painter.setClipRect(clip.adjusted(-PADDING, 0, PADDING, 0))
            paint_full(painter, self._page, self._wiring, None)


class Sheet:
    """Everything that is drawn, `width` by `height` pixels; its parts may be painted stretch by stretch."""

    def __init__(self, picture: Picture, *, tallest: int = ENDLESS, follow: Follow = lambda _: None) -> None:
        """Lay everything out. Raises TooTallError."""
        self.look = sheet_look(picture)
        self.width = self.look.column
        page = Page(self.look)
        page.show(picture.document.text, picture.spans)
        page.relations.set_labels(picture.relation_labels)
        page.relations.show(picture.relations)
        page.relations.set_numbers(chains(picture.relations, Scheme(picture.relation_labels)))
        text = Text(page, tallest=tallest, follow=lambda share: follow(share / 2))
        self._parts: Sequence[Part] = [
            Heading(picture.document, self.look),
            text,
            *([Legend(picture.labels, picture.spans, self.look)] if picture.legend and picture.spans else []),
        ]
        self._tops = [0]
        for part in self._parts:
            self._tops.append(self._tops[-1] + part.height)
        self.height = self._tops[-1]

    def cuts(self) -> list[Cut]:
        """Return where a page may end, from the top; the last is the end of it all."""
        return [
            Cut(top + cut.end, top + cut.resume)
            for part, top in zip(self._parts, self._tops, strict=False)
            for cut in part.cuts()
        ]

    def paint(self, painter: QPainter, top: int, bottom: int) -> None:
        """Paint what lies between two pixels; the painter's origin is the top left corner of the column."""
        first, last = top + OVERLAP, bottom - OVERLAP
        for part, (part_top, part_bottom) in zip(self._parts, pairwise(self._tops), strict=True):
            if part_top < last and part_bottom > first:
                painter.save()
                painter.translate(0, part_top)
                part.paint(painter, first - part_top, last - part_top)
                painter.restore()


def sheet_look(picture: Picture) -> Look:
    """Return the window's look with letters as wide as their font has them: paper has no pixels to fit into."""
    labels = {label.name: label for label in picture.labels}
    look = make_look(THEMES[picture.theme or "light"], picture.style, labels)
    return replace(look, font=for_paper(look.font), chip_font=for_paper(look.chip_font))


def for_paper(font: QFont) -> QFont:
    """Return the font without hinting."""
    font = QFont(font)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
