"""The eye of a label: open while its spans are shown in the text, crossed out while they are hidden."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import filled, tool_tip
from annotator.ui.style import scaled

WIDTH = 24
HALF, HEIGHT = 6.5, 5.0
"""Pixels from the middle of the eye to its corner, and how high its lids bow."""


class EyeButton(QAbstractButton):
    """For the pointer; the keyboard has an action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = THEMES["light"]
        self._is_shut = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedWidth(scaled(WIDTH))
        self.show_state(is_shut=False, label="")

    def show_state(self, *, is_shut: bool, label: str) -> None:
        """Show whether the spans of the label are hidden."""
        self._is_shut = is_shut
        text = self.tr("Show the spans with {label} again") if is_shut else self.tr("Hide the spans with {label}")
        self.setAccessibleName(filled(text, label=label))
        self.setToolTip(tool_tip(filled(text, label=label)))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(WIDTH), scaled(WIDTH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QRectF(self.rect()).center())
        size = scaled(100) / 100
        painter.scale(size, size)
        painter.setPen(QPen(self._theme.ink if self.underMouse() else self._theme.muted, 1.2))
        lids = QPainterPath(QPointF(-HALF, 0))
        lids.quadTo(QPointF(0, -2 * HEIGHT), QPointF(HALF, 0))
        lids.quadTo(QPointF(0, 2 * HEIGHT), QPointF(-HALF, 0))
        painter.drawPath(lids)
        painter.drawEllipse(QPointF(0, 0), 1.8, 1.8)
        if self._is_shut:
            painter.drawLine(QPointF(-HALF + 1, HALF - 1), QPointF(HALF - 1, -HALF + 1))
        painter.end()
