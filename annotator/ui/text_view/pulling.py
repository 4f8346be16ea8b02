"""The mouse and relations: one is drawn from a chip to another span, and the name of one is clicked."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.model import Span
from annotator.ui.text_view.view import TextView


class Pulling(QObject):
    """Watches the viewport of a view; what it does not take goes on to the view."""

    pulled = Signal(object, object)
    """The Span from whose chip a hand drew a line, and that on which it ended."""

    def __init__(self, view: TextView) -> None:
        super().__init__(view)
        self._view = view
        self._source: Span | None = None
        self._pressed_at = QPointF()
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                return self._press(event.position())
            case QEvent.Type.MouseMove if self._source is not None:
                self._move(event.position())
            case QEvent.Type.MouseButtonRelease if event.button() == Qt.MouseButton.LeftButton:
                return self._release(event.position())
        return False

    def _press(self, point: QPointF) -> bool:
        plate = self._view.plate_at(point)
        if plate is not None:
            self._view.select_relation(plate.relation)
            far = None if plate.goes_to is None else self._view.span_by_id(plate.goes_to)
            if far is not None:
                self._view.select_span(far)
                self._view.go_to(far.start)
            return True
        self._source, self._pressed_at = self._view.marked_span_at(point), point
        return False

    def _move(self, point: QPointF) -> None:
        source = self._source
        if source is None:
            return
        if self._view.pull is None and (point - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
            return
        target = self._span_at(point)
        self._view.aim_at(target, QPointF(self._pressed_at), point)

    def _release(self, point: QPointF) -> bool:
        source, self._source = self._source, None
        if source is None or self._view.pull is None:
            return False
        target = self._span_at(point)
        self._view.aim_at(None)
        if target is not None and target.id != source.id:
            self.pulled.emit(source, target)
        return True

    def _span_at(self, point: QPointF) -> Span | None:
        return self._view.marked_span_at(point) or next(iter(self._view.spans_at(point)), None)
