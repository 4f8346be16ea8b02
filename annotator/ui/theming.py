"""Which theme holds: the one that was chosen, or the system's, as it changes."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.ui.palette import THEMES, Theme
from annotator.ui.style import dress

SYSTEM = "system"
CHOICES = (SYSTEM, *THEMES)


class Theming(QObject):
    """Dresses the application and says when it is dressed anew."""

    theme_changed = Signal(object)
    """The Theme."""

    def __init__(self, application: QApplication, choice: str = SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self.choice = choice
        self.theme = self._wanted()
        dress(application, self.theme)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._look_again)

    def choose(self, choice: str) -> None:
        """Take a theme by its name, or `system`."""
        self.choice = choice
        self._look_again()

    def _look_again(self) -> None:
        wanted = self._wanted()
        if wanted is not self.theme:
            self.theme = wanted
            dress(self._application, wanted)
            self.theme_changed.emit(wanted)

    def _wanted(self) -> Theme:
        if self.choice in THEMES:
            return THEMES[self.choice]
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return THEMES["dark" if dark else "light"]
