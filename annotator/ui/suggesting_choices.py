"""What was chosen about suggestions for a project: whether there are any, by which engines, for which labels."""

from collections.abc import Mapping, Sequence

from annotator.addresses import Address
from annotator.settings import SUGGESTION_CHOICES
from annotator.ui.preferences import Preferences

OFF = "off"
ENGINE = "-engine:"
AGAIN = "+label:"
TEACHING = "+teaching"
SETUP = "=setup:"
REMEMBERED = 200
"""So many projects, the last ones, are remembered."""


class SuggestingChoices:
    """Reads and keeps it in the settings of this machine, as lines by the address of the project."""

    def __init__(self, preferences: Preferences, project: Address) -> None:
        self._preferences = preferences
        self._project = str(project)

    @property
    def is_on(self) -> bool:
        """Return whether anything is to be suggested."""
        return OFF not in self._lines()

    @property
    def goes_on_with_teaching(self) -> bool:
        """Return whether the article that teaches most comes next, not the one below."""
        return TEACHING in self._lines()

    def go_on_with_teaching(self, *, on: bool) -> None:
        """Let the article that teaches most come next, or the one below."""
        self._set(TEACHING, there=on)

    @property
    def engines_off(self) -> frozenset[str]:
        """Return the names of the engines that are switched off."""
        return self._named(ENGINE)

    @property
    def labels_again(self) -> frozenset[str]:
        """Return the labels that somebody wants to have suggested though they are mostly wrong."""
        return self._named(AGAIN)

    @property
    def setups(self) -> Mapping[str, str]:
        """Return by the name of an engine what it is told to suggest by."""
        import json

        found: dict[str, str] = {}
        for line in self._lines():
            name, sign, text = line.removeprefix(SETUP).partition(":")
            if line.startswith(SETUP) and sign:
                found[name] = str(json.loads(text))
        return found

    def set_up(self, setups: Mapping[str, str]) -> None:
        """Tell engines what to suggest by, and those that are not named nothing any more."""
        import json

        lines = [line for line in self._lines() if not line.startswith(SETUP)]
        self._keep([*lines, *(f"{SETUP}{name}:{json.dumps(text)}" for name, text in setups.items())])

    def switch(self, *, on: bool) -> None:
        """Switch all of it on or off."""
        self._set(OFF, there=not on)

    def switch_engine(self, name: str, *, on: bool) -> None:
        """Switch an engine on or off."""
        self._set(ENGINE + name, there=not on)

    def want_again(self, label: str) -> None:
        """Suggest a label though it is mostly wrong."""
        self._set(AGAIN + label, there=True)

    def _named(self, kind: str) -> frozenset[str]:
        return frozenset(line.removeprefix(kind) for line in self._lines() if line.startswith(kind))

    def _lines(self) -> list[str]:
        return self._kept().get(self._project, "").splitlines()

    def _kept(self) -> Mapping[str, str]:
        return self._preferences.get(SUGGESTION_CHOICES)

    def _set(self, line: str, *, there: bool) -> None:
        self._keep([one for one in self._lines() if one != line] + ([line] if there else []))

    def _keep(self, lines: Sequence[str]) -> None:
        others = {path: kept for path, kept in self._kept().items() if path != self._project}
        own = {self._project: "\n".join(lines)} if lines else {}
        self._preferences.choose(SUGGESTION_CHOICES, dict(list({**others, **own}.items())[-REMEMBERED:]))
