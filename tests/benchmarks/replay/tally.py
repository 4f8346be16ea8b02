"""What a hand has done, span by span, and how long the keystroke-level model says that takes.

Card, Moran and Newell, The keystroke-level model for user performance time with interactive systems, CACM 23 (1980):
a key 0.28 s for an average typist, a modifier held for it another; pointing 1.1 s; a button pressed or released 0.1 s;
the hand from keys to mouse or back 0.4 s. Thinking is left out: it is the same in all ways.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

KEY, POINT, BUTTON, HOME = 0.28, 1.1, 0.1, 0.4


@dataclass
class Tally:
    """Counts by kind (presses, clicks, drags, notches of the wheel) since the last span, and of each span so far."""

    now: Counter[str] = field(default_factory=Counter)
    spans: list[Counter[str]] = field(default_factory=list)
    keys: Counter[str] = field(default_factory=Counter)
    """Presses by what they were for."""
    at_mouse: bool = False

    def press(self, *, modifiers: int, why: str) -> None:
        """Note a key press; with modifiers it is one press still, but takes their time too."""
        self._to(mouse=False)
        self.now["presses"] += 1
        self.now["keys"] += 1 + modifiers
        self.keys[why] += 1

    def point(self, kind: str, points: int) -> None:
        """Note a click (one point), a drag (two) or a notch of the wheel (none)."""
        self._to(mouse=True)
        self.now[kind] += 1
        self.now["points"] += points

    def _to(self, *, mouse: bool) -> None:
        if mouse is not self.at_mouse:
            self.now["homes"] += 1
            self.at_mouse = mouse

    def end_span(self) -> None:
        """Count what was done since the last span for this one."""
        self.spans.append(self.now)
        self.now = Counter()

    def add_to_last(self) -> None:
        """Count what was done since for the last span: what belongs to the whole article."""
        if self.spans:
            self.spans[-1].update(self.now)
            self.now = Counter()

    def mean(self, kind: str) -> float:
        """Return how many a span, on average."""
        return _mean(self.spans, kind)

    def last_third(self, kind: str) -> float:
        """Return how many a span in the last third, on average."""
        return _mean(self.spans[-max(1, len(self.spans) // 3) :], kind)

    def p90(self, kind: str) -> int:
        """Return what nine of ten spans do not exceed."""
        return sorted(span[kind] for span in self.spans)[int(len(self.spans) * 0.9)]

    @property
    def seconds(self) -> float:
        """Seconds a span that the hand needs."""
        keys = KEY * (self.mean("keys") + self.mean("notches"))
        clicks = self.mean("clicks") + self.mean("drags")
        return keys + POINT * self.mean("points") + 2 * BUTTON * clicks + HOME * self.mean("homes")


def _mean(spans: Sequence[Counter[str]], kind: str) -> float:
    return sum(span[kind] for span in spans) / len(spans)
