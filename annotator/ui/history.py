"""The history beside the text: what was done, what it changed there, and the way back as a new action."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.edits import Edit
from annotator.model import Span
from annotator.store import PastAction
from annotator.ui.change_words import change_words
from annotator.ui.page import Page
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.history_bar import HistoryBar
    from annotator.ui.main_window import Gestures

PAGE = 200
"""Actions that are read at a time."""
SHOWN = 12
"""Edits of an action that are told; so many times more are outlined."""


class History(QObject):
    """Joins the bar, made when it is first wanted, with the workspace and the text."""

    said = Signal(str)

    def __init__(self, page: Page, workspace: Workspace, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._page = page
        self._workspace = workspace
        self._guard = guard
        self._bar: HistoryBar | None = None
        self._last: int | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(guard(self._read))

    def gestures(self) -> "Gestures":
        """Return what is done, by the name of the action."""
        return {"show_history": self.toggle}

    def toggle(self) -> None:
        """Show the bar and give it the keyboard, or hide it."""
        if self._bar is not None and self._bar.isVisible():
            self.leave()
            return
        bar = self._bar or self._make_bar()
        bar.show()
        self._read()
        bar.take_focus()

    def leave(self) -> None:
        """Hide the bar and go back to the text."""
        if self._bar is not None and self._bar.isVisible():
            self._bar.hide()
            self._page.view.show_found(())
            self._page.take_focus()

    def _document(self) -> int | None:
        """Return the document whose history is shown; None for that of the project."""
        whole = self._bar is not None and self._bar.whole.isChecked()
        document = self._workspace.document
        return None if whole or document is None else document.document.id

    def _read(self) -> None:
        bar, project = self._bar, self._workspace.project
        if bar is None or not bar.isVisible() or project is None:
            return
        past = project.past(document=self._document(), limit=PAGE)
        self._last = past[-1].seq if len(past) == PAGE else None
        bar.show_past(past)

    def _read_more(self) -> None:
        bar, project = self._bar, self._workspace.project
        if bar is not None and project is not None and self._last is not None:
            past = project.past(document=self._document(), before=self._last, limit=PAGE)
            self._last = past[-1].seq if len(past) == PAGE else None
            bar.show_past(past, more=True)

    def _read_soon(self, *_: object) -> None:
        if self._bar is not None and self._bar.isVisible():
            self._soon.start()

    # --- what a row says

    def _look(self, one: PastAction | None) -> None:
        bar, project = self._bar, self._workspace.project
        if bar is None or project is None or one is None:
            return
        made = project.past_changes(one.id, document=self._document(), limit=SHOWN * SHOWN)
        lines = [change_words(edit, self._workspace.document) for edit in made[:SHOWN]]
        if len(made) > SHOWN:
            lines.append("…")
        bar.tell("\n".join(lines) or self.tr("An import, or what cannot be listed."))
        self._page.view.show_found(self._places(made))

    def _places(self, made: Sequence[Edit]) -> list[tuple[int, int]]:
        """Return where an action changed spans of the open document: sorted and apart, as far as in its text."""
        document = self._workspace.document
        if document is None:
            return []
        spans = [value for edit in made for value in (edit.before, edit.after) if isinstance(value, Span)]
        found: list[tuple[int, int]] = []
        for start, end in sorted({(span.start, span.end) for span in spans if span.document == document.document.id}):
            if end <= len(document.text) and (not found or start >= found[-1][1]):
                found.append((start, end))
        return found

    # --- back

    def _go_back(self, one: PastAction) -> None:
        work = self._workspace
        work.check_writable()
        document = self._document()
        made = work.need_project().edits_back(one.seq, document=document, annotator=work.annotator)
        if not made:
            self.said.emit(self.tr("Nothing of yours has changed since."))
            return
        work.apply(self.tr("Go back to: {title}").format(title=one.title), made)
        self.said.emit(self.tr("All is as it was then. Undo takes that back."))

    def _make_bar(self) -> "HistoryBar":
        from annotator.ui.history_bar import HistoryBar

        self._bar = bar = HistoryBar()
        bar.looked_at.connect(self._guard(self._look))
        bar.back_wanted.connect(self._guard(self._go_back))
        bar.scope_changed.connect(self._guard(self._read))
        bar.more_wanted.connect(self._guard(self._read_more))
        bar.left.connect(self.leave)
        self._workspace.document_opened.connect(self._read_soon)
        self._workspace.document_closed.connect(self.leave)
        self._workspace.pending_changed.connect(self._read_soon)
        self._page.add_bar(bar, bar.take_focus)
        return bar
