"""Which articles the list shows: words, how far one is with them, and in which order."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QLocale, QObject, QRectF, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.model import Status
from annotator.store import DocumentFilter, Order, SortBy
from annotator.ui.filter_words import read_filter
from annotator.ui.key_cap import cap_width, caption, paint_cap
from annotator.ui.mirroring import mirrored
from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import filled
from annotator.ui.style import SMALL_SIZE, panel_font

WAIT = 120
"""Milliseconds after the last letter until the list follows."""
CAP_MARGIN = 8
MAX_LENGTH = 200
MOST_KEYS = 50
"""So many keys of the metadata are offered to sort by."""
KEY_LENGTH = 30
"""Code points of a key that are shown."""
FLAGGED = "flagged"
"""Among the choices of status, that of flagged articles, however far they are."""


class FilterLine(QLineEdit):
    """A line that shows, while it is empty, by which key one comes here."""

    escaped = Signal()
    entered = Signal()

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.theme = THEMES["light"]
        self.setMaxLength(MAX_LENGTH)
        self.setClearButtonEnabled(True)

    def _leave_room(self, *, for_cap: bool) -> None:
        """Let the sentence end before the cap; what is typed takes the whole line."""
        width = round(cap_width(caption(self._action))) + CAP_MARGIN if for_cap else 0
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setTextMargins(width if is_mirrored else 0, 0, 0 if is_mirrored else width, 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._leave_room(for_cap=not self.hasFocus() and not self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._leave_room(for_cap=False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._leave_room(for_cap=not self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.text() and not self.hasFocus():
            painter = QPainter(self)
            text = caption(self._action)
            cap = QRectF(self.width() - CAP_MARGIN - cap_width(text), 0, cap_width(text), self.height())
            right = mirrored(cap, QRectF(self.rect()), self.layoutDirection()).right()
            paint_cap(painter, right, self.height() / 2, text, self.theme)
            painter.end()


class FilterBox(QWidget):
    """A line for words, a choice of status and one of the order. Escape empties the first two."""

    filter_changed = Signal(object)
    """The DocumentFilter."""
    list_wanted = Signal()
    """The keyboard is to go on to the list."""
    text_wanted = Signal()
    """The keyboard is to go back to the text."""

    def __init__(self, filter_articles: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = FilterLine(filter_articles)
        self.status, self.order = QComboBox(), QComboBox()
        self._keys: tuple[str, ...] = ()
        self._told = DocumentFilter()
        self._pause = QTimer(self, singleShot=True, interval=WAIT)
        self._set_up()
        self.show_number(0)

    def _set_up(self) -> None:
        self.line.setObjectName("filter")
        self.line.setAccessibleName(self.tr("Filter articles by words"))
        self.line.setToolTip(self.tr("Words of title and text; title:, author:, source:, date:, or a key, look there."))
        self.status.setAccessibleName(self.tr("Filter articles by status"))
        self.order.setAccessibleName(self.tr("Sort articles"))
        for choice in (self.status, self.order):
            choice.setFont(panel_font(SMALL_SIZE))
            choice.setObjectName("filter_status")
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.installEventFilter(self)
        self.status.addItem(self.tr("All articles"), None)
        self.status.addItem(self.tr("To do"), Status.TODO)
        self.status.addItem(self.tr("In progress"), Status.IN_PROGRESS)
        self.status.addItem(self.tr("Done"), Status.DONE)
        self.status.addItem(self.tr("Skipped"), Status.SKIPPED)
        self.status.addItem(self.tr("Flagged"), FLAGGED)
        self._fill_order()
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(self.status, 1)
        choices.addWidget(self.order, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addLayout(choices)
        self._pause.timeout.connect(self._tell)
        self.line.textChanged.connect(lambda *_: self._pause.start())
        for choice in (self.status, self.order):
            choice.currentIndexChanged.connect(lambda *_: self._tell())
        self.line.entered.connect(self._enter)
        self.line.escaped.connect(self._leave)

    def _fill_order(self) -> None:
        """Offer what articles can be sorted by, the keys of the metadata last."""
        orders = {
            self.tr("In their order"): Order(),
            self.tr("Title"): Order(SortBy.TITLE),
            self.tr("Title, from Z"): Order(SortBy.TITLE, descending=True),
            self.tr("Newest first"): Order(SortBy.DATE, descending=True),
            self.tr("Oldest first"): Order(SortBy.DATE),
            self.tr("Source"): Order(SortBy.SOURCE),
            self.tr("Author"): Order(SortBy.AUTHOR),
            self.tr("By status"): Order(SortBy.STATUS),
            self.tr("Most spans first"): Order(SortBy.SPANS, descending=True),
            self.tr("Fewest spans first"): Order(SortBy.SPANS),
            self.tr("Last imported first"): Order(descending=True),
        }
        for words, order in orders.items():
            self.order.addItem(words, order)
        for key in self._keys[:MOST_KEYS]:
            self.order.addItem(filled(self.tr("By {key}"), key=_shortened(key)), Order(SortBy.FIELD, key))

    def show_keys(self, keys: Sequence[str]) -> None:
        """Offer the keys of the articles' metadata, to sort by and to look in."""
        if tuple(keys) != self._keys:
            self._keys = tuple(keys)
            chosen = self.order.currentText()
            with QSignalBlocker(self.order):
                self.order.clear()
                self._fill_order()
                self.order.setCurrentIndex(max(0, self.order.findText(chosen)))
            self._tell()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self.line.theme = theme
        self.line.update()

    def show_number(self, documents: int) -> None:
        """Say how many articles there are to filter."""
        several = self.tr("Filter {number} articles").format(number=QLocale().toString(documents))
        self.line.setPlaceholderText(several if documents > 1 else self.tr("Filter the articles"))

    def where(self) -> DocumentFilter:
        """Return what is typed and chosen."""
        chosen = self.status.currentData()  # Qt has made a plain text of it.
        flagged = chosen == FLAGGED
        status = Status(chosen) if chosen and not flagged else None
        typed = read_filter(self.line.text(), self._keys)
        return replace(typed, status=status, flagged=flagged, order=self.order.currentData() or Order())

    def reset(self) -> None:
        """Show all articles of another project, in their order."""
        self.order.setCurrentIndex(0)
        self.empty()

    def empty(self) -> None:
        """Show all articles again."""
        self.line.clear()
        self.status.setCurrentIndex(0)
        self._tell()

    def take_focus(self) -> None:
        """Give the keyboard to the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _enter(self) -> None:
        self._tell()
        self.list_wanted.emit()

    def _leave(self) -> None:
        self.empty()
        self.text_wanted.emit()

    def _tell(self) -> None:
        self._pause.stop()
        if self.where() != self._told:
            self._told = self.where()
            self.filter_changed.emit(self._told)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Escape do on the choice what it does in the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        return False


def _shortened(key: str) -> str:
    key = " ".join(key.split())
    return key if len(key) <= KEY_LENGTH else key[: KEY_LENGTH - 1] + "…"
