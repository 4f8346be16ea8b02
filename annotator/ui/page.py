"""The middle of the window: an article under its header, or a sentence where there is none."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from annotator.ui.empty_state import EmptyState
from annotator.ui.header import Header
from annotator.ui.palette import Theme
from annotator.ui.text_view import TextView


class Article(TextView):
    """The text view, which tells when its column may stand elsewhere."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class Page(QWidget):
    """Holds header and text view, aligned to one column."""

    def __init__(self, edit_details: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = Header(edit_details)
        self.view = Article()
        self.view.setAccessibleName(self.tr("Article"))
        self.empty = EmptyState()
        self.blank = EmptyState()
        self.bars: list[tuple[QWidget, Callable[[], object]]] = []
        """What stands below the text, and what gives it the keyboard."""
        self._reading = QWidget()
        column = self._column = QVBoxLayout(self._reading)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.view, 1)
        column.addWidget(self.blank, 1)
        self.blank.hide()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._reading)
        self._stack.addWidget(self.empty)
        self.header.text_wanted.connect(self.view.setFocus)
        self.view.resized.connect(self.align_header)
        self.view.zoom_changed.connect(self.align_header)
        self.view.verticalScrollBar().rangeChanged.connect(self._show_bar)

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self.header.set_theme(theme)
        self.view.set_theme(theme)
        self.empty.set_theme(theme)
        self.blank.set_theme(theme)

    def add_bar(self, bar: QWidget, take_focus: Callable[[], object]) -> None:
        """Let a bar stand below the text, as long as it is not hidden."""
        self.bars.append((bar, take_focus))
        self._column.addWidget(bar)

    def show_article(self) -> None:
        """Show header and text."""
        self._show_reading(blank=False)

    def show_blank(self, sentence: str, steps: Sequence[QAction] = ()) -> None:
        """Show the header, and a sentence and actions in place of the text."""
        self.blank.show_state(sentence, steps)
        self._show_reading(blank=True)

    def _show_reading(self, *, blank: bool) -> None:
        held = self._holds_focus()
        self.view.setVisible(not blank)
        self.blank.setVisible(blank)
        self._stack.setCurrentWidget(self._reading)
        self.align_header()
        if held:
            self.take_focus()

    def show_empty(self, sentence: str, steps: Sequence[QAction] = (), more: Sequence[QAction] = ()) -> None:
        """Show a sentence, the actions that lead on, and more of them below."""
        held = self._holds_focus()
        self.empty.show_state(sentence, steps, more)
        self._stack.setCurrentWidget(self.empty)
        if held:
            self.take_focus()

    def _holds_focus(self) -> bool:
        """Return whether the keyboard is where an article or a state is about to give way to another.

        Or will be, when a dialog that has it now is gone.
        """
        focus: QWidget | None = self.window().focusWidget()
        return focus is not None and any(
            part is focus or part.isAncestorOf(focus) for part in (self.view, self.empty, self.blank)
        )

    def take_focus(self) -> None:
        """Give the keyboard to the text, or to the first step that leads on from where there is none."""
        if self._stack.currentWidget() is self.empty:
            self.empty.take_focus()
        elif self.view.isHidden():
            self.blank.take_focus()
        else:
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def align_header(self, *_: object) -> None:
        """Begin and end the header where the text does: the caret at the start of a text stands at one edge."""
        edge = self.view.caret_rectangle(0).left()
        margin = max(0, min(edge, self.view.viewport().width() - edge))
        bar = self.view.width() - self.view.viewport().width()
        sides = (margin, margin + bar)  # The bar stands where lines end.
        self.header.align(*(sides if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else sides[::-1]))

    def _show_bar(self, _minimum: int, maximum: int) -> None:
        """Let the bar keep its place, but paint no handle, where there is nothing to scroll."""
        self.view.verticalScrollBar().setEnabled(maximum > 0)
