"""The edits of the scheme that look at all of it: labels made, merged, placed in the tree, taken from another one."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import takewhile

from annotator import arguments
from annotator.attributes import check
from annotator.distinct_colors import unused_label_color
from annotator.edits import Edit
from annotator.errors import EditError
from annotator.label_edits import add_label
from annotator.model import Attribute, AttributeKind, Kind, Label, Scheme
from annotator.translation import mark

CHOOSING = (AttributeKind.CHOICE, AttributeKind.CHOICES)
"""The kinds of attributes that need choices."""

DIGITS = "1234567890"
"""In the order in which they stand on a keyboard."""


def free_key(scheme: Scheme) -> str:
    """Return the first digit that no label has as its key; empty when all are taken."""
    taken = {label.key for label in scheme.labels}
    return next((digit for digit in DIGITS if digit not in taken), "")


def free_color(scheme: Scheme, kind: Kind = Kind.SPAN) -> str:
    """Return the colour that a new label of that kind gets."""
    return unused_label_color([label.color for label in scheme.of_kind(kind)])


def new_label(
    scheme: Scheme,
    name: str,
    kind: Kind = Kind.SPAN,
    *,
    color: str | None = None,
    key: str | None = None,
    parent: str = "",
) -> list[Edit]:
    """Add a label, below `parent` if one is named; what is not given is chosen.

    Raises EditError when its name or key is taken.
    """
    color = free_color(scheme, kind) if color is None else color
    key = free_key(scheme) if key is None else key
    label = add_label(scheme, " ".join(name.split()), kind=kind, color=color, key=key)[0].after
    assert isinstance(label, Label)
    placed = place_label(Scheme((*scheme.labels, label)), label, parent) if parent else []
    own = next((edit.after for edit in placed if edit.before == label), label)
    return [Edit(None, own), *(edit for edit in placed if edit.before != label)]


def merge_label(scheme: Scheme, label: Label, into: Label) -> list[Edit]:
    """Remove a label for which another one stands from then on: above other labels, and in what relations may join.

    `Project.remove_label` gives that one the spans as well.
    """
    made = []
    for before, after in arguments.renamed(scheme, label, into.name):
        is_below = before.id == into.id and before.parent == label.name
        made.append(Edit(before, replace(after, parent=label.parent) if is_below else after))
    return [*made, Edit(label, None)]


def in_tree(scheme: Scheme, kind: Kind) -> list[tuple[Label, int]]:
    """Return the labels of a kind, each followed by those below it, and how deep each stands: 0 for the top.

    Labels above each other in a circle, as a file may bring them, stand at the top.
    """
    labels = scheme.of_kind(kind)
    names = {label.name for label in labels}
    below: dict[str, list[Label]] = {}
    for label in labels:
        below.setdefault(label.parent if label.parent in names else "", []).append(label)
    found: dict[int, tuple[Label, int]] = {}

    def add(label: Label, depth: int) -> None:
        if label.id not in found:
            found[label.id] = (label, depth)
            for one in below.get(label.name, ()):
                add(one, depth + 1)

    for label in (*below.get("", ()), *labels):
        add(label, 0)
    return list(found.values())


def depths(labels: Sequence[Label]) -> list[int]:
    """Return how many labels stand above each of a list of one kind; none if the list is not in the tree's order."""
    tree = in_tree(Scheme(tuple(labels)), labels[0].kind) if labels else []
    in_order = [label for label, _ in tree] == list(labels)
    return [depth for _, depth in tree] if in_order else [0] * len(labels)


def with_those_below(tree: Sequence[tuple[Label, int]], name: str) -> list[Label]:
    """Return the label of that name and all that stand below it in what `in_tree` gave; nothing without one."""
    at = next((n for n, (label, _) in enumerate(tree) if label.name == name), None)
    if at is None:
        return []
    deeper = takewhile(lambda one: one[1] > tree[at][1], tree[at + 1 :])
    return [tree[at][0], *(label for label, _ in deeper)]


def place_label(scheme: Scheme, label: Label, parent: str, before: Label | None = None) -> list[Edit]:
    """Put a label, with those below it, below another one or to the top: before one of those there, else last.

    No edit if it stands there. Raises EditError when it would stand below itself.
    """
    tree = in_tree(scheme, label.kind)
    moved = with_those_below(tree, label.name)
    if parent in {one.name for one in moved}:
        raise EditError(mark("errors", "{name} cannot stand below itself."), name=label.name)
    order, ids = [one for one, _ in tree], {one.id for one in moved}
    rest = [one for one in order if one.id not in ids]
    if before is not None:
        at = rest.index(before)
    else:
        last = [one.id for one in with_those_below(tree, parent) if one.id not in ids][-1:]
        at = next((n + 1 for n, one in enumerate(rest) if [one.id] == last), len(rest))
    placed = zip([*rest[:at], *moved, *rest[at:]], _places(order), strict=True)
    edits = (
        (one, replace(one, position=place, parent=parent if one.id == label.id else one.parent))
        for one, place in placed
    )
    return [Edit(one, changed) for one, changed in edits if one != changed]


def _places(labels: list[Label]) -> list[int]:
    """Return the positions that labels have between them; where two have the same, new ones."""
    places = sorted(label.position for label in labels)
    return places if len(set(places)) == len(places) else list(range(len(places)))


class Way(StrEnum):
    """Where a label can go in the tree by a key."""

    UP = "up"
    DOWN = "down"
    OUT = "out"
    IN = "in"


def move_in_tree(scheme: Scheme, label: Label, way: Way) -> list[Edit]:
    """Move a label among its neighbours, out of the one above it, or below the one before it; no edit at the end."""
    beside = _beside(scheme, label)
    at = [one.id for one in beside].index(label.id)
    match way:
        case Way.UP if at > 0:
            return place_label(scheme, label, label.parent, beside[at - 1])
        case Way.DOWN if at + 1 < len(beside):
            return place_label(scheme, label, label.parent, next(iter(beside[at + 2 :]), None))
        case Way.IN if at > 0:
            return place_label(scheme, label, beside[at - 1].name)
        case Way.OUT:
            above = scheme.find(label.parent, label.kind) if label.parent else None
            if above is not None:
                level = _beside(scheme, above)
                following = level[[one.id for one in level].index(above.id) + 1 :]
                return place_label(scheme, label, above.parent, next(iter(following), None))
    return []


def _beside(scheme: Scheme, label: Label) -> list[Label]:
    """Return the labels that stand below the same one, the label among them, in their order."""
    return [one for one in scheme.of_kind(label.kind) if one.parent == label.parent]


def take_scheme(scheme: Scheme, other: Scheme) -> list[Edit]:
    """Take over the labels of another scheme: those of the same name and kind are changed, the others added.

    What the other says nothing of, key, guideline or attributes, stays, and so does a key that another label has.
    Labels that only this scheme has stay as they are. Raises EditError when a name cannot be.
    """
    edits: list[Edit] = []
    known = scheme
    for label in other.labels:
        before = scheme.find(label.name, label.kind)
        key = label.key if label.key and not _has_key(known, label) else before.key if before else ""
        if before is None:
            made = add_label(known, label.name, kind=label.kind, color=label.color)[0].after
            assert isinstance(made, Label)
            after = replace(label, id=made.id, key=key, position=made.position, rev=0)
        else:
            after = replace(
                label,
                id=before.id,
                position=before.position,
                rev=before.rev,
                key=key,
                description=label.description or before.description,
                attributes=label.attributes or before.attributes,
            )
        known = Scheme((*(one for one in known.labels if one.id != after.id), after))
        if after != before:
            edits.append(Edit(before, after))
    return edits


TOLD = (
    *("color", "key", "parent", "description", "snaps_to_words", "may_overlap", "nests_in"),
    *("sources", "targets", "symmetric", "attributes", "one_below"),
)
"""The fields of a label of which one is told that they change."""


def changed_fields(before: Label | None, after: Label) -> tuple[str, ...]:
    """Return the names of the fields in which a label changes; none for a new one."""
    return () if before is None else tuple(name for name in TOLD if getattr(before, name) != getattr(after, name))


def _has_key(scheme: Scheme, label: Label) -> bool:
    """Return whether a label of another name has the key."""
    return any(one.key == label.key and one.name != label.name for one in scheme.of_kind(label.kind))


def check_attributes(attributes: Sequence[Attribute]) -> None:
    """Raise EditError unless each has a name of its own and, if it chooses, choices; and the defaults can be."""
    names = [attribute.name for attribute in attributes]
    for attribute in attributes:
        if not attribute.name.strip():
            raise EditError(mark("errors", "An attribute needs a name."))
        if names.count(attribute.name) > 1:
            raise EditError(mark("errors", "There are two attributes {name}. Rename one."), name=attribute.name)
        if attribute.kind in CHOOSING and not attribute.choices:
            raise EditError(mark("errors", "{name} needs choices: write one a line."), name=attribute.name)
        if attribute.default is not None:
            check(attribute, attribute.default)
