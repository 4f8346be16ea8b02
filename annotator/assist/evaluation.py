"""How good suggestions are: by cross-validation, and as a curve over the number of articles that were learned from.

A suggestion is right when somebody gave just these characters just this label: CoNLL's exact match.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from annotator.assist.assistant import Assistant
from annotator.errors import CancelledError
from annotator.model import AnnotatedDocument, value
from annotator.translation import mark

LINE = 0.25
"""What is less likely costs more than it saves."""

Place = tuple[int, int, str]
Progress = Callable[[float], object]


@value
class Score:
    """How many suggestions were right, how many wrong, and how many spans were not suggested; exactly so counts."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Return the share of suggestions that are right, 0 to 1."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """Return the share of spans that are suggested, 0 to 1."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of the two."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


Scores = Mapping[str, Score]
"""By label."""


def compared(gold: Sequence[Place], suggested: Sequence[Place]) -> Scores:
    """Return by label what of the suggestions is right."""
    there, found = set(gold), set(suggested)
    counts = [Counter(label for _, _, label in places) for places in (there & found, found - there, there - found)]
    labels = sorted({label for count in counts for label in count})
    return {label: Score(*(count[label] for count in counts)) for label in labels}


def summed(scores: Sequence[Scores]) -> Scores:
    """Return the scores of several articles together."""
    labels = sorted({label for one in scores for label in one})
    return {label: sum((one.get(label, Score()) for one in scores), Score()) for label in labels}


def overall(scores: Scores) -> Score:
    """Return the score over all labels."""
    return sum(scores.values(), Score())


def scored(assistant: Assistant, documents: Sequence[AnnotatedDocument], line: float = LINE) -> Scores:
    """Return what the suggestions of at least `line` are worth on labelled articles that it has not learned from.

    Raises AnnotatorError when an engine fails: the figures would not be those of all.
    """
    found = summed(
        [
            compared(
                [(span.start, span.end, span.label) for span in document.spans],
                [one.place for one in assistant.suggest(document.text) if one.score >= line],
            )
            for document in documents
        ]
    )
    for trouble in assistant.take_troubles():
        raise trouble
    return found


def cross_validated(
    documents: Sequence[AnnotatedDocument],
    folds: int,
    assistant: Assistant,
    *,
    line: float = LINE,
    progress: Progress = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Scores:
    """Return the scores when each fold is suggested by what was learned from the others. Raises CancelledError."""
    mixed = _mixed(documents, 0)
    found = []
    for fold in range(folds):
        if cancelled():
            raise CancelledError(mark("errors", "The evaluation was stopped."))
        assistant.learn([one for at, one in enumerate(mixed) if at % folds != fold])
        found.append(scored(assistant, mixed[fold::folds], line))
        progress((fold + 1) / folds)
    return summed(found)


@value
class CurvePoint:
    """How good suggestions are after so many articles: the mean over several orders of them."""

    articles: int
    precision: float
    recall: float
    f1: float


def learning_curve(
    documents: Sequence[AnnotatedDocument],
    sizes: Sequence[int],
    assistant: Assistant,
    *,
    orders: int = 5,
    line: float = LINE,
    progress: Progress = lambda _: None,
) -> Iterator[CurvePoint]:
    """Yield for each size how good suggestions are on the articles that are left, after learning from so many."""
    for step, size in enumerate(sizes):
        found = []
        for order in range(orders):
            mixed = _mixed(documents, order)
            assistant.learn(mixed[:size])
            found.append(overall(scored(assistant, mixed[size:], line)))
            progress((step * orders + order + 1) / (len(sizes) * orders))
        means = (sum(getattr(one, name) for one in found) / orders for name in ("precision", "recall", "f1"))
        yield CurvePoint(size, *means)


def curve_sizes(articles: int) -> list[int]:
    """Return after how many of so many articles to look: 5, 10, 20, 50 ... as long as a third is left to look at."""
    sizes = [step * 10**power for power in range(6) for step in (1, 2, 5)]
    return [size for size in sizes if 5 <= size <= articles * 2 // 3]


def _mixed(documents: Sequence[AnnotatedDocument], order: int) -> list[AnnotatedDocument]:
    mixed = list(documents)
    random.Random(order).shuffle(mixed)  # noqa: S311 - Nothing is kept secret by it.
    return mixed
