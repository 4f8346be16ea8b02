"""What the status line says of the place and the selection."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.attributes import attributes_for
from annotator.model import Kind, quote
from annotator.ui.actions import key_text
from annotator.ui.hints import Here, hint
from annotator.ui.main_window import MainWindow
from annotator.ui.piece_gestures import PieceGestures
from annotator.ui.walking import COUNTED, Walking
from annotator.ui.workspace import Workspace

NAMED = ("new_label", "next_likely", "add_to_span", "remove_span", "repeat_label")
"""Actions whose keys the hint names."""
QUOTED = 200
"""Code points of a selection that are looked at for the status line: the selection may be the whole text."""


class Telling(QObject):
    """Brings the status line up to date."""

    def __init__(
        self,
        window: MainWindow,
        workspace: Workspace,
        pieces: PieceGestures,
        walking: Walking,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._workspace = workspace
        self._pieces = pieces
        self._walking = walking
        self.lesson: Callable[[str], str] = lambda hint: hint
        """Whoever is new is told something else than the hint."""

    def show_selection(self) -> None:
        """Show what is selected, and what can be done with it."""
        document, status = self._workspace.document, self._window.status
        if document is None:
            status.show_selection(0, 0, "")
            status.show_hint("")
            return
        span = self._workspace.span
        start, end = (span.start, span.end) if span else self._workspace.selection
        quoted = quote(document.text, span, joint=" … ") if span else document.text[start : min(end, start + QUOTED)]
        status.show_selection(start, end, quoted[:QUOTED])
        status.show_hint(self.hint())

    def complete_hint(self) -> None:
        """Add to the hint what took a while to find out."""
        if self._workspace.document is not None:
            self._window.status.complete_hint(self.hint())

    def hint(self) -> str:
        """Return what a key would do now; nothing where there is no text."""
        work, walking = self._workspace, self._walking
        if work.document is None or not work.document.text or work.document.text.isspace():
            return ""
        new_label, onward, adds, removes, accepts = (key_text(self._window.actions_by_name[name]) for name in NAMED)
        here = Here(
            work.selection,
            work.span,
            self._pieces.span,
            walking.following,
            walking.others,
            COUNTED,
            new_label=new_label,
            onward=onward,
            adds=adds,
            removes=removes,
            relates=self._key_of("relate_span"),
            describes=self._key_of("edit_annotation"),
            offer=work.offer,
            accepts=accepts,
        )
        return self.lesson(hint(work.labels(), self._window.label_actions.keys, here))

    def _key_of(self, name: str) -> str:
        """Return the key of an action on the selected span, if the scheme gives it a sense."""
        scheme, span = self._workspace.scheme, self._workspace.span
        has_sense = (
            scheme.of_kind(Kind.RELATION) if name == "relate_span" else span and attributes_for(scheme, span.label)
        )
        return key_text(self._window.actions_by_name[name]) if has_sense else ""

    def show_position(self, *_: int) -> None:
        """Show how much of the text lies above."""
        bar = self._window.page.view.verticalScrollBar()
        if self._workspace.document is not None:
            self._window.status.show_position(100 * bar.value() // bar.maximum() if bar.maximum() else 100)
