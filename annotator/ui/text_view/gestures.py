"""What a press of the mouse and a drag from there select. Positions are code points; nothing here knows Qt."""

from enum import Enum, auto
from typing import NamedTuple

from annotator.tokens import sentence_at, snap, word_at


class Grain(Enum):
    """By what a drag selects."""

    CHARACTER = auto()
    WORD = auto()
    """After a double click."""
    SENTENCE = auto()
    """After a triple click."""


class Press(NamedTuple):
    """What a press of the button chose: nothing but a place, a word, or a sentence."""

    grain: Grain
    start: int
    end: int


def press(text: str, grain: Grain, position: int) -> Press:
    """Return what a press at a position chooses."""
    return Press(grain, *_unit(text, grain, position))


def _unit(text: str, grain: Grain, position: int) -> tuple[int, int]:
    """Return the word or the sentence at a position, or just the position."""
    if grain is Grain.WORD:
        return word_at(text, position)
    if grain is Grain.SENTENCE:
        return sentence_at(text, position)
    return position, position


def drag(text: str, origin: Press, position: int, *, snaps: bool) -> tuple[int, int]:
    """Return the selection of a drag from a press to a position: the end that stays, and the end that moves.

    With `snaps`, both go outward to borders of words.
    """
    start, end = _unit(text, origin.grain, position)
    first, last = min(origin.start, start), max(origin.end, end)
    if snaps:
        first, last = snap(text, first, last)
    return (last, first) if start < origin.start else (first, last)
