"""Where the caret goes by each key: a table of Qt's standard keys and the functions behind them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.tokens import grapheme_snap, next_word, previous_word
from annotator.ui.text_view.page import Page


class Place(NamedTuple):
    """A position, and the pixel that moves up and down keep to, if the last move was one."""

    position: int
    goal: float | None = None


Step = Callable[[Page, Place], Place]


def next_character(text: str, position: int) -> int:
    """Return the next border of a grapheme cluster."""
    return grapheme_snap(text, position, position + 1)[1] if position < len(text) else position


def previous_character(text: str, position: int) -> int:
    """Return the last border of a grapheme cluster before `position`."""
    return grapheme_snap(text, position - 1, position)[0] if position > 0 else position


def _onward(page: Page, place: Place, forward: Callable[[str, int], int], backward: Callable[[str, int], int]) -> Place:
    """Move by `forward`, in a right-to-left paragraph by `backward`: so the right key goes right in both."""
    paragraph = page.paragraphs.at(place.position)
    step = backward if page.laid(paragraph).shaped.is_right_to_left else forward
    return Place(step(page.text, place.position))


def right(page: Page, place: Place) -> Place:
    """Move one character to the right."""
    return _onward(page, place, next_character, previous_character)


def left(page: Page, place: Place) -> Place:
    """Move one character to the left."""
    return _onward(page, place, previous_character, next_character)


def word_right(page: Page, place: Place) -> Place:
    """Move one word to the right."""
    return _onward(page, place, next_word, previous_word)


def word_left(page: Page, place: Place) -> Place:
    """Move one word to the left."""
    return _onward(page, place, previous_word, next_word)


def line_down(page: Page, place: Place) -> Place:
    """Move to the next line, as near to the same pixel as it allows; from the last line to its end."""
    return _by_lines(page, place, 1)


def line_up(page: Page, place: Place) -> Place:
    """Move to the line before, as near to the same pixel as it allows; from the first line to its start."""
    return _by_lines(page, place, -1)


def _by_lines(page: Page, place: Place, by: int) -> Place:
    paragraph = page.paragraphs.at(place.position)
    shaped = page.laid(paragraph).shaped
    local = place.position - shaped.start
    line = shaped.line_of(local)
    goal = shaped.x_of(line, local) if place.goal is None else place.goal
    number = shaped.lines.index(line) + by
    if not 0 <= number < len(shaped.lines):
        paragraph += by
        if not 0 <= paragraph < len(page.paragraphs):
            return Place(0 if by < 0 else len(page.text), goal)
        shaped = page.laid(paragraph).shaped
        number = 0 if by > 0 else len(shaped.lines) - 1
    return Place(shaped.start + shaped.local_at(shaped.lines[number], goal), goal)


def page_down(page: Page, place: Place) -> Place:
    """Move and scroll by a screen less a line, so that one finds one's place; at the end, to the end."""
    return _by_pages(page, place, 1)


def page_up(page: Page, place: Place) -> Place:
    """Move and scroll back by a screen less a line; at the start, to the start."""
    return _by_pages(page, place, -1)


def _by_pages(page: Page, place: Place, by: int) -> Place:
    page.reveal(place.position)
    box = page.caret_box(place.position)
    goal = box.left if place.goal is None else place.goal
    line = page.look.measures.box + page.look.measures.row
    if not page.scroll_by(by * max(line, page.screen_height - line)):
        return Place(0 if by < 0 else len(page.text), goal)
    y = min(max(0, box.top + box.height / 2), page.screen_height - 1)
    return Place(page.position_at(goal, y), goal)


def line_start(page: Page, place: Place) -> Place:
    """Move to where the line on the screen begins."""
    shaped = page.laid(page.paragraphs.at(place.position)).shaped
    return Place(shaped.start + shaped.line_of(place.position - shaped.start).start)


def line_end(page: Page, place: Place) -> Place:
    """Move to where the line on the screen ends."""
    shaped = page.laid(page.paragraphs.at(place.position)).shaped
    return Place(shaped.start + shaped.last_on(shaped.line_of(place.position - shaped.start)))


def text_start(_page: Page, _place: Place) -> Place:
    """Move to the start of the text."""
    return Place(0)


def text_end(page: Page, _place: Place) -> Place:
    """Move to the end of the text."""
    return Place(len(page.text))


_Key = QKeySequence.StandardKey

STEPS: Mapping[QKeySequence.StandardKey, tuple[Step, bool]] = MappingProxyType(
    {
        _Key.MoveToNextChar: (right, False),
        _Key.MoveToPreviousChar: (left, False),
        _Key.SelectNextChar: (right, True),
        _Key.SelectPreviousChar: (left, True),
        _Key.MoveToNextWord: (word_right, False),
        _Key.MoveToPreviousWord: (word_left, False),
        _Key.SelectNextWord: (word_right, True),
        _Key.SelectPreviousWord: (word_left, True),
        _Key.MoveToNextLine: (line_down, False),
        _Key.MoveToPreviousLine: (line_up, False),
        _Key.SelectNextLine: (line_down, True),
        _Key.SelectPreviousLine: (line_up, True),
        _Key.MoveToNextPage: (page_down, False),
        _Key.MoveToPreviousPage: (page_up, False),
        _Key.SelectNextPage: (page_down, True),
        _Key.SelectPreviousPage: (page_up, True),
        _Key.MoveToStartOfLine: (line_start, False),
        _Key.MoveToEndOfLine: (line_end, False),
        _Key.SelectStartOfLine: (line_start, True),
        _Key.SelectEndOfLine: (line_end, True),
        _Key.MoveToStartOfDocument: (text_start, False),
        _Key.MoveToEndOfDocument: (text_end, False),
        _Key.SelectStartOfDocument: (text_start, True),
        _Key.SelectEndOfDocument: (text_end, True),
    }
)
"""A key as the platform has it: how the caret moves, and whether the selection goes with it."""


def step_for(event: QKeyEvent) -> tuple[Step, bool] | None:
    """Return what a key press does to the caret, if anything."""
    return next((found for key, found in STEPS.items() if event.matches(key)), None)


def is_letter(event: QKeyEvent) -> bool:
    """Return whether a key press types a letter, with Shift or without."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return len(event.text()) == 1 and event.text().isalpha() and held == Qt.KeyboardModifier.NoModifier
