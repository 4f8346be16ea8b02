"""How one row of the command palette is painted: title, key, and a sentence, which may be why it cannot be done."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.ui.command_search import Found
from annotator.ui.key_cap import cap_text, cap_width, paint_cap
from annotator.ui.lettering import MOST
from annotator.ui.palette import Theme
from annotator.ui.style import SMALL_SIZE, panel_font
from annotator.ui.type_to_find import FOUND
from annotator.visible import one_line

MARGIN, PADDING, GAP = 12, 6, 12
LINE_GAP = 2


class CommandRow(QStyledItemDelegate):
    """Paints a Found."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, self.row_height())

    def row_height(self) -> int:
        """Return how high a row is, in pixels."""
        title, small = QFontMetrics(panel_font()), QFontMetrics(panel_font(SMALL_SIZE))
        return title.height() + LINE_GAP + small.height() + 2 * PADDING

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        found: Found = index.data(FOUND)
        row: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, self.theme.accent_soft)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, self.theme.key)
        room = row.adjusted(MARGIN, PADDING, -MARGIN, -PADDING)
        caps = room.width() - self._paint_keys(painter, room, found, direction)
        words = QRect(room.left(), room.top(), caps - GAP, QFontMetrics(panel_font()).height())
        self._paint_title(painter, QStyle.visualRect(direction, room, words), found, direction)
        top = words.bottom() + 1 + LINE_GAP
        below = QRect(room.left(), top, room.width(), room.bottom() - top + 1)
        self._paint_sentence(painter, below, found, direction)
        painter.restore()

    def _paint_keys(self, painter: QPainter, room: QRect, found: Found, direction: Qt.LayoutDirection) -> int:
        """Paint the first key at the far end; return how wide it is."""
        text = cap_text(next(iter(found.command.keys), ""))
        width = round(cap_width(text))
        cap = QStyle.visualRect(direction, room, QRect(room.right() + 1 - width, room.top(), width, room.height()))
        middle = room.top() + QFontMetrics(panel_font()).height() / 2
        paint_cap(painter, cap.right() + 1, middle, text, self.theme)
        return width

    def _paint_title(self, painter: QPainter, room: QRect, found: Found, direction: Qt.LayoutDirection) -> None:
        font = panel_font()
        title = QFontMetrics(font).elidedText(found.command.title, Qt.TextElideMode.ElideRight, room.width())
        layout = QTextLayout(title, font)
        layout.setFormats(_strong(found.positions, title))
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        at_end = direction == Qt.LayoutDirection.RightToLeft
        left = room.right() + 1 - line.naturalTextWidth() if at_end else room.left()
        painter.setPen(self.theme.muted if found.command.why_not() else self.theme.ink)
        layout.draw(painter, QPointF(left, room.top()))

    def _paint_sentence(self, painter: QPainter, room: QRect, found: Found, direction: Qt.LayoutDirection) -> None:
        command = found.command
        why_not = command.why_not()
        font = panel_font(SMALL_SIZE)
        sentence = one_line(why_not or f"{command.menu} · {command.explains}", MOST)
        painter.setFont(font)
        painter.setPen(self.theme.warn if why_not else self.theme.muted)
        shown = QFontMetrics(font).elidedText(sentence, Qt.TextElideMode.ElideRight, room.width())
        side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft)
        painter.drawText(room, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop, shown)


def _strong(positions: Iterable[int], title: str) -> list[QTextLayout.FormatRange]:
    """Return formats for the characters at these positions; beyond U+FFFF Qt counts two."""
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.Bold)
    strong.setFontUnderline(True)
    ranges = []
    for at in positions:
        if at < len(title):
            one = QTextLayout.FormatRange()
            one.start = len(title[:at].encode("utf-16-le")) // 2
            one.length = len(title[at].encode("utf-16-le")) // 2
            one.format = strong
            ranges.append(one)
    return ranges
