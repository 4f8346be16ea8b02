"""What is to be exported, as what, and where to; and what the format cannot carry, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDir, QLocale, Signal
from PySide6.QtWidgets import (
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
from annotator.transfer.exporting import Target
from annotator.transfer.losses import Losses
from annotator.transfer.scope import Scope
from annotator.ui.loss_tree import LossTree
from annotator.ui.options_form import OptionsForm
from annotator.ui.plain_text import plain_label
from annotator.ui.report_text import number_of
from annotator.ui.scope_choice import Offer, ScopeChoice
from annotator.ui.style import scaled
from annotator.ui.translation import translate


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be exported, as what, and where to; `replace` is agreed to when something is there."""

    target: Target
    scope: Scope
    path: Path
    replace: bool = False


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
        self.browse = QPushButton(self.tr("Choose…"))
        self.notice, self.summary = plain_label(name="help"), plain_label()
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
        self.path.setAccessibleName(self.tr("File"))
        self.browse.setAutoDefault(False)
        self.summary.setWordWrap(True)
        self.losses.setMinimumHeight(scaled(120))
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
        form.addRow(self.tr("File"), file)
        form.addRow("", self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.summary)
        column.addWidget(self.losses, 1)
        column.addStretch(0)
        column.addWidget(self.buttons)
        self.setMinimumWidth(scaled(600))

    def _connect(self) -> None:
        self.format.currentIndexChanged.connect(self._show_format)
        self.options.changed.connect(self._ask)
        self.scope.changed.connect(self._ask)
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
        path = self.chosen_path()
        return Wish(Target(self.chosen().name, self.options.chosen()), self.scope.chosen(), path, path.exists())

    def _show_format(self) -> None:
        format_ = self.chosen()
        self.options.show_options([option for option in format_.options if option.way != Way.READING])
        self.form.setRowVisible(self.options, self.options.chosen() != {})
        self.scope.offer_layers(all_at_once=Feature.ANNOTATORS in format_.carries)
        suffix = "" if format_.folder else next(iter(format_.suffixes), "")
        self.path.setText(QDir.toNativeSeparators(str(self._folder / f"{self._name}-{format_.name}{suffix}")))
        self._ask()

    def _ask(self) -> None:
        self.show_progress(0.0)
        self.look_wanted.emit(self.wish())

    def _look(self) -> None:
        """Say before it happens what the export would do to a file that is there."""
        path = self.chosen_path()
        replaced = path.exists() and bool(self.path.text().strip())
        self.notice.setText(self.tr("There is a file of that name; it will be replaced.") if replaced else "")
        self.export.setText(self.tr("Replace") if replaced else self.tr("Export"))
        self.export.setEnabled(bool(self.path.text().strip()))

    def _browse(self) -> None:
        ask = QFileDialog.getExistingDirectory if self.chosen().folder else QFileDialog.getSaveFileName
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
        self._make_room(on=bool(losses.number))

    def show_refusal(self, why: str) -> None:
        """Say why it cannot be written."""
        self.summary.setText(why)
        self._make_room(on=False)

    def _make_room(self, *, on: bool) -> None:
        if self.losses.isHidden() == on:
            self.losses.setVisible(on)
            self.resize(self.width(), self.sizeHint().height() + (scaled(120) if on else 0))
