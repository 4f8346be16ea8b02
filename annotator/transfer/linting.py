"""A project, or a part of it, looked through for what looks wrong."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from itertools import chain

from annotator.collecting import collecting_seldom
from annotator.errors import CancelledError
from annotator.lint import Finding, Problem, marks_of, unmarked
from annotator.lint.across import Consistency, Parts
from annotator.lint.spans import problem_of_status, problems_of_spans
from annotator.model import AnnotatedDocument, value
from annotator.store.project import Project
from annotator.transfer.scope import Scope, count_documents, read_documents
from annotator.translation import mark

MOST = 2_000
"""Findings of one kind that are listed; all are counted."""


@value
class Linted:
    """What was found in so many articles, and how many of each kind there are, of which the first are listed."""

    documents: int
    findings: tuple[Finding, ...] = ()
    numbers: Mapping[Problem, int] = field(default_factory=dict, hash=False)

    @property
    def number(self) -> int:
        """Return how many findings there are."""
        return sum(self.numbers.values())


def lint_project(
    project: Project,
    scope: Scope,
    *,
    parts: Mapping[str, str] | None = None,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Linted:
    """Look through the articles of a scope twice. `parts` are those of a file of splits.

    Findings come in the order of the articles, and then what one knows only at the end. Raises CancelledError.
    """
    walk = _Walk(project, scope, progress, cancelled)
    with collecting_seldom():
        consistency, across = Consistency(), Parts(parts or {})
        for document in walk.documents():
            consistency.learn(document)
        consistency.prepare()
        marks: dict[int, tuple[str, ...]] = {}
        found = chain(_found(walk, project, consistency, across, marks), _rest(consistency, marks))
        numbers: Counter[Problem] = Counter()
        kept = []
        for finding in found:
            numbers[finding.problem] += 1
            if numbers[finding.problem] <= MOST:
                kept.append(finding)
    return Linted(walk.number, tuple(kept), numbers)


class _Walk:
    """Goes through the articles, twice, and tells how far it is."""

    def __init__(
        self, project: Project, scope: Scope, progress: Callable[[float], None], cancelled: Callable[[], bool]
    ) -> None:
        self._project, self._scope = project, scope
        self._progress, self._cancelled = progress, cancelled
        self._total = 2 * max(count_documents(project, scope), 1)
        self._done = self.number = 0

    def documents(self) -> Iterator[AnnotatedDocument]:
        self.number = 0
        for document in read_documents(self._project, self._scope, self._scope.annotator):
            if self._cancelled():
                raise CancelledError(mark("errors", "The check was stopped."))
            yield document
            self.number += 1
            self._done += 1
            self._progress(min(1.0, self._done / self._total))
            time.sleep(0)  # Lets go of the interpreter: a window beside it has its turn after each article.


def _found(
    walk: _Walk, project: Project, consistency: Consistency, across: Parts, marks: dict[int, tuple[str, ...]]
) -> Iterator[Finding]:
    scheme = project.scheme()
    for document in walk.documents():
        marked = marks_of(document.document)
        if marked:
            marks[document.document.id] = marked
        found = chain(
            problems_of_spans(document, scheme),
            consistency.look_at(document),
            problem_of_status(document),
            across.look_at(document.document),
        )
        yield from unmarked(found, document.document)


def _rest(consistency: Consistency, marks: Mapping[int, tuple[str, ...]]) -> Iterator[Finding]:
    return (finding for finding in consistency.rest() if finding.mark not in marks.get(finding.document, ()))
