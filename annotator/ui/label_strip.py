"""The labels above what the mouse has just selected: what was read already is covered, what comes next is not."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from annotator.model import Label
from annotator.ui.key_cap import cap_text
from annotator.ui.palette import Theme, label_colors
from annotator.ui.style import SMALL_SIZE, panel_font, scaled
from annotator.ui.text_view import TextView
from annotator.visible import one_line

HEIGHT, PADDING, GAP, SPACE = 22, 7, 5, 4
NAME = 110
"""Pixels of a label's name."""
AWAY = 5
"""Pixels between the strip and the text."""
MOST = 9


class ChipButton(QAbstractButton):
    """A label on its colour, with its key."""

    def __init__(self, label: Label, key: str, theme: Theme) -> None:
        super().__init__()
        self.label = label
        self._key = cap_text(key) if len(key) == 1 else ""
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(one_line(label.name))
        self.setFont(panel_font(SMALL_SIZE, strong=True))

    def _name(self) -> str:
        return self.fontMetrics().elidedText(one_line(self.label.name), Qt.TextElideMode.ElideMiddle, scaled(NAME))

    def sizeHint(self) -> QSize:
        key = QFontMetrics(panel_font(SMALL_SIZE)).horizontalAdvance(self._key) + GAP if self._key else 0
        return QSize(self.fontMetrics().horizontalAdvance(self._name()) + key + 2 * PADDING, scaled(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = label_colors(self.label.color, self._theme)
        painter.setPen(self._theme.ink if self.underMouse() or self.isDown() else colors.bar)
        painter.setBrush(colors.chip)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        room = self.rect().adjusted(PADDING, 0, -PADDING, 0)
        painter.setPen(colors.ink)
        begin, end = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
        painter.drawText(room, begin | Qt.AlignmentFlag.AlignVCenter, self._name())
        painter.setFont(panel_font(SMALL_SIZE))
        painter.drawText(room, end | Qt.AlignmentFlag.AlignVCenter, self._key)
        painter.end()


class LabelStrip(QWidget):
    """Stands in the text view without taking the keyboard. Escape, and whatever changes the selection, hides it."""

    label_picked = Signal(str, object)
    """The name of the label, and the modifiers that were held."""

    def __init__(self, view: TextView) -> None:
        super().__init__(view.viewport())
        self.setObjectName("label_strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.offers = True
        """Whether the strip comes at all."""
        self._view = view
        self.chips: list[ChipButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        self._row.setSpacing(SPACE)
        self.hide()

    def offer(self, labels: Sequence[tuple[Label, str]], more: QAction, theme: Theme, start: int, end: int) -> None:
        """Show labels, each with its key as the system writes it, at selected text; `more` leads to the others."""
        if not self.offers or not labels:
            return
        self._fill(labels, more, theme)
        self.adjustSize()
        self.move(self._place(start, end))
        self.show()
        self.raise_()

    def _fill(self, labels: Sequence[tuple[Label, str]], more: QAction, theme: Theme) -> None:
        while (item := self._row.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.hide()
                button.deleteLater()
        self.chips, room = [], self._view.column()[1] - 2 * SPACE - scaled(HEIGHT)
        for label, key in labels[:MOST]:
            chip = ChipButton(label, key, theme)
            room -= chip.sizeHint().width() + SPACE
            if room < 0 and self.chips:
                chip.deleteLater()
                break
            chip.clicked.connect(lambda *_checked, name=label.name: self._pick(name))
            self.chips.append(chip)
            self._row.addWidget(chip)
        if len(self.chips) < len(labels):
            self._row.addWidget(_more_button(more))

    def _pick(self, name: str) -> None:
        self.hide()
        self.label_picked.emit(name, QApplication.keyboardModifiers())

    def _place(self, start: int, end: int) -> QPoint:
        """Return where it stands: above the selection, below where there is no room; its middle over the end."""
        first, last = self._view.caret_rectangle(start), self._view.caret_rectangle(end)
        is_one_line = first.top() == last.top()
        middle = (first.left() + last.left()) // 2 if is_one_line else first.left()
        left, width = self._view.column()
        x = max(left, min(middle - self.width() // 2, left + width - self.width()))
        y = first.top() - self.height() - AWAY
        return QPoint(x, y if y >= 0 else last.bottom() + AWAY)

    # --- while it is seen

    def showEvent(self, event: QShowEvent) -> None:
        self._view.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        self._view.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hide on Escape; what is selected stays so."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_Escape:
            return False
        self.hide()
        return True


def _more_button(more: QAction) -> QPushButton:
    """Return a button that leads to the labels that are left out."""
    button = QPushButton("…")
    button.setObjectName("more_labels")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setCursor(Qt.CursorShape.ArrowCursor)
    button.setFixedSize(scaled(HEIGHT), scaled(HEIGHT))
    button.setAccessibleName(more.text())
    button.setToolTip(more.toolTip())
    button.clicked.connect(lambda *_checked: more.trigger())
    return button
