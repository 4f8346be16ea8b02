"""A few letters, the arrows, Enter: a small window above the text in which one of many is found by its name."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QStyledItemDelegate, QVBoxLayout, QWidget

from annotator.ui.plain_text import plain_label, shown
from annotator.ui.style import scaled
from annotator.visible import one_line

FOUND = Qt.ItemDataRole.UserRole
"""The role under which the delegate gets what it paints."""
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
Row: TypeAlias = Any
"""What is found: each class made of TypeToFind has a kind of its own. Qt's classes cannot be generic."""


class FoundRows(QAbstractListModel):
    """What was found, the best first."""

    def __init__(self, window: "TypeToFind") -> None:
        super().__init__(window)
        self._window = window
        self._rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Hold these from now on."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == FOUND:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(self._window.name_of(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return shown(self._window.spoken(row))
        return None


class TypeToFind(QDialog):
    """Asks which one is meant. Closes when it is told, on Escape, and when another window gets the keyboard.

    What is looked through, how a row is painted and what becomes of the one that is chosen is said by the classes made
    of this one.
    """

    def __init__(self, window: QWidget, *, title: str, asks: str, lists: str, nothing: str) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._window = window
        self._model = FoundRows(self)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(asks)
        self.typed.setAccessibleName(title)
        self.found = QListView()
        self.found.setAccessibleName(lists)
        self.nothing = plain_label(nothing, name="help")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.found.setModel(self._model)
        self.found.setUniformItemSizes(True)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.clicked.connect(lambda index: self._choose(index, Qt.KeyboardModifier.NoModifier))
        self.typed.textChanged.connect(self._search)
        self.typed.installEventFilter(self)

    def _arrange(self, row: QStyledItemDelegate, size: QSize, *, margin: int, indent: int) -> None:
        """Take the same room whatever is found: what is read must not jump. `size` is that of the list."""
        self.found.setItemDelegate(row)
        self.nothing.setContentsMargins(indent, 4, indent, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(margin)
        for part in (self.typed, self.found, self.nothing):
            column.addWidget(part)
        self.found.setFixedHeight(size.height())
        self.nothing.setFixedHeight(size.height())
        self.setFixedWidth(min(scaled(size.width()), self._window.width() - 32))

    @abstractmethod
    def look_up(self, typed: str) -> Sequence[Row]:
        """Return what is found by these letters, the best first."""

    @abstractmethod
    def name_of(self, row: Row) -> str:
        """Return the name of what was found."""

    def spoken(self, row: Row) -> str:
        """Return what a screen reader says of what was found."""
        return self.name_of(row)

    @abstractmethod
    def choose(self, row: Row, held: Qt.KeyboardModifier) -> None:
        """Close and tell that this one is meant, with these modifiers."""

    @abstractmethod
    def place(self) -> QPoint:
        """Return where on the screen the window stands."""

    def _search(self, typed: str) -> None:
        found = self.look_up(typed)
        self._model.show_rows(found)
        self.found.setCurrentIndex(self._model.index(0))
        self.found.setVisible(bool(found))
        self.nothing.setVisible(not found)

    def _choose(self, index: QModelIndex, held: Qt.KeyboardModifier) -> None:
        if index.isValid():
            self.choose(index.data(FOUND), held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that move go to the list, whatever else goes to the text."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in MOVES:
                self.found.keyPressEvent(event)
                return True
            if event.key() in ENTERS:
                self._choose(self.found.currentIndex(), event.modifiers())
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
        self.move(self.place())
        self.typed.setFocus()
