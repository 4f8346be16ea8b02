"""The ends of the selected text, moved by words. All offsets are code points."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QObject

from annotator.errors import EditError
from annotator.tokens import next_word, previous_word, trim, word_at
from annotator.ui.text_view import TextView

Grow = Callable[[str, int, int], tuple[int, int]]


def end_onward(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the next word."""
    first, last = word_at(text, end) if end < len(text) else (end, end)
    if last > end:
        return start, last
    first = next_word(text, end)
    return start, max(end, word_at(text, first)[1] if first < len(text) else end)


def end_back(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the last word, but not the only one."""
    last = trim(text, start, max(start, previous_word(text, end)))[1]
    return start, last if last > start else end


def start_back(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the word before."""
    return previous_word(text, start), end


def start_onward(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the first word, but not the only one."""
    first = next_word(text, start)
    return first if first < end else start, end


STRETCHES: Mapping[str, Grow] = MappingProxyType(
    {"grow_end": end_onward, "shrink_end": end_back, "grow_start": start_back, "shrink_start": start_onward}
)
"""By the name of the action."""


class Stretching(QObject):
    """Lets keys move either end of the selected text; with nothing selected, the word at the caret is."""

    def __init__(self, view: TextView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view

    def move(self, way: Grow) -> None:
        """Move an end one of the four ways. Raises EditError where there is no word."""
        text = self._view.text()
        start, end = self._view.selection()
        place = way(text, start, end) if start < end else word_at(text, start)
        if place[0] == place[1]:
            raise EditError(self.tr("There is no word here. Go to one first."))
        self._view.select(*place)
        self._view.show_stretch(*place)
