"""What is done with the open article as a whole: copy, zoom, picture. What is seldom needed is made when asked for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.one_job import OneJob
from annotator.ui.preferences import Preferences
from annotator.ui.text_view.surface import ZOOM_STEP
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.other_occurrences import OtherOccurrences
    from annotator.ui.picture_task import PictureTask


class ArticleGestures(QObject):
    """Works on the window, which is there before the first gesture."""

    window: MainWindow
    said = Signal(str)

    def __init__(
        self, workspace: Workspace, jobs: OneJob, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._jobs = jobs
        self._preferences = preferences
        self._picture: PictureTask | None = None
        self._others: OtherOccurrences | None = None

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {
            "copy": self._copy,
            "select_all": self._select_all,
            "label_others": self._label_others,
            "save_picture": self._save_picture,
            "zoom_in": lambda: self._zoom(ZOOM_STEP),
            "zoom_out": lambda: self._zoom(1 / ZOOM_STEP),
            "zoom_reset": lambda: self.window.page.view.zoom(1.0),
        }

    def _copy(self) -> None:
        self.window.page.view.copy()

    def _select_all(self) -> None:
        if self._workspace.document is not None:
            self.window.page.view.select(0, len(self._workspace.document.text))

    def _zoom(self, step: float) -> None:
        view = self.window.page.view
        view.zoom(view.zoom_factor() * step)

    def _label_others(self) -> None:
        if self._others is None:
            from annotator.ui.other_occurrences import OtherOccurrences

            self._others = OtherOccurrences(self._workspace, self._preferences, self)
            self._others.said.connect(self.said)
        self._others.label()

    def _save_picture(self) -> None:
        if self._picture is None:
            from annotator.ui.picture_task import PictureTask

            self._picture = PictureTask(self._workspace, self._jobs, self._preferences, self)
            self._picture.window = self.window
            self._picture.said.connect(self.said)
        self._picture.ask()
