"""The way to a stretch of some article that is spoken of elsewhere: in a list of losses, or of findings."""

from PySide6.QtCore import QObject

from annotator.ui.main_window import MainWindow
from annotator.ui.workspace import Workspace


class Places(QObject):
    """Opens the article, and selects the stretch there: as a span where the user has just that one."""

    def __init__(self, workspace: Workspace, window: MainWindow) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window

    def show(self, document: int, start: int | None, end: int | None) -> None:
        """Show a place (code points), or the article's beginning; the keyboard goes to the text.

        Raises ProjectError when the article is gone.
        """
        self.look_at(document, start, end)
        self._window.activateWindow()
        self._window.page.take_focus()

    def look_at(self, document: int, start: int | None, end: int | None) -> None:
        """Show a place; the keyboard stays where it is. Raises as `show` does."""
        work, view = self._workspace, self._window.page.view
        if work.document is None or work.document.document.id != document:
            work.open_document(document)
        if start is None or end is None:
            return
        view.select(start, end)
        span = work.span_of_selection()
        if span is not None:
            view.select_span(span)
        view.go_to(start)
