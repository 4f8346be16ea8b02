"""Whether one file is written or a dataset in parts, and how it is parted."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.splits import Shares, parse_shares
from annotator.transfer.card import UNKNOWN
from annotator.transfer.datasets import Terms
from annotator.transfer.splitting import DATE, SHARE, SPLITS_FILE, Split
from annotator.ui.plain_text import filled

FILE, WHOLE = "file", "whole"
"""Besides SHARE and DATE: one file, and a dataset in one part."""
USUAL = "80/10/10"
MOST_KEYS = 50


class SplitForm(QWidget):
    """A choice, and below it what belongs to a dataset in parts."""

    changed = Signal()

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        """`keys` are those of the metadata: what has the same value there can be kept together."""
        super().__init__(parent)
        self.setObjectName("form")
        self.way, self.together = QComboBox(), QComboBox()
        self.shares, self.kept = QLineEdit(USUAL), QLineEdit()
        self.license, self.language = QLineEdit(), QLineEdit()
        self.stratified = QCheckBox(self.tr("Each label has its share in every part"))
        self.browse = QPushButton(self.tr("Choose…"))
        self.details = QWidget()
        self.details.setObjectName("form")
        self._fill(keys)
        self._arrange()
        for signal in (
            self.way.currentIndexChanged,
            self.together.currentIndexChanged,
            self.shares.textChanged,
            self.kept.textChanged,
            self.stratified.toggled,
        ):
            signal.connect(self._show_choice)
        self.browse.clicked.connect(self._browse)
        self._show_choice()

    def _fill(self, keys: Sequence[str]) -> None:
        self.way.addItem(self.tr("One file"), FILE)
        self.way.addItem(self.tr("A dataset with a card, in one part"), WHOLE)
        self.way.addItem(self.tr("A dataset for training and testing, by share"), SHARE)
        self.way.addItem(self.tr("A dataset for training and testing, by date"), DATE)
        self.together.addItem(self.tr("Reprints of one text"), "")
        self.together.addItem(self.tr("… and what is of one source"), "source")
        self.together.addItem(self.tr("… and what is by one author"), "author")
        for key in keys[:MOST_KEYS]:
            self.together.addItem(filled(self.tr("… and what has the same {key}"), key=" ".join(key.split())[:40]), key)
        self.stratified.setChecked(True)
        self.browse.setAutoDefault(False)
        self.kept.setPlaceholderText(self.tr("a splits.tsv of an earlier export"))
        self.way.setAccessibleName(self.tr("Write"))
        self.together.setAccessibleName(self.tr("Together"))
        self.shares.setAccessibleName(self.tr("Shares"))
        self.kept.setAccessibleName(self.tr("As before"))
        self.license.setAccessibleName(self.tr("Licence"))
        self.language.setAccessibleName(self.tr("Language"))
        self.license.setPlaceholderText(self.tr("licence, such as mit"))
        self.language.setPlaceholderText(self.tr("language, such as en"))

    def _arrange(self) -> None:
        self._kept_row = QWidget()
        self._kept_row.setObjectName("form")
        kept = QHBoxLayout(self._kept_row)
        kept.setContentsMargins(0, 0, 0, 0)
        kept.addWidget(self.kept, 1)
        kept.addWidget(self.browse)
        form = QFormLayout(self.details)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Shares"), self.shares)
        form.addRow("", self.stratified)
        form.addRow(self.tr("Together"), self.together)
        form.addRow(self.tr("As before"), self._kept_row)
        card = QHBoxLayout()
        card.addWidget(self.license)
        card.addWidget(self.language)
        form.addRow(self.tr("Card"), card)
        self._form = form
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.way)
        column.addWidget(self.details)

    def choose(self, way: str) -> None:
        """Choose FILE, WHOLE, SHARE or DATE."""
        self.way.setCurrentIndex(self.way.findData(way))

    @property
    def is_dataset(self) -> bool:
        """Return whether a folder is to be written rather than one file."""
        return bool(self.way.currentData() != FILE)

    def refusal(self) -> AnnotatorError | None:
        """Return what is wrong with what was typed."""
        try:
            self.split()
        except AnnotatorError as error:
            return error
        return None

    def split(self) -> Split | None:
        """Return how the dataset is parted; None for one file. Raises AnnotatorError for shares that are none."""
        way = self.way.currentData()
        if way == FILE:
            return None
        if way == WHOLE:
            return Split()
        shares: Shares = parse_shares(self.shares.text().strip())
        return Split(shares, way, self.stratified.isChecked(), str(self.together.currentData()))

    def terms(self) -> Terms:
        """Return what the card says besides."""
        return Terms(self.license.text().strip() or UNKNOWN, self.language.text().strip())

    def kept_file(self) -> Path | None:
        """Return the file whose parts are to be kept, if any."""
        typed = self.kept.text().strip()
        is_parted = self.way.currentData() in (SHARE, DATE)
        return Path(QDir.fromNativeSeparators(typed)).expanduser() if typed and is_parted else None

    def _show_choice(self) -> None:
        way = self.way.currentData()
        self.details.setVisible(way != FILE)
        for part in (self.shares, self.together, self._kept_row):
            self._form.setRowVisible(part, way in (SHARE, DATE))
        self._form.setRowVisible(self.stratified, way == SHARE)
        self.changed.emit()

    def _browse(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Parts of an earlier dataset"), SPLITS_FILE, "*.tsv")
        if path:
            self.kept.setText(QDir.toNativeSeparators(path))
