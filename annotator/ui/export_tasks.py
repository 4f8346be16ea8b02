"""Datasets out: what is to be written, and where to."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.formats import all_formats
from annotator.report import Report
from annotator.ui.edge import Edge
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.one_job import OneJob
from annotator.ui.report_text import counted, report_text
from annotator.ui.transfer_jobs import export_work
from annotator.ui.workspace import Workspace


class ExportTasks(QObject):
    """Asks for format and file, and exports."""

    said = Signal(str)
    report_made = Signal(str, str, str)
    """Title, sentence and details of an export that is done."""
    exported = Signal(object)
    """The path that was written."""

    def __init__(self, workspace: Workspace, edge: Edge, jobs: OneJob, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._edge = edge
        self._jobs = jobs
        self.window: QWidget | None = None
        """The window that the dialogs belong to."""

    def ask_export(self) -> None:
        """Ask for format and file and export to it."""
        project = self._workspace.project
        if project is None or self._jobs.is_busy():
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
        if project is not None and not self._jobs.is_busy():
            work = export_work(
                project.path, path, format_name=format_name, annotator=self._workspace.annotator, replace=replace
            )
            job = self._jobs.start(self.tr("Exporting"), work)
            job.done.connect(lambda report: self._exported(report, path))

    def _exported(self, report: Report, path: Path) -> None:
        sentence = self.tr("Exported {what} to {path}.").format(what=counted(report), path=path)
        self.report_made.emit(self.tr("Export"), sentence, report_text(report))
        self.exported.emit(path)
