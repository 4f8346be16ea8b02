"""The check of the labels: runs beside the window, shows what looks wrong, and mends it by actions."""

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.addresses import Address
from annotator.errors import AnnotatorError
from annotator.lint import Finding
from annotator.lint.mending import mark_as_right, mend
from annotator.model import AnnotatedDocument
from annotator.store.project import Project
from annotator.transfer.linting import Linted, lint_project
from annotator.transfer.scope import Scope
from annotator.ui.jobs import Cancelled, Progress, Work
from annotator.ui.latest_job import LatestJob
from annotator.ui.page import Page
from annotator.ui.places import Places
from annotator.ui.translation import error_text
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.lint_bar import LintBar
    from annotator.ui.main_window import Gestures


class Linting(QObject):
    """Joins the bar, made when it is first wanted, with the workspace and the text."""

    said = Signal(str)

    def __init__(
        self, page: Page, workspace: Workspace, places: Places, guard: Callable[..., Callable[..., None]]
    ) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._page = page
        self._workspace = workspace
        self._places = places
        self._guard = guard
        self._bar: LintBar | None = None
        self.looking = LatestJob(self.tr("Checking the labels"), self)
        workspace.project_opened.connect(self.leave)

    def gestures(self) -> "Gestures":
        """Return what is done, by the name of the action."""
        return {"check_labels": self.check}

    def check(self) -> None:
        """Show the bar, look through the annotator's labels in all articles, and give the bar the keyboard."""
        project = self._workspace.need_project()
        bar = self._bar or self._make_bar()
        bar.show()
        bar.take_focus()
        bar.show_progress(0.0)
        self.looking.ask(lint_work(project.address, Scope(annotator=self._workspace.annotator)))

    def leave(self, *_: object) -> None:
        """Hide the bar and go back to the text."""
        self.looking.forget()
        if self._bar is not None and not self._bar.isHidden():
            self._bar.hide()
            self._page.take_focus()

    # --- one finding

    def _look(self, finding: Finding | None) -> None:
        if finding is not None and self._bar is not None and self._bar.isVisible():
            self._places.look_at(finding.document, finding.start, finding.end)

    def _go_to(self, finding: Finding) -> None:
        self._places.show(finding.document, finding.start, finding.end)

    def _mend(self, finding: Finding) -> None:
        work = self._workspace
        work.check_writable()
        made = mend(self._document(finding), work.scheme, finding)
        title = self.tr("Mend: {what}")
        work.apply(title.format(what=finding.quote or finding.title), made)
        self.said.emit(self.tr("Mended. Undo takes that back."))
        if self._bar is not None:
            self._bar.take_off(lambda one: one is finding)

    def _mark_right(self, finding: Finding) -> None:
        work = self._workspace
        work.check_writable()
        made = mark_as_right(self._document(finding), finding)
        work.apply(self.tr("Mark as right: {what}").format(what=finding.quote or finding.title), made)
        self.said.emit(self.tr("It will not be shown again. Undo takes that back."))
        if self._bar is not None:
            self._bar.remove(finding)

    def _document(self, finding: Finding) -> AnnotatedDocument:
        opened = self._workspace.document
        if opened is not None and opened.document.id == finding.document:
            return opened
        return self._workspace.need_project().document(finding.document)

    # --- the bar

    def _make_bar(self) -> "LintBar":
        from annotator.ui.lint_bar import LintBar

        self._bar = bar = LintBar()
        bar.looked_at.connect(self._guard(self._look))
        bar.place_wanted.connect(self._guard(self._go_to))
        bar.mend_wanted.connect(self._guard(self._mend))
        bar.right_wanted.connect(self._guard(self._mark_right))
        bar.left.connect(self.leave)
        self.looking.progressed.connect(bar.show_progress)
        self.looking.done.connect(self._show)
        self.looking.failed.connect(self._refuse)
        self._page.add_bar(bar, bar.take_focus)
        return bar

    def _show(self, linted: Linted) -> None:
        if self._bar is not None:
            self._bar.show_findings(linted)

    def _refuse(self, error: AnnotatorError) -> None:
        if self._bar is not None:
            self._bar.show_refusal(error_text(error))


def lint_work(project: Address, scope: Scope) -> Work:
    """Return the work that looks through a project and returns what was found: a Linted."""

    def work(progress: Progress, cancelled: Cancelled) -> Linted:
        with closing(Project.open(project)) as opened:
            return lint_project(opened, scope, progress=progress, cancelled=cancelled)

    return work
