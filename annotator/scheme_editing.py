"""The edits of the scheme that look at all of it: new labels with a colour and a key of their own, merged ones."""

from dataclasses import replace

from annotator import arguments
from annotator.distinct_colors import unused_label_color
from annotator.edits import Edit, add_label
from annotator.model import Kind, Label, Scheme

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
    scheme: Scheme, name: str, kind: Kind = Kind.SPAN, *, color: str | None = None, key: str | None = None
) -> list[Edit]:
    """Add a label; what is not given is chosen. Raises EditError when its name or key is taken."""
    return add_label(
        scheme,
        " ".join(name.split()),
        kind=kind,
        color=free_color(scheme, kind) if color is None else color,
        key=free_key(scheme) if key is None else key,
    )


def merge_label(scheme: Scheme, label: Label, into: Label) -> list[Edit]:
    """Remove a label for which another one stands from then on: above other labels, and in what relations may join.

    `Project.remove_label` gives that one the spans as well.
    """
    made = []
    for before, after in arguments.renamed(scheme, label, into.name):
        is_below = before.id == into.id and before.parent == label.name
        made.append(Edit(before, replace(after, parent=label.parent) if is_below else after))
    return [*made, Edit(label, None)]
