"""What the text view shows and where things are on it: text, spans, look and scrolling. Nothing is selected here."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.model import Kind, Label, Piece, Span
from annotator.ui.palette import THEMES, Theme
from annotator.ui.text_view.handles import ends_of
from annotator.ui.text_view.look import TextStyle, make_look
from annotator.ui.text_view.page import Box, Page
from annotator.ui.text_view.word_hints import words_on
from annotator.ui.viewport import give_viewport

ZOOM_STEP = 1.1
WHEEL_NOTCH = 120
"""Eighths of a degree in one notch of a wheel, as Qt counts them."""
BEYOND = 6
"""Pixels by which frames and knobs reach beyond their lines."""
MIN_COLUMN = 60
"""Pixels of text that are kept in the narrowest window."""


class TextSurface(QAbstractScrollArea):
    """Shows one text with its spans. All positions are code points of the text, all points are of the viewport."""

    zoom_changed = Signal(float)
    """The factor, 1.0 being the size that `set_text_font` gave."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = THEMES["light"]
        self._style = TextStyle()
        self._labels: dict[str, Label] = {}
        self._page = Page(make_look(self._theme, self._style, self._labels))
        self._wheel_turned = 0
        self._is_syncing = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: a bar that comes and goes would move the column from one text to the next.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._follow_bar)
        give_viewport(self).setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # What is shown

    def text(self) -> str:
        """Return the text that is shown, as it is stored."""
        return self._page.text

    def spans(self) -> tuple[Span, ...]:
        """Return every span, in no particular order."""
        return self._page.index.all()

    def span_by_id(self, id: int) -> Span | None:
        """Return the span of that id, if it is shown."""
        return self._page.index.find(id)

    def spans_near(self, position: int) -> Sequence[Span]:
        """Return the spans that touch the paragraph around a position, in no particular order."""
        return self._page.index.of(self._page.paragraphs.at(position))

    def show_others(self, spans: Iterable[Span]) -> None:
        """Outline the spans of other annotators, in place of those that were; another text has none."""
        self._page.show_others(spans)
        self.viewport().update()

    def update_others(self, removed: Iterable[Span], added: Iterable[Span]) -> None:
        """Take spans of other annotators away and add others."""
        for span in removed:
            self._page.others.remove(span)
        for span in added:
            self._page.others.add(span)
        self.viewport().update()

    def show_found(self, places: Sequence[Piece]) -> None:
        """Outline what was found, sorted and apart, in place of what was; another text has nothing found."""
        self._page.found = places
        self.viewport().update()

    def found(self) -> Sequence[Piece]:
        """Return the places that are outlined as found."""
        return self._page.found

    def others(self) -> tuple[Span, ...]:
        """Return the spans that are outlined, in no particular order."""
        return self._page.others.all()

    def text_font(self) -> QFont:
        """Return the font in which the text is set, as large as it is now."""
        return self._page.look.font

    def _show_change(self, part: tuple[int, int] | None) -> None:
        """Paint anew what a change of spans touched: from one pixel of the screen to another, if any."""
        if part is not None:
            self._sync_bar()
            self._update_part(part)

    def _update_stretch(self, start: int, end: int) -> None:
        """Paint the lines of a stretch anew, as far as they are on the screen."""
        part = self._page.part_of(start, end)
        if part is not None:
            self._update_part(part)

    def _update_part(self, part: tuple[int, int]) -> None:
        top, bottom = part[0] - BEYOND, part[1] + BEYOND
        self.viewport().update(QRect(0, top, self.viewport().width(), bottom - top))

    # How it is shown

    @property
    def theme(self) -> Theme:
        """Return the colours it is painted with."""
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        if theme != self._theme:
            self._theme = theme
            self._lay_out()

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Take over names and colours of the scheme's labels; those that are not for spans are left aside."""
        shown = {label.name: label for label in labels if label.kind == Kind.SPAN}
        if shown != self._labels:
            self._labels = shown
            self._lay_out()

    def hide_labels(self, names: frozenset[str]) -> None:
        """Leave the spans with these labels out of sight and out of reach of the pointer; they stay where they are."""
        if names != self._page.hidden:
            self._page.hide_labels(names)
            self._refresh()

    def set_text_font(self, family: str, size_px: float) -> None:
        """Set in which family (empty: a serif that there is) and size, in pixels at zoom 1.0, the text is set."""
        self._set_style(replace(self._style, family=family, size=size_px))

    def set_column_width(self, characters: int) -> None:
        """Let the column be as wide as so many characters of average width, at most."""
        self._set_style(replace(self._style, column=max(1, characters)))

    def set_line_height(self, sizes: float) -> None:
        """Let lines without labels be so many font sizes apart; never so near that letters touch."""
        self._set_style(replace(self._style, line_height=sizes))

    def zoom(self, factor: float) -> None:
        """Show the text `factor` times as large as `set_text_font` asks, 0.4 to 5 times."""
        style = self._style.zoomed(factor)
        if style != self._style:
            self._set_style(style)
            self.zoom_changed.emit(style.zoom)

    def zoom_factor(self) -> float:
        """Return the factor that `zoom` set."""
        return self._style.zoom

    def _set_style(self, style: TextStyle) -> None:
        if style != self._style:
            self._style = style
            self._lay_out()

    def _lay_out(self) -> None:
        """Work out the look anew; the line at the top stays there."""
        look = make_look(self._theme, self._style, self._labels)
        self._page.set_look(look, self._text_width(look.column, look.measures.margin))
        self._refresh()

    def _text_width(self, column: int, margin: int) -> int:
        return max(MIN_COLUMN, min(column, self.viewport().width() - 2 * margin))

    def _refresh(self) -> None:
        self._sync_bar()
        self.viewport().update()

    # Where things are

    def go_to(self, position: int) -> None:
        """Scroll to a position if it is not to be seen."""
        if self._page.reveal(min(max(0, position), len(self.text()))):
            self._refresh()

    def show_stretch(self, start: int, end: int) -> None:
        """Scroll to a stretch as little as is needed to see it."""
        moved = self._page.reveal(end, nearby=True)
        if self._page.reveal(start, nearby=True) or moved:
            self._refresh()

    def words_on_screen(self) -> list[Piece]:
        """Return the words that are seen, in reading order."""
        return list(words_on(self._page))

    def position_at(self, point: QPointF) -> int:
        """Return the position that is nearest to a point."""
        return self._page.position_at(*self._on_page(point))

    def caret_rectangle(self, position: int) -> QRect:
        """Return where the caret stands at a position; off the screen it is not exact."""
        return self._on_viewport(self._page.caret_box(position))

    def end_rectangles(self, span: Span) -> tuple[QRect, QRect] | None:
        """Return where a contiguous span begins and ends, as high as the lines, if both are near the screen."""
        screen = self._page.screen()
        if not screen or span.start == span.end:
            return None
        first, last = screen[0].paragraph - 1, screen[-1].paragraph + 1
        paragraphs = [self._page.paragraphs.at(position) for position in (span.start, span.end - 1)]
        if not first <= paragraphs[0] <= paragraphs[1] <= last:
            return None
        start, end = (self._on_viewport(box) for box in ends_of(self._page, span))
        return start, end

    def chip_rectangle(self, span: Span) -> QRect | None:
        """Return where the chip of a span is, if it is on the screen."""
        box = self._page.chip_box(span)
        return None if box is None else self._on_viewport(box)

    def spans_at(self, point: QPointF) -> list[Span]:
        """Return the spans whose text is at a point, from the inside out."""
        return self._page.spans_at(*self._on_page(point))

    def marked_span_at(self, point: QPointF) -> Span | None:
        """Return the span whose bar or chip is at a point."""
        return self._page.marked_span_at(*self._on_page(point))

    def others_at(self, point: QPointF) -> list[Span]:
        """Return the spans of other annotators whose text is at a point."""
        return self._page.others_at(*self._on_page(point))

    def scroll_pixels(self, pixels: int) -> None:
        """Scroll down by so many pixels, up if negative."""
        self._page.scroll_by(pixels)
        self._refresh()

    def column(self) -> tuple[int, int]:
        """Return where the column begins in the viewport, and how wide it is, in pixels."""
        return max(0, (self.viewport().width() - self._page.width) // 2), self._page.width

    def _on_page(self, point: QPointF) -> tuple[float, float]:
        return point.x() - self.column()[0], point.y()

    def _on_viewport(self, box: Box) -> QRect:
        return QRect(round(box.left) + self.column()[0], box.top, round(box.width), box.height)

    # What Qt asks

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel_turned += event.angleDelta().y()
        notches = int(self._wheel_turned / WHEEL_NOTCH)
        self._wheel_turned -= notches * WHEEL_NOTCH
        if notches:
            self.zoom(self._style.zoom * ZOOM_STEP**notches)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._page.set_screen_height(self.viewport().height())
        width = self._text_width(self._page.look.column, self._page.look.measures.margin)
        if width != self._page.width:
            self._page.set_look(self._page.look, width)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.DevicePixelRatioChange):
            self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Do nothing: the bar's value is followed by `_follow_bar`, which paints anew."""

    def _follow_bar(self, value: int) -> None:
        if not self._is_syncing:
            self._page.scroll_to(value)
            self._refresh()

    def _sync_bar(self) -> None:
        """Let the bar show where the screen is, without following it in turn."""
        if not self.isVisible():
            return
        value, maximum = self._page.scroll_position()
        self._is_syncing = True
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._page.look.measures.box + self._page.look.measures.row)
        bar.setRange(0, maximum)
        bar.setValue(value)
        self._is_syncing = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
