"""What somebody's own labels teach: what gets labelled, in which forms, and how far beyond a name a span reaches."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from types import MappingProxyType

from annotator.suggest.words import FUNCTION_WORDS
from annotator.tokens import tokens

FORM = "form"
"""The shape of what is likely only since it was labelled before."""

AT_FIRST: Mapping[str, float] = MappingProxyType(
    {
        "name": 0.7,
        "names": 0.8,
        "names begin": 0.7,
        "caps": 0.7,
        "begins": 0.3,
        "letter": 0.1,
        "title": 0.3,
        "titled": 0.8,
        "quoted": 0.4,
        "date": 0.3,
        "year": 0.2,
        "amount": 0.3,
        "number": 0.05,
        FORM: 0.7,
    }
)
"""The chance that a shape gets labelled, before anything is known."""
TRUST_IN_SHAPE = 6.0
TRUST_IN_FORM = 1.0
"""After so many decisions, they count as much as what was expected."""


class Experience:
    """Counts of what was labelled and what was passed over, by shape and by form. `version` counts the changes."""

    def __init__(self) -> None:
        self.version = 0
        self._shapes: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._decided: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._forms: Counter[str] = Counter()
        self._by_head: defaultdict[str, set[str]] = defaultdict(set)
        self._lone = [0, 0]
        self._links: tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]] = (Counter(), Counter())
        self._reach: tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]] = (Counter(), Counter())

    def add_form(self, form: str) -> None:
        """Learn that this text was labelled."""
        form = normal(form)
        self._forms[form] += 1
        self._by_head[_head(form)].add(form)
        self.version += 1

    def forget_form(self, form: str) -> None:
        """Learn that a label was taken off this text again."""
        form = normal(form)
        self._forms[form] -= 1
        if self._forms[form] <= 0:
            self._by_head[_head(form)].discard(form)
        self.version += 1

    def forms_from(self, word: str) -> Collection[str]:
        """Return the forms labelled so far that begin with this word."""
        return self._by_head.get(word, ())

    def decide(self, shape: str, form: str, *, labelled: bool) -> None:
        """Learn that a likely entity was labelled, or passed over."""
        self._shapes[labelled][shape] += 1
        self._decided[labelled][normal(form)] += 1
        self.version += 1

    def chance(self, shape: str, form: str) -> float:
        """Return how likely it is, 0 to 1, that this gets labelled."""
        no, yes = (counts[shape] for counts in self._shapes)
        of_shape = (yes + TRUST_IN_SHAPE * AT_FIRST[shape]) / (yes + no + TRUST_IN_SHAPE)
        no, yes = (counts[normal(form)] for counts in self._decided)
        return (yes + TRUST_IN_FORM * of_shape) / (yes + no + TRUST_IN_FORM)

    def note_lone(self, *, goes_on: bool) -> None:
        """Learn that a word in small letters was labelled with the one after it, or alone."""
        self._lone[goes_on] += 1

    @property
    def lone_goes_on(self) -> bool:
        """Whether a word in small letters is mostly labelled with the one after it: supply route."""
        return self._lone[True] > self._lone[False]

    def note_link(self, word: str, link: str, *, joins: bool) -> None:
        """Learn that a word was labelled with small words and the name behind it, or that these part them."""
        self._links[joins][word, link] += 1
        self._links[joins]["", link] += 1

    def parts(self, word: str, link: str) -> bool:
        """Whether small words mostly part names, behind this word if that is known: Mayor | of | Brampton."""
        no, yes = (counts[word, link] for counts in self._links)
        if no == yes:
            no, yes = (counts["", link] for counts in self._links)
        return no > yes

    def note_reach(self, side: str, word: str, *, taken: bool) -> None:
        """Learn that a word beside a name was labelled with it, or left outside."""
        self._reach[taken][side, word] += 1

    def reaches(self, side: str, word: str) -> bool:
        """Whether a word beside a name is mostly labelled with it: the Coalition, Iraqi forces."""
        no, yes = (counts[side, word] for counts in self._reach)
        return 2 * yes > yes + no + 0.5


def normal(form: str) -> str:
    """Return how a form is kept: a small word at its start without the capital that a sentence gives it."""
    head, blank, rest = form.partition(" ")
    return head.lower() + blank + rest if head.lower() in FUNCTION_WORDS else form


def _head(form: str) -> str:
    first = next(iter(tokens(form)), None)
    return "" if first is None else form[first.start : first.end]
