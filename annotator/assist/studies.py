"""What the process that learns does: learns from a project when it is time, and suggests in one article of it.

The project is opened for each piece of work and closed again: so the file is one file when the window has closed it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from annotator.addresses import address_of
from annotator.assist.assistant import Assistant, fingerprint
from annotator.assist.lessons import last_lessons, lesson_ids
from annotator.assist.messages import Charge, Learned, Learning, Suggested
from annotator.assist.model_files import clear_away_old, model_file
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
        self._assistant = Assistant(charge.engines)
        self._in_use = threading.Lock()
        self._lessons = 0

    def recall(self) -> Learned | None:
        """Take what was learned last time, if it is there; whether it still fits, `learn` finds out."""
        try:
            assistant = Assistant.load(model_file(str(address_of(self._charge.project)), self._charge.annotator))
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
        self._lessons = len(ids)
        if fingerprint(documents) == self._assistant.taught.fingerprint:
            return None
        begun(Learning(len(documents)))
        since = monotonic()
        assistant = Assistant(self._charge.engines)
        assistant.learn(documents)
        learned = self._take(assistant, monotonic() - since)
        self._keep(assistant)
        return learned

    def suggest(self, document: int) -> Suggested:
        """Return what is suggested in an article. Raises AnnotatorError when it cannot be read."""
        with self._project() as project:
            labels = {label.name for label in project.scheme().of_kind(Kind.SPAN)}
            read = project.document(document)
        with self._in_use:
            found = self._assistant.suggest(read.text)
        kept = tuple(one for one in found if one.score >= FAINT and one.label in labels)
        return Suggested(document, read.document.sha256, kept)

    def _take(self, assistant: Assistant, seconds: float) -> Learned:
        with self._in_use:
            self._assistant = assistant
        return Learned(assistant.taught.articles, assistant.taught.spans, round(seconds, 3))

    def _keep(self, assistant: Assistant) -> None:
        path = model_file(str(address_of(self._charge.project)), self._charge.annotator)
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
