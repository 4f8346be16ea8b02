"""Which article teaches most when it is labelled next, and whether there is anything left to teach.

An article teaches much where what learned is unsure, and where it is not like those that come before it: uncertainty
with diversity, as in active learning. Nothing here says that one must: the order of the list is as good for a project
that will be labelled to the end.
"""

import random
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from annotator.assist.evaluation import compared, overall, summed
from annotator.model import value
from annotator.suggest import Suggestion

POOL = 60
"""Articles that are looked at, if more are left: to suggest in each takes some milliseconds."""
SAMPLE = 20
"""Articles in which an old and a new model are compared."""
SURE = 0.4
"""What is likelier is what would be shown."""
SETTLED = 0.97
"""When two models agree so well, the articles between them taught next to nothing."""
TIMES = 3
"""So often in a row is no chance any more."""
PER = 1_000
"""Code points to which uncertainty is measured: else the longest article would always be first."""
SHORTEST_WORD = 4


@value
class Candidate:
    """An article that might be next: how unsure its suggestions are, and the words that it is known by."""

    document: int
    uncertainty: float
    words: frozenset[str]


def candidate(document: int, text: str, suggestions: Sequence[Suggestion]) -> Candidate:
    """Return an article as a candidate. A suggestion of one in two is as unsure as can be."""
    unsure = sum(1 - abs(2 * one.score - 1) for one in suggestions)
    return Candidate(document, unsure * PER / max(PER, len(text)), words_of(text))


def words_of(text: str) -> frozenset[str]:
    """Return the longer words of a text, in small letters: enough to tell what it is about."""
    return frozenset(word for word in re.findall(r"\w+", text.lower()) if len(word) >= SHORTEST_WORD)


def picked(candidates: Sequence[Candidate], number: int) -> list[int]:
    """Return the documents that teach most, the best first; each is the less wanted the liker it is to one before."""
    left = list(candidates)
    chosen: list[Candidate] = []
    likest = [0.0] * len(left)
    while left and len(chosen) < number:
        best = max(range(len(left)), key=lambda at: (left[at].uncertainty * (1 - likest[at]), -left[at].document))
        chosen.append(left.pop(best))
        likest.pop(best)
        likest = [max(like, likeness(one.words, chosen[-1].words)) for one, like in zip(left, likest, strict=True)]
    return [one.document for one in chosen]


def likeness(some: AbstractSet[str], others: AbstractSet[str]) -> float:
    """Return how many of the words of two texts are in both, 0 to 1."""
    return len(some & others) / len(some | others) if some and others else 0.0


def drawn(documents: Sequence[int], number: int) -> list[int]:
    """Return so many of these documents by chance, but always the same ones as long as they are there."""
    return sorted(documents, key=lambda id_: random.Random(id_).random())[:number]  # noqa: S311 - No secret.


def agreement(before: Sequence[Sequence[Suggestion]], after: Sequence[Sequence[Suggestion]]) -> float:
    """Return how far two models agree on the same articles: F1 of what they would show, 0 to 1."""
    shown = [[[one.place for one in found if one.score >= SURE] for found in each] for each in (before, after)]
    if not any(shown[0]) and not any(shown[1]):
        return 1.0
    return overall(summed([compared(old, new) for old, new in zip(*shown, strict=True)])).f1


def is_settled(agreements: Sequence[float]) -> bool:
    """Return whether suggestions change no more, by how far each model agreed with the one before."""
    return len(agreements) >= TIMES and min(agreements[-TIMES:]) >= SETTLED
