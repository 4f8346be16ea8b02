"""Where phrases begin and end, so that an end of a span can be moved past several words at once.

Sentences are cut before each run of small words (a team | of Iraqi | preservationists | from the ministry), where names
begin and end, and at punctuation: chunks in the sense of Abney ("Parsing by chunks", 1991), found by a list of small
words instead of a grammar. In other languages than English, whose small words are not listed, only names and
punctuation cut. All offsets are code points.
"""

from collections.abc import Iterator

from annotator.model import value
from annotator.suggest.words import DETERMINERS, FUNCTION_WORDS
from annotator.tokens import tokens

REACH = 600
"""Code points on either side of a place in which phrases are looked for, within its line."""
SIGNS = "$€£@#"
"""With these, too, words begin."""


@value
class Chunk:
    """A phrase: from its first word that is no preposition, conjunction or verb, to its last word."""

    start: int
    end: int


def chunks_around(text: str, position: int) -> list[Chunk]:
    """Return the phrases of the line around a position, not of a very long one; in reading order."""
    low = max(text.rfind("\n", 0, position) + 1, position - REACH)
    line_end = text.find("\n", position)
    high = min(len(text) if line_end < 0 else line_end, position + REACH)
    return [Chunk(low + one.start, low + one.end) for one in _chunks(text[low:high])]


def _chunks(line: str) -> Iterator[Chunk]:
    start: int | None = None
    first, last, before = -1, -1, ""
    for at, end in tokens(line):
        word = line[at:end]
        is_word = word[0].isalnum() or word[0] in SIGNS
        if first >= 0 and (not is_word or _parts(before, word)):
            yield Chunk(first if start is None else start, last)
            start, first, before = None, -1, ""
        if not is_word:
            continue
        first = at if first < 0 else first
        if start is None and (word.lower() in DETERMINERS or not _is_small(word)):
            start = at
        last, before = end, word
    if first >= 0:
        yield Chunk(first if start is None else start, last)


def _parts(before: str, word: str) -> bool:
    """Return whether a phrase ends between two words: before a small one, and where names begin and end."""
    if not before or _is_small(before):
        return False
    return _is_small(word) or before[0].isupper() is not word[0].isupper()


def _is_small(word: str) -> bool:
    return word.lower() in FUNCTION_WORDS
