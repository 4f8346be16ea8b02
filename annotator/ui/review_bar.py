"""The panel below the window in which one goes through the other places of a form, before they get its label."""

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.occurrences import Likeness
from annotator.store.hits import Hit
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.empty_state import EmptyState
from annotator.ui.hit_list import HitList
from annotator.ui.hit_row import PlaceRow
from annotator.ui.hit_rows import HitOrder, HitRows
from annotator.ui.palette import Theme
from annotator.ui.row_list import ENTER
from annotator.ui.style import PANEL_SIZE, SMALL_SIZE, panel_font, scaled


class ReviewBar(QWidget):
    """What is looked for, what counts as alike, and the places, of which each is accepted or rejected."""

    likeness_changed = Signal()
    accepted = Signal()
    """The places that are not rejected are to be labelled."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading, self.told = ElidedLabel(), ElidedLabel(name="meta")
        self.accept, self.all = QPushButton(), QPushButton()
        self.close_button = QPushButton(self.tr("Close"))
        self.case, self.words = QCheckBox(self.tr("Same case")), QCheckBox(self.tr("Whole words"))
        self.possessives, self.plurals = QCheckBox(self.tr("Possessives")), QCheckBox(self.tr("Plurals"))
        self.order = QComboBox()
        self.rows = HitRows(self)
        self.list = HitList(self.rows)
        self.nothing = EmptyState(size=PANEL_SIZE)
        self.row = PlaceRow(self.list, ticks=True)
        self._stack = QStackedWidget()
        self._set_up()
        self._arrange()
        self._connect()
        self.show_number(looking=True)

    # --- how it is made

    def _set_up(self) -> None:
        self.heading.setFont(panel_font(PANEL_SIZE, strong=True))
        self.told.setFont(panel_font(SMALL_SIZE))
        self.accept.setToolTip(self.tr("Label all places that are ticked, as one action (Ctrl+Enter)."))
        self.all.setToolTip(self.tr("Reject all places, or accept them all again."))
        self.close_button.setToolTip(self.tr("Go back to the text; nothing is labelled (Esc)."))
        for button in (self.all, self.close_button):
            button.setObjectName("quiet")
        for button in (self.accept, self.all, self.close_button):
            button.setAutoDefault(True)  # Else only the space bar would press it.
        for choice in (self.case, self.words, self.possessives, self.plurals):
            choice.setFont(panel_font(SMALL_SIZE))
        self.words.setToolTip(self.tr("Without it, parts of words are found too; all texts are read for that."))
        self.order.setAccessibleName(self.tr("In which order the places stand"))
        self.order.addItem(self.tr("Article by article"), HitOrder.FOUND)
        self.order.addItem(self.tr("By what stands before"), HitOrder.BEFORE)
        self.order.addItem(self.tr("By what follows"), HitOrder.AFTER)
        self.order.setObjectName("filter_status")
        self.order.setFont(panel_font(SMALL_SIZE))
        self.list.setItemDelegate(self.row)
        self.list.set_row_height(self.row.height())
        self.list.setAccessibleName(self.tr("Other places: Space accepts or rejects, Delete rejects, Enter opens"))

    def _arrange(self) -> None:
        upper, middle = QHBoxLayout(), QHBoxLayout()
        upper.setSpacing(8)
        middle.setSpacing(12)
        upper.addWidget(self.heading)
        upper.addWidget(self.told, 1)
        for button in (self.accept, self.all, self.close_button):
            upper.addWidget(button)
        for choice in (self.case, self.words, self.possessives, self.plurals):
            middle.addWidget(choice)
        middle.addStretch(1)
        middle.addWidget(self.order)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.nothing)
        head = QVBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.setSpacing(4)
        head.addLayout(upper)
        head.addLayout(middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.setMinimumHeight(scaled(150))

    def _connect(self) -> None:
        for choice in (self.case, self.words, self.possessives, self.plurals):
            choice.toggled.connect(lambda *_: self.likeness_changed.emit())
        self.order.currentIndexChanged.connect(lambda *_: self._sort())
        self.accept.clicked.connect(lambda *_: self.accepted.emit())
        self.all.clicked.connect(lambda *_: self._change_all())
        self.close_button.clicked.connect(lambda *_: self.left.emit())
        self.list.removed.connect(self._reject)
        self.list.ticked.connect(self._toggle)
        self.list.left.connect(self.left)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self.row.set_theme(theme)
        self.list.set_row_height(self.row.height())
        self.list.set_theme(theme)
        self.nothing.set_theme(theme)

    # --- what is looked for

    def likeness(self) -> Likeness:
        """Return what counts as alike."""
        return Likeness(
            self.case.isChecked(), self.words.isChecked(), self.possessives.isChecked(), self.plurals.isChecked()
        )

    def show_likeness(self, like: Likeness) -> None:
        """Choose what counts as alike, and tell nobody."""
        for choice, on in (
            (self.case, like.case),
            (self.words, like.words),
            (self.possessives, like.possessives),
            (self.plurals, like.plurals),
        ):
            choice.blockSignals(True)
            choice.setChecked(on)
            choice.blockSignals(False)

    # --- accepted and rejected

    def chosen(self) -> list[Hit]:
        """Return the places that are not rejected."""
        return [hit for hit in self.rows.hits() if hit.key not in self.rows.rejected]

    def _reject(self) -> None:
        """Reject the selected places and go on to the next."""
        self.rows.reject(self.list.selected(), on=True)
        self.list.go_on()
        self.show_number(looking=False)

    def _toggle(self) -> None:
        """Accept the selected places if any is rejected, else reject them."""
        rows = self.list.selected()
        self.rows.reject(rows, on=not any(self.rows.hits()[row].key in self.rows.rejected for row in rows))
        self.show_number(looking=False)

    def _change_all(self) -> None:
        self.rows.reject(range(self.rows.rowCount()), on=not self.rows.rejected)
        self.list.viewport().update()
        self.show_number(looking=False)

    def _sort(self) -> None:
        self.rows.sort_by(HitOrder(self.order.currentData()))
        self.list.scrollToTop()

    # --- what is said

    def show_number(self, *, looking: bool, capped: bool | None = None) -> None:
        """Say how many places there are, and how many are accepted."""
        number = QLocale().toString
        found, accepted = self.rows.rowCount(), len(self.chosen())
        articles = len(self.rows.documents())
        if capped is not None:
            self._capped = capped
        if looking:
            said = self.tr("Looking… {number} so far").format(number=number(found))
        else:
            said = self.tr("{number} places in {articles} articles").format(
                number=number(found), articles=number(articles)
            )
            if self._capped:
                said = self.tr("The first {number} places").format(number=number(found))
        self.told.show_text(said)
        self.accept.setText(self.tr("Label {number} places").format(number=number(accepted)))
        self.accept.setEnabled(not looking and accepted > 0)
        self.all.setText(self.tr("Accept all") if self.rows.rejected else self.tr("Reject all"))
        self.all.setEnabled(found > 0 and not looking)

    def show_nothing(self, sentence: str) -> None:
        """Show a sentence in place of the list; the list when that is empty."""
        if sentence:
            self.nothing.show_state(sentence)
        self._stack.setCurrentWidget(self.nothing if sentence else self.list)

    # --- keys

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter, which else is done in the text."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _settles(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _settles(event):
            if self.accept.isEnabled():
                self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _settles(event: QKeyEvent) -> bool:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in ENTER and modifiers == Qt.KeyboardModifier.ControlModifier
