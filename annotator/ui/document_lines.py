"""The rows of the document list: a growing window on the project's keyset pages, never all rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.store import END, Cursor, DocumentLine
from annotator.ui.plain_text import tool_tip
from annotator.ui.status_words import shown_title, standing

PAGE = 100
AROUND = 50
"""Lines on either side of a document that is looked for: more than a window shows."""
AnyIndex = QModelIndex | QPersistentModelIndex

ReadPage = Callable[[Cursor | None, Cursor | None, int], Sequence[DocumentLine]]
"""Takes `after`, `before` (places in the list, or None) and a limit; returns lines in the order of the list."""
ReadLines = Callable[[Iterable[int]], Sequence[DocumentLine]]


class DocumentLines(QAbstractListModel):
    """Lines in the order of the list. The panel asks for more, below and above, as one scrolls."""

    LINE = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[DocumentLine] = []
        self._numbers: dict[int, int] = {}
        """The number of each line, by the id of its document; the first line's is `_first`."""
        self._first = 0
        self._read_page: ReadPage = lambda _after, _before, _limit: ()
        self._read_lines: ReadLines = lambda _ids: ()
        self._more_above = self._more_below = False

    def read_from(self, read_page: ReadPage, read_lines: ReadLines) -> None:
        """Read from another project from now on."""
        self._read_page, self._read_lines = read_page, read_lines
        self.reset()

    def reset(self, around: int | None = None) -> None:
        """Read anew, from the top or so that the document `around` is among the lines."""
        self.beginResetModel()
        here = None if around is None else Cursor(around, inclusive=True)
        limit = PAGE if around is None else AROUND
        above = [] if around is None else list(self._read_page(None, Cursor(around), limit))
        below = list(self._read_page(here, None, limit))
        self._lines = above + below
        self._count()
        self._more_above, self._more_below = len(above) == limit, len(below) == limit
        self.endResetModel()

    def _count(self) -> None:
        self._first = 0
        self._numbers = {line.id: number for number, line in enumerate(self._lines)}

    def read_start(self) -> None:
        """Read the first page, unless it is there."""
        if self._more_above:
            self.reset()

    def read_end(self) -> None:
        """Read the last page, unless it is there."""
        if self._more_below:
            self.beginResetModel()
            self._lines = list(self._read_page(None, END, PAGE))
            self._count()
            self._more_above, self._more_below = len(self._lines) == PAGE, False
            self.endResetModel()

    def lets_in(self, document: int) -> bool:
        """Return whether a document is one of those that the pages hold."""
        return any(line.id == document for line in self._read_page(Cursor(document, inclusive=True), None, 1))

    def row_of(self, document: int) -> int | None:
        """Return the row of a document, if it is among the lines."""
        number = self._numbers.get(document)
        return None if number is None else number - self._first

    def line(self, index: AnyIndex) -> DocumentLine:
        """Return the line of a row."""
        return self._lines[index.row()]

    def refresh(self, documents: Iterable[int]) -> None:
        """Read the lines of these documents anew; those that are gone leave the list."""
        shown = [document for document in documents if self.row_of(document) is not None]
        if not shown:
            return
        lines = {line.id: line for line in self._read_lines(shown)}
        for document in shown:
            row = self.row_of(document)
            if row is None:
                continue
            if document in lines:
                # It stays where it is, also when it would stand elsewhere by now.
                self._lines[row] = replace(lines[document], at=self._lines[row].at)
                self.dataChanged.emit(self.index(row), self.index(row))
            else:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._lines[row]
                self._count()
                self.endRemoveRows()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == self.LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_title(line)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            told = ", ".join((shown_title(line), *standing(line)))
            return told if role == Qt.ItemDataRole.AccessibleTextRole else tool_tip(told)
        return None

    def fetch_below(self, limit: int = PAGE) -> None:
        """Read some more lines below, if there are any. Not Qt's own `fetchMore`: that waits for the last row."""
        if not self._more_below or not self._lines:
            return
        page = list(self._read_page(self._lines[-1].cursor, None, limit))
        self._more_below = len(page) == limit
        if page:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(page) - 1)
            following = self._first + len(self._lines)
            self._numbers |= {line.id: following + number for number, line in enumerate(page)}
            self._lines += page
            self.endInsertRows()

    def fetch_above(self, limit: int = PAGE) -> int:
        """Read one more page above, if there is one; return how many rows it has."""
        if not self._more_above:
            return 0
        page = list(self._read_page(None, self._lines[0].cursor, limit))
        self._more_above = len(page) == limit
        if page:
            self.beginInsertRows(QModelIndex(), 0, len(page) - 1)
            self._first -= len(page)
            self._numbers |= {line.id: self._first + number for number, line in enumerate(page)}
            self._lines = page + self._lines
            self.endInsertRows()
        return len(page)
