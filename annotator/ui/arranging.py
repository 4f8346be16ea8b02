"""Which articles there are, in which order, and what else is known about them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal

from annotator import describing, placing
from annotator.errors import ConflictError, EditError
from annotator.model import AnnotatedDocument, Document
from annotator.store import Order, SortBy
from annotator.titles import first_words
from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.reanchoring import Anchored

MOST_AT_ONCE = 1_000
"""So many articles are put in order as one action in a fifth of a second."""


class Arranging(QObject):
    """Works on the open article and on the list."""

    window: MainWindow
    said = Signal(str)
    erasing_wanted = Signal(object)
    """The Document of the bin that is to be erased for good."""

    def __init__(self, workspace: Workspace, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._workspace = workspace
        self._guard = guard

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {
            "delete_document": self.delete,
            "show_bin": self._show_bin,
            "edit_metadata": self._edit_metadata,
            "fix_text": self._fix_text,
            "move_document_up": partial(self._move, forward=False),
            "move_document_down": partial(self._move, forward=True),
            "keep_order": self.keep_order,
        }

    # --- the bin

    def delete(self) -> None:
        """Put the open article into the bin, and open the one below it, or above."""
        work = self._workspace
        work.check_writable()
        document, text = work.need_document().document, work.need_document().text
        following = work.neighbour(forward=True) or work.neighbour(forward=False)
        if following is not None:
            work.show_document(following)
        named = self.tr("Delete: {title}").format(title=document.title or first_words(text))
        work.apply(named, placing.remove_document(document))
        self.said.emit(self.tr("Deleted. “Deleted articles” brings it back."))

    def _show_bin(self) -> None:
        from annotator.ui.bin_dialog import LISTED, BinDialog

        project = self._workspace.need_project()
        dialog = BinDialog(project.removed_documents(LISTED), self.window)
        dialog.restored.connect(self._guard(self._restore))
        dialog.erasing.connect(self._guard(self.erasing_wanted.emit))
        dialog.open()

    def _restore(self, documents: Sequence[Document]) -> None:
        title = self.tr("Restore: {title}") if len(documents) == 1 else self.tr("Restore {number} articles")
        first = documents[0].title or self.tr("an article without a title")
        named = title.format(title=first, number=QLocale().toString(len(documents)))
        self._workspace.apply(named, placing.restore_documents(documents))
        self._workspace.show_document(documents[0].id)

    # --- what is known

    def _edit_metadata(self) -> None:
        from annotator.ui.metadata_dialog import MetadataDialog

        self._workspace.check_writable()
        document = self._workspace.need_document().document
        MetadataDialog(document.metadata, partial(self._keep_metadata, document), self.window).open()

    def _keep_metadata(self, document: Document, metadata: Mapping[str, object]) -> None:
        latest = self._latest(document.id).document
        if latest.metadata != document.metadata:
            raise ConflictError(
                self.tr("Somebody has changed the metadata meanwhile. Copy what you wrote, close this and begin again.")
            )
        title = self.tr("Change metadata: {title}").format(title=latest.title)
        self._workspace.apply(title, describing.change_metadata(latest, metadata))

    # --- the text

    def _fix_text(self) -> None:
        from annotator.ui.fix_text_dialog import FixTextDialog

        self._workspace.check_writable()
        here = self._workspace.need_document().document.id
        FixTextDialog(partial(self._latest, here), self._take_text, self.window).open()

    def _latest(self, document: int) -> AnnotatedDocument:
        """Return an article as it is now; the window learns of it, too. Raises ProjectError for one that went."""
        project = self._workspace.need_project()
        project.poll()
        return project.document(document)

    def _take_text(self, document: AnnotatedDocument, text: str, anchored: "Sequence[Anchored]") -> None:
        from annotator.assist.deciding import move_verdicts
        from annotator.text_fixing import fix_text

        made = fix_text(document, text, anchored)
        if made:
            verdicts = self._workspace.need_project().verdicts(document.document.id)
            made += move_verdicts(document.text, text, verdicts)
        self._workspace.apply(self.tr("Fix the text: {title}").format(title=document.document.title), made)
        self.said.emit(self.tr("The text is fixed.") if made else self.tr("The text is as it was."))

    # --- the order

    def _move(self, *, forward: bool) -> None:
        """Let the open article change places with the one below it in the list, or above."""
        work = self._workspace
        if work.where.order != Order():
            raise EditError(self.tr("The list is sorted otherwise. Choose “In their order” above it first."))
        here, other = work.need_document().document, work.neighbour(forward=forward)
        if other is None:
            raise EditError(self.tr("There is no article beyond."))
        order = [other, here.id] if forward else [here.id, other]
        title = self.tr("Move down: {title}") if forward else self.tr("Move up: {title}")
        made = placing.place_documents(order, work.need_project().places(order))
        work.apply(title.format(title=here.title), made)

    def keep_order(self) -> None:
        """Let the articles of the list stand in the order in which they are shown, from now on."""
        work = self._workspace
        if work.where.order.by is SortBy.PLACE and not work.where.order.descending:
            raise EditError(self.tr("The list shows the articles in their order. Sort it otherwise first."))
        lines = work.need_project().documents(work.where, annotator=work.annotator, limit=MOST_AT_ONCE + 1)
        if len(lines) > MOST_AT_ONCE:
            sentence = self.tr("These are more than {most} articles. Filter the list first.")
            raise EditError(sentence.format(most=QLocale().toString(MOST_AT_ONCE)))
        order = [line.id for line in lines]
        made = placing.place_documents(order, work.need_project().places(order))
        work.apply(self.tr("Put {number} articles in order").format(number=QLocale().toString(len(order))), made)
        self.said.emit(self.tr("“In their order” is this order now.") if made else self.tr("They stand so already."))
