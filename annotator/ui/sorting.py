"""What has to be made ready before a long list can be sorted by what somebody has done."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.store import DocumentFilter, SortBy
from annotator.store.project import Project
from annotator.ui.jobs import Cancelled, Progress, following
from annotator.ui.one_job import OneJob
from annotator.ui.workspace import Workspace

AT_ONCE = 10_000
"""So many documents are made ready in a tenth of a second; for more, the window does not wait."""


class Sorting(QObject):
    """Lets the workspace show a filter, at once or when it is ready."""

    def __init__(self, workspace: Workspace, jobs: OneJob, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._workspace = workspace
        self._jobs = jobs
        self._guard = guard
        self._wanted = DocumentFilter()

    def show(self, where: DocumentFilter) -> None:
        """Show the documents of a filter in its order."""
        self._wanted = where
        project = self._workspace.project
        needs = where.status is not None or where.order.by in (SortBy.STATUS, SortBy.SPANS)
        if project is None or project.read_only or not needs:
            self._workspace.filter(where)
            return
        unsorted = project.count_unsorted(self._workspace.annotator)
        if unsorted > AT_ONCE:
            self._prepare(project)
        else:
            if unsorted:
                project.prepare_sorting(self._workspace.annotator)
            self._workspace.filter(where)

    def _prepare(self, project: Project) -> None:
        """Make it ready beside the window; what is asked for by then is shown."""
        path, annotator = project.path, self._workspace.annotator

        def work(progress: Progress, cancelled: Cancelled) -> None:
            opened = Project.open(path)
            try:
                opened.prepare_sorting(annotator, following(progress, cancelled))
            finally:
                opened.close()

        job = self._jobs.run(self.tr("Making ready to sort"), work)
        if job is not None:
            job.done.connect(self._guard(lambda *_: self._workspace.filter(self._wanted)))
