"""Label keys on keyboards whose row of digits types signs: the key that bears the digit is meant, with Shift or not."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.ui.physical_keys import digit_of_row

HELD = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl+"),
    (Qt.KeyboardModifier.AltModifier, "Alt+"),
    (Qt.KeyboardModifier.ShiftModifier, "Shift+"),
)
"""In the order in which Qt writes them."""


class DigitRow(QObject):
    """Sees the keys that come to its widgets. What is typed into a field goes there first, and no further."""

    def __init__(self, find: Callable[[str], QAction | None], *widgets: QWidget) -> None:
        """`find` returns the action of a label's key, as Qt writes it, if it is one."""
        super().__init__(widgets[0])
        self._find = find
        # When the window is made: until then it is told of each action that changes.
        QTimer.singleShot(0, self, lambda: self._watch(widgets))

    def _watch(self, widgets: Iterable[QWidget]) -> None:
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Do what the digit is for; its sign is then no shortcut and no letter."""
        kind = event.type()
        if kind is not QEvent.Type.ShortcutOverride and kind is not QEvent.Type.KeyPress:
            return False
        if not isinstance(event, QKeyEvent):
            return False
        digit = digit_of_row(event)
        action = self._find(_held(event) + digit) if digit else None
        if action is None:
            return False
        event.accept()
        if kind is QEvent.Type.KeyPress and not event.isAutoRepeat() and action.isEnabled():
            action.trigger()
        return True


def _held(event: QKeyEvent) -> str:
    return "".join(name for modifier, name in HELD if event.modifiers() & modifier)
