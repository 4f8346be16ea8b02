"""The panel below the text with what was done: in the open article, or in the whole project."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.store import PastAction
from annotator.ui.plain_text import filled, isolated, named, plain_label
from annotator.ui.quiet_button import quiet_button
from annotator.ui.style import SMALL_SIZE, panel_font, scaled

HEIGHT = 230


class HistoryBar(QWidget):
    """A list, what the row under the pointer or the caret changed, and the way back there. Knows no project."""

    looked_at = Signal(object)
    """The PastAction under the pointer, or the current one; None when there is none."""
    back_wanted = Signal(object)
    """The PastAction after which it is to be as it was."""
    scope_changed = Signal()
    more_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(scaled(HEIGHT))
        self.rows = QListWidget()
        self.whole = QCheckBox(self.tr("Whole project"))
        self.back = quiet_button(self.tr("Go back to here"), self.tr("Let all be as it was after this action (Enter)."))
        self.close_button = quiet_button(self.tr("Close"), self.tr("Go back to the text (Esc)."))
        self.told = plain_label(name="summary")
        self._set_up()
        self._arrange()

    def _set_up(self) -> None:
        self.rows.setObjectName("rows")
        self.rows.setAccessibleName(self.tr("What was done, the newest first"))
        self.rows.setMouseTracking(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told.setFont(panel_font(SMALL_SIZE))
        self.told.setWordWrap(True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.told.setMinimumWidth(scaled(180))
        self.whole.setFont(panel_font(SMALL_SIZE))
        self.rows.itemEntered.connect(self._look)
        self.rows.currentItemChanged.connect(lambda item, _: self._look(item))
        self.rows.itemActivated.connect(lambda *_: self._go_back())
        self.rows.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.whole.toggled.connect(lambda *_: self.scope_changed.emit())
        self.back.clicked.connect(lambda *_: self._go_back())
        self.close_button.clicked.connect(lambda *_: self.left.emit())

    def _arrange(self) -> None:
        heading = plain_label(self.tr("History"), name="heading")
        top, middle = QHBoxLayout(), QHBoxLayout()
        top.addWidget(heading)
        top.addSpacing(12)
        top.addWidget(self.whole)
        top.addStretch(1)
        top.addWidget(self.back)
        top.addWidget(self.close_button)
        middle.setSpacing(12)
        middle.addWidget(self.rows, 3)
        middle.addWidget(self.told, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(middle, 1)

    def show_past(self, past: Sequence[PastAction], *, more: bool = False) -> None:
        """Show actions, in place of those that are there, or below them.

        The caret stays on the action it was moved to, when that is among them; on the first row it stays there.
        """
        kept = None
        if not more:
            kept = self.current() if self.rows.currentRow() > 0 else None
            self.rows.clear()
        for one in past:
            item = QListWidgetItem(self._line(one))
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.rows.addItem(item)
        if not more:
            places = [place for place, one in enumerate(past) if kept is not None and one.id == kept.id]
            self.rows.setCurrentRow(places[0] if places else 0)

    def _line(self, one: PastAction) -> str:
        at, short = QDateTime.fromMSecsSinceEpoch(one.at), QLocale.FormatType.ShortFormat
        is_today = at.date() == QDate.currentDate()
        when = QLocale().toString(at.time(), short) if is_today else QLocale().toString(at, short)
        did = "{title}"
        if one.depth:
            did = self.tr("Undone: {title}") if one.depth % 2 else self.tr("Redone: {title}")
        return f"{isolated(when)} · {named(one.annotator)} · {filled(did, title=one.title)}"

    def current(self) -> PastAction | None:
        """Return the action of the current row."""
        return self._of(self.rows.currentItem())

    def tell(self, sentence: str) -> None:
        """Say what an action changed."""
        self.told.setText(sentence)

    @staticmethod
    def _of(item: QListWidgetItem | None) -> PastAction | None:
        found = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, PastAction) else None

    def _look(self, item: QListWidgetItem | None) -> None:
        self.looked_at.emit(self._of(item))

    def _go_back(self) -> None:
        if (one := self.current()) is not None:
            self.back_wanted.emit(one)

    def _scrolled(self, position: int) -> None:
        if position == self.rows.verticalScrollBar().maximum():
            self.more_wanted.emit()

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
