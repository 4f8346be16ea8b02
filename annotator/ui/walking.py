"""Labelling by keys alone: what the keys of likely entities, letters and labels do, and what the status line says."""

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model import Span
from annotator.ui.label_everywhere import LabelEverywhere
from annotator.ui.labelling import Labelling
from annotator.ui.lessons import Lessons
from annotator.ui.main_window import Gestures
from annotator.ui.marking import Marking
from annotator.ui.plain_text import filled
from annotator.ui.text_view import TextView
from annotator.ui.walk import Walk
from annotator.ui.workspace import Workspace

REST = 120
"""Milliseconds without a key after which it is worth counting where else the selected text stands."""
AT_START = 400
"""Milliseconds before anything is looked for the first time: what finds words takes a tenth of a second to load."""
COUNTED = 50
"""So many other places are counted: to count more might take longer than the next key."""
SHOWN = 24
"""Code points of what Tab would select that are shown."""


class Walking(QObject):
    """Joins walk, lessons and label-all with the workspace and the view."""

    hint_changed = Signal()
    """What Tab would select, or how often the selected text stands elsewhere, is known anew."""
    said = Signal(str)

    def __init__(
        self,
        labelling: Labelling,
        marking: Marking,
        workspace: Workspace,
        view: TextView,
        parent: QObject | None = None,
    ) -> None:
        """Make it after the view was connected with the workspace."""
        super().__init__(parent)
        self._labelling = labelling
        self._marking = marking
        self._workspace = workspace
        self._view = view
        self.letters_move = True
        """Whether a bare letter goes to a word."""
        self.walk = Walk(view, Lessons(workspace, self))
        self.everywhere = LabelEverywhere(workspace, self.walk, self)
        self.following = ""
        """The start of what Tab would select, if that is near and known."""
        self.others = 0
        """How often the selected text stands elsewhere, when that is known; COUNTED if more often."""
        self.rest = REST
        """Milliseconds without a key before the other places are counted."""
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._count)
        self.walk.said.connect(self.said)
        self._labelled: tuple[int, int] | None = None
        self._onward = QTimer(self, singleShot=True, interval=0)
        self._onward.timeout.connect(self._go_on)
        self._soon = QTimer(self, singleShot=True, interval=AT_START)
        self._soon.timeout.connect(self._look_ahead)
        view.selection_changed.connect(self._forget)
        view.letter_typed.connect(self._jump)
        view.offered_clicked.connect(self._pick_offered)
        labelling.rejected.connect(self._pass_rejected)
        workspace.stretch_shown.connect(self._go_back_to)

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {"next_likely": self.next, "previous_likely": self.previous, "done_and_next": self.done_and_next}

    # --- labels

    def label(self, label: str, *, second: bool) -> None:
        """Do what a label's key means, and go on. Raises EditError as `Labelling.label` does."""
        self._go_on()
        goes_on, (start, end) = self.walk.is_on, self._workspace.selection
        self._labelling.label(label, second=second)
        if goes_on and start < end:
            self._labelled = (start, end)
            self._onward.start()

    def label_everywhere(self, label: str) -> None:
        """Label the selected text wherever it stands, and go on. Raises EditError without one."""
        self._go_on()
        goes_on, (start, end) = self.walk.is_on, self._workspace.selection
        number = self.everywhere.label(label)
        if goes_on:
            self.walk.go_on(start, end)
        else:
            self.said.emit(filled(self.tr("Labelled {number} times: {label}."), number=number, label=label))

    def _go_on(self) -> None:
        """Go on after a label. That waits until the label is painted, or until the next key."""
        labelled, self._labelled = self._labelled, None
        if labelled is not None:
            self.walk.go_on(*labelled)

    # --- moving

    def next(self) -> None:
        """Go to the next likely entity; where there is none, leave the text."""
        self._go_on()
        if not self.walk.next():
            self._view.leave(forward=True)

    def previous(self) -> None:
        """Go back to the likely entity before; where there is none, leave the text."""
        self._go_on()
        if not self.walk.previous():
            self._view.leave(forward=False)

    def _jump(self, letter: str) -> None:
        if self.letters_move and self._workspace.document is not None:
            self._go_on()
            self.walk.jump(letter)

    def pick(self, start: int, end: int) -> None:
        """Go to a word on the screen, as a letter would."""
        self._go_on()
        self.walk.pick(start, end)

    def _go_back_to(self, start: int, end: int) -> None:
        """Select a stretch whose label was taken back; who has gone on from there does so again."""
        self._labelled = None
        self.walk.go_back_to(start, end)

    def _pick_offered(self, offered: Span) -> None:
        self._go_on()
        self.walk.pick(offered.start, offered.end)

    def _pass_rejected(self) -> None:
        """Go on from a suggestion that was rejected; where nothing follows, stay behind it."""
        end = self._view.selection()[1]
        if not (self.walk.advances and self.walk.next()):
            self._view.select(end, end)

    def done_and_next(self) -> None:
        """Mark the article done and open the next one; who came by keys goes on there."""
        self._go_on()
        goes_on, before = self.walk.is_on, self._workspace.stands_at
        if goes_on:
            self.walk.finish()
        self._marking.done_and_next()
        if goes_on and self._workspace.stands_at != before:
            self.walk.begin()

    # --- what the status line says

    def _look_ahead(self) -> None:
        self._soon.setInterval(0)
        one = self.walk.following() if self._workspace.document is not None else None
        form = "" if one is None else " ".join(one.form.split())
        self.following = form if len(form) <= SHOWN else form[: SHOWN - 1].rstrip() + "…"
        self.hint_changed.emit()

    def _forget(self, start: int, end: int) -> None:
        self.others, self.following = 0, ""
        if not self._soon.isActive():
            self._soon.start()
        if start < end:
            self._rest.start(self.rest)
        else:
            self._rest.stop()

    def _count(self) -> None:
        self.others = len(self.everywhere.others(COUNTED))
        self.hint_changed.emit()
