"""One label of the palette: colour, name, how often given, key. A click on it is its action."""

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.model import Label
from annotator.ui.eye_button import EyeButton
from annotator.ui.key_cap import cap_height, cap_width, caption, paint_cap
from annotator.ui.mirroring import begin_side, mirrored
from annotator.ui.palette import THEMES, Theme, label_colors
from annotator.ui.plain_text import filled, text_direction
from annotator.ui.style import scaled
from annotator.visible import one_line

ROW_HEIGHT = 27
MARGIN = 12
SWATCH = 14
GAP = 9
STEP, DEEPEST = 14, 4
"""Pixels by which a label stands farther in than the one above it, so many times at most."""


class LabelRow(QAbstractButton):
    """One label. The current one is that of the selected span, or the one that was given last.

    The eye, which is seen while the pointer or the keyboard is on the row, hides the label's spans in the text.
    """

    step_wanted = Signal(int)
    """The keyboard is to go to the label below, 1, or above, -1."""
    hiding_wanted = Signal(str)
    """The name of the label whose spans are to be hidden, or shown again."""
    hint_wanted = Signal(object)
    """The row, which is about to show its tooltip."""

    def __init__(self, label: Label, action: QAction, parent: QWidget | None = None, *, depth: int = 0) -> None:
        """`depth` is how many labels stand above this one."""
        super().__init__(parent)
        self.label = label
        self._left = MARGIN + STEP * min(depth, DEEPEST)
        self.count: int | None = None
        self.current = False
        self.is_hidden = False
        self.pen = False
        self.eye = EyeButton(self)
        self.eye.hide()
        self.eye.clicked.connect(lambda *_checked: self.hiding_wanted.emit(label.name))
        self._action = action
        self._theme = THEMES["light"]
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(action.toolTip())
        self.setStatusTip(action.statusTip())
        self.setFixedHeight(scaled(ROW_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # The panel says how wide it is.
        self.clicked.connect(lambda *_checked: action.trigger())
        self._name()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of the arrows: by itself, a button would send the keyboard out of the panel."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step_wanted.emit(step)

    def show_state(self, *, count: int | None, current: bool, is_hidden: bool) -> None:
        """Show how often the label has been given, whether it is the current one, and whether its spans are hidden."""
        if (count, current, is_hidden) != (self.count, self.current, self.is_hidden):
            shows_eye = is_hidden or self.is_hidden or self.eye.isVisible()
            self.count, self.current, self.is_hidden = count, current, is_hidden
            self._name()
            if shows_eye:
                self._show_eye()
            self.update()

    def show_pen(self, *, on: bool) -> None:
        """Show whether the label is taken up as a pen."""
        if on is not self.pen:
            self.pen = on
            self._name()
            self.update()

    def sentence(self) -> str:
        """Return what a click does."""
        return self._action.statusTip()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self.hint_wanted.emit(self)
        return super().event(event)

    def _show_eye(self) -> None:
        self.eye.show_state(is_shut=self.is_hidden, label=self.label.name)
        self.eye.setVisible(self.is_hidden or self.underMouse() or self.hasFocus())
        self.eye.setGeometry(self._placed(QRectF(self._eye_left(), 0, self.eye.width(), self.height())).toRect())
        self.update()

    def _eye_left(self) -> float:
        return self._count_left() - self.eye.width() - GAP / 2

    def _counted(self) -> str:
        return "" if self.count is None else QLocale().toString(self.count)

    def _count_left(self) -> float:
        words = self.fontMetrics().horizontalAdvance(self._counted())
        return self.width() - MARGIN - max(cap_width(caption(self._action)), cap_height()) - GAP - words

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        self.eye.set_theme(theme)
        self.update()

    def _name(self) -> None:
        name = self.tr("{label}, {count} spans, hidden") if self.is_hidden else self.tr("{label}, {count} spans")
        name = self.tr("{label}, {count} spans, pen") if self.pen else name
        self.setAccessibleName(
            one_line(self.label.name) if self.count is None else filled(name, label=self.label.name, count=self.count)
        )
        self.setAccessibleDescription(self._action.statusTip())

    def sizeHint(self) -> QSize:
        cap = cap_width(caption(self._action))
        words = self.fontMetrics().horizontalAdvance(one_line(self.label.name) + "  " + self._counted())
        return QSize(round(2 * MARGIN + SWATCH + 2 * GAP + words + cap), scaled(ROW_HEIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_eye()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_eye()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_eye()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_eye()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_eye()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_swatch(painter)
        middle, theme, text = self.height() / 2, self._theme, caption(self._action)
        right = self.width() - MARGIN
        cap = QRectF(right - cap_width(text), 0, cap_width(text), self.height())
        paint_cap(painter, self._placed(cap).right(), middle, text, theme)
        left, count_left = self._left + SWATCH + GAP, self._count_left()
        words = self._counted()
        width = self.fontMetrics().horizontalAdvance(words)
        painter.setPen(theme.faint)
        side = begin_side(self.layoutDirection()) | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._placed(QRectF(count_left, 0, width + 1, self.height())), side, words)
        room = (self._eye_left() if self.eye.isVisible() else count_left - GAP) - left
        name = self.fontMetrics().elidedText(one_line(self.label.name), Qt.TextElideMode.ElideMiddle, round(room))
        painter.setPen(theme.faint if self.is_hidden else theme.ink)
        painter.setLayoutDirection(text_direction(name))
        painter.drawText(self._placed(QRectF(left, 0, room, self.height())), side, name)
        painter.end()

    def _paint_swatch(self, painter: QPainter) -> None:
        """Paint the colour; of a label that is hidden only the border."""
        colors, middle = label_colors(self.label.color, self._theme), self.height() / 2
        painter.setPen(colors.bar)
        painter.setBrush(Qt.BrushStyle.NoBrush if self.is_hidden else colors.chip)
        swatch = QRectF(self._left + 0.5, middle - SWATCH / 2 + 0.5, SWATCH - 1, SWATCH - 1)
        painter.drawRoundedRect(self._placed(swatch), 4, 4)
        if self.pen:
            painter.setPen(QPen(self._theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._placed(swatch.adjusted(-3, -3, 3, 3)), 6, 6)

    def _placed(self, part: QRectF) -> QRectF:
        return mirrored(part, QRectF(self.rect()), self.layoutDirection())

    def _paint_ground(self, painter: QPainter) -> None:
        if self.current or self.isDown():
            painter.fillRect(self.rect(), self._theme.accent_soft)
        elif self.underMouse():
            painter.fillRect(self.rect(), self._theme.key)
        if self.hasFocus():
            painter.fillRect(self._placed(QRectF(0, 0, 3, self.height())), self._theme.accent)
