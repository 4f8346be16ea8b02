"""Asks whether a project is to be repaired: what is damaged, and in no copy, is not in it any more then."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from annotator.ui.plain_text import filled, plain_label
from annotator.ui.style import scaled

WIDTH = 440


class RepairingDialog(QDialog):
    """Says what comes of it. Escape leaves everything as it is."""

    decided = Signal()

    def __init__(self, project: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Repair the project"))
        sentence = self.tr(
            "“{name}” is checked. Where it is damaged, all that is whole in it and in its copies goes into a sound "
            "project, which takes its place.\n\n"
            "What is damaged and in no copy is not in it any more. The damaged file is put aside: “Go back to a copy” "
            "brings it back."
        )
        self.said = plain_label(filled(sentence, name=project.stem))
        self.said.setWordWrap(True)
        self.said.setFixedWidth(scaled(WIDTH))
        self.said.setMinimumHeight(self.said.heightForWidth(scaled(WIDTH)))
        self.buttons = QDialogButtonBox()
        self.repair = self.buttons.addButton(self.tr("Repair"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.repair.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(16)
        column.addWidget(self.said)
        column.addWidget(self.buttons)
        self.repair.setFocus(Qt.FocusReason.OtherFocusReason)
        self.buttons.accepted.connect(self._repair)
        self.buttons.rejected.connect(self.reject)

    def _repair(self) -> None:
        self.accept()
        self.decided.emit()
