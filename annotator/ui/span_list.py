"""The panel of the open article's spans, in reading order: a click or an arrow goes to one and selects it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLocale, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from annotator.model import Label, Span
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.palette import Theme
from annotator.ui.plain_text import plain_label
from annotator.ui.row_list import RowList
from annotator.ui.span_row import HEIGHT, MARGIN, SpanRow
from annotator.ui.span_rows import SpanRows
from annotator.ui.style import SMALL_SIZE, heading_font, panel_font, scaled


class SpanList(QWidget):
    """Shows the annotator's spans of one text, and which is selected."""

    span_picked = Signal(object)
    """The Span that is to be selected and seen."""
    text_wanted = Signal()
    """The keyboard is to go on to the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("right_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rows = SpanRows(self)
        self.list = RowList()
        self.count = plain_label(name="summary")
        self._row = SpanRow(self.list)
        self._selected: Span | None = None
        self._is_changing = False
        self._nothing = plain_label(
            self.tr("No spans yet. Select some text, then press a label's key."), name="summary"
        )
        self._stack = QStackedWidget()
        self._arrange()
        self.list.selectionModel().currentChanged.connect(self._pick)
        self.list.clicked.connect(self._pick_again)
        self.list.text_wanted.connect(self.text_wanted)
        self._show_count()

    def _arrange(self) -> None:
        heading = ElidedLabel(name="heading")
        heading.setFont(heading_font())
        heading.show_text(self.tr("In this article"))
        self.count.setFont(panel_font(SMALL_SIZE))
        top = QHBoxLayout()
        top.setContentsMargins(MARGIN, 12, MARGIN, 6)
        top.addWidget(heading, 1)
        top.addWidget(self.count)
        self._nothing.setFont(panel_font(SMALL_SIZE))
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(MARGIN, 2, MARGIN, 0)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(self._row)
        self.list.set_row_height(scaled(HEIGHT))
        self.list.setAccessibleName(self.tr("Spans in this article"))
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def add_below(self, part: QWidget) -> None:
        """Let something stand below the list, as long as it is not hidden."""
        self._column.addWidget(part)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._row.set_theme(theme)
        self.list.set_row_height(scaled(HEIGHT))
        self.list.set_theme(theme)

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Take the colours from these labels."""
        self._row.set_labels(labels)
        self.list.viewport().update()

    def show_nothing(self) -> None:
        """Show that no article is open: nothing."""
        self.show_document("", ())
        self.count.setText("")
        self._nothing.setText("")

    def show_document(self, text: str, spans: Iterable[Span]) -> None:
        """Show the spans of another text."""
        self._selected = None
        self.rows.show(text, spans)
        self.list.scrollToTop()
        self._nothing.setText(self.tr("No spans yet. Select some text, then press a label's key."))
        self._show_count()

    def update_spans(self, removed: Sequence[Span], added: Sequence[Span]) -> None:
        """Take spans away and add others. Where the selected one went while one works here, the next is picked."""
        self._is_changing = True
        self.rows.update(removed, added)
        self._is_changing = False
        self._show_count()
        selected = self._selected
        if selected is None:
            return
        again = next((span for span in added if span.id == selected.id), selected)
        if self.rows.row_of(again) is None and self.list.hasFocus():
            self._pick(self.list.currentIndex())
        else:
            self.show_selected(again)

    def show_selected(self, span: Span | None) -> None:
        """Mark the span that is selected in the text."""
        self._selected = span
        self._is_changing = True
        self.list.show_current(None if span is None else self.rows.row_of(span))
        self._is_changing = False

    def _show_count(self) -> None:
        self.count.setText(QLocale().toString(self.rows.rowCount()))
        self._stack.setCurrentIndex(0 if self.rows.rowCount() else 1)

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_changing and self.rows.span_at(index) is not self._selected:
            self.span_picked.emit(self.rows.span_at(index))

    def _pick_again(self, index: QModelIndex) -> None:
        """Go to the span also when it is the current one already."""
        self.span_picked.emit(self.rows.span_at(index))

    def take_focus(self) -> None:
        """Give the keyboard to the list, if there is anything in it."""
        if self.rows.rowCount():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.show_current(0)
