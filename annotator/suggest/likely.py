"""Likely entities: where a span might be made next, without saying under which label. All offsets are code points.

They are found by piece of the text, a line or a part of a long one, when somebody asks for them: a megabyte costs no
more than a page. What the reader's labels have taught is asked anew whenever it has changed.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from annotator.model import Span, reading_order, value
from annotator.sentences import piece_around
from annotator.suggest.experience import FORM, Experience
from annotator.suggest.links import link_key, links_in
from annotator.suggest.phrases import is_lone, phrase_from
from annotator.suggest.shapes import Stretch, Word, stretches_in, words_in

VANISHES = 0.15
"""What is less likely than this to be labelled is passed over."""
LONGEST_REACH = 6
"""Words beside a name that may belong to it."""

Piece = tuple[int, int]
_START = attrgetter("start")


@value
class Likely:
    """A stretch that might be labelled, what it looks like, and how likely it is, 0 to 1."""

    start: int
    end: int
    shape: str
    form: str
    chance: float

    @property
    def is_hidden(self) -> bool:
        """Whether it is so unlikely that nobody wants to stop there."""
        return self.chance < VANISHES


class LikelyEntities:
    """Those of one text, which never changes."""

    def __init__(self, text: str, experience: Experience) -> None:
        self.text = text
        self.experience = experience
        self._seen: dict[Piece, tuple[list[Word], list[Stretch]]] = {}
        self._found: dict[Piece, tuple[int, list[Likely]]] = {}

    # --- finding

    def onward(self, position: int, reach: int | None = None) -> Iterator[Likely]:
        """Yield those that begin at `position` or later, in order, hidden ones too; not much farther than `reach`."""
        limit = len(self.text) if reach is None else min(len(self.text), position + reach)
        while position < limit:
            piece = piece_around(self.text, position)
            yield from (one for one in self._in_piece(piece) if one.start >= position)
            position = max(position, piece[1]) + (self.text.startswith("\n", max(position, piece[1])))

    def backward(self, position: int, reach: int | None = None) -> Iterator[Likely]:
        """Yield those that end at `position` or before, the last first, hidden ones too; not much beyond `reach`."""
        limit = 0 if reach is None else max(0, position - reach)
        while position > limit:
            piece = piece_around(self.text, position - 1)
            yield from (one for one in reversed(self._in_piece(piece)) if one.end <= position)
            position = min(position - 1, piece[0])

    def around(self, position: int) -> Likely | None:
        """Return the one that holds the character at `position`, hidden or not."""
        found = self._in_piece(piece_around(self.text, position))
        return next((one for one in found if one.start <= position < one.end), None)

    def reaching(self, start: int, end: int) -> int:
        """Return where what begins with a word is likely to end: with what is likely there, or with a phrase."""
        one = self.around(start)
        if one is not None and one.end > end:
            return one.end
        piece = piece_around(self.text, start)
        words = self._look(piece)[0]
        at = bisect_left(words, start - piece[0], key=_START)
        if at == len(words) or words[at].start != start - piece[0]:
            return end
        last = phrase_from(self.text[piece[0] : piece[1]], words, at, lone=self.experience.lone_goes_on)
        inside = self.around(words[last].start + piece[0]) if last > at else None
        return max(end, words[last].end + piece[0], inside.end if inside is not None else 0)

    def _in_piece(self, piece: Piece) -> list[Likely]:
        version, found = self._found.get(piece, (-1, []))
        if version != self.experience.version:
            found = self._find(piece)
            self._found[piece] = (self.experience.version, found)
        return found

    def _look(self, piece: Piece) -> tuple[list[Word], list[Stretch]]:
        """Return the words of a piece and what they look like, offsets from its start."""
        if piece not in self._seen:
            part = self.text[piece[0] : piece[1]]
            words = words_in(part)
            self._seen[piece] = (words, stretches_in(part, words))
        return self._seen[piece]

    def _find(self, piece: Piece) -> list[Likely]:
        words, stretches = self._look(piece)
        part = self.text[piece[0] : piece[1]]
        parted = (part for one in stretches for part in self._parted(words, one))
        found = [self._likely(part, *self._reached(words, one), one.shape) for one in parted]
        chosen = _without_overlap([*found, *self._known_forms(part, words)])
        return [
            Likely(one.start + piece[0], one.end + piece[0], one.shape, one.form, one.chance)
            for one in sorted(chosen, key=lambda one: one.start)
        ]

    def _parted(self, words: Sequence[Word], stretch: Stretch) -> Iterator[Stretch]:
        """Yield a name, or the names on both sides of small words that mostly part them."""
        first = stretch.first
        for link in links_in(words, stretch):
            if self.experience.parts(words[link.start - 1].plain, link_key(words, link)):
                yield Stretch(first, link.start - 1, stretch.shape)
                first = link.stop
        yield Stretch(first, stretch.last, stretch.shape)

    def _likely(self, part: str, start: int, end: int, shape: str) -> Likely:
        form = part[start:end]
        return Likely(start, end, shape, form, self.experience.chance(shape, form))

    def _reached(self, words: Sequence[Word], stretch: Stretch) -> tuple[int, int]:
        """Return the borders of a name with the words beside it that are mostly labelled with it."""
        reaches = self.experience.reaches
        first, last = stretch.first, stretch.last
        while first > max(0, stretch.first - LONGEST_REACH) and reaches("before", words[first - 1].plain):
            first -= 1
        while last + 1 < min(len(words), stretch.last + LONGEST_REACH) and reaches("after", words[last + 1].plain):
            last += 1
        return words[first].start, words[last].end

    def _known_forms(self, part: str, words: Sequence[Word]) -> Iterator[Likely]:
        """Yield what was labelled before, wherever it stands as whole words."""
        ends = {word.end for word in words}
        for word in words:
            for head in {word.text, word.text.lower()} if word.begins else (word.text,):
                for form in self.experience.forms_from(head):
                    end = word.start + len(form)
                    if end in ends and part[word.start + len(head) : end] == form[len(head) :]:
                        yield Likely(word.start, end, FORM, form, self.experience.chance(FORM, form))

    # --- learning

    def learn_passed(self, start: int, end: int) -> None:
        """Learn that somebody read from `start` to `end` and labelled nothing there."""
        passed = []
        for one in self.onward(start):
            if one.end > end:
                break
            passed.append(one)
        for one in passed:
            self.experience.decide(one.shape, one.form, labelled=False)

    def learn_label(self, start: int, end: int) -> None:
        """Learn that this stretch was labelled."""
        piece = piece_around(self.text, start)
        here = [one for one in self._in_piece(piece) if one.start < end and start < one.end]
        exact = next((one.shape for one in here if (one.start, one.end) == (start, end)), FORM)
        for one in here:
            if (one.start, one.end) != (start, end):
                self.experience.decide(one.shape, one.form, labelled=False)
        form = self.text[start:end]
        self.experience.decide(exact, form, labelled=True)
        self.experience.add_form(form)
        self._learn_reach(piece, start - piece[0], end - piece[0])
        self._learn_parts(piece, start - piece[0], end - piece[0])

    def _learn_reach(self, piece: Piece, start: int, end: int) -> None:
        """Learn which words beside a name were labelled with it; offsets are from the start of the piece."""
        words, stretches = self._look(piece)
        inside = [one for one in stretches if words[one.first].start >= start and words[one.last].end <= end]
        if not inside:
            return
        note = self.experience.note_reach
        for at in range(inside[0].first - 1, -1, -1):
            note("before", words[at].plain, taken=words[at].start >= start)
            if words[at].start < start:
                break
        for at in range(inside[-1].last + 1, len(words)):
            note("after", words[at].plain, taken=words[at].end <= end)
            if words[at].end > end:
                break

    def _learn_parts(self, piece: Piece, start: int, end: int) -> None:
        """Learn whether small words join the names beside them, and a small word the one after it; offsets as above."""
        words, stretches = self._look(piece)
        at = bisect_left(words, start, key=_START)
        if at < len(words) and words[at].start == start and is_lone(self.text[piece[0] : piece[1]], words, at):
            self.experience.note_lone(goes_on=end > words[at].end)
        for one in stretches:
            if words[one.first].start >= end or words[one.last].end <= start:
                continue
            for link in links_in(words, one):
                before, after = words[link.start - 1], words[link.stop]
                joins = start <= before.start and after.end <= end
                if joins or before.end == end or after.start == start:
                    self.experience.note_link(before.plain, link_key(words, link), joins=joins)

    def learn_all(self, spans: Sequence[Span]) -> None:
        """Learn from a whole article and all its spans."""
        reached = 0
        for span in sorted(spans, key=reading_order):
            if span.start >= reached:
                self.learn_passed(reached, span.start)
            self.learn_label(span.start, span.end)
            reached = max(reached, span.end)
        self.learn_passed(reached, len(self.text))


def _without_overlap(found: Sequence[Likely]) -> list[Likely]:
    """Return those that are left when the longest go first, and all that are hidden last."""
    chosen: list[Likely] = []
    order = sorted(found, key=lambda one: (one.is_hidden, one.start - one.end, one.shape != FORM))
    taken: set[int] = set()
    for one in order:
        places = range(one.start, one.end)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen.append(one)
    return chosen
