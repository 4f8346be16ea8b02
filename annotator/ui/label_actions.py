"""One action for each label, a second one with Shift, a third with Alt: keys, palette and menu share them."""

from collections.abc import Callable, Collection, Iterable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from annotator.label_edits import LABEL_LENGTH
from annotator.model import Label
from annotator.ui.actions import CHORD, explain
from annotator.ui.codes import codes_of_names
from annotator.ui.label_keys import KeyScheme, LabelKeys, label_keys
from annotator.ui.plain_text import filled, menu_text, named
from annotator.visible import one_line

LINE_LENGTH = 120
"""Code points of a guideline that are said with the action."""


def first_line(text: str) -> str:
    """Return the first line of a guideline, without the mark of a heading, short enough for a status line."""
    line = next(iter(text.strip().splitlines()), "").lstrip("#> ")
    return named(line, LINE_LENGTH)


class LabelActions(QObject):
    """The actions of the open project's labels. They work in the whole of `window`."""

    everywhere_chosen = Signal(str)
    """The name of a label that is to be given to all that reads like the selected text."""
    gone = Signal()
    """The actions that there were are about to go."""

    def __init__(self, window: QWidget, menu: QMenu, choose: Callable[[str, bool], object]) -> None:
        """`choose` is called with a label's name and whether it is to be one more label for the same stretch."""
        super().__init__(window)
        self._window = window
        self._menu = menu
        self._choose = choose
        self._below = next(iter(menu.actions()), None)
        """The first action of the menu that is no label's: they stand above it."""
        self.key_scheme = KeyScheme()
        self.taken: Collection[str] = frozenset()
        """Keys of other actions: no label has them."""
        self.labels: tuple[Label, ...] = ()
        self.keys: Mapping[str, LabelKeys] = {}
        """The keys of each label, by name."""
        self.chord_key = ""
        """The key, as the system writes it, after which the letters of a label give it."""
        self.letters: Mapping[str, str] = {}
        """These letters, by name."""
        self._actions: dict[str, tuple[QAction, ...]] = {}
        self._by_key: dict[str, QAction] = {}

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Make the actions of these labels and forget the earlier ones."""
        self.gone.emit()
        for action in (action for pair in self._actions.values() for action in pair):
            self._window.removeAction(action)
            self._menu.removeAction(action)
            action.deleteLater()
        self.labels = labels = tuple(labels)
        self.keys = label_keys(labels, self.key_scheme, self.taken)
        self.letters = codes_of_names([label.name for label in labels])
        self._actions = {
            label.name: (self._label(label), self._second(label), self._everywhere(label)) for label in labels
        }
        made = (action for pair in self._actions.values() for action in pair)
        self._by_key = {key.toString(): action for action in made for key in action.shortcuts()}

    def __getitem__(self, name: str) -> QAction:
        """Return the action that gives the label of that name."""
        return self._actions[name][0]

    def find(self, key: str) -> QAction | None:
        """Return the action of a key, as Qt writes it."""
        return self._by_key.get(key)

    def by_name(self) -> list[tuple[str, QAction]]:
        """Return the labels' names and actions, in the order of the labels."""
        return [(name, pair[0]) for name, pair in self._actions.items()]

    def enable(self, *, on: bool) -> None:
        """Switch all of them on or off."""
        for pair in self._actions.values():
            for action in pair:
                action.setEnabled(on)

    def _label(self, label: Label) -> QAction:
        action = self._make(label, self.keys[label.name].label, lambda: self._choose(label.name, False))
        sentence = filled(self.tr("Label the selected text or span {label}."), label=label.name)
        letters = self.letters.get(label.name, "")
        if self.chord_key and letters:
            action.setProperty(CHORD, f"{self.chord_key} {letters.upper()}")
        explain(action, f"{sentence} {first_line(label.description)}".strip())
        if self._below is None:
            self._menu.addAction(action)
        else:
            self._menu.insertAction(self._below, action)
        return action

    def _second(self, label: Label) -> QAction:
        action = self._make(label, self.keys[label.name].second, lambda: self._choose(label.name, True))
        sentence = filled(self.tr("Give the selected span {label} as one more label."), label=label.name)
        explain(action, sentence)
        return action

    def _everywhere(self, label: Label) -> QAction:
        keys = self.keys[label.name].everywhere
        action = self._make(label, keys, lambda: self.everywhere_chosen.emit(label.name))
        sentence = self.tr("Label the selected text {label}, wherever it stands in this article.")
        explain(action, filled(sentence, label=label.name))
        return action

    def _make(self, label: Label, keys: Iterable[str], choose: Callable[[], object]) -> QAction:
        action = QAction(self)
        action.setText(menu_text(one_line(label.name, LABEL_LENGTH)))
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(False)
        action.triggered.connect(lambda *_checked: choose())
        self._window.addAction(action)
        return action
