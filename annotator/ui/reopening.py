"""Closes the project, lets a command change its file in a process of its own, and opens it again."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.errors import AnnotatorError
from annotator.store.project import Project
from annotator.ui.command_process import CommandProcess
from annotator.ui.translation import error_text
from annotator.ui.workspace import Workspace


class Reopening(QObject):
    """Does one such thing at a time; meanwhile no project is open."""

    said = Signal(str)
    refused = Signal(str)
    """Why the project stays as it is."""

    def __init__(self, workspace: Workspace, show_closed: Callable[[str], None], parent: QObject) -> None:
        """`show_closed` shows that no project is open, and why."""
        super().__init__(parent)
        self._workspace = workspace
        self._show_closed = show_closed
        self._process = CommandProcess(self)
        self._process.ended.connect(self._open_again)
        self._path = Path()
        self._document: int | None = None
        self._done = ""

    def run(self, command: str, path: Path, arguments: Sequence[str], *, meanwhile: str, done: str) -> None:
        """Run a command on a project file, and open it then; `meanwhile` and `done` are said."""
        self._path, self._document = path, self._workspace.stands_at
        self._done = done
        self._workspace.close_project()
        self._show_closed(meanwhile)
        self._process.start([command, str(self._path), *arguments, "--json"])

    def stop(self) -> None:
        """Wait for the end of what runs: half of it is nothing that anybody wants."""
        self._process.wait()

    def _open_again(self, code: int, _out: str, err: str) -> None:
        try:
            self._workspace.open_project(Project.open(self._path), self._document)
        except AnnotatorError as error:
            self._show_closed(error_text(error))
            return
        if code:
            lines = err.strip().splitlines() or [str(code)]
            self.refused.emit(lines[-1].removeprefix("annotator: "))
        else:
            self.said.emit(self._done)
