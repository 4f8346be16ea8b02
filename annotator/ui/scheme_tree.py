"""The labels of one kind as a tree: those below others, their order, their keys. Moved by keys or by the mouse."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.model import Label
from annotator.scheme_editing import Way
from annotator.ui.palette import THEMES, Theme, label_colors
from annotator.ui.style import scaled
from annotator.visible import one_line

LABEL = Qt.ItemDataRole.UserRole
SWATCH = 14
WAYS = {
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Left: Way.OUT,
    Qt.Key.Key_Right: Way.IN,
}
NAMING = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SchemeTree(QTreeWidget):
    """Alt and an arrow move the label that is chosen; a drop says where it is to stand."""

    label_chosen = Signal(object)
    """The Label that is chosen now, or None."""
    moved = Signal(object, object)
    """A Label and the Way that it is to go."""
    dropped = Signal(object, str, object)
    """A Label, the name of the one below which it is to stand, and the Label before which, or None."""
    removal_wanted = Signal()
    naming_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = THEMES["light"]
        self._shape: list[tuple[int, int]] = []
        self.setObjectName("rows")
        self.setAccessibleName(self.tr("Labels"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.header().setAccessibleName(self.tr("Columns"))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setIconSize(QSize(scaled(SWATCH), scaled(SWATCH)))
        self.setIndentation(scaled(18))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(lambda *_: self.label_chosen.emit(self.label()))

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        for item in self.items():
            item.setIcon(0, self._swatch(item.data(0, LABEL).color))

    def label(self) -> Label | None:
        """Return the label that is chosen."""
        item = self.currentItem()
        return None if item is None else item.data(0, LABEL)

    def show_labels(self, labels: Sequence[tuple[Label, int]], chosen: int | None = None) -> None:
        """Show labels with their depths. The one of the id `chosen` is chosen, else that which was, else the first."""
        before = self.label()
        wanted = chosen if chosen is not None else before.id if before else None
        self.blockSignals(True)
        if self._shape != [(label.id, depth) for label, depth in labels]:
            self._build(labels)
        items = dict(zip(self._shape, self.items(), strict=True))
        for label, depth in labels:
            self._fill(items[label.id, depth], label)
        there = [item for item in self.items() if item.data(0, LABEL).id == wanted] or self.items()[:1]
        if there:
            self.setCurrentItem(there[0])
        self.blockSignals(False)
        self.label_chosen.emit(self.label())

    def _build(self, labels: Sequence[tuple[Label, int]]) -> None:
        self.clear()
        self._shape = [(label.id, depth) for label, depth in labels]
        above: list[QTreeWidgetItem] = []
        for _label, depth in labels:
            item = QTreeWidgetItem()
            del above[depth:]
            if above:
                above[-1].addChild(item)
            else:
                self.addTopLevelItem(item)
            above.append(item)
        self.expandAll()

    def _fill(self, item: QTreeWidgetItem, label: Label) -> None:
        if item.data(0, LABEL) == label:
            return
        item.setText(0, one_line(label.name))
        item.setText(1, one_line(label.key))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setIcon(0, self._swatch(label.color))
        item.setData(0, LABEL, label)

    def _swatch(self, color: str) -> QIcon:
        side, ratio = scaled(SWATCH), self.devicePixelRatioF()
        picture = QPixmap(round(side * ratio), round(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        colors = label_colors(color, self._theme)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colors.bar)
        painter.setBrush(colors.chip)
        painter.drawRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), 4, 4)
        painter.end()
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)  # Or Qt would mix in the colour of the selection.
        return icon

    def items(self) -> list[QTreeWidgetItem]:
        """Return all rows from the top."""
        return list(_all_below(self.invisibleRootItem()))

    def filter(self, words: str) -> None:
        """Show only labels whose names hold the words, with those above them; all without words."""
        wanted = words.casefold().split()
        for item in reversed(self.items()):
            item.setHidden(not _any_shown(item) and not all(word in item.text(0).casefold() for word in wanted))

    def choose_found(self) -> None:
        """Choose the first label that holds the words of the search, and take the keyboard."""
        found = next((item for item in self.items() if not item.isHidden() and not _any_shown(item)), None)
        if found is not None:
            self.setCurrentItem(found)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what Qt says

    def event(self, event: QEvent) -> bool:
        """Take Alt and the arrows before anybody else does."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._way(event):
            event.accept()
            return True
        return super().event(event)

    def _way(self, event: QKeyEvent) -> Way | None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return WAYS.get(Qt.Key(event.key())) if modifiers == Qt.KeyboardModifier.AltModifier else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way, label = self._way(event), self.label()
        if way is not None:
            if label is not None:
                self.moved.emit(label, way)
        elif event.key() == Qt.Key.Key_Delete and label is not None:
            self.removal_wanted.emit()
        elif event.key() in NAMING and label is not None:
            self.naming_wanted.emit()
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Move nothing; say what is to be moved where."""
        label, item = self.label(), self.itemAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if label is not None:
            place = self.place_of_drop(label, item, self.dropIndicatorPosition())
            if place is not None:  # After the drag: what comes of it makes the rows anew.
                QTimer.singleShot(0, self, lambda: self.dropped.emit(label, *place))

    @staticmethod
    def place_of_drop(
        label: Label, item: QTreeWidgetItem | None, place: QAbstractItemView.DropIndicatorPosition
    ) -> tuple[str, Label | None] | None:
        """Return where a label is to stand that is dropped on, above or below a row; below all without one.

        That is the name of the label above it, and the label before which it stands. On itself it stays.
        """
        if item is None:
            return "", None
        target: Label = item.data(0, LABEL)
        if target.id == label.id:
            return None
        if place == QAbstractItemView.DropIndicatorPosition.OnItem:
            return target.name, None
        if place == QAbstractItemView.DropIndicatorPosition.AboveItem:
            return target.parent, target
        beside = _below(item.parent() or item.treeWidget().invisibleRootItem())
        following = (one.data(0, LABEL) for one in beside[beside.index(item) + 1 :])
        return target.parent, next((one for one in following if one.id != label.id), None)


def _any_shown(item: QTreeWidgetItem) -> bool:
    return any(not one.isHidden() for one in _below(item))


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """Return the rows directly below one."""
    children = (item.child(at) for at in range(item.childCount()))
    return [child for child in children if child is not None]


def _all_below(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for child in _below(item):
        yield child
        yield from _all_below(child)
