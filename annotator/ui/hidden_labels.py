"""Labels whose spans are hidden in the text, one by one, while a project is open."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from annotator.errors import EditError
from annotator.model import Scheme, Span
from annotator.ui.label_palette import LabelPalette
from annotator.ui.main_window import Gestures
from annotator.ui.plain_text import filled
from annotator.ui.text_view import TextView
from annotator.ui.workspace import Workspace


class HiddenLabels(QObject):
    """Hides nothing but what is drawn. A label that is given is shown again: nobody labels what he does not see."""

    said = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._view: TextView | None = None
        self._palette: LabelPalette | None = None
        self._ids: set[int] = set()
        """Ids outlive another name."""

    def belong_to(self, view: TextView, palette: LabelPalette) -> None:
        """Hide in this view, and show in this palette what is hidden. Connect the view with the workspace before."""
        self._view, self._palette = view, palette
        palette.hiding_wanted.connect(self.toggle)
        self._workspace.project_opened.connect(self._forget)
        self._workspace.scheme_changed.connect(self._show)
        self._workspace.spans_changed.connect(self._show_given)

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {"hide_label": self._toggle_meant, "show_hidden_labels": self.show_all}

    def names(self) -> frozenset[str]:
        """Return the names of the labels that are hidden."""
        return frozenset(label.name for label in self._workspace.labels() if label.id in self._ids)

    def toggle(self, name: str) -> None:
        """Hide the spans of a label, or show them again."""
        label = self._workspace.scheme.find(name)
        if label is not None:
            self._ids ^= {label.id}
            self._show()
            said = self.tr("{label} is hidden in the text.") if label.id in self._ids else self.tr("{label} is shown.")
            self.said.emit(filled(said, label=name))

    def _toggle_meant(self) -> None:
        meant = self._palette.meant() if self._palette else ""
        if self._workspace.scheme.find(meant) is None:
            raise EditError(self.tr("No label is chosen. Go to one with F6 and the arrows, or click on it."))
        self.toggle(meant)

    def show_all(self) -> None:
        """Hide none any more."""
        self._ids.clear()
        self._show()
        self.said.emit(self.tr("All labels are shown."))

    def _forget(self, *_: object) -> None:
        self._ids.clear()
        self._show()

    def _show_given(self, removed: Sequence[Span], added: Sequence[Span]) -> None:
        """Show the labels that spans got which did not have them."""
        hidden = self.names()
        had = {(span.id, span.rev) for span in removed}  # Another name of a label leaves its spans as they are.
        given = {span.label for span in added if span.label in hidden and (span.id, span.rev) not in had}
        if given:
            self._ids -= {label.id for label in self._workspace.labels() if label.name in given}
            self._show()

    def _show(self, _: Scheme | None = None) -> None:
        names = self.names()
        if self._view is not None and self._palette is not None:
            self._view.hide_labels(names)
            self._palette.show_hidden(names)
