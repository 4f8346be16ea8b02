"""A few letters of a label's name at the place of the selection: Enter gives the label."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.model import Label
from annotator.ui.key_cap import cap_text, cap_width, paint_cap
from annotator.ui.palette import Theme, label_colors
from annotator.ui.plain_text import plain_label
from annotator.ui.style import panel_font, scaled
from annotator.ui.word_match import match

WIDTH, ROWS = 300, 8
MARGIN, PADDING, SWATCH, GAP = 10, 5, 12, 8
ROW = Qt.ItemDataRole.UserRole
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A label, and its key as the system writes it."""

    label: Label
    key: str


def found_labels(typed: str, lines: Sequence[LabelLine]) -> list[LabelLine]:
    """Return the labels that are found by beginnings of words of their names, the best first."""
    finds = ((match(typed, line.label.name), line) for line in lines)
    costs = [(found.cost, at, line) for at, (found, line) in enumerate(finds) if found is not None]
    return [line for _cost, _at, line in sorted(costs, key=lambda entry: entry[:2])]


class FoundLabels(QAbstractListModel):
    """What was found, the best first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: Sequence[LabelLine] = ()

    def show_lines(self, lines: Sequence[LabelLine]) -> None:
        """Hold these from now on."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == ROW:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.label.name
        return None


class LabelRow(QStyledItemDelegate):
    """Paints colour, name and key of a label."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(scaled(WIDTH), self.row_height())

    def row_height(self) -> int:
        """Return how high a row is, in pixels."""
        return QFontMetrics(panel_font()).height() + 2 * PADDING

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line: LabelLine = index.data(ROW)
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, self.theme.accent_soft)
        room = row.adjusted(MARGIN, 0, -MARGIN, 0)
        colors = label_colors(line.label.color, self.theme)
        swatch = QRect(room.left(), room.center().y() - SWATCH // 2 + 1, SWATCH, SWATCH)
        painter.setPen(colors.bar)
        painter.setBrush(colors.chip)
        box = QRectF(QStyle.visualRect(direction, room, swatch))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        text = cap_text(line.key)
        width = round(cap_width(text))
        cap = QStyle.visualRect(direction, room, QRect(room.right() + 1 - width, room.top(), width, room.height()))
        paint_cap(painter, cap.right() + 1, room.center().y() + 1, text, self.theme)
        words = room.adjusted(SWATCH + GAP, 0, -width - GAP, 0)
        self._paint_name(painter, QStyle.visualRect(direction, room, words), line.label.name, direction)
        painter.restore()

    def _paint_name(self, painter: QPainter, room: QRect, name: str, direction: Qt.LayoutDirection) -> None:
        font = panel_font()
        painter.setFont(font)
        painter.setPen(self.theme.ink)
        shown = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideMiddle, room.width())
        side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)


class LabelSearch(QDialog):
    """Asks which label is meant. Closes when it is told, on Escape, and when another window gets the keyboard."""

    label_chosen = Signal(str, object)
    """The name of the label, and the modifiers that were held: they mean what they mean with a label's key."""

    def __init__(self, lines: Sequence[LabelLine], theme: Theme, window: QWidget, place: QRect) -> None:
        """`place` is that of the selection, on the screen: the dialog stands below it, or above."""
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("label_search")
        self.setWindowTitle(self.tr("Give a label"))
        self._window = window
        self._lines = lines
        self._place = place
        self._model = FoundLabels(self)
        self._row = LabelRow(theme)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(self.tr("Letters of a label"))
        self.typed.setAccessibleName(self.tr("Give a label"))
        self.found = QListView()
        self.found.setAccessibleName(self.tr("Labels found"))
        self.nothing = plain_label(self.tr("No label is called that."), name="help")
        self._arrange()
        self.typed.textChanged.connect(self._search)
        self.typed.installEventFilter(self)
        self.found.clicked.connect(lambda index: self._choose(index, Qt.KeyboardModifier.NoModifier))
        self._search("")

    def _arrange(self) -> None:
        self.found.setModel(self._model)
        self.found.setItemDelegate(self._row)
        self.found.setUniformItemSizes(True)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(MARGIN, 4, MARGIN, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(7, 7, 7, 7)
        column.setSpacing(6)
        column.addWidget(self.typed)
        column.addWidget(self.found)
        column.addWidget(self.nothing)
        height = min(ROWS, max(1, len(self._lines))) * self._row.row_height()
        self.found.setFixedHeight(height)
        self.nothing.setFixedHeight(height)
        self.setFixedWidth(min(scaled(WIDTH), self._window.width() - 32))

    def _search(self, typed: str) -> None:
        found = found_labels(typed, self._lines)
        self._model.show_lines(found)
        self.found.setCurrentIndex(self._model.index(0))
        self.found.setVisible(bool(found))
        self.nothing.setVisible(not found)

    def _choose(self, index: QModelIndex, held: Qt.KeyboardModifier) -> None:
        line: LabelLine | None = index.data(ROW)
        if line is not None:
            self.close()
            self.label_chosen.emit(line.label.name, held)

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
        self.move(beside(self._place, self.sizeHint(), self._window))
        self.typed.setFocus()


def beside(place: QRect, size: QSize, window: QWidget) -> QPoint:
    """Return where something stands below a place on the screen, or above where there is more room; in the window."""
    inside = QRect(window.mapToGlobal(QPoint(0, 0)), window.size()).adjusted(8, 8, -8, -8)
    left = max(inside.left(), min(place.left(), inside.right() - size.width()))
    is_low = place.bottom() + 6 + size.height() > inside.bottom()
    top = place.top() - 6 - size.height() if is_low else place.bottom() + 6
    return QPoint(left, max(inside.top(), top))
