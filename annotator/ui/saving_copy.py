"""Saves a copy of the whole project under another name; work goes on meanwhile, in the project itself."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotator.addresses import TeamAddress
from annotator.errors import EditError
from annotator.ui.command_process import CommandProcess
from annotator.ui.folders import folder_beside
from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.new_project import SUFFIX, with_suffix
from annotator.ui.plain_text import filled
from annotator.ui.workspace import Workspace


class SavingCopy(QObject):
    """Asks for a name. Another process copies: what was labelled until then, with its history."""

    said = Signal(str)
    refused = Signal(str)
    progressed = Signal(str, float)
    """What is being done, and the part that is done, 0 to 1; empty when it has ended."""
    window: MainWindow

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._target: Path | None = None
        self._process = CommandProcess(self)
        self._process.ended.connect(self._tell)
        self._process.progressed.connect(self._show)

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {"save_copy": self.ask}

    def ask(self) -> None:
        """Ask for a name, and save a copy under it."""
        from PySide6.QtWidgets import QFileDialog

        project = self._workspace.need_project()
        name = self.tr("{name} copy").format(name=Path(project.name).stem)
        proposed = folder_beside(project) / with_suffix(Path(name))
        projects = self.tr("Annotator projects ({pattern})").format(pattern=f"*{SUFFIX}")
        title = self.tr("Save a copy")
        path, _ = QFileDialog.getSaveFileName(
            self.window, title, str(proposed), projects, options=QFileDialog.Option.DontConfirmOverwrite
        )
        if path:
            self.save(with_suffix(Path(path)))

    def save(self, path: Path) -> None:
        """Save a copy. Raises EditError when something is there, or another copy is being saved."""
        if self._process.is_busy():
            raise EditError(self.tr("A copy is being saved. Wait for the end of that."))
        if path.exists():
            raise EditError(filled(self.tr("{path} is there already. Choose another name for the copy."), path=path))
        address = self._workspace.need_project().address
        self._target = path
        password = address.password if isinstance(address, TeamAddress) else ""
        self._process.start(["copy", str(address), str(path), "--json"], follows=True, password=password)
        self._show(0.0)

    def stop(self) -> None:
        """Stop what runs; it leaves nothing behind."""
        if self._process.stop() is not None and self._target is not None:
            from annotator.store.copying import forget_copy

            forget_copy(self._target)

    def _show(self, part: float) -> None:
        self.progressed.emit(self.tr("Saving a copy"), part)

    def _tell(self, code: int, _out: str, why: str) -> None:
        self.progressed.emit("", 1.0)
        if code:
            self.refused.emit(why or str(code))
        else:
            self.said.emit(filled(self.tr("The copy is saved: {path}"), path=self._target))
