"""From place to place where others have labelled: who gave which label there, and one's own beside it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QAction

from annotator.errors import EditError
from annotator.pieces import Place, place_of
from annotator.ui.main_window import Gestures
from annotator.ui.plain_text import filled
from annotator.ui.text_view import TextView
from annotator.ui.workspace import Workspace


class OthersSteps(QObject):
    """Selects, in reading order, each place that somebody else has labelled, and says by whom and how.

    Text that nobody but others has labelled is selected as text: a label's key labels it. Where one has a span of one's
    own, that is selected.
    """

    said = Signal(str)

    def __init__(self, workspace: Workspace, view: TextView, show: QAction) -> None:
        """`show` is checked while the view outlines what others have labelled."""
        super().__init__(workspace)
        self._workspace = workspace
        self._view = view
        self._show = show

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {"next_of_others": self.next, "previous_of_others": self.previous}

    def next(self) -> None:
        """Go to the next place. Raises EditError where others have labelled nothing."""
        places, keys = self._places()
        at = bisect_right(keys, self._here())
        self._go(places, at, self.tr("Nobody else has labelled anything after this place."))

    def previous(self) -> None:
        """Go to the place before. Raises EditError where others have labelled nothing."""
        places, keys = self._places()
        at = bisect_left(keys, self._here()) - 1
        self._go(places, at, self.tr("Nobody else has labelled anything before this place."))

    def _places(self) -> tuple[list[Place], list[tuple[int, int]]]:
        places = sorted({place_of(span) for span in self._workspace.others_spans()}, key=lambda one: (*_key(one), one))
        if not places:
            raise EditError(self.tr("Nobody else has labelled anything in this article."))
        return places, [_key(place) for place in places]

    def _here(self) -> tuple[int, int]:
        """Return the key of what is selected; a caret comes before all that begins there."""
        span, (start, end) = self._workspace.span, self._workspace.selection
        if span is not None:
            return _key(place_of(span))
        return (start, -end) if start < end else (start, -len(self._view.text()) - 1)

    def _go(self, places: Sequence[Place], at: int, otherwise: str) -> None:
        if not 0 <= at < len(places):
            self.said.emit(otherwise)
            return
        if not self._show.isChecked():
            self._show.trigger()
        place = places[at]
        start, end, _ = place
        own = next((span for span in self._workspace.own_spans() if place_of(span) == place), None)
        if own is None:
            self._view.select(start, end)
        else:
            self._view.put_caret(start)
            self._view.select_span(own)
        self._view.show_stretch(start, end)
        self._tell(place, at + 1, len(places))

    def _tell(self, place: Place, at: int, count: int) -> None:
        """Say who has labelled a place, and how."""
        me, here = self._workspace.annotator, self._workspace.need_document().spans
        there = sorted((span.annotator == me, span.annotator, span.label) for span in here if place_of(span) == place)
        mine, theirs = self.tr("you: {label}"), self.tr("{who}: {label}")
        by = (filled(mine if own else theirs, who=who, label=label) for own, who, label in there)
        number = QLocale().toString
        said = self.tr("{at} of {count}  ·  {by}").format(at=number(at), count=number(count), by=", ".join(by))
        self.said.emit(said)
        self._view.tell(said)


def _key(place: Place) -> tuple[int, int]:
    """Return the key of reading order: what is around comes before what is inside."""
    return place[0], -place[1]
