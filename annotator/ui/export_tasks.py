"""Datasets out: what is to be written, where to, and what would be lost by it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from annotator.errors import AnnotatorError
from annotator.formats import all_formats
from annotator.report import Report
from annotator.transfer.losses import Loss, Losses
from annotator.ui.edge import Edge
from annotator.ui.folders import folder_beside
from annotator.ui.latest_job import LatestJob
from annotator.ui.one_job import OneJob
from annotator.ui.plain_text import filled
from annotator.ui.report_text import counted, report_text
from annotator.ui.scope_choice import Offer, layers_first
from annotator.ui.transfer_jobs import export_work, losses_work
from annotator.ui.translation import error_text
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.export_dialog import ExportDialog, Wish

PAUSE = 1_000
"""Milliseconds after an edit until it is looked again for what would be lost."""


class ExportTasks(QObject):
    """Asks for format and file, says what would be lost, and exports."""

    said = Signal(str)
    report_made = Signal(str, str, str)
    """Title, sentence and details of an export that is done."""
    exported = Signal(object)
    """The path that was written."""
    place_wanted = Signal(object, object, object)
    """The id of a document, start and end of a stretch of it, None for none."""

    def __init__(self, workspace: Workspace, edge: Edge, jobs: OneJob, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._edge = edge
        self._jobs = jobs
        self.window: QWidget | None = None
        """The window that the dialogs belong to."""
        self._dialog: ExportDialog | None = None
        self._format = "native"
        """That of the last export."""
        self.looking = LatestJob(self.tr("Looking for what would be lost"), self)
        self.looking.progressed.connect(self._show_progress)
        self.looking.done.connect(self._show_losses)
        self.looking.failed.connect(self._show_refusal)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._look_again)
        workspace.edited.connect(self._look_soon)
        workspace.project_opened.connect(self.close_dialog)

    def ask_export(self) -> None:
        """Ask for format and file and export to it; a dialog that is open already comes to the front."""
        from annotator.ui.export_dialog import ExportDialog

        project = self._workspace.project
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
        elif project is not None and not self._jobs.is_busy():
            formats = [format_ for format_ in all_formats() if format_.writes]
            dialog = ExportDialog(formats, folder_beside(project), project.name, self._offer(), self.window)
            dialog.look_wanted.connect(self._look)
            dialog.place_chosen.connect(self._go_to)
            dialog.export_chosen.connect(self._edge.guard(self.export))
            dialog.finished.connect(self._forget_dialog)
            dialog.choose_format(self._format)
            self._dialog = dialog
            self._look_again()
            dialog.show()

    def close_dialog(self, *_: object) -> None:
        """Close the dialog: what it asks of is no longer there."""
        if self._dialog is not None:
            self._dialog.reject()

    def _offer(self) -> Offer:
        work = self._workspace
        project, document = work.need_project(), work.document
        offer = Offer(
            work.annotator, layers_first(work.annotator, project.layers()), work.where, keys=project.metadata_keys()
        )
        if document is None:
            return offer
        return replace(offer, document=document.document.id, title=document.document.title)

    def _forget_dialog(self) -> None:
        self._soon.stop()
        self.looking.forget()
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    # --- what would be lost

    def _look(self, wish: "Wish") -> None:
        project = self._workspace.project
        if project is not None:
            self.looking.ask(losses_work(project.address, wish.target, wish.scope))

    def _look_soon(self) -> None:
        """Look again when the hands rest: not at every key of somebody who labels on beside the dialog."""
        if self._dialog is not None:
            self._soon.start()

    def _look_again(self) -> None:
        if self._dialog is not None:
            self._dialog.ask_again()

    def _show_progress(self, part: float) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(part)

    def _show_losses(self, losses: Losses) -> None:
        if self._dialog is not None:
            self._dialog.show_losses(losses)

    def _show_refusal(self, error: AnnotatorError) -> None:
        if self._dialog is not None:
            self._dialog.show_refusal(error_text(error))

    def _go_to(self, loss: Loss) -> None:
        self.place_wanted.emit(loss.document, loss.notice.start, loss.notice.end)

    # --- the export

    def export(self, wish: "Wish") -> None:
        """Export the open project, off this thread."""
        project = self._workspace.project
        self._format = wish.target.name
        if project is not None and not self._jobs.is_busy():
            job = self._jobs.start(self.tr("Exporting"), export_work(project.address, wish))
            job.done.connect(lambda report: self._exported(report, wish.path))

    def _exported(self, report: Report, path: Path) -> None:
        sentence = filled(self.tr("Exported {what} to {path}."), what=counted(report), path=path)
        self.report_made.emit(self.tr("Export"), sentence, report_text(report))
        self.exported.emit(path)
