"""How far two annotators agree on the same documents: on whole spans, on their places, and on the labels of these.

Nobody can count the spans that neither of two made, so what chance alone would give is not known of spans: they are
compared by F1, which is the same from either side (Hripcsak and Rothschild 2005). The places that both chose can be
counted: of their labels Cohen's kappa says how far the agreement is above chance.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from annotator.model import AnnotatedDocument, Span, Status, value
from annotator.pieces import Place, pieces_of, place_of

ALL = ""
"""What all labels together are called."""


@value
class Tally:
    """How many spans each has, how many of them the other has just so, and how many overlap one of the same label."""

    one: int
    other: int
    same: int
    one_touched: int
    other_touched: int

    @property
    def f1(self) -> float | None:
        """Return F1 of spans that are the same in place and label, 0 to 1; None where there are none."""
        return _share(2 * self.same, self.one + self.other)

    @property
    def f1_touched(self) -> float | None:
        """Return F1 of spans that overlap one of the same label, 0 to 1; None where there are none."""
        return _share(self.one_touched + self.other_touched, self.one + self.other)


@value
class Difference:
    """A place to which the two do not give the same labels; none where one has no span just there."""

    document: int
    start: int
    end: int
    one: tuple[str, ...]
    other: tuple[str, ...]


@value
class Agreement:
    """What came of a comparison. `tallies` are by label, that of all under `ALL`."""

    documents: int
    tallies: Mapping[str, Tally]
    places_one: int
    places_other: int
    places_both: int
    kappa: float | None
    """Of the labels at the places that both chose; None where there are none, or all have the same label."""
    differences: tuple[Difference, ...]

    @property
    def f1_places(self) -> float | None:
        """Return F1 of places, whatever their labels, 0 to 1; None where there are none."""
        return _share(2 * self.places_both, self.places_one + self.places_other)


class Comparison:
    """Two annotators, compared document by document."""

    def __init__(self, one: str, other: str) -> None:
        self.one = one
        self.other = other
        self._documents = 0
        self._counts: dict[str, Counter[str]] = {}
        """By label, how often each part of a Tally is so."""
        self._places: Counter[str] = Counter()
        self._labels: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()
        self._differences: list[Difference] = []

    def add(self, document: AnnotatedDocument) -> None:
        """Compare what the two have in a document, if both have a span there or are done with it."""
        spans = [[span for span in document.spans if span.annotator == name] for name in (self.one, self.other)]
        if not all(
            found or _is_done(document, name) for found, name in zip(spans, (self.one, self.other), strict=True)
        ):
            return
        self._documents += 1
        one, other = spans
        self._count(one, other, "one")
        self._count(other, one, "other")
        self._compare_places(document.document.id, _by_place(one), _by_place(other))

    def _count(self, spans: Collection[Span], others: Collection[Span], side: str) -> None:
        there = {(place_of(span), span.label) for span in others}
        reach = _reaches(others)
        for span in spans:
            for label in (span.label, ALL):
                counts = self._counts.setdefault(label, Counter())
                counts[side] += 1
                counts[f"{side}_touched"] += _touches(span, reach)
                counts["same"] += side == "one" and (place_of(span), span.label) in there

    def _compare_places(self, document: int, one: Mapping[Place, list[str]], other: Mapping[Place, list[str]]) -> None:
        self._places += Counter(one=len(one), other=len(other), both=len(one.keys() & other.keys()))
        for place in sorted(one.keys() | other.keys()):
            labels = tuple(sorted(one.get(place, ()))), tuple(sorted(other.get(place, ())))
            if all(labels):
                self._labels[labels] += 1
            if labels[0] != labels[1]:
                self._differences.append(Difference(document, place[0], place[1], *labels))

    def result(self) -> Agreement:
        """Return what came of it so far."""
        parts = ("one", "other", "same", "one_touched", "other_touched")
        tallies = {
            label: Tally(*(self._counts[label][part] for part in parts)) for label in sorted(self._counts, key=_last)
        }
        places = self._places
        return Agreement(
            self._documents,
            tallies,
            places["one"],
            places["other"],
            places["both"],
            kappa(self._labels),
            tuple(self._differences),
        )


def kappa(pairs: Mapping[tuple[Any, Any], int]) -> float | None:
    """Return Cohen's kappa of pairs of labels with their numbers; None without any, or with one label only."""
    count = sum(pairs.values())
    if not count:
        return None
    one, other = Counter[Any](), Counter[Any]()
    for (mine, theirs), number in pairs.items():
        one[mine] += number
        other[theirs] += number
    by_chance = sum(one[label] * other[label] for label in one) / count**2
    if by_chance == 1:
        return None
    seen = sum(number for (mine, theirs), number in pairs.items() if mine == theirs) / count
    return (seen - by_chance) / (1 - by_chance)


def compared(documents: Iterable[AnnotatedDocument], pairs: Collection[tuple[str, str]]) -> Iterator[Comparison]:
    """Yield the comparison of each pair of annotators in all documents, which are read once."""
    comparisons = [Comparison(one, other) for one, other in pairs]
    for document in documents:
        for comparison in comparisons:
            comparison.add(document)
    yield from comparisons


def _is_done(document: AnnotatedDocument, name: str) -> bool:
    return any(one.annotator == name and one.status is Status.DONE for one in document.progress)


def _by_place(spans: Iterable[Span]) -> dict[Place, list[str]]:
    found: dict[Place, list[str]] = {}
    for span in spans:
        found.setdefault(place_of(span), []).append(span.label)
    return found


def _reaches(spans: Iterable[Span]) -> dict[str, list[tuple[int, int]]]:
    """Return by label from where to where spans reach, those that overlap joined, in order."""
    found: dict[str, list[tuple[int, int]]] = {}
    for span in sorted(spans, key=lambda span: span.start):
        for start, end in pieces_of(span):
            found.setdefault(span.label, []).append((start, end))
    return {label: _joined(sorted(reach)) for label, reach in found.items()}


def _joined(pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _touches(span: Span, reach: Mapping[str, list[tuple[int, int]]]) -> bool:
    """Return whether a span shares a character with one of the same label; an empty one has none, but its place."""
    there = reach.get(span.label, [])
    return any(_meets(piece, there) for piece in pieces_of(span))


def _meets(piece: tuple[int, int], there: list[tuple[int, int]]) -> bool:
    start, end = piece
    at = bisect_right(there, start, key=lambda one: one[0])
    return any(
        (max(start, first) < min(end, last)) or (start, end) == (first, last)
        for first, last in there[max(0, at - 1) : at + 1]
    )


def _last(label: str) -> tuple[bool, str]:
    """Return the key that sorts all labels together behind each of them."""
    return label == ALL, label


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
