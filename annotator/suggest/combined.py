"""All engines as one stream: no two suggestions overlap, and one article calls one thing by one name.

The best score comes first. Then a form that was suggested in an article is suggested wherever it stands there, and
under one label: that of the most votes (after Krishnan and Manning 2006, who let a second model learn it).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.model import Span
from annotator.suggest import Reason, Suggestion
from annotator.suggest.calibration import USUAL
from annotator.suggest.known_forms import Form
from annotator.suggest.words_in_sentences import WordsInSentences
from annotator.translation import mark

LEAST_FORM = 0.5
"""Forms below this are noise beside a model that has learned from them."""
AGREED = 0.4
"""The votes for a form in one article together, from which on it is suggested all over the article."""
ELSEWHERE = 0.35
"""How often a form is right where it was suggested only elsewhere in the article, whatever its votes."""
ENGINE = "article"
WHY = mark("suggestions", "like “{form}” elsewhere in this article")

Fits = Callable[[str, str], bool]
"""Whether spans of the first label may lie inside those of the second."""

Votes = Mapping[Form, Mapping[str, float]]
"""Of each form, its labels with the sum of their votes: what the scores were before they were calibrated.

A model that is too sure of itself is nevertheless the surer the better it knows.
"""


def combined(
    found: Iterable[Suggestion],
    words: WordsInSentences,
    trust: Mapping[str, int] | None = None,
    *,
    fits: Fits = lambda _, __: True,
) -> list[Suggestion]:
    """Return suggestions of several engines as one list in reading order, without overlaps but inner ones.

    `trust` orders the engines: what one with a lower number suggests stands, whatever the others do. `fits` tells
    whether a label may lie inside another.
    """
    order = trust or {}
    all_best = sorted(found, key=lambda one: (order.get(one.engine, 0), -one.score, one.start - one.end, one.place))
    best = [one for one in all_best if not one.is_inner]
    kept = list(_without_overlap(best, []))
    form_of = _form_of(words)
    votes = _votes(kept, form_of)
    agreed = [replace(one, label=_winner(votes[form_of(one)])) for one in kept]
    agreed += _without_overlap(_elsewhere(votes, words), agreed)
    for one in all_best:
        if one.is_inner and all(is_nested(one, other, fits) for other in agreed):
            agreed.append(one)
    return sorted(agreed, key=lambda one: (one.start, -one.end, one.label))


def is_nested(one: Suggestion | Span, other: Suggestion | Span, fits: Fits) -> bool:
    """Return whether one of two lies inside the other, and may, or they are apart."""
    if one.end <= other.start or other.end <= one.start:
        return True
    inner, outer = (one, other) if one.end - one.start < other.end - other.start else (other, one)
    lies_inside = outer.start <= inner.start and inner.end <= outer.end
    return lies_inside and outer.end - outer.start > inner.end - inner.start and fits(inner.label, outer.label)


def _form_of(words: WordsInSentences) -> Callable[[Suggestion], Form]:
    """Return what tells the form of a suggestion; one that begins or ends inside a word is like no other."""
    first = {start: at for at, (start, _) in enumerate(words.places)}
    last = {end: at for at, (_, end) in enumerate(words.places)}

    def form_of(one: Suggestion) -> Form:
        if one.start in first and one.end in last:
            return words.words[first[one.start] : last[one.end] + 1]
        return "", f"{one.start} {one.end}"

    return form_of


def _without_overlap(suggestions: Iterable[Suggestion], there: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Yield those that overlap neither with what is there nor with one before."""
    taken = {at for one in there for at in range(one.start, one.end)}
    for one in suggestions:
        places = range(one.start, one.end)
        if taken.isdisjoint(places):
            taken.update(places)
            yield one


def _elsewhere(votes: Votes, words: WordsInSentences) -> Iterator[Suggestion]:
    """Yield all places of forms that were suggested, the longest first; those without a capital stay alone."""
    heads: defaultdict[str, list[Form]] = defaultdict(list)
    for form, labels in votes.items():
        if form[0] and sum(labels.values()) >= AGREED and any(word[:1].isupper() for word in form):
            heads[form[0]].append(form)
    found = [
        (form, first)
        for first, word in enumerate(words.words)
        for form in heads.get(word, ())
        if words.words[first : first + len(form)] == form
    ]
    for form, first in sorted(found, key=lambda one: (-len(one[0]), one[1])):
        start, end = words.extent(first, first + len(form))
        why = Reason(WHY, (("form", " ".join(form)),))
        yield Suggestion(start, end, _winner(votes[form]), ELSEWHERE, ENGINE, why)


def _votes(suggestions: Iterable[Suggestion], form_of: Callable[[Suggestion], Form]) -> Votes:
    votes: defaultdict[Form, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for one in suggestions:
        votes[form_of(one)][one.label] += USUAL.score(one.score)
    return votes


def _winner(labels: Mapping[str, float]) -> str:
    return max(labels, key=lambda label: (labels[label], label))
