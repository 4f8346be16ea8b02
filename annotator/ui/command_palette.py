"""One key, then a few letters: finds any action or label and does it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from annotator.ui.command_row import CommandRow
from annotator.ui.command_search import Found, search
from annotator.ui.commands import Command
from annotator.ui.palette import Theme
from annotator.ui.type_to_find import TypeToFind

WIDTH = 560
ROWS = 9
"""So many rows are seen at once."""
TOP = 60
"""Pixels below the window's top."""


class CommandPalette(TypeToFind):
    """Asks which command is meant."""

    command_chosen = Signal(str)
    """The name of the command; it can be done, and the dialog is closed."""

    def __init__(self, commands: Sequence[Command], recent: Sequence[str], theme: Theme, window: QWidget) -> None:
        super().__init__(
            window,
            title=self.tr("Any action"),
            asks=self.tr("Type a few letters of an action or a label"),
            lists=self.tr("Actions found"),
            nothing=self.tr("Nothing is called that. Try fewer letters."),
        )
        self.setObjectName("command_palette")
        self._commands = commands
        self._recent = recent
        self._row = CommandRow(theme)
        self.found.setMouseTracking(True)
        height = min(ROWS * self._row.row_height(), window.height() - 2 * TOP)
        self._arrange(self._row, QSize(WIDTH, height), margin=8, indent=12)
        self._search("")

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._row.theme = theme
        self.found.viewport().update()

    def look_up(self, typed: str) -> Sequence[Found]:
        return search(typed, self._commands, self._recent)

    def name_of(self, row: Found) -> str:
        return row.command.title

    def spoken(self, row: Found) -> str:
        command = row.command
        return ", ".join(filter(None, (command.title, *command.keys[:1], command.why_not() or command.explains)))

    def choose(self, row: Found, held: Qt.KeyboardModifier) -> None:
        """Close and tell; what cannot be done now says so in its row, and stays."""
        if not row.command.why_not():
            self.close()
            self.command_chosen.emit(row.command.name)

    def place(self) -> QPoint:
        window = self._window
        return window.mapToGlobal(QPoint((window.width() - self.width()) // 2, TOP))
