"""The colours that a label can have, as a grid of swatches: one is chosen by a click or by arrows."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.color import LABEL_COLOR_COUNT, default_label_color
from annotator.ui.palette import THEMES, Theme, label_colors
from annotator.ui.plain_text import filled, tool_tip
from annotator.ui.style import scaled

COLUMNS = 8
CELL = 28
SWATCH = 20
STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}


class ColorGrid(QWidget):
    """Shows the default colours; those that other labels have bear a dot."""

    color_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = THEMES["light"]
        self._taken: Mapping[str, str] = {}
        self._colors = tuple(default_label_color(index) for index in range(LABEL_COLOR_COUNT))
        self._color = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Colour"))
        rows = -(-len(self._colors) // COLUMNS)
        self.setFixedSize(QSize(COLUMNS * scaled(CELL), rows * scaled(CELL)))

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        self.update()

    @property
    def color(self) -> str:
        """Return the chosen colour, `#rrggbb`; it need not be one of those that are shown."""
        return self._color

    def show_color(self, color: str, taken: Mapping[str, str]) -> None:
        """Show which colour is chosen, and which labels have the others: names by colour."""
        self._color, self._taken = color, taken
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleDescription(self._words(self._color))
        self.update()

    def _words(self, color: str) -> str:
        name = self._taken.get(color)
        return filled(self.tr("{color}, as {label} has it"), color=color, label=name) if name else color

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._colors):
            self._color = self._colors[number]
            self._tell()
            self.color_chosen.emit(self._color)

    def _cell(self, number: int) -> QRectF:
        side = scaled(CELL)
        column = number % COLUMNS
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            column = COLUMNS - 1 - column
        return QRectF(column * side, number // COLUMNS * side, side, side)

    def place_of(self, color: str) -> QPointF:
        """Return the middle of a colour's swatch. Raises ValueError when there is none."""
        return self._cell(self._colors.index(color)).center()

    def _number_at(self, point: QPointF) -> int:
        return next((number for number in range(len(self._colors)) if self._cell(number).contains(point)), -1)

    # --- what Qt says

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft and abs(step) == 1:
            step = -step
        here = self._colors.index(self._color) if self._color in self._colors else -1
        self._choose(here + step if here >= 0 else 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._number_at(event.position()))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._number_at(QPointF(event.pos()))
            QToolTip.showText(
                event.globalPos(), tool_tip(self._words(self._colors[number])) if number >= 0 else "", self
            )
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, color in enumerate(self._colors):
            self._paint_swatch(painter, self._cell(number).center(), color)
        painter.end()

    def _paint_swatch(self, painter: QPainter, middle: QPointF, color: str) -> None:
        colors, half = label_colors(color, self._theme), scaled(SWATCH) / 2
        swatch = QRectF(middle.x() - half + 0.5, middle.y() - half + 0.5, 2 * half - 1, 2 * half - 1)
        painter.setPen(colors.bar)
        painter.setBrush(colors.chip)
        painter.drawRoundedRect(swatch, 4, 4)
        if color in self._taken:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.ink)
            painter.drawEllipse(middle, 2.5, 2.5)
        if color == self._color:
            painter.setPen(QPen(self._theme.accent if self.hasFocus() else self._theme.ink, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(swatch.adjusted(-3, -3, 3, 3), 6, 6)
