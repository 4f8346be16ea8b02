"""Short codes of letters, one for each of many things: no code begins another, so the last letter decides."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, permutations

LETTERS = "fjdkslaghrueiwoqptyvnmbcxz"
"""The easiest to reach first."""
ALONE = 20
"""Up to so many labels have codes of one letter."""


def codes(number: int) -> list[str]:
    """Return so many codes, as short as can be, the shorter ones first."""
    made = [""]
    at = 0
    while len(made) - at < number or not at:
        made += [made[at] + letter for letter in LETTERS]
        at += 1
    return made[at : at + number]


def codes_of_names(names: Sequence[str]) -> Mapping[str, str]:
    """Return a code for each name, of its own letters where they are free: of one letter, or for many names of two.

    There are codes for 676 names; what comes after has none.
    """
    length = 1 if len(names) <= ALONE else 2
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        code = next((code for code in _candidates(name, length) if code not in taken), "")
        if code:
            taken.add(code)
            found[name] = code
    return found


def _candidates(name: str, length: int) -> Iterator[str]:
    """Yield what a name might be called, the most telling first: beginnings of its words, then its other letters."""
    letters = [letter for letter in name.lower() if letter.isascii() and letter.isalpha()]
    begins = [word[0] for word in _words(name)]
    if length == 1:
        yield from (*begins, *letters, *LETTERS)
        return
    yield from ("".join(pair) for pair in islice(permutations(begins, 2), 6))
    yield from (letters[0] + letter for letter in letters[1:])
    yield from ((letters[0] if letters else first) + second for first in LETTERS for second in LETTERS)
    yield from (first + second for first in LETTERS for second in LETTERS)


def _words(name: str) -> Iterable[str]:
    parted = "".join(letter if letter.isascii() and letter.isalpha() else " " for letter in name.lower())
    return parted.split()
