"""The widget: it joins text, spans, layouts, caret and mouse, and is what the window sees."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from annotator.model import Label, Span
from annotator.ui.palette import THEMES, Theme


class TextView(QAbstractScrollArea):
    """Shows one text with its spans. All positions are code points of the text that was given."""

    selection_changed = Signal(int, int)
    """Start and end of the selected text; both are the caret when nothing is selected."""
    span_selected = Signal(object)
    """The span that is now selected, or None."""
    span_activated = Signal(object)
    """The span whose chip was clicked twice."""
    zoom_changed = Signal(float)
    """The factor, 1.0 being the size that `set_text_font` gave."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.snap_to_words = True
        self._theme = THEMES["light"]
        self._text = ""
        self._spans: dict[int, Span] = {}
        self._labels: dict[str, Label] = {}
        self._selected_span: Span | None = None
        self._anchor = self._caret = 0
        self._zoom = 1.0

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        self.viewport().update()

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Take over names and colours of the scheme's labels."""
        self._labels = {label.name: label for label in labels}
        self.viewport().update()

    def show_document(self, text: str, spans: Iterable[Span]) -> None:
        """Show another text from its top; caret at its start, nothing selected."""
        self._text = text
        self._spans = {span.id: span for span in spans}
        self._caret = self._anchor = 0
        self._selected_span = None
        self.viewport().update()

    def clear(self) -> None:
        """Show nothing."""
        self.show_document("", ())

    def update_spans(self, removed: Iterable[Span], added: Iterable[Span]) -> None:
        """Take spans away and add others; a span whose id stays in use stays selected."""
        for span in removed:
            self._spans.pop(span.id, None)
        for span in added:
            self._spans[span.id] = span
        self.viewport().update()

    def spans(self) -> tuple[Span, ...]:
        """Return every span, in no particular order."""
        return tuple(self._spans.values())

    def span_by_id(self, id: int) -> Span | None:
        """Return the span of that id, if it is shown."""
        return self._spans.get(id)

    def selection(self) -> tuple[int, int]:
        """Return start and end of the selected text; both are the caret when nothing is selected."""
        return min(self._anchor, self._caret), max(self._anchor, self._caret)

    def select(self, start: int, end: int) -> None:
        """Select the text from `start` to `end`, where the caret goes; `end` may lie before `start`."""
        self._anchor, self._caret = start, end
        self.viewport().update()
        self.selection_changed.emit(*self.selection())

    def caret(self) -> int:
        """Return where the caret is."""
        return self._caret

    def selected_text(self) -> str:
        """Return the selected text, as it is stored."""
        start, end = self.selection()
        return self._text[start:end]

    def copy(self) -> None:
        """Put the selected text on the clipboard; without any, the text of the selected span."""
        QApplication.clipboard().setText(self.selected_text())

    def selected_span(self) -> Span | None:
        """Return the selected span, if there is one."""
        return self._selected_span

    def select_span(self, span: Span | None) -> None:
        """Select a span, or none. It is not scrolled to: see `go_to`."""
        if span != self._selected_span:
            self._selected_span = span
            self.viewport().update()
            self.span_selected.emit(span)

    def go_to(self, position: int) -> None:
        """Scroll to a position if it is not to be seen."""

    def set_text_font(self, family: str, size_px: float) -> None:
        """Set in which family (empty: the program's choice) and size, in pixels at zoom 1.0, the text is set."""

    def zoom(self, factor: float) -> None:
        """Show the text `factor` times as large as `set_text_font` asks."""
        self._zoom = factor
        self.zoom_changed.emit(factor)

    def set_column_width(self, characters: int) -> None:
        """Let the column be as wide as so many characters of average width, at most."""
