"""The widget: it joins page, caret, mouse and keys, and is what the window sees."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from annotator.model import Kind, Label, Span, quote
from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import tool_tip
from annotator.ui.text_view.look import TextStyle, make_look
from annotator.ui.text_view.mouse import Mouse
from annotator.ui.text_view.moves import Place, Step, left, right, step_for
from annotator.ui.text_view.page import Box, Page
from annotator.ui.text_view.painting import Chosen, paint_page
from annotator.ui.text_view.tooltip import hint

ZOOM_STEP = 1.1
WHEEL_NOTCH = 120
"""Eighths of a degree in one notch of a wheel, as Qt counts them."""
MIN_COLUMN = 60
"""Pixels of text that are kept in the narrowest window."""


class TextView(QAbstractScrollArea):
    """Shows one text with its spans. All positions are code points of the text that was given.

    Either text or a span is selected, whichever was chosen last: selecting a span leaves of a text selection
    only the caret, and moving the caret or selecting text deselects the span.
    """

    selection_changed = Signal(int, int)
    """Start and end of the selected text; both are the caret when nothing is selected."""
    span_selected = Signal(object)
    """The span that is now selected, or None."""
    span_activated = Signal(object)
    """The span whose chip was clicked twice."""
    zoom_changed = Signal(float)
    """The factor, 1.0 being the size that `set_text_font` gave."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.snap_to_words = True
        """Whether a drag goes outward to borders of words. With Alt it never does."""
        self._theme = THEMES["light"]
        self._style = TextStyle()
        self._labels: dict[str, Label] = {}
        self._page = Page(make_look(self._theme, self._style, self._labels))
        self._anchor = 0
        self._place = Place(0)
        self._span: Span | None = None
        self._mouse = Mouse(self, self)
        self._wheel_turned = 0
        self._is_syncing = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: a bar that comes and goes would move the column from one text to the next.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._follow_bar)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    # What is shown

    def show_document(self, text: str, spans: Iterable[Span]) -> None:
        """Show another text from its top; caret at its start, nothing selected."""
        self._mouse.forget()
        self._page.show(text, spans)
        self._anchor, self._place = 0, Place(0)
        self._set_span(None)
        self.selection_changed.emit(0, 0)
        self._refresh()

    def clear(self) -> None:
        """Show nothing."""
        self.show_document("", ())

    def update_spans(self, removed: Iterable[Span], added: Iterable[Span]) -> None:
        """Take spans away and add others, at a cost that does not depend on the text's length.

        The selected span stays selected, in its new form, when a span of its id is among those added.
        """
        part = self._page.change_spans(removed, added)
        if part is not None:
            self._sync_bar()
            self.viewport().update(QRect(0, part[0], self.viewport().width(), part[1] - part[0]))
        if self._span is not None:
            self._set_span(self._page.index.find(self._span.id))

    def text(self) -> str:
        """Return the text that is shown, as it is stored."""
        return self._page.text

    def spans(self) -> tuple[Span, ...]:
        """Return every span, in no particular order."""
        return self._page.index.all()

    def span_by_id(self, id: int) -> Span | None:
        """Return the span of that id, if it is shown."""
        return self._page.index.find(id)

    # What is selected

    def selection(self) -> tuple[int, int]:
        """Return start and end of the selected text; both are the caret when nothing is selected."""
        return min(self._anchor, self._place.position), max(self._anchor, self._place.position)

    def selection_ends(self) -> tuple[int, int]:
        """Return the end of the selection that stays and the one that moves, which is the caret."""
        return self._anchor, self._place.position

    def caret(self) -> int:
        """Return where the caret is."""
        return self._place.position

    def select(self, start: int, end: int) -> None:
        """Select the text from `start` to `end`, where the caret goes; `end` may lie before `start`."""
        self._move_to(start, Place(end))

    def selected_text(self) -> str:
        """Return the selected text, as it is stored."""
        start, end = self.selection()
        return self.text()[start:end]

    def copy(self) -> None:
        """Put the selected text, or that of the selected span, on the clipboard, as it is stored."""
        text = self.selected_text() or (quote(self.text(), self._span) if self._span else "")
        if text:
            QApplication.clipboard().setText(text)

    def selected_span(self) -> Span | None:
        """Return the selected span, if there is one."""
        return self._span

    def select_span(self, span: Span | None) -> None:
        """Select a span, or none. It is not scrolled to: see `go_to`."""
        if span is not None and self._anchor != self._place.position:
            self._set_selection(self._place.position, self._place)
        self._set_span(span)

    def _move_to(self, anchor: int, place: Place) -> None:
        """Move caret and selection; no span is selected any more."""
        self._set_span(None)
        self._set_selection(anchor, place)

    def _set_selection(self, anchor: int, place: Place) -> None:
        length = len(self.text())
        before = self.selection()
        self._anchor = min(max(0, anchor), length)
        self._place = place._replace(position=min(max(0, place.position), length))
        if self.selection() != before:
            self.selection_changed.emit(*self.selection())
        self.viewport().update()

    def _set_span(self, span: Span | None) -> None:
        if span is not self._span:
            self._span = span
            self.viewport().update()
            self.span_selected.emit(span)

    # How it is shown

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        self._lay_out()

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Take over names and colours of the scheme's labels; those that are not for spans are left aside."""
        self._labels = {label.name: label for label in labels if label.kind == Kind.SPAN}
        self._lay_out()

    def set_text_font(self, family: str, size_px: float) -> None:
        """Set in which family (empty: a serif that there is) and size, in pixels at zoom 1.0, the text is set."""
        self._style = replace(self._style, family=family, size=size_px)
        self._lay_out()

    def set_column_width(self, characters: int) -> None:
        """Let the column be as wide as so many characters of average width, at most."""
        self._style = replace(self._style, column=max(1, characters))
        self._lay_out()

    def zoom(self, factor: float) -> None:
        """Show the text `factor` times as large as `set_text_font` asks, 0.4 to 5 times."""
        style = self._style.zoomed(factor)
        if style != self._style:
            self._style = style
            self._lay_out()
            self.zoom_changed.emit(style.zoom)

    def zoom_factor(self) -> float:
        """Return the factor that `zoom` set."""
        return self._style.zoom

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

    # Where things are; points are of the viewport

    def go_to(self, position: int) -> None:
        """Scroll to a position if it is not to be seen."""
        if self._page.reveal(min(max(0, position), len(self.text()))):
            self._refresh()

    def position_at(self, point: QPointF) -> int:
        """Return the position that is nearest to a point."""
        return self._page.position_at(*self._on_page(point))

    def caret_rectangle(self, position: int) -> QRect:
        """Return where the caret stands at a position; off the screen it is not exact."""
        return self._on_viewport(self._page.caret_box(position))

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

    # What a hand does

    def put_caret(self, position: int) -> None:
        """Move the caret, and leave the selected span alone."""
        self._set_selection(position, Place(position))

    def activate_span(self, span: Span) -> None:
        """Select a span and tell that its chip was clicked twice."""
        self.select_span(span)
        self.span_activated.emit(span)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = step_for(event)
        if found is not None:
            self._step(*found)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select(0, len(self.text()))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cancel) and self._has_selection():
            self._move_to(self._place.position, self._place)
        else:
            event.ignore()

    def _has_selection(self) -> bool:
        return self._span is not None or self._anchor != self._place.position

    def _step(self, step: Step, extends: bool) -> None:
        start, end = self.selection()
        place = step(self._page, self._place)
        if not extends and start < end and step in (left, right):
            place = Place(end if place.position > self._place.position else start)
        self._move_to(self._anchor if extends else place.position, place)
        self._page.reveal(place.position, nearby=True)
        self._refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.double_click(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)
        if not event.buttons():
            is_mark = self.marked_span_at(event.position()) is not None
            shape = Qt.CursorShape.PointingHandCursor if is_mark else Qt.CursorShape.IBeamCursor
            if self.viewport().cursor().shape() != shape:
                self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.release(event)

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

    # What Qt asks

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_hint(QPointF(event.pos()), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _show_hint(self, point: QPointF, place: QPoint) -> None:
        span = self.marked_span_at(point) or next(iter(self.spans_at(point)), None)
        QToolTip.showText(place, tool_tip(hint(self.text(), span)) if span else "", self.viewport())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        left = self.column()[0]
        painter.translate(left, 0)
        start, end = self.selection()
        caret = self._place.position if self.hasFocus() and start == end and self._span is None else None
        chosen = Chosen(start, end, caret, self._span.id if self._span else None)
        paint_page(painter, self._page, QRectF(event.rect()).translated(-left, 0), chosen)
        painter.end()

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

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
