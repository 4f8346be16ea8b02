"""Either end of the selected text or span, moved by words, phrases or characters. All offsets are code points."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator import edits
from annotator.clusters import STEP, after_blanks, before_blanks
from annotator.errors import EditError
from annotator.model import Span
from annotator.tokens import grapheme_snap, next_word, previous_word, trim, word_at
from annotator.ui.main_window import Gestures
from annotator.ui.plain_text import filled
from annotator.ui.text_view import TextView
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.suggest.chunks import Chunk

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


def end_onward_a_little(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the next character, with the blanks before it."""
    place = after_blanks(text, end, min(len(text), end + STEP))
    return start, grapheme_snap(text, place, place + 1)[1] if place < len(text) else end


def end_back_a_little(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the last character, but not the only one."""
    last = before_blanks(text, start, grapheme_snap(text, end - 1, end)[0])
    return start, last if last > start else end


def start_back_a_little(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the character before, with the blanks behind it."""
    place = before_blanks(text, max(0, start - STEP), start)
    return grapheme_snap(text, place - 1, place)[0] if place > 0 else start, end


def start_onward_a_little(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the first character, but not the only one."""
    first = after_blanks(text, grapheme_snap(text, start, start + 1)[1], end)
    return first if first < end else start, end


def end_onward_by_phrase(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in all up to the end of a phrase."""
    return start, min((one.end for one in _chunks(text, end) if one.end > end), default=end)


def end_back_by_phrase(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the last phrase, but not the only one."""
    return start, max((one.end for one in _chunks(text, end) if start < one.end < end), default=end)


def start_back_by_phrase(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in all from the beginning of a phrase on."""
    return max((one.start for one in _chunks(text, start) if one.start < start), default=start), end


def start_onward_by_phrase(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the first phrase, but not the only one."""
    return min((one.start for one in _chunks(text, start) if start < one.start < end), default=start), end


def _chunks(text: str, position: int) -> "Sequence[Chunk]":
    # Loaded when somebody asks for it: it brings lists of words.
    from annotator.suggest.chunks import chunks_around

    return chunks_around(text, position)


STRETCHES: Mapping[str, Grow] = MappingProxyType(
    {
        "grow_end": end_onward,
        "shrink_end": end_back,
        "grow_start": start_back,
        "shrink_start": start_onward,
        "grow_end_by_phrase": end_onward_by_phrase,
        "shrink_end_by_phrase": end_back_by_phrase,
        "grow_start_by_phrase": start_back_by_phrase,
        "shrink_start_by_phrase": start_onward_by_phrase,
        "grow_end_a_little": end_onward_a_little,
        "shrink_end_a_little": end_back_a_little,
        "grow_start_a_little": start_back_a_little,
        "shrink_start_a_little": start_onward_a_little,
    }
)
"""By the name of the action."""


class Stretching(QObject):
    """Lets keys and the mouse move either end of what is selected; with nothing selected, the word at the caret is."""

    def __init__(self, workspace: Workspace, view: TextView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {name: partial(self.move, way) for name, way in STRETCHES.items()}

    def move(self, way: Grow) -> None:
        """Move an end one of the ways. Raises EditError where there is no word, and for a span that cannot be so."""
        text, span = self._view.text(), self._workspace.span
        start, end = self._view.selection()
        if span is not None:
            self.resize(span, *way(text, span.start, span.end))
            return
        place = way(text, start, end) if start < end else word_at(text, start)
        if place[0] == place[1]:
            raise EditError(self.tr("There is no word here. Go to one first."))
        self._view.select(*place)
        self._view.show_stretch(*place)

    def resize(self, span: Span, start: int, end: int) -> None:
        """Move the ends of a span. Raises EditError when it does not move, or the scheme does not allow it.

        Undo takes back as one step how often that was done to it without anything in between.
        """
        work = self._workspace
        if (start, end) == (span.start, span.end):
            raise EditError(filled(self.tr("This end of {label} cannot go further."), label=span.label))
        made = edits.resize_span(work.need_document(), work.scheme, span, start, end)
        if made[0].before == made[0].after:
            raise EditError(filled(self.tr("{label} keeps to whole words."), label=span.label))
        work.apply_to_span(self.tr("Resize {label}: {quote}"), made, run=("resize", span.id))
        self._view.show_stretch(start, end)

    def draw(self, span: Span, start: int, end: int) -> None:
        """Move the ends of a span to where the mouse has left them; nothing when they are where they were."""
        if (start, end) != (span.start, span.end):
            self.resize(span, start, end)
