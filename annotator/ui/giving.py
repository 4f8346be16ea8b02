"""The ways to give a label: by its key, by its letters, by its name, the last one again, and by a pen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal

from annotator.errors import EditError
from annotator.model import Kind, Scheme
from annotator.ui.actions import key_text
from annotator.ui.label_chords import LabelChords
from annotator.ui.label_strip import LabelStrip
from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.palette import Theme
from annotator.ui.pen import Pen
from annotator.ui.walking import Walking
from annotator.ui.workspace import Workspace

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
Guard = Callable[[Callable[..., object]], Callable[..., None]]


class Giving(QObject):
    """Gives labels to what is selected in a window."""

    said = Signal(str)

    def __init__(
        self, window: MainWindow, workspace: Workspace, walking: Walking, guard: Guard, theme: Callable[[], Theme]
    ) -> None:
        """`guard` returns a gesture with its errors caught, `theme` what holds now."""
        super().__init__(walking)
        self._window = window
        self._workspace = workspace
        self._walking = walking
        self._guard = guard
        self._theme = theme
        self.last = ""
        """The label that was given last."""
        self._ids: dict[str, int] = {}
        """Those of the labels by their names: they outlive another name."""
        view = window.page.view
        self.pen = Pen(view, self)
        self.chords = LabelChords(view, lambda: window.label_actions.letters, self)
        self.chords.label_typed.connect(guard(self.give))
        self.chords.said.connect(self.said)
        self.strip = LabelStrip(view)
        self.strip.label_picked.connect(guard(self._give_held))
        self.pen.changed.connect(self._show_pen)
        view.text_drawn.connect(guard(self._drawn))
        for changed in (view.selection_changed, view.span_selected, view.verticalScrollBar().valueChanged):
            changed.connect(self.strip.hide)
        window.label_actions.everywhere_chosen.connect(guard(self.give_everywhere))
        workspace.scheme_changed.connect(self._follow_scheme)

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {
            "give_label": self.search,
            "give_by_letters": self.chords.begin,
            "repeat_label": self.repeat,
            "label_pen": self.toggle_pen,
        }

    # --- by key, by letters, by name

    def give(self, label: str, *, second: bool = False) -> None:
        """Do what a label's key means. Raises EditError as `Labelling.label` does."""
        self._walking.label(label, second=second)
        self._note(label)

    def give_everywhere(self, label: str) -> None:
        """Label the selected text wherever it stands. Raises EditError without one."""
        self._walking.label_everywhere(label)
        self._note(label)

    def search(self) -> None:
        """Ask for a label by its name, and give it. Raises EditError where there is none."""
        from annotator.ui.label_search import LabelLine, LabelSearch

        actions, labels = self._window.label_actions, self._workspace.labels()
        if not labels:
            raise EditError(self.tr("This project has no labels yet."))
        lines = [LabelLine(label, key_text(actions[label.name])) for label in labels]
        dialog = LabelSearch(lines, self._theme(), self._window, self._place())
        dialog.label_chosen.connect(self._guard(self._give_held))
        dialog.show()

    def _give_held(self, label: str, held: Qt.KeyboardModifier) -> None:
        """Give a label as its key would, pressed with these modifiers."""
        if held & ALT:
            self.give_everywhere(label)
        else:
            self.give(label, second=bool(held & SHIFT))

    def _place(self) -> QRect:
        """Return where the selected text or span is, on the screen."""
        view, span = self._window.page.view, self._workspace.span
        start, end = (span.start, span.end) if span else view.selection()
        first, last = view.caret_rectangle(start), view.caret_rectangle(end)
        left = first.left() if first.top() == last.top() else last.left()
        corner = view.viewport().mapToGlobal(QPoint(left, first.top()))
        return QRect(corner, view.viewport().mapToGlobal(last.bottomLeft() + QPoint(1, 0)))

    # --- the last one again

    def repeat(self) -> None:
        """Accept the selected suggestion, else give the last label again; where the span has it already, go on.

        Raises EditError when none was given.
        """
        offer = self._workspace.offer
        if offer is not None and self._workspace.span is None:
            self.give(offer.label)
            return
        label = self.pen.label or self.last
        if not label:
            raise EditError(self.tr("No label was given yet. Press the key of one first."))
        span = self._workspace.span
        if span is not None and span.label == label:
            self._walking.next()
        else:
            self.give(label)

    # --- the pen

    def toggle_pen(self) -> None:
        """Take up the label that is meant as a pen, or lay it down."""
        try:
            self.pen.toggle(self._window.labels.meant())
        finally:
            self._show_pen(self.pen.label)  # The menu has ticked itself, whatever came of it.

    def _drawn(self, start: int, end: int) -> None:
        """Give text that the mouse selected the label of the pen; without one, offer the labels there."""
        if self.pen.label:
            self.give(self.pen.label)
            return
        actions = self._window.label_actions
        labels = [(label, key_text(actions[label.name])) for label in self._workspace.labels()]
        self.strip.offer(labels, self._window.actions_by_name["give_label"], self._theme(), start, end)

    def draw(self, _start: int, _end: int) -> None:
        """Give a word that was reached by its letters the label of the pen if there is one."""
        if self.pen.label:
            self.give(self.pen.label)

    def _show_pen(self, label: str) -> None:
        action = self._window.actions_by_name["label_pen"]
        action.setChecked(bool(label))
        self._window.status.show_pen(label)
        self._window.labels.show_pen(label)

    def _follow_scheme(self, scheme: Scheme) -> None:
        """Keep to the labels of pen and last key under other names. Lay down a pen whose label is gone."""
        labels = scheme.of_kind(Kind.SPAN)
        by_id, names = {label.id: label.name for label in labels}, {label.name for label in labels}

        def now(name: str) -> str:
            return by_id.get(self._ids.get(name, 0), name if name in names else "")

        self.last = now(self.last)
        self.pen.take(now(self.pen.label))
        self._ids = {label.name: label.id for label in labels}
        self._window.labels.show_pen(self.pen.label)

    # --- what the palette shows

    def _note(self, label: str) -> None:
        self.last = label
        if self.pen.label:
            self.pen.take(label)
        self.show_current()

    def show_current(self) -> None:
        """Mark in the palette the label of the selected span, else the one that was given last."""
        span = self._workspace.span
        self._window.labels.show_current(span.label if span else self.last)
