"""Several labels to be chosen from a list: by a tick each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.ui.style import scaled
from annotator.visible import one_line

HEIGHT = 92


class NamesChoice(QListWidget):
    """Space ticks a name. Names that are chosen and not offered stay chosen."""

    names_chosen = Signal(object)
    """The names that are ticked: a tuple."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rows")
        self.setAccessibleName(title)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(scaled(HEIGHT))
        self.itemChanged.connect(lambda *_: self.names_chosen.emit(self.names()))

    def show_names(self, offered: Sequence[str], chosen: Sequence[str]) -> None:
        """Show the names, those that are chosen with a tick."""
        names = tuple(dict.fromkeys((*offered, *chosen)))
        self.blockSignals(True)
        if names != self._all():  # Else the items stay: one of them may be what told of the change.
            self.clear()
            for name in names:
                self.addItem(_item(name))
        for row, name in enumerate(names):
            self.item(row).setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.viewport().update()

    def _all(self) -> tuple[str, ...]:
        return tuple(self.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.count()))

    def names(self) -> tuple[str, ...]:
        """Return the names that are ticked."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked
        )


def _item(name: str) -> QListWidgetItem:
    item = QListWidgetItem(one_line(name))
    item.setData(Qt.ItemDataRole.UserRole, name)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    return item
