"""Articles in: files are looked at, the user sees what they bring, and only then they are imported."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QTextDocumentFragment
from PySide6.QtWidgets import QDialog, QFileDialog

from annotator.addresses import Address
from annotator.errors import EditError
from annotator.formats import ENCODING, all_formats
from annotator.model import AnnotatedDocument
from annotator.store.project import Project
from annotator.transfer.archives import SUFFIX as ARCHIVE
from annotator.transfer.importing import import_document
from annotator.transfer.label_choices import LabelChoices
from annotator.transfer.preview import Preview, SeenFile, preview_again, preview_as, preview_paths
from annotator.transfer.sources import Source
from annotator.ui.edge import Edge
from annotator.ui.folders import folder_beside
from annotator.ui.jobs import Cancelled, Progress, Work
from annotator.ui.latest_job import LatestJob
from annotator.ui.local_files import local_files
from annotator.ui.main_window import MainWindow
from annotator.ui.one_job import OneJob
from annotator.ui.palette import THEMES
from annotator.ui.plain_text import filled
from annotator.ui.report_text import counted, report_text
from annotator.ui.transfer_jobs import Imported, import_work, last_document
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.import_dialog import ImportDialog

Options = Mapping[Path, Mapping[str, str]]


class ImportTasks(QObject):
    """Asks for files, shows what they bring, imports them."""

    said = Signal(str)
    report_made = Signal(str, str, str)
    """Title, sentence and details of an import that is done."""

    def __init__(self, workspace: Workspace, edge: Edge, jobs: OneJob, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._edge = edge
        self._jobs = jobs
        self.window: MainWindow | None = None
        """The window that the dialogs belong to."""
        self._dialog: ImportDialog | None = None
        self.looking = LatestJob(self.tr("Looking at the files"), self)
        self.looking.done.connect(self._show_anew)
        self.looking.failed.connect(edge.report)
        self._place: object = None
        self._left_out: set[Path] = set()

    def ask_files(self) -> None:
        """Ask for files and look at them. Raises EditError, as all below do, when the project can only be read."""
        self._workspace.check_writable()
        if self._jobs.is_busy():
            return
        suffixes = sorted({suffix for format_ in all_formats() if format_.reads for suffix in format_.suffixes})
        patterns = " ".join(f"*{suffix}" for suffix in [*suffixes, ARCHIVE])
        readable = self.tr("Articles and datasets ({patterns})").format(patterns=patterns)
        every = self.tr("All files (*)")
        paths, _ = QFileDialog.getOpenFileNames(
            self.window, self.tr("Import articles"), self._folder(), f"{readable};;{every}"
        )
        if paths:
            self.look_at([Path(path) for path in paths])

    def ask_folder(self) -> None:
        """Ask for a folder and look at the files in it."""
        self._workspace.check_writable()
        if not self._jobs.is_busy():
            path = QFileDialog.getExistingDirectory(self.window, self.tr("Import a folder"), self._folder())
            if path:
                self.look_at([Path(path)])

    def paste(self) -> None:
        """Show what is on the clipboard as a new article; files on it are looked at. Raises EditError."""
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if mime is None:  # Where the clipboard is empty, or the system keeps it from us.
            return self.take_text("")
        paths = local_files(mime.urls())
        if paths:
            return self.look_at(paths)
        return self.take_text(mime.text() or QTextDocumentFragment.fromHtml(mime.html()).toPlainText())

    def take_text(self, text: str) -> None:
        """Show a text as a new article. Raises EditError when there is none."""
        from annotator.ui.paste_dialog import PasteDialog

        self._workspace.check_writable()
        if self._workspace.project is None or self._jobs.is_busy():
            return
        text = text.replace("\0", "")
        if not text.strip():
            raise EditError(self.tr("There is no text on the clipboard. Copy an article first."))
        self._open(PasteDialog(text.encode(errors="replace").decode(), self._import_article, self.window))

    def _import_article(self, document: AnnotatedDocument) -> None:
        project = self._workspace.project
        if project is None:
            return
        last = last_document(project, self._workspace.annotator)
        if import_document(project, document, annotator=self._workspace.annotator) is None:
            raise EditError(
                self.tr("This text is in the project already. Close this, and look for words of it in the list.")
            )
        (new,) = project.documents(annotator=self._workspace.annotator, after=last, limit=1)
        self._workspace.open_document(new.id)
        self.said.emit(filled(self.tr("Imported “{title}”."), title=document.document.title))

    def _folder(self) -> str:
        return str(folder_beside(self._workspace.project))

    # --- what they bring

    def look_at(self, paths: Sequence[Path]) -> None:
        """Look at files and folders, off this thread, then show what they bring."""
        self._workspace.check_writable()
        self._left_out = set()
        self._look(lambda project, progress, cancelled: preview_paths(
            project, paths, progress=progress, cancelled=cancelled
        ))  # fmt: skip

    def _look_again(self, preview: Preview, options: Options) -> None:
        self._look(lambda project, _progress, _cancelled: preview_again(project, preview, options))

    def _look(self, look: Callable[[Project, Progress, Cancelled], Preview]) -> None:
        project = self._workspace.project
        if project is None or self._jobs.is_busy():
            return
        job = self._jobs.start(self.tr("Looking at the files"), _work(project.address, look))
        # The job may end before its thread does, and the next one needs its place.
        outcome: list[Preview] = []
        job.done.connect(outcome.append)
        job.ended.connect(lambda: [self._edge.guard(self._looked)(preview) for preview in outcome])

    def _looked(self, preview: Preview) -> None:
        unread = [file for file in preview.files if file.wants_encoding and file.source.path not in self._left_out]
        if unread:
            self._ask_encoding(preview, unread)
        elif len(preview.refused) == 1 and not preview.files:
            self._edge.report(preview.refused[0])
        elif len(preview.files) == 1 and preview.files[0].refusal and not preview.refused and not self._left_out:
            self._edge.report(preview.files[0].refusal)
        else:
            self._show(preview)

    def _ask_encoding(self, preview: Preview, unread: Sequence[SeenFile]) -> None:
        from annotator.ui.encoding_dialog import EncodingDialog

        path = unread[0].source.path
        dialog = EncodingDialog(path, others=len(unread) - 1, parent=self.window)

        def read_as(encoding: str, others_too: bool) -> None:
            chosen = {ENCODING.name: encoding}
            paths = [file.source.path for file in unread] if others_too else [path]
            told = replace(preview, unseen=tuple(_with(source, chosen) for source in preview.unseen))
            self._look_again(told if others_too else preview, dict.fromkeys(paths, chosen))

        def leave_out() -> None:
            self._left_out.add(path)
            self._looked(preview)

        dialog.encoding_chosen.connect(read_as)
        dialog.left_out.connect(leave_out)
        dialog.rejected.connect(lambda: self.said.emit(self.tr("Nothing was imported.")))
        self._open(dialog)

    def _show(self, preview: Preview) -> None:
        from annotator.ui.import_dialog import ImportDialog

        project, window = self._workspace.project, self.window
        if project is None:
            return
        dialog = ImportDialog(
            preview,
            self._workspace.labels(),
            project.name,
            window,
            annotator=self._workspace.annotator,
            annotators=[person.name for person in project.annotators()],
            theme=window.page.view.theme if window is not None else THEMES["light"],
        )
        dialog.import_chosen.connect(self.import_sources)
        dialog.look_wanted.connect(self._look_once_more)
        self._dialog = dialog
        self._open(dialog)

    def _look_once_more(self, preview: Preview, sources: Sequence[Source]) -> None:
        """Look at some files as they are to be read now, beside the window."""
        project = self._workspace.project
        if project is not None:
            look = _work(project.address, lambda opened, _progress, _cancelled: preview_as(opened, preview, sources))
            self.looking.ask(look)

    def _show_anew(self, preview: Preview) -> None:
        if self._dialog is not None:
            self._dialog.show_preview(preview)

    def _forget_dialog(self) -> None:
        self.looking.forget()
        self._dialog = None

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(self._forget_dialog)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- the import

    def import_sources(self, sources: Sequence[Source], labels: LabelChoices, layer: str | None = None) -> None:
        """Import what was looked at into the open project, off this thread; all annotations into `layer`, if any."""
        project = self._workspace.project
        if project is not None and not self._jobs.is_busy():
            self._place = self._workspace.place()
            work = import_work(project.address, sources, labels, annotator=self._workspace.annotator, layer=layer)
            self._jobs.start(self.tr("Importing"), work).done.connect(self._edge.guard(self._imported))

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
        taken_out = [self.tr("Taken out of the text:"), *(f"  {line}" for line in imported.taken_out)]
        parts = [report_text(imported.report), "\n".join(taken_out) if imported.taken_out else ""]
        self.report_made.emit(self.tr("Import"), sentence, "\n\n".join(filter(None, parts)))


def _work(project: Address, look: Callable[[Project, Progress, Cancelled], Preview]) -> Work:
    def work(progress: Progress, cancelled: Cancelled) -> Preview:
        with closing(Project.open(project)) as opened:
            return look(opened, progress, cancelled)

    return work


def _with(source: Source, chosen: Mapping[str, str]) -> Source:
    """Return the source with the options among `chosen` that its format has."""
    known = {option.name for option in source.format.options}
    return replace(source, options={name: choice for name, choice in chosen.items() if name in known})
