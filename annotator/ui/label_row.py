"""One label of the palette: colour, name, how often given, key. A click on it is its action."""

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.model import Label
from annotator.ui.key_cap import cap_height, cap_width, caption, paint_cap
from annotator.ui.mirroring import begin_side, mirrored
from annotator.ui.palette import THEMES, Theme, label_colors
from annotator.ui.style import scaled

ROW_HEIGHT = 27
MARGIN = 12
SWATCH = 14
GAP = 9


class LabelRow(QAbstractButton):
    """One label. The current one is that of the selected span, or the one that was given last."""

    def __init__(self, label: Label, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self.count = 0
        self.current = False
        self._action = action
        self._theme = THEMES["light"]
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(action.toolTip())
        self.setStatusTip(action.statusTip())
        self.setFixedHeight(scaled(ROW_HEIGHT))
        self.clicked.connect(lambda *_checked: action.trigger())
        self._name()

    def show_state(self, *, count: int, current: bool) -> None:
        """Show how often the label has been given, and whether it is the current one."""
        if (count, current) != (self.count, self.current):
            self.count, self.current = count, current
            self._name()
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(self.tr("{label}, {count} spans").format(label=self.label.name, count=self.count))
        self.setAccessibleDescription(self._action.statusTip())

    def sizeHint(self) -> QSize:
        cap = cap_width(caption(self._action))
        words = self.fontMetrics().horizontalAdvance(self.label.name + "  " + QLocale().toString(self.count))
        return QSize(round(2 * MARGIN + SWATCH + 2 * GAP + words + cap), scaled(ROW_HEIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        middle, theme = self.height() / 2, self._theme
        colors = label_colors(self.label.color, theme)
        painter.setPen(colors.bar)
        painter.setBrush(colors.chip)
        swatch = QRectF(MARGIN + 0.5, middle - SWATCH / 2 + 0.5, SWATCH - 1, SWATCH - 1)
        painter.drawRoundedRect(self._placed(swatch), 4, 4)
        right, text = self.width() - MARGIN, caption(self._action)
        cap = QRectF(right - cap_width(text), 0, cap_width(text), self.height())
        paint_cap(painter, self._placed(cap).right(), middle, text, theme)
        right = round(right - max(cap_width(text), cap_height()) - GAP)
        count = QLocale().toString(self.count)
        width = self.fontMetrics().horizontalAdvance(count)
        painter.setPen(theme.faint)
        side = begin_side(self.layoutDirection()) | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._placed(QRectF(right - width, 0, width + 1, self.height())), side, count)
        left = MARGIN + SWATCH + GAP
        room = right - width - GAP - left
        name = self.fontMetrics().elidedText(self.label.name, Qt.TextElideMode.ElideMiddle, room)
        painter.setPen(theme.ink)
        painter.drawText(self._placed(QRectF(left, 0, room, self.height())), side, name)
        painter.end()

    def _placed(self, part: QRectF) -> QRectF:
        return mirrored(part, QRectF(self.rect()), self.layoutDirection())

    def _paint_ground(self, painter: QPainter) -> None:
        if self.current or self.isDown():
            painter.fillRect(self.rect(), self._theme.accent_soft)
        elif self.underMouse():
            painter.fillRect(self.rect(), self._theme.key)
        if self.hasFocus():
            painter.fillRect(self._placed(QRectF(0, 0, 3, self.height())), self._theme.accent)
