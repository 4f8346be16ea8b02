"""Patterns of tokens, in the shape of spaCy's Matcher: a list of objects, each of which describes a token.

Understood are ORTH and TEXT, LOWER, IS_ALPHA, IS_DIGIT, IS_LOWER, IS_UPPER, IS_TITLE, IS_PUNCT, LIKE_NUM, LENGTH and OP
(! ? + *); a text may be given as {"IN": [...]}, {"NOT_IN": [...]} or {"REGEX": "..."}.
https://spacy.io/usage/rule-based-matching. Tokens are those of `tokens`, which may be others than spaCy's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from annotator.errors import FindError, FormatError
from annotator.model import value

if TYPE_CHECKING:
    import regex

LONGEST = 30
"""Tokens of what a pattern finds."""
MOST_PARTS = 20
PATIENCE = 0.02
"""Seconds that a regular expression may take over a token."""

Test = Callable[[str], bool]

FLAGS: Mapping[str, Test] = {
    "IS_ALPHA": str.isalpha,
    "IS_DIGIT": str.isdigit,
    "IS_LOWER": str.islower,
    "IS_UPPER": str.isupper,
    "IS_TITLE": str.istitle,
    "IS_PUNCT": lambda token: not any(one.isalnum() for one in token),
    "LIKE_NUM": lambda token: token.strip("+-").replace(",", "").replace(".", "", 1).isdecimal(),
}
OPERATORS = ("!", "?", "+", "*", "1")


@value
class Part:
    """What a token must be, and how often: once, and perhaps again (`repeats`), or not at all (`may_lack`)."""

    tests: tuple[Test, ...]
    may_lack: bool = False
    repeats: bool = False

    def fits(self, token: str) -> bool:
        """Return whether a token is such a one."""
        return all(test(token) for test in self.tests)


Pattern = tuple[Part, ...]


def compiled_pattern(tokens: Sequence[object]) -> Pattern:
    """Return a pattern that can be looked for. Raises FormatError, without a place, for what is not understood."""
    if not tokens or len(tokens) > MOST_PARTS:
        raise FormatError(f"A pattern has 1 to {MOST_PARTS} tokens.")
    pattern = tuple(map(_part, tokens))
    if all(part.may_lack for part in pattern):
        raise FormatError("The pattern is true of nothing at all. Let one of its tokens be there at least once.")
    return pattern


def matches(pattern: Pattern, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first word and the one behind the last of all that a pattern finds, the longest from each word."""
    for first in range(len(words)):
        end = _longest(pattern, words, first)
        if end > first:
            yield first, end


def _longest(pattern: Pattern, words: Sequence[str], first: int) -> int:
    """Return where the longest match from a word ends. All ways are gone at once, so none is gone twice."""
    states, end = _skipped(pattern, {0}), first
    for at in range(first, min(len(words), first + LONGEST)):
        reached = set()
        for state in states:
            if state < len(pattern) and pattern[state].fits(words[at]):
                reached |= {state, state + 1} if pattern[state].repeats else {state + 1}
        states = _skipped(pattern, reached)
        if not states:
            break
        if len(pattern) in states:
            end = at + 1
    return end


def _skipped(pattern: Pattern, states: set[int]) -> set[int]:
    """Return states with those that are reached by leaving out what may lack."""
    found = set(states)
    for state in sorted(states):
        while state < len(pattern) and pattern[state].may_lack:
            state += 1
            found.add(state)
    return found


def _part(described: object) -> Part:
    if not isinstance(described, dict):
        raise FormatError('A token of a pattern is an object, such as {"LOWER": "bank"}.')
    operator = described.get("OP", "1")
    if operator not in OPERATORS:
        raise FormatError(f"OP is one of {', '.join(OPERATORS)}, not {operator!r}.")
    tests = tuple(_test(str(key), wanted) for key, wanted in described.items() if key != "OP")
    if operator == "!":
        tests = (_none_of(tests),)
    return Part(tests, may_lack=operator in "?*", repeats=operator in "+*")


def _none_of(tests: Sequence[Test]) -> Test:
    return lambda token: not all(test(token) for test in tests)


def _test(key: str, wanted: Any) -> Test:
    flag = FLAGS.get(key)
    if flag is not None and isinstance(wanted, bool):
        return lambda token: flag(token) is wanted
    if key in ("ORTH", "TEXT"):
        return _text_test(key, wanted)
    if key == "LOWER":
        test = _text_test(key, wanted)
        return lambda token: test(token.lower())
    if key == "LENGTH" and type(wanted) is int:
        return lambda token: len(token) == wanted
    raise FormatError(f"{key}: {str(wanted)[:50]!r} is not understood. docs/engines.md says what a pattern may hold.")


def _text_test(key: str, wanted: Any) -> Test:
    if isinstance(wanted, str):
        return lambda token: token == wanted
    (kind, given), *others = wanted.items() if isinstance(wanted, dict) and wanted else [("", None)]
    if (
        not others
        and kind in ("IN", "NOT_IN")
        and isinstance(given, list)
        and all(isinstance(one, str) for one in given)
    ):
        some = frozenset(given)
        return lambda token: (token in some) is (kind == "IN")
    if not others and kind == "REGEX" and isinstance(given, str):
        return _regex_test(given)
    raise FormatError(f"{key} takes a text, or one of IN, NOT_IN and REGEX.")


def regular_expression(pattern: str) -> "regex.Pattern[str]":
    """Return a regular expression, to be used with a time limit. Raises FormatError, without a place."""
    from annotator.finding import Wanted, compiled_wanted

    try:
        return compiled_wanted(Wanted(pattern, case=True, pattern=True))
    except FindError as error:
        raise FormatError(str(error)) from error


def _regex_test(pattern: str) -> Test:
    found = regular_expression(pattern)

    def test(token: str) -> bool:
        try:
            return found.search(token, timeout=PATIENCE) is not None
        except TimeoutError:
            return False

    return test
