"""One key, then a few letters: finds any action or label and does it."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from annotator.ui.command_row import FOUND, CommandRow
from annotator.ui.command_search import Found, search
from annotator.ui.commands import Command
from annotator.ui.palette import Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.style import scaled

WIDTH = 560
ROWS = 9
"""So many rows are seen at once."""
TOP = 60
"""Pixels below the window's top."""
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class FoundCommands(QAbstractListModel):
    """What was found, the best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: Sequence[Found] = ()

    def show_found(self, found: Sequence[Found]) -> None:
        """Hold these from now on."""
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self._found[index.row()]
        if role == FOUND:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found.command.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            command = found.command
            return ", ".join(filter(None, (command.title, *command.keys[:1], command.why_not() or command.explains)))
        return None


class CommandPalette(QDialog):
    """Asks which command is meant. Closes when it is told, on Escape, and when another window gets the keyboard."""

    command_chosen = Signal(str)
    """The name of the command; it can be done, and the dialog is closed."""

    def __init__(self, commands: Sequence[Command], recent: Sequence[str], theme: Theme, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("command_palette")
        self.setWindowTitle(self.tr("Any action"))
        self._window = window
        self._commands = commands
        self._recent = recent
        self._model = FoundCommands(self)
        self._row = CommandRow(theme)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(self.tr("Type a few letters of an action or a label"))
        self.typed.setAccessibleName(self.tr("Any action"))
        self.found = QListView()
        self.found.setAccessibleName(self.tr("Actions found"))
        self.nothing = plain_label(self.tr("Nothing is called that. Try fewer letters."), name="help")
        self._arrange()
        self.typed.textChanged.connect(self._search)
        self.typed.installEventFilter(self)
        self.found.clicked.connect(self._choose)
        self._search("")

    def _arrange(self) -> None:
        self.found.setModel(self._model)
        self.found.setItemDelegate(self._row)
        self.found.setUniformItemSizes(True)
        self.found.setMouseTracking(True)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing.setContentsMargins(12, 4, 12, 8)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.typed)
        column.addWidget(self.found, 1)
        column.addWidget(self.nothing)
        self._measure(self._window)

    def _measure(self, window: QWidget) -> None:
        """Take the same room whatever is found: what is read must not jump."""
        height = min(ROWS * self._row.row_height(), window.height() - 2 * TOP)
        self.found.setFixedHeight(height)
        self.nothing.setFixedHeight(height)
        self.setFixedWidth(min(scaled(WIDTH), window.width() - 32))

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._row.theme = theme
        self.found.viewport().update()

    def _search(self, typed: str) -> None:
        found = search(typed, self._commands, self._recent)
        self._model.show_found(found)
        self.found.setCurrentIndex(self._model.index(0))
        self.found.setVisible(bool(found))
        self.nothing.setVisible(not found)

    def _choose(self, index: QModelIndex) -> None:
        """Close and tell; what cannot be done now says so in its row, and stays."""
        found: Found | None = index.data(FOUND)
        if found is not None and not found.command.why_not():
            self.close()
            self.command_chosen.emit(found.command.name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that move go to the list, whatever else goes to the text."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in MOVES:
                self.found.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.found.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and self.isVisible():
            self.close()

    def done(self, result: int) -> None:
        """Give the keyboard back, unless another window has taken it."""
        was_active = self.isActiveWindow()
        super().done(result)
        if was_active:
            self._window.activateWindow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self._window
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, TOP)))
        self.typed.setFocus()
