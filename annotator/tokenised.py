"""The tokens of an article as formats write them that are made of tokens.

A file of tokens does not say which blanks stood between them. Its text is put together with one blank between
two tokens and a line for each sentence, and the document says so in its metadata: when it is written again, its
tokens are what stands between blanks, and its sentences are its lines, just as they were.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from annotator.model import Document, value
from annotator.sentences import sentences
from annotator.tokens import tokens, trim

TOKENS, BLANKS, WORDS = "tokens", "blanks", "words"
MADE_OF_TOKENS = {TOKENS: BLANKS}
"""The metadata of a text that was put together from tokens."""

BREAKS = re.compile(r"[ \t-\r\x1c-\x1f\x85\u2028\u2029]")
"""What no token can hold: it would end the cell or the line, here or in other programs."""
_UNBROKEN = re.compile(r"[^ \t-\r\x1c-\x1f\x85\u2028\u2029]+")


@value
class Tokenised:
    """Tokens by their places in a text, and those that begin a sentence."""

    tokens: tuple[tuple[int, int], ...]
    sentences: tuple[int, ...]


def tokenised(document: Document, way: str, *, mark: str = "") -> Tokenised:
    """Return the tokens of a text: its words, or with `BLANKS` what stands between blanks.

    A text that was made of tokens gives those, and its lines are its sentences. A token that looks like `mark`, which
    means something else where it is written, is split behind its first character.
    """
    text = document.text
    if is_made_of_tokens(document.metadata):
        found, begins = _unbroken(text, 0, len(text)), _lines(text)
    else:
        found = _words(text) if way == WORDS else _between_blanks(text)
        begins = [start for start, _ in sentences(text)]
    if mark and mark in text:
        found = [part for token in found for part in _unmarked(text, *token, mark)]
    ends = [end for _, end in found]
    first = {0, *(bisect_right(ends, begin) for begin in begins)}
    return Tokenised(tuple(found), tuple(sorted(first - {len(found)})))


def is_made_of_tokens(metadata: Mapping[str, object]) -> bool:
    """Return whether a document's metadata says that its tokens stand between blanks."""
    return metadata.get(TOKENS) == BLANKS


def aligned(words: Sequence[str], text: str) -> list[tuple[int, int]] | None:
    """Return where in the text the tokens stand; None when they are not, with nothing but blanks between, its own."""
    places = []
    at = 0
    for word in words:
        start = text.find(word, at)
        if start < 0 or not _is_blank(text, at, start):
            return None
        at = start + len(word)
        places.append((start, at))
    return places if _is_blank(text, at, len(text)) else None


def _is_blank(text: str, start: int, end: int) -> bool:
    if text[start:end] in {"", " ", "\n"}:
        return True
    first, last = trim(text, start, end)
    return first == last or not text[first:last].strip()


def _words(text: str) -> list[tuple[int, int]]:
    """Return the words; of those that hold a blank, such as one that carries an accent, the parts that a cell can."""
    found: list[tuple[int, int]] = list(tokens(text))
    if not BREAKS.search("".join([text[start:end] for start, end in found])):
        return found
    return [part for start, end in found for part in _unbroken(text, start, end)]


def _between_blanks(text: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end in _unbroken(text, 0, len(text)) if not _is_blank(text, start, end)]


def _unbroken(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _UNBROKEN.finditer(text, start, end)]


def _unmarked(text: str, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    if text.startswith(mark, start, end):
        return [(start, start + 1), (start + 1, end)]
    return [(start, end)]


def _lines(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]
