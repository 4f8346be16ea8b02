"""The panel of the articles: how many are done, and the list."""

from PySide6.QtCore import QItemSelectionModel, QLocale, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from annotator.store import Totals
from annotator.ui.document_lines import DocumentLines
from annotator.ui.document_row import DocumentRow
from annotator.ui.palette import THEMES, Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.style import SMALL_SIZE, panel_font


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
            painter.drawRoundedRect(QRectF(0, 0, whole.width() * self.part, whole.height()), 1.5, 1.5)
        painter.end()


class Articles(QListView):
    """The list. Arrows open the article above or below at once, Enter goes on to its text."""

    text_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.text_wanted.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters and digits are for labels, not for going through the list."""


class DocumentList(QWidget):
    """Shows the lines of a DocumentLines model, and which document is open."""

    document_picked = Signal(object)
    """The id of the document that is to be opened: too large for the int of a signal."""
    text_wanted = Signal()
    """The keyboard is to go on to the text."""

    def __init__(self, lines: DocumentLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("left_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lines = lines
        self._open: int | None = None
        self.summary = plain_label(name="summary")
        self.percent = plain_label(name="summary")
        self.bar = DoneBar()
        self.articles = Articles()
        self._row = DocumentRow(self.articles)
        self._set_up_list()
        self._arrange()

    def _set_up_list(self) -> None:
        articles = self.articles
        articles.setModel(self._lines)
        articles.setItemDelegate(self._row)
        articles.setUniformItemSizes(True)
        articles.setMouseTracking(True)
        articles.setAccessibleName(self.tr("Articles"))
        articles.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        articles.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        articles.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        articles.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        articles.setTextElideMode(Qt.TextElideMode.ElideRight)
        articles.selectionModel().currentChanged.connect(self._pick)
        articles.text_wanted.connect(self.text_wanted)
        articles.verticalScrollBar().valueChanged.connect(self._look_above)
        self._lines.modelReset.connect(self._mark_open)

    def _arrange(self) -> None:
        sums = QHBoxLayout()
        sums.setContentsMargins(12, 12, 12, 6)
        sums.addWidget(self.summary, 1)
        sums.addWidget(self.percent)
        for label in (self.summary, self.percent):
            label.setFont(panel_font(SMALL_SIZE))
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 0, 12, 8)
        bar.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(sums)
        column.addLayout(bar)
        column.addWidget(self.articles, 1)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._row.theme = self.bar.theme = theme
        self.articles.viewport().update()
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
        self.summary.setText(text)
        self.percent.setText(self.tr("{percent} %").format(percent=int(self.bar.part * 100)))
        self.bar.update()

    def show_open(self, document: int | None) -> None:
        """Mark the document that is open, and bring it into view."""
        self._open = document
        if document is not None and self._lines.row_of(document) is None:
            self._lines.reset(around=document)
        self._mark_open()

    def _mark_open(self) -> None:
        row = None if self._open is None else self._lines.row_of(self._open)
        if row is None:
            self.articles.selectionModel().clear()
            return
        index = self._lines.index(row)
        self.articles.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Current
        )
        self.articles.scrollTo(index)

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid() and self._lines.line(index).id != self._open:
            self.document_picked.emit(self._lines.line(index).id)

    def _look_above(self, position: int) -> None:
        """Read more above when the top comes into view, and keep what is seen where it is."""
        if position > 0 or not self._lines.rowCount():
            return
        first = self._lines.line(self._lines.index(0)).id
        self._lines.fetch_above()
        row = self._lines.row_of(first)
        if row:
            self.articles.scrollTo(self._lines.index(row), QAbstractItemView.ScrollHint.PositionAtTop)

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.articles.setFocus(Qt.FocusReason.ShortcutFocusReason)
