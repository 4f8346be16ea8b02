"""The labels: colour, name, how often given, key. A click on one is its action."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.model import Label
from annotator.ui.key_cap import cap_height, cap_width, caption, paint_cap
from annotator.ui.mirroring import begin_side, mirrored
from annotator.ui.palette import THEMES, Theme, label_colors
from annotator.ui.plain_text import plain_label
from annotator.ui.style import heading_font, scaled

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


class LabelPalette(QWidget):
    """The panel of the labels."""

    def __init__(self, action_of: Callable[[str], QAction], parent: QWidget | None = None) -> None:
        """`action_of` returns the action of the label of that name."""
        super().__init__(parent)
        self.setObjectName("right_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Labels"))
        self._action_of = action_of
        self._theme = THEMES["light"]
        self._counts: Mapping[str, int] = {}
        self._current = ""
        self.rows: list[LabelRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._arrange()

    def _arrange(self) -> None:
        heading = plain_label(self.tr("Labels"), name="heading")
        heading.setFont(heading_font())
        heading.setContentsMargins(MARGIN, 14, MARGIN, 8)
        inside = QWidget()
        inside.setObjectName("right_panel")
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 8)
        whole.addLayout(self._rows)
        whole.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heading)
        column.addWidget(area, 1)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        for row in self.rows:
            row.set_theme(theme)

    def show_labels(self, labels: Iterable[Label]) -> None:
        """Show these labels, in their order."""
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [LabelRow(label, self._action_of(label.name)) for label in labels]
        for row in self.rows:
            row.set_theme(self._theme)
            self._rows.addWidget(row)
        self._show_states()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how often each label has been given."""
        self._counts = counts
        self._show_states()

    def show_current(self, label: str) -> None:
        """Mark the label of that name; none when there is none."""
        self._current = label
        self._show_states()

    def _show_states(self) -> None:
        for row in self.rows:
            row.show_state(count=self._counts.get(row.label.name, 0), current=row.label.name == self._current)

    def take_focus(self) -> None:
        """Give the keyboard to the current label, or to the first."""
        row = next((row for row in self.rows if row.current), self.rows[0] if self.rows else None)
        if row is not None:
            row.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down between the labels."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        here = next((at for at, row in enumerate(self.rows) if row.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
        else:
            self.rows[(here + step) % len(self.rows)].setFocus(Qt.FocusReason.TabFocusReason)
