"""The panel of the articles: a filter, how many are done, and the list."""

from collections.abc import Mapping

from PySide6.QtCore import QLocale, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from annotator.store import Totals
from annotator.ui.document_lines import DocumentLines
from annotator.ui.document_row import DocumentRow
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.empty_state import EmptyState
from annotator.ui.filter_box import FilterBox
from annotator.ui.mirroring import mirrored
from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.row_list import RowList
from annotator.ui.style import PANEL_SIZE, SMALL_SIZE, panel_font

READ_MORE = 8
"""So many lines more than a page holds are read at a time while one scrolls: a few each step, not many now and then."""


class DoneBar(QWidget):
    """A thin bar: which part of the articles is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(3)
        self.part = 0.0
        self.theme = THEMES["light"]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(self.theme.line)
        painter.drawRoundedRect(whole, 1.5, 1.5)
        if self.part > 0:
            painter.setBrush(self.theme.ok)
            done = QRectF(0, 0, whole.width() * self.part, whole.height())
            painter.drawRoundedRect(mirrored(done, whole, self.layoutDirection()), 1.5, 1.5)
        painter.end()


class Articles(RowList):
    """The list. Arrows open the article above or below at once, Home and End the first and last there is."""

    def __init__(self, lines: DocumentLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setModel(lines)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        if action is QAbstractItemView.CursorAction.MoveHome:
            self._lines.read_start()
        elif action is QAbstractItemView.CursorAction.MoveEnd:
            self._lines.read_end()
        return super().moveCursor(action, modifiers)


class DocumentList(QWidget):
    """Shows the lines of a DocumentLines model, and which document is open."""

    document_picked = Signal(object)
    """The id of the document that is to be opened: too large for the int of a signal."""
    text_wanted = Signal()
    """The keyboard is to go on to the text."""

    def __init__(self, lines: DocumentLines, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        """`actions` are those of the table, by name."""
        super().__init__(parent)
        self.setObjectName("left_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lines = lines
        self._open: int | None = None
        self.filter = FilterBox(actions["filter_articles"])
        self.summary = ElidedLabel(name="summary")
        self.percent = plain_label(name="summary")
        self.bar = DoneBar()
        self.articles = Articles(lines)
        self.no_match = EmptyState(size=PANEL_SIZE)
        self._show_all = actions["show_all_articles"]
        self._row = DocumentRow(self.articles)
        self.rows_place = QStackedWidget()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.articles.setItemDelegate(self._row)
        self.articles.set_row_height(self._row.height())
        self.articles.setAccessibleName(self.tr("Articles"))
        sums = QHBoxLayout()
        sums.setContentsMargins(12, 6, 12, 6)
        sums.addWidget(self.summary, 1)
        sums.addWidget(self.percent)
        for label in (self.summary, self.percent):
            label.setFont(panel_font(SMALL_SIZE))
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 0, 12, 8)
        bar.addWidget(self.bar)
        self.rows_place.addWidget(self.articles)
        self.rows_place.addWidget(self.no_match)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter)
        column.addLayout(sums)
        column.addLayout(bar)
        column.addWidget(self.rows_place, 1)

    def _connect(self) -> None:
        self.articles.selectionModel().currentChanged.connect(self._pick)
        self.articles.verticalScrollBar().valueChanged.connect(self._look_around)
        for part in (self.articles, self.filter):
            part.text_wanted.connect(self.text_wanted)
        # The arrows go on in the list, a click goes on in the text: there its next key is meant.
        self.articles.clicked.connect(lambda _index: self.text_wanted.emit())
        self.filter.list_wanted.connect(self.take_focus)
        self._lines.modelReset.connect(self._show_lines)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self.bar.theme = theme
        self._row.set_theme(theme)
        self.articles.set_row_height(self._row.height())
        self.filter.set_theme(theme)
        self.no_match.set_theme(theme)
        self.articles.set_theme(theme)
        self.bar.update()

    def show_totals(self, totals: Totals) -> None:
        """Show how much is done."""
        number = QLocale().toString
        text = self.tr("{done} of {documents} done").format(
            done=number(totals.done), documents=number(totals.documents)
        )
        if totals.flagged:
            text = self.tr("{summary}, {flagged} flagged").format(summary=text, flagged=number(totals.flagged))
        self.bar.part = totals.done / totals.documents if totals.documents else 0.0
        self.summary.show_text(text)
        self.percent.setText(self.tr("{percent} %").format(percent=int(self.bar.part * 100)))
        self.bar.update()
        self.filter.show_number(totals.documents)

    def show_open(self, document: int | None) -> None:
        """Mark the document that is open, and bring it into view; one that the filter leaves out is not marked."""
        self._open = document
        if document is not None and self._lines.row_of(document) is None and self._lines.lets_in(document):
            self._lines.reset(around=document)
        self._mark_open()

    def _mark_open(self) -> None:
        self.articles.show_current(None if self._open is None else self._lines.row_of(self._open))

    def _show_lines(self) -> None:
        """Show the lines that were read anew, or that there are none of those that are asked for."""
        nothing = not self._lines.rowCount() and not self.filter.where().lets_all_in
        if nothing:
            self.no_match.show_state(self._why_nothing(), [self._show_all])
        self.rows_place.setCurrentWidget(self.no_match if nothing else self.articles)
        self._mark_open()

    def _why_nothing(self) -> str:
        if self.filter.line.text().strip():
            return self.tr("No article matches. Type fewer or other words, or show all again.")
        return self.tr("No article is like that now. Choose something else above, or show all again.")

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid() and self._lines.line(index).id != self._open:
            self.document_picked.emit(self._lines.line(index).id)

    def _look_around(self, position: int) -> None:
        """Read on before an end of what was read comes into view; what is seen stays where it is."""
        bar = self.articles.verticalScrollBar()
        ahead = 2 * bar.pageStep()
        limit = bar.pageStep() // self._row.height() + READ_MORE
        if position > bar.maximum() - ahead:
            self._lines.fetch_below(limit)
            self.articles.take_in()
        elif position < ahead and (rows := self._lines.fetch_above(limit)):
            self.articles.keep_place(rows)

    def take_focus(self) -> None:
        """Give the keyboard to the list, or to the step that leads on from an empty one."""
        if self.rows_place.currentWidget() is self.articles:
            self.articles.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.no_match.take_focus()
