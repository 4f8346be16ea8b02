"""Goes back to a copy of the project: closes it, lets the copy take its place, and opens it again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.errors import AnnotatorError
from annotator.store.copies import list_copies
from annotator.store.project import Project
from annotator.store.restoring import size_of
from annotator.ui.copies_dialog import CopiesDialog
from annotator.ui.helper_process import HelperProcess
from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.workspace import Workspace


class GoingBack(QObject):
    """Asks which copy is meant. Another process puts it in place, so that the window stands still for no file."""

    window: MainWindow
    said = Signal(str)
    refused = Signal(str)
    """Why the project stays as it is."""

    def __init__(self, workspace: Workspace, show_closed: Callable[[str], None]) -> None:
        """`show_closed` shows that no project is open, and why."""
        super().__init__(workspace)
        self._workspace = workspace
        self._show_closed = show_closed
        self._process = HelperProcess(self)
        self._process.ended.connect(self._open_again)
        self._path: Path | None = None
        self._document: int | None = None

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {"go_back_to_copy": self.ask}

    def ask(self) -> None:
        """Show the copies."""
        self._workspace.need_project().check_writable()
        copies = list_copies(self._workspace.need_project().path)
        dialog = CopiesDialog([(copy, size_of(copy.path)) for copy in copies], self.window)
        dialog.chosen.connect(self.go_back)
        dialog.open()

    def go_back(self, copy: Path) -> None:
        """Let the project be as it is in the copy."""
        self._path = self._workspace.need_project().path
        self._document = self._workspace.stands_at
        self._workspace.close_project()
        self._show_closed(self.tr("The project is going back to a copy."))
        self._process.start(["restore", str(self._path), "--from", str(copy), "--json"])

    def stop(self) -> None:
        """Wait for the end of what runs: half of it is nothing that anybody wants."""
        self._process.wait()

    def _open_again(self, code: int, _out: str, err: str) -> None:
        assert self._path is not None
        said = err.strip().splitlines()[-1].removeprefix("annotator: ") if code and err.strip() else ""
        try:
            self._workspace.open_project(Project.open(self._path), self._document)
        except AnnotatorError as error:
            self._show_closed(str(error))
            return
        if code:
            self.refused.emit(said)
        else:
            self.said.emit(self.tr("The project is as it was then. What it held is put aside, as a copy."))
