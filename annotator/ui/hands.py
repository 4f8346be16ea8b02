"""What hands do in the text: joins all that moves, selects and labels there by keys and by the mouse."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.ui.digit_row import DigitRow
from annotator.ui.giving import Giving, Guard
from annotator.ui.hinting import Hinting
from annotator.ui.labelling import Labelling
from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.marking import Marking
from annotator.ui.palette import Theme
from annotator.ui.span_steps import SpanSteps
from annotator.ui.stretching import STRETCHES, Stretching
from annotator.ui.walking import Walking
from annotator.ui.workspace import Workspace

STEPS = ("next_span", "previous_span", "outer_span", "next_sentence", "previous_sentence", "select_sentence")
WALKS = ("next_likely", "previous_likely", "done_and_next", "hint_words")
GIVES = ("give_label", "give_by_letters", "repeat_label", "label_pen")


class Hands(QObject):
    """Works on the text of a window from when it has got one."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, labelling: Labelling, marking: Marking, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._labelling = labelling
        self._marking = marking
        self._does: Mapping[str, Callable[[], object]] = {}

    def gestures(self) -> Gestures:
        """Return what the actions do that are about the text."""
        return {name: partial(self._do, name) for name in (*WALKS, *STRETCHES, *STEPS, *GIVES)}

    def _do(self, name: str) -> None:
        self._does[name]()

    def label(self, label: str, second: bool) -> None:
        """Do what a label's key means. Raises EditError as `Labelling.label` does."""
        self.giving.give(label, second=second)

    def belong_to(self, window: MainWindow, guard: Guard, theme: Callable[[], Theme]) -> None:
        """Take hold of a window and its text; `guard` returns a gesture with its errors caught."""
        view = window.page.view
        self.walking = Walking(self._labelling, self._marking, self._workspace, view, self)
        self.stretching = Stretching(self._workspace, view, self)
        self.steps = SpanSteps(self._workspace, view, self)
        self.hinting = Hinting(view, theme, self)
        self.giving = Giving(window, self._workspace, self.walking, guard, theme)
        self.hinting.picked.connect(self.walking.pick)
        self.hinting.picked.connect(guard(self.giving.draw))
        self._does = {"hint_words": self.hinting.begin}
        for part in (self.walking, self.stretching, self.steps, self.giving):
            self._does = {**self._does, **part.gestures()}
        view.span_drawn.connect(guard(self.stretching.draw))
        DigitRow(window.label_actions.find, view, window)
        for speaker in (self.walking, self.steps, self.giving):
            speaker.said.connect(self.said)
