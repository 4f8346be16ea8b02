"""What is to be exported, as what, and where to; and what the format cannot carry, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDir, QLocale, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.formats import Feature, Format, Way
from annotator.transfer.datasets import NO_TERMS, Terms, is_dataset
from annotator.transfer.exporting import Target
from annotator.transfer.losses import Losses
from annotator.transfer.scope import Scope
from annotator.transfer.splitting import Split
from annotator.ui.loss_tree import LossTree
from annotator.ui.options_form import OptionsForm
from annotator.ui.plain_text import plain_label
from annotator.ui.report_text import number_of
from annotator.ui.scope_choice import Offer, ScopeChoice
from annotator.ui.scrolled import Scrolled
from annotator.ui.split_form import SplitForm
from annotator.ui.style import scaled
from annotator.ui.translation import error_text, translate

WIDTH, MARGIN = 900, 40
"""Pixels: of the dialog, where text has its usual size, and what it leaves free of the screen."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be exported, as what, and where to; `replace` is agreed to when something is there."""

    target: Target
    scope: Scope
    path: Path
    replace: bool = False
    split: Split | None = None
    kept: Path | None = None
    """The file of splits whose parts are kept."""
    terms: Terms = NO_TERMS
    labels: bool = False
    """Whether the format's own files of labels are written beside."""


class ExportDialog(QDialog):
    """Stays beside the window: a loss that is clicked is shown there. Knows no project."""

    export_chosen = Signal(object)
    """The Wish."""
    look_wanted = Signal(object)
    """The Wish has changed: what would be lost now?"""
    place_chosen = Signal(object)
    """The Loss whose place is to be shown."""

    def __init__(
        self, formats: Sequence[Format], folder: Path, name: str, offer: Offer, parent: QWidget | None = None
    ) -> None:
        """Take the formats that can be written, what the proposed path is made of, and what there is to export."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export dataset"))
        self._formats = list(formats)
        self._folder, self._name = folder, name
        self.format, self.path = QComboBox(), QLineEdit()
        self.options = OptionsForm()
        self.scope = ScopeChoice(offer, self)
        self.split = SplitForm(offer.keys)
        self.labels = QCheckBox(self.tr("Write the labels, too, as a file of their own"))
        self.browse = QPushButton(self.tr("Choose…"))
        self.notice, self.summary = plain_label(name="help"), plain_label()
        self.notice.setWordWrap(True)
        self.losses = LossTree()
        self.buttons = QDialogButtonBox()
        self.export = self.buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._set_up()
        self._arrange()
        self._connect()
        self._show_format()

    def _set_up(self) -> None:
        self.format.setAccessibleName(self.tr("Format"))
        for format_ in self._formats:
            self.format.addItem(translate("formats", format_.title), format_.name)
        self.path.setAccessibleName(self.tr("To"))
        self.browse.setAutoDefault(False)
        self.summary.setWordWrap(True)
        self.summary.setMinimumWidth(scaled(320))
        self.losses.setMinimumHeight(scaled(200))
        self.losses.hide()
        self.export.setDefault(True)

    def _arrange(self) -> None:
        file = QHBoxLayout()
        file.addWidget(self.path, 1)
        file.addWidget(self.browse)
        self.form = form = QFormLayout()
        form.setSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Format"), self.format)
        form.addRow("", self.options)
        form.addRow(self.tr("Articles"), self.scope.articles)
        form.addRow(self.tr("Annotations of"), self.scope.annotator)
        form.setRowVisible(self.scope.annotator, self.scope.asks_whose)
        form.addRow(self.tr("Write"), self.split)
        form.addRow("", self.labels)
        form.addRow(self.tr("To"), file)
        form.addRow("", self.notice)
        # Where large text leaves no room for two columns, what would be lost stands below.
        room = self.screen().availableGeometry().width() - MARGIN
        beside = QBoxLayout.Direction.LeftToRight if room >= scaled(WIDTH) else QBoxLayout.Direction.TopToBottom
        parts = QWidget()
        left, right, both = QVBoxLayout(), QVBoxLayout(), QBoxLayout(beside, parts)
        both.setContentsMargins(0, 0, 0, 0)
        left.addLayout(form)
        left.addStretch(1)
        right.setSpacing(8)
        right.addWidget(self.summary)
        right.addWidget(self.losses, 1)
        right.addStretch()
        both.setSpacing(24)
        both.addLayout(left, 5)
        both.addLayout(right, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(Scrolled(parts), 1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(min(scaled(WIDTH), room))

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._show_format)
        self.options.changed.connect(self.ask_again)
        self.scope.changed.connect(self.ask_again)
        self.split.way.currentIndexChanged.connect(self._propose)
        self.split.changed.connect(self._look)
        self.path.textChanged.connect(self._look)
        self.browse.clicked.connect(self._browse)
        self.losses.place_chosen.connect(self.place_chosen)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.export_chosen.emit(self.wish()))

    # --- what is chosen

    def choose_format(self, name: str) -> None:
        """Choose the format of that name."""
        self.format.setCurrentIndex(self.format.findData(name))

    def chosen(self) -> Format:
        """Return the format that is chosen."""
        return self._formats[self.format.currentIndex()]

    def chosen_path(self) -> Path:
        """Return the path that is written in the field; a bare name is one in the proposed folder."""
        return self._folder / Path(QDir.fromNativeSeparators(self.path.text().strip())).expanduser()

    def wish(self) -> Wish:
        """Return all that is chosen."""
        path, split = self.chosen_path(), self.split.split()
        return Wish(
            Target(self.chosen().name, self.options.chosen()),
            self.scope.chosen(),
            path,
            path.exists(),
            split,
            self.split.kept_file(),
            self.split.terms(),
            labels=split is None and self.labels.isVisibleTo(self) and self.labels.isChecked(),
        )

    def _show_format(self) -> None:
        format_ = self.chosen()
        self.options.show_options([option for option in format_.options if option.way != Way.READING])
        self.form.setRowVisible(self.options, self.options.chosen() != {})
        self.scope.offer_layers(all_at_once=Feature.ANNOTATORS in format_.carries)
        self._propose()
        self.ask_again()

    def _propose(self) -> None:
        """Propose a path that says what it is."""
        format_ = self.chosen()
        dataset = self.split.is_dataset
        self.form.setRowVisible(self.labels, format_.writes_labels and not dataset)
        end = "-dataset" if dataset else "" if format_.folder else next(iter(format_.suffixes), "")
        self.path.setText(QDir.toNativeSeparators(str(self._folder / f"{self._name}-{format_.name}{end}")))
        self._look()

    def ask_again(self) -> None:
        """Ask what would be lost by what is chosen."""
        self.show_progress(0.0)
        target = Target(self.chosen().name, self.options.chosen())
        self.look_wanted.emit(Wish(target, self.scope.chosen(), self.chosen_path()))

    def _look(self) -> None:
        """Say before it happens what the export would do to what is there, or why it cannot be."""
        path, typed = self.chosen_path(), bool(self.path.text().strip())
        refusal = self.split.refusal()
        there = typed and path.exists()
        self.notice.setText(error_text(refusal) if refusal else self._of_what_is_there(path) if there else "")
        self.export.setText(self.tr("Replace") if there else self.tr("Export"))
        self.export.setEnabled(typed and refusal is None and (not there or self._may_replace(path)))

    def _may_replace(self, path: Path) -> bool:
        return is_dataset(path) if self.split.is_dataset else path.is_dir() == self.chosen().folder

    def _of_what_is_there(self, path: Path) -> str:
        if not self._may_replace(path):
            return self.tr("There is something else of that name. Choose another one.")
        if self.split.is_dataset:
            return self.tr("There is a dataset of that name; it will be replaced, and every article keeps its part.")
        return self.tr("There is a file of that name; it will be replaced.")

    def _browse(self) -> None:
        folder = self.chosen().folder and not self.split.is_dataset
        ask = QFileDialog.getExistingDirectory if folder else QFileDialog.getSaveFileName
        chosen = ask(self, self.tr("Export to"), self.path.text())
        path = chosen if isinstance(chosen, str) else chosen[0]
        if path:
            self.path.setText(QDir.toNativeSeparators(path))

    # --- what would be lost

    def show_progress(self, part: float) -> None:
        """Say that what would be lost is being looked for."""
        sentence = self.tr("Looking for what the format cannot carry: {percent} %")
        self.summary.setText(sentence.format(percent=QLocale().toString(int(part * 100))))

    def show_losses(self, losses: Losses) -> None:
        """Show what would be lost."""
        what = number_of(losses.documents, losses.spans)
        if not losses.documents:
            self.summary.setText(self.tr("There are no such articles."))
        elif losses.number:
            sentence = self.tr("{what} will be written. The format cannot carry all of it:")
            self.summary.setText(sentence.format(what=what))
        else:
            self.summary.setText(self.tr("{what} will be written, and nothing is lost.").format(what=what))
        self.losses.show_losses(losses)
        self.losses.setVisible(bool(losses.number))

    def show_refusal(self, why: str) -> None:
        """Say why it cannot be written."""
        self.summary.setText(why)
        self.losses.hide()
