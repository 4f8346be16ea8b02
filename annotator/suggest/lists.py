"""Word lists and pattern files that somebody has: what stands in them is suggested wherever it stands in a text.

Set up by the paths of the files, a line each. Nothing is learned; what was rejected counts as with any engine.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.model import AnnotatedDocument
from annotator.suggest import Reason, Suggester, Suggestion, register
from annotator.suggest.list_files import Lists, read_lists
from annotator.suggest.token_patterns import matches
from annotator.suggest.words_in_sentences import WordsInSentences, words_in_sentences
from annotator.translation import mark

SCORE = 0.8
"""Whoever makes a list means it, but a word has more than one meaning."""
MOST_WORDS = 25
"""Tokens of a form, marks counted."""
PATIENCE = 0.25
"""Seconds that a regular expression may take over an article."""
WHY_LIST = mark("suggestions", "in your word list")
WHY_PATTERN = mark("suggestions", "by your pattern")
TOO_SLOW = mark("errors", "A pattern takes too long, and is not looked for any more: {pattern}")


class ListsEngine(Suggester):
    """Finds what stands in files."""

    name = "lists"
    title = mark("suggestions", "Word lists and patterns")
    needs_setup = True

    @cached_property
    def lists(self) -> Lists:
        """Return what the files say, read once. Raises FormatError."""
        return read_lists([Path(line) for line in self.setup.splitlines() if line.strip()])

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.lists.forms), default=0)

    def learn(self, documents: Sequence[AnnotatedDocument]) -> None:
        """Learn nothing: the files say it all."""

    def suggest(self, text: str) -> Iterator[Suggestion]:
        """Yield what the files say. Raises AnnotatorError for a file that cannot be read, and a pattern without end."""
        words = words_in_sentences(text)
        for start, end, label in self._forms(text, words):
            yield Suggestion(start, end, label, SCORE, self.name, Reason(WHY_LIST))
        for pattern, label in self.lists.patterns:
            for first, behind in matches(pattern, words.words):
                yield Suggestion(*words.extent(first, behind), label, SCORE, self.name, Reason(WHY_PATTERN))
        for start, end, label in self._expressions(text):
            yield Suggestion(start, end, label, SCORE, self.name, Reason(WHY_PATTERN))

    def _forms(self, text: str, words: WordsInSentences) -> Iterator[tuple[int, int, str]]:
        """Yield the forms that begin and end with a word; blanks in a form are any blanks."""
        forms, places = self.lists.forms, words.places
        for first, (start, _) in enumerate(places):
            for _, end in places[first : first + MOST_WORDS]:
                if end - start > self._longest:
                    break
                label = forms.get(" ".join(text[start:end].split()))
                if label is not None:
                    yield start, end, label

    def _expressions(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield what regular expressions find; one that takes too long is not looked for again."""
        for one in tuple(self.lists.expressions):
            expression, label = one
            try:
                found = [match.span() for match in expression.finditer(text, timeout=PATIENCE)]
            except TimeoutError:
                self.lists.expressions.remove(one)
                self.troubles.append(AnnotatorError(TOO_SLOW, pattern=expression.pattern))
                continue
            yield from ((start, end, label) for start, end in found if start < end)

    def keep(self) -> Mapping[str, bytes]:
        """Keep nothing: the files stay where they are."""
        return {}

    def restore(self, kept: Mapping[str, bytes]) -> None:
        """Take nothing."""


register(ListsEngine)
