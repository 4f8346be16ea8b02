"""What explains the program: command palette, sheet of keys, guide, about. And its settings."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from annotator.resources import find_resource
from annotator.settings import FIRST_STEPS, KNOWN_STEPS, RECENT_COMMANDS, TOUR
from annotator.ui.main_window import MainWindow
from annotator.ui.preferences import Preferences
from annotator.ui.theming import Theming

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from annotator.ui.commands import Command
    from annotator.ui.key_choices import KeyChoices

RECENT = 8
"""So many commands are remembered as used last."""


class HelpTasks(QObject):
    """Opens the dialogs, each of them once at a time."""

    report_made = Signal(str, str, str)
    """Title, sentence and text that the user should see."""

    tour_wanted = Signal()
    """The tour is to begin, or to go on."""

    def __init__(self, theming: Theming, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._theming = theming
        self._preferences = preferences
        self.window: MainWindow | None = None
        """The window that the dialogs belong to."""

    def gestures(self) -> Mapping[str, Callable[[], object]]:
        """Return what the actions of the table do that are about help and settings."""
        return {
            "settings": self.show_settings,
            "choose_keys": self.show_keys,
            "command_palette": self.show_palette,
            "shortcut_sheet": self.show_sheet,
            "guide": self.show_guide,
            "about": self.show_about,
            "tour": self.tour_wanted.emit,
            "first_steps": self.toggle_first_steps,
        }

    def show_settings(self) -> None:
        """Let the user choose settings."""
        from annotator.ui.settings_dialog import SettingsDialog

        window = self._need_window()
        change_keys = window.actions_by_name["choose_keys"]
        self._show(SettingsDialog, lambda: SettingsDialog(self._preferences, change_keys, window))

    def show_keys(self) -> None:
        """Let the user choose other keys."""
        from annotator.ui.keys_dialog import KeysDialog

        window = self._need_window()
        self._show(KeysDialog, lambda: KeysDialog(self._key_choices(), self._preferences, self._theming.theme, window))

    def _key_choices(self) -> "KeyChoices":
        from annotator.ui.key_choices import KeyChoices

        window = self._need_window()
        labels = window.label_actions
        return KeyChoices(
            self._preferences, window.actions_by_name, lambda: labels.labels, lambda: labels.key_scheme, window
        )

    def show_palette(self) -> None:
        """Ask which action is meant, and do it."""
        from annotator.ui.command_palette import CommandPalette

        window = self._need_window()
        recent = self._preferences.get(RECENT_COMMANDS)
        palette = CommandPalette(self._commands(), recent, self._theming.theme, window)
        palette.command_chosen.connect(self._do)
        window.label_actions.gone.connect(palette.close)
        palette.show()

    def show_sheet(self) -> None:
        """Show all keys."""
        from annotator.ui.shortcut_sheet import ShortcutSheet

        self._show(ShortcutSheet, lambda: ShortcutSheet(self._commands(), self._theming.theme, self.window))

    def show_guide(self) -> None:
        """Show how to work with the program."""
        from annotator.ui.guide import Guide

        self._show(Guide, lambda: Guide(_guide_text(), self.window))

    def show_about(self) -> None:
        """Show versions and licences."""
        from annotator.ui.versions import in_full

        sentence = self.tr("Annotator labels text: offline, in one project file, and every step can be undone.")
        self.report_made.emit(self.tr("About Annotator"), sentence, in_full())

    def toggle_first_steps(self) -> None:
        """Teach the first steps from the beginning, or none of them any more."""
        wanted = self._need_window().actions_by_name["first_steps"].isChecked()
        self._preferences.choose(KNOWN_STEPS, () if wanted else (*FIRST_STEPS, TOUR))

    def _show(self, kind: "type[QDialog]", make: "Callable[[], QDialog]") -> None:
        dialog = self._need_window().findChild(kind) or make()
        if hasattr(dialog, "set_theme"):
            self._theming.theme_changed.connect(dialog.set_theme)
        dialog.show()
        dialog.activateWindow()

    def _need_window(self) -> MainWindow:
        assert self.window is not None
        return self.window

    def _commands(self) -> "list[Command]":
        from annotator.ui.commands import commands

        window = self._need_window()
        return commands(window.actions_by_name, window.label_actions.by_name())

    def _do(self, name: str) -> None:
        """Do the command of that name, once the window has the keyboard again."""
        recent = [other for other in self._preferences.get(RECENT_COMMANDS) if other != name]
        self._preferences.choose(RECENT_COMMANDS, (name, *recent[: RECENT - 1]))
        command = next((one for one in self._commands() if one.name == name), None)
        if command is not None:
            self._need_window().activateWindow()
            QTimer.singleShot(0, command.action, partial(command.action.trigger))


def _guide_text() -> str:
    """Return the guide in the user's language, if there is one, else in English."""
    language = QLocale().name().partition("_")[0]
    folder = find_resource("guide")
    path = folder / f"{language}.md"
    return (path if path.exists() else folder / "en.md").read_text(encoding="utf-8")
