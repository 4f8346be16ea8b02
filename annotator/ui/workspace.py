"""What is open and selected, and what a gesture makes of it. Knows widgets only through signals."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from annotator import edits
from annotator.edits import Edit
from annotator.errors import ConflictError, EditError, ProjectError
from annotator.model import AnnotatedDocument, Span, Verdict
from annotator.spans_in_order import SpansInOrder
from annotator.store import Change, DocumentFilter
from annotator.store.project import Project
from annotator.ui import what_changed
from annotator.ui.changes import Changes
from annotator.ui.counting import Counting
from annotator.ui.plain_text import filled
from annotator.ui.readiness import make_ready
from annotator.ui.releasing import Releasing
from annotator.ui.stepping import Stepping
from annotator.ui.translation import error_text
from annotator.ui.what_is_open import WhatIsOpen
from annotator.ui.writer import T, Writer

SETTLED = 100
"""Milliseconds after which a project that was opened is surely painted."""


class Workspace(WhatIsOpen):
    """The project, the open document, the annotator, the selection; turns gestures into edits and applies them.

    Gestures raise AnnotatorError with a sentence; whoever connects them guards them at the edge. What came of a
    gesture arrives through the project's subscriber, as do undo and a colleague's change.
    """

    project_opened = Signal(object)
    """The Project."""
    project_closing = Signal()
    """The project is still open, and will not be in a moment."""
    scheme_changed = Signal(object)
    """The Scheme."""
    lines_changed = Signal(object)
    """The ids of the documents whose lines in the list are to be read anew."""
    list_reset = Signal()
    """The list of documents is to be read anew."""
    document_opened = Signal(object)
    """The AnnotatedDocument."""
    document_closed = Signal()
    document_failed = Signal(object, str)
    """The id of a document that cannot be read, and why: the steps to the next and previous one go on from there."""
    document_altered = Signal(object)
    """The AnnotatedDocument, of which something other than spans has changed."""
    spans_changed = Signal(object, object)
    """The annotator's spans that went, and those that came, in the open document."""
    others_changed = Signal(object, object)
    """The other annotators' spans that went, and those that came, in the open document."""
    relations_changed = Signal(object, object)
    """The relations of the open document, everybody's, as they were and as they are now."""
    span_chosen = Signal(object)
    """The Span that is to be selected now."""
    place_shown = Signal(int)
    """A position (code points) that is to be seen now."""
    stretch_shown = Signal(int, int)
    """A stretch (code points) that is to be selected now."""
    pending_changed = Signal(object, object)
    """What undo and what redo would do: Pending or None each."""
    edited = Signal()
    heard = Signal(object, object)
    """A Change that somebody else has made, and the id of the document that was open then."""
    text_leaves = Signal()
    """The open document is about to be opened with another text."""
    said = Signal(str)

    def __init__(self, annotator: str, parent: QObject | None = None) -> None:
        super().__init__(annotator, parent)
        self.following: Callable[[], int | None] = lambda: self.neighbour(forward=True)
        """Returns the article to go on with when the open one is done."""
        self._changes: Changes | None = None
        self.counting = Counting(self)
        self._wanted: int | None = None
        self._steps = Stepping(self)
        self._steps.said.connect(self.said)
        self._stale: set[int] = set()
        self._releasing = Releasing(self)
        self.write: Writer = self.write_directly
        self._afterwards = QTimer(self, singleShot=True, interval=0)
        self._afterwards.timeout.connect(self._look_again)

    # --- the project

    def open_project(self, project: Project, document: int | None = None) -> None:
        """Take over an open project, to show `document` or its first. The earlier one stays where that fails."""
        make_ready(project, self.annotator)
        self.close_project()
        self.project = project
        self._changes = Changes(project, self)
        self._changes.changed.connect(self._take_in)
        self._show_project(project, document)

    def annotate_as(self, annotator: str) -> None:
        """Go on under another name: what is shown from now on is that annotator's layer."""
        if annotator == self.annotator:
            return
        project, here = self.project, self.document
        if project is not None:
            project.ensure_annotator(annotator)
        self.annotator = annotator
        if project is not None:
            self._show_project(project, here.document.id if here else None)

    def _show_project(self, project: Project, document: int | None) -> None:
        self.scheme = project.scheme()
        self.project_opened.emit(project)
        self.scheme_changed.emit(self.scheme)
        self.counting.forget()
        self._open_one_of(document)
        QTimer.singleShot(SETTLED, self, self._settle)

    def close_project(self) -> None:
        """Close the project: what is left is one file."""
        if self.project is None:
            return
        self.project_closing.emit()
        if self._changes is not None:
            self._changes.stop()
            self._changes = None
        self.close_document()
        self._afterwards.stop()
        project, self.project = self.project, None
        project.close()

    def _open_one_of(self, document: int | None) -> None:
        """Open that document when it is there, else the first, else none."""
        if document is not None:
            with suppress(ProjectError):
                return self.open_document(document)
        first = [line.id for line in self.need_project().documents(annotator=self.annotator, limit=1)]
        for wanted in first:
            try:
                return self.open_document(wanted)
            except ProjectError:
                continue
        self.close_document()
        for unreadable in first:
            self.show_document(unreadable)
        return None

    # --- the document

    def show_document(self, id: int) -> None:
        """Show a document, or why it cannot be read."""
        try:
            self.open_document(id)
        except ProjectError as error:
            self._leave_document()
            self._forget_selection()
            self.stands_at = id
            self.document_failed.emit(id, error_text(error))

    def open_document(self, id: int) -> None:
        """Show a document. Raises ProjectError when it is gone."""
        fresh = self.need_project().document(id)
        self._leave_document()
        self.stands_at = id
        self.document = replace(fresh, spans=SpansInOrder(fresh.spans))
        self._forget_selection()
        self.document_opened.emit(self.document)

    def close_document(self) -> None:
        """Show none."""
        if self.stands_at is not None:
            self.stands_at = None
            self._leave_document()
            self._forget_selection()
            self.document_closed.emit()

    def _leave_document(self) -> None:
        if self.document is not None:
            self._releasing.release(self.document.spans)
        self.document = None

    def next_document(self) -> None:
        """Open the document below."""
        if not self.step(forward=True):
            self.said.emit(self.tr("This is the last article."))

    def previous_document(self) -> None:
        """Open the document above."""
        if not self.step(forward=False):
            self.said.emit(self.tr("This is the first article."))

    def filter(self, where: DocumentFilter) -> None:
        """Let the list, and the steps to the next and previous document, keep to these documents."""
        self.where = where
        self.list_reset.emit()

    def step(self, *, forward: bool) -> bool:
        """Open the document below, or above; return whether there is one."""
        found = self.neighbour(forward=forward)
        if found is not None:
            self.show_document(found)
        return found is not None

    def neighbour(self, *, forward: bool) -> int | None:
        """Return the id of the document below, or above, among those that the filter lets in."""
        here, project = self.stands_at, self.need_project()
        after, before = (here, None) if forward else (None, here)
        lines = project.documents(self.where, annotator=self.annotator, after=after, before=before, limit=1)
        return next((line.id for line in lines), None)

    # --- the selection, which the window hands in

    def select(self, start: int, end: int) -> None:
        """Take note of the selected text, in code points; `start == end` is the caret."""
        self.selection = (start, end)
        self._steps.disarm()

    def select_span(self, span: Span | None) -> None:
        """Take note of the selected span."""
        self.span = span

    def _forget_selection(self) -> None:
        self.selection, self.span, self.offer, self._wanted = (0, 0), None, None, None
        self._steps.disarm()

    # --- what gestures need

    def apply_to_span(self, title: str, made: Sequence[Edit], *, run: object = None) -> None:
        """Apply edits of which the first leaves a span, which is then selected.

        `title` is translated, with {label} and {quote} for those of the span. `run` is that of `Stepping.note`.
        """
        span = made[0].after
        if isinstance(span, Span):
            self._wanted = span.id
            self.apply(self.titled(title, span), made, run=run)

    # --- one way to write

    def write_directly(self, write: Callable[[Project], T]) -> T:
        """Write to the project here and now; on a server that takes longer, and `Team.write` takes this one's place."""
        return write(self.need_project())

    def apply(self, title: str, made: Sequence[Edit], *, run: object = None) -> None:
        """Write edits as one action of the annotator; nothing without any. Raises AnnotatorError."""
        if not made:
            return
        try:
            change = self.write(lambda project: project.apply(title, made, self.annotator))
        except ConflictError:
            self._read_again()
            raise
        self._steps.note(change.action, run)
        self.edited.emit()

    def undo(self) -> None:
        """Take back the annotator's last action and show where; ask twice for a weighty one."""
        skipping = self._steps.skips
        change = self._steps.undo(self.need_project(), self.annotator, self.write)
        self._show(change, self.tr("Stepped over: {title}") if skipping else self.tr("Undone: {title}"))

    def redo(self) -> None:
        """Do again what was taken back last and show where; ask twice for a weighty one."""
        change = self._steps.redo(self.need_project(), self.annotator, self.write)
        self._show(change, self.tr("Redone: {title}"))

    def _show(self, change: Change | None, sentence: str) -> None:
        """Show what an undo or redo has changed: open its document and go there; then say what it was."""
        if change is None:
            return
        self.edited.emit()
        self._afterwards.start()
        if self.document is None or (change.documents and self.document.document.id not in change.documents):
            self._open_one_of(min(change.documents, default=None))
        self._show_place(change)
        self.said.emit(filled(sentence, title=change.title))

    def _show_place(self, change: Change) -> None:
        shown = what_changed.where(change, self.document)
        if shown is None:
            return
        after, before = shown.after, shown.before
        if isinstance(after, Span) and after.annotator == self.annotator:
            self.span_chosen.emit(after)
        freed = what_changed.freed(change)
        if freed is not None:
            self.stretch_shown.emit(freed.start, freed.end)
        place = after or before
        if isinstance(place, Span | Verdict):
            self.place_shown.emit(place.start)

    # --- what the project says has changed

    def _take_in(self, change: Change) -> None:
        is_theirs = change.by not in ("", self.annotator)
        if not is_theirs:
            self._steps.disarm()
        here = self.document.document.id if self.document else None
        if what_changed.reaches_all(change, here):
            self._read_again()
        elif what_changed.moves_documents(change):
            self.list_reset.emit()
            self.counting.read(self.need_project(), self.annotator)
        else:
            if "label" in change.kinds:
                self._read_scheme()
            self._update(change.edits)
            self.counting.follow(change.edits, self.annotator)
        self._stale.update(change.documents)
        if change.kinds - {"span", "relation", "verdict"}:
            self.counting.total(self.need_project(), self.annotator)
        self._afterwards.start()
        if is_theirs:
            self.heard.emit(change, here)

    def _update(self, made: Sequence[Edit]) -> None:
        """Bring the open document to the state after the edits."""
        if self.document is None:
            return
        earlier, self.document = self.document, edits.updated(self.document, made)
        here = self.document.document.id
        self._tell_change(
            [edit.before for edit in made if isinstance(edit.before, Span) and edit.before.document == here],
            [edit.after for edit in made if isinstance(edit.after, Span) and edit.after.document == here],
        )
        if earlier.relations != self.document.relations:
            self.relations_changed.emit(earlier.relations, self.document.relations)
        if what_changed.is_altered(earlier, self.document):
            self.document_altered.emit(self.document)

    def _tell_change(self, removed: Sequence[Span], added: Sequence[Span]) -> None:
        """Tell which spans of the open document went and came."""
        own_removed, own_added = (list(filter(self.own, spans)) for spans in (removed, added))
        if own_removed or own_added:
            self.spans_changed.emit(own_removed, own_added)
            self._choose(own_removed, own_added)
        if len(removed) + len(added) > len(own_removed) + len(own_added):
            others_removed, others_added = (
                [span for span in spans if not self.own(span)] for spans in (removed, added)
            )
            self.others_changed.emit(others_removed, others_added)

    def _choose(self, removed: Sequence[Span], added: Sequence[Span]) -> None:
        """Keep the selected span selected when it changed, and select the one that a gesture has made."""
        wanted = self._wanted
        if wanted is None and self.span is not None and any(span.id == self.span.id for span in removed):
            wanted = self.span.id
            self.span = next((span for span in added if span.id == wanted), None)
        for span in added:
            if span.id == wanted:
                self._wanted = None
                self.span_chosen.emit(span)

    def _read_again(self) -> None:
        """Read everything that is shown: too much has changed to list."""
        self._read_scheme()
        self.list_reset.emit()
        try:
            fresh = self.need_project().document(self.need_document().document.id)
        except (ProjectError, EditError):
            self._open_one_of(self.neighbour(forward=True) or self.neighbour(forward=False))
        else:
            self._take_over(fresh)

    def _take_over(self, fresh: AnnotatedDocument) -> None:
        """Show the open document as it is now; selection and place stay."""
        earlier, self.document = self.need_document(), fresh
        if earlier.text != fresh.text:
            self.text_leaves.emit()
            self.document_opened.emit(fresh)
            return
        before, after = ({(span, span.rev) for span in opened.spans} for opened in (earlier, fresh))
        self._tell_change([span for span, _ in before - after], [span for span, _ in after - before])
        self.relations_changed.emit(earlier.relations, fresh.relations)
        self.document_altered.emit(fresh)

    def _read_scheme(self) -> None:
        self.scheme = self.need_project().scheme()
        self.scheme_changed.emit(self.scheme)
        self.counting.read(self.need_project(), self.annotator)

    def _settle(self) -> None:
        """Read, once the article is to be seen, what it need not wait for: counts, and what undo would do."""
        if self.project is not None:
            self.counting.read(self.project, self.annotator)
            self._look_again()

    def _look_again(self) -> None:
        """Read, after painting, what no hand waits for: the changed lines, and what undo would do."""
        project = self.project
        if project is None:
            return
        stale, self._stale = self._stale, set()
        if stale:
            self.lines_changed.emit(frozenset(stale))
        self.pending_changed.emit(project.next_undo(self.annotator), project.next_redo(self.annotator))
