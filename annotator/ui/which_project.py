"""Which project file is meant: the one that is open, or one that is asked for, perhaps since it cannot be opened."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.addresses import address_of
from annotator.settings import RECENT_PROJECTS
from annotator.ui.folders import folder_beside
from annotator.ui.new_project import SUFFIX
from annotator.ui.preferences import Preferences
from annotator.ui.workspace import Workspace


def which_project(workspace: Workspace, preferences: Preferences, window: QWidget, title: str) -> Path | None:
    """Return the project's file; None when nobody wants to name one. The one of last time is named already.

    Raises EditError for a project that is open and can only be read, or is on a server.
    """
    if workspace.project is not None:
        workspace.check_writable()
        return workspace.project.path
    pattern = QCoreApplication.translate("which_project", "Annotator projects ({pattern})")
    recent = preferences.get(RECENT_PROJECTS)
    begin = next(
        (path for path in map(address_of, recent) if isinstance(path, Path) and path.is_file()), folder_beside(None)
    )
    chosen, _ = QFileDialog.getOpenFileName(window, title, str(begin), pattern.format(pattern=f"*{SUFFIX}"))
    return Path(chosen) if chosen else None
