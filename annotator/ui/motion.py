"""What moves in the window without being asked to: fading menus and tips, sliding lists, the blinking caret of fields.

The program itself moves nothing. Qt moves what the system wants moved; who wants less gets none of it.
"""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication


class Motion(QObject):
    """Knows what the system wants, and brings it back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._effects = QApplication.isEffectEnabled(Qt.UIEffect.UI_General)
        self._flash = QGuiApplication.styleHints().cursorFlashTime()

    def reduce(self, *, on: bool) -> None:
        """Let nothing move, or what the system wants."""
        QApplication.setEffectEnabled(Qt.UIEffect.UI_General, self._effects and not on)
        QApplication.setCursorFlashTime(0 if on else self._flash)
