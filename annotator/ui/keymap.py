"""Which keys each action has: those of the table, or what was chosen in their place on this machine."""

from collections.abc import Iterable, Mapping
from functools import cache

from PySide6.QtGui import QAction, QKeySequence

from annotator.ui.action_table import ACTIONS, ActionRow
from annotator.ui.actions import explain, explanation
from annotator.ui.text_view.moves import STEPS

LABEL = "label "
"""Before the name of a label in what was chosen: its keys are kept as if it were an action."""

Chosen = Mapping[str, tuple[str, ...]]
"""Keys as Qt writes them, by the name of the action or label; none for one that is to have none."""


def read_keys(kept: dict[str, str]) -> Chosen:
    """Return what the setting holds; what is no key is left out."""
    return {name: tuple(filter(None, map(written, keys.split()))) for name, keys in kept.items()}


def kept_keys(chosen: Chosen) -> dict[str, str]:
    """Return what `read_keys` reads: the keys parted by blanks, which no key holds."""
    return {name: " ".join(keys) for name, keys in chosen.items()}


def written(key: str) -> str:
    """Return a single key as Qt writes it; empty when it is none, or more than one after the other."""
    sequence = QKeySequence(key)
    return sequence.toString() if sequence.count() == 1 else ""


def is_single(key: str) -> bool:
    """Return whether a key types a letter, digit or sign."""
    return len(key) == 1


@cache
def caret_keys() -> frozenset[str]:
    """Return the keys that move the caret on this platform, with the selection or without."""
    return frozenset(key.toString() for step in STEPS for key in QKeySequence.keyBindings(step))


def usual_keys(row: ActionRow) -> tuple[str, ...]:
    """Return the keys of the table; in the text, without those that this platform has for the caret."""
    keys = map(written, row.keys)
    return tuple(key for key in keys if not (row.in_text and key in caret_keys()))


def keys_of(row: ActionRow, chosen: Chosen) -> tuple[str, ...]:
    """Return the keys of an action: what was chosen, else the usual ones that were not given to another."""
    if row.name in chosen:
        return chosen[row.name]
    given = {key for keys in chosen.values() for key in keys}
    return tuple(key for key in usual_keys(row) if key not in given)


def apply_keys(actions: Mapping[str, QAction], chosen: Chosen, *, single: bool) -> frozenset[str]:
    """Give the actions their keys, without `single` only those that type nothing; return all keys that are taken."""
    taken: set[str] = set()
    for row in ACTIONS:
        keys = [key for key in keys_of(row, chosen) if single or not is_single(key)]
        action, sequences = actions[row.name], [QKeySequence(key) for key in keys]
        taken.update(keys)
        if action.shortcuts() != sequences:
            action.setShortcuts(sequences)
            explain(action, explanation(action))
    return frozenset(taken)


def label_choices(chosen: Chosen) -> Chosen:
    """Return the keys that were chosen for labels, by their names."""
    return {name.removeprefix(LABEL): keys for name, keys in chosen.items() if name.startswith(LABEL)}


def joined(keys: Iterable[str]) -> tuple[str, ...]:
    """Return keys without repetition, in their order."""
    return tuple(dict.fromkeys(keys))
