"""What can be chosen as the key of an action or a label, and what cannot and why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from annotator.model import Label, value
from annotator.settings import KEYS
from annotator.ui.action_table import ACTIONS, MENUS, ActionRow
from annotator.ui.action_table import LABEL as LABEL_MENU
from annotator.ui.actions import explanation, translated
from annotator.ui.keymap import LABEL, Chosen, caret_keys, joined, kept_keys, keys_of, read_keys, usual_keys
from annotator.ui.label_keys import KeyScheme, label_keys
from annotator.ui.plain_text import filled, without_mark
from annotator.ui.preferences import Preferences

ONLY_IN_TEXT = frozenset(("Return", "Enter", "Space", "Tab", "Backtab", "Shift+Tab", "Up", "Down", "Left", "Right"))
"""Keys that every control needs: only what works in the text alone may have them."""


@value
class Keyed:
    """An action or a label, with its keys as Qt writes them."""

    name: str
    title: str
    menu: str
    keys: tuple[str, ...]
    usual: tuple[str, ...]
    explains: str
    in_text: bool = False


class KeyChoices(QObject):
    """Reads and changes the keys that were chosen on this machine."""

    def __init__(
        self,
        preferences: Preferences,
        actions: Mapping[str, QAction],
        labels: Callable[[], Sequence[Label]],
        scheme: Callable[[], KeyScheme],
        parent: QObject,
    ) -> None:
        """`labels` and `scheme` return those that hold now."""
        super().__init__(parent)
        self._preferences = preferences
        self._actions = actions
        self._labels = labels
        self._scheme = scheme

    @property
    def chosen(self) -> Chosen:
        """Return what was chosen."""
        return read_keys(self._preferences.get(KEYS))

    def all(self) -> list[Keyed]:
        """Return everything that can have a key, in the order of the menus."""
        chosen, found = self.chosen, []
        for menu in MENUS:
            title = without_mark(translated(menu))
            if menu == LABEL_MENU:
                found += [self._label(label, title) for label in self._labels()]
            found += [self._action(row, title, chosen) for row in ACTIONS if row.menu == menu]
        return found

    def _action(self, row: ActionRow, menu: str, chosen: Chosen) -> Keyed:
        title, explains = without_mark(translated(row.title)), explanation(self._actions[row.name])
        return Keyed(row.name, title, menu, keys_of(row, chosen), usual_keys(row), explains, row.in_text)

    def _label(self, label: Label, menu: str) -> Keyed:
        explains = filled(self.tr("Label the selected text or span {label}."), label=label.name)
        keys = self.chosen.get(LABEL + label.name, (label.key,) if label.key else ())
        return Keyed(LABEL + label.name, label.name, menu, keys, (label.key,) if label.key else (), explains)

    # --- changing

    def add(self, one: Keyed, key: str) -> str:
        """Give a key to an action or label besides those it has; return why not, or nothing when that was done."""
        why_not = self.why_not(one, key)
        if not why_not:
            self._choose(one, joined((*one.keys, key)))
        return why_not

    def remove(self, one: Keyed, key: str) -> None:
        """Take a key away."""
        self._choose(one, tuple(other for other in one.keys if other != key))

    def reset(self, one: Keyed) -> str:
        """Let the usual keys hold again; return why not, when another has one of them now."""
        for key in one.usual:
            why_not = self.why_not(replace(one, keys=()), key)
            if why_not:
                return why_not
        self._choose(one, one.usual)
        return ""

    def reset_all(self) -> None:
        """Let all usual keys hold again."""
        self._preferences.reset(KEYS)

    def is_changed(self, one: Keyed) -> bool:
        """Return whether an action or label has other keys than usual."""
        return one.keys != one.usual

    def _choose(self, one: Keyed, keys: tuple[str, ...]) -> None:
        others = {name: known for name, known in self.chosen.items() if name != one.name}
        self._preferences.choose(KEYS, kept_keys(others if keys == one.usual else {**others, one.name: keys}))

    # --- what is taken

    def why_not(self, one: Keyed, key: str) -> str:
        """Return why an action or label cannot have a key; empty when it can, or has it."""
        if key in one.keys:
            return ""
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        if key == "Esc" or key in caret_keys():
            sentence = self.tr("“{title}” cannot have {key}: that key belongs to the text, where it moves the caret.")
            return filled(sentence, title=one.title, key=shown)
        if key in ONLY_IN_TEXT and not one.in_text:
            sentence = self.tr("“{title}” cannot have {key}: buttons and lists need that key.")
            return filled(sentence, title=one.title, key=shown)
        for wanted in self._with_it(one, key):
            for other, taken in self._taken(one):
                if wanted == taken:
                    clash = QKeySequence(taken).toString(QKeySequence.SequenceFormat.NativeText)
                    sentence = self.tr("“{title}” cannot have {key}: {clash} belongs to “{other}”.")
                    return filled(sentence, title=one.title, key=shown, clash=clash, other=other)
        return ""

    def _with_it(self, one: Keyed, key: str) -> tuple[str, ...]:
        """Return a key, and for a label those with Shift or Alt that come with it."""
        return self._keys_of_label(one.title, (key,)) if one.name.startswith(LABEL) else (key,)

    def _taken(self, but: Keyed) -> Iterator[tuple[str, str]]:
        """Yield the titles of all others with the keys that each has."""
        for other in self.all():
            if other.name != but.name:
                is_label = other.name.startswith(LABEL)
                keys = self._keys_of_label(other.title, other.keys) if is_label else other.keys
                yield from ((other.title, key) for key in keys)

    def _keys_of_label(self, name: str, keys: tuple[str, ...]) -> tuple[str, ...]:
        scheme = self._scheme()
        labels = [label for label in self._labels() if label.name == name]
        found = label_keys(labels, replace(scheme, letters_label=False, chosen={name: keys}))
        return tuple(key for one in found.values() for key in (*one.label, *one.second, *one.everywhere))
