"""Projects: open and make them. Each dialog ends in a method that can be called without it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.addresses import Address, TeamAddress
from annotator.errors import AnnotatorError, EditError
from annotator.store.project import Project
from annotator.ui.folders import folder_beside
from annotator.ui.new_project import SUFFIX, create_project, with_suffix
from annotator.ui.one_job import OneJob
from annotator.ui.plain_text import filled
from annotator.ui.translation import error_text
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.team_dialog import TeamDialog


class FileTasks(QObject):
    """Asks for project files, opens and makes them."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, jobs: OneJob, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self.window: QWidget | None = None
        """The window that the dialogs belong to."""
        self.last_document: Callable[[Address], int | None] = lambda _path: None
        """Tells which article of a project was open last."""

    # --- projects

    def ask_open_project(self) -> None:
        """Ask for a project file and open it."""
        path = self._ask(self.tr("Open project"))
        if path is not None:
            self.open_project(path)

    def ask_open_to_read(self) -> None:
        """Ask for a project file and open it so that nothing in it can be changed."""
        path = self._ask(self.tr("Open to read"))
        if path is not None:
            self.open_project(path, read_only=True)

    def open_project(self, path: Address, *, read_only: bool = False) -> None:
        """Open a project instead of the one that is open. Raises ProjectError; the open one then stays.

        For one on a server a dialog stands there until it answers, and takes the password if it asks for one.
        """
        if isinstance(path, TeamAddress) and not read_only:
            self.ask_open_team(path).connect_to_it()
            return
        self._show_project(Project.open(path, read_only=read_only))

    def ask_open_team(self, address: TeamAddress | None = None) -> "TeamDialog":
        """Ask for a team's project on a server and open it; `address` is that of last time."""
        from annotator.ui.team_dialog import TeamDialog

        project = self._workspace.project
        dialog = TeamDialog(address, self.window, source=project.file if project is not None else None)
        dialog.opened.connect(self._show_project)
        dialog.open()
        return dialog

    def ask_copy_to_team(self, address: TeamAddress | None = None) -> "TeamDialog":
        """Ask to which server the open project is to be copied, and open the copy. Raises EditError without a file."""
        if self._workspace.need_project().file is None:
            raise EditError(self.tr("This project is on a server already. “annotator copy” makes a file of it."))
        dialog = self.ask_open_team(address)
        dialog.brings.setChecked(True)
        return dialog

    def ask_new_project(self) -> None:
        """Ask for the name of a new project file and make it."""
        path = self._ask(self.tr("New project"), to_save=True)
        if path is not None:
            self.create_project(path)

    def create_project(self, path: Path) -> None:
        """Make a project file, with the suffix for one, and open it. Raises ProjectError when it is there."""
        path = with_suffix(path)
        if path.exists():
            raise AnnotatorError(
                filled(
                    self.tr("{path} is there already. Open it, or choose another name for the new project."), path=path
                )
            )
        self._show_project(create_project(path))

    def _show_project(self, project: Project) -> None:
        self._jobs.stop()
        self._workspace.open_project(project, self.last_document(project.address))
        self.said.emit(" ".join(map(error_text, project.notices)))

    def _ask(self, title: str, *, to_save: bool = False) -> Path | None:
        # PySide6 makes each class of Qt with its enumerations when it is imported; nobody may ask for this one.
        from PySide6.QtWidgets import QFileDialog

        ask = QFileDialog.getSaveFileName if to_save else QFileDialog.getOpenFileName
        projects = self.tr("Annotator projects ({pattern})").format(pattern=f"*{SUFFIX}")
        path, _ = ask(self.window, title, str(folder_beside(self._workspace.project)), projects)
        return Path(path) if path else None
