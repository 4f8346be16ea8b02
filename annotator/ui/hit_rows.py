"""The rows of what was found in all articles: as they come, or in the order of what stands around them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.store.hits import Hit
from annotator.ui.plain_text import filled, named

AnyIndex = QModelIndex | QPersistentModelIndex
Key = tuple[int, int, int]


class HitOrder(StrEnum):
    """In which order hits stand."""

    FOUND = "found"
    BEFORE = "before"
    """By the words before them, the nearest first."""
    AFTER = "after"
    """By what follows them."""


class HitRows(QAbstractListModel):
    """Hits in an order. Those that are `rejected` are told apart."""

    HIT, REJECTED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._order = HitOrder.FOUND
        self.rejected: set[Key] = set()
        self.fetch: Callable[[], object] | None = None
        """What is called when more is to be shown; None when there is no more."""

    # --- what is there

    def hits(self) -> Sequence[Hit]:
        """Return all hits, in their order."""
        return self._hits

    def hit(self, index: AnyIndex) -> Hit:
        """Return the hit of a row."""
        return self._hits[index.row()]

    def documents(self) -> set[int]:
        """Return the articles in which something was found."""
        return {hit.line.id for hit in self._hits}

    # --- what changes

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._hits, self.fetch = [], None
        self.rejected.clear()
        self.endResetModel()

    def add(self, hits: Sequence[Hit]) -> None:
        """Show more hits: below the others, or where they belong."""
        if not hits:
            return
        if self._order is HitOrder.FOUND:
            self.beginInsertRows(QModelIndex(), len(self._hits), len(self._hits) + len(hits) - 1)
            self._hits += hits
            self.endInsertRows()
        else:
            self._show([*self._hits, *hits])

    def sort_by(self, order: HitOrder) -> None:
        """Show the hits in another order; that of finding is that of the articles."""
        if order is not self._order:
            self._order = order
            self._show(self._hits)

    def replace(self, documents: Collection[int], hits: Iterable[Hit]) -> None:
        """Show of these articles the hits that there are now; those that are gone go."""
        now = {hit.key: hit for hit in hits}
        left = [now.get(hit.key, hit) for hit in self._hits if hit.line.id not in documents or hit.key in now]
        if len(left) == len(self._hits):
            self._hits = left
            self.dataChanged.emit(self.index(0), self.index(len(left) - 1))
        else:
            self._show(left)

    def reject(self, rows: Iterable[int], *, on: bool) -> None:
        """Mark rows as rejected, or as accepted again."""
        for row in rows:
            (self.rejected.add if on else self.rejected.discard)(self._hits[row].key)
            self.dataChanged.emit(self.index(row), self.index(row))

    def _show(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self._hits = sorted(hits, key=_KEYS[self._order])
        self.endResetModel()

    # --- what Qt asks

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def canFetchMore(self, parent: AnyIndex) -> bool:
        return not parent.isValid() and self.fetch is not None

    def fetchMore(self, parent: AnyIndex) -> None:
        fetch, self.fetch = self.fetch, None
        if fetch is not None and not parent.isValid():
            fetch()

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == self.HIT:
            return hit
        if role == self.REJECTED:
            return hit.key in self.rejected
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{hit.snippet.before}{hit.snippet.text}{hit.snippet.after}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(hit)
        return None

    def _said(self, hit: Hit) -> str:
        """Return what a screen reader says of a row."""
        words = f"{hit.snippet.before}{hit.snippet.text}{hit.snippet.after}"
        said = filled(self.tr("{title}: {words}"), title=" ".join(hit.line.title.split()), words=words)
        if hit.label:
            said = self.tr("{label}. {row}").format(label=named(hit.label), row=said)
        return self.tr("Rejected. {row}").format(row=said) if hit.key in self.rejected else said


def _before(hit: Hit) -> tuple[Any, ...]:
    return (hit.snippet.before.casefold().split()[::-1], hit.snippet.text.casefold(), hit.key)


def _after(hit: Hit) -> tuple[Any, ...]:
    return (_words(hit.snippet.after), hit.snippet.text.casefold(), hit.key)


def _words(text: str) -> str:
    """Return a text for sorting: what stands before its first letter does not count."""
    folded = text.casefold()
    first = next((at for at, letter in enumerate(folded) if letter.isalnum()), len(folded))
    return folded[first:]


_KEYS: dict[HitOrder, Callable[[Hit], Any]] = {
    HitOrder.FOUND: lambda hit: hit.key,
    HitOrder.BEFORE: _before,
    HitOrder.AFTER: _after,
}
