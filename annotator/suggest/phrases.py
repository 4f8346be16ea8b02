"""How far a phrase reaches that begins with a small word: the hospital, a civilian workforce, this week."""

from collections.abc import Sequence

from annotator.suggest.shapes import Word
from annotator.suggest.words import DETERMINERS, FUNCTION_WORDS

ENDINGS = ("al", "ic", "ive", "ous", "ary", "ian", "ern", "ed", "ent", "ant", "ful", "able", "ible", "ish")
"""Of words that seldom end a phrase."""
LONGEST = 3
"""Words after the small one."""


def phrase_from(piece: str, words: Sequence[Word], at: int, *, lone: bool) -> int:
    """Return the last word of the phrase that begins with the word at `at`: that word itself if it begins none.

    With `lone`, any small word may begin one that `is_lone` is asked about.
    """
    if words[at].plain not in DETERMINERS and not (lone and is_lone(piece, words, at)):
        return at
    last = at
    while last - at < LONGEST and _goes_on(piece, words, last):
        last += 1
        if not words[last].plain.endswith(ENDINGS):
            break
    return last


def is_lone(piece: str, words: Sequence[Word], at: int) -> bool:
    """Return whether a word is in small letters and another such word comes next: a phrase, or not."""
    word = words[at]
    is_small = word.text.islower() and word.text.isalpha() and word.plain not in FUNCTION_WORDS
    return is_small and _goes_on(piece, words, at) and words[at + 1].text.islower()


def _goes_on(piece: str, words: Sequence[Word], last: int) -> bool:
    if last + 1 >= len(words):
        return False
    word = words[last + 1]
    is_word = word.text[0].isalnum() and word.plain not in FUNCTION_WORDS
    return is_word and "\n" not in piece[words[last].end : word.start]
