"""Closes the project, lets a command change it in a process of its own, and opens it again."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from annotator.addresses import Address, TeamAddress
from annotator.errors import AnnotatorError, EditError
from annotator.store.project import Project
from annotator.ui.command_process import CommandProcess
from annotator.ui.translation import error_text
from annotator.ui.workspace import Workspace

Done = str | Callable[[str], str]
"""What is said when a command has ended well; or what makes that of its output, nothing where it was refused."""


class Reopening(QObject):
    """Does one such thing at a time; meanwhile no project is open."""

    said = Signal(str)
    refused = Signal(str)
    """Why the project stays as it is."""
    progressed = Signal(str, float)
    """What is being done, and the part that is done, 0 to 1; empty when it has ended."""

    def __init__(
        self,
        workspace: Workspace,
        show_closed: Callable[[str], None],
        show_waiting: Callable[[str], None],
        parent: QObject,
    ) -> None:
        """`show_closed` shows that no project is open, and why; `show_waiting` that it will be in a while."""
        super().__init__(parent)
        self._workspace = workspace
        self._show_closed = show_closed
        self._show_waiting = show_waiting
        self._process = CommandProcess(self)
        self._process.ended.connect(self._open_again)
        self._process.progressed.connect(self._show_progress)
        self._address: Address | None = None
        self._document: int | None = None
        self._title = ""
        self._done: Done = ""

    def run(
        self, command: str, address: Address, arguments: Sequence[str], *, title: str, meanwhile: str, done: Done
    ) -> None:
        """Run a command on a project, and open it then; `title`, `meanwhile` and `done` are said.

        Raises EditError while another one runs.
        """
        if self._process.is_busy():
            raise EditError(self.tr("A project is still being changed. Wait for the end of that."))
        self._address, self._document = address, self._workspace.stands_at
        self._title, self._done = title, done
        self._workspace.close_project()
        self._show_closed("")
        self._show_waiting(meanwhile)
        password = address.password if isinstance(address, TeamAddress) else ""
        self._process.start([command, str(address), *arguments, "--json"], password=password)
        self._show_progress(0.0)

    def stop(self) -> None:
        """Wait for the end of what runs: half of it is nothing that anybody wants."""
        self._process.wait()

    def _show_progress(self, part: float) -> None:
        self.progressed.emit(self._title, part)

    def _open_again(self, code: int, out: str, why: str) -> None:
        self.progressed.emit("", 1.0)
        assert self._address is not None
        if self._workspace.project is None:  # Nobody has opened another one meanwhile.
            try:
                self._workspace.open_project(Project.open(self._address), self._document)
            except AnnotatorError as error:
                self._show_closed((code and why) or error_text(error))
                return
        said = self._done(out) if callable(self._done) else "" if code else self._done
        if said:
            self.said.emit(said)
        else:
            self.refused.emit(why or str(code))
