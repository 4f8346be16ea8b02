"""Projects and files: open, make, import, export. Each dialog ends in a method that can be called without it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.errors import AnnotatorError, CancelledError
from annotator.formats import all_formats
from annotator.report import Report
from annotator.store.project import Project
from annotator.ui.edge import Edge
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.jobs import Job, Work
from annotator.ui.new_project import SUFFIX, create_project, with_suffix
from annotator.ui.report_text import counted, report_text
from annotator.ui.transfer_jobs import Imported, export_work, import_work
from annotator.ui.translation import error_text
from annotator.ui.workspace import Workspace


class FileTasks(QObject):
    """Asks for files and does what was asked; what takes time runs as one Job at a time."""

    said = Signal(str)
    report_made = Signal(str, str, str)
    """Title, sentence and text of a report that the user should see."""
    job_progressed = Signal(str, float)
    job_ended = Signal()

    def __init__(self, workspace: Workspace, edge: Edge, parent: QObject) -> None:
        super().__init__(parent)
        self._edge = edge
        self._workspace = workspace
        self.window: QWidget | None = None
        """The window that the dialogs belong to."""
        self._job: Job | None = None
        self._place: object = None

    # --- projects

    def ask_open_project(self) -> None:
        """Ask for a project file and open it."""
        path, _ = QFileDialog.getOpenFileName(self.window, self.tr("Open project"), self._folder(), self._projects())
        if path:
            self.open_project(Path(path))

    def open_project(self, path: Path) -> None:
        """Open a project instead of the one that is open. Raises ProjectError; the open one then stays."""
        self._show_project(Project.open(path))

    def ask_new_project(self) -> None:
        """Ask for the name of a new project file and make it."""
        path, _ = QFileDialog.getSaveFileName(self.window, self.tr("New project"), self._folder(), self._projects())
        if path:
            self.create_project(Path(path))

    def create_project(self, path: Path) -> None:
        """Make a project file, with the suffix for one, and open it. Raises ProjectError when it is there."""
        path = with_suffix(path)
        if path.exists():
            raise AnnotatorError(
                self.tr("{path} is there already. Open it, or choose another name for the new project.").format(
                    path=path
                )
            )
        self._show_project(create_project(path))

    def _show_project(self, project: Project) -> None:
        self.stop()
        self._workspace.open_project(project)
        self.said.emit(" ".join(project.notices))

    def _projects(self) -> str:
        return self.tr("Annotator projects ({pattern})").format(pattern=f"*{SUFFIX}")

    def _folder(self) -> str:
        project = self._workspace.project
        return str(project.path.parent if project else Path.home())

    # --- import

    def ask_import(self) -> None:
        """Ask for files and import them."""
        if self._is_busy():
            return
        suffixes = sorted({suffix for format_ in all_formats() if format_.reads for suffix in format_.suffixes})
        readable = self.tr("Articles and datasets ({patterns})").format(
            patterns=" ".join(f"*{suffix}" for suffix in suffixes)
        )
        every = self.tr("All files (*)")
        paths, _ = QFileDialog.getOpenFileNames(
            self.window, self.tr("Import articles"), self._folder(), f"{readable};;{every}"
        )
        if paths:
            self.import_files([Path(path) for path in paths])

    def import_files(self, paths: Sequence[Path]) -> None:
        """Import files and folders into the open project, off this thread."""
        project = self._workspace.project
        if project is not None and not self._is_busy():
            self._place = self._workspace.place()
            work = import_work(project.path, paths, annotator=self._workspace.annotator)
            self._start(self.tr("Importing"), work).done.connect(self._edge.guard(self._imported))

    def _imported(self, imported: Imported) -> None:
        nothing_done = self._place == self._workspace.place()
        if self._workspace.project is not None:
            self._workspace.project.poll()
        if imported.first is not None and nothing_done:
            self._workspace.open_document(imported.first)
        if imported.anything:
            sentence = self.tr("Imported {what}.").format(what=counted(imported.report))
        else:
            sentence = self.tr("Nothing new: all of it is in the project already.")
        self.said.emit(sentence)
        taken_out = [self.tr("Taken out of the text:"), *(f"  {line}" for line in imported.taken_out)]
        parts = [report_text(imported.report), "\n".join(taken_out) if imported.taken_out else ""]
        if any(parts):
            self.report_made.emit(self.tr("Import"), sentence, "\n\n".join(filter(None, parts)))

    # --- export

    def ask_export(self) -> None:
        """Ask for format and file and export to it."""
        project = self._workspace.project
        if project is None or self._is_busy():
            return
        formats = [format_ for format_ in all_formats() if format_.writes]
        dialog = ExportDialog(formats, project.path.parent, project.name, self.window)
        dialog.export_chosen.connect(self._edge.guard(self._export_chosen))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _export_chosen(self, format_name: str, path: Path, replace: bool) -> None:
        self.export(path, format_name=format_name, replace=replace)

    def export(self, path: Path, *, format_name: str, replace: bool = False) -> None:
        """Export the open project, off this thread."""
        project = self._workspace.project
        if project is not None and not self._is_busy():
            work = export_work(
                project.path, path, format_name=format_name, annotator=self._workspace.annotator, replace=replace
            )
            job = self._start(self.tr("Exporting"), work)
            job.done.connect(lambda report: self._exported(report, path))

    def _exported(self, report: Report, path: Path) -> None:
        sentence = self.tr("Exported {what} to {path}.").format(what=counted(report), path=path)
        self.said.emit(sentence)
        if report.notices:
            self.report_made.emit(self.tr("Export"), sentence, report_text(report))

    # --- the job

    def stop(self) -> None:
        """Stop the running job and wait for its end."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait()

    def cancel(self) -> None:
        """Ask the running job to stop."""
        if self._job is not None:
            self._job.cancel()

    def run(self, title: str, work: Work) -> Job | None:
        """Start other work on files as the job; return None, and say so, when one is running."""
        return None if self._is_busy() else self._start(title, work)

    def _is_busy(self) -> bool:
        if self._job is not None:
            self.said.emit(
                self.tr("An import, an export or a drawing is still running. Wait for it, or stop it first.")
            )
        return self._job is not None

    def _start(self, title: str, work: Work) -> Job:
        job = self._job = Job(title, work, self)
        job.progressed.connect(lambda part: self.job_progressed.emit(title, part))
        job.failed.connect(self._failed)
        job.broken.connect(_raise)
        job.ended.connect(self._ended)
        self.job_progressed.emit(title, 0.0)
        job.start()
        return job

    def _failed(self, error: AnnotatorError) -> None:
        if isinstance(error, CancelledError):
            self.said.emit(error_text(error))
        else:
            self._edge.report(error)

    def _ended(self) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None
        self.job_ended.emit()


def _raise(error: Exception) -> None:
    """Let a bug in a job come up where bugs are shown."""
    raise error
