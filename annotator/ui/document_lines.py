"""The rows of the document list: a growing window on the project's keyset pages, never all rows."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.store import DocumentLine
from annotator.ui.plain_text import tool_tip
from annotator.ui.status_words import standing

PAGE = 100
LAST = 2**63 - 1
"""No id is greater."""
AnyIndex = QModelIndex | QPersistentModelIndex

ReadPage = Callable[[int | None, int | None, int], Sequence[DocumentLine]]
"""Takes `after`, `before` (ids, or None) and a limit; returns lines in order of id."""
ReadLines = Callable[[Iterable[int]], Sequence[DocumentLine]]


class DocumentLines(QAbstractListModel):
    """Lines in order of id. The panel asks for more, below and above, as one scrolls."""

    LINE = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[DocumentLine] = []
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
        above = [] if around is None else list(self._read_page(None, around, PAGE))
        below = list(self._read_page(None if around is None else around - 1, None, PAGE))
        self._lines = above + below
        self._more_above, self._more_below = len(above) == PAGE, len(below) == PAGE
        self.endResetModel()

    def read_start(self) -> None:
        """Read the first page, unless it is there."""
        if self._more_above:
            self.reset()

    def read_end(self) -> None:
        """Read the last page, unless it is there."""
        if self._more_below:
            self.beginResetModel()
            self._lines = list(self._read_page(None, LAST, PAGE))
            self._more_above, self._more_below = len(self._lines) == PAGE, False
            self.endResetModel()

    def lets_in(self, document: int) -> bool:
        """Return whether a document is one of those that the pages hold."""
        return any(line.id == document for line in self._read_page(document - 1, None, 1))

    def row_of(self, document: int) -> int | None:
        """Return the row of a document, if it is among the lines."""
        row = bisect_left(self._lines, document, key=lambda line: line.id)
        return row if row < len(self._lines) and self._lines[row].id == document else None

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
                self._lines[row] = lines[document]
                self.dataChanged.emit(self.index(row), self.index(row))
            else:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._lines[row]
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
            return line.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            told = ", ".join((line.title, *standing(line)))
            return told if role == Qt.ItemDataRole.AccessibleTextRole else tool_tip(told)
        return None

    def fetch_below(self, limit: int = PAGE) -> None:
        """Read some more lines below, if there are any. Not Qt's own `fetchMore`: that waits for the last row."""
        if not self._more_below or not self._lines:
            return
        page = list(self._read_page(self._lines[-1].id, None, limit))
        self._more_below = len(page) == limit
        if page:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(page) - 1)
            self._lines += page
            self.endInsertRows()

    def fetch_above(self, limit: int = PAGE) -> int:
        """Read one more page above, if there is one; return how many rows it has."""
        if not self._more_above:
            return 0
        page = list(self._read_page(None, self._lines[0].id, limit))
        self._more_above = len(page) == limit
        if page:
            self.beginInsertRows(QModelIndex(), 0, len(page) - 1)
            self._lines = page + self._lines
            self.endInsertRows()
        return len(page)
