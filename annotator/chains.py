"""Chains: the spans that symmetric relations of one label join, directly or through others."""

from collections.abc import Iterable, Mapping

from annotator.model import Kind, Relation, Scheme


def chains(relations: Iterable[Relation], scheme: Scheme) -> Mapping[int, int]:
    """Return the number of the chain that each span is in, by the span's id: from 1, in the order of the relations."""
    symmetric = {label.name for label in scheme.of_kind(Kind.RELATION) if label.symmetric}
    members: dict[int, set[int]] = {}
    for relation in relations:
        if relation.label in symmetric:
            joined = members.get(relation.source, {relation.source}) | members.get(relation.target, {relation.target})
            members.update(dict.fromkeys(joined, joined))
    numbers: dict[int, int] = {}
    return {span: numbers.setdefault(id(joined), len(numbers) + 1) for span, joined in members.items()}
