"""Choosing by keys, or by a click, the span to which a relation is to lead: while that lasts, the keys go there."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from annotator.model import Span, quote
from annotator.ui.text_view import TextView

Key = Qt.Key
NEXT = (Key.Key_Right, Key.Key_Down, Key.Key_Tab, Key.Key_Greater)
BACK = (Key.Key_Left, Key.Key_Up, Key.Key_Backtab, Key.Key_Less)
TAKE = (Key.Key_Return, Key.Key_Enter, Key.Key_Space)
COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class TargetChoice(QObject):
    """Goes through the spans that come into question: arrows or Tab, a letter, Home and End; Enter takes one."""

    chosen = Signal(object, object)
    """The Span from which the relation leads, and that which was chosen."""
    aimed = Signal(object)
    """The Span that Enter would take."""
    left = Signal()

    def __init__(self, view: TextView) -> None:
        super().__init__(view)
        self._view = view
        self._source: Span | None = None
        self._targets: Sequence[Span] = ()
        self._at = 0
        view.installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self._draw)
        view.viewport().installEventFilter(self)

    def begin(self, source: Span, targets: Sequence[Span]) -> None:
        """Let one of the targets, which are in reading order and at least one, be chosen; begin after the source."""
        self._source, self._targets = source, targets
        after = (at for at, span in enumerate(targets) if (span.start, span.end) >= (source.start, source.end))
        self._aim(next(after, len(targets) - 1))
        self._view.setFocus()

    def leave(self, *_: object) -> None:
        """Choose none."""
        if self._source is not None:
            self._source, self._targets = None, ()
            self._view.aim_at(None)
            self.left.emit()

    def _aim(self, at: int) -> None:
        self._at = at % len(self._targets)
        span = self._targets[self._at]
        self._view.show_stretch(span.start, span.end)
        self._draw()
        self.aimed.emit(span)

    def _draw(self, *_: int) -> None:
        """Draw the line to the span that Enter would take, where the two are now."""
        if self._source is None:
            return
        span = self._targets[self._at]
        source = self._view.chip_rectangle(self._source)
        target = self._view.chip_rectangle(span)
        if source is None or target is None:
            self._view.aim_at(span)
        else:
            self._view.aim_at(span, QPointF(source.center()), QPointF(target.center()))

    def _take(self, span: Span) -> None:
        source = self._source
        self.leave()
        self.chosen.emit(source, span)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep all plain keys, and clicks on spans, from the view while a span is being chosen."""
        if self._source is None:
            return False
        if isinstance(event, QKeyEvent) and self._is_ours(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._press(event)
                return True
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            return self._click(event.position())
        if event.type() == QEvent.Type.FocusOut:
            self.leave()
        return False

    @staticmethod
    def _is_ours(event: QKeyEvent) -> bool:
        """Return whether a key is plain, or goes from span to span."""
        commands = event.modifiers() & COMMANDS
        is_step = event.key() in (Key.Key_Left, Key.Key_Right)
        return not commands or (is_step and commands == Qt.KeyboardModifier.AltModifier)

    def _press(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Key.Key_Escape:
            self.leave()
        elif key in TAKE:
            self._take(self._targets[self._at])
        elif key in (Key.Key_Home, Key.Key_End):
            self._aim(0 if key == Key.Key_Home else -1)
        elif key in (*NEXT, *BACK):
            self._aim(self._at + (1 if key in NEXT else -1))
        elif event.text().strip():
            self._aim_at_letter(event.text().casefold())

    def _aim_at_letter(self, letter: str) -> None:
        """Go to the next span whose text begins with a letter."""
        text, number = self._view.text(), len(self._targets)
        for at in range(self._at + 1, self._at + 1 + number):
            if quote(text, self._targets[at % number]).casefold().startswith(letter):
                self._aim(at)
                return

    def _click(self, point: QPointF) -> bool:
        span = self._view.marked_span_at(point) or next(iter(self._view.spans_at(point)), None)
        if span is None or self._source is None or span.id == self._source.id:
            self.leave()
            return False
        self._take(span)
        return True
