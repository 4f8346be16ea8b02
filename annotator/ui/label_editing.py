"""Labels made, renamed, recoloured, given keys, merged and deleted where they stand."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator import label_edits, scheme_editing
from annotator.color import default_label_color
from annotator.edits import Edit
from annotator.errors import EditError
from annotator.model import Label
from annotator.ui.key_clashes import why_not_key
from annotator.ui.label_removal import LabelRemoval
from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.translation import error_text
from annotator.ui.workspace import Workspace


class LabelEditing(QObject):
    """Joins the palette's form with the workspace."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._workspace = workspace
        self._guard = guard
        self._removal = LabelRemoval(workspace, guard)
        self._removal.said.connect(self.said)
        self._window: MainWindow | None = None
        self._label: Label | None = None
        """The label that the form changes; None for a new one."""
        self._from_labels = False

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {
            "new_label": self.add,
            "rename_label": partial(self.change, "name"),
            "recolor_label": partial(self.change, "color"),
            "rekey_label": partial(self.change, "key"),
            "merge_label": partial(self.remove, merges=True),
            "delete_label": self.remove,
        }

    def belong_to(self, window: MainWindow) -> None:
        """Work with the palette of this window."""
        self._window = window
        window.labels.form.kept.connect(self._guard(self._keep))
        window.labels.form.left.connect(self._leave)

    @property
    def window(self) -> MainWindow:
        """Return the window, which is there before any gesture."""
        assert self._window is not None
        return self._window

    # --- the form

    def add(self) -> None:
        """Open the form on a label that is not there yet."""
        scheme = self._workspace.scheme
        self._workspace.need_project()
        self._open(None, "", scheme_editing.free_color(scheme), self._free_key(), "name")

    def change(self, part: str) -> None:
        """Open the form on the label that is meant, the keyboard on name, color or key. Raises EditError without."""
        label = self._meant()
        self._open(label, label.name, label.color, label.key, part)

    def _open(self, label: Label | None, name: str, color: str, key: str, part: str) -> None:
        self._workspace.check_writable()
        palette = self.window.labels
        self._label, self._from_labels = label, palette.has_focus()
        self.window.panels.show_panel("labels", on=True)
        palette.open_form(label.name if label else "")
        taken = {other.color: other.name for other in self._workspace.labels() if label is None or other.id != label.id}
        palette.form.show_label(name, color, key, taken)
        palette.form.take_focus(part)

    def _meant(self) -> Label:
        label = self._workspace.scheme.find(self.window.labels.meant())
        if label is None:
            raise EditError(self.tr("No label is chosen. Go to one with F6 and the arrows, or click on it."))
        return label

    def _free_key(self) -> str:
        """Return the first digit that neither a label nor an action has."""
        key = scheme_editing.free_key(self._workspace.scheme)
        return "" if key and self._why_not_key(Label(0, "", key=key)) else key

    def _keep(self) -> None:
        """Apply what the form holds, or say in it why not."""
        form = self.window.labels.form
        changed = replace(
            self._label or Label(0, "", color=default_label_color(0)),
            name=form.written(),
            color=form.color.color,
            key=form.key.key,
        )
        why_not = self._why_not_key(changed)
        if why_not:
            form.refuse(why_not, "key")
            return
        try:
            made = self._made(changed)
        except EditError as error:
            form.refuse(error_text(error), "name")
            return
        self._workspace.apply(self._title(changed), made)
        self._leave(changed.name)

    def _made(self, changed: Label) -> list[Edit]:
        scheme = self._workspace.scheme
        if self._label is None:
            return scheme_editing.new_label(scheme, changed.name, color=changed.color, key=changed.key)
        return label_edits.change_label(scheme, self._label, changed)

    def _title(self, changed: Label) -> str:
        before = self._label
        if before is None:
            title = self.tr("Add label {label}")
        elif before.name != changed.name:
            title = self.tr("Rename label {old}: {label}")
        elif before.key == changed.key:
            title = self.tr("Change colour of {label}")
        else:
            title = self.tr("Change key of {label}")
        return title.format(label=changed.name, old=before.name if before else "")

    def _why_not_key(self, changed: Label) -> str:
        """Return why a label cannot have its key; empty when it can, or has it already."""
        if not changed.key or (self._label is not None and self._label.key == changed.key):
            return ""
        return why_not_key(changed, self._workspace.labels(), self.window)

    def _leave(self, name: str = "") -> None:
        """Close the form; the keyboard goes back to where it was."""
        palette = self.window.labels
        name = name or (self._label.name if self._label else "")
        palette.close_form()
        if self._from_labels:
            palette.take_focus(name)
        else:
            self.window.page.take_focus()

    # --- removing

    def remove(self, *, merges: bool = False) -> None:
        """Delete the label that is meant; if spans have it, or it is to be merged, ask what becomes of them."""
        self._removal.ask(self._meant(), self.window, merges=merges)
