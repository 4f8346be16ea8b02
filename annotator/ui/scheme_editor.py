"""Joins the dialog of the scheme with the workspace: each choice is one action."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator import label_edits, scheme_editing
from annotator.edits import Edit
from annotator.errors import ConflictError, EditError, ServerLostError
from annotator.model import Kind, Label, Scheme
from annotator.scheme_editing import Way
from annotator.ui.key_clashes import why_not_key
from annotator.ui.label_removal import LabelRemoval
from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.plain_text import filled, listed
from annotator.ui.scheme_files import SchemeFiles
from annotator.ui.theming import Theming
from annotator.ui.translation import error_text
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.scheme_dialog import SchemeDialog


class SchemeEditor(QObject):
    """Opens the dialog once at a time, and applies what it tells."""

    window: MainWindow
    said = Signal(str)

    def __init__(self, workspace: Workspace, theming: Theming, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._workspace = workspace
        self._theming = theming
        self._guard = guard
        self._removal = LabelRemoval(workspace, self._guarded)
        self._removal.said.connect(self._say)
        self.files = SchemeFiles(workspace, self._guarded)
        self.files.said.connect(self._say)
        self._dialog: SchemeDialog | None = None

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {"edit_scheme": self.open, **self.files.gestures()}

    def belong_to(self, window: MainWindow) -> None:
        """Open dialogs over this window."""
        self.window = self.files.window = window

    def open(self) -> None:
        """Show the dialog. Raises EditError when the project can only be read."""
        from annotator.ui.scheme_dialog import SchemeDialog

        self._workspace.need_project()
        self._workspace.check_writable()
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        self._dialog = dialog = SchemeDialog(self.window)
        dialog.set_theme(self._theming.theme)
        self._connect(dialog)
        scheme = self._workspace.scheme
        dialog.show_scheme(scheme, scheme.find(self.window.labels.meant()))
        dialog.tree.setFocus()
        dialog.show()

    def _connect(self, dialog: "SchemeDialog") -> None:
        dialog.examples_wanted.connect(self._show_examples)
        dialog.label_changed.connect(self._guarded(self._change))
        dialog.addition_wanted.connect(self._guarded(self._add))
        dialog.removal_wanted.connect(self._guarded(self._remove))
        dialog.tree.moved.connect(self._guarded(self._move))
        dialog.tree.dropped.connect(self._guarded(self._place))
        dialog.import_wanted.connect(self._guarded(lambda: self.files.ask_import(dialog)))
        dialog.export_wanted.connect(self._guarded(lambda: self.files.ask_export(dialog)))
        dialog.undo_wanted.connect(self._guarded(self._workspace.undo))
        dialog.redo_wanted.connect(self._guarded(self._workspace.redo))
        dialog.finished.connect(self._forget)
        self._workspace.scheme_changed.connect(self._show)
        self._workspace.said.connect(dialog.say)
        self._workspace.project_opened.connect(dialog.reject)
        self._theming.theme_changed.connect(dialog.set_theme)

    def _forget(self, *_: object) -> None:
        self._dialog = None
        self._workspace.scheme_changed.disconnect(self._show)

    def _guarded(self, gesture: Callable[..., object]) -> Callable[..., None]:
        """Return a gesture whose refusals are said in the dialog, where one looks."""

        def guarded(*args: object) -> None:
            try:
                gesture(*args)
            except (EditError, ConflictError, ServerLostError) as error:
                if self._dialog is None:
                    raise
                self._dialog.refuse(error_text(error))

        return self._guard(guarded)

    def _show(self, scheme: Scheme) -> None:
        if self._dialog is not None:
            self._dialog.show_scheme(scheme)

    def _say(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.say(sentence)
        self.said.emit(sentence)

    def _show_examples(self, label: Label) -> None:
        project = self._workspace.project
        if self._dialog is not None and project is not None:
            self._dialog.show_examples(project.label_examples(label.id) if label.kind is Kind.SPAN else [])

    # --- what is wanted

    def _apply(self, title: str, made: list[Edit]) -> None:
        self._workspace.apply(title, made)
        if made:
            self._say(filled(self.tr("{action}: done."), action=title))

    def _change(self, before: Label, after: Label) -> None:
        """Change a label as it is now in what was changed in the dialog."""
        scheme_editing.check_attributes(after.attributes)
        if after.key != before.key:
            why_not = why_not_key(after, self._workspace.scheme.of_kind(after.kind), self.window)
            if why_not:
                raise EditError(why_not)
        made = label_edits.change_label(self._workspace.scheme, before, after)
        title = self.tr("Rename label {old}: {label}") if before.name != after.name else self.tr("Change label {label}")
        self._apply(title.format(old=before.name, label=after.name), made)
        gone = {one.name for one in before.attributes} - {one.name for one in after.attributes}
        if gone:
            said = self.tr("Spans keep the values that they have under {names}.")
            self._say(said.format(names=listed(sorted(gone))))

    def _add(self, kind: Kind, parent: str) -> None:
        """Add a label under a name that is free, and let the user write another."""
        scheme = self._workspace.scheme
        names = {label.name.casefold() for label in scheme.of_kind(kind)}
        free = (self.tr("New label {number}").format(number=number) for number in range(1, len(names) + 2))
        name = next(one for one in free if one.casefold() not in names)
        made = scheme_editing.new_label(scheme, name, kind, key=None if kind is Kind.SPAN else "", parent=parent)
        self._apply(self.tr("Add label {label}").format(label=name), made)
        if self._dialog is not None:
            self._dialog.show_scheme(self._workspace.scheme, self._workspace.scheme.find(name, kind))
            self._dialog.name_label()

    def _remove(self, label: Label, merges: bool) -> None:
        if self._dialog is not None:
            self._removal.ask(label, self._dialog, merges=merges)

    def _move(self, label: Label, way: Way) -> None:
        made = scheme_editing.move_in_tree(self._workspace.scheme, label, way)
        self._apply(self.tr("Move label {label}").format(label=label.name), made)

    def _place(self, label: Label, parent: str, before: Label | None) -> None:
        made = scheme_editing.place_label(self._workspace.scheme, label, parent, before)
        self._apply(self.tr("Move label {label}").format(label=label.name), made)
