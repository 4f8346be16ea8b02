"""Painting what is on the screen: tints, selection, text, bars, chips, caret. Nothing is decided or shaped here."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextLayout

from annotator.model import Span, value
from annotator.ui.text_view.chips import RADIUS
from annotator.ui.text_view.lettering import draw_layout
from annotator.ui.text_view.marking import LineMarking, Mark, Marking
from annotator.ui.text_view.offered import is_offered, paint_offered
from annotator.ui.text_view.outlines import Outline, outlines
from annotator.ui.text_view.page import Page
from annotator.ui.text_view.shaping import Line, Range, ShapedParagraph
from annotator.ui.text_view.wire_painting import Sheet, paint_faint, paint_full
from annotator.ui.text_view.wires import Wiring

BREAK_WIDTH = 0.4
"""Of a line's height: how wide a selected line break is shown."""
CORNER = 6
"""Pixels of the sides of the corner that marks a span with attributes or a note."""
THREAD = (2, 2)
"""Pixels of the line that joins pieces, and of the gaps in it."""


@value
class Chosen:
    """What is selected. `caret` is None while it is not to be seen.

    `span` and `kept` are the ids of the selected span and of one that the selected text can be added to, `relation`
    that of the selected relation, `mentions` those of the spans that are in one chain with the selected span.
    """

    start: int = 0
    end: int = 0
    caret: int | None = None
    span: int | None = None
    kept: int | None = None
    relation: int | None = None
    mentions: frozenset[int] = frozenset()


NOTHING = Chosen()


def paint_page(painter: QPainter, page: Page, clip: QRectF, chosen: Chosen, wiring: Wiring, sheet: Sheet) -> None:
    """Paint the part of the screen in `clip`. The painter's origin is the column's left edge."""
    painter.fillRect(clip, page.look.theme.page)
    paint_faint(painter, page, wiring, sheet)
    for paragraph, top in page.screen():
        if top <= clip.bottom() and top + page.laid(paragraph).shaped.height >= clip.top():
            paint_paragraph(painter, page, paragraph, top, clip, chosen)
    paint_full(painter, page, wiring, chosen.relation)
    if chosen.caret is not None:
        _paint_caret(painter, page, chosen.caret)


def paint_paragraph(
    painter: QPainter, page: Page, paragraph: int, top: int, clip: QRectF, chosen: Chosen = NOTHING
) -> None:
    """Paint those lines of a paragraph, which begins at the pixel `top`, that are in `clip`; on any device."""
    laid = page.laid(paragraph)
    painter.save()
    painter.setPen(page.look.theme.ink)
    painter.translate(0, top)
    _Painting(painter, page, clip.translated(0, -top), chosen).paint(
        laid.shaped, laid.marking, page.outlined(paragraph)
    )
    painter.restore()


def _paint_caret(painter: QPainter, page: Page, position: int) -> None:
    box = page.caret_box(position)
    painter.fillRect(QRectF(round(box.left) - 1, box.top + 1, 2, box.height - 2), page.look.theme.accent)


class _Painting:
    """One paragraph, painted in layers. The painter's origin is the paragraph's top left corner."""

    def __init__(self, painter: QPainter, page: Page, clip: QRectF, chosen: Chosen) -> None:
        self._painter = painter
        self._page = page
        self._look = page.look
        self._clip = clip
        self._chosen = chosen

    def paint(self, shaped: ShapedParagraph, marking: Marking, others: Sequence[Span]) -> None:
        """Paint tints and outlines below the text, bars and chips above."""
        top, bottom = self._clip.top(), self._clip.bottom()
        marked = [
            (line, on_line)
            for line, on_line in zip(shaped.lines, marking, strict=True)
            if on_line.marks and line.top <= bottom and line.bottom >= top
        ]
        for line, on_line in marked:
            self._paint_tints(line, on_line)
        self._paint_found(shaped)
        if others:
            self._paint_outlines(outlines(shaped, others))
        formats = self._paint_selection(shaped)
        draw_layout(self._painter, shaped.layout, formats, self._clip)
        row = self._look.measures.row
        for line, on_line in marked:
            for mark in on_line.marks:
                self._paint_mark(line, mark, line.top + line.box + mark.row * row)
                if mark.chip is not None and (mark.span.attributes or mark.span.note):
                    self._paint_corner(line, mark, is_right_to_left=shaped.is_right_to_left)

    def _paint_tints(self, line: Line, marking: LineMarking) -> None:
        fill, top, height = self._painter.fillRect, line.top, line.box
        for span, ranges in marking.tints:
            tint = self._look.colors(span.label).tint
            for left, right in ranges:
                fill(QRectF(left, top, right - left, height), tint)

    def _paint_found(self, shaped: ShapedParagraph) -> None:
        """Frame what was found, as far as it is in this paragraph."""
        found, end = self._page.found, shaped.start + shaped.length
        at = bisect_right(found, shaped.start, key=lambda place: place[1])
        here = found[at : bisect_left(found, (end, 0))]
        if not here:
            return
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.theme.accent, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for first, last in here:
            self._frame(shaped, max(0, first - shaped.start), min(shaped.length, last - shaped.start))
        painter.restore()

    def _frame(self, shaped: ShapedParagraph, first: int, last: int) -> None:
        for number in shaped.lines_of(first, last):
            line = shaped.lines[number]
            if line.top <= self._clip.bottom() and line.bottom >= self._clip.top():
                for left, right in shaped.ranges(line, first, last):
                    box = QRectF(left - 0.5, line.top + 0.5, right - left + 1, line.box - 1)
                    self._painter.drawRoundedRect(box, RADIUS, RADIUS)

    def _paint_outlines(self, outlined: Iterable[Outline]) -> None:
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for span, line, left, right, depth in outlined:
            if line.top <= self._clip.bottom() and line.bottom >= self._clip.top():
                inset = 0.5 + 2 * depth
                painter.setPen(QPen(self._look.colors(span.label).bar, 1))
                frame = QRectF(round(left) - 1, line.top, max(2, round(right - left)) + 2, line.box)
                painter.drawRoundedRect(frame.adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
        painter.restore()

    def _paint_selection(self, shaped: ShapedParagraph) -> list[QTextLayout.FormatRange]:
        """Fill what is selected, and return the ink that its text takes."""
        start, end = self._chosen.start - shaped.start, self._chosen.end - shaped.start
        if start >= end or end <= 0 or start > shaped.length:
            return []
        first, last = max(0, start), min(shaped.length, end)
        for number in shaped.lines_of(first, last):
            line = shaped.lines[number]
            if line.top <= self._clip.bottom() and line.bottom >= self._clip.top():
                for left, right in shaped.ranges(line, first, last):
                    is_break = end > shaped.length and line is shaped.lines[-1] and not shaped.is_right_to_left
                    right += round(line.box * BREAK_WIDTH) if is_break else 0
                    self._painter.fillRect(QRectF(left, line.top, right - left, line.box), self._look.theme.selection)
        return [_ink(shaped.to_units(first), shaped.to_units(last), self._look.theme.selection_ink)]

    def _paint_mark(self, line: Line, mark: Mark, top: int) -> None:
        """Paint chip and bars of a span on a line; selected, its bar is twice as thick, its text and chip framed."""
        if is_offered(mark.span):
            is_chosen = (mark.span.start, mark.span.end) == (self._chosen.start, self._chosen.end)
            chips = self._page.offered_chips
            paint_offered(self._painter, self._look, chips, mark, top, is_chosen=is_chosen)
            return
        measures, colors, fill = self._look.measures, self._look.colors(mark.span.label), self._painter.fillRect
        if mark.chip is not None:
            number = self._page.relations.numbers.get(mark.span.id, 0)
            self._page.chips.paint(self._painter, QPointF(mark.chip, top), mark.span.label, number)
        is_selected = mark.span.id == self._chosen.span
        thickness = measures.bar * 2 if is_selected else measures.bar
        for left, right in mark.bars:
            fill(QRectF(left, top, max(2.0, right - left), thickness), colors.bar)
        if mark.thread is not None:
            self._paint_thread(mark.thread, top + (thickness - 1) / 2, colors.bar)
        if mark.span.start == mark.span.end:
            fill(QRectF(round(mark.bars[0][0]) - 1, line.top, 2, line.box), colors.bar)
        if is_selected or mark.span.id == self._chosen.kept or mark.span.id in self._chosen.mentions:
            self._paint_frames(line, mark, top, Qt.PenStyle.SolidLine if is_selected else Qt.PenStyle.DashLine)

    def _paint_corner(self, line: Line, mark: Mark, *, is_right_to_left: bool) -> None:
        """Mark a span that has attributes or a note by a filled corner above its text."""
        x, inward = (mark.bars[0][0], 1) if is_right_to_left else (mark.bars[-1][1], -1)
        x = max(x, CORNER) if inward < 0 else x
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colors(mark.span.label).bar)
        top = float(line.top)
        painter.drawPolygon([QPointF(x, top), QPointF(x + inward * CORNER, top), QPointF(x, top + CORNER)])
        painter.restore()

    def _paint_thread(self, thread: Range, y: float, color: QColor) -> None:
        """Join bars by dots: a line without gaps would look like one more bar."""
        painter = self._painter
        painter.save()
        pen = QPen(color, 1)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(THREAD)
        painter.setPen(pen)
        painter.drawLine(QPointF(round(thread[0]), y), QPointF(round(thread[1]), y))
        painter.restore()

    def _paint_frames(self, line: Line, mark: Mark, top: int, style: Qt.PenStyle) -> None:
        """Frame the text of a mark, and its chip."""
        painter = self._painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.theme.accent, 1.5, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for left, right in mark.bars:
            painter.drawRoundedRect(QRectF(left - 1, line.top, right - left + 2, line.box), RADIUS, RADIUS)
        if mark.chip is not None:
            width, height = self._page.chip_width(mark.span), self._look.measures.chip
            painter.drawRoundedRect(QRectF(mark.chip - 0.5, top, width + 1, height), RADIUS, RADIUS)
        painter.restore()


def _ink(start: int, end: int, color: QColor) -> QTextLayout.FormatRange:
    """Return the format that gives a stretch, in UTF-16 units, another ink."""
    # With this class come all properties of formats, at the start if it were imported there.
    from PySide6.QtGui import QTextCharFormat

    format_range = QTextLayout.FormatRange()
    format_range.start, format_range.length = start, end - start
    text_format = QTextCharFormat()
    text_format.setForeground(color)
    format_range.format = text_format
    return format_range
