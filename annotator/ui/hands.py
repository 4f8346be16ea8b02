"""What hands do in the text: joins all that moves, selects and labels there by keys and by the mouse."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.ui.digit_row import DigitRow
from annotator.ui.labelling import Labelling
from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.marking import Marking
from annotator.ui.span_steps import SpanSteps
from annotator.ui.stretching import STRETCHES, Stretching
from annotator.ui.walking import Walking
from annotator.ui.workspace import Workspace

STEPS = ("next_span", "previous_span", "outer_span", "next_sentence", "previous_sentence", "select_sentence")
WALKS = ("next_likely", "previous_likely", "done_and_next")


class Hands(QObject):
    """Works on the text of a window from when it has got one."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, labelling: Labelling, marking: Marking, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._labelling = labelling
        self._marking = marking
        self._does: Mapping[str, Callable[[], object]] = {}
        self.last_label = ""
        """The label that was given last."""

    def gestures(self) -> Gestures:
        """Return what the actions do that are about the text."""
        return {name: partial(self._do, name) for name in (*WALKS, *STRETCHES, *STEPS)}

    def _do(self, name: str) -> None:
        self._does[name]()

    def belong_to(self, window: MainWindow, guard: Callable[[Callable[..., object]], Callable[..., None]]) -> None:
        """Take hold of a window and its text; `guard` returns a gesture with its errors caught."""
        view = window.page.view
        self._window = window
        self.walking = Walking(self._labelling, self._marking, self._workspace, view, self)
        self.stretching = Stretching(self._workspace, view, self)
        self.steps = SpanSteps(self._workspace, view, self)
        self._does = {**self.walking.gestures(), **self.stretching.gestures(), **self.steps.gestures()}
        window.label_actions.everywhere_chosen.connect(guard(self.label_everywhere))
        DigitRow(window.label_actions.find, view, window)
        for speaker in (self.walking, self.steps):
            speaker.said.connect(self.said)

    # --- labels

    def label(self, label: str, second: bool) -> None:
        """Do what a label's key means. Raises EditError as `Labelling.label` does."""
        self.walking.label(label, second=second)
        self._note(label)

    def label_everywhere(self, label: str) -> None:
        """Label the selected text wherever it stands. Raises EditError without one."""
        self.walking.label_everywhere(label)
        self._note(label)

    def _note(self, label: str) -> None:
        self.last_label = label
        self.show_current()

    def show_current(self) -> None:
        """Mark in the palette the label of the selected span, else the one that was given last."""
        span = self._workspace.span
        self._window.labels.show_current(span.label if span else self.last_label)
