"""Datasets in parts: which articles are for training and which for testing. Pure, and the same on every machine.

Articles that belong together (`Unit`) come into one part. What was given a part before keeps it (`kept`), whatever
comes later: that is what makes a split frozen. Nothing is drawn by lot: where the shares leave a choice, the hash of
the article's text decides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from annotator.errors import AnnotatorError
from annotator.model import value
from annotator.translation import mark

Shares = tuple[tuple[str, float], ...]
"""The names of the parts, in order, and how much of the whole each is to have; together 1."""

NAMES = {1: ("train",), 2: ("train", "test"), 3: ("train", "dev", "test")}


@value
class Member:
    """An article: `key` is the hash of its text, `date` ISO 8601 or empty, `labels` how many spans of each it has."""

    key: str
    date: str = ""
    labels: tuple[tuple[str, int], ...] = ()


Unit = Sequence[Member]
"""Articles that belong together."""


def parse_shares(written: str) -> Shares:
    """Return the parts of `80/10/10`, `80/20` or `100`. Raises AnnotatorError for anything else."""
    try:
        parts = [float(part) for part in written.split("/")]
    except ValueError:
        parts = []
    if len(parts) not in NAMES or not all(0 < part <= 100 for part in parts) or abs(sum(parts) - 100) > 0.01:
        raise AnnotatorError(
            mark("errors", "A split is written like 80/10/10 or 80/20, which adds up to 100, not {written}."),
            written=written,
        )
    return tuple((name, part / 100) for name, part in zip(NAMES[len(parts)], parts, strict=True))


def split_by_share(
    units: Sequence[Unit], shares: Shares, kept: Mapping[str, str], *, stratified: bool = True
) -> dict[str, str]:
    """Return the part of each article by its key. With `stratified`, each label has its share in every part, nearly.

    The rarest label first: the articles that have it go where most of it is missing (Sechidis et al., "On the
    stratification of multi-label data", 2011).
    """
    parts = _kept_parts(units, shares, kept)
    needs = _Needs(units, shares)
    for number, name in parts.items():
        needs.give(units[number], name)
    open_ = {number for number in range(len(units)) if number not in parts}
    totals = _labels(member for unit in units for member in unit) if stratified else Counter()
    for label in [*sorted(totals, key=lambda label: (totals[label], label)), ""]:
        holding = [number for number in open_ if not label or _labels(units[number])[label]]
        for number in sorted(holding, key=lambda number: _rank(units[number])):
            parts[number] = needs.neediest(label)
            needs.give(units[number], parts[number])
            open_.discard(number)
    return _by_key(units, parts, shares, kept)


def split_by_date(units: Sequence[Unit], shares: Shares, kept: Mapping[str, str]) -> dict[str, str]:
    """Return the part of each article by its key: the oldest first, so that the newest are for testing.

    A unit is as old as its newest article; what has no date counts as oldest. When something is kept, the dates at
    which the parts end are kept too.
    """
    parts = _kept_parts(units, shares, kept)
    order = sorted(range(len(units)), key=lambda number: (_newest(units[number]), _rank(units[number])))
    borders = _kept_borders(units, parts, shares)
    total, before = sum(map(len, units)) or 1, 0
    for number in order:
        if number not in parts:
            date = _newest(units[number])
            parts[number] = (
                next((name for name, last in borders if date <= last), shares[-1][0])
                if borders
                else _part_at(before / total, shares)
            )
        before += len(units[number])
    return _by_key(units, parts, shares, kept)


class _Needs:
    """How much each part still lacks: of articles, and of each label."""

    def __init__(self, units: Sequence[Unit], shares: Shares) -> None:
        self._shares = dict(shares)
        members = [member for unit in units for member in unit]
        totals = _labels(members)
        self._articles = {name: share * len(members) for name, share in shares}
        self._labels = {name: {label: share * n for label, n in totals.items()} for name, share in shares}

    def neediest(self, label: str) -> str:
        """Return the part that lacks most of a label, or of articles, measured by its share: so all fill up alike."""
        return min(self._shares, key=lambda name: self._rank(name, label))

    def _rank(self, name: str, label: str) -> tuple[float, float]:
        share = self._shares[name]
        of_label = self._labels[name].get(label, 0.0) if label else 0.0
        # Rounded: what is equal must be so on every machine.
        return (-round(of_label / share, 6), -round(self._articles[name] / share, 6))

    def give(self, unit: Unit, name: str) -> None:
        self._articles[name] -= len(unit)
        for label, n in _labels(unit).items():
            self._labels[name][label] -= n


def _kept_parts(units: Sequence[Unit], shares: Shares, kept: Mapping[str, str]) -> dict[int, str]:
    """Return the parts of the units of which something has one: that of most of them, of equals the first."""
    names = [name for name, _ in shares]
    parts = {}
    for number, unit in enumerate(units):
        known = Counter(kept[member.key] for member in unit if kept.get(member.key) in names)
        if known:
            parts[number] = min(known, key=lambda name: (-known[name], names.index(name)))
    return parts


def _by_key(units: Sequence[Unit], parts: Mapping[int, str], shares: Shares, kept: Mapping[str, str]) -> dict[str, str]:
    """Return the part of each article: its own if it had one, also where others that belong to it have another."""
    names = {name for name, _ in shares}
    return {
        member.key: kept[member.key] if kept.get(member.key) in names else parts[number]
        for number, unit in enumerate(units)
        for member in unit
    }


def _kept_borders(units: Sequence[Unit], parts: Mapping[int, str], shares: Shares) -> list[tuple[str, str]]:
    """Return up to which date each part but the last goes, by what is kept in it."""
    newest: dict[str, str] = {}
    for number, name in parts.items():
        newest[name] = max(newest.get(name, ""), _newest(units[number]))
    return [(name, newest[name]) for name, _ in shares[:-1] if name in newest]


def _part_at(place: float, shares: Shares) -> str:
    end = 0.0
    for name, share in shares:
        end += share
        if place < end - 1e-9:
            return name
    return shares[-1][0]


def _newest(unit: Unit) -> str:
    return max(member.date for member in unit)


def _labels(members: Iterable[Member]) -> Counter[str]:
    labels: Counter[str] = Counter()
    for member in members:
        labels.update(dict(member.labels))
    return labels


def _rank(unit: Unit) -> tuple[int, str]:
    """Return the key that sorts units: the largest first, which fit nowhere later, then by hash."""
    return (-len(unit), min(member.key for member in unit))
