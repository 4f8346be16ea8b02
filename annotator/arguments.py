"""Which spans a label for relations may join."""

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


def renamed(scheme: Scheme, name: str, to: str) -> Iterator[tuple[Label, Label]]:
    """Yield the labels for relations that name a label for spans, each with what it becomes; `to` empty: not named."""
    for label in scheme.of_kind(Kind.RELATION):
        changed = replace(label, sources=_renamed(label.sources, name, to), targets=_renamed(label.targets, name, to))
        if changed != label:
            yield label, changed


def _renamed(names: tuple[str, ...], name: str, to: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(to if one == name else one for one in names if one != name or to))
