"""Which encoding a text is in: asked with a look at its lines, never guessed silently."""

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.files import opened
from annotator.files.encodings import SAMPLE_BYTES, Encoding, as_text, likely_encodings
from annotator.ui.plain_text import filled, plain_label
from annotator.ui.translation import translate

LINES_SHOWN = 12
LINE_LENGTH = 200


class EncodingDialog(QDialog):
    """Lists the encodings in which a file is text, the likeliest first, and shows its lines in the chosen one."""

    encoding_chosen = Signal(str, bool)
    """The encoding, and whether the other files are to be read in it too."""
    left_out = Signal()

    def __init__(self, path: Path, *, others: int, parent: QWidget | None = None) -> None:
        """`others` is how many more files are in an unknown encoding. Raises FormatError when it cannot be read."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Encoding of a text"))
        self._content = _head(path)
        self._encodings = likely_encodings(self._content)
        sentence = self.tr(
            "“{name}” does not say which encoding it is in. Choose the one in which its lines read right."
        )
        self.sentence = plain_label(filled(sentence, name=path.name))
        self.sentence.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Encodings, the likeliest first"))
        self.list.setObjectName("rows")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("The first lines as they would read"))
        one = self.tr("Read the other file that does not say it in this encoding too")
        more = self.tr("Read the {count} other files that do not say it in this encoding too")
        self.others = QCheckBox(one if others == 1 else more.format(count=QLocale().toString(others)))
        self.others.setVisible(others > 0)
        self.others.setChecked(others > 0)
        self.buttons = QDialogButtonBox()
        self.read = self.buttons.addButton(self.tr("Read it so"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave = self.buttons.addButton(self.tr("Leave it out"), QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._arrange()
        self._fill()

    def _arrange(self) -> None:
        self.resize(760, 420)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list, 2)
        row.addWidget(self.text, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        column.addLayout(row, 1)
        column.addWidget(self.others)
        column.addWidget(self.buttons)
        self.read.setDefault(True)
        self.leave.setAutoDefault(False)
        self.list.setFocus()

    def _fill(self) -> None:
        for encoding in self._encodings:
            languages = translate("encodings", encoding.languages)
            item = QListWidgetItem(self.tr("{languages} · {name}").format(languages=languages, name=encoding.name))
            self.list.addItem(item)
        self.list.currentRowChanged.connect(self._show)
        self.list.itemActivated.connect(self.accept)
        self.list.setCurrentRow(0)
        self.read.setEnabled(bool(self._encodings))
        self.leave.clicked.connect(self._leave)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accepted.connect(self._tell)

    def choose(self, name: str) -> None:
        """Choose the encoding of that name."""
        self.list.setCurrentRow([encoding.name for encoding in self._encodings].index(name))

    def chosen(self) -> Encoding:
        """Return the encoding that is chosen."""
        return self._encodings[self.list.currentRow()]

    def _show(self, row: int) -> None:
        if row >= 0:
            self.text.setPlainText("\n".join(_telling(as_text(self._content, self._encodings[row].name) or "")))

    def _tell(self) -> None:
        self.encoding_chosen.emit(self.chosen().name, self.others.isChecked())

    def _leave(self) -> None:
        self.done(int(QDialog.DialogCode.Accepted) + 1)
        self.left_out.emit()


def _head(path: Path) -> bytes:
    """Return the start of a file, to the end of a line."""
    with opened(path) as file:
        head = file.read(SAMPLE_BYTES)
        if not file.read(1):
            return head
    wide = b"\0" in head
    return head if wide else head[: head.rfind(b"\n") + 1] or head


def _telling(text: str) -> list[str]:
    """Return the first lines in which encodings differ, else the first ones."""
    lines = [line.strip()[:LINE_LENGTH] for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if not line.isascii()]
    return (telling or lines)[:LINES_SHOWN]
