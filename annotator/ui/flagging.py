"""Flagging the open article, with a note that says why."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator import describing, edits
from annotator.edits import Edit
from annotator.titles import first_words
from annotator.ui.page import Page
from annotator.ui.plain_text import filled
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.flag_bar import FlagBar
    from annotator.ui.main_window import Gestures


class Flagging(QObject):
    """Joins the bar, made when it is first wanted, with the workspace."""

    said = Signal(str)

    def __init__(self, page: Page, workspace: Workspace, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._page = page
        self._workspace = workspace
        self._guard = guard
        self._bar: FlagBar | None = None
        self._opened = 0
        """The article whose flag the bar shows."""

    def gestures(self) -> "Gestures":
        """Return what is done, by the name of the action."""
        return {"flag_document": self.open, "unflag_document": self.take_off}

    def open(self) -> None:
        """Show the bar with the note that is there. Raises EditError when the project can only be read."""
        self._workspace.check_writable()
        bar = self._bar or self._make_bar()
        if bar.isHidden():  # What was typed stays.
            self._fill()
        bar.show()
        bar.take_focus()

    def take_off(self) -> None:
        """Take the flag off, if there is one."""
        document = self._workspace.need_document()
        made = describing.unflag_document(document, self._workspace.annotator)
        if self._bar is not None and self._bar.isVisible():
            self._leave()
        self._apply(self.tr("Take the flag off: {title}"), made)
        self.said.emit(self.tr("The flag is off.") if made else self.tr("This article has no flag."))

    def _flag(self, note: str) -> None:
        document = self._workspace.need_document()
        self._apply(self.tr("Flag: {title}"), describing.flag_document(document, self._workspace.annotator, note))
        self._leave()
        self.said.emit(self.tr("Flagged."))

    def _apply(self, title: str, made: list[Edit]) -> None:
        document = self._workspace.need_document().document
        self._workspace.apply(title.format(title=document.title), made)

    def _fill(self, *_: object) -> None:
        document = self._workspace.document
        if self._bar is not None and document is not None:
            self._opened = document.document.id
            progress = edits.progress_of(document, self._workspace.annotator)
            flagged = progress is not None and progress.flagged
            self._bar.show_flag(flagged=flagged, note=progress.note if progress and flagged else "")

    def _leave(self, *_: object) -> None:
        if self._bar is not None and self._bar.isVisible():
            self._bar.hide()
            self._page.take_focus()

    def _go_elsewhere(self, *_: object) -> None:
        """Flag the article that was left, if a reason was typed for it."""
        bar, project = self._bar, self._workspace.project
        if bar is None or project is None or bar.isHidden():
            return
        note = bar.typed()
        self._leave()
        if note:
            left = project.document(self._opened)
            title = self.tr("Flag: {title}").format(title=left.document.title)
            self._workspace.apply(title, describing.flag_document(left, self._workspace.annotator, note))
            self.said.emit(filled(self.tr("Flagged: {title}"), title=left.document.title or first_words(left.text)))

    def _make_bar(self) -> "FlagBar":
        from annotator.ui.flag_bar import FlagBar

        self._bar = bar = FlagBar()
        bar.flag_wanted.connect(self._guard(self._flag))
        bar.unflag_wanted.connect(self._guard(self.take_off))
        bar.left.connect(self._leave)
        self._workspace.document_opened.connect(self._guard(self._go_elsewhere))
        self._workspace.document_closed.connect(self._guard(self._go_elsewhere))
        self._page.add_bar(bar, bar.take_focus)
        return bar
