"""A list of rows of one height that can be very long: an edit or a page more costs what it changes.

It is Qt's table with one column: Qt's list lays all rows out anew at every change, 130 ms for 50,000 of them.
"""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from annotator.model import value
from annotator.ui.palette import THEMES, Theme
from annotator.ui.viewport import give_viewport

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@value
class RowState:
    """What is to be seen of a row besides what it says."""

    selected: bool
    focused: bool
    """The keyboard is here."""
    hovered: bool
    """The mouse is over it."""


class RowList(QTableView):
    """Arrows, Home, End and the page keys go through the rows; Enter and Escape go on to the text."""

    text_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        viewport = give_viewport(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.ground = THEMES["light"].panel
        # Scrolling then moves what is painted already; else every row is painted anew at each step.
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(0)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(0)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Paint on the ground of `theme` from now on."""
        self.ground = theme.panel
        self.viewport().update()

    def set_row_height(self, pixels: int) -> None:
        """Let every row be so high."""
        self.verticalHeader().setDefaultSectionSize(pixels)

    def show_current(self, row: int | None) -> None:
        """Make a row the current one and bring it into view; None for no row."""
        if row is None:
            self.selectionModel().clear()
            return
        index = self.model().index(row, 0)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Current | flag.Rows)
        self.scrollTo(index)

    def state_of(self, index: QModelIndex | QPersistentModelIndex, row: QRect) -> RowState:
        """Return what is to be seen of a row, which is painted at `row`.

        A delegate's option says it too, but in flags for which PySide6 loads all of QStyle: a fiftieth of the start.
        """
        viewport, selected = self.viewport(), self.selectionModel().isSelected(index)
        hovered = viewport.underMouse() and row.contains(viewport.mapFromGlobal(QCursor.pos()))
        return RowState(selected, self.hasFocus() and index == self.currentIndex(), hovered)

    def take_in(self) -> None:
        """Make room at once for rows that were inserted: Qt would do it later, and paint all rows once more."""
        self.executeDelayedItemsLayout()

    def keep_place(self, rows: int) -> None:
        """Keep what is seen where it is, after so many rows were inserted above it."""
        self.take_in()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + rows * self.verticalHeader().defaultSectionSize())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.ground)
        painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*ENTER, Qt.Key.Key_Escape):
            self.text_wanted.emit()
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go to the first and the last row by Home and End, which in a table go along the row."""
        ends = {QAbstractItemView.CursorAction.MoveHome: 0, QAbstractItemView.CursorAction.MoveEnd: -1}
        if action in ends and self.model().rowCount():
            return self.model().index(ends[action] % self.model().rowCount(), 0)
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:
        """Letters and digits are for labels, not for going through the rows."""
