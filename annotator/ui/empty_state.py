"""What is shown where nothing is to be shown: a sentence, and the next step."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.ui.action_button import ActionButton
from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.style import panel_font

MIN_WIDTH, MAX_WIDTH = 120, 520
"""Pixels of the sentence."""
MARGIN = 12


class EmptyState(QWidget):
    """A sentence in the middle of the page, and below it the actions that help."""

    def __init__(self, parent: QWidget | None = None, *, size: int = 16) -> None:
        """`size` is that of the sentence, in pixels."""
        super().__init__(parent)
        self._theme = THEMES["light"]
        self.sentence = plain_label(name="empty_sentence")
        self.sentence.setFont(panel_font(size))
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
        self._more = QVBoxLayout()
        self._more.setSpacing(2)
        column.addLayout(self._more)
        column.addStretch(3)
        self._waiting: tuple[Sequence[QAction], Sequence[QAction]] | None = None
        """The actions whose buttons are to be made: when they are seen, since most states give way before."""

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        for button in self.findChildren(ActionButton):
            button.set_theme(theme)

    def take_focus(self) -> None:
        """Give the keyboard to the first step."""
        self._make_buttons()
        buttons = [button for button in self.findChildren(ActionButton) if not button.isHidden()]
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_state(self, sentence: str, steps: Sequence[QAction] = (), more: Sequence[QAction] = ()) -> None:
        """Say what there is, and offer the actions that lead on; `more` stand below them, one a line."""
        self.sentence.setText(sentence)
        self._fit()
        self._waiting = (steps, more)
        if self.isVisible():
            self._make_buttons()

    def _make_buttons(self) -> None:
        if self._waiting is None:
            return
        (steps, more), self._waiting = self._waiting, None
        for button in self.findChildren(ActionButton):
            self._buttons.removeWidget(button)
            self._more.removeWidget(button)
            button.hide()
            button.deleteLater()
        for step in steps:
            self._buttons.addWidget(self._make_button(step, prominent=True))
        for step in more:
            self._more.addWidget(self._make_button(step, prominent=False), alignment=Qt.AlignmentFlag.AlignHCenter)

    def _make_button(self, step: QAction, *, prominent: bool) -> ActionButton:
        button = ActionButton(step, self, prominent=prominent)
        button.set_theme(self._theme)
        button.show()  # Qt would do it later, and it is to take the keyboard now.
        return button

    def _fit(self) -> None:
        """Give the sentence the room that there is, and the height that it then takes."""
        room = min(MAX_WIDTH, max(MIN_WIDTH, self.width() - 2 * MARGIN))
        metrics = self.sentence.fontMetrics()
        width = min(room, metrics.horizontalAdvance(self.sentence.text()) + 4)
        lines = metrics.boundingRect(QRect(0, 0, width, 0), Qt.TextFlag.TextWordWrap, self.sentence.text())
        self.sentence.setFixedSize(width, lines.height() + 2)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
