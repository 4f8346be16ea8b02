"""Chains: the spans that symmetric relations of one label join, directly or through others."""

from collections.abc import Iterable, Mapping

from annotator.model import Kind, Relation, Scheme


def chains(relations: Iterable[Relation], scheme: Scheme) -> Mapping[int, int]:
    """Return the number of the chain that each span is in, by the span's id: from 1, in the order of the relations."""
    symmetric = symmetric_labels(scheme)
    members: dict[int, list[int]] = {}
    for relation in relations:
        if relation.label in symmetric:
            source = members.setdefault(relation.source, [relation.source])
            target = members.setdefault(relation.target, [relation.target])
            if source is not target:
                _join(members, source, target)
    numbers: dict[int, int] = {}
    return {span: numbers.setdefault(id(joined), len(numbers) + 1) for span, joined in members.items()}


def symmetric_labels(scheme: Scheme) -> frozenset[str]:
    """Return the names of the labels whose relations lead both ways."""
    return frozenset(label.name for label in scheme.of_kind(Kind.RELATION) if label.symmetric)


def _join(members: dict[int, list[int]], one: list[int], other: list[int]) -> None:
    """Let two chains be one: the shorter goes into the longer, so that long chains cost no more than many."""
    few, many = sorted((one, other), key=len)
    many.extend(few)
    members.update(dict.fromkeys(few, many))
