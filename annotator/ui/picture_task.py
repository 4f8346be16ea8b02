"""Saving the open article as a picture: asks for the file, and draws what the window shows, off its thread."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.model import Kind
from annotator.settings import COLUMN_WIDTH, FONT_FAMILY, FONT_SIZE
from annotator.ui.folders import folder_beside
from annotator.ui.jobs import Cancelled, Progress, following
from annotator.ui.one_job import OneJob
from annotator.ui.picture import SUFFIXES, Picture, save_picture, writer_for
from annotator.ui.plain_text import filled
from annotator.ui.preferences import Preferences
from annotator.ui.text_view.look import TextStyle
from annotator.ui.workspace import Workspace

NAME_LENGTH = 60
"""Code points of a title that are proposed as a file's name."""


class PictureTask(QObject):
    """Lives as long as the session. It draws on light paper, whatever theme the window has."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, jobs: OneJob, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._preferences = workspace, jobs, preferences
        self.window: QWidget | None = None
        """The window that the dialog belongs to."""

    def ask(self) -> None:
        """Ask for the file and write it. Raises FormatError for a name that no format has."""
        if self._workspace.project is None or self._workspace.document is None:
            return
        filters = {
            ".pdf": self.tr("PDF: pages of A4, text to select (*.pdf)"),
            ".html": self.tr("HTML: for a browser, text to select (*.html)"),
            ".svg": self.tr("SVG: one drawing without pages (*.svg)"),
            ".png": self.tr("PNG: one picture without pages (*.png)"),
        }
        proposed = folder_beside(self._workspace.project) / f"{self._name()}.pdf"
        chosen, filter_ = QFileDialog.getSaveFileName(
            self.window, self.tr("Save article as picture"), str(proposed), ";;".join(filters.values())
        )
        if chosen:
            path, suffixes = Path(chosen), {text: suffix for suffix, text in filters.items()}
            if path.suffix.lower() in SUFFIXES:
                # The dialog has asked whether a file of that name is to be replaced.
                self.save(path, replace=True)
            else:
                self.save(path.with_name(path.name + suffixes.get(filter_, ".pdf")))

    def save(self, path: Path, *, replace: bool = False) -> None:
        """Write the open article to a file. Raises FormatError for a name that no format has."""
        writer_for(path)
        picture = self._picture()
        if picture is None:
            return

        def work(progress: Progress, cancelled: Cancelled) -> Path:
            save_picture(picture, path, replace=replace, follow=following(progress, cancelled))
            return path

        job = self._jobs.run(self.tr("Drawing"), work)
        if job is not None:
            job.done.connect(self._saved)

    def _picture(self) -> Picture | None:
        document, get = self._workspace.document, self._preferences.get
        if document is None:
            return None
        style = TextStyle(get(FONT_FAMILY), get(FONT_SIZE), column=get(COLUMN_WIDTH))
        work = self._workspace
        return Picture(
            document.document,
            tuple(work.own_spans()),
            work.labels(),
            style,
            relations=tuple(one for one in document.relations if one.annotator == work.annotator),
            relation_labels=work.scheme.of_kind(Kind.RELATION),
        )

    def _saved(self, path: Path) -> None:
        self.said.emit(filled(self.tr("Saved as {path}."), path=path))

    def _name(self) -> str:
        """Return what a file may be called after the title: letters, digits and spaces of it."""
        document = self._workspace.document
        title = document.document.title if document is not None else ""
        words = "".join(character if character.isalnum() else " " for character in title).split()
        return " ".join(words)[:NAME_LENGTH].strip() or self.tr("Article")
