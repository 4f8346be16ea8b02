"""What is shown where nothing is to be shown: a sentence, and the next step."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.ui.action_button import ActionButton
from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.style import panel_font

MAX_WIDTH = 520
"""Pixels of the sentence."""


class EmptyState(QWidget):
    """A sentence in the middle of the page, and below it the actions that help."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = THEMES["light"]
        self.sentence = plain_label(name="empty_sentence")
        self.sentence.setFont(panel_font(16))
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(self.sentence, alignment=Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(self._buttons)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        for button in self.findChildren(ActionButton):
            button.set_theme(theme)

    def take_focus(self) -> None:
        """Give the keyboard to the first step."""
        buttons = [button for button in self.findChildren(ActionButton) if not button.isHidden()]
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_state(self, sentence: str, steps: Sequence[QAction] = ()) -> None:
        """Say what there is, and offer the actions that lead on."""
        self.sentence.setText(sentence)
        width = min(MAX_WIDTH, self.sentence.fontMetrics().horizontalAdvance(sentence) + 4)
        self.sentence.setFixedSize(width, self.sentence.heightForWidth(width))
        for button in self.findChildren(ActionButton):
            self._buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        for step in steps:
            button = ActionButton(step, self, prominent=True)
            button.set_theme(self._theme)
            self._buttons.addWidget(button)
