"""Which spans a label for relations may join, and where labels name others."""

from collections.abc import Iterator
from dataclasses import replace

from annotator.model import Kind, Label, Scheme


def allows(scheme: Scheme, relation: Label, source: str, target: str) -> bool:
    """Return whether a relation of that label may lead from a span with one label to a span with another."""
    return _fits(scheme, relation.sources, source) and _fits(scheme, relation.targets, target)


def allowed(scheme: Scheme, source: str, target: str) -> tuple[Label, ...]:
    """Return the labels of the relations that may join spans with these labels; symmetric ones in either order."""
    return tuple(
        label
        for label in scheme.of_kind(Kind.RELATION)
        if allows(scheme, label, source, target) or (label.symmetric and allows(scheme, label, target, source))
    )


def _fits(scheme: Scheme, names: tuple[str, ...], label: str) -> bool:
    """Return whether a label, or one above it, is among those named. None named: any will do."""
    return not names or label in names or any(above.name in names for above in scheme.upward(label))


def may_nest(scheme: Scheme, inner: str, outer: str) -> bool:
    """Return whether spans of a label may lie inside those of another, though one of them may not overlap others."""
    return any(above.nests_in and _fits(scheme, above.nests_in, outer) for above in scheme.upward(inner))


def may_lie_inside(scheme: Scheme, inner: str, outer: str) -> bool:
    """Return whether spans of a label may lie inside those of another: both may overlap others, or one nests in it."""
    alone = {label.name for label in scheme.of_kind(Kind.SPAN) if not label.may_overlap}
    return not {inner, outer} & alone or may_nest(scheme, inner, outer)


def renamed(scheme: Scheme, label: Label, to: str) -> Iterator[tuple[Label, Label]]:
    """Yield the other labels that name this one, each with what it becomes; with an empty `to` it is not named."""
    for other in scheme.labels:
        if other.id != label.id:
            changed = with_name(other, label, to)
            if changed != other:
                yield other, changed


def with_name(label: Label, named: Label, to: str) -> Label:
    """Return a label that calls another one otherwise: above it, and in its rules."""
    if label.kind is named.kind and label.parent == named.name:
        label = replace(label, parent=to)
    if named.kind is not Kind.SPAN:
        return label
    return replace(
        label,
        sources=_renamed(label.sources, named.name, to),
        targets=_renamed(label.targets, named.name, to),
        nests_in=_renamed(label.nests_in, named.name, to),
    )


def _renamed(names: tuple[str, ...], name: str, to: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(to if one == name else one for one in names if one != name or to))
