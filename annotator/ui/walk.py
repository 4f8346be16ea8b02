"""The way through an article from one likely entity to the next: by Tab, by a letter, and after each label."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.model import Span
from annotator.ui.lessons import Lessons
from annotator.ui.plain_text import filled
from annotator.ui.text_view import TextView

if TYPE_CHECKING:
    from annotator.suggest import Suggestion
    from annotator.suggest.likely import Likely, LikelyEntities

NEAR = 8_000
"""Code points around the caret in which a likely entity is looked for: farther away nobody sees what happens."""
FAR = 20_000
"""The same for a key that asks for nothing else."""


class Walk(QObject):
    """Selects what is likely. It goes on by itself only from what it has selected, moved since or not."""

    said = Signal(str)

    def __init__(self, view: TextView, lessons: Lessons) -> None:
        """Make it after the view was connected with the workspace: it goes by the spans that the view shows."""
        super().__init__(view)
        self.advances = True
        """Whether a label leads on to the next likely entity."""
        self.is_on = False
        """Whether what is selected was selected here."""
        self.offers: Callable[[], Sequence[Suggestion]] = tuple
        """Returns what is suggested, in order: each is a stop on the way."""
        self._view = view
        self._lessons = lessons
        self._from = 0
        self._selects = False
        view.selection_changed.connect(self._note_selection)
        view.span_selected.connect(self._note_span)

    # --- what keys do

    def next(self) -> bool:
        """Select the next likely entity; return whether there was one."""
        start, end = self._view.selection()
        return self._go(chain(self._inside(start, end), self._onward(end, FAR)))

    def previous(self) -> bool:
        """Select the likely entity before, be it one that is passed over; return whether there was one."""
        return self._go(self._backward(self._view.selection()[0]))

    def jump(self, letter: str) -> None:
        """Go to the next word that begins with the letter, a capital only to a capital; select what is likely there.

        Behind the last one it goes on from the top.
        """
        from annotator.suggest.initials import next_initial

        text = self._text()
        ahead = next_initial(text, letter, self._from)
        found = ahead or next_initial(text, letter, 0)
        if found is None:
            self.said.emit(filled(self.tr("No word of this article begins with “{letter}”."), letter=letter))
            return
        self.pick(*found)
        if ahead is None:
            self.said.emit(self.tr("From the top."))

    def pick(self, start: int, end: int) -> None:
        """Select a word, or what is likely to begin with it."""
        offered = next((one.end for one in self.offers() if one.start == start), None)
        self._select(start, offered or self._entities().reaching(start, end))
        self._from = start + 1

    def begin(self) -> None:
        """Select the first likely entity of an article that was reached on the way."""
        self.is_on = True
        self._go(self._onward(0, NEAR))
        self._from = 0

    def finish(self) -> None:
        """Learn that the rest of the article was read and left as it is."""
        self._lessons.pass_by(len(self._text()), len(self._text()))

    def go_on(self, start: int, end: int) -> None:
        """Select the next likely entity after a label was given from `start` to `end`."""
        self.is_on = True
        self._lessons.pass_by(start, end)
        self._from = end
        if self.advances:
            self._go(chain(self._inside(start, end), self._onward(end, NEAR)))
            self._from = end

    def go_back_to(self, start: int, end: int) -> None:
        """Select a stretch once more. It counts as selected here if what is selected now does."""
        if self.is_on:
            self._select(start, end)
        else:
            self._view.select(start, end)

    # --- what is likely

    def following(self) -> "Likely | None":
        """Return what Tab would select, if it is near."""
        return next(self._onward(self._view.selection()[1], NEAR), None)

    def is_inside_longer(self, start: int, end: int) -> bool:
        """Return whether a stretch is a part of something longer that is likely."""
        one = self._entities().around(start)
        return one is not None and one.end - one.start > end - start

    def is_labelled(self, start: int, end: int) -> bool:
        """Return whether any of a stretch is labelled."""
        return any(span.start < end and start < span.end for span in self._view.spans_near(start))

    def _inside(self, start: int, end: int) -> "Iterator[Likely]":
        """Yield what is suggested to lie inside a stretch."""
        inner = [one for one in self.offers() if one.is_inner and start <= one.start and one.end <= end]
        if inner:
            from annotator.suggest.stops import as_stop

            yield from (as_stop(one, self._text()) for one in inner if (one.start, one.end) != (start, end))

    def _onward(self, position: int, reach: int) -> "Iterator[Likely]":
        found = self._entities().onward(position, reach)
        likely = (one for one in found if not (one.is_hidden or self.is_labelled(one.start, one.end)))
        offers = self.offers()
        if not offers:
            return likely
        from annotator.suggest.stops import onward

        ahead = offers[bisect_left(offers, position, key=attrgetter("start")) :]
        return onward(likely, ahead, self._text(), until=position + reach)

    def _backward(self, position: int) -> "Iterator[Likely]":
        found = self._entities().backward(position, FAR)
        likely = (one for one in found if not self.is_labelled(one.start, one.end))
        offers = self.offers()
        if not offers:
            return likely
        from annotator.suggest.stops import backward

        behind = [one for one in offers if one.end <= position]
        return backward(likely, behind, self._text(), until=position - FAR)

    def _entities(self) -> "LikelyEntities":
        return self._lessons.entities(self._text())

    def _text(self) -> str:
        return self._view.text()

    # --- the selection

    def _go(self, found: "Iterator[Likely]") -> bool:
        one = next(found, None)
        if one is None:
            return False
        self._select(one.start, one.end)
        return True

    def _select(self, start: int, end: int) -> None:
        self.is_on = True
        with self._selecting():
            self._view.select(start, end)
            self._view.show_stretch(start, end)
        self._from = start

    @contextmanager
    def _selecting(self) -> Iterator[None]:
        self._selects = True
        try:
            yield
        finally:
            self._selects = False

    def _note_selection(self, start: int, end: int) -> None:
        if self._selects:
            return
        if start == end:
            self.is_on = False
        if not self.is_on:
            self._from = start

    def _note_span(self, span: Span | None) -> None:
        if span is not None and not self._selects:
            self._from = span.start + 1
