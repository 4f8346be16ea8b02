"""How one row of the list of spans is painted: the label's colour, the text, the label, where it stands."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.model import Label, Span
from annotator.ui.lettering import Lettering
from annotator.ui.mirroring import begin_side, end_side, mirrored
from annotator.ui.palette import THEMES, Theme, label_colors
from annotator.ui.plain_text import is_right_to_left
from annotator.ui.row_list import RowList
from annotator.ui.span_rows import SpanRows
from annotator.ui.style import HEADING_SIZE, SMALL_SIZE
from annotator.ui.text_view.span_words import summary

HEIGHT = 27
MARGIN, GAP = 12, 8
BAR = 3
LEAST_SAID = 14
"""Pixels without which what is said of a span besides its label is left out."""
LABEL_SHARE = 0.34
"""Of the row: what a label's name takes at most."""


class SpanRow(QStyledItemDelegate):
    """Paints a span of SpanRows."""

    def __init__(self, rows: RowList) -> None:
        super().__init__(rows)
        self._list = rows
        self._labels: Mapping[str, Label] = {}
        self.set_theme(THEMES["light"])

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme`, and in the fonts as they are now."""
        self.theme = theme
        self._text, self._small, self._tiny = Lettering(), Lettering(SMALL_SIZE), Lettering(HEADING_SIZE, strong=True)

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Take the colours from these labels."""
        self._labels = {label.name: label for label in labels}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        span: Span = index.data(SpanRows.SPAN)
        state = self._list.state_of(index, option.rect)
        row = QRectF(option.rect)
        place = _Place(row, option.direction)
        painter.save()
        if state.selected:
            painter.fillRect(row, self.theme.accent_soft)
            if state.focused:
                painter.fillRect(place(QRectF(row.left(), row.top(), 3, row.height())), self.theme.accent)
        elif state.hovered:
            painter.fillRect(row, self.theme.key)
        bar = QRectF(row.left() + MARGIN - 2, row.top() + 4, BAR, row.height() - 8)
        painter.fillRect(place(bar), self._color(span))
        room = row.adjusted(MARGIN + BAR + GAP, 0, -MARGIN, 0)
        widest = QLocale().toString(index.data(SpanRows.LAST))
        self._paint_texts(painter, place, room, span, index.data(), widest)
        painter.restore()

    def _color(self, span: Span) -> QColor:
        label = self._labels.get(span.label)
        return label_colors(label.color, self.theme).bar if label else self.theme.border

    def _paint_texts(
        self, painter: QPainter, place: "_Place", room: QRectF, span: Span, quoted: str, widest: str
    ) -> None:
        """Paint the position and the label at the end, and the text in what they leave."""
        theme = self.theme
        self._small.paint(painter, place(room), QLocale().toString(span.start), theme.faint, place.end)
        rest = room.adjusted(0, 0, -self._small.width(widest) - GAP, 0)
        label = self._tiny.elided(span.label, room.width() * LABEL_SHARE)
        self._tiny.paint(painter, place(rest), label, theme.muted, place.end)
        rest = rest.adjusted(0, 0, -self._tiny.width(label) - GAP, 0)
        side = Qt.AlignmentFlag.AlignRight if is_right_to_left(quoted) else Qt.AlignmentFlag.AlignLeft
        self._text.paint(painter, place(rest), quoted, theme.ink, side | Qt.AlignmentFlag.AlignAbsolute)
        said = summary(span)
        left = place(rest).adjusted(self._text.width(quoted) + GAP, 0, 0, 0)
        if said and left.width() >= LEAST_SAID and not is_right_to_left(quoted):
            beside = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
            self._small.paint(painter, left, said, theme.muted, beside)


class _Place:
    """Where the parts of a row stand that are laid out from the left, in the direction of the window."""

    def __init__(self, row: QRectF, direction: Qt.LayoutDirection) -> None:
        self._row, self._direction = row, direction
        self.begin, self.end = begin_side(direction), end_side(direction)

    def __call__(self, part: QRectF) -> QRectF:
        return mirrored(part, self._row, self._direction)
