"""Lets the keys that were chosen hold in the window: at the start, and whenever others are chosen."""

from PySide6.QtCore import QObject, Signal

from annotator.model import Kind, Scheme
from annotator.settings import KEYS, LETTERS, SINGLE_KEYS
from annotator.ui.actions import key_text
from annotator.ui.keymap import LABEL, apply_keys, kept_keys, label_choices, read_keys
from annotator.ui.label_keys import KeyScheme
from annotator.ui.main_window import MainWindow
from annotator.ui.preferences import Preferences
from annotator.ui.walking import Walking
from annotator.ui.workspace import Workspace


class Keying(QObject):
    """Gives actions and labels their keys."""

    changed = Signal()
    """Labels are to be shown anew, with other keys."""

    def __init__(self, preferences: Preferences, workspace: Workspace, window: MainWindow, walking: Walking) -> None:
        super().__init__(walking)
        self._preferences = preferences
        self._window = window
        self._walking = walking
        self._known: dict[str, str] = {}
        """The keys of the scheme's labels, by name, as they were seen last."""
        workspace.project_opened.connect(self._forget)
        workspace.scheme_changed.connect(self._follow)

    def apply(self) -> None:
        """Let keys mean from now on what was chosen."""
        get, labels, actions = self._preferences.get, self._window.label_actions, self._window.actions_by_name
        chosen = read_keys(get(KEYS))
        single, letters_label = get(SINGLE_KEYS), get(LETTERS) == "label"
        self._walking.letters_move = single and not letters_label
        labels.taken = apply_keys(actions, chosen, single=single)
        labels.key_scheme = KeyScheme(letters_label, single, label_choices(chosen))
        labels.chord_key = key_text(actions["give_by_letters"])
        self.changed.emit()

    def _follow(self, scheme: Scheme) -> None:
        """Forget what was chosen here for a label whose key has been changed in the project since."""
        keys = {label.name: label.key for label in scheme.of_kind(Kind.SPAN)}
        changed = {LABEL + name for name, key in keys.items() if self._known.get(name, key) != key}
        self._known = keys
        chosen = read_keys(self._preferences.get(KEYS))
        if changed & chosen.keys():
            left = {name: known for name, known in chosen.items() if name not in changed}
            self._preferences.choose(KEYS, kept_keys(left))

    def _forget(self, *_: object) -> None:
        """Another project has labels of its own."""
        self._known = {}
