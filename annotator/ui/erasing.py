"""Erases an article for good, after asking."""

from functools import partial

from PySide6.QtCore import QObject

from annotator.model import Document
from annotator.ui.erasing_dialog import ErasingDialog
from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.reopening import Reopening
from annotator.ui.workspace import Workspace


class Erasing(QObject):
    """Works on the open article. Another process writes the project anew without it."""

    window: MainWindow

    def __init__(self, workspace: Workspace, reopening: Reopening) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._reopening = reopening

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {"erase_document": self.ask}

    def ask(self) -> None:
        """Ask about the open article."""
        self.ask_about(self._workspace.need_document().document)

    def ask_about(self, document: Document) -> None:
        """Ask about an article. Raises EditError for a project that can only be read."""
        self._workspace.check_writable()
        title = " ".join(document.title.split()) or self.tr("Without a title")
        dialog = ErasingDialog(title, self.window, on_server=self._workspace.need_project().file is None)
        dialog.decided.connect(partial(self.erase, document.id))
        dialog.open()

    def erase(self, document: int) -> None:
        """Erase an article."""
        work = self._workspace
        if document == work.stands_at:
            following = work.neighbour(forward=True) or work.neighbour(forward=False)
            if following is not None:
                work.show_document(following)
        line = self.tr("Erase an article for good")
        project = work.need_project()
        meanwhile = self.tr("The article is being erased, from the project and from its copies.")
        if project.file is None:
            meanwhile = self.tr("The article is being erased from the server.")
        self._reopening.run(
            "erase",
            project.address,
            [str(document), "--annotator", work.annotator, "--title", line, "--yes"],
            title=self.tr("Erasing for good"),
            meanwhile=meanwhile,
            done=self.tr("The article is erased for good."),
        )
