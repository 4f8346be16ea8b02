"""The rows of the list of spans: those of the open article, in reading order, kept so at the cost of what changes."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.model import Span, reading_order
from annotator.ui.lettering import MOST
from annotator.ui.plain_text import filled
from annotator.ui.text_view.span_words import summary
from annotator.visible import one_line

QUOTED = 120
"""Code points of a span that a row shows at most."""
MANY = 500
"""So many changes at once are cheaper to sort in than to insert one by one."""

AnyIndex = QModelIndex | QPersistentModelIndex


class SpanRows(QAbstractListModel):
    """Spans sorted by `reading_order`, with the text that they quote."""

    SPAN, LAST = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
    """A row's Span, and where the last of all begins (code points)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._spans: list[Span] = []

    def show(self, text: str, spans: Iterable[Span]) -> None:
        """Show the spans of another text, which come in reading order."""
        self.beginResetModel()
        self._text, self._spans = text, list(spans)
        self.endResetModel()

    def update(self, removed: Sequence[Span], added: Sequence[Span]) -> None:
        """Take spans away and add others; one that comes back to its row is only painted anew."""
        if len(removed) + len(added) > MANY:
            gone = {span.id for span in (*removed, *added)}
            left = [span for span in self._spans if span.id not in gone]
            self.show(self._text, sorted([*left, *added], key=reading_order))
            return
        again = {span.id: span for span in added}
        for span in removed:
            row = self.row_of(span)
            after = again.get(span.id)
            if row is None:
                continue
            if after is not None and reading_order(after) == reading_order(span):
                self._spans[row] = again.pop(span.id)
                self.dataChanged.emit(self.index(row), self.index(row))
            else:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._spans[row]
                self.endRemoveRows()
        for span in again.values():
            self._insert(span)

    def _insert(self, span: Span) -> None:
        row = bisect_left(self._spans, reading_order(span), key=reading_order)
        self.beginInsertRows(QModelIndex(), row, row)
        self._spans.insert(row, span)
        self.endInsertRows()

    def row_of(self, span: Span) -> int | None:
        """Return the row of a span, if it is among them."""
        row = bisect_left(self._spans, reading_order(span), key=reading_order)
        return row if row < len(self._spans) and self._spans[row].id == span.id else None

    def span_at(self, index: AnyIndex) -> Span:
        """Return the span of a row."""
        return self._spans[index.row()]

    def quoted(self, span: Span) -> str:
        """Return the beginning of what a span quotes, on one line."""
        pieces = span.pieces or ((span.start, span.end),)
        return one_line(" … ".join(self._text[start : min(end, start + QUOTED)] for start, end in pieces[:9]), MOST)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._spans)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        span = self._spans[index.row()]
        if role == self.SPAN:
            return span
        if role == self.LAST:
            return self._spans[-1].start
        if role == Qt.ItemDataRole.DisplayRole:
            return self.quoted(span)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            named = filled(
                self.tr("{label}: {text}, at {position}"), label=span.label, text=self.quoted(span), position=span.start
            )
            return "; ".join(filter(None, (named, summary(span))))
        return None
