"""The panel below the window in which one writes what to look for in all articles, and sees what was found."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.finding import LONGEST, Wanted
from annotator.model import Label, Status
from annotator.store.hits import Labelled, Search
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.empty_state import EmptyState
from annotator.ui.filter_words import read_filter
from annotator.ui.hit_list import HitList
from annotator.ui.hit_row import ArticleRow, HitRow, PlaceRow
from annotator.ui.hit_rows import HitOrder, HitRows
from annotator.ui.palette import Theme
from annotator.ui.plain_text import IN_A_BOX, filled
from annotator.ui.style import PANEL_SIZE, SMALL_SIZE, panel_font, scaled
from annotator.visible import one_line

WAIT = 120
"""Milliseconds after the last letter until it is looked for."""
MARGIN = 12
RANKED = "ranked"
ANY = None


class SearchLine(QLineEdit):
    """A line from which Enter and Down go on to the list."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class ProjectFindBar(QWidget):
    """A line, how it is meant, in which articles, and the list. Knows no project."""

    wanted_changed = Signal()
    order_changed = Signal(object)
    """The HitOrder in which the places are to stand."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("project_find_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = SearchLine()
        self.shown, self.label, self.status, self.whose = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.case, self.words, self.pattern = (QCheckBox() for _ in range(3))
        self.here = QCheckBox(self.tr("On the place itself"))
        self.told = ElidedLabel(name="meta")
        self.close_button = QPushButton(self.tr("Close"))
        self.rows = HitRows(self)
        self.list = HitList(self.rows)
        self.nothing = EmptyState(size=PANEL_SIZE)
        self.places, self.articles = PlaceRow(self.list), ArticleRow(self.list)
        self._stack = QStackedWidget()
        self._choices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._keys: tuple[str, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=WAIT)
        self._set_up()
        self._fill()
        self._arrange()
        self._connect()
        self._follow_order()

    # --- how it is made

    def _set_up(self) -> None:
        self.line.setObjectName("project_find_line")
        self.line.setMaxLength(LONGEST)
        self.line.setAccessibleName(self.tr("Find in all articles"))
        self.line.setPlaceholderText(self.tr("Find in all articles"))
        self.line.setToolTip(
            self.tr("title:, author:, source:, date:, or a key of the metadata, let in only such articles.")
        )
        self.case.setText(self.tr("Same case"))
        self.words.setText(self.tr("Whole words"))
        self.words.setChecked(True)
        self.words.setToolTip(self.tr("Without it, parts of words are found too; all texts are read for that."))
        self.pattern.setText(self.tr("Regular expression"))
        self.here.setToolTip(self.tr("The label is looked for on what was found, not anywhere in its article."))
        self.close_button.setObjectName("quiet")
        self.close_button.setAutoDefault(True)  # Else only the space bar would press it.
        self.close_button.setToolTip(self.tr("Go back to the text (Esc)."))
        for choice in (self.case, self.words, self.pattern, self.here):
            choice.setFont(panel_font(SMALL_SIZE))
        for box in (self.shown, self.label, self.status, self.whose):
            box.setFont(panel_font(SMALL_SIZE))
            box.setObjectName("filter_status")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(9 if box in (self.status, self.whose) else 16)
        self.list.setAccessibleName(self.tr("What was found in all articles"))
        self.told.setFont(panel_font(SMALL_SIZE))

    def _fill(self) -> None:
        self.shown.setAccessibleName(self.tr("What is listed, and in which order"))
        self.shown.addItem(self.tr("Articles, the best first"), RANKED)
        self.shown.addItem(self.tr("Places, article by article"), HitOrder.FOUND)
        self.shown.addItem(self.tr("Places, by what stands before"), HitOrder.BEFORE)
        self.shown.addItem(self.tr("Places, by what follows"), HitOrder.AFTER)
        self.label.setAccessibleName(self.tr("Only what has this label"))
        self.show_labels(())
        self.status.setAccessibleName(self.tr("Only articles with this status"))
        self.status.addItem(self.tr("Any status"), None)
        self.status.addItem(self.tr("To do"), Status.TODO)
        self.status.addItem(self.tr("In progress"), Status.IN_PROGRESS)
        self.status.addItem(self.tr("Done"), Status.DONE)
        self.status.addItem(self.tr("Skipped"), Status.SKIPPED)
        self.whose.setAccessibleName(self.tr("Whose spans count"))
        self.show_people(())

    def _arrange(self) -> None:
        upper, options, filters = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        upper.setSpacing(8)
        options.setSpacing(12)
        filters.setSpacing(12)
        upper.addWidget(self.line, 3)
        upper.addWidget(self.shown, 1)
        upper.addWidget(self.told, 1)
        upper.addWidget(self.close_button)
        for choice in (self.case, self.words, self.pattern):
            options.addWidget(choice)
        options.addStretch(1)
        for which in (self.label, self.here, self.status, self.whose):
            filters.addWidget(which)
        filters.addStretch(1)
        self._choices.setSpacing(4)
        self._choices.addLayout(options)
        self._choices.addLayout(filters)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.nothing)
        head = QVBoxLayout()
        head.setContentsMargins(MARGIN, 8, MARGIN, 4)
        head.setSpacing(4)
        head.addLayout(upper)
        head.addLayout(self._choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.setMinimumHeight(scaled(150))

    def _connect(self) -> None:
        self._pause.timeout.connect(self.wanted_changed)
        self.line.textChanged.connect(lambda *_: self._pause.start())
        self.line.entered.connect(self._enter)
        for choice in (self.case, self.words, self.pattern, self.here):
            choice.toggled.connect(lambda *_: self._tell())
        for box in (self.label, self.status, self.whose):
            box.currentIndexChanged.connect(lambda *_: self._tell())
        self.shown.currentIndexChanged.connect(lambda *_: self._change_order())
        self.close_button.clicked.connect(lambda *_: self.left.emit())
        self.list.left.connect(self.left)
        self.list.text_wanted.connect(self.left)

    # --- what is offered

    def show_labels(self, labels: Sequence[Label]) -> None:
        """Offer the labels of the project."""
        chosen = self.label.currentText()
        with QSignalBlocker(self.label):
            self.label.clear()
            self.label.addItem(self.tr("With or without label"), None)
            self.label.addItem(self.tr("Without a label"), "")
            for label in labels:
                self.label.addItem(one_line(label.name, IN_A_BOX), label.name)
            self.label.setCurrentIndex(max(0, self.label.findText(chosen)))
        for row in (self.places, self.articles):
            row.set_labels(labels)
        self.list.viewport().update()

    def show_people(self, names: Sequence[str]) -> None:
        """Offer those who have a layer, where there are several."""
        chosen = self.whose.currentText()
        with QSignalBlocker(self.whose):
            self.whose.clear()
            self.whose.addItem(self.tr("Spans of anybody"), "")
            for name in names:
                self.whose.addItem(filled(self.tr("Spans of {name}"), name=one_line(name, IN_A_BOX)), name)
            self.whose.setCurrentIndex(max(0, self.whose.findText(chosen)))
        self.whose.setVisible(len(names) > 1)

    def show_keys(self, keys: Sequence[str]) -> None:
        """Take words before a colon for these keys of the metadata."""
        self._keys = tuple(keys)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        for row in (self.places, self.articles):
            row.set_theme(theme)
        self.list.set_theme(theme)
        self.nothing.set_theme(theme)
        self._follow_order()

    # --- what is wanted

    def search(self) -> Search | None:
        """Return what is looked for; None when nothing is written."""
        typed = self.line.text()
        where = read_filter("" if self.pattern.isChecked() and not self.is_ranked() else typed, self._keys)
        words = where.words if not self.pattern.isChecked() or self.is_ranked() else typed
        status = self.status.currentData()
        where = replace(where, words="", status=Status(status) if status else None)
        label = self.label.currentData()
        labelled = None if label is ANY else Labelled(label, here=self.here.isChecked())
        wanted = Wanted(words, self.case.isChecked(), self.words.isChecked(), self.pattern.isChecked())
        if not words.strip():
            return None
        return Search(wanted, self.is_ranked(), where=where, labelled=labelled, of=self.whose.currentData() or "")

    def is_ranked(self) -> bool:
        """Return whether articles are listed, not places."""
        return bool(self.shown.currentData() == RANKED)

    def order(self) -> HitOrder:
        """Return how the places are to stand."""
        return HitOrder.FOUND if self.is_ranked() else HitOrder(self.shown.currentData())

    def write(self, text: str) -> None:
        """Write what is to be looked for."""
        self.line.setText(text)
        self._tell()

    def take_focus(self) -> None:
        """Give the keyboard to the line, all of it selected."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _enter(self) -> None:
        if self._pause.isActive():
            self._tell()
        self.list.take_focus()

    def _tell(self) -> None:
        self._pause.stop()
        self.wanted_changed.emit()

    def _change_order(self) -> None:
        was_ranked = self.list.itemDelegate() is self.articles
        self._follow_order()
        if was_ranked or self.is_ranked():
            self.rows.clear()
            self.rows.sort_by(self.order())
            self._tell()
        else:
            self.order_changed.emit(self.order())

    def _follow_order(self) -> None:
        row: HitRow = self.articles if self.is_ranked() else self.places
        self.list.setItemDelegate(row)
        self.list.set_row_height(row.height())
        for choice in (self.case, self.words, self.pattern):
            choice.setEnabled(not self.is_ranked())

    # --- what came of it

    def tell(self, sentence: str) -> None:
        """Say how much was found."""
        self.told.show_text(sentence)

    def show_nothing(self, sentence: str) -> None:
        """Show a sentence in place of the list; the list when that is empty."""
        if sentence:
            self.nothing.show_state(sentence)
        self._stack.setCurrentWidget(self.nothing if sentence else self.list)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the filters below the options where there is too little room for both in one line."""
        super().resizeEvent(event)
        hints = [item.sizeHint().width() for at in range(2) if (item := self._choices.itemAt(at)) is not None]
        fits = sum(hints) + 4 * MARGIN <= self.width()
        self._choices.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
