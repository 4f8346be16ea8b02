"""What a format cannot carry, by kinds, as a tree; each place can be gone to."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.transfer.losses import Loss, Losses, LossGroup
from annotator.ui.plain_text import named, tool_tip
from annotator.visible import one_line

PLACE = Qt.ItemDataRole.UserRole
GROUP = Qt.ItemDataRole.UserRole + 1
TEXT_LENGTH = 300


class LossTree(QTreeWidget):
    """A row for each kind, with its number, and below it the places. A click or Enter on a place goes there."""

    place_chosen = Signal(object)
    """The Loss whose place is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rows")
        self.setAccessibleName(self.tr("What the format cannot carry"))
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setUniformRowHeights(True)
        self.setIndentation(18)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemClicked.connect(lambda item, _: self._go_to(item))
        self.itemExpanded.connect(self._fill)

    def show_losses(self, losses: Losses) -> None:
        """Show these in place of the earlier ones."""
        self.clear()
        for group in losses.groups:
            self.addTopLevelItem(self._group_row(group))
        if (first := self.topLevelItem(0)) is not None:
            self.setCurrentItem(first)
            first.setExpanded(len(losses.groups) == 1)

    @staticmethod
    def _group_row(group: LossGroup) -> QTreeWidgetItem:
        row = _row(group.what, QLocale().toString(group.number))
        row.setData(0, GROUP, group)
        row.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        return row

    def _fill(self, row: QTreeWidgetItem) -> None:
        """Make the rows of the places when they are first wanted: there may be thousands."""
        group = row.data(0, GROUP)
        if not isinstance(group, LossGroup) or row.childCount():
            return
        row.addChildren([_loss_row(loss) for loss in group.losses])
        if group.number > len(group.losses):
            more = self.tr("… and {number} more").format(number=QLocale().toString(group.number - len(group.losses)))
            row.addChild(_row(more, ""))

    def _go_to(self, item: QTreeWidgetItem | None) -> None:
        loss = None if item is None else item.data(0, PLACE)
        if isinstance(loss, Loss):
            self.place_chosen.emit(loss)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the place by Enter, which opens and closes a kind; any other key as in any tree."""
        item = self.currentItem()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or item is None:
            super().keyPressEvent(event)
        elif item.data(0, GROUP) is not None:
            item.setExpanded(not item.isExpanded())
        else:
            self._go_to(item)


def _loss_row(loss: Loss) -> QTreeWidgetItem:
    notice = loss.notice
    place = "" if notice.start is None else f"{notice.start}-{notice.end}"
    what = notice.message if "“" in notice.message or not loss.quote else f"“{named(loss.quote)}” · {notice.message}"
    row = _row(" · ".join(filter(None, (what, notice.document))), place)
    row.setData(0, PLACE, loss)
    return row


def _row(left: str, right: str) -> QTreeWidgetItem:
    row = QTreeWidgetItem([one_line(left, TEXT_LENGTH), right])
    row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    row.setToolTip(0, tool_tip(row.text(0)))
    row.setTextAlignment(1, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    return row
