"""What an import would bring, and what the user wants of it: nothing is written before it is agreed to."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from annotator.model import Label
from annotator.transfer.preview import Preview
from annotator.ui.import_tree import ImportTree
from annotator.ui.label_choice import LabelChoice
from annotator.ui.plain_text import plain_label
from annotator.ui.style import heading_font, panel_font
from annotator.ui.translation import translate

LABELS_HEIGHT = 160
"""Pixels of the new labels at most; more of them scroll."""


class ImportDialog(QDialog):
    """Shows file by file what was recognised; lines can be kept in the text, new labels be taken as others."""

    import_chosen = Signal(object, object)
    """The sources, each with its options, and the LabelChoices."""

    def __init__(self, preview: Preview, labels: Sequence[Label], project: str, parent: QWidget | None = None) -> None:
        """`labels` are those of the project for spans, in their order."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import"))
        self._preview = preview
        self.sentence = plain_label(summary(preview, project))
        self.sentence.setFont(panel_font(15))
        self.sentence.setWordWrap(True)
        self.tree = ImportTree(preview)
        new = preview.new_labels()
        self.labels = [LabelChoice(name, labels) for name in new]
        self.buttons = QDialogButtonBox()
        self.import_ = self.buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._arrange()
        self.import_.setDefault(True)
        self.import_.setEnabled(_brings_something(preview))
        (self.import_ if self.import_.isEnabled() else self.cancel).setFocus()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(self._tell)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        column.addWidget(self.tree, 1)
        if self.labels:
            column.addWidget(self._label_rows())
        column.addWidget(self.buttons)
        rows = self.tree.shown_rows() + (len(self.labels) + 2 if self.labels else 0)
        self.resize(760, max(240, min(600, 150 + 24 * rows)))

    def _label_rows(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("form")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        heading = plain_label(self.tr("Labels that the project does not have"), name="heading")
        heading.setFont(heading_font())
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, choice in enumerate(self.labels, 1):
            grid.addWidget(plain_label(choice.name), row, 0)
            grid.addWidget(choice, row, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        area.setMaximumHeight(min(LABELS_HEIGHT, inside.sizeHint().height() + 4))
        return area

    def _tell(self) -> None:
        choices = {choice.name: taken for choice in self.labels if (taken := choice.taken()) is not None}
        self.import_chosen.emit([*self.tree.sources(), *self._preview.unseen], choices)


def _brings_something(preview: Preview) -> bool:
    new = any(not document.known for file in preview.files for document in file.documents)
    return new or bool(preview.unseen) or any(not file.whole or file.labels for file in preview.files)


def summary(preview: Preview, project: str) -> str:
    """Return in a sentence or two what an import would do."""
    documents = [document for file in preview.files for document in file.documents]
    new, known = sum(not document.known for document in documents), sum(document.known for document in documents)
    refused = len(preview.refused) + sum(file.refusal is not None for file in preview.files)
    parts = [_new(new, project) if preview.is_whole else _at_least(preview, new, project)]
    if known:
        more = translate("import", "{count} are there already.")
        parts.append(_counted(known, translate("import", "1 is there already."), more))
    if refused:
        one = translate("import", "1 file is left out, see below why.")
        parts.append(_counted(refused, one, translate("import", "{count} files are left out, see below why.")))
    return " ".join(parts)


def _counted(count: int, one: str, more: str, **fields: str) -> str:
    return (one if count == 1 else more).format(count=QLocale().toString(count), **fields)


def _new(count: int, project: str) -> str:
    if not count:
        return translate("import", "There is nothing new to import.")
    one = translate("import", "1 article will be imported into “{project}”.")
    more = translate("import", "{count} articles will be imported into “{project}”.")
    return _counted(count, one, more, project=project)


def _at_least(preview: Preview, new: int, project: str) -> str:
    """Say that only the head was looked at."""
    number = QLocale().toString
    files = len(preview.files) + len(preview.unseen)
    if preview.unseen:
        sentence = translate(
            "import", "{files} files will be imported into “{project}”; these are the first {seen} of them."
        )
        return sentence.format(files=number(files), project=project, seen=number(len(preview.files)))
    sentence = translate(
        "import", "More than {count} articles will be imported into “{project}”; only the first were looked at."
    )
    return sentence.format(count=number(new), project=project)
