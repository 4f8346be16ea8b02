"""The bar below the text in which an article gets its labels: a digit, Enter or a click gives one, or takes it off."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from annotator.model import Label
from annotator.ui.palette import THEMES, Theme, label_colors
from annotator.ui.plain_text import named, plain_label
from annotator.ui.style import scaled

ROW_HEIGHT = 26
MOST_ROWS = 4
ROOM = 66
"""Pixels of a choice besides its name: box, colour, and what is free."""
SWATCH = 9
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
NAME = Qt.ItemDataRole.UserRole
COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class _Choices(QListWidget):
    """Arrows go from label to label, a letter too; Enter, Space and digits toggle, Escape leaves."""

    toggled = Signal(int)
    """The row of the label."""
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep plain keys from the labels for spans, which have them otherwise."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_plain = not event.modifiers() & COMMANDS
            if is_plain and (event.text() or event.key() == Qt.Key.Key_Delete):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in ENTER:
            self.toggled.emit(self.currentRow())
        elif digit.isdecimal() and 0 < int(digit) <= self.count():
            self.setCurrentRow(int(digit) - 1)
            self.toggled.emit(int(digit) - 1)
        elif not digit.isdecimal():
            super().keyPressEvent(event)


class DocumentLabelBar(QWidget):
    """Shows all labels for articles that can be given, and which are."""

    toggle_wanted = Signal(str)
    """The name of the label."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("document_label_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.choices = _Choices()
        self.close_button = QPushButton(self.tr("Close"))
        self._theme = THEMES["light"]
        self._labels: Sequence[Label] = ()
        self._arrange()
        self.choices.itemClicked.connect(lambda item: self._toggle(self.choices.row(item)))
        self.choices.toggled.connect(self._toggle)
        self.choices.left.connect(self.left)
        self.close_button.clicked.connect(lambda *_: self.left.emit())

    def _arrange(self) -> None:
        self.choices.setObjectName("rows")
        self.choices.setAccessibleName(self.tr("Labels of this article"))
        self.choices.setFlow(QListView.Flow.LeftToRight)
        self.choices.setWrapping(True)
        self.choices.setResizeMode(QListView.ResizeMode.Adjust)
        self.choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choices.setIconSize(QSize(SWATCH, SWATCH))
        self.close_button.setObjectName("quiet")
        self.close_button.setAutoDefault(True)  # Else only the space bar would press it.
        self.close_button.setToolTip(self.tr("Go back to the text (Esc)."))
        top = QHBoxLayout()
        top.addWidget(plain_label(self.tr("Labels of this article"), name="heading"), 1)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.choices)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme

    def show_labels(self, labels: Sequence[Label], given: Collection[str]) -> None:
        """Show the labels that can be given, and check those that are; the current one stays."""
        row = max(0, self.choices.currentRow())
        self._labels = labels
        self.choices.clear()
        for number, label in enumerate(labels, 1):
            above = f"{named(label.parent)}: " if label.parent else ""
            digit = f"{number}  " if number < 10 else ""
            item = QListWidgetItem(self._swatch(label), f"{digit}{above}{named(label.name)}")
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if label.name in given else Qt.CheckState.Unchecked)
            width = self.choices.fontMetrics().horizontalAdvance(item.text()) + ROOM
            item.setSizeHint(QSize(width, scaled(ROW_HEIGHT)))
            self.choices.addItem(item)
        self.choices.setCurrentRow(min(row, len(labels) - 1))
        self._fit()

    def _fit(self) -> None:
        """Be as high as the rows need that the choices make in this width."""
        room, rows, used = max(1, self.choices.viewport().width() - 8), 1, 0
        for row in range(self.choices.count()):
            width = self.choices.item(row).sizeHint().width()
            if used and used + width > room:
                rows, used = rows + 1, 0
            used += width
        self.choices.setFixedHeight((scaled(ROW_HEIGHT)) * min(MOST_ROWS, rows) + 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _swatch(self, label: Label) -> QIcon:
        picture = QPixmap(SWATCH, SWATCH)
        picture.fill(label_colors(label.color, self._theme).bar)
        return QIcon(picture)

    def _toggle(self, row: int) -> None:
        if 0 <= row < len(self._labels):
            self.toggle_wanted.emit(self._labels[row].name)

    def take_focus(self) -> None:
        """Give the keyboard to the labels."""
        self.choices.setFocus(Qt.FocusReason.ShortcutFocusReason)
