"""Words and sentences of a text in any script, and selections snapped to them. All offsets are code points.

A selection is only ever snapped outward. A drag over a few small tokens still marks all of them, but part of
a large token cannot be marked without the key for raw selection. So where a rule is in doubt, it splits:

- A word is letters, digits and marks. Apostrophes (O'Brien, can't, Xi'an), hyphens (44-day, al-Qaeda,
  Nagorno-Karabakh) and underscores join; quotation marks and commas never do.
- What is put behind a name is a token of its own: Turkey|'s, Bakı|'da, Baku|-|based, NATO|-|led, U.S.|-|led.
  A hyphen lets go when a capital stands before it and only small letters after it: Aix-en-Provence, al-Qaeda,
  pro-Russian, T-shirt stay whole. French and Italian articles let go too: l'|Ukraine.
- One token each: numbers with separators, currency and percent (1,604  12:30  $3.5bn  5%), abbreviations
  with their stops (U.S.  Ph.D.  Inc.), web and mail addresses, runs of dots or dashes.
- Without blanks between words: an ideograph is a token, and so is a run of katakana or of hiragana; in Thai,
  Lao, Khmer and Burmese each cluster is, since finding the words there takes a dictionary.
- Whatever else is not blank is a token by itself: punctuation, symbols, an emoji with all its parts.

Borders are always borders of grapheme clusters, and no token holds a blank. The cost of all but `tokens` and
`sentences` does not grow with the text.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from annotator.clusters import (
    BLANK,
    EXTENDING,
    INVISIBLE,
    STEP,
    after_blanks,
    before_blanks,
    compiled,
    cut,
    grapheme_snap,
    run_around,
    trim,
)
from annotator.sentences import DOTTED, SHORTENED, TITLES, sentence_at, sentences

__all__ = [
    "Token",
    "grapheme_snap",
    "next_word",
    "previous_word",
    "sentence_at",
    "sentences",
    "snap",
    "tokens",
    "trim",
    "word_at",
]


class Token(NamedTuple):
    """A word or a mark: where it begins and where it ends."""

    start: int
    end: int


_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{lb=SA}\u30fc\uff70"
_LETTER = rf"[[\p{{L}}\p{{N}}\p{{M}}]--[{_UNSPACED}]]"
# Soft hyphen and word joiner inside a word show nothing.
_CORE = rf"{_LETTER}(?:{_LETTER}|{EXTENDING}|[\u00ad\u2060](?={_LETTER}))*+"
_APOSTROPHE = "['’ʼ＇]"
_HYPHEN = r"[\-\u2010\u2011\u058a\u05be]"

_WEB_CHARACTER = rf"[[!-~\p{{L}}\p{{M}}\p{{N}}]--[<>\"`{{}}|\\^{_UNSPACED}]]"
_WEB_ADDRESS = rf"(?:(?i:https?|ftp)://|www\.){_WEB_CHARACTER}*(?<![.,;:!?'\")\]])"
_MAIL_ADDRESS = r"[A-Za-z0-9][A-Za-z0-9._+\-]*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
_ABBREVIATION = rf"(?<!{_LETTER})(?:{TITLES}|{SHORTENED})\.(?!{_LETTER}|\.)"
_ARTICLES = "[lLdDjmnstc]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[DdNn]ell|[Dd]?[Aa]ll|[Ss]ull|[Uu]n"
_ARTICLE = rf"(?<!{_LETTER})(?:{_ARTICLES}){_APOSTROPHE}(?=\p{{L}}[\p{{L}}.])"
_JOINT = "|".join(
    (
        r"(?<=\p{Nd})[,.:/'’٫٬](?=\p{Nd})",
        r"\.(?=\p{Ll})",
        rf"{_APOSTROPHE}(?=\p{{L}})",
        rf"{_HYPHEN}(?={_LETTER})(?!{DOTTED})",
        rf"[_·]+(?={_LETTER})",
        r"(?<=\p{Lu})&(?=\p{Lu})",
        r"(?<=\p{Hebrew}\p{M}*)[\"״׳](?=\p{Hebrew})",
        r"\p{Sc}(?=\p{Nd})",
    )
)
_WORD = rf"(?:\p{{Sc}}+(?=\p{{Nd}}))?{_CORE}(?:(?:{_JOINT}){_CORE})*+(?:(?<=\p{{Nd}})(?:[%‰٪]|\p{{Sc}}))?"
# Nearly all tokens are these, and trying them first makes long texts three times as fast; they change no result.
_PLAIN = rf"[\p{{L}}--[{_UNSPACED}]]++(?=[\n ,])|[\p{{Han}}。，、](?!{EXTENDING})"
_TOKEN = "|".join(
    (
        _PLAIN,
        _WEB_ADDRESS,
        _MAIL_ADDRESS,
        DOTTED,
        _ABBREVIATION,
        _ARTICLE,
        rf"(?<={_LETTER}\.?){_APOSTROPHE}s(?!{_LETTER})",
        f"(?P<word>{_WORD})",
        rf"(?:[\p{{Katakana}}\u30fc\uff70]{EXTENDING}*+)+",
        rf"(?:[\p{{Hiragana}}\u30fc]{EXTENDING}*+)+",
        r"\.{2,}|-{2,}",
        rf"(?!{BLANK})\X",
    )
)
"""A token is the first of these that matches. None looks across a blank."""

# Case endings that Turkish and its kin put behind a name. A vowel alone, or with n, follows a consonant only, which
# leaves Sana'a, Hawai'i and Xi'an whole.
_CASE_ENDINGS = (
    "n?[dt][ae](?:n|ki)?|[yn][ae]|y?l[ae]|[yls][ıiuü]|n[ıiuü]n?|d[ıiuü]r|(?<=[^aeıioöuüAEIİOÖUÜ].)(?:[aeıiuü]|[ıiuü]n)"
)
_ENDING = rf"(?<={_LETTER}){_APOSTROPHE}(?:s|{_CASE_ENDINGS})$"
_LOOSE_HYPHEN = rf"(?<=\p{{Lu}}.{{1,80}}){_HYPHEN}(?=[\p{{Ll}}\p{{M}}\-]+$)"
_COMPOSED = r"[\p{GCB=EX}\p{GCB=ZWJ}\p{GCB=SM}\p{GCB=PP}\p{GCB=RI}\p{GCB=V}\p{GCB=T}]"
"""What makes a cluster of more than one character."""
_ODD = rf"[{_COMPOSED[1:-1]}{INVISIBLE}--\s]"
"""Where these stand, what is blank is told by more than one character, or differs from what Python takes for blank."""
_RUN = re.compile(r"\S+")
REMEMBERED = 8192
"""Runs whose tokens are remembered: a few hundred kilobytes."""


def tokens(text: str) -> list[Token]:
    """Return the tokens of the text: sorted, disjoint, and holding every character that is not blank."""
    cuts = [*(cut(text, place) for place in range(0, len(text), STEP)), len(text)]
    return [token for low, high in pairwise(cuts) for token in _tokens_from(text[low:high], low)]


def _tokens_from(piece: str, low: int) -> Iterator[Token]:
    """Yield the tokens of a piece of text that begins at `low`: of each run between blanks, as long as these are plain.

    Runs come again and again, as words do: those of a run are looked for once.
    """
    if piece.isascii() or not compiled(_ODD).search(piece):
        for run in _RUN.finditer(piece):
            at = low + run.start()
            for start, end in _tokens_of_run(run[0]):
                yield Token(at + start, at + end)
    else:
        for start, end in _tokens(piece):
            yield Token(low + start, low + end)


@lru_cache(maxsize=REMEMBERED)
def _tokens_of_run(run: str) -> tuple[tuple[int, int], ...]:
    return tuple(_tokens(run))


def word_at(text: str, position: int) -> tuple[int, int]:
    """Return the token that holds the character at `position`, else the one that ends there, else nothing there."""
    token = _token_at(text, position)
    if token.start == token.end and position > 0:
        before = _token_at(text, position - 1)
        return before if before.end == position else token
    return token


def next_word(text: str, position: int) -> int:
    """Return where the next token after `position` begins, or the end of the text.

    Among blanks by the thousand it stops on the way.
    """
    end = _token_at(text, position).end
    return after_blanks(text, end, min(end + STEP, len(text)))


def previous_word(text: str, position: int) -> int:
    """Return where the last token that begins before `position` begins, or the start of the text.

    Among blanks by the thousand it stops on the way.
    """
    token = _token_at(text, position)
    if token.start < position:
        return token.start
    return _token_at(text, max(0, before_blanks(text, max(0, position - STEP), position) - 1)).start


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the selection without blanks at its ends, both ends moved outward to borders of tokens."""
    first, last = trim(text, *grapheme_snap(text, start, end))
    return (first, last) if first == last else (_token_at(text, first).start, _token_at(text, last - 1).end)


def _token_at(text: str, position: int) -> Token:
    """Return the token that holds the character at `position`; nothing at a blank and at the end."""
    low, high = run_around(text, position)
    for start, end in _tokens(text[low:high]):
        if low + end > position:
            return Token(low + start, low + end)
    return Token(position, position)


def _tokens(piece: str) -> Iterator[tuple[int, int]]:
    """Yield the tokens of a piece of text that begins and ends where a token may."""
    return _whole_clusters(piece, _parts(piece)) if compiled(_COMPOSED).search(piece) else _parts(piece)


def _parts(piece: str) -> Iterator[tuple[int, int]]:
    """Yield the matches of the pattern; a word lets go its ending and what a loose hyphen binds to it."""
    for match in compiled(_TOKEN).finditer(piece):
        if match.lastgroup is None or match["word"].isalnum():
            yield match.span()
        else:
            yield from _parts_of_word(match["word"], match.start())


def _parts_of_word(word: str, offset: int) -> Iterator[tuple[int, int]]:
    ending = compiled(_ENDING).search(word)
    stem = word[: ending.start()] if ending else word
    hyphen = compiled(_LOOSE_HYPHEN).search(stem)
    borders = [0, *(hyphen.span() if hyphen else ()), len(stem), *([len(word)] if ending else [])]
    return pairwise(offset + border for border in borders)


def _whole_clusters(piece: str, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans, joined where a border between two would split a grapheme cluster."""
    borders = {cluster.start() for cluster in compiled(r"\X").finditer(piece)}
    start = end = 0
    for first, last in spans:
        if first in borders and end > start:
            yield start, end
            start = first
        elif first in borders:
            start = first
        end = last
    if end > start:
        yield start, end
