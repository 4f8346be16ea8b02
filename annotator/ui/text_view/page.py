"""A text with its spans, laid out for a look and a width: what is on the screen, and what lies at a point of it.

Points are in pixels of the screen: x from the left edge of the column, y from the top of the screen.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from annotator.model import Piece, Span
from annotator.tokens import grapheme_snap
from annotator.ui.text_view.chips import Chips
from annotator.ui.text_view.flow import END, Flow, Placed, part_of_screen
from annotator.ui.text_view.look import Look
from annotator.ui.text_view.marking import (
    LineMarking,
    Marking,
    innermost_first,
    mark_lines,
    place_lines,
    redone_lines,
    remark_lines,
)
from annotator.ui.text_view.offered import OfferedChips, is_offered
from annotator.ui.text_view.outlines import outlines
from annotator.ui.text_view.relation_index import RelationIndex
from annotator.ui.text_view.shaping import Line, ShapedParagraph
from annotator.ui.text_view.span_index import SpanIndex
from annotator.ui.text_view.span_layers import SpanLayers

KEPT = 400
"""So many paragraphs stay shaped; a screen holds far fewer."""


class Box(NamedTuple):
    """A place on the screen, in pixels."""

    left: float
    top: int
    width: float
    height: int


class Laid(NamedTuple):
    """A shaped paragraph with what is drawn for its spans."""

    shaped: ShapedParagraph
    marking: Marking


class Held(NamedTuple):
    """The line at the top of the screen: its first position, the pixels of it that are above the screen."""

    position: int
    offset: int


class Spot(NamedTuple):
    """A line on the screen, and a pixel of it counted from the top of its box."""

    shaped: ShapedParagraph
    line: Line
    marking: LineMarking
    y: float


class Page(SpanLayers):
    """Shapes only the paragraphs on the screen, and those only once while width and look stay."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.chips = Chips(look)
        self.offered_chips = OfferedChips(look)
        self.width = look.column
        self.screen_height = 0
        self.found: Sequence[Piece] = ()
        """What was found, sorted and apart: outlined only."""
        self.relations = RelationIndex()
        self._laid: OrderedDict[int, Laid] = OrderedDict()
        self._screen: list[Placed] | None = None
        self._flow = Flow(lambda paragraph: self.laid(paragraph).shaped.height)
        self._held: tuple[tuple[int, int], Held] | None = None
        self.shaped_count = self.stacked_count = 0
        """How many paragraphs have been shaped, and how many were stacked, ever."""
        self._estimate()

    # What is shown

    def show(self, text: str, spans: Iterable[Span]) -> None:
        """Take another text, and show it from its top."""
        self.take_text(text, spans)
        self.found = ()
        self.relations.show(())
        self.relations.set_numbers({})
        self._flow.anchor(0, 0)
        self._held = None
        self._reshape()

    def hide_labels(self, names: frozenset[str]) -> None:
        """Leave the spans with these labels out of the drawing; the line at the top stays there."""
        held = self._hold()
        self.hidden = names
        self._reshape()
        self._restore(held)

    def change_spans(self, removed: Iterable[Span], added: Iterable[Span]) -> tuple[int, int] | None:
        """Change spans; return from where to where, in pixels of the screen, it must be painted anew, if at all."""
        return self._change(self._index, removed, added)

    def change_offered(self, removed: Iterable[Span], added: Iterable[Span]) -> tuple[int, int] | None:
        """Change what is suggested; return what `change_spans` does."""
        return self._change(self.offered, removed, added)

    def _change(self, index: SpanIndex, removed: Iterable[Span], added: Iterable[Span]) -> tuple[int, int] | None:
        self.screen()
        held = self._hold()
        removed, added = tuple(removed), tuple(added)
        touched = {paragraph for span in (*removed, *added) for paragraph in index.remove(span)}
        for span in added:
            touched.update(index.add(span))
        gone, come = {span.id for span in (*removed, *added)}, self._seen(added)
        anchor = (self._flow.paragraph, self._flow.offset)
        before = {paragraph: self._laid[paragraph].marking for paragraph in touched if paragraph in self._laid}
        grown = {paragraph for paragraph in touched if self._restack(paragraph, gone, come)}
        if grown:
            self._restore(held)
        if anchor != (self._flow.paragraph, self._flow.offset):
            return 0, self.screen_height
        redone = {at: redone_lines(*self._laid[at], marking) for at, marking in before.items()}
        part = part_of_screen(self.screen(), redone)
        return (part[0], self.screen_height) if part and grown else part

    def part_of(self, start: int, end: int) -> tuple[int, int] | None:
        """Return from where to where, in pixels of the screen, the lines of a stretch are, if any is on the screen."""
        first, last = (self.paragraphs.at(position) for position in (start, end))
        here = [placed.paragraph for placed in self.screen() if first <= placed.paragraph <= last]
        return part_of_screen(self.screen(), {at: self.laid(at).shaped.lines_in(start, end) for at in here})

    def set_look(self, look: Look, width: int) -> None:
        """Lay out anew for another look and for so many pixels of width; the line at the top stays there."""
        held = self._hold()
        if look is not self.look:
            self.look = look
            self.chips, self.offered_chips = Chips(look), OfferedChips(look)
        self.width = width
        self._reshape()
        self._restore(held)

    def set_screen_height(self, height: int) -> None:
        """Show so many pixels."""
        self.screen_height = height
        self._screen = None

    # Layout

    def laid(self, paragraph: int) -> Laid:
        """Return a paragraph shaped and stacked."""
        laid = self._laid.get(paragraph)
        if laid is None:
            start, end = self.paragraphs.bounds(paragraph)
            shaped = ShapedParagraph(self.text[start:end], start, self.look, self.width)
            self.shaped_count += 1
            laid = self._laid[paragraph] = self._stack(paragraph, shaped)
            if len(self._laid) > KEPT:
                self._laid.popitem(last=False)
        return laid

    def _stack(self, paragraph: int, shaped: ShapedParagraph, marking: Marking | None = None) -> Laid:
        """Place marks and lines of a paragraph; nothing is shaped anew."""
        measures = self.look.measures
        self.stacked_count += 1
        marking = self._mark(shaped, self.marked(paragraph)) if marking is None else marking
        is_last = paragraph + 1 == len(self.paragraphs)
        has_gap = shaped.length and self.paragraphs.ends_line(paragraph)
        below = measures.margin if is_last else measures.gap if has_gap else 0
        place_lines(shaped, marking, measures, above=0 if paragraph else measures.margin, below=below)
        return Laid(shaped, marking)

    def _mark(self, shaped: ShapedParagraph, spans: Sequence[Span], before: Marking = ()) -> Marking:
        return mark_lines(shaped, spans, width=self.width, chip_width=self.chip_width, before=before)

    def moves_lines(self, paragraph: int, spans: Sequence[Span]) -> bool:
        """Return whether lines of a paragraph would stand elsewhere if it had just these marks."""
        shaped, marking = self.laid(paragraph)
        return [line.rows for line in self._mark(shaped, spans, marking)] != [line.rows for line in marking]

    def _restack(self, paragraph: int, gone: Collection[int], come: Sequence[Span]) -> bool:
        """Stack a paragraph, if it is shaped, of which spans have gone and come; return whether its height changed."""
        laid = self._laid.get(paragraph)
        if laid is None:
            return False
        height = laid.shaped.height
        marking = remark_lines(*laid, gone, come, width=self.width, chip_width=self.chip_width)
        self._laid[paragraph] = self._stack(paragraph, laid.shaped, marking)
        self._flow.correct(paragraph, laid.shaped.height)
        return laid.shaped.height != height

    def restack(self, spans: Iterable[int]) -> None:
        """Stack the paragraphs anew of spans, by id, whose chips have another width now; the line at the top stays."""
        held = self._hold()
        known = filter(None, map(self._index.find, spans))
        for paragraph in {at for span in known for at in self._index.paragraphs_of(span)}:
            laid = self._laid.pop(paragraph, None)
            if laid is not None:
                self._laid[paragraph] = self._stack(paragraph, laid.shaped)
                self._flow.correct(paragraph, laid.shaped.height)
        self._restore(held)

    def chip_width(self, span: Span) -> float:
        """Return how wide the chip of a span is, the number of its chain included."""
        if is_offered(span):
            return self.offered_chips.width(span.label)
        return self.chips.width(span.label, self.relations.numbers.get(span.id, 0))

    def first_position(self) -> int:
        """Return the position at which the first line on the screen begins."""
        if not self.screen():
            return 0
        spot = self._spot(0)
        return spot.shaped.start + spot.line.start

    def _reshape(self) -> None:
        self._laid.clear()
        self._screen = None
        self._estimate()

    def _estimate(self) -> None:
        """Guess the heights of all paragraphs from their lengths and how many spans they hold."""
        measures = self.look.measures
        in_a_line = max(1, self.width * 75 // max(1, self.look.column))
        line, row = measures.box + measures.lead, measures.row
        counts = self._index.counts()
        lines = [length // in_a_line + 1 for length in self.paragraphs.lengths()]
        heights = [count * line + measures.gap for count in lines]
        for paragraph, count in counts.items():
            heights[paragraph] += min(count, lines[paragraph] * 3 // 2) * row
        self._flow.estimate(heights)

    # The screen

    def screen(self) -> list[Placed]:
        """Return the paragraphs on the screen, from the top."""
        if self._screen is None:
            self._screen = self._flow.settle(self.screen_height)
            for placed in self._screen:
                self._laid.move_to_end(placed.paragraph)
        return self._screen

    def scroll_position(self) -> tuple[int, int]:
        """Return how many pixels are above the screen, and how many can be at most."""
        self.screen()
        return self._flow.value, max(0, self._flow.total - self.screen_height)

    def scroll_to(self, value: int) -> None:
        """Let the screen begin so many pixels below the beginning."""
        self._flow.scroll_to(value, self.screen_height)
        self._screen = None

    def scroll_by(self, pixels: int) -> int:
        """Scroll down, or up, and return by how much it went."""
        before = self.scroll_position()[0]
        self._flow.anchor(self._flow.paragraph, self._flow.offset + pixels)
        self._screen = None
        return self.scroll_position()[0] - before

    def _hold(self) -> Held:
        """Return which line is at the top, to bring it back there; the same again while nobody scrolled."""
        anchor = (self._flow.paragraph, self._flow.offset)
        if self._held is not None and self._held[0] == anchor:
            return self._held[1]
        if not self._flow.paragraph and not self._flow.offset:
            return Held(0, -END)
        shaped = self.laid(self._flow.paragraph).shaped
        line = shaped.lines[shaped.number_at(self._flow.offset)]
        return Held(shaped.start + line.start, self._flow.offset - line.top)

    def _restore(self, held: Held) -> None:
        """Bring a line back to the top."""
        paragraph = self.paragraphs.at(held.position)
        shaped = self.laid(paragraph).shaped
        line = shaped.line_of(held.position - shaped.start)
        self._flow.anchor(paragraph, max(0, line.top + held.offset))
        self._screen = None
        self._held = None
        self.screen()
        self._held = ((self._flow.paragraph, self._flow.offset), held)

    def reveal(self, position: int, *, nearby: bool = False) -> bool:
        """Scroll a position into sight, if it is not: to a third of the screen, or if `nearby` as little as needed.

        Return whether that moved anything.
        """
        paragraph = self.paragraphs.at(position)
        shaped = self.laid(paragraph).shaped
        line = shaped.line_of(position - shaped.start)
        is_first = not paragraph and line is shaped.lines[0]
        first, last = (0 if is_first else line.top), line.bottom
        tops = [placed.top for placed in self.screen() if placed.paragraph == paragraph]
        if tops and tops[0] + first >= 0 and tops[0] + last <= self.screen_height:
            return False
        top = tops[0] if tops else self._top_beside_screen(paragraph)
        if nearby and top is not None:
            self.scroll_by(top + first if top + first < 0 else top + last - self.screen_height)
        else:
            self._flow.anchor(paragraph, first - self.screen_height // 3)
            self._screen = None
            self.screen()
        return True

    def _top_beside_screen(self, paragraph: int) -> int | None:
        """Return where a paragraph would begin that is the next one before or after the screen."""
        screen = self.screen()
        if screen and paragraph == screen[0].paragraph - 1:
            return screen[0].top - self.laid(paragraph).shaped.height
        if screen and paragraph == screen[-1].paragraph + 1:
            return screen[-1].top + self.laid(screen[-1].paragraph).shaped.height
        return None

    # Positions and points

    def _top(self, paragraph: int) -> int:
        """Return where a paragraph begins, by estimate if it is far off the screen."""
        for placed in self.screen():
            if placed.paragraph == paragraph:
                return placed.top
        beside = self._top_beside_screen(paragraph)
        return beside if beside is not None else self._flow.top_of(paragraph)

    def caret_box(self, position: int) -> Box:
        """Return where the caret stands at a position: as high as the line's box, without width."""
        paragraph = self.paragraphs.at(position)
        shaped = self.laid(paragraph).shaped
        line = shaped.line_of(position - shaped.start)
        return Box(shaped.x_of(line, position - shaped.start), self._top(paragraph) + line.top, 0, line.box)

    def _spot(self, y: float) -> Spot:
        """Return the line at a pixel, the nearest if there is none."""
        screen = self.screen()
        placed = next((placed for placed in reversed(screen) if placed.top <= y), screen[0])
        laid = self.laid(placed.paragraph)
        number = laid.shaped.number_at(y - placed.top)
        line = laid.shaped.lines[number]
        return Spot(laid.shaped, line, laid.marking[number], y - placed.top - line.top)

    def position_at(self, x: float, y: float) -> int:
        """Return the position that is nearest to a point, never inside a grapheme cluster."""
        spot = self._spot(y)
        position = spot.shaped.start + spot.shaped.local_at(spot.line, x)
        return grapheme_snap(self.text, position, position)[0]

    def marked_span_at(self, x: float, y: float) -> Span | None:
        """Return the span whose bar or chip is at a point; each fills its row from its left to its right edge."""
        marked = self._marked_at(x, y)
        return None if marked is None or is_offered(marked) else marked

    def offered_at(self, x: float, y: float) -> Span | None:
        """Return the suggestion whose dashes or chip are at a point."""
        marked = self._marked_at(x, y)
        return marked if marked is not None and is_offered(marked) else None

    def _marked_at(self, x: float, y: float) -> Span | None:
        spot = self._spot(y)
        row = int(spot.y - spot.line.box) // self.look.measures.row if spot.y >= spot.line.box else -1
        marks = (mark for mark in spot.marking.marks if mark.row == row and mark.left <= x <= mark.right + 1)
        return next((mark.span for mark in marks), None)

    def spans_at(self, x: float, y: float) -> list[Span]:
        """Return the spans whose text is at a point, from the inside out."""
        spot = self._spot(y)
        if not 0 <= spot.y < spot.line.box:
            return []
        marks = spot.marking.marks
        covering = [mark.span for mark in marks if any(left <= x < right for left, right in mark.bars)]
        return sorted((span for span in covering if not is_offered(span)), key=innermost_first)

    def others_at(self, x: float, y: float) -> list[Span]:
        """Return the outlined spans that are at a point."""
        spot = self._spot(y)
        if not 0 <= spot.y < spot.line.box:
            return []
        here = self.outlined(self.paragraphs.at(spot.shaped.start))
        outlined = outlines(spot.shaped, here)
        return [one.span for one in outlined if one.line is spot.line and one.left <= x < one.right]

    def chip_box(self, span: Span) -> Box | None:
        """Return where a span's chip is, if it is on the screen."""
        measures = self.look.measures
        for placed in self.screen():
            shaped, marking = self.laid(placed.paragraph)
            for line, marked in zip(shaped.lines, marking, strict=True):
                for mark in marked.marks:
                    if mark.span.id == span.id and mark.chip is not None:
                        top = placed.top + line.top + line.box + mark.row * measures.row
                        return Box(mark.chip, top, self.chip_width(span), measures.chip)
        return None
