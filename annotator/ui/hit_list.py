"""The list of what was found in all articles: several rows can be selected, and Enter opens one."""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from annotator.ui.hit_rows import HitRows
from annotator.ui.row_list import ENTER, RowList

CTRL = Qt.KeyboardModifier.ControlModifier
ALL = (Qt.Key.Key_A, CTRL)
OWN = ((Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier))


class HitList(RowList):
    """Shows HitRows."""

    hit_chosen = Signal(object)
    """The Hit that is to be opened."""
    removed = Signal()
    """Delete was pressed."""
    ticked = Signal()
    """Space was pressed."""
    all_wanted = Signal()
    """All rows are to be selected, also those that have not been looked for yet."""
    left = Signal()

    def __init__(self, rows: HitRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.setModel(rows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.doubleClicked.connect(lambda index: self.hit_chosen.emit(rows.hit(index)))

    def selected(self) -> list[int]:
        """Return the selected rows, in their order; without any, the current one."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        current = self.currentIndex()
        return chosen or ([current.row()] if current.isValid() else [])

    def take_focus(self) -> None:
        """Give the keyboard to the list, with a current row if it has any."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.rows.rowCount() and not self.currentIndex().isValid():
            self.show_current(0)

    def go_on(self) -> None:
        """Make the row below the current one the current one."""
        row = max(self.selected(), default=-1) + 1
        if row < self.rows.rowCount():
            self.show_current(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index: QModelIndex = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.doubleClicked.emit(index)

    def event(self, event: QEvent) -> bool:
        """Keep for the list what else would be done in the text."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            pressed = (Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
            if pressed in (*OWN, ALL):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in ENTER and event.modifiers() & CTRL:
            event.ignore()  # It is for the panel.
        elif key in ENTER and self.currentIndex().isValid():
            self.hit_chosen.emit(self.rows.hit(self.currentIndex()))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
            self.all_wanted.emit()
        elif key == Qt.Key.Key_Space:
            self.ticked.emit()
        else:
            super().keyPressEvent(event)
