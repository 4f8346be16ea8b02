"""Labels of the whole article: shown below its title, given and taken off."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator import describing
from annotator.errors import EditError
from annotator.model import Kind, Label
from annotator.ui.document_chips import DocumentChips
from annotator.ui.main_window import MainWindow
from annotator.ui.scheme_words import where_to_add
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.document_label_bar import DocumentLabelBar


class DocumentLabels(QObject):
    """Keeps the chips in step with the workspace; makes the bar when it is first wanted."""

    def __init__(self, window: MainWindow, workspace: Workspace, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._window = window
        self._workspace = workspace
        self._guard = guard
        self._bar: DocumentLabelBar | None = None
        self.chips = DocumentChips(window.actions_by_name["label_document"])
        window.page.header.add_line(self.chips)
        for changed in (workspace.document_opened, workspace.document_altered, workspace.scheme_changed):
            changed.connect(self._show)

    def labels(self) -> list[Label]:
        """Return the labels that an article can have: those that only head others are left out."""
        return [label for label in self._workspace.scheme.of_kind(Kind.DOCUMENT) if not label.one_below]

    def given(self) -> set[str]:
        """Return the names of those that the annotator has given to the open article."""
        document = self._workspace.document
        found = describing.document_labels_of(document, self._workspace.annotator) if document else ()
        return {one.label for one in found}

    def open(self) -> None:
        """Let labels be chosen. Raises EditError when there are none, or nothing may be changed."""
        self._workspace.check_writable()
        if not self.labels():
            nothing = self.tr("This project has no labels for articles yet.")
            raise EditError(f"{nothing} {where_to_add(self._window.actions_by_name)}")
        bar = self._bar or self._make_bar()
        bar.show()
        self._show()
        bar.take_focus()

    def toggle(self, name: str) -> None:
        """Give the open article a label, or take it off. Raises EditError."""
        work = self._workspace
        document = work.need_document()
        made = describing.toggle_document_label(document, work.scheme, name, work.annotator)
        title = self.tr("Take {label} off: {title}") if name in self.given() else self.tr("Label {label}: {title}")
        work.apply(title.format(label=name, title=document.document.title), made)

    def _show(self, *_: object) -> None:
        labels, given = self.labels(), self.given()
        self.chips.setVisible(bool(labels) and self._workspace.document is not None)
        self.chips.show_labels([label for label in labels if label.name in given])
        if self._bar is not None and not self._bar.isHidden():
            self._bar.set_theme(self.chips.theme)
            self._bar.show_labels(labels, given)

    def _leave(self, *_: object) -> None:
        if self._bar is not None and not self._bar.isHidden():
            self._bar.hide()
            self._window.page.take_focus()

    def _make_bar(self) -> "DocumentLabelBar":
        from annotator.ui.document_label_bar import DocumentLabelBar

        self._bar = bar = DocumentLabelBar()
        bar.toggle_wanted.connect(self._guard(self.toggle))
        bar.left.connect(self._leave)
        self._workspace.document_closed.connect(self._leave)
        self._window.page.add_bar(bar, bar.take_focus)
        return bar
