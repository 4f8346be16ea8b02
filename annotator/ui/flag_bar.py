"""The bar below the text in which one writes why an article is flagged."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from annotator.ui.plain_text import plain_label
from annotator.ui.quiet_button import quiet_button

NOTE_LENGTH = 500


class FlagBar(QWidget):
    """A line for the note: Enter flags, Escape goes back."""

    flag_wanted = Signal(str)
    unflag_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("flag_bar")
        self._note = self._shown = ""
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = QLineEdit()
        self.line.setMaxLength(NOTE_LENGTH)
        self.line.setAccessibleName(self.tr("Why this article is flagged"))
        self.line.setPlaceholderText(self.tr("Why? Nothing need be written."))
        self.keep = quiet_button(self.tr("Flag"), self.tr("Flag this article with the note (Enter)."))
        self.take_off = quiet_button(self.tr("Take the flag off"), self.tr("The note goes with it."))
        self.close_button = quiet_button(self.tr("Close"), self.tr("Change nothing (Esc)."))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(plain_label(self.tr("Flag"), name="meta"))
        row.addWidget(self.line, 1)
        for button in (self.keep, self.take_off, self.close_button):
            row.addWidget(button)
        self.keep.clicked.connect(self._keep)
        self.line.returnPressed.connect(self._keep)
        self.take_off.clicked.connect(lambda *_: self.unflag_wanted.emit())
        self.close_button.clicked.connect(lambda *_: self.left.emit())

    def _keep(self, *_: object) -> None:
        text = self.line.text()
        self.flag_wanted.emit(self._note if text == self._shown else text)

    def show_flag(self, *, flagged: bool, note: str) -> None:
        """Show the note of a flag that is there, or an empty line."""
        self.line.setText(note)
        self._note, self._shown = note, self.line.text()
        self.take_off.setVisible(flagged)

    def typed(self) -> str:
        """Return what was written other than what was shown; nothing where nothing was."""
        text = self.line.text()
        return text if text != self._shown else ""

    def take_focus(self) -> None:
        """Give the keyboard to the line, all of it selected."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
