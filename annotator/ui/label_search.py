"""A few letters of a label's name at the place of the selection: Enter gives the label."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.model import Label
from annotator.ui.key_cap import cap_text, cap_width, paint_cap
from annotator.ui.palette import Theme, label_colors
from annotator.ui.plain_text import text_direction
from annotator.ui.style import panel_font, scaled
from annotator.ui.type_to_find import FOUND, AnyIndex, TypeToFind
from annotator.ui.word_match import match
from annotator.visible import one_line

WIDTH, ROWS = 300, 8
MARGIN, PADDING, SWATCH, GAP = 10, 5, 12, 8


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
        line: LabelLine = index.data(FOUND)
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
        shown = QFontMetrics(font).elidedText(one_line(name), Qt.TextElideMode.ElideMiddle, room.width())
        side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        painter.setLayoutDirection(text_direction(shown))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)


class LabelSearch(TypeToFind):
    """Asks which label is meant."""

    label_chosen = Signal(str, object)
    """The name of the label, and the modifiers that were held: they mean what they mean with a label's key."""

    def __init__(self, lines: Sequence[LabelLine], theme: Theme, window: QWidget, place: QRect) -> None:
        """`place` is that of the selection, on the screen: the dialog stands below it, or above."""
        super().__init__(
            window,
            title=self.tr("Give a label"),
            asks=self.tr("Letters of a label"),
            lists=self.tr("Labels found"),
            nothing=self.tr("No label is called that."),
        )
        self.setObjectName("label_search")
        self._lines = lines
        self._selection = place
        self._row = LabelRow(theme)
        height = min(ROWS, max(1, len(lines))) * self._row.row_height()
        self._arrange(self._row, QSize(WIDTH, height), margin=7, indent=MARGIN)
        self._search("")

    def look_up(self, typed: str) -> Sequence[LabelLine]:
        return found_labels(typed, self._lines)

    def name_of(self, row: LabelLine) -> str:
        return row.label.name

    def choose(self, row: LabelLine, held: Qt.KeyboardModifier) -> None:
        self.close()
        self.label_chosen.emit(row.label.name, held)

    def place(self) -> QPoint:
        return beside(self._selection, self.sizeHint(), self._window)


def beside(place: QRect, size: QSize, window: QWidget) -> QPoint:
    """Return where something stands below a place on the screen, or above where there is more room; in the window."""
    inside = QRect(window.mapToGlobal(QPoint(0, 0)), window.size()).adjusted(8, 8, -8, -8)
    left = max(inside.left(), min(place.left(), inside.right() - size.width()))
    is_low = place.bottom() + 6 + size.height() > inside.bottom()
    top = place.top() - 6 - size.height() if is_low else place.bottom() + 6
    return QPoint(left, max(inside.top(), top))
