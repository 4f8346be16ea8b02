"""The edits of single labels: added, changed, removed, moved. Those that look at the whole scheme: `scheme_editing`."""

from dataclasses import replace
from unicodedata import bidirectional, category

from annotator import arguments
from annotator.edits import Edit
from annotator.errors import EditError
from annotator.ids import new_id
from annotator.model import Kind, Label, Scheme
from annotator.translation import mark

LABEL_LENGTH = 80
"""Code points of a label's name: a chip in the text must hold it."""

NOT_IN_A_LINE = frozenset(("Cc", "Zl", "Zp", "Cs"))
"""Unicode's categories of control characters, breaks of lines and paragraphs, and halves of surrogate pairs."""

TURNS = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
"""Unicode's classes of what turns the writing's direction round: a name with one would show as another."""


def add_label(
    scheme: Scheme,
    name: str,
    *,
    kind: Kind = Kind.SPAN,
    color: str,
    key: str = "",
    parent: str = "",
    description: str = "",
) -> list[Edit]:
    """Add a label at the end of the scheme. Raises EditError when its name or key is taken."""
    position = max((label.position for label in scheme.labels), default=-1) + 1
    label = Label(new_id(), name.strip(), kind, color, key, parent, description, position)
    _check_name(scheme, label)
    _check_key(scheme, label)
    return [Edit(None, label)]


def change_label(scheme: Scheme, label: Label, changed: Label) -> list[Edit]:
    """Change a label; spans keep it under its new name, and so do the labels below it.

    Raises EditError when its new name or key is taken, or when it is to be of another kind.
    """
    changed = replace(changed, name=changed.name.strip())
    if changed.kind != label.kind:
        raise EditError(
            mark("errors", "{name} is a label for another kind of thing. Add a new label instead."), name=label.name
        )
    # What an import brought is left alone: its names may differ in case only.
    if changed.name != label.name:
        _check_name(scheme, changed)
    if changed.key != label.key:
        _check_key(scheme, changed)
    if changed == label:
        return []
    renamed = arguments.renamed(scheme, label, changed.name) if changed.name != label.name else ()
    return [Edit(label, arguments.with_name(changed, label, changed.name)), *(Edit(*pair) for pair in renamed)]


def remove_label(scheme: Scheme, label: Label) -> list[Edit]:
    """Remove a label; the labels below it have none above them any more.

    What has the label is not looked at: see `Project.remove_label` for a label that is in use.
    """
    return [*(Edit(*pair) for pair in arguments.renamed(scheme, label, "")), Edit(label, None)]


def move_label(scheme: Scheme, label: Label, by: int) -> list[Edit]:
    """Move a label up (-1) or down (1) among those of its kind; no edit when it is at the end already."""
    labels = scheme.of_kind(label.kind)
    at = next((n for n, other in enumerate(labels) if other.id == label.id), -1)
    if at < 0 or not 0 <= at + by < len(labels):
        return []
    places = [one.position for one in labels]
    if len(set(places)) < len(places):
        # Labels of one position stand in the order of their ids: all get a place of their own.
        places = list(range(len(places)))
    order = [one for one in labels if one.id != label.id]
    order.insert(at + by, label)
    placed = [(one, replace(one, position=place)) for one, place in zip(order, places, strict=True)]
    return [Edit(one, moved) for one, moved in placed if one.position != moved.position]


def _check_name(scheme: Scheme, label: Label) -> None:
    if not label.name:
        raise EditError(mark("errors", "A label needs a name."))
    if len(label.name) > LABEL_LENGTH:
        raise EditError(
            mark("errors", "A label's name has at most {most} characters; this one has {number}."),
            most=LABEL_LENGTH,
            number=len(label.name),
        )
    if any(category(one) in NOT_IN_A_LINE or bidirectional(one) in TURNS for one in label.name):
        raise EditError(mark("errors", "A label's name is one line without tabs. Take out what does not show."))
    for other in scheme.of_kind(label.kind):
        if other.id == label.id or other.name.casefold() != label.name.casefold():
            continue
        if other.name != label.name:
            raise EditError(
                mark("errors", "There is a label {name} already, which {wanted} is too like. Choose another name."),
                name=other.name,
                wanted=label.name,
            )
        raise EditError(mark("errors", "There is a label {name} already. Choose another name."), name=other.name)


def _check_key(scheme: Scheme, label: Label) -> None:
    for other in scheme.of_kind(label.kind):
        if label.key and other.id != label.id and other.key == label.key:
            raise EditError(
                mark("errors", "The key {key} belongs to the label {name}. Choose another key."),
                key=label.key,
                name=other.name,
            )
