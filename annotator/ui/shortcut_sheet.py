"""All keys on one sheet: every action under its menu, the labels, and what moves the caret; a box filters them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.command_search import BY_EXPLANATION
from annotator.ui.commands import Command
from annotator.ui.key_cap import HEIGHT as CAP_HEIGHT
from annotator.ui.key_cap import cap_text, cap_width, paint_cap
from annotator.ui.palette import Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.style import heading_font, panel_font, scaled
from annotator.ui.translation import mark, translate
from annotator.ui.word_match import begins_words, match
from annotator.visible import one_line

CONTEXT = "keys"
LINE = Qt.ItemDataRole.UserRole
COLUMN_WIDTH = 280
PADDING, MARGIN, GAP, SIDE = 5, 10, 6, 16
WIDTH, HEIGHT = 1180, 700
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_Key = QKeySequence.StandardKey

TEXT = mark("keys", "In the text")
TEXT_KEYS: tuple[tuple[str, QKeySequence.StandardKey | str], ...] = (
    (mark("keys", "One word on"), _Key.MoveToNextWord),
    (mark("keys", "One word back"), _Key.MoveToPreviousWord),
    (mark("keys", "Select one character more"), _Key.SelectNextChar),
    (mark("keys", "Select one word more"), _Key.SelectNextWord),
    (mark("keys", "Select up to the end of the line"), _Key.SelectEndOfLine),
    (mark("keys", "Start of the text"), _Key.MoveToStartOfDocument),
    (mark("keys", "End of the text"), _Key.MoveToEndOfDocument),
    (mark("keys", "Deselect"), "Esc"),
)
"""Keys that the text has by itself, as the platform has them."""


RETURN, ENTER = (
    QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A heading, which has no keys and no sentence, or what keys do."""

    title: str
    keys: tuple[str, ...] = ()
    explains: str = ""
    heading: bool = False
    name: str = ""
    """Of the action or label."""
    menu: str = ""


def sheet_lines(commands: Sequence[Command]) -> list[SheetLine]:
    """Return the whole sheet."""
    lines = []
    for menu, group in groupby(commands, key=lambda command: command.menu):
        lines.append(SheetLine(menu, heading=True))
        lines += [SheetLine(command.title, command.keys, command.explains) for command in group]
    return [*lines, SheetLine(translate(CONTEXT, TEXT), heading=True), *_text_lines()]


def _text_lines() -> Iterator[SheetLine]:
    for title, key in TEXT_KEYS:
        keys = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        if keys:
            yield SheetLine(translate(CONTEXT, title), (keys,))


def filtered(lines: Sequence[SheetLine], typed: str) -> list[SheetLine]:
    """Return the lines that are found by title, sentence or key, under their headings."""
    kept: list[SheetLine] = []
    for line in lines:
        if line.heading and kept and kept[-1].heading:
            kept.pop()
        if line.heading or _is_found(line, typed):
            kept.append(line)
    return kept[:-1] if kept and kept[-1].heading else kept


def _is_found(line: SheetLine, typed: str) -> bool:
    in_title = match(typed, line.title)
    if in_title is not None and in_title.cost < BY_EXPLANATION:
        return True
    wanted = typed.strip().replace(" ", "+").casefold()
    return begins_words(typed, line.explains) or any(key.casefold() == wanted for key in line.keys)


def told_apart(keys: Sequence[str]) -> tuple[str, ...]:
    """Leave out Enter, the key beside the digits, where Return does the same: most keyboards call both Enter."""
    return tuple(key for key in keys if not (key.endswith(ENTER) and f"{key.removesuffix(ENTER)}{RETURN}" in keys))


class SheetLines(QAbstractListModel):
    """The lines that are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[SheetLine] = ()

    def show_lines(self, lines: Sequence[SheetLine]) -> None:
        """Hold these from now on."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.NoItemFlags if self.lines[index.row()].heading else super().flags(index)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(line.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (one_line(line.title), *line.keys)))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return line.explains
        return None


class SheetRow(QStyledItemDelegate):
    """Paints a SheetLine: the title, and the keys at the far end."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._width = COLUMN_WIDTH

    def fit(self, width: int) -> None:
        """Let whole columns fill so many pixels."""
        self._width = width // max(1, width // scaled(COLUMN_WIDTH))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        height = max(QFontMetrics(panel_font()).height(), scaled(CAP_HEIGHT)) + 2 * PADDING
        return QSize(self._width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line: SheetLine = index.data(LINE)
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row.adjusted(0, 0, -MARGIN, 0), self.theme.accent_soft)
        room = row.adjusted(MARGIN, 0, -2 * MARGIN, 0)
        left = 0 if line.heading else self._paint_keys(painter, room, told_apart(line.keys), direction)
        words = QStyle.visualRect(direction, room, room.adjusted(0, 0, -left, 0))
        font = heading_font() if line.heading else panel_font()
        side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        painter.setFont(font)
        painter.setPen(self.theme.muted if line.heading else self.theme.ink)
        title = QFontMetrics(font).elidedText(one_line(line.title), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()

    def _paint_keys(self, painter: QPainter, room: QRect, keys: Sequence[str], direction: Qt.LayoutDirection) -> int:
        """Paint the first two keys, the first outermost; return how much room they take."""
        taken = 0
        for key in keys[:2]:
            width = round(cap_width(cap_text(key)))
            cap = QRect(room.right() + 1 - taken - width, room.top(), width, room.height())
            right = QStyle.visualRect(direction, room, cap).right() + 1
            paint_cap(painter, right, room.center().y() + 1, cap_text(key), self.theme)
            taken += width + GAP
        return taken


class ShortcutSheet(QDialog):
    """Stands beside the window: one may read it while one works."""

    def __init__(self, commands: Sequence[Command], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("shortcut_sheet")
        self.setWindowTitle(self.tr("Keys"))
        self._all = sheet_lines(commands)
        self._row = SheetRow(theme)
        self.model = SheetLines(self)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter by action, label or key"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.filter.setClearButtonEnabled(True)
        self.sheet = QListView()
        self.sheet.setAccessibleName(self.tr("Keys"))
        self.nothing = plain_label(self.tr("No action is called that, and none has that key."), name="help")
        self.close_button = QPushButton(self.tr("Close"))
        self._arrange()
        self.filter.textChanged.connect(self._show)
        self.close_button.clicked.connect(self.reject)
        self._show("")

    def _arrange(self) -> None:
        self.sheet.setModel(self.model)
        self.sheet.setItemDelegate(self._row)
        self.sheet.setUniformItemSizes(True)
        self.sheet.setFlow(QListView.Flow.TopToBottom)
        self.sheet.setWrapping(True)
        self.sheet.setResizeMode(QListView.ResizeMode.Adjust)
        self.close_button.setDefault(True)
        below = QHBoxLayout()
        below.addWidget(self.nothing)
        below.addStretch(1)
        below.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 16, SIDE, 12)
        column.setSpacing(12)
        column.addWidget(self.filter)
        column.addWidget(self.sheet, 1)
        column.addLayout(below)
        window, size = self.parentWidget(), QSize(scaled(WIDTH), scaled(HEIGHT))
        self.resize(size.boundedTo(window.size()) if window is not None else size)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._row.theme = theme
        self.sheet.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.fit(self.width() - 2 * SIDE)
        self.sheet.scheduleDelayedItemsLayout()

    def _show(self, typed: str) -> None:
        lines = filtered(self._all, typed)
        self.model.show_lines(lines)
        self.nothing.setVisible(not lines)
