"""What looks wrong across articles: the same text labelled in two ways, or here and not there; reprints in two parts.

Two ways through all articles: `learn` counts, `look_at` holds each place against the counts, `rest` says what one
knows only at the end. What is kept in memory is the forms that are labelled, not the places.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from annotator.duplicates import Reprints
from annotator.lint import Finding, Problem, found_at, title_of
from annotator.lint.spans import is_inside_word
from annotator.model import AnnotatedDocument, Document, Span, Status, value

Labels = tuple[str, ...]
"""All that one annotator gave to one stretch."""

OFTEN = 2
"""What has a label so often is looked for where it has none."""
CLEAR = 0.8
"""... if so much of it has the same label."""
SHORTEST = 3
MOST_PLACES = 1_000
"""So many places without a label are remembered of one form; more of them are no slip."""

_WORD = re.compile(r"\w+")


@value
class Habit:
    """How a form is usually labelled: with what, how often, and how often it is labelled at all."""

    labels: Labels
    number: int
    total: int


class Consistency:
    """Knows, of each annotator, which form has which labels."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], Counter[Labels]] = {}
        self._uses: dict[tuple[str, str], tuple[int, Finding]] = {}
        self._habits: dict[tuple[str, str], Habit] = {}
        self._wanted: dict[str, dict[str, list[tuple[str, int]]]] = {}
        self._unlabelled: dict[tuple[str, str], list[Finding]] = {}

    def learn(self, document: AnnotatedDocument) -> None:
        """Count what is labelled in a document."""
        for (annotator, start, end), spans in _places(document).items():
            form = _form(document.text[start:end])
            labels = tuple(sorted(span.label for span in spans))
            self._counts.setdefault((annotator, form), Counter())[labels] += 1
            for span in spans:
                key = (annotator, span.label)
                if key in self._uses:
                    self._uses[key] = (2, self._uses[key][1])
                else:
                    found = found_at(Problem.ONCE, document, annotator, start, end, label=span.label, span=span.id)
                    self._uses[key] = (1, found)

    def prepare(self) -> None:
        """Draw the conclusions from what was counted."""
        for (annotator, form), counted in self._counts.items():
            labels, number = min(counted.items(), key=lambda item: (-item[1], item[0]))
            habit = Habit(labels, number, counted.total())
            self._habits[annotator, form] = habit
            first = _WORD.search(form)
            if first and len(form) >= SHORTEST and number >= OFTEN and number >= CLEAR * habit.total:
                by_first = self._wanted.setdefault(annotator, {})
                by_first.setdefault(first[0], []).append((form, first.start()))
        for by_first in self._wanted.values():
            for forms in by_first.values():
                forms.sort(key=lambda one: (-len(one[0]), one[0]))

    def look_at(self, document: AnnotatedDocument) -> Iterator[Finding]:
        """Yield the places that are labelled otherwise than usual; what has no label is told by `rest`."""
        places = _places(document)
        for (annotator, start, end), spans in places.items():
            habit = self._habits.get((annotator, _form(document.text[start:end])))
            labels = tuple(sorted(span.label for span in spans))
            if habit is not None and labels != habit.labels:
                yield found_at(
                    Problem.TWO_LABELS,
                    document,
                    annotator,
                    start,
                    end,
                    label=" + ".join(labels),
                    span=spans[0].id if len(spans) == 1 else 0,
                    other=" + ".join(habit.labels),
                    number=f"{habit.number:,}",
                )
        for annotator in sorted(_at_work(document) & self._wanted.keys()):
            self._look_for_unlabelled(document, annotator)

    def rest(self) -> Iterator[Finding]:
        """Yield what has no label where it usually has one, if that is rarer; then labels that are used once."""
        for key, found in self._unlabelled.items():
            if len(found) <= min(self._habits[key].number, MOST_PLACES):
                yield from found
        for number, found_once in self._uses.values():
            if number == 1:
                yield found_once

    def _look_for_unlabelled(self, document: AnnotatedDocument, annotator: str) -> None:
        text, forms = document.text, self._wanted[annotator]
        taken = sorted((span.start, span.end) for span in document.spans if span.annotator == annotator)
        behind, at = 0, 0
        for word in _WORD.finditer(text):
            if word.start() < behind:
                continue
            for form, lead in forms.get(word[0], ()):
                start = word.start() - lead
                end = start + len(form)
                if start < 0 or not text.startswith(form, start) or is_inside_word(text, end):
                    continue
                behind = end
                while at < len(taken) and taken[at][1] <= start and taken[at][0] <= start:
                    at += 1
                if not any(low < end and start < high for low, high in taken[at:] if low < end):
                    self._note(document, annotator, start, end)
                break

    def _note(self, document: AnnotatedDocument, annotator: str, start: int, end: int) -> None:
        key = (annotator, _form(document.text[start:end]))
        habit, found = self._habits[key], self._unlabelled.setdefault(key, [])
        if len(found) <= MOST_PLACES:
            found.append(
                found_at(
                    Problem.UNLABELLED,
                    document,
                    annotator,
                    start,
                    end,
                    other=" + ".join(habit.labels),
                    number=f"{habit.number:,}",
                )
            )


class Parts:
    """Holds reprints against each other that are in different parts of a dataset."""

    def __init__(self, parts: Mapping[str, str]) -> None:
        """`parts` are those of a file of splits, by the sha256 of a text and by its id; else the metadata says."""
        self._parts = parts
        self._reprints = Reprints()
        self._seen: list[tuple[str, str]] = []

    def look_at(self, document: Document) -> Iterator[Finding]:
        """Yield a finding when an earlier article of another part is nearly the same."""
        part = self._part(document)
        if not part:
            return
        same = self._reprints.add(document.text)
        self._seen.append((part, title_of(document)))
        for number in same:
            other, title = self._seen[number]
            if other != part:
                parts = f"{other}, {part}"
                yield Finding(Problem.DUPLICATE, document.id, title_of(document), "", other=title, number=parts)
                return

    def _part(self, document: Document) -> str:
        told = document.metadata.get("split", "")
        return (
            self._parts.get(document.sha256)
            or self._parts.get(str(document.id))
            or (told if isinstance(told, str) else "")
        )


def _places(document: AnnotatedDocument) -> dict[tuple[str, int, int], list[Span]]:
    """Return the spans of each stretch, those in pieces left out; each annotator's apart."""
    places: dict[tuple[str, int, int], list[Span]] = {}
    for span in document.spans:
        if not span.pieces and 0 <= span.start < span.end <= len(document.text):
            places.setdefault((span.annotator, span.start, span.end), []).append(span)
    return places


def _at_work(document: AnnotatedDocument) -> set[str]:
    """Return who has labelled something in a document, or is done with it: what others left out is no slip."""
    done = {progress.annotator for progress in document.progress if progress.status == Status.DONE}
    return done | {span.annotator for span in document.spans}


def _form(text: str) -> str:
    return " ".join(text.split())
