"""A button that is an action: its words, and its key in a cap."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QEnterEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from annotator.ui.key_cap import cap_width, caption, paint_cap
from annotator.ui.mirroring import begin_side, mirrored
from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import tool_tip, without_mark
from annotator.ui.style import scaled

PADDING = 9
GAP = 6
HEIGHT = 26


class ActionButton(QAbstractButton):
    """Shows an action without a box until the pointer or the focus is on it; a `prominent` one always has one."""

    def __init__(self, action: QAction, parent: QWidget | None = None, *, prominent: bool = False) -> None:
        super().__init__(parent)
        self._theme = THEMES["light"]
        self._prominent = prominent
        self._action = action
        self._widths: tuple[int, int, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.action_name = action.objectName()
        self.setObjectName(f"{action.objectName()}_button")
        self.clicked.connect(lambda *_checked: action.trigger())
        action.changed.connect(self._show_action)
        self._show_action()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        self.update()

    def _show_action(self) -> None:
        self._widths = None
        self.setText(self._action.text())
        self._show_tip()
        self.setStatusTip(self._action.statusTip())
        self.setAccessibleName(self._action.text())
        self.setAccessibleDescription(self._action.statusTip())
        self.setEnabled(self._action.isEnabled())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._measured()[0], scaled(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._measured()[1], scaled(HEIGHT))

    def _measured(self) -> tuple[int, int, float]:
        """Return the width of all, the least there can be, and that of what is not words, in pixels.

        Qt asks for them five times before the window is seen.
        """
        if self._widths is None:
            cap, metrics = cap_width(caption(self._action)), self.fontMetrics()
            taken = cap + 2 * PADDING + (GAP if cap else 0)
            whole = round(metrics.horizontalAdvance(self.text()) + taken + 1)
            self._widths = whole, min(whole, round(taken + metrics.horizontalAdvance("…") * 4)), taken
        return self._widths

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._widths = None

    def _show_tip(self) -> None:
        """Say what the action does; and what it is called, where the words have too little room."""
        if self.width() >= self.sizeHint().width():
            self.setToolTip(self._action.toolTip())
        else:
            self.setToolTip(tool_tip(f"{without_mark(self.text())}\n{self._action.statusTip()}"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_tip()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, enabled = self._theme, self.isEnabled()
        lit = enabled and (self._prominent or self.underMouse() or self.isDown())
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.accent, 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.key if lit else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(theme.ink if lit else theme.muted)
        painter.setOpacity(1.0 if enabled else 0.55)
        side, text = begin_side(self.layoutDirection()), caption(self._action)
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, round(self.width() - self._measured()[2] + 1)
        )
        painter.drawText(box.adjusted(PADDING, 0, -PADDING, 0), side | Qt.AlignmentFlag.AlignVCenter, words)
        cap = QRectF(self.width() - PADDING - cap_width(text), 0, cap_width(text), self.height())
        right = mirrored(cap, QRectF(self.rect()), self.layoutDirection()).right()
        paint_cap(painter, right, self.height() / 2, text, theme)
        painter.end()
