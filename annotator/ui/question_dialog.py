"""A question before something that is not done lightly: a sentence, and two buttons."""

from abc import abstractmethod

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from annotator.ui.plain_text import plain_label
from annotator.ui.style import scaled

WIDTH = 440


class QuestionDialog(QDialog):
    """Says what comes of it. Escape leaves everything as it is; so does Enter, where something is destroyed."""

    decided = Signal()
    """It is to be done."""

    @abstractmethod
    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it empty: what it asks is up to its class, which calls `ask`."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.said = plain_label()
        self.said.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(16)
        column.addWidget(self.said)
        column.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)

    def ask(self, title: str, sentence: str, *, go: str, stay: str, destroys: bool = False) -> None:
        """Say what it is about; `go` and `stay` are the words of the button that does it and of the other one."""
        self.setWindowTitle(title)
        self.said.setText(sentence)
        self.said.setFixedWidth(scaled(WIDTH))
        self.said.setMinimumHeight(self.said.heightForWidth(scaled(WIDTH)))
        roles = QDialogButtonBox.ButtonRole
        self.go = self.buttons.addButton(go, roles.DestructiveRole if destroys else roles.AcceptRole)
        self.stay = self.buttons.addButton(stay, roles.RejectRole)
        proposed = self.stay if destroys else self.go
        proposed.setDefault(True)
        proposed.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go.clicked.connect(self._go)

    def _go(self) -> None:
        self.accept()
        self.decided.emit()
