"""The form in which a label is made or changed where it stands: colour, name and key."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.label_edits import LABEL_LENGTH
from annotator.ui.color_grid import ColorGrid
from annotator.ui.key_field import KeyField
from annotator.ui.palette import THEMES, Theme, label_colors
from annotator.ui.plain_text import plain_label
from annotator.ui.style import SMALL_SIZE, panel_font, scaled

SIDE = 24
KEY_WIDTH = 46


class ColorButton(QAbstractButton):
    """Shows the colour; opens and closes the grid of colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = THEMES["light"]
        self.color = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Colour"))
        self.setToolTip(self.tr("Choose the colour."))

    def show_color(self, color: str) -> None:
        """Show a colour."""
        self.color = color
        self.setAccessibleDescription(color)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(SIDE), scaled(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.color:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = label_colors(self.color, self._theme)
        box = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        painter.setPen(QPen(self._theme.accent, 2) if self.hasFocus() else colors.bar)
        painter.setBrush(colors.chip)
        painter.drawRoundedRect(box, 4, 4)
        painter.end()


class LabelForm(QWidget):
    """Enter keeps what it holds, Escape leaves all as it was."""

    kept = Signal()
    left = Signal()
    changed = Signal()
    """Something was typed or chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The label"))
        self._given = self._shown = ""
        self.color = ColorButton()
        self.name = QLineEdit()
        self.key = KeyField()
        self.grid = ColorGrid()
        self.said = plain_label(name="details_said")
        self.keep = QPushButton(self.tr("Keep"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self._set_up()
        self._arrange()

    def _set_up(self) -> None:
        self.name.setMaxLength(LABEL_LENGTH)
        self.name.setAccessibleName(self.tr("Name of the label"))
        self.name.setPlaceholderText(self.tr("Name"))
        self.key.setFixedWidth(scaled(KEY_WIDTH))
        self.said.setFont(panel_font(SMALL_SIZE))
        self.said.setWordWrap(True)
        self.said.setContentsMargins(2, 0, 2, 0)
        for button, signal in ((self.keep, self.kept), (self.cancel, self.left)):
            button.setObjectName("quiet")
            button.setAutoDefault(False)
            button.clicked.connect(signal)
        for part in (self.color, self.name, self.key, self.grid, self.keep, self.cancel):
            part.installEventFilter(self)
        self.color.toggled.connect(self._show_grid)
        self.grid.color_chosen.connect(self._take_color)
        self.name.textEdited.connect(self.changed)
        self.key.textEdited.connect(self.changed)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.color)
        line.addWidget(self.name, 1)
        line.addWidget(self.key)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addStretch(1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 12, 6)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self.grid)
        column.addWidget(self.said)
        column.addLayout(buttons)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self.color.set_theme(theme)
        self.grid.set_theme(theme)

    def show_label(self, name: str, color: str, key: str, taken: Mapping[str, str]) -> None:
        """Fill the form; `taken` are the names of the other labels by their colours."""
        self.name.setText(name)
        self._given, self._shown = name, self.name.text()
        self.key.show_key(key)
        self.color.show_color(color)
        self.color.setChecked(False)
        self._show_grid(on=False)
        self.grid.show_color(color, taken)
        self.say(self.tr("Enter keeps it, Escape leaves it."))

    def written(self) -> str:
        """Return the name that was typed; one that nobody has touched is what it was, which may be no single line."""
        text = self.name.text()
        return self._given if text == self._shown else " ".join(text.split())

    def take_focus(self, part: str = "name") -> None:
        """Give the keyboard to the name, the colours or the key."""
        if part == "color":
            self.color.setChecked(True)
        where = {"name": self.name, "color": self.grid, "key": self.key}[part]
        where.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(where, QLineEdit):
            where.selectAll()

    def say(self, sentence: str, *, tone: str = "") -> None:
        """Say something below the fields."""
        self.said.setText(sentence)
        self.said.setProperty("tone", tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def refuse(self, sentence: str, part: str) -> None:
        """Say why something cannot be kept, and put the keyboard there."""
        self.say(sentence, tone="refused")
        self.take_focus(part)

    def _show_grid(self, on: bool) -> None:
        self.grid.setVisible(on)
        if on:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_color(self, color: str) -> None:
        self.color.show_color(color)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep Enter and Escape from everybody else while a part of the form has the keyboard."""
        if not isinstance(event, QKeyEvent) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if isinstance(watched, QPushButton) and event.key() != Qt.Key.Key_Escape:
            return False
        signals = {Qt.Key.Key_Return: self.kept, Qt.Key.Key_Enter: self.kept, Qt.Key.Key_Escape: self.left}
        signal = signals.get(Qt.Key(event.key()))
        if signal is not None and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if signal is not None and event.type() == QEvent.Type.KeyPress:
            signal.emit()
            return True
        return False
