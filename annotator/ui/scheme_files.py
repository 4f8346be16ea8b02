"""The scheme as a file of its own: read into the project as one action, written from it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator import scheme_editing
from annotator.files.names import name_as_text
from annotator.ui.folders import folder_beside
from annotator.ui.main_window import Gestures
from annotator.ui.plain_text import filled
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.scheme_import_dialog import SchemeImportDialog

SUFFIX = ".json"


class SchemeFiles(QObject):
    """Each question ends in a method that can be called without it."""

    window: QWidget
    said = Signal(str)

    def __init__(self, workspace: Workspace, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._workspace = workspace
        self._guard = guard

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {"import_scheme": self.ask_import, "export_scheme": self.ask_export}

    def ask_import(self, parent: QWidget | None = None) -> None:
        """Ask for a file with a scheme, and show what it would change."""
        self._workspace.check_writable()
        over = parent or self.window
        path, _ = QFileDialog.getOpenFileName(over, self.tr("Import scheme"), self._folder(), self._schemes())
        if path:
            self.look_at(Path(path), over)

    def look_at(self, path: Path, parent: QWidget | None = None) -> "SchemeImportDialog":
        """Show what the scheme of a file would add and change. Raises FormatError, EditError."""
        from annotator.formats.native.scheme_file import read_scheme_file
        from annotator.ui.scheme_import_dialog import SchemeImportDialog

        made = scheme_editing.take_scheme(self._workspace.scheme, read_scheme_file(path))
        dialog = SchemeImportDialog(path.name, made, parent or self.window)
        dialog.taken.connect(self._guard(partial(self.take, path)))
        dialog.open()
        return dialog

    def take(self, path: Path) -> None:
        """Take over the scheme of a file as one action."""
        from annotator.formats.native.scheme_file import read_scheme_file

        made = scheme_editing.take_scheme(self._workspace.scheme, read_scheme_file(path))
        self._workspace.apply(self.tr("Import scheme {name}").format(name=name_as_text(path.name)), made)
        self.said.emit(filled(self.tr("The scheme of {name} is taken over."), name=path.name))

    def ask_export(self, parent: QWidget | None = None) -> None:
        """Ask for a file, and write the scheme to it."""
        project = self._workspace.need_project()
        name = str(Path(self._folder()) / f"{project.name}-scheme{SUFFIX}")
        path, _ = QFileDialog.getSaveFileName(parent or self.window, self.tr("Export scheme"), name, self._schemes())
        if path:
            self.write(Path(path))

    def write(self, path: Path) -> None:
        """Write the scheme to a file, with the suffix for one. Raises FormatError."""
        from annotator.formats.native.scheme_file import write_scheme_file

        path = path if path.suffix else path.with_suffix(SUFFIX)
        write_scheme_file(self._workspace.scheme, path)
        self.said.emit(filled(self.tr("The scheme is in {path}."), path=path))

    def _schemes(self) -> str:
        return self.tr("Schemes ({pattern})").format(pattern=f"*{SUFFIX} *.jsonl")

    def _folder(self) -> str:
        return str(folder_beside(self._workspace.need_project()))
