"""The bar below the text in which one writes what to look for in the article."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.finding import LONGEST, Wanted
from annotator.ui.action_button import ActionButton
from annotator.ui.palette import Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.style import SMALL_SIZE, panel_font


class FindLine(QLineEdit):
    """A line in which Enter goes on, with Shift back."""

    entered = Signal(int)
    """1 forward, -1 back."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """A line, how it is meant, and what came of it. Knows nothing of the text."""

    wanted_changed = Signal()
    went_on = Signal(int)
    left = Signal()

    def __init__(self, find_next: QAction, find_previous: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = FindLine()
        self.number = plain_label(name="meta")
        self.onward, self.back = ActionButton(find_next), ActionButton(find_previous)
        self.close_button = QPushButton(self.tr("Close"))
        self.case = QCheckBox(self.tr("Same case"))
        self.words = QCheckBox(self.tr("Whole words"))
        self.pattern = QCheckBox(self.tr("Regular expression"))
        self.said = plain_label(name="details_said")
        self._set_up()
        self._arrange()

    def _set_up(self) -> None:
        self.line.setObjectName("find_line")
        self.line.setMaxLength(LONGEST)
        self.line.setAccessibleName(self.tr("Find in this article"))
        self.line.setPlaceholderText(self.tr("Find in this article"))
        self.line.textChanged.connect(lambda *_: self.wanted_changed.emit())
        self.line.entered.connect(self.went_on)
        self.close_button.setObjectName("quiet")
        self.close_button.setAutoDefault(True)  # Else only the space bar would press it.
        self.close_button.setToolTip(self.tr("Go back to the text; what was found stays selected (Esc)."))
        self.close_button.clicked.connect(lambda *_: self.left.emit())
        for choice in (self.case, self.words, self.pattern):
            choice.setFont(panel_font(SMALL_SIZE))
            choice.toggled.connect(lambda *_: self.wanted_changed.emit())
        self.said.setFont(panel_font(SMALL_SIZE))
        self.said.setWordWrap(True)

    def _arrange(self) -> None:
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.setSpacing(8)
        lower.setSpacing(16)
        upper.addWidget(self.line, 1)
        for part in (self.number, self.onward, self.back, self.close_button):
            upper.addWidget(part)
        for choice in (self.case, self.words, self.pattern):
            lower.addWidget(choice)
        lower.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 6)
        column.setSpacing(4)
        column.addLayout(upper)
        column.addLayout(lower)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self.onward.set_theme(theme)
        self.back.set_theme(theme)

    def wanted(self) -> Wanted:
        """Return what is written and chosen."""
        return Wanted(self.line.text(), self.case.isChecked(), self.words.isChecked(), self.pattern.isChecked())

    def take_focus(self) -> None:
        """Give the keyboard to the line, all of it selected."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def show_number(self, at: int | None, number: int, *, is_all: bool) -> None:
        """Say which of how many matches is selected, counting from 0, or None."""
        shown, place = QLocale().toString(number), QLocale().toString((at or 0) + 1)
        if not self.line.text():
            said = ""
        elif not number:
            said = self.tr("Nothing found")
        elif at is None:
            said = self.tr("{number} found") if is_all else self.tr("More than {number} found")
        else:
            said = self.tr("{place} of {number}") if is_all else self.tr("{place} of more than {number}")
        self.number.setText(said.format(number=shown, place=place))

    def refuse(self, sentence: str) -> None:
        """Say why nothing could be looked for; nothing when that is empty."""
        self.said.setProperty("tone", "refused" if sentence else "")
        self.said.style().polish(self.said)
        self.said.setText(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
