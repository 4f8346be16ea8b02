"""What a long list needs before it is shown: what it is sorted by is made ready, what is typed looked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.store import DocumentFilter
from annotator.store.project import Project
from annotator.store.project_lists import Found
from annotator.ui.one_job import OneJob
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.jobs import Cancelled, Progress
    from annotator.ui.searching import Searching

AT_ONCE = 10_000
"""So many documents are made ready in a tenth of a second; for more, the window does not wait."""


LONG = 100_000
"""What is typed is looked for beside the window when there are more documents: the next letter stops that."""


class Sorting(QObject):
    """Lets the workspace show a filter, at once or when it is ready."""

    def __init__(self, workspace: Workspace, jobs: OneJob, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._workspace = workspace
        self._jobs = jobs
        self._guard = guard
        self._wanted = DocumentFilter()
        self._searching: Searching | None = None

    def close(self) -> None:
        """Stop what is being looked for."""
        if self._searching is not None:
            self._searching.close()

    def show(self, where: DocumentFilter) -> None:
        """Show the documents of a filter in its order."""
        self._wanted = where
        if self._searching is not None:
            self._searching.stop()
        if self.is_ready(where):
            self._show(where)

    def is_ready(self, where: DocumentFilter) -> bool:
        """Return whether a filter can be shown now; else it is made ready beside the window, and shown then."""
        project = self._workspace.project
        if project is None or project.read_only or not where.goes_by_standing:
            return True
        unsorted = project.count_unsorted(self._workspace.annotator)
        if 0 < unsorted <= AT_ONCE:
            project.prepare_sorting(self._workspace.annotator)
        # While something else runs, the list is slow, but right.
        return unsorted <= AT_ONCE or not self._prepare(project)

    def _show(self, where: DocumentFilter) -> None:
        """Show the documents of a filter that is quick, or look for them beside the window first."""
        work = self._workspace
        typed = where.words or where.text or where.fields
        if work.project is not None and typed and work.project.totals(work.annotator).documents > LONG:
            self._search().search(work.project.address, where, work.annotator)
        else:
            work.filter(where)

    def _search(self) -> "Searching":
        """Return what looks for something beside the window; few lists are so long."""
        if self._searching is None:
            from annotator.ui.searching import Searching

            self._searching = Searching(self)
            self._searching.found.connect(self._guard(self._take_found))
        return self._searching

    def _take_found(self, where: DocumentFilter, found: Found) -> None:
        if self._workspace.project is not None and where == self._wanted:
            self._workspace.project.take_found(found)
            self._workspace.filter(where)

    def _prepare(self, project: Project) -> bool:
        """Make it ready beside the window, and show what is asked for by then; return whether that begins."""
        from annotator.ui.jobs import following

        path, annotator = project.address, self._workspace.annotator

        def work(progress: "Progress", cancelled: "Cancelled") -> None:
            opened = Project.open(path)
            try:
                opened.prepare_sorting(annotator, following(progress, cancelled))
            finally:
                opened.close()

        job = self._jobs.run(self.tr("Making ready to sort"), work)
        if job is not None:
            job.done.connect(self._guard(lambda *_: self._show(self._wanted)))
        return job is not None
