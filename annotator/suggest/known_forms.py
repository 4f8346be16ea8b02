"""Forms that were labelled, with their labels, and how often they stood in what was read. A form is a run of words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotator.bio import Chunk
from annotator.model import value
from annotator.suggest.words_in_sentences import WordsInSentences

Form = tuple[str, ...]
Labels = Mapping[str, int]


@value
class FoundForm:
    """Words that read like a form, and how often that was given which label."""

    first: int
    end: int
    form: Form
    labels: Counter[str]

    @property
    def label(self) -> str:
        """Return the label that it was given most often."""
        return max(self.labels, key=lambda label: (self.labels[label], label))


class KnownForms:
    """The forms of some articles. `seen` counts where each stood, labelled or not."""

    def __init__(self) -> None:
        self.labels: defaultdict[Form, Counter[str]] = defaultdict(Counter)
        self.seen: Counter[Form] = Counter()
        self._by_head: defaultdict[str, list[Form]] = defaultdict(list)

    def learn(self, articles: Iterable[tuple[WordsInSentences, Sequence[Sequence[Chunk]]]]) -> None:
        """Count the forms of articles, given as their words and the levels of their spans."""
        read = list(articles)
        for words, levels in read:
            for form, label in forms_in(words, levels):
                self.add(form, label)
        for words, _ in read:
            for found in self.everywhere(words):
                self.seen[found.form] += 1

    def add(self, form: Form, label: str, number: int = 1) -> None:
        """Count a form as labelled."""
        if form not in self.labels:
            self._by_head[form[0]].append(form)
            self._by_head[form[0]].sort(key=len, reverse=True)
        self.labels[form][label] += number

    def everywhere(self, words: WordsInSentences, without: Mapping[Form, Labels] | None = None) -> Iterator[FoundForm]:
        """Yield every place that reads like a form, in order; of those that begin at one word the longest first.

        `without` are counts that are not to be known: those of the article itself, when something learns from it.
        """
        for first, word in enumerate(words.words):
            for form in self._by_head.get(word, ()):
                if words.words[first : first + len(form)] == form:
                    labels = self.labels[form]
                    if without and form in without:
                        labels = labels - Counter(without[form])
                    if labels:
                        yield FoundForm(first, first + len(form), form, labels)

    def longest(self, words: WordsInSentences, without: Mapping[Form, Labels] | None = None) -> Iterator[FoundForm]:
        """Yield places that read like forms and do not overlap: from left to right, the longest first."""
        reached = 0
        for found in self.everywhere(words, without):
            if found.first >= reached:
                reached = found.end
                yield found

    def as_rows(self) -> list[list[object]]:
        """Return what is known, for JSON."""
        return [[list(form), dict(labels), self.seen[form]] for form, labels in sorted(self.labels.items())]

    @classmethod
    def from_rows(cls, rows: object) -> "KnownForms":
        """Take what `as_rows` returned. Raises ValueError when it is something else."""
        known = cls()
        try:
            for form, labels, seen in rows:  # type: ignore[attr-defined]  # What is no list is caught below.
                words = tuple(str(word) for word in form)
                for label, number in labels.items():
                    known.add(words, str(label), int(number))
                known.seen[words] = int(seen)
        except (TypeError, AttributeError, IndexError) as error:
            raise ValueError("these are no forms") from error
        return known


def forms_in(words: WordsInSentences, levels: Iterable[Sequence[Chunk]]) -> Iterator[tuple[Form, str]]:
    """Yield the forms of an article's spans with their labels."""
    for chunk in (chunk for level in levels for chunk in level):
        yield words.words[chunk.first : chunk.end], chunk.label


def counts_of(words: WordsInSentences, levels: Iterable[Sequence[Chunk]]) -> Mapping[Form, Labels]:
    """Return how often each form of an article was given which label."""
    counts: defaultdict[Form, Counter[str]] = defaultdict(Counter)
    for form, label in forms_in(words, levels):
        counts[form][label] += 1
    return counts
