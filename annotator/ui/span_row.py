"""How one row of the list of spans is painted: the label's colour, the text, the label, where it stands."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.model import Label, Span
from annotator.ui.mirroring import end_side, mirrored
from annotator.ui.palette import THEMES, Theme, label_colors
from annotator.ui.plain_text import is_right_to_left, text_direction
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
        place = _Place(row, option.direction)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, self.theme.accent_soft)
            if state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(place(QRectF(row.left(), row.top(), 3, row.height())), self.theme.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(row, self.theme.key)
        bar = QRectF(row.left() + MARGIN - 2, row.top() + 4, BAR, row.height() - 8)
        painter.fillRect(place(bar), self._color(span))
        room = row.adjusted(MARGIN + BAR + GAP, 0, -MARGIN, 0)
        widest = QLocale().toString(index.data(SpanRows.LAST))
        self._paint_texts(painter, place, room, span, index.data(), widest)
        painter.restore()

    def _color(self, span: Span) -> QColor:
        label = self.labels.get(span.label)
        return label_colors(label.color, self.theme).bar if label else self.theme.border

    def _paint_texts(
        self, painter: QPainter, place: "_Place", room: QRectF, span: Span, quoted: str, widest: str
    ) -> None:
        """Paint the position and the label at the end, and the text in what they leave."""
        small, tiny = panel_font(SMALL_SIZE), panel_font(HEADING_SIZE, strong=True)
        place.at_end(painter, room, QLocale().toString(span.start), small, self.theme.faint)
        rest = room.adjusted(0, 0, -QFontMetrics(small).horizontalAdvance(widest) - GAP, 0)
        limit = int(room.width() * LABEL_SHARE)
        label = QFontMetrics(tiny).elidedText(" ".join(span.label.split()), Qt.TextElideMode.ElideRight, limit)
        rest = place.at_end(painter, rest, label, tiny, self.theme.muted)
        font = panel_font()
        shown = QFontMetrics(font).elidedText(quoted, Qt.TextElideMode.ElideRight, int(rest.width()))
        side = Qt.AlignmentFlag.AlignRight if is_right_to_left(shown) else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(self.theme.ink)
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.setLayoutDirection(text_direction(shown))
        painter.drawText(place(rest), flags, shown)


class _Place:
    """Where the parts of a row stand that are laid out from the left, in the direction of the window."""

    def __init__(self, row: QRectF, direction: Qt.LayoutDirection) -> None:
        self._row, self._direction = row, direction

    def __call__(self, part: QRectF) -> QRectF:
        return mirrored(part, self._row, self._direction)

    def at_end(self, painter: QPainter, room: QRectF, text: str, font: QFont, color: QColor) -> QRectF:
        """Paint a text at the end of the room and return what is left of it."""
        painter.setFont(font)
        painter.setPen(color)
        flags = end_side(self._direction) | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self(room), flags, text)
        return room.adjusted(0, 0, -QFontMetrics(font).horizontalAdvance(text) - GAP, 0)
