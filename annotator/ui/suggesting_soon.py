"""Begins to suggest when an article has been read for a moment; where that is switched off, nothing is loaded."""

from PySide6.QtCore import QObject, QTimer

from annotator.store.project import Project
from annotator.ui.later_parts import LaterParts
from annotator.ui.preferences import Preferences
from annotator.ui.suggesting_choices import SuggestingChoices
from annotator.ui.workspace import Workspace

AFTER = 700
"""Milliseconds after a project was opened: first it is painted, and somebody begins to read."""


class SuggestingSoon(QObject):
    """Waits with each project that is opened."""

    def __init__(self, workspace: Workspace, later: LaterParts, preferences: Preferences) -> None:
        super().__init__(workspace)
        self._later = later
        self._preferences = preferences
        workspace.project_opened.connect(self._wait)

    def _wait(self, project: Project) -> None:
        if not project.read_only and SuggestingChoices(self._preferences, project.address).is_on:
            QTimer.singleShot(AFTER, self, self._begin)

    def _begin(self) -> None:
        if not self._later.suggesting.offering.is_on:
            self._later.suggesting.begin()
