"""The spans of the other annotators, shown on request beside one's own; only one's own can be changed."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from annotator.model import Span
from annotator.ui.text_view import TextView
from annotator.ui.workspace import Workspace


class Everyone(QObject):
    """Lets a view show what others have labelled, in step with the workspace, while that is wished."""

    def __init__(self, workspace: Workspace, view: TextView, parent: QObject | None = None) -> None:
        """Make it after the view was connected with the workspace: it adds to what the view shows."""
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self.is_on = False
        workspace.document_opened.connect(self._show_others)
        workspace.others_changed.connect(self._update)

    def show(self, *, on: bool) -> None:
        """Show or hide what others have labelled."""
        self.is_on = on
        self._show_others()

    def why_nothing_changed(self) -> str:
        """Return a sentence where nobody else has labelled in the open article; else nothing."""
        document = self._workspace.document
        if document is None or not all(map(self._workspace.own, document.spans)):
            return ""
        nobody = self.tr("Nobody else has labelled in this article.")
        now = self.tr("What others label is shown.") if self.is_on else self.tr("What others label is hidden.")
        return f"{nobody} {now}"

    def _show_others(self, *_: object) -> None:
        if self._workspace.document is not None:
            self._view.show_others(self._workspace.others_spans() if self.is_on else ())

    def _update(self, removed: Sequence[Span], added: Sequence[Span]) -> None:
        if self.is_on:
            self._view.update_others(removed, added)
