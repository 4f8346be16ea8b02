"""What a scheme from a file would add and change, before it does."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QVBoxLayout, QWidget

from annotator.edits import Edit
from annotator.model import Label
from annotator.scheme_editing import changed_fields
from annotator.ui.plain_text import filled, plain_label
from annotator.ui.style import scaled


class SchemeImportDialog(QDialog):
    """A line for each label. Enter takes them over."""

    taken = Signal()

    def __init__(self, name: str, edits: Sequence[Edit], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(filled(self.tr("Import the scheme {name}"), name=name))
        self._edits = edits
        self.said = plain_label(self._sentence())
        self.said.setWordWrap(True)
        self.rows = QListWidget()
        self.rows.setObjectName("rows")
        self.rows.setAccessibleName(self.tr("What is added and changed"))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setWordWrap(True)
        self.rows.addItems([self._line(edit) for edit in edits])
        self.buttons = QDialogButtonBox()
        self.take = self.buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._arrange()

    def _arrange(self) -> None:
        self.resize(scaled(520), scaled(400))
        self.take.setDefault(True)
        self.take.setEnabled(bool(self._edits))
        self.rows.setVisible(bool(self._edits))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.said)
        column.addWidget(self.rows, 1)
        column.addWidget(self.buttons)
        self.buttons.accepted.connect(self._take)
        self.buttons.rejected.connect(self.reject)

    def _sentence(self) -> str:
        if not self._edits:
            return self.tr("The project has all of it already.")
        return self.tr("Labels that only this project has stay as they are. All of it is one step to undo.")

    def _line(self, edit: Edit) -> str:
        assert isinstance(edit.after, Label)
        if not isinstance(edit.before, Label):
            return filled(self.tr("add {label}"), label=edit.after.name)
        words = {
            "color": self.tr("colour"),
            "key": self.tr("key"),
            "parent": self.tr("label above"),
            "description": self.tr("guideline"),
            "snaps_to_words": self.tr("whole words"),
            "may_overlap": self.tr("overlapping"),
            "nests_in": self.tr("lying inside"),
            "sources": self.tr("leads from"),
            "targets": self.tr("leads to"),
            "symmetric": self.tr("both ways"),
            "attributes": self.tr("attributes"),
            "one_below": self.tr("one at most below"),
        }
        what = [words[name] for name in changed_fields(edit.before, edit.after)]
        return filled(self.tr("change {label}: {what}"), label=edit.after.name, what=", ".join(what))

    def _take(self) -> None:
        self.accept()
        self.taken.emit()
