"""Keys as a hand presses them: where the keyboard is, and on keyboards with another layout."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

NONE = Qt.KeyboardModifier.NoModifier
FRENCH = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))
"""What the row of digits types without Shift."""
FIRST_OF_ROW = 10
"""The code of the key 1 on Linux."""


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the keyboard is, and let what follows from it happen."""
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    QApplication.processEvents()


def press_place(scan_code: int, typed: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press the key at a place of the keyboard: no shortcut takes it when somebody says so, as Qt does it."""
    target = QApplication.focusWidget()
    key = ord(typed.upper())
    override = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers, scan_code, 0, 0, typed)
    override.ignore()
    QApplication.sendEvent(target, override)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, scan_code, 0, 0, typed))
    QApplication.processEvents()


def press_french(digit: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key of the row of digits on a French keyboard."""
    is_shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    press_place(FIRST_OF_ROW + "1234567890".index(digit), digit if is_shifted else FRENCH[digit], modifiers)
