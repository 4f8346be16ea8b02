"""How one row of the document list is painted: a dot for how far it is, the title, and a line about it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.model import Status
from annotator.store import DocumentLine
from annotator.ui.dates import short_date
from annotator.ui.document_lines import DocumentLines
from annotator.ui.lettering import Lettering
from annotator.ui.mirroring import begin_side, mirrored
from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import isolated
from annotator.ui.row_list import RowList
from annotator.ui.status_words import shown_title, standing
from annotator.ui.style import SMALL_SIZE

LEFT, RIGHT, PADDING = 28, 12, 7
DOT = 9
DOT_LEFT = 12
MIN_SOURCE = 40
"""Pixels."""
SEPARATOR = " · "
ELLIPSIS = "…"


class DocumentRow(QStyledItemDelegate):
    """Paints a DocumentLine."""

    def __init__(self, rows: RowList) -> None:
        super().__init__(rows)
        self._list = rows
        self.set_theme(THEMES["light"])

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme`, and in the fonts as they are now."""
        self.theme = theme
        self._title, self._strong, self._small = Lettering(), Lettering(strong=True), Lettering(SMALL_SIZE)

    def height(self) -> int:
        """Return how high a row is, in pixels."""
        return self._title.height + self._small.height + 2 * PADDING + 1

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: DocumentLine = index.data(DocumentLines.LINE)
        state = self._list.state_of(index, option.rect)
        row = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state.selected:
            painter.fillRect(row, self.theme.accent_soft)
        elif state.hovered:
            painter.fillRect(row, self.theme.key)
        if state.selected and state.focused:
            focus = QRectF(row.left(), row.top(), 3, row.height())
            painter.fillRect(mirrored(focus, row, option.direction), self.theme.accent)
        self._paint_texts(painter, row, line, option.direction, strong=state.selected)
        top = row.top() + PADDING + (self._title.height - DOT) / 2
        dot = mirrored(QRectF(row.left() + DOT_LEFT, top, DOT, DOT), row, option.direction)
        paint_dot(painter, dot.topLeft(), line, self.theme)
        painter.restore()

    def _paint_texts(
        self, painter: QPainter, row: QRectF, line: DocumentLine, direction: Qt.LayoutDirection, *, strong: bool
    ) -> None:
        left, width = row.left() + LEFT, row.width() - LEFT - RIGHT
        top = row.top() + PADDING
        title, small = self._strong if strong else self._title, self._small
        side = begin_side(direction)
        room = mirrored(QRectF(left, top, width, title.height), row, direction)
        title.paint(painter, room, shown_title(line), self.theme.ink, side)
        room = mirrored(QRectF(left, top + title.height + 1, width, small.height), row, direction)
        small.paint(painter, room, second_line(line, small.metrics, width), self.theme.muted, side)


def paint_dot(painter: QPainter, corner: QPointF, line: DocumentLine, theme: Theme) -> None:
    """Paint a ring for to do, half a disc for in progress, a whole one for done, a square for flagged."""
    dot = QRectF(corner.x() + 0.75, corner.y() + 0.75, DOT - 1.5, DOT - 1.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if line.flagged:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.warn)
        painter.drawRoundedRect(dot.adjusted(-0.5, -0.5, 0.5, 0.5), 2, 2)
    elif line.status is Status.DONE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.ok)
        painter.drawEllipse(dot.adjusted(-0.75, -0.75, 0.75, 0.75))
    elif line.status is Status.IN_PROGRESS:
        painter.setPen(QPen(theme.accent, 1.5))
        painter.drawEllipse(dot)
        painter.setBrush(theme.accent)
        painter.drawChord(dot, 90 * 16, 180 * 16)
    elif line.status is Status.SKIPPED:
        painter.setPen(QPen(theme.border, 1.5))
        painter.drawLine(QPointF(dot.left(), dot.center().y()), QPointF(dot.right(), dot.center().y()))
    else:
        painter.setPen(QPen(theme.border, 1.5))
        painter.drawEllipse(dot)


def second_line(line: DocumentLine, metrics: QFontMetrics, width: float) -> str:
    """Return date, source or author, spans, and how far it is, what there is of them.

    Where there is too little room the source gives way, then the date.
    """
    day, who = short_date(line.date), " ".join((line.source or line.author).split())
    rest = [_spans(line.spans), *(" ".join(words.split()) for words in standing(line))]
    whole = _joined([day, who, *rest])
    if metrics.horizontalAdvance(whole) <= width:
        return whole
    room = width - metrics.horizontalAdvance(_joined([day, who and ELLIPSIS, *rest]))
    if who and room >= MIN_SOURCE:
        room += metrics.horizontalAdvance(ELLIPSIS)
        return _joined([day, metrics.elidedText(who, Qt.TextElideMode.ElideRight, int(room)), *rest])
    whole = _joined([day, *rest])
    return whole if metrics.horizontalAdvance(whole) <= width else _joined(rest)


def _spans(number: int) -> str:
    if number == 1:
        return QCoreApplication.translate("document_row", "1 span")
    count = QLocale().toString(number)
    return QCoreApplication.translate("document_row", "{spans} spans").format(spans=count) if number else ""


def _joined(facts: Sequence[str]) -> str:
    return SEPARATOR.join(isolated(fact) for fact in facts if fact)
