"""The articles that were deleted, to be taken back one by one or all."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QDialogButtonBox, QListWidget, QVBoxLayout, QWidget

from annotator.model import Document
from annotator.ui.dates import short_date
from annotator.ui.plain_text import named, plain_label
from annotator.ui.style import scaled

LISTED = 1_000
"""So many articles of the bin are listed, the newest first."""


class BinDialog(QDialog):
    """A list in which several can be chosen. Enter takes the chosen ones back."""

    restored = Signal(object)
    """The Documents that are to be taken back: a list."""
    erasing = Signal(object)
    """The Document that is to be erased for good."""

    def __init__(self, documents: Sequence[Document], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Deleted articles"))
        self._documents = documents
        self.said = plain_label()
        self.said.setWordWrap(True)
        self.rows = QListWidget()
        self.rows.setObjectName("rows")
        self.rows.setAccessibleName(self.tr("Deleted articles"))
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.buttons = QDialogButtonBox()
        self.restore = self.buttons.addButton(self.tr("Restore"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.erase = self.buttons.addButton(self.tr("Erase for good…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.erase.setAutoDefault(False)
        self.buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self._fill()
        self._arrange()

    def _fill(self) -> None:
        untitled = self.tr("Without a title")
        for document in self._documents:
            facts = (document.title or untitled, short_date(document.date), document.source)
            self.rows.addItem(" · ".join(named(fact) for fact in facts if fact))
        if self._documents:
            self.rows.setCurrentRow(0)
            number = QLocale().toString(len(self._documents))
            text = self.tr("{number} articles are in the bin, with all that was labelled in them.")
            self.said.setText(text.format(number=number) if len(self._documents) > 1 else self.tr("One article."))
        else:
            self.said.setText(self.tr("No article was deleted."))
        self.rows.setVisible(bool(self._documents))
        self.restore.setEnabled(bool(self._documents))
        self.erase.setEnabled(bool(self._documents))

    def _arrange(self) -> None:
        self.resize(scaled(520), scaled(380) if self._documents else scaled(120))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.said)
        column.addWidget(self.rows, 1)
        column.addWidget(self.buttons)
        self.restore.setDefault(True)
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self.buttons.accepted.connect(self._restore)
        self.erase.clicked.connect(self._erase)
        self.buttons.rejected.connect(self.reject)

    def _erase(self) -> None:
        document = self._documents[self.rows.currentRow()]
        self.accept()
        self.erasing.emit(document)

    def _restore(self) -> None:
        chosen = [self._documents[index.row()] for index in self.rows.selectedIndexes()]
        self.accept()
        if chosen:
            self.restored.emit(chosen)
