"""Whether a key that a label is to have is somebody else's already."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtGui import QAction, QKeySequence

from annotator.model import Label
from annotator.ui.keymap import caret_keys
from annotator.ui.label_keys import KeyScheme, LabelKeys, label_keys
from annotator.ui.main_window import MainWindow
from annotator.ui.plain_text import filled, without_mark
from annotator.ui.translation import translate

CONTEXT = "key_clashes"


def why_not_key(changed: Label, labels: Sequence[Label], window: MainWindow) -> str:
    """Return why a label cannot have its key, naming whose it is; empty when it can."""
    if changed.key in caret_keys():
        return translate(CONTEXT, "The key {key} moves the caret. Choose another key.").format(key=changed.key)
    scheme = window.label_actions.key_scheme
    other = label_with_key(changed, labels, scheme)
    if other is not None:
        sentence = translate(CONTEXT, "The key {key} belongs to the label {name}. Choose another key.")
        return filled(sentence, key=changed.key, name=other.name)
    taken = action_with_key(changed, window.actions_by_name, scheme)
    if taken is not None:
        action, key = taken
        sentence = translate(CONTEXT, "The key {key} belongs to “{action}”. Choose another key.")
        return filled(sentence, key=key.toString(), action=without_mark(action.text()))
    return ""


def label_with_key(changed: Label, labels: Sequence[Label], scheme: KeyScheme) -> Label | None:
    """Return the label that has the key of `changed` already, or one of those with Shift or Alt that come with it."""
    others = [label for label in labels if label.id != changed.id]
    keys = label_keys([changed], scheme)[changed.name]
    taken = label_keys(others, scheme)
    return next((label for label in others if _meet(_all(keys), _all(taken[label.name]))), None)


def action_with_key(
    changed: Label, actions: Mapping[str, QAction], scheme: KeyScheme
) -> tuple[QAction, QKeySequence] | None:
    """Return the action that has the key of `changed`, or one that comes with it, and that key."""
    keys = [QKeySequence(key) for key in _all(label_keys([changed], scheme)[changed.name])]
    for action in actions.values():
        for key in keys:
            if any(_clash(key.toString(), own.toString()) for own in action.shortcuts()):
                return action, key
    return None


def _all(keys: LabelKeys) -> tuple[str, ...]:
    return (*keys.label, *keys.second, *keys.everywhere)


def _meet(some: Iterable[str], others: Iterable[str]) -> bool:
    others = tuple(others)
    return any(_clash(one, other) for one in some for other in others)


def _clash(one: str, other: str) -> bool:
    """Return whether two keys are the same, or one begins the other: Qt could not tell which is meant."""
    return one == other or one.startswith(f"{other}, ") or other.startswith(f"{one}, ")
