"""How many keys a span takes, counted without a window: `python -m tests.benchmarks.keystrokes`.

It is for trying out what is likely: a run takes three seconds. `tests.benchmarks.replay` drives the real window.

A simulated person labels the gold spans of each article in reading order, by a fixed habit, without looking ahead:

1. What is selected is the next span: its label's key.
2. The span is the next likely entity or the one after: Tab.
3. What is selected overlaps it: move the ends, a key for each phrase, and for each word where a phrase leads too far.
4. Else the span's first letter, with Shift if it is a capital, until there; before a digit or a sign, that of the
   first word behind it; then as in 3. A span before the last one takes a key more.

With `everywhere` each label key labels all further occurrences that are not inside something longer; each wrong one
takes three keys. The key to the next article counts too.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotator.model import AnnotatedDocument, Span
from annotator.suggest.chunks import REACH, chunks_around
from annotator.suggest.experience import Experience
from annotator.suggest.likely import Likely, LikelyEntities
from annotator.tokens import tokens
from tests.benchmarks import gold

KEYING = 0.28
"""Seconds for a key. Card, Moran and Newell, The keystroke-level model, CACM 23 (1980): an average typist."""
TABS = 2
"""So many likely entities ahead are taken in at a glance."""
WRONG = 3
"""Keys to take off a label that came by itself: go there, remove, come back."""

Place = tuple[int, int]


@dataclass
class Count:
    """The presses of each span, and of each kind. A key with a modifier is one press and takes the time of two."""

    spans: list[int] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    modified: int = 0

    @property
    def mean(self) -> float:
        """Presses a span."""
        return sum(self.spans) / len(self.spans)

    @property
    def p90(self) -> int:
        """Nine of ten spans take no more presses."""
        return sorted(self.spans)[int(len(self.spans) * 0.9)]

    @property
    def seconds(self) -> float:
        """Seconds a span that the hand needs."""
        return KEYING * (sum(self.spans) + self.modified) / len(self.spans)


def _phrases(text: str) -> tuple[list[int], list[int]]:
    """Return where phrases begin, and where they end, in order."""
    starts, ends, position = [], [], 0
    for line in text.split("\n"):
        for at in range(0, len(line) + 1, REACH):
            middle = position + min(len(line), at + REACH // 2)
            found = chunks_around(text, middle)
            starts += [one.start for one in found]
            ends += [one.end for one in found]
        position += len(line) + 1
    return sorted(set(starts)), sorted(set(ends))


class Person:
    """Somebody who labels one article."""

    def __init__(self, document: AnnotatedDocument, experience: Experience, count: Count, *, everywhere: bool) -> None:
        self.text = document.text
        self.gold = document.spans
        self.likely = LikelyEntities(self.text, experience)
        self.count = count
        self.everywhere = everywhere
        self.words = tokens(self.text)
        self.phrases = _phrases(self.text)
        self.made: set[tuple[int, int, str]] = set()
        self.selected: Place | None = None
        self.here = self.read = self.pressed = 0

    def label_article(self) -> None:
        """Label everything, and go on to the next article."""
        self.advance()
        for span in self.gold:
            if (span.start, span.end, span.label) not in self.made:
                self.reach(span)
                self.press("label")
                self.label(span)
            self.count.spans.append(self.pressed)
            self.pressed = 0
        wrong = self.made - {(one.start, one.end, one.label) for one in self.gold}
        self.press("wrong", WRONG * len(wrong))
        self.press("next article", modified=True)
        if self.count.spans:
            self.count.spans[-1] += self.pressed
        self.likely.learn_passed(self.read, len(self.text))

    def press(self, kind: str, times: int = 1, *, modified: bool = False) -> None:
        self.pressed += times
        self.count.kinds[kind] += times
        self.count.modified += times * modified

    # --- what the window does

    def label(self, span: Span) -> None:
        if span.start >= self.read:
            self.likely.learn_passed(self.read, span.start)
        self.read = max(self.read, span.end)
        self.likely.learn_label(span.start, span.end)
        self.made.add((span.start, span.end, span.label))
        if self.everywhere:
            self.made |= {(*place, span.label) for place in self.others(span)}
        self.here = span.end
        self.advance()

    def others(self, span: Span) -> list[Place]:
        form = self.text[span.start : span.end]
        ends = {end for _, end in self.words}
        found = [(start, start + len(form)) for start, _ in self.words if self.text.startswith(form, start)]
        return [
            (start, end)
            for start, end in found
            if start >= span.end and end in ends and self.is_free(start, end) and not self.is_inside(start, end)
        ]

    def is_inside(self, start: int, end: int) -> bool:
        longer = self.likely.around(start)
        return longer is not None and longer.end - longer.start > end - start

    def is_free(self, start: int, end: int) -> bool:
        return not any(first < end and start < last for first, last, _ in self.made)

    def advance(self) -> None:
        one = self.next_likely(self.here)
        self.selected = (one.start, one.end) if one else None

    def next_likely(self, position: int) -> Likely | None:
        found = (one for one in self.likely.onward(position) if not one.is_hidden)
        return next((one for one in found if self.is_free(one.start, one.end)), None)

    # --- the habit

    def reach(self, span: Span) -> None:
        goal = (span.start, span.end)
        if self.selected is None or self.selected[1] <= span.start or self.selected[0] >= span.end:
            tabs = self.tabs_to(goal)
            if tabs:
                self.press("tab", tabs)
                return
            self.jump(span.start)
        self.adjust(goal)

    def tabs_to(self, goal: Place) -> int:
        at = self.selected[1] if self.selected else self.here
        for number in range(1, TABS + 1):
            one = self.next_likely(at)
            if one is None:
                break
            if (one.start, one.end) == goal:
                return number
            at = one.end
        return 0

    def jump(self, target: int) -> None:
        at = self.here
        if target < at:
            self.press("back", modified=True)
            at = target - 1
        if not self.text[target].isalpha():
            target = next((start for start, _ in self.words if start > target and self.text[start].isalpha()), target)
        letter = self.text[target]
        initials = ((start, self.text[start]) for start, _ in self.words if at <= start <= target)
        ways = [one for _, one in initials if one == letter or (letter.islower() and one.lower() == letter)]
        self.press("letter", max(1, len(ways)), modified=letter.isupper())
        end = next((end for start, end in self.words if start >= target), len(self.text))
        self.selected = (target, self.likely.reaching(target, end))

    def adjust(self, goal: Place) -> None:
        assert self.selected is not None
        starts, ends = zip(*self.words, strict=True)
        for place, target, words, phrases in zip(self.selected, goal, (starts, ends), self.phrases, strict=True):
            self.press("end", _steps(place, target, words, phrases))


def _steps(place: int, goal: int, words: Sequence[int], phrases: Sequence[int]) -> int:
    """Return how many keys lead from a place to the goal: by phrases where they do not lead past it, else by words."""
    steps = 0
    while place != goal:
        onward = place < goal
        place = _next(phrases, place, goal, onward=onward) or _next(words, place, goal, onward=onward) or goal
        steps += 1
    return steps


def _next(places: Sequence[int], place: int, goal: int, *, onward: bool) -> int | None:
    at = bisect_right(places, place) if onward else bisect_left(places, place) - 1
    found = places[at] if 0 <= at < len(places) else None
    return found if found is not None and min(place, goal) <= found <= max(place, goal) else None


def run(documents: Iterable[AnnotatedDocument], *, everywhere: bool = False) -> Count:
    """Label the articles one after the other, learning on the way."""
    count, experience = Count(), Experience()
    for document in documents:
        Person(document, experience, count, everywhere=everywhere).label_article()
    return count


def main() -> None:
    """Print what the spans of wikigold and re3d take."""
    for documents in (gold.wikigold, gold.re3d):
        for everywhere in (False, True):
            count = run(documents(), everywhere=everywhere)
            print(
                f"{documents.__name__}{', label-all' if everywhere else ''}: {count.mean:.2f} presses a span, "
                f"p90 {count.p90}, {count.seconds:.2f} s; {dict(count.kinds)}"
            )


if __name__ == "__main__":
    main()
