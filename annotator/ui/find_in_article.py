"""Finding in the open article: what the bar asks for is outlined, and keys go from one to the next."""

from bisect import bisect_left, bisect_right
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.errors import FindError
from annotator.finding import Found, find
from annotator.ui.palette import Theme
from annotator.ui.translation import error_text

if TYPE_CHECKING:
    from annotator.ui.find_bar import FindBar
    from annotator.ui.main_window import Gestures, MainWindow

WAIT = 60
"""Milliseconds after the last letter until it is looked for."""
QUOTED = 200
"""Code points of selected text that are taken over into the bar."""


class FindInArticle(QObject):
    """Joins the bar, made when it is first wanted, with the text."""

    def __init__(self, window: "MainWindow", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._view = window.page.view
        self._bar: FindBar | None = None
        self._theme: Theme | None = None
        self._found = Found()
        self._from = 0
        """Where the search began, and begins anew with each letter."""
        self._pause = QTimer(self, singleShot=True, interval=WAIT)
        self._pause.timeout.connect(self._follow)

    # --- what the keys do

    def gestures(self) -> "Gestures":
        """Return what is done, by the name of the action."""
        return {"find": self.open, "find_next": partial(self.go_on, 1), "find_previous": partial(self.go_on, -1)}

    def open(self) -> None:
        """Show the bar, with the selected text if that is on one line, and give it the keyboard."""
        bar = self._bar or self._make_bar()
        start, end = self._view.selection()
        chosen = self._view.text()[start : min(end, start + QUOTED + 1)]
        bar.show()
        self._from = start
        if chosen and "\n" not in chosen and len(chosen) <= QUOTED and not self._is_found(start, end):
            bar.pattern.setChecked(False)
            bar.line.setText(chosen)
        self._follow()
        bar.take_focus()

    def leave(self) -> None:
        """Hide the bar and go back to the text; what was found stays selected."""
        if self._bar is not None:
            self._pause.stop()
            self._bar.hide()
            self._view.show_found(())
            self._window.page.take_focus()

    def go_on(self, step: int = 1) -> None:
        """Select the next match, from the end to the start; with -1 the one before."""
        if self._bar is None or not self._bar.line.text():
            self.open()
            return
        if self._pause.isActive() or self._bar.isHidden():
            self._pause.stop()
            self._search()
        places = self._found.places
        if places:
            start, end = self._view.selection()
            at = bisect_left(places, (max(end, start + 1), 0)) if step > 0 else bisect_left(places, (start, 0)) - 1
            self._select(at % len(places))

    # --- what is found

    def search_again(self, *_: object) -> None:
        """Look in another text for the same, and select nothing."""
        if self._bar is not None and self._bar.isVisible():
            self._from = 0
            self._search()

    def _follow(self) -> None:
        """Look for what is written, and select the first match from where the search began."""
        self._pause.stop()
        self._search()
        places = self._found.places
        if places:
            self._select(bisect_left(places, (self._from, 0)) % len(places))

    def _search(self) -> None:
        bar, why = self._bar, ""
        if bar is None:
            return
        try:
            self._found = find(self._view.text(), bar.wanted())
        except FindError as error:
            self._found, why = Found(), error_text(error)
        bar.refuse(why)
        self._view.show_found(self._found.places if bar.isVisible() else ())
        self._show_number()

    def _select(self, at: int) -> None:
        start, end = self._found.places[at]
        self._view.select(start, end)
        self._view.go_to(end)
        self._view.go_to(start)

    def _is_found(self, start: int, end: int) -> bool:
        return self._place_of(start, end) is not None

    def _place_of(self, start: int, end: int) -> int | None:
        places = self._found.places
        at = bisect_right(places, (start, end)) - 1
        return at if at >= 0 and places[at] == (start, end) else None

    def _show_number(self, *_: object) -> None:
        if self._bar is not None and self._bar.isVisible():
            at = self._place_of(*self._view.selection())
            self._bar.show_number(at, len(self._found.places), is_all=self._found.is_all)

    # --- the bar

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        if self._bar is not None:
            self._bar.set_theme(theme)

    def _make_bar(self) -> "FindBar":
        from annotator.ui.find_bar import FindBar

        actions = self._window.actions_by_name
        bar = FindBar(actions["find_next"], actions["find_previous"])
        if self._theme is not None:
            bar.set_theme(self._theme)
        bar.wanted_changed.connect(self._pause.start)
        bar.went_on.connect(self.go_on)
        bar.left.connect(self.leave)
        self._view.selection_changed.connect(self._show_number)
        self._window.page.add_bar(bar, bar.take_focus)
        self._bar = bar
        return bar
