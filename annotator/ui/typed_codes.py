"""The keyboard while one types a code in the text: letters go there, any other key ends that and does what it does."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea

from annotator.ui.physical_keys import letter_of

_Key, _Kind = Qt.Key, QEvent.Type
MODIFIERS = (_Key.Key_Shift, _Key.Key_Control, _Key.Key_Alt, _Key.Key_AltGr, _Key.Key_Meta, _Key.Key_CapsLock)
SHIFT = Qt.KeyboardModifier.ShiftModifier
ENDS = (_Kind.FocusOut, _Kind.MouseButtonPress, _Kind.Wheel, _Kind.Resize, _Kind.Hide)


class TypedCodes(QObject):
    """Listens to one view, from `begin` until a code is whole, Escape is pressed or something else is done."""

    typed = Signal(str)
    """The letters typed so far, which begin some code."""
    chosen = Signal(int)
    """The place, among the codes, of the one that was typed."""
    ended = Signal()
    """Nobody listens any more, whether or not a code was typed; before `chosen`."""

    def __init__(self, view: QAbstractScrollArea, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._codes: Sequence[str] = ()
        self._letters = ""

    def begin(self, codes: Sequence[str]) -> None:
        """Let these be typed, and nothing else; at least one."""
        self.end()
        self._codes, self._letters = codes, ""
        self._view.installEventFilter(self)
        self._view.viewport().installEventFilter(self)

    def end(self) -> None:
        """Let keys mean what they usually do."""
        if self._codes:
            self._codes = ()
            self._view.removeEventFilter(self)
            self._view.viewport().removeEventFilter(self)
            self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take letters, Backspace and Escape: first from the shortcuts, then from the text."""
        kind = event.type()
        if isinstance(event, QKeyEvent) and kind in (_Kind.ShortcutOverride, _Kind.KeyPress):
            return self._key(event, is_pressed=kind is _Kind.KeyPress)
        if kind in ENDS:
            self.end()
        return False

    def _key(self, event: QKeyEvent, *, is_pressed: bool) -> bool:
        if event.key() in MODIFIERS:
            return False
        is_letter = not event.modifiers() & ~SHIFT and event.text().isalpha()
        if not is_letter and event.key() not in (_Key.Key_Escape, _Key.Key_Backspace):
            self.end()
            return False
        event.accept()
        if is_pressed and event.key() == _Key.Key_Escape:
            self.end()
        elif is_pressed:
            self._type(self._letters + letter_of(event) if is_letter else self._letters[:-1])
        return True

    def _type(self, letters: str) -> None:
        """Take letters that begin a code; others are not typed at all."""
        if letters in self._codes:
            at = self._codes.index(letters)
            self.end()
            self.chosen.emit(at)
        elif any(code.startswith(letters) for code in self._codes):
            self._letters = letters
            self.typed.emit(letters)
