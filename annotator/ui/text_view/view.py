"""The widget: it joins surface, caret, mouse and keys, and is what the window sees."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from annotator.model import Relation, Span, quote
from annotator.pieces import pieces_of
from annotator.ui.plain_text import tool_tip
from annotator.ui.text_view.answering import make_accessible
from annotator.ui.text_view.handles import Handles
from annotator.ui.text_view.mouse import Mouse
from annotator.ui.text_view.moves import Place, Step, is_letter, left, right, step_for
from annotator.ui.text_view.narrator import Narrator
from annotator.ui.text_view.offering_surface import OfferingSurface
from annotator.ui.text_view.painting import Chosen, paint_page
from annotator.ui.text_view.span_words import hint, spoken
from annotator.ui.text_view.wire_painting import paint_pull


class TextView(OfferingSurface):
    """Shows one text with its spans, and lets text and spans be selected.

    Either text or a span is selected, whichever was chosen last: selecting a span leaves of a text selection
    only the caret, and moving the caret or selecting text deselects the span. It is kept, though, for text that
    is to be added to it, until another one is selected.
    """

    selection_changed = Signal(int, int)
    """Start and end of the selected text; both are the caret when nothing is selected."""
    span_selected = Signal(object)
    """The span that is now selected, or None."""
    span_kept = Signal(object)
    """The span that was selected last and that text can be added to, or None."""
    span_activated = Signal(object)
    """The span whose chip was clicked twice."""
    letter_typed = Signal(str)
    """A letter that no action has as its key."""
    stretch_drawn = Signal(int, int)
    """Start and end of text that was drawn with Ctrl, to be added to the kept span."""
    text_drawn = Signal(int, int)
    """Start and end of text that was selected by the mouse: the button is up."""
    span_drawn = Signal(object, int, int)
    """A span whose end was moved by the mouse, and where it begins and ends then."""
    piece_clicked = Signal(int, int)
    """Start and end of a piece of the selected span that was clicked with Ctrl, to be taken out of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.snap_to_words = True
        """Whether a drag goes outward to borders of words. With Alt it never does."""
        self._anchor = 0
        self._place = Place(0)
        self._span: Span | None = None
        self._kept: Span | None = None
        self._mouse = Mouse(self, self)
        self._handles = Handles(self)
        self._narrator = Narrator(self, self)
        make_accessible(TextView)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    # What is shown

    def show_document(self, text: str, spans: Iterable[Span]) -> None:
        """Show another text from its top; caret at its start, nothing selected."""
        self._mouse.forget()
        self._handles.held = None
        self._page.show(text, spans)
        self._anchor, self._place = 0, Place(0)
        self._set_span(None)
        self._keep(None)
        self.selection_changed.emit(0, 0)
        self._narrator.tell_text()
        self._refresh()
        QTimer.singleShot(0, self, self._page.index.settle)

    def clear(self) -> None:
        """Show nothing."""
        self.show_document("", ())

    def update_spans(self, removed: Iterable[Span], added: Iterable[Span]) -> None:
        """Take spans away and add others, at a cost that does not depend on the text's length.

        The selected span stays selected, in its new form, when a span of its id is among those added.
        """
        removed, added = tuple(removed), tuple(added)
        self._show_change(self._page.change_spans(removed, added))
        self._narrator.tell_change(removed, added)
        if self._kept is not None:
            self._keep(self._page.index.find(self._kept.id))
        if self._span is not None:
            self._set_span(self._page.index.find(self._span.id))

    def hide_labels(self, names: frozenset[str]) -> None:
        super().hide_labels(names)
        if self._span is not None and self._span.label in names:
            self.select_span(None)

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

    def spans_at_caret(self) -> tuple[Span, ...]:
        """Return the selected span, else those that the caret is in and that are not hidden."""
        if self._span is not None:
            return (self._span,)
        place = self._place.position
        spans = self._page.drawn(self._page.paragraphs.at(place))
        return tuple(span for span in spans if any(start <= place < end for start, end in pieces_of(span)))

    def spoken_spans(self) -> str:
        """Return what a screen reader says of `spans_at_caret`."""
        spans = self.spans_at_caret()
        return "; ".join((*(spoken(self.text(), span) for span in spans), *self.related_words(spans)))

    def kept_span(self) -> Span | None:
        """Return the span that was selected last and that text can be added to, if there is one."""
        return self._kept

    def select_span(self, span: Span | None) -> None:
        """Select a span, or none. It is not scrolled to: see `go_to`."""
        if span is not None and self._anchor != self._place.position:
            self._set_selection(self._place.position, self._place)
        self._set_span(span)
        self._narrator.tell_place()

    def _move_to(self, anchor: int, place: Place) -> None:
        """Move caret and selection; no span is selected any more."""
        self._set_span(None)
        self._set_selection(anchor, place)
        self._narrator.tell_place()

    def _set_selection(self, anchor: int, place: Place) -> None:
        length = len(self.text())
        before = self.selection()
        self._anchor = min(max(0, anchor), length)
        self._place = place._replace(position=min(max(0, place.position), length))
        after = self.selection()
        for start, end in {before, after}:
            self._update_stretch(start, end)
        if self._kept is not None and (before[0] < before[1]) is not (after[0] < after[1]):
            self._update_span(self._kept)
        if after != before:
            self.selection_changed.emit(*after)

    def _set_span(self, span: Span | None) -> None:
        if span is not None:
            self._keep(span)
        if span is not self._span:
            for one in filter(None, (self._span, span)):
                self._update_span(one)
            self._update_stretch(*self.selection())  # With a span selected, there is no caret.
            self._span = span
            self._drop_relation()
            self.span_selected.emit(span)

    def select_relation(self, relation: Relation | None) -> None:
        """Select a relation, or none, and tell of it."""
        is_other = relation is not self.selected_relation()
        super().select_relation(relation)
        if is_other:
            self._narrator.tell(self.words_of(relation))

    def aim_at(self, span: Span | None, start: QPointF | None = None, end: QPointF | None = None) -> None:
        """Show a relation that is not made yet, and tell to which span it would lead."""
        is_other = span is not None and span is not self.aim
        super().aim_at(span, start, end)
        if is_other and span is not None:
            self._narrator.tell(spoken(self.text(), span))

    def _drop_relation(self) -> None:
        """Deselect a relation that is none of the selected span's."""
        relation, span = self.selected_relation(), self._span
        if relation is not None and (span is None or span.id not in (relation.source, relation.target)):
            self.select_relation(None)

    def _keep(self, span: Span | None) -> None:
        if span is not self._kept:
            for one in filter(None, (self._kept, span)):
                self._update_span(one)
            self._kept = span
            self.span_kept.emit(span)

    # What a hand does

    def put_caret(self, position: int) -> None:
        """Move the caret, and leave the selected span alone."""
        self._set_selection(position, Place(position))
        self._narrator.tell_place()

    def activate_span(self, span: Span) -> None:
        """Select a span and tell that its chip was clicked twice."""
        self.select_span(span)
        self.span_activated.emit(span)

    def draw_stretch(self) -> None:
        """Tell that the selected text is to be added to the kept span."""
        start, end = self.selection()
        if start < end:
            self.stretch_drawn.emit(start, end)

    def draw_text(self) -> None:
        """Tell that the selected text was drawn."""
        start, end = self.selection()
        if start < end:
            self.text_drawn.emit(start, end)

    def click_piece(self, point: QPointF) -> None:
        """Tell that a piece of the selected span was clicked with Ctrl, if one is at that point."""
        span = self._span
        if span is not None and span.pieces and span in self.spans_at(point):
            position = self.position_at(point)
            start, end = next(piece for piece in pieces_of(span) if piece[0] <= position <= piece[1])
            self.piece_clicked.emit(start, end)

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
            self._keep(None)
        elif is_letter(event):
            self.letter_typed.emit(event.text())
        else:
            event.ignore()

    def tell(self, words: str) -> None:
        """Let a screen reader say something."""
        self._narrator.tell(words)

    def leave(self, *, forward: bool) -> None:
        """Give the keyboard to what comes next, or before."""
        self.focusNextPrevChild(forward)

    def _has_selection(self) -> bool:
        return self._kept is not None or self._anchor != self._place.position

    def _step(self, step: Step, extends: bool) -> None:
        start, end = self.selection()
        place = step(self._page, self._place)
        if not extends and start < end and step in (left, right):
            place = Place(end if place.position > self._place.position else start)
        self._move_to(self._anchor if extends else place.position, place)
        self._page.reveal(place.position, nearby=True)
        self._refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._handles.press(event):
            return
        offered = self.offered_at(event.position())
        if offered is None:
            self._mouse.press(event)
        else:
            self._mouse.forget()
            self.offered_clicked.emit(offered)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.double_click(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._handles.move(event):
            self.viewport().update()
            return
        self._mouse.move(event)
        if not event.buttons():
            shape = self._shape_at(event.position())
            if self.viewport().cursor().shape() != shape:
                self.viewport().setCursor(shape)

    def _shape_at(self, point: QPointF) -> Qt.CursorShape:
        if self._handles.at(point) is not None:
            return Qt.CursorShape.SizeHorCursor
        is_mark = self.marked_span_at(point) is not None or self.offered_at(point) is not None
        return Qt.CursorShape.PointingHandCursor if is_mark else Qt.CursorShape.IBeamCursor

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._handles.release():
            self._mouse.release(event)

    def resize_span(self, span: Span, start: int, end: int) -> None:
        """Tell that the ends of a span were moved."""
        self.viewport().update()
        self.span_drawn.emit(span, start, end)

    # What Qt asks

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_hint(QPointF(event.pos()), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _show_hint(self, point: QPointF, place: QPoint) -> None:
        plate = self.plate_at(point)
        span = self.marked_span_at(point) or next(iter(self.spans_at(point)), None)
        here = [*([span] if span else ()), *self.others_at(point)]
        said = "\n\n".join(hint(self.text(), one) for one in here)
        if plate is not None:
            said = self.words_of(plate.relation)
        elif span is not None and (chain := self.chain_words(span)):
            said = f"{said}\n{chain}"
        QToolTip.showText(place, tool_tip(said) if said else "", self.viewport())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        left = self.column()[0]
        painter.translate(left, 0)
        start, end = self._handles.stretch() or self.selection()
        caret = self._place.position if self.hasFocus() and start == end and self._span is None else None
        kept = self._kept.id if self._kept and start < end else None
        span, relation = self._span.id if self._span else None, self._relation.id if self._relation else None
        mentions = self.mentions(span) if span is not None else frozenset[int]()
        mentions |= {self.aim.id} if self.aim else frozenset()
        chosen = Chosen(start, end, caret, span, kept, relation, mentions)
        paint_page(
            painter, self._page, QRectF(event.rect()).translated(-left, 0), chosen, self.wiring(span), self._sheet
        )
        if self.pull is not None:
            paint_pull(painter, self._page, *(point - QPointF(left, 0) for point in self.pull))
        painter.translate(-left, 0)
        self._handles.paint(painter, self._page.look.theme)
        painter.end()
        self.note_painted()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
