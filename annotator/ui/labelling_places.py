"""One label for many places that were found, in any number of articles: one action, beside the window."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import groupby

from PySide6.QtCore import QLocale, QObject, Signal

from annotator.addresses import Address
from annotator.edits import QUOTE_LENGTH, Edit
from annotator.errors import AnnotatorError, EditError
from annotator.many_places import Given, give_label, take_label
from annotator.model import AnnotatedDocument, Piece, Span, value
from annotator.store.hits import Hit
from annotator.store.project import Project
from annotator.ui.jobs import Cancelled, Progress, Work, following
from annotator.ui.one_job import OneJob
from annotator.ui.plain_text import filled
from annotator.ui.translation import error_text, mark
from annotator.ui.workspace import Workspace

MOST_EDITS = 50
"""So many spans are changed in some 20 ms, and changed back in 40: nobody waits longer for the database. More of them
can be made, but not changed."""


@value
class Outcome:
    """How many places were labelled in how many articles; how many have the label already, and who refuses it."""

    labelled: int = 0
    articles: int = 0
    same: int = 0
    refused: tuple[AnnotatorError, ...] = ()


class LabellingPlaces(QObject):
    """Labels, relabels, and takes labels off."""

    said = Signal(str)

    def __init__(self, workspace: Workspace, jobs: OneJob, guard: Callable[..., Callable[..., None]]) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._workspace = workspace
        self._jobs = jobs
        self._guard = guard

    def give(self, hits: Sequence[Hit], label: str, *, second: bool = False) -> None:
        """Give a label to places, as one action; one that is labelled gets it instead, or with `second` as well.

        Raises EditError when the project may only be read, or when there are too many.
        """
        number = len(hits)
        title = self.tr("Label {label}: {text}") if number == 1 else self.tr("Label {label}, {number} places: {text}")
        title = title.format(label=label, number=number, text=_quote(hits))
        project, annotator = self._workspace.need_project(), self._workspace.annotator
        work = giving(project.address, title, by_document(hits), label, annotator, second=second)
        self._start(title, hits, work, lambda outcome: self._tell_given(outcome, label))

    def take(self, hits: Sequence[Hit]) -> None:
        """Take the labels off places, as one action. Raises EditError as `give` does."""
        if len(hits) > MOST_EDITS:
            most = QLocale().toString(MOST_EDITS)
            raise EditError(self.tr("Select at most {most} rows, to take their labels off.").format(most=most))
        title = self.tr("Take the label off {number} places: {text}").format(number=len(hits), text=_quote(hits))
        project, annotator = self._workspace.need_project(), self._workspace.annotator
        work = taking(project.address, title, by_document(hits), annotator)
        self._start(title, hits, work, self._tell_taken)

    def _start(self, title: str, hits: Sequence[Hit], work: Work, tell: Callable[[Outcome], object]) -> None:
        self._workspace.check_writable()
        if not hits:
            raise EditError(self.tr("Select some rows first."))
        job = self._jobs.run(title, work)
        if job is not None:
            # The job may end before its thread does, and the next one needs its place.
            outcomes: list[Outcome] = []
            job.done.connect(outcomes.append)
            job.ended.connect(lambda: [self._guard(self._done)(outcome, tell) for outcome in outcomes])

    def _done(self, outcome: Outcome, tell: Callable[[Outcome], object]) -> None:
        self._workspace.need_project().poll()
        self._workspace.edited.emit()
        tell(outcome)

    def _tell_given(self, outcome: Outcome, label: str) -> None:
        number = QLocale().toString
        if not outcome.labelled and outcome.refused:
            raise EditError(error_text(outcome.refused[0]))
        if not outcome.labelled:
            raise EditError(filled(self.tr("All of them have the label {label} already."), label=label))
        said = self.tr("Labelled {number} places in {articles} articles as {label}.")
        said = filled(said, number=number(outcome.labelled), articles=number(outcome.articles), label=label)
        if outcome.refused:
            why = error_text(outcome.refused[0])
            rest = self.tr("{said} {left} were left as they are: {why}")
            said = rest.format(said=said, left=number(len(outcome.refused)), why=why)
        self.said.emit(said)

    def _tell_taken(self, outcome: Outcome) -> None:
        if not outcome.labelled:
            raise EditError(self.tr("None of them has a label of yours."))
        said = self.tr("Took the label off {number} places.")
        self.said.emit(said.format(number=QLocale().toString(outcome.labelled)))


def giving(
    path: Address,
    title: str,
    places: Sequence[tuple[int, Sequence[Piece]]],
    label: str,
    annotator: str,
    *,
    second: bool = False,
) -> Work:
    """Return the work that gives a label to places of documents, and returns the Outcome."""

    def work(progress: Progress, cancelled: Cancelled) -> Outcome:
        follow = following(progress, cancelled)
        with closing(Project.open(path)) as project:
            scheme, given = project.scheme(), _Given()
            if sum(len(here) for _, here in places) > MOST_EDITS:
                with project.bulk_labelling(title, label, annotator) as labelling:
                    for document, here in _documents(project, places, follow):
                        made = give_label(document, scheme, here, label, annotator, second=second)
                        labelling.add(document, _only_new(made))
                        given.take(made)
                    labelling.finish()
                    if labelling.spans:
                        project.close_import(labelling, title)
                    return given.outcome(labelling.spans)
            edits: list[Edit] = []
            for document, here in _documents(project, places, follow):
                made = give_label(document, scheme, here, label, annotator, second=second)
                edits += made.edits
                given.take(made)
            if edits:
                project.apply(title, edits, annotator)
            return given.outcome(len(edits))

    return work


class _Given:
    """What has been given to documents so far."""

    def __init__(self) -> None:
        self._articles = self._same = 0
        self._refused: list[AnnotatorError] = []

    def take(self, made: Given) -> None:
        """Count what was given to one more document."""
        self._articles += bool(made.edits)
        self._same += made.same
        self._refused += made.refused

    def outcome(self, labelled: int) -> Outcome:
        """Return what came of it."""
        return Outcome(labelled, self._articles, self._same, tuple(self._refused))


def _documents(
    project: Project, places: Sequence[tuple[int, Sequence[Piece]]], follow: Progress
) -> Iterator[tuple[AnnotatedDocument, Sequence[Piece]]]:
    for number, (id_, here) in enumerate(places):
        follow(number / len(places))
        yield project.document(id_), here


def _only_new(made: Given) -> list[Span]:
    """Return the spans that are to be made. Raises EditError where others would have to be relabelled."""
    if any(edit.before is not None for edit in made.edits):
        raise EditError(
            mark(
                "errors",
                "Some of these rows are labelled already. Select at most {most} rows to relabel, or only rows without "
                "a label.",
            ),
            most=MOST_EDITS,
        )
    return [edit.after for edit in made.edits if isinstance(edit.after, Span)]


def taking(path: Address, title: str, places: Sequence[tuple[int, Sequence[Piece]]], annotator: str) -> Work:
    """Return the work that takes the labels off places of documents, and returns the Outcome."""

    def work(progress: Progress, cancelled: Cancelled) -> Outcome:
        follow = following(progress, cancelled)
        with closing(Project.open(path)) as project:
            edits: list[Edit] = []
            for number, (id_, here) in enumerate(places):
                follow(number / len(places))
                edits += take_label(project.document(id_), here, annotator)
            if edits:
                project.apply(title, edits, annotator)
            return Outcome(len(edits))

    return work


def by_document(hits: Iterable[Hit]) -> list[tuple[int, list[Piece]]]:
    """Return the places by document, in order."""
    ordered = sorted(hits, key=lambda hit: hit.key)
    return [(id_, [(hit.start, hit.end) for hit in some]) for id_, some in groupby(ordered, lambda hit: hit.line.id)]


def _quote(hits: Sequence[Hit]) -> str:
    """Return what the first place says, as an action's title quotes it."""
    text = hits[0].snippet.text if hits else ""
    return text if len(text) <= QUOTE_LENGTH else text[: QUOTE_LENGTH - 1].rstrip() + "…"
