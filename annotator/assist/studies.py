"""What the process that learns does: learns from a project when it is time, and suggests in one article of it.

The project is opened for each piece of work and closed again: so the file is one file when the window has closed it.
"""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from time import monotonic

from annotator.assist.assistant import Assistant, fingerprint
from annotator.assist.lessons import evidence_of, last_lessons, lesson_ids, open_ids, rejected_parts
from annotator.assist.messages import Charge, Learned, Learning, Picked, Suggested
from annotator.assist.model_files import clear_away_old, model_file
from annotator.assist.picking import POOL, SAMPLE, agreement, candidate, drawn, is_settled, picked
from annotator.assist.schedule import is_due
from annotator.errors import AnnotatorError
from annotator.model import Kind
from annotator.store.project import Project

FAINT = 0.02
"""What is less likely is not worth a message."""


class Studies:
    """Taught by one thread and asked by another."""

    def __init__(self, charge: Charge) -> None:
        self._charge = charge
        self._setups = dict(charge.setups)
        self._assistant = Assistant(charge.engines, self._setups)
        self._told: set[str] = set()
        self._in_use = threading.Lock()
        self._lessons = 0
        self._agreements: list[float] = []

    def recall(self) -> Learned | None:
        """Take what was learned last time, if it is there; whether it still fits, `learn` finds out."""
        try:
            path = model_file(self._charge.project, self._charge.annotator)
            assistant = Assistant.load(path, self._setups, ready=self._assistant.engines)
        except AnnotatorError:
            return None
        if {one.name for one in assistant.engines} != {one.name for one in self._assistant.engines}:
            return None
        return self._take(assistant, 0.0)

    def learn(
        self, *, without: int | None = None, at_once: bool = False, begun: Callable[[Learning], object] = lambda _: None
    ) -> Learned | None:
        """Learn if it is time, or `at_once` if anything has changed; None when nothing is new. `without`: see lessons.

        `begun` is called when something is learned. Raises AnnotatorError when the project cannot be read.
        """
        with self._project() as project:
            ids = lesson_ids(project, self._charge.annotator, without=without)
            if not ids or not (at_once or is_due(len(ids), self._lessons)):
                return None
            documents = last_lessons(project, self._charge.annotator, ids)
            documents += rejected_parts(project, self._charge.annotator, set(ids), without=without)
            others = [one.text for one in project.some_documents(drawn(self._left(project, ids), SAMPLE))]
        self._lessons = len(ids)
        if fingerprint(documents) == self._assistant.taught.fingerprint:
            return None
        begun(Learning(len(documents)))
        since = monotonic()
        assistant = Assistant(self._charge.engines, self._setups, ready=self._assistant.engines)
        assistant.learn(documents)
        seconds = monotonic() - since
        compared = self._compare(assistant, others)
        learned = self._take(assistant, seconds)
        self._keep(assistant)
        return replace(learned, agreement=compared, is_settled=is_settled(self._agreements))

    @property
    def has_slow(self) -> bool:
        """Return whether `suggest` has more to say when it is given time."""
        return self._assistant.has_slow

    def suggest(self, document: int, *, slow: bool = False) -> Suggested:
        """Return what is suggested in an article, with `slow` by all engines. Raises AnnotatorError."""
        with self._project() as project:
            scheme = project.scheme()
            read = project.document(document)
            evidence = evidence_of(project, self._charge.annotator)
        labels = {label.name for label in scheme.of_kind(Kind.SPAN)}
        self._assistant.know(scheme)
        more = self._assistant.found_slowly(read.text) if slow else []
        with self._in_use:
            found = self._assistant.suggest(read.text, evidence, more=more)
        kept = tuple(one for one in found if one.score >= FAINT and one.label in labels)
        return Suggested(document, read.document.sha256, kept)

    def take_troubles(self) -> list[AnnotatorError]:
        """Return what went wrong with some engine, while the others went on; each sentence once."""
        new = {str(one): one for one in self._assistant.take_troubles() if str(one) not in self._told}
        self._told |= new.keys()
        return list(new.values())

    def pick(self, number: int, *, without: int | None = None) -> Picked:
        """Return the articles that would teach most, of those that are neither done nor skipped, nor `without`."""
        with self._project() as project:
            documents = list(project.some_documents(drawn(self._left(project, [without]), POOL)))
        found = []
        for one in documents:
            with self._in_use:
                suggestions = self._assistant.suggest(one.text, more=[])
            found.append(candidate(one.document.id, one.text, suggestions))
        return Picked(tuple(picked(found, number)))

    def _left(self, project: Project, others: Collection[int | None]) -> list[int]:
        """Return the articles that are neither done nor skipped, nor among others."""
        return [id_ for id_ in open_ids(project, self._charge.annotator) if id_ not in others]

    def _compare(self, assistant: Assistant, texts: Sequence[str]) -> float | None:
        """Return how far a new model suggests in some texts what the one before does; None for the first."""
        if not texts or not self._assistant.taught.articles:
            return None
        with self._in_use:
            before = [self._assistant.suggest(text, more=[]) for text in texts]
        after = [assistant.suggest(text, more=[]) for text in texts]
        self._agreements.append(agreement(before, after))
        return self._agreements[-1]

    def _take(self, assistant: Assistant, seconds: float) -> Learned:
        with self._in_use:
            self._assistant = assistant
        return Learned(assistant.taught.articles, assistant.taught.spans, round(seconds, 3))

    def _keep(self, assistant: Assistant) -> None:
        """Write what was learned to the cache; where that cannot be written, it is learned again next time."""
        path = model_file(self._charge.project, self._charge.annotator)
        with suppress(OSError, AnnotatorError):
            path.parent.mkdir(parents=True, exist_ok=True)
            assistant.save(path)
            clear_away_old(path.parent)

    @contextmanager
    def _project(self) -> Iterator[Project]:
        project = Project.open(self._charge.project, read_only=True)
        try:
            yield project
        finally:
            project.close()
