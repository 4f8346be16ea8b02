"""Everything that can be done now or at another time: the table of actions and the project's labels as one list."""

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QAction

from annotator.ui.action_table import ACTIONS, LABEL, MENUS, WHY_NOT, ActionRow, Needs
from annotator.ui.actions import explanation, key_texts, translated
from annotator.ui.plain_text import without_mark
from annotator.value import identity_value
from annotator.visible import one_line


@identity_value
class Command:
    """One thing to do. `name` stays the same from start to start; texts are in the user's language."""

    name: str
    title: str
    menu: str
    action: QAction
    needs: Needs

    @property
    def explains(self) -> str:
        """Return a sentence about what it does."""
        return explanation(self.action)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return its keys as the system writes them."""
        return key_texts(self.action)

    def why_not(self) -> str:
        """Return why it cannot be done now; empty when it can."""
        return "" if self.action.isEnabled() else translated(WHY_NOT[self.needs])


def commands(actions: Mapping[str, QAction], labels: Iterable[tuple[str, QAction]]) -> list[Command]:
    """Return all commands in the order of the menus, with the labels, by name, where their menu is."""
    found = []
    for menu in MENUS:
        title = without_mark(translated(menu))
        found += [_command(row, title, actions[row.name]) for row in ACTIONS if row.menu == menu]
        if menu == LABEL:
            found += [
                Command(f"label {name}", one_line(name), title, action, Needs.DOCUMENT) for name, action in labels
            ]
    return found


def _command(row: ActionRow, menu: str, action: QAction) -> Command:
    return Command(row.name, without_mark(translated(row.title)), menu, action, row.needs)
