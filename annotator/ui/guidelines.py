"""The guideline of a label where the label stands: in its tooltip, and by a key in a window of its own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.errors import EditError
from annotator.model import Label
from annotator.ui.guideline_words import Examples, said_examples, shortened
from annotator.ui.label_row import LabelRow
from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.plain_text import tool_tip
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.guideline_dialog import GuidelineDialog


class Guidelines(QObject):
    """Reads the examples when they are wanted, not before."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._window: MainWindow | None = None
        self._dialog: GuidelineDialog | None = None

    def belong_to(self, window: MainWindow) -> None:
        """Explain the labels of this window's palette."""
        self._window = window
        window.labels.hint_wanted.connect(self._explain)

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {"show_guideline": self.show}

    def _examples(self, label: Label) -> Examples:
        project = self._workspace.project
        return project.label_examples(label.id) if project is not None else ()

    def _explain(self, row: LabelRow) -> None:
        """Let the tooltip of a label say its guideline and some of what has it."""
        label = row.label
        forms = said_examples(self._examples(label))
        such_as = self.tr("Labelled so far: {forms}").format(forms=forms) if forms else ""
        row.setToolTip(tool_tip("\n\n".join(filter(None, (row.sentence(), shortened(label.description), such_as)))))

    def show(self) -> None:
        """Show the guideline of the label that is meant. Raises EditError without one."""
        from annotator.ui.guideline_dialog import GuidelineDialog

        assert self._window is not None
        label = self._workspace.scheme.find(self._window.labels.meant())
        if label is None:
            raise EditError(self.tr("No label is chosen. Go to one with F6 and the arrows, or click on it."))
        if self._dialog is None:
            self._dialog = GuidelineDialog(self._window)
            self._dialog.finished.connect(self._forget)
        self._dialog.show_label(label, self._examples(label))
        self._dialog.show()
        self._dialog.activateWindow()

    def _forget(self, *_: object) -> None:
        self._dialog = None
