"""Finding by the beginnings of words: `exd` and `data ex` both find "Export dataset"."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

INSIDE = 50
"""What it costs a word that was typed to stand only inside one: a find of last resort, and the rule in scripts that
do not part their words."""


@dataclass(frozen=True, slots=True)
class Match:
    """How good a find is, less being better, and which characters of the text were meant."""

    cost: int
    positions: frozenset[int]


def match(typed: str, text: str) -> Match | None:
    """Return how `text` is found by what was typed, or None. Each word that was typed must be found, in any order."""
    parts = [_find(part, text) for part in typed.split()]
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        return None
    return Match(sum(part.cost for part in found), frozenset().union(*(part.positions for part in found)))


def _find(part: str, text: str) -> Match | None:
    """Find one word that was typed: run by run, each from the beginning of a word of the text."""
    letters, typed = [character.casefold() for character in text], [character.casefold() for character in part]
    starts = word_starts(text)

    @cache
    def best(done: int, word: int) -> tuple[int, tuple[int, ...]] | None:
        if done == len(typed):
            return 0, ()
        finds = []
        for at in range(word, len(starts)):
            for length in range(_common(letters[starts[at] :], typed[done:]), 0, -1):
                rest = best(done + length, at + 1)
                if rest is not None:
                    run = tuple(range(starts[at], starts[at] + length))
                    finds.append((rest[0] + 2 + at - word, run + rest[1]))
        return min(finds, default=None)

    found = best(0, 0)
    if found is not None:
        return Match(found[0], frozenset(found[1]))
    inside = "".join(letters).find("".join(typed)) if len("".join(letters)) == len(text) else -1
    return None if inside < 0 else Match(INSIDE + inside, frozenset(range(inside, inside + len(part))))


def begins_words(typed: str, text: str) -> bool:
    """Return whether each word that was typed begins a word of the text: for sentences, which have words enough."""
    folded = text.casefold()
    starts = word_starts(folded)
    return all(any(folded.startswith(part, at) for at in starts) for part in typed.casefold().split())


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many characters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((count for count, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def word_starts(text: str) -> list[int]:
    """Return where words begin: letters or digits after something else."""
    return [at for at, character in enumerate(text) if character.isalnum() and not (at and text[at - 1].isalnum())]
