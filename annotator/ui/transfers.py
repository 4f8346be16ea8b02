"""Everything that goes in or out by files: projects, articles, datasets, and the one job that carries them."""

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.ui.action_table import Needs
from annotator.ui.edge import Edge
from annotator.ui.file_tasks import FileTasks
from annotator.ui.main_window import MainWindow
from annotator.ui.new_project import SUFFIX
from annotator.ui.one_job import OneJob
from annotator.ui.plain_text import filled
from annotator.ui.preferences import Preferences
from annotator.ui.recent_projects import RecentProjects
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.export_tasks import ExportTasks
    from annotator.ui.import_tasks import ImportTasks


class Transfers(QObject):
    """Joins the tasks; keeps what the last of them has to tell, and where the last export lies."""

    said = Signal(str)
    told = Signal(str, object)
    """A sentence about what was done, and the names of the actions that lead on."""
    exported = Signal(object)
    """The path that an export has written."""
    place_wanted = Signal(object, object, object)
    """The id of a document, start and end of a stretch of it, None for none."""
    report_wanted = Signal(str, str, str)
    """Title, sentence and text of a report that the user wants to see."""

    def __init__(self, workspace: Workspace, edge: Edge, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._edge = edge
        self._window: MainWindow | None = None
        self.jobs = OneJob(edge, self)
        self.files = FileTasks(workspace, self.jobs, self)
        self.recent = RecentProjects(workspace, preferences, edge.guard(self.files.open_project), self)
        self._report = ("", "", "")
        self._exported: Path | None = None
        for said in (self.jobs.said, self.files.said):
            said.connect(self.said)

    # Both are made when first asked for: what they stand on, all formats among it, would take a twentieth of the start.

    @cached_property
    def imports(self) -> "ImportTasks":
        """Return what brings articles in."""
        from annotator.ui.import_tasks import ImportTasks

        imports = ImportTasks(self._workspace, self._edge, self.jobs, self)
        imports.window = self._window
        imports.said.connect(self.said)
        imports.report_made.connect(self._keep_report)
        return imports

    @cached_property
    def exports(self) -> "ExportTasks":
        """Return what writes datasets."""
        from annotator.ui.export_tasks import ExportTasks

        exports = ExportTasks(self._workspace, self._edge, self.jobs, self)
        exports.window = self._window
        exports.said.connect(self.said)
        exports.report_made.connect(self._keep_report)
        exports.exported.connect(self._keep_export)
        exports.exported.connect(self.exported)
        exports.place_wanted.connect(self.place_wanted)
        return exports

    def stop(self) -> None:
        """Stop all that runs beside the window, and wait for its end."""
        self.jobs.stop()
        self.exports.looking.stop()
        self.imports.looking.stop()

    def belong_to(self, window: MainWindow) -> None:
        """Let all dialogs belong to this window; called before any is opened."""
        self.recent.belong_to(window)
        self.files.window = self._window = window

    def gestures(self) -> dict[str, Callable[[], object]]:
        """Return what the table of actions names."""
        return {
            "new_project": self.files.ask_new_project,
            "open_project": self.files.ask_open_project,
            "open_to_read": self.files.ask_open_to_read,
            "open_team_project": lambda: self.files.ask_open_team(self.recent.last_team()),
            "copy_to_team": lambda: self.files.ask_copy_to_team(self.recent.last_team()),
            "open_recent": self.recent.pop_up,
            "import_files": lambda: self.imports.ask_files(),  # noqa: PLW0108
            "import_folder": lambda: self.imports.ask_folder(),  # noqa: PLW0108
            "paste_article": lambda: self.imports.paste(),  # noqa: PLW0108
            "export_dataset": lambda: self.exports.ask_export(),  # noqa: PLW0108
            "stop_job": self.jobs.cancel,
            "show_report": lambda: self.report_wanted.emit(*self._report),
            "show_export": self._show_export,
        }

    def there(self) -> Collection[Needs]:
        """Return what of an action's needs there is here."""
        there = {Needs.REPORT: bool(self._report[2]), Needs.EXPORT: self._exported is not None}
        return {need for need, is_there in there.items() if is_there}

    # --- what is dropped on the window

    def take(self, paths: Sequence[Path]) -> None:
        """Open a project, or look at files and folders to import."""
        if _is_project(paths):
            self.files.open_project(paths[0])
        else:
            self.imports.look_at(paths)

    def take_text(self, text: str) -> None:
        """Show a text as a new article. Raises EditError when there is none."""
        self.imports.take_text(text)

    def taking(self, paths: Sequence[Path]) -> str:
        """Say what would become of files and folders; empty when nothing would."""
        project = self._workspace.project
        if _is_project(paths):
            return filled(self.tr("Drop to open the project “{name}”"), name=paths[0].stem)
        if project is None or not paths:
            return ""
        if len(paths) == 1:
            kind = self.tr("the articles in “{name}”") if paths[0].is_dir() else self.tr("“{name}”")
            what = filled(kind, name=paths[0].name)
        else:
            what = self.tr("{count} files and folders").format(count=len(paths))
        return filled(self.tr("Drop to import {what} into “{project}”"), what=what, project=project.name)

    # --- what was done last

    def _keep_report(self, title: str, sentence: str, text: str) -> None:
        self._report = (title, sentence, text)
        self._exported = None
        self.told.emit(sentence, ("show_report",) if text else ())

    def _keep_export(self, path: Path) -> None:
        self._exported = path
        steps = ("show_export", "show_report") if self._report[2] else ("show_export",)
        self.told.emit(self._report[1], steps)

    def _show_export(self) -> None:
        if self._exported is not None:
            from PySide6.QtCore import QUrl
            from PySide6.QtGui import QDesktopServices

            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._exported.parent)))


def _is_project(paths: Sequence[Path]) -> bool:
    return len(paths) == 1 and paths[0].suffix == SUFFIX and paths[0].is_file()
