"""A text as words in sentences, with the spans on them: what engines that learn from words look at.

Offsets of characters are code points, those of words count from 0, ends are exclusive.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from annotator.bio import Chunk, fit
from annotator.model import Span, value
from annotator.sentences import sentences
from annotator.tokens import tokens

DEEPEST = 3
"""So many layers of spans inside spans are learned from; the rest is seldom."""


@value
class WordsInSentences:
    """The words of a text: where they stand, what they read, and which of them begin a sentence."""

    places: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    begins: tuple[int, ...]

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Yield the first word of each sentence and the word behind its last."""
        return pairwise((*self.begins, len(self.words)))

    def extent(self, first: int, end: int) -> tuple[int, int]:
        """Return the characters from the word `first` to the word before `end`."""
        return self.places[first][0], self.places[end - 1][1]


@lru_cache(maxsize=4)
def words_in_sentences(text: str) -> WordsInSentences:
    """Return the words of a text. Each engine asks for those of the same text in turn."""
    places = tuple((start, end) for start, end in tokens(text))
    starts = [start for start, _ in places]
    begins = sorted({bisect_left(starts, start) for start, _ in sentences(text)} - {len(places)})
    words = tuple(text[start:end] for start, end in places)
    return WordsInSentences(places, words, tuple(begins))


def levels(spans: Sequence[Span], words: WordsInSentences) -> list[tuple[Chunk, ...]]:
    """Return the spans as chunks of words, in levels without overlaps: the longest first, then what is inside them.

    A span that begins or ends inside a word is taken for whole words.
    """
    found: list[tuple[Chunk, ...]] = []
    while spans and len(found) < DEEPEST:
        fitted = fit(spans, words.places, words.begins)
        found.append(fitted.chunks)
        spans = [one.span for one in fitted.unfit if one.rival is not None]
    return found
