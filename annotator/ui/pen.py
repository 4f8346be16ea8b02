"""A label taken up like a pen: what is drawn from then on gets it, until it is laid down."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from annotator.errors import EditError
from annotator.ui.text_view import TextView


class Pen(QObject):
    """Knows which label it is, if any. Escape in the text lays it down."""

    changed = Signal(str)
    """The name of the label that is taken up now; empty for none."""

    def __init__(self, view: TextView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self.label = ""

    def toggle(self, label: str) -> None:
        """Take a label up, or lay it down when it is taken up. Raises EditError without one."""
        if not label:
            raise EditError(self.tr("No label is chosen. Give one first, or go to one with F6 and the arrows."))
        self.take("" if label == self.label else label)

    def take(self, label: str) -> None:
        """Take a label up in place of the one before; with an empty name, none."""
        if label == self.label:
            return
        self._view.removeEventFilter(self)
        if label:
            self._view.installEventFilter(self)
        self.label = label
        self.changed.emit(label)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay the pen down on Escape; what is selected stays so."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_Escape:
            return False
        self.take("")
        return True
