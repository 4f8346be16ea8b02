"""Asks whether articles are to be erased for good: the one thing that no undo takes back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from annotator.ui.plain_text import filled, plain_label
from annotator.ui.style import scaled

WIDTH = 440


class ErasingDialog(QDialog):
    """Says what goes. Enter and Escape leave everything as it is."""

    decided = Signal()

    def __init__(self, title: str, parent: QWidget | None = None, *, on_server: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Erase for good"))
        sentence = self.tr(
            "“{title}” goes for good: its text, all that anybody labelled in it, its history, and what the copies of "
            "the project have of it. The history keeps a line that something was erased, not what.\n\n"
            "This cannot be undone. What was exported or copied elsewhere stays there."
        )
        if on_server:
            sentence = self.tr(
                "“{title}” goes for good: its text, all that anybody labelled in it, and its history. A line says "
                "that something was erased, not what. Nobody else may have the project open meanwhile.\n\n"
                "This cannot be undone. The server's own log and the copies that whoever runs it has made stay."
            )
        self.said = plain_label(filled(sentence, title=title))
        self.said.setWordWrap(True)
        self.said.setFixedWidth(scaled(WIDTH))
        self.said.setMinimumHeight(self.said.heightForWidth(scaled(WIDTH)))
        self.buttons = QDialogButtonBox()
        self.erase = self.buttons.addButton(self.tr("Erase for good"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.keep = self.buttons.addButton(self.tr("Keep"), QDialogButtonBox.ButtonRole.RejectRole)
        self.keep.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(16)
        column.addWidget(self.said)
        column.addWidget(self.buttons)
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)
        self.erase.clicked.connect(self._erase)
        self.buttons.rejected.connect(self.reject)

    def _erase(self) -> None:
        self.accept()
        self.decided.emit()
