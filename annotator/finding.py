"""What somebody looks for in a text: literally, as whole words, or by a pattern. All positions are code points."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from annotator.errors import FindError
from annotator.model import Piece, value
from annotator.translation import mark

if TYPE_CHECKING:
    from regex import Pattern

MOST = 20_000
"""Places that are listed; there may be more."""
PATIENCE = 0.25
"""Seconds that a pattern may take: some would never end."""
LONGEST = 1_000
"""Code points of what is looked for."""

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{lb=SA}\u30fc\uff70"
IN_WORD = rf"[[\p{{L}}\p{{N}}\p{{M}}_]--[{_UNSPACED}]]"
"""A letter of a script that parts words: beside it, a word goes on. In Chinese or Thai, words begin anywhere."""


@value
class Wanted:
    """What is looked for. With `words`, only where no letter stands beside it."""

    text: str
    case: bool = False
    words: bool = False
    pattern: bool = False


@value
class Found:
    """The places, in order, none empty; `is_all` is False when there are more than are listed."""

    places: tuple[Piece, ...] = ()
    is_all: bool = True


def find(text: str, wanted: Wanted) -> Found:
    """Return where in the text it is. Raises FindError for a pattern that is none, or that would take too long."""
    if not wanted.text:
        return Found()
    try:
        places = tuple(islice(_places(text, compiled_wanted(wanted)), MOST + 1))
    except TimeoutError:
        raise FindError(
            mark("errors", "This pattern takes too long here. Make it simpler, such as one + or * less in brackets.")
        ) from None
    return Found(places[:MOST], len(places) <= MOST)


def parts_words(form: str) -> bool:
    """Return whether a form is in scripts that part words: the others have no words that an index could hold."""
    import regex

    return regex.search(f"[{_UNSPACED}]", form, regex.V1) is None


def literal(form: str) -> str:
    """Return the pattern that finds a form as it stands; for its blanks, any blanks, such as the end of a line."""
    import regex

    return r"\s+".join(regex.escape(word, special_only=True) for word in form.split()) or regex.escape(form)


def as_word(pattern: str) -> str:
    """Return the pattern that finds the same where neither end is in the middle of a word."""
    # The look-arounds ask only where a letter stands at that end of what is found.
    return rf"(?:(?!{IN_WORD})|(?<!{IN_WORD}))(?:{pattern})(?:(?<!{IN_WORD})|(?!{IN_WORD}))"


def _places(text: str, pattern: "Pattern[str]") -> Iterator[Piece]:
    return (match.span() for match in pattern.finditer(text, timeout=PATIENCE) if match.end() > match.start())


def compiled_wanted(wanted: Wanted) -> "Pattern[str]":
    """Return the pattern that finds it; whoever uses it gives it a time limit. Raises FindError."""
    import regex

    if len(wanted.text) > LONGEST:
        raise FindError(mark("errors", "This is too long to be looked for. Look for a part of it."))
    pattern = wanted.text if wanted.pattern else literal(wanted.text)
    flags = regex.V1 | regex.MULTILINE | (0 if wanted.case else regex.IGNORECASE)
    try:
        if wanted.words:
            regex.compile(pattern, flags)  # By itself: a bracket too many must not close ours.
        return regex.compile(as_word(pattern) if wanted.words else pattern, flags)
    except regex.error as error:
        raise FindError(mark("errors", "This is no pattern: {reason}."), reason=str(error)) from None
    except (RecursionError, OverflowError, MemoryError):
        raise FindError(mark("errors", "This pattern is too deep. Make it simpler.")) from None
