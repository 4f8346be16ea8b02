"""What suggests besides one's own labels: files with words and patterns, a spaCy pipeline, and a language model.

No text leaves the machine by this dialog: where texts are sent to is said, and asked for, and off at first.
"""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError, EditError
from annotator.suggest.endpoint_keys import keep_key
from annotator.suggest.language_model import LanguageModel, ModelSetup
from annotator.suggest.list_files import read_lists
from annotator.suggest.lists import ListsEngine
from annotator.ui.pipeline_choice import PipelineChoice
from annotator.ui.plain_text import filled, menu_text, plain_label
from annotator.ui.scrolled import Scrolled
from annotator.ui.style import scaled
from annotator.ui.translation import error_text

WIDTH, LEAST_HEIGHT, MARGIN = 560, 520, 16


class EnginesDialog(QDialog):
    """Checks what was said before it is kept."""

    kept = Signal(object)
    """By the name of an engine what it is told: a dict of texts."""

    def __init__(self, setups: Mapping[str, str], parent: QWidget | None = None) -> None:
        """Show what the engines are told so far."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("More that suggests"))
        self.files = QListWidget()
        self.files.setObjectName("rows")
        self.files.setAccessibleName(self.tr("Files with words and patterns"))
        self.files.addItems(setups.get(ListsEngine.name, "").splitlines())
        self.add = QPushButton(self.tr("Add files…"))
        self.take_off = QPushButton(self.tr("Take off"))
        self.pipeline = PipelineChoice(setups)
        self.address, self.model, self.key = QLineEdit(), QLineEdit(), QLineEdit()
        self.consent = QCheckBox()
        self.said = plain_label(name="details_said")
        self.said.setProperty("tone", "refused")
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(self.tr("Keep"), QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._fill(setups.get(LanguageModel.name, ""))
        self._arrange()
        self._connect()

    def _fill(self, setup: str) -> None:
        self.address.setPlaceholderText("http://localhost:11434/v1")
        self.key.setPlaceholderText(self.tr("only if it asks for one; kept by the system, not by us"))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        if setup:
            try:
                known = ModelSetup.from_text(setup)
            except AnnotatorError as error:
                self._say(error_text(error))
            else:
                self.address.setText(known.address)
                self.model.setText(known.model)
                self.consent.setChecked(known.may_send_to == known.address)
        self._show_consent()

    def _arrange(self) -> None:
        beside = QVBoxLayout()
        for button in (self.add, self.take_off):
            button.setAutoDefault(False)
            beside.addWidget(button)
        beside.addStretch(1)
        lists = QHBoxLayout()
        lists.addWidget(self.files, 1)
        lists.addLayout(beside)
        form = QFormLayout()
        form.setSpacing(8)
        for words, field in (
            (self.tr("Address"), self.address),
            (self.tr("Model"), self.model),
            (self.tr("Key"), self.key),
        ):
            field.setAccessibleName(words)
            form.addRow(words, field)
        self.said.setWordWrap(True)
        self.said.setVisible(bool(self.said.text()))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(plain_label(self.tr("Word lists and patterns, one entry a line"), name="heading"))
        column.addWidget(self._explained())
        column.addLayout(lists, 1)
        column.addWidget(plain_label(self.tr("A spaCy pipeline that is installed"), name="heading"))
        column.addWidget(self.pipeline)
        column.addWidget(plain_label(self.tr("A language model that speaks OpenAI's interface"), name="heading"))
        column.addLayout(form)
        column.addWidget(self.consent)
        column.addWidget(self.said)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.setSpacing(10)
        whole.addWidget(Scrolled(content), 1)
        whole.addWidget(self.buttons)
        wanted = column.totalHeightForWidth(scaled(WIDTH) - 2 * MARGIN) + self.buttons.sizeHint().height() + 3 * MARGIN
        room = self.screen().availableGeometry().height()
        self.resize(scaled(WIDTH), min(room, max(scaled(LEAST_HEIGHT), wanted)))

    def _explained(self) -> QLabel:
        told = plain_label(
            self.tr(
                "A file LOC.txt has words for the label LOC. In others a tab and the label stand behind each word, or "
                "a line is a pattern of spaCy."
            )
        )
        told.setWordWrap(True)
        return told

    def _connect(self) -> None:
        self.files.currentRowChanged.connect(lambda row: self.take_off.setEnabled(row >= 0))
        self.take_off.setEnabled(self.files.currentRow() >= 0)
        self.add.clicked.connect(self._add_files)
        self.take_off.clicked.connect(lambda *_: self.files.takeItem(self.files.currentRow()))
        self.address.textEdited.connect(self._forget_consent)
        self.buttons.accepted.connect(self._keep)
        self.buttons.rejected.connect(self.reject)

    # --- what is shown

    def _forget_consent(self, *_: object) -> None:
        """Ask anew when the address is another."""
        self.consent.setChecked(False)
        self._show_consent()

    def _show_consent(self) -> None:
        address = self.address.text().strip()
        self.consent.setEnabled(bool(address))
        words = filled(self.tr("Yes, send the texts of this project to {address}"), address=address or "…")
        self.consent.setText(menu_text(words))

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def _add_files(self, *_: object) -> None:
        paths, _kind = QFileDialog.getOpenFileNames(self, self.tr("Words and patterns"))
        self.files.addItems([path for path in paths if path not in self._paths()])

    # --- what is kept

    def _paths(self) -> list[str]:
        return [self.files.item(row).text() for row in range(self.files.count())]

    def setups(self) -> dict[str, str]:
        """Return what the engines are told. Raises AnnotatorError for files that cannot be read, and without a yes."""
        made = self.pipeline.setups()
        if paths := self._paths():
            read_lists([Path(path) for path in paths])
            made[ListsEngine.name] = "\n".join(paths)
        address = self.address.text().strip()
        if address and not self.consent.isChecked():
            raise EditError(
                filled(
                    self.tr("Nothing is sent to {address} without a yes. Say yes below it, or empty the line."),
                    address=address,
                )
            )
        if address:
            made[LanguageModel.name] = ModelSetup(address, self.model.text().strip(), address).as_text()
        return made

    def _keep(self) -> None:
        try:
            made = self.setups()
            if self.key.text().strip() and LanguageModel.name in made:
                keep_key(self.address.text().strip(), self.key.text().strip())
        except AnnotatorError as error:
            self._say(error_text(error))
            return
        self.kept.emit(made)
        self.accept()
