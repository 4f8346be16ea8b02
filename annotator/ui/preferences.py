"""The settings while the window is open: whoever chooses one tells everybody whom it concerns."""

from collections.abc import Iterable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from annotator.errors import SettingsError
from annotator.setting import Setting
from annotator.settings import (
    SETTINGS,
    Settings,
    annotator_name,
)
from annotator.ui.translation import error_text

T = TypeVar("T")


class Preferences(QObject):
    """The settings that have a title, each of which can be chosen and reset."""

    changed = Signal(str)
    """The name of the setting that has another value now."""
    not_saved = Signal(str)
    """Why the settings could not be written."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def get(self, setting: Setting[T]) -> T:
        """Return what holds now."""
        return self._settings.get(setting)

    def choose(self, setting: Setting[T], value: T) -> None:
        """Let another value hold from now on. Raises SettingsError when the setting does not take it."""
        if value != self.get(setting):
            self._settings.set(setting, value)
            self.changed.emit(setting.name)

    def reset(self, setting: Setting[Any]) -> None:
        """Let the default hold again."""
        self.choose(setting, setting.default)

    def reset_all(self) -> None:
        """Let all defaults hold again."""
        for setting in titled_settings():
            self.reset(setting)

    def annotator_name(self) -> str:
        """Return the name under which the user annotates."""
        return annotator_name(self._settings)

    def is_default(self, setting: Setting[Any]) -> bool:
        """Return whether the default holds."""
        return bool(self.get(setting) == setting.default)

    def save(self) -> None:
        """Write down what was chosen, or tell why not."""
        try:
            self._settings.save()
        except SettingsError as error:
            self.not_saved.emit(error_text(error))


def titled_settings() -> Iterable[Setting[Any]]:
    """Return the settings that are for the user to choose, in the order of the table."""
    return [setting for setting in SETTINGS if setting.title]
