"""The copies of a project, the newest first: when each was made, and what it holds."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.store.copies import DAMAGED, REPLACED, Copy
from annotator.store.restoring import Size
from annotator.ui.plain_text import plain_label
from annotator.ui.style import scaled

Row = tuple[Copy, Size | None]
SI = QLocale.DataSizeFormat.DataSizeSIFormat
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CopiesDialog(QDialog):
    """A table in which one copy is chosen. Enter goes back to it."""

    chosen = Signal(object)
    """The path of the copy."""

    def __init__(self, copies: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Go back to a copy"))
        self._copies = copies
        self.said = plain_label(
            self.tr(
                "The project will be as it was then. What it holds now is put aside first, and stands in this list "
                "afterwards."
            )
        )
        self.said.setWordWrap(True)
        self.rows = QTableWidget(len(copies), 4)
        self.buttons = QDialogButtonBox()
        self.go_back = self.buttons.addButton(self.tr("Go back"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self._set_up_table()
        self._fill()
        self._arrange()

    def _set_up_table(self) -> None:
        self.rows.setAccessibleName(self.tr("Copies"))
        self.rows.setObjectName("rows")
        self.rows.setHorizontalHeaderLabels(["", self.tr("Articles"), self.tr("Spans"), self.tr("Size")])
        self.rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setTabKeyNavigation(False)
        self.rows.setShowGrid(False)
        self.rows.setWordWrap(False)
        self.rows.verticalHeader().hide()
        self.rows.verticalHeader().setDefaultSectionSize(scaled(28))
        header = self.rows.horizontalHeader()
        header.setAccessibleName(self.tr("Columns"))
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(RIGHT)
        made = QTableWidgetItem(self.tr("Made"))
        made.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.rows.setHorizontalHeaderItem(0, made)

    def _fill(self) -> None:
        number = QLocale().toString
        for at, (copy, size) in enumerate(self._copies):
            holds = [self.tr("cannot be read"), ""] if size is None else [number(size.documents), number(size.spans)]
            for column, text in enumerate((self._made(copy), *holds, QLocale().formattedDataSize(copy.size, 1, SI))):
                cell = QTableWidgetItem(text)
                if column:
                    cell.setTextAlignment(RIGHT)
                self.rows.setItem(at, column, cell)
        if self._copies:
            self.rows.selectRow(0)
        else:
            self.said.setText(self.tr("There is no copy of this project yet. The first is made soon after opening."))
        self.rows.setVisible(bool(self._copies))
        self.go_back.setEnabled(bool(self._copies))

    def _made(self, copy: Copy) -> str:
        at = QDateTime.fromMSecsSinceEpoch(int(copy.at.timestamp() * 1_000))
        when = QLocale().toString(at, "d MMMM yyyy, HH:mm")
        why = {REPLACED: self.tr("put aside"), DAMAGED: self.tr("damaged")}.get(copy.why)
        return self.tr("{when} ({why})").format(when=when, why=why) if why else when

    def _arrange(self) -> None:
        self.resize(scaled(600), scaled(400) if self._copies else scaled(120))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.said)
        column.addWidget(self.rows, 1)
        column.addWidget(self.buttons)
        self.go_back.setDefault(True)
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self.buttons.accepted.connect(self._choose)
        self.buttons.rejected.connect(self.reject)
        self.rows.doubleClicked.connect(lambda _index: self._choose())

    def _choose(self) -> None:
        row = self.rows.currentRow()
        path: Path | None = self._copies[row][0].path if 0 <= row < len(self._copies) else None
        self.accept()
        if path is not None:
            self.chosen.emit(path)
