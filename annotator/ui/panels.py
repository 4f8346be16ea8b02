"""How the panels stand: articles, the open one, and labels over spans. Which are shown, how large, and what folds."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from annotator.ui.page import Page
from annotator.ui.style import scaled

LEFT_WIDTH, RIGHT_WIDTH = 248, 272
NARROW = 1_000
"""Up to this width of the window, in pixels, the right side folds away."""
MIN_SIDE, MIN_PAGE, MIN_HEIGHT = 160, 320, 96
RIGHT = ("labels", "spans")
USUAL_ROWS = [230, 520]
LABELS_PART = 0.6
"""Of the height of the right side, what the labels take by themselves at most."""


class Stop(NamedTuple):
    """A place where the keyboard stops on its way round the panels."""

    where: QWidget
    take_focus: Callable[[], object]


class Panels(QSplitter):
    """Three columns, the right one of two panels. A panel is named as in the table of actions: `show_NAME`."""

    shown_changed = Signal()
    """Another panel is shown or hidden."""

    def __init__(self, *, articles: QWidget, page: Page, labels: QWidget, spans: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._page = page
        self._parts: Mapping[str, QWidget] = {"articles": articles, "labels": labels, "spans": spans}
        self.right = QSplitter(Qt.Orientation.Vertical)
        self._narrow = False
        self._before: tuple[str, ...] | None = None
        """The panels that were shown before the page was left alone."""
        self._unfolded: tuple[str, ...] = RIGHT
        self._fill(self.right, (labels, spans), stretches=(0, 1))
        self._fill(self, (articles, page, self.right), stretches=(0, 1, 0))
        for panel in (articles, self.right):
            panel.setMinimumWidth(MIN_SIDE)
        page.setMinimumWidth(MIN_PAGE)
        self._columns, self._rows = [scaled(LEFT_WIDTH), 760, scaled(RIGHT_WIDTH)], USUAL_ROWS
        self._rows_chosen = False
        """Whether the heights on the right side are the user's."""
        self.right.splitterMoved.connect(self._note_choice)
        self._take_sizes()

    @staticmethod
    def _fill(splitter: QSplitter, panels: Sequence[QWidget], *, stretches: Sequence[int]) -> None:
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        for at, (panel, stretch) in enumerate(zip(panels, stretches, strict=True)):
            splitter.addWidget(panel)
            splitter.setStretchFactor(at, stretch)

    # --- which are shown

    def is_shown(self, name: str) -> bool:
        """Return whether a panel is shown, or would be if the window were."""
        return not self._parts[name].isHidden()

    def show_panel(self, name: str, *, on: bool) -> None:
        """Show or hide a panel; the keyboard does not stay in what is hidden."""
        self._note_sizes()
        panel, focus = self._parts[name], QApplication.focusWidget()
        held = focus is not None and panel.isAncestorOf(focus)
        panel.setVisible(on)
        self.right.setVisible(any(self.is_shown(part) for part in RIGHT))
        if held and not on:
            self._page.take_focus()
        self.shown_changed.emit()

    @property
    def is_alone(self) -> bool:
        """Return whether the page was left alone."""
        return self._before is not None

    def show_alone(self, *, on: bool) -> None:
        """Leave the page alone, or show all panels as they were before."""
        if on == self.is_alone:
            return
        self._note_sizes()
        shown: tuple[str, ...] = ()
        if self._before is None:
            self._before = tuple(name for name in self._parts if self.is_shown(name))
        else:
            shown, self._before = self._before, None
        for name, panel in self._parts.items():
            panel.setVisible(name in shown)
        self.right.setVisible(any(self.is_shown(part) for part in RIGHT))
        self._take_sizes()
        self.fold(self.window().width())
        self.shown_changed.emit()

    def fold(self, width: int) -> None:
        """Fold the right side away when the window becomes narrow, unfold it when it becomes wide again."""
        narrow = width <= NARROW
        if narrow == self._narrow or self.is_alone:
            return
        self._narrow = narrow
        shown = tuple(name for name in RIGHT if self.is_shown(name))
        if narrow:
            self._unfolded = shown
        for name in RIGHT:
            self.show_panel(name, on=not narrow and name in (*self._unfolded, *shown))

    def fit_labels(self, height: int) -> None:
        """Let so many pixels of labels be seen, as far as the spans have room; not if the user has chosen."""
        if self._rows_chosen:
            return
        whole = sum(self.right.sizes()) or sum(self._rows)
        labels = min(max(height, USUAL_ROWS[0]), round(whole * LABELS_PART))
        self._rows = [labels, whole - labels]
        self.right.setSizes(self._rows)

    def _note_choice(self) -> None:
        self._rows_chosen = True

    # --- the keyboard

    def go_round(self, stops: Sequence[Stop], step: int) -> None:
        """Give the keyboard to the next stop that is shown and takes it, or the one before with a step of -1."""
        focus = QApplication.focusWidget()
        here = next((at for at, stop in enumerate(stops) if focus and _holds(stop.where, focus)), -step)
        for far in range(1, len(stops)):
            stop = stops[(here + far * step) % len(stops)]
            if not stop.where.isVisible():
                continue
            stop.take_focus()
            focus = QApplication.focusWidget()
            if focus is not None and _holds(stop.where, focus):
                return

    # --- what is found again

    def arrangement(self) -> bytes:
        """Return sizes in pixels and what is hidden, as `restore` takes them."""
        shown = [name for name in self._parts if self.is_shown(name)] if self._before is None else self._before
        hidden = [name for name in self._parts if name not in shown]
        if self._narrow:
            hidden = [name for name in hidden if name not in self._unfolded]
        self._note_sizes()
        kept = {"columns": self._columns, "rows": self._rows if self._rows_chosen else None, "hidden": hidden}
        return json.dumps(kept).encode()

    def restore(self, arrangement: bytes) -> None:
        """Take an earlier `arrangement`; of what is not understood, the usual one."""
        try:
            kept = json.loads(arrangement)
            chosen = kept["rows"] is not None
            columns, rows = _sizes(kept["columns"], 3), _sizes(kept["rows"], 2) if chosen else self._rows
            hidden = [name for name in self._parts if name in kept["hidden"]]
        except (ValueError, TypeError, KeyError):
            return
        self._columns, self._rows, self._rows_chosen = columns, rows, chosen
        self._take_sizes()
        for name in hidden:
            self.show_panel(name, on=False)

    def _take_sizes(self) -> None:
        self.setSizes(self._columns)
        self.right.setSizes(self._rows)

    def _note_sizes(self) -> None:
        """Note how large the panels are that are seen; the others keep what they had."""
        if self.isVisible():
            self._columns = [size or known for size, known in zip(self.sizes(), self._columns, strict=True)]
            self._rows = [size or known for size, known in zip(self.right.sizes(), self._rows, strict=True)]


def _holds(panel: QWidget, widget: QWidget) -> bool:
    return panel is widget or panel.isAncestorOf(widget)


def _sizes(kept: object, number: int) -> list[int]:
    """Return so many sizes. Raises ValueError when they are none."""
    if not isinstance(kept, list) or len(kept) != number or not all(type(size) is int and size > 0 for size in kept):
        raise ValueError(kept)
    return kept
