"""A field that takes a key by its being pressed."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.ui.physical_keys import digit_of_row

MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
LEAVE = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
"""These go on to whatever the field stands in."""
EMPTY = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class KeyField(QLineEdit):
    """Shows the key that was pressed last; Backspace empties it."""

    emptied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.setAccessibleName(self.tr("Key"))
        self.setPlaceholderText(self.tr("key"))
        self.setToolTip(self.tr("Press the key; Backspace for none."))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    @property
    def key(self) -> str:
        """Return the key as Qt writes it, empty for none."""
        return self._key

    def show_key(self, key: str) -> None:
        """Show a key."""
        self._key = key
        self.setText(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))

    def event(self, event: QEvent) -> bool:
        """Take every key before a shortcut does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in LEAVE:
            event.ignore()
        elif key in EMPTY:
            self.show_key("")
            self.emptied.emit()
        elif key not in MODIFIERS and key != Qt.Key.Key_unknown:
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            digit = "" if modifiers else digit_of_row(event)
            self.show_key(digit or QKeySequence(int(modifiers.value) | key.value).toString())
            self.textEdited.emit(self.text())

    def inputMethodEvent(self, event: object) -> None:
        """Take nothing that is not a key."""
