"""What assistive technology is told as it happens: the caret moves, text is selected, spans come and go."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleTextCursorEvent,
    QAccessibleTextSelectionEvent,
    QAccessibleTextUpdateEvent,
)

from annotator.model import Span
from annotator.ui.text_view.span_words import spoken
from annotator.ui.text_view.utf16 import Utf16Map
from annotator.ui.translation import translate

Send = Callable[[QAccessibleEvent], None]


class Told(Protocol):
    """What is told of a view."""

    def text(self) -> str:
        """Return the text."""

    def selection_ends(self) -> tuple[int, int]:
        """Return the end that stays and the end that moves, the caret."""

    def spans_at_caret(self) -> Sequence[Span]:
        """Return the span that is selected, or those at the caret."""


class Narrator:
    """Tells of one view. While nobody listens, it costs nothing but the question."""

    def __init__(self, view: Told, widget: QObject, send: Send = QAccessible.updateAccessibility) -> None:
        self._view = view
        self._widget = widget
        self._send = send
        self._text = ""
        self._units = Utf16Map("")
        self._ends = (0, 0)
        self._told: tuple[Span, ...] = ()

    def tell_text(self) -> None:
        """Tell that another text is shown."""
        self._ends, self._told = (0, 0), ()
        if QAccessible.isActive():
            before = self._text
            self._units_of_text()
            self._send(QAccessibleTextUpdateEvent(self._widget, 0, before, self._text))

    def tell_place(self) -> None:
        """Tell where caret and selection are now, and which span the caret has come to or is selected."""
        if not QAccessible.isActive():
            return
        ends = self._view.selection_ends()
        if ends != self._ends:
            self._ends = ends
            anchor, caret = map(self._units_of_text().to_units, ends)
            self._send(QAccessibleTextCursorEvent(self._widget, caret))
            self._send(QAccessibleTextSelectionEvent(self._widget, min(anchor, caret), max(anchor, caret)))
        here = tuple(self._view.spans_at_caret())
        if here != self._told:
            self._send(QAccessibleEvent(self._widget, QAccessible.Event.DescriptionChanged))
            self._say(*(spoken(self._view.text(), span) for span in here if span not in self._told))
            self._told = here

    def tell(self, sentence: str) -> None:
        """Tell a sentence."""
        if sentence and QAccessible.isActive():
            self._say(sentence)

    def tell_change(self, removed: Sequence[Span], added: Sequence[Span]) -> None:
        """Tell which spans were removed and made."""
        if not QAccessible.isActive():
            return
        changed = {span.id for span in (*removed, *added)}
        if len(changed) > 1:
            self._say(translate("TextView", "Spans changed: {count}").format(count=len(changed)))
        elif added:
            self._say(spoken(self._view.text(), added[-1]))
            self._told = (added[-1],)
        elif removed:
            self._say(translate("TextView", "Removed {span}").format(span=spoken(self._view.text(), removed[-1])))

    def _units_of_text(self) -> Utf16Map:
        if self._text is not self._view.text():
            self._text = self._view.text()
            self._units = Utf16Map(self._text)
        return self._units

    def _say(self, *sentences: str) -> None:
        if sentences:
            self._send(QAccessibleAnnouncementEvent(self._widget, "; ".join(sentences)))
