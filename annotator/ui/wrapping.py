"""Controls in a row that goes on in further lines where it is too narrow, so that none of them is cut."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

GAP, LINE_GAP = 12, 6


class WrappingRow(QLayout):
    """Lays out what is added from left to right."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._pushed: QLayoutItem | None = None
        self._pushes = False

    def fill(self, *widgets: QWidget, at_end: Sequence[QWidget] = ()) -> None:
        """Add widgets, and some that stand at the right end of their line."""
        for widget in widgets:
            self.addWidget(widget)
        self._pushes = bool(at_end)
        for widget in at_end:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        if self._pushes and self._pushed is None:
            self._pushed = item

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = [max(item.sizeHint().height() for item in line) for line in self._lines(width)]
        return sum(heights) + LINE_GAP * max(0, len(heights) - 1)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in shown) + GAP * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._shown()]
        width, height = (max((side(size) for size in shown), default=0) for side in (QSize.width, QSize.height))
        return QSize(width, height)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        top = area.top()
        for line in self._lines(area.width()):
            height = max(item.sizeHint().height() for item in line)
            used = sum(self._width(item, area.width()) for item in line) + GAP * (len(line) - 1)
            left = area.left()
            for item in line:
                left += area.width() - used if item is self._pushed else 0
                width = self._width(item, area.width())
                across = left if self._is_left_to_right() else area.left() + area.right() + 1 - left - width
                item.setGeometry(QRect(across, top, width, height))
                left += width + GAP
            top += height + LINE_GAP

    def _is_left_to_right(self) -> bool:
        parent = self.parentWidget()
        return not isinstance(parent, QWidget) or parent.layoutDirection() == Qt.LayoutDirection.LeftToRight

    def _shown(self) -> Iterator[QLayoutItem]:
        return (item for item in self._items if not item.isEmpty())

    @staticmethod
    def _width(item: QLayoutItem, room: int) -> int:
        return min(item.sizeHint().width(), item.maximumSize().width(), room)

    def _lines(self, room: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            width = self._width(item, room)
            if not lines or left + width > room:
                lines.append([])
                left = 0
            lines[-1].append(item)
            left += width + GAP
        return lines
