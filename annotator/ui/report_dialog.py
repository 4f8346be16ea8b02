"""A dialog with a text that can be read at leisure and copied: reports of imports, exports and bugs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.ui.plain_text import plain_label


class ReportDialog(QDialog):
    """A sentence and a plain text. Escape and Enter close it."""

    def __init__(self, title: str, sentence: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(680, 420 if text else 140)
        self.sentence = plain_label(sentence)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setPlainText(text)
        self.text.setAccessibleName(self.tr("Report"))
        self.text.setTabChangesFocus(True)
        self.text.setVisible(bool(text))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        column.addWidget(self.text, 1)
        self.buttons = QDialogButtonBox()
        self.copy_button = self.buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.close_button = self.buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        column.addWidget(self.buttons)
        self._set_up()
        self.close_button.setFocus()

    def _set_up(self) -> None:
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self.copy)
        self.buttons.rejected.connect(self.reject)
        self.close_button.setDefault(True)

    def copy(self) -> None:
        """Put sentence and text on the clipboard."""
        QGuiApplication.clipboard().setText(f"{self.sentence.text()}\n\n{self.text.toPlainText()}".strip())
