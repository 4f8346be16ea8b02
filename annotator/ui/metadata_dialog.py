"""Everything that is known about an article beyond its header: keys and values, in a table that one edits."""

from collections.abc import Callable, Mapping

import orjson
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import AnnotatorError
from annotator.ui.plain_text import plain_label
from annotator.ui.style import scaled
from annotator.ui.translation import error_text
from annotator.visible import one_line


class Shown(QStyledItemDelegate):
    """Paints what is in a cell so that all of it is seen, on one line; what is edited is what is there."""

    def displayText(self, text: str, _locale: QLocale | QLocale.Language) -> str:
        return one_line(text)


class MetadataDialog(QDialog):
    """A row for each key, and an empty one for a new key. A row without a key goes."""

    def __init__(
        self, metadata: Mapping[str, object], keep: Callable[[dict[str, object]], object], parent: QWidget | None = None
    ) -> None:
        """`keep` takes the metadata as they are to be. Raises AnnotatorError, and all that was typed stays."""
        super().__init__(parent)
        self._take = keep
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Metadata of the article"))
        self._metadata = dict(metadata)
        self.table = QTableWidget(len(metadata) + 1, 2)
        self.said = plain_label(self.tr("A row without a key is left out. Write into the last row to add one."))
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(self.tr("Keep"), QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._fill()
        self._arrange()

    def _fill(self) -> None:
        table = self.table
        table.setAccessibleName(self.tr("Keys and values"))
        table.setObjectName("rows")
        table.setHorizontalHeaderLabels([self.tr("Key"), self.tr("Value")])
        table.verticalHeader().hide()
        table.horizontalHeader().setAccessibleName(self.tr("Columns"))
        table.verticalHeader().setAccessibleName(self.tr("Rows"))
        table.horizontalHeader().setStretchLastSection(True)
        table.setColumnWidth(0, scaled(180))
        for row, (key, value) in enumerate(self._metadata.items()):
            table.setItem(row, 0, QTableWidgetItem(key))
            table.setItem(row, 1, QTableWidgetItem(shown(value)))
        table.setItemDelegate(Shown(table))
        table.setTabKeyNavigation(False)  # Or nobody would get out of it by Tab.
        table.itemChanged.connect(self._make_room)

    def _arrange(self) -> None:
        self.resize(scaled(520), scaled(380))
        self.said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addWidget(self.said)
        column.addWidget(self.buttons)
        self.buttons.accepted.connect(self._keep)
        self.buttons.rejected.connect(self.reject)
        self.table.setCurrentCell(0, 1 if self._metadata else 0)
        self.table.setFocus()

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text() if item is not None else ""

    def _make_room(self, _: object) -> None:
        """Let there always be an empty row at the end."""
        last = self.table.rowCount() - 1
        if self._text(last, 0).strip():
            self.table.insertRow(last + 1)

    def metadata(self) -> dict[str, object]:
        """Return what the table holds; of a key that is there twice the last."""
        rows = [(self._key(row), self._text(row, 1)) for row in range(self.table.rowCount())]
        kept = [(key, text) for key, text in rows if key or (text and "" in self._metadata)]
        return {key: meant(text, self._metadata[key]) if key in self._metadata else text for key, text in kept}

    def _key(self, row: int) -> str:
        """Return the key of a row: one that came so keeps its blanks."""
        written = self._text(row, 0)
        return written if written in self._metadata else written.strip()

    def _keep(self) -> None:
        try:
            self._take(self.metadata())
        except AnnotatorError as error:
            self.said.setText(error_text(error))
        else:
            self.accept()


def shown(value: object) -> str:
    """Return a value as it is written: texts as they are, all else as JSON."""
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def meant(text: str, before: object) -> object:
    """Return the value of a text: what stood there if it is unchanged, a text for a text, else JSON if it is some."""
    if text == shown(before):
        return before
    if before is None or isinstance(before, str):
        return text
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
    return value
