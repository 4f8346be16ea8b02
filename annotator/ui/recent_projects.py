"""The projects that were open before: a menu of them, and a few for where no project is open."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from annotator.addresses import Address, TeamAddress, address_of, may_be_there, name_of
from annotator.settings import RECENT_PROJECTS
from annotator.ui.actions import explain
from annotator.ui.main_window import MainWindow
from annotator.ui.plain_text import filled, menu_text
from annotator.ui.preferences import Preferences
from annotator.ui.workspace import Workspace

OFFERED = 4
"""So many are offered where no project is open."""
DIGITS = 9
"""So many have a digit as their key in the menu."""
LONGEST = 48
"""Code points of a folder that are shown; the tooltip has all of it."""


class RecentProjects(QObject):
    """Looks whether they are still there only when somebody looks at the list."""

    def __init__(
        self, workspace: Workspace, preferences: Preferences, open_project: Callable[[Address], object], parent: QObject
    ) -> None:
        """`open_project` is guarded."""
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._open = open_project
        self._window: MainWindow | None = None
        self._menu: QMenu | None = None

    def belong_to(self, window: MainWindow) -> None:
        """Let the menu stand in the menus of this window."""
        self._window = window
        self._menu = QMenu(window)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill)
        window.actions_by_name["open_recent"].setMenu(self._menu)

    def pop_up(self) -> None:
        """Open the menu under the project's name: the way by the keyboard."""
        assert self._window is not None
        assert self._menu is not None
        name = self._window.top_bar.project_name
        self._menu.popup(name.mapToGlobal(name.rect().bottomLeft()))
        first = next((action for action in self._menu.actions() if action.isEnabled()), None)
        if first is not None:
            self._menu.setActiveAction(first)

    def offered(self) -> list[QAction]:
        """Return the actions that open the latest of those that are there."""
        there = [path for path in self.paths() if may_be_there(path)][:OFFERED]
        return [self._action(path, filled(self.tr("Open “{name}”"), name=name_of(path))) for path in there]

    def paths(self) -> list[Address]:
        """Return the projects, the latest first, without the one that is open."""
        here = self._workspace.project.address if self._workspace.project else None
        recent = self._preferences.get(RECENT_PROJECTS)
        return [path for path in map(address_of, recent) if path != here]

    def last_team(self) -> TeamAddress | None:
        """Return the team's project that was open last, or is."""
        recent = self._preferences.get(RECENT_PROJECTS)
        return next((one for one in map(address_of, recent) if isinstance(one, TeamAddress)), None)

    def clear(self) -> None:
        """Forget all of them."""
        self._preferences.choose(RECENT_PROJECTS, ())

    # --- the menu

    def _fill(self) -> None:
        menu = self._menu
        assert menu is not None
        menu.clear()
        paths = self.paths()
        for number, path in enumerate(paths, start=1):
            menu.addAction(self._entry(number, path))
        if not paths:
            menu.addAction(self.tr("No other project was open yet")).setEnabled(False)
        menu.addSeparator()
        clear = menu.addAction(self.tr("Clear this list"))
        clear.setEnabled(bool(paths))
        clear.triggered.connect(lambda *_checked: self.clear())

    def _entry(self, number: int, path: Address) -> QAction:
        digit = f"&{number}  " if number <= DIGITS else ""
        there = may_be_there(path)
        where = _where(path) if there else self.tr("not there any more")
        action = self._action(path, f"{digit}{menu_text(name_of(path))}\t{menu_text(where)}")
        action.setEnabled(there)
        return action

    def _action(self, path: Address, text: str) -> QAction:
        action = QAction(text, self._menu)
        action.triggered.connect(lambda *_checked: self._open(path))
        explain(action, str(path))
        return action


def _where(address: Address) -> str:
    """Return the folder of a project, or its server."""
    return _short(address.parent) if isinstance(address, Path) else address.host


def _short(folder: Path) -> str:
    """Return a folder in few characters: its end tells more than its beginning."""
    home = Path.home()
    text = str(Path("~", folder.relative_to(home)) if folder.is_relative_to(home) else folder)
    return text if len(text) <= LONGEST else f"…{text[1 - LONGEST :]}"
