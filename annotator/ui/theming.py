"""Which theme holds: the one that was chosen, or the system's, as it changes."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.ui.palette import THEMES, Theme
from annotator.ui.style import dress, measure, style_sheet

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
        self._hints = QGuiApplication.styleHints()
        self._tell_the_system()
        self._scheme = self._hints.colorScheme()
        self._strong = self._follow_contrast()
        self.theme = self._wanted()
        measure(application, self.theme)
        self._hints.colorSchemeChanged.connect(self._follow)

    def dress(self) -> None:
        """Dress the application; called when its window is made. Until then it only has its measures."""
        self._application.setStyleSheet(style_sheet(self.theme))

    def choose(self, choice: str) -> None:
        """Take a theme by its name, or `system`."""
        self.choice = choice
        self._tell_the_system()
        self._follow(self._hints.colorScheme())

    def _tell_the_system(self) -> None:
        """Let the window's frame and the system's own dialogs be as light or dark as the rest."""
        if self.choice in THEMES:
            self._hints.setColorScheme(Qt.ColorScheme.Dark if THEMES[self.choice].dark else Qt.ColorScheme.Light)
        else:
            self._hints.unsetColorScheme()

    def _follow_contrast(self) -> bool:
        """Follow what the system says of contrasts, and return it. Qt tells since 6.10."""
        if not hasattr(self._hints, "accessibility"):
            return False
        told = self._hints.accessibility()
        told.contrastPreferenceChanged.connect(self._follow_strength)
        return told.contrastPreference() is Qt.ContrastPreference.HighContrast

    def _follow_strength(self, preference: object) -> None:
        self._strong = preference is Qt.ContrastPreference.HighContrast
        self._take_wanted()

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        self._take_wanted()

    def _take_wanted(self) -> None:
        wanted = self._wanted()
        if wanted is not self.theme:
            self.theme = wanted
            dress(self._application, wanted)
            self.theme_changed.emit(wanted)

    def _wanted(self) -> Theme:
        if self.choice in THEMES:
            return THEMES[self.choice]
        dark = self._scheme is Qt.ColorScheme.Dark
        return next(theme for theme in THEMES.values() if (theme.dark, theme.strong) == (dark, self._strong))
