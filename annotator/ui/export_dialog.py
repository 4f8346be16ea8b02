"""Which format, and where to: what the export needs to know."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, Signal
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

from annotator.formats import Format
from annotator.ui.plain_text import plain_label
from annotator.ui.translation import translate


class ExportDialog(QDialog):
    """Asks for the format and the file of an export."""

    export_chosen = Signal(str, object, bool)
    """Name of the format, path, and whether a file of that name is to be replaced."""

    def __init__(self, formats: Sequence[Format], folder: Path, name: str, parent: QWidget | None = None) -> None:
        """Take the formats that can be written, and what the proposed path is made of."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export dataset"))
        self._formats = list(formats)
        self._folder, self._name = folder, name
        self.format = QComboBox()
        self.format.setAccessibleName(self.tr("Format"))
        for format_ in self._formats:
            self.format.addItem(translate("formats", format_.title), format_.name)
        self.path = QLineEdit()
        self.path.setAccessibleName(self.tr("File"))
        self.path.setMinimumWidth(400)
        self.browse = QPushButton(self.tr("Choose…"))
        self.browse.setAutoDefault(False)
        self.notice = plain_label()
        self.buttons = QDialogButtonBox()
        self.export = self.buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._arrange()
        self._connect()
        self._propose()

    def _arrange(self) -> None:
        file = QHBoxLayout()
        file.addWidget(self.path, 1)
        file.addWidget(self.browse)
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow(self.tr("Format"), self.format)
        form.addRow(self.tr("File"), file)
        form.addRow("", self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.buttons)

    def _connect(self) -> None:
        self.export.setDefault(True)
        self.format.currentIndexChanged.connect(self._propose)
        self.path.textChanged.connect(self._look)
        self.browse.clicked.connect(self._browse)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(self._tell)

    def choose_format(self, name: str) -> None:
        """Choose the format of that name."""
        self.format.setCurrentIndex(self.format.findData(name))

    def chosen(self) -> Format:
        """Return the format that is chosen."""
        return self._formats[self.format.currentIndex()]

    def chosen_path(self) -> Path:
        """Return the path that is written in the field; a bare name is one in the proposed folder."""
        return self._folder / Path(QDir.fromNativeSeparators(self.path.text().strip())).expanduser()

    def _propose(self) -> None:
        format_ = self.chosen()
        suffix = "" if format_.folder else next(iter(format_.suffixes), "")
        self.path.setText(QDir.toNativeSeparators(str(self._folder / f"{self._name}-{format_.name}{suffix}")))

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

    def _tell(self) -> None:
        path = self.chosen_path()
        self.export_chosen.emit(self.chosen().name, path, path.exists())
