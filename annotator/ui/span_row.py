"""How one row of the list of spans is painted: the label's colour, the text, the label, where it stands."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.model import Label, Span
from annotator.ui.palette import THEMES, Theme, label_colors
from annotator.ui.plain_text import is_right_to_left
from annotator.ui.span_rows import SpanRows
from annotator.ui.style import HEADING_SIZE, SMALL_SIZE, panel_font

HEIGHT = 27
MARGIN, GAP = 12, 8
BAR = 3
LABEL_SHARE = 0.34
"""Of the row: what a label's name takes at most."""


class SpanRow(QStyledItemDelegate):
    """Paints a span of SpanRows."""

    theme: Theme = THEMES["light"]
    labels: Mapping[str, Label] = {}

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Take the colours from these labels."""
        self.labels = {label.name: label for label in labels}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        span: Span = index.data(SpanRows.SPAN)
        state: QStyle.StateFlag = option.state
        row = QRectF(option.rect)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, self.theme.accent_soft)
            if state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(QRectF(row.left(), row.top(), 3, row.height()), self.theme.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, self.theme.key)
        painter.fillRect(QRectF(row.left() + MARGIN - 2, row.top() + 4, BAR, row.height() - 8), self._color(span))
        room = row.adjusted(MARGIN + BAR + GAP, 0, -MARGIN, 0)
        self._paint_texts(painter, room, span, index.data(), QLocale().toString(index.data(SpanRows.LAST)))
        painter.restore()

    def _color(self, span: Span) -> QColor:
        label = self.labels.get(span.label)
        return label_colors(label.color, self.theme).bar if label else self.theme.border

    def _paint_texts(self, painter: QPainter, room: QRectF, span: Span, quoted: str, widest: str) -> None:
        """Paint the position and the label at the right, and the text in what they leave."""
        small, tiny = panel_font(SMALL_SIZE), panel_font(HEADING_SIZE, strong=True)
        _at_right(painter, room, QLocale().toString(span.start), small, self.theme.faint)
        rest = room.adjusted(0, 0, -QFontMetrics(small).horizontalAdvance(widest) - GAP, 0)
        limit = int(room.width() * LABEL_SHARE)
        label = QFontMetrics(tiny).elidedText(" ".join(span.label.split()), Qt.TextElideMode.ElideRight, limit)
        rest = _at_right(painter, rest, label, tiny, self.theme.muted)
        font = panel_font()
        shown = QFontMetrics(font).elidedText(quoted, Qt.TextElideMode.ElideRight, int(rest.width()))
        side = Qt.AlignmentFlag.AlignRight if is_right_to_left(shown) else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(self.theme.ink)
        painter.drawText(rest, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, shown)


def _at_right(painter: QPainter, room: QRectF, text: str, font: QFont, color: QColor) -> QRectF:
    """Paint a text at the right end of the room and return what is left of it."""
    painter.setFont(font)
    painter.setPen(color)
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(room, flags, text)
    return room.adjusted(0, 0, -QFontMetrics(font).horizontalAdvance(text) - GAP, 0)
