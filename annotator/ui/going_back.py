"""Goes back to a copy of the project, which is chosen in a list."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.store.copies import list_copies
from annotator.store.restoring import size_of
from annotator.ui.copies_dialog import CopiesDialog
from annotator.ui.main_window import Gestures
from annotator.ui.reopening import Reopening


class GoingBack(QObject):
    """Asks which copy is meant. Another process puts it in place, so that the window stands still for no file."""

    def __init__(self, window: QWidget, which: Callable[[str], Path | None], reopening: Reopening) -> None:
        """`which` returns the project that is meant, by a dialog with that title where none is open."""
        super().__init__(reopening)
        self._window = window
        self._which = which
        self._reopening = reopening

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {"go_back_to_copy": self.ask}

    def ask(self) -> None:
        """Show the copies of the project; of one that is asked for when none is open, perhaps for being damaged.

        Raises EditError for a project that can only be read, or is on a server.
        """
        project = self._which(self.tr("Go back to a copy"))
        if project is not None:
            self.ask_about(project)

    def ask_about(self, project: Path) -> None:
        """Show the copies of a project."""
        dialog = CopiesDialog([(copy, size_of(copy.path)) for copy in list_copies(project)], self._window)
        dialog.chosen.connect(lambda copy: self.go_back(project, copy))
        dialog.open()

    def go_back(self, project: Path, copy: Path) -> None:
        """Let a project be as it is in the copy, and open it."""
        self._reopening.run(
            "restore",
            project,
            ["--from", str(copy)],
            title=self.tr("Going back to a copy"),
            meanwhile=self.tr("The project is going back to a copy."),
            done=self.tr("The project is as it was then. What it held is put aside, as a copy."),
        )
