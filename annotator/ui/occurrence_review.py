"""The other places in the whole project that read like a span: gone through in a list, then labelled as one action."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QApplication

from annotator.addresses import Address
from annotator.edits import QUOTE_LENGTH, Edit
from annotator.errors import AnnotatorError, EditError, ProjectError
from annotator.finding import LONGEST, Wanted
from annotator.model import AnnotatedDocument, Kind, Piece, Span
from annotator.occurrences import Likeness, label_occurrences
from annotator.settings import LIKE_CASE, LIKE_PLURALS, LIKE_POSSESSIVES, LIKE_WORDS
from annotator.store.hits import MOST_HITS, Batch, Hit, Search
from annotator.store.project import Project
from annotator.ui.hit_stream import HitStream
from annotator.ui.jobs import Cancelled, Progress, Work, following
from annotator.ui.labelling_places import MOST_EDITS, by_document
from annotator.ui.one_job import OneJob
from annotator.ui.palette import Theme
from annotator.ui.places import Places
from annotator.ui.plain_text import filled
from annotator.ui.preferences import Preferences
from annotator.ui.review_bar import ReviewBar
from annotator.ui.style import scaled
from annotator.ui.translation import error_text
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

HEIGHT = 300
"""Pixels of the panel, where text has its usual size."""


class OccurrenceReview(QObject):
    """Lives as long as the window, from when it is first wanted."""

    said = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        window: "MainWindow",
        places: Places,
        jobs: OneJob,
        preferences: Preferences,
        guard: Callable[..., Callable[..., None]],
    ) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._workspace = workspace
        self._window = window
        self._places = places
        self._jobs = jobs
        self._preferences = preferences
        self._guard = guard
        self.bar = self._make_bar()
        self._stream = HitStream(self)
        self._stream.found.connect(self._take)
        self._stream.refused.connect(self._refuse)
        self._span: Span | None = None
        self._search: Search | None = None

    def _make_bar(self) -> ReviewBar:
        bar, work = ReviewBar(), self._workspace
        bar.hide()
        bar.likeness_changed.connect(self._guard(self._look))
        bar.accepted.connect(self._guard(self._accept))
        bar.list.hit_chosen.connect(self._guard(lambda hit: self._places.show(hit.line.id, hit.start, hit.end)))
        bar.left.connect(self.leave)
        work.project_opened.connect(self.leave)
        self._window.add_below(bar, bar.list.take_focus, scaled(HEIGHT))
        return bar

    # --- what the key does

    def open(self) -> None:
        """List the other places of the selected span. Raises EditError when none is selected."""
        work = self._workspace
        work.check_writable()
        document, span = work.document, work.span or work.span_of_selection()
        if document is None or span is None or span.annotator != work.annotator:
            raise EditError(self.tr("Select a labelled span first, to list all places that read the same."))
        if span.pieces:
            raise EditError(self.tr("This span is in pieces. Select one that is whole."))
        form = document.text[span.start : span.end]
        if not form.strip() or len(form) > LONGEST:
            raise EditError(self.tr("This span is too long to be looked for, or has no text."))
        get = self._preferences.get
        self._span = span
        self.bar.show_likeness(Likeness(get(LIKE_CASE), get(LIKE_WORDS), get(LIKE_POSSESSIVES), get(LIKE_PLURALS)))
        self.bar.heading.show_text(
            filled(self.tr("“{text}” as {label}"), text=" ".join(form.split()), label=span.label)
        )
        self.bar.row.set_labels(work.scheme.of_kind(Kind.SPAN))
        self._search = Search(Wanted(form), likeness=self.bar.likeness(), of=work.annotator)
        self.bar.show()
        self._look()
        self.bar.list.take_focus()

    def leave(self, *_: object) -> None:
        """Hide the panel and go back to the text."""
        if self.bar.isHidden():
            return
        focus = QApplication.focusWidget()
        held = focus is not None and self.bar.isAncestorOf(focus)
        self.bar.hide()
        self._stream.stop()
        self.bar.rows.clear()
        if held:
            self._window.page.take_focus()

    def close(self) -> None:
        """Stop what is being looked for."""
        self._stream.close()

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self.bar.set_theme(theme)

    # --- what is found

    def _look(self) -> None:
        search, project = self._search, self._workspace.project
        if search is None or project is None or self.bar.isHidden():
            return
        self._search = search = Search(search.wanted, likeness=self.bar.likeness(), of=search.of)
        self._stream.stop()
        self.bar.rows.clear()
        self.bar.show_nothing("")
        self.bar.show_number(looking=True, capped=False)
        self._stream.look(project.address, search, self._workspace.annotator, wanted=MOST_HITS)

    def _take(self, batch: Batch) -> None:
        bar = self.bar
        current = bar.list.currentIndex()
        bar.rows.add(batch.hits)
        if not current.isValid() and bar.rows.rowCount():
            bar.list.show_current(0)
        bar.show_number(looking=batch.more, capped=batch.capped)
        if not batch.more and not bar.rows.rowCount() and self._search is not None:
            text = " ".join(self._search.text.split())
            bar.show_nothing(
                filled(
                    self.tr("“{text}” stands nowhere else in this project, or only where you have labelled already."),
                    text=text,
                )
            )

    def _refuse(self, error: AnnotatorError) -> None:
        self.bar.show_number(looking=False)
        self.bar.show_nothing(error_text(error))

    # --- what is accepted

    def _accept(self) -> None:
        span, search, project = self._span, self._search, self._workspace.need_project()
        hits = self.bar.chosen()
        if span is None or search is None or not hits:
            return
        title = self.tr("Label {label}, {number} places: {text}")
        quote = " ".join(search.text.split())[:QUOTE_LENGTH]
        title = title.format(label=span.label, number=len(hits), text=quote)
        job = self._jobs.run(title, accepting(project.address, title, search, span, hits))
        if job is not None:
            outcomes: list[int] = []
            job.done.connect(outcomes.append)
            job.ended.connect(lambda: [self._guard(self._accepted)(number, span.label) for number in outcomes])

    def _accepted(self, number: int, label: str) -> None:
        self._workspace.need_project().poll()
        self._workspace.edited.emit()
        self.leave()
        if not number:
            raise EditError(self.tr("All of these places have changed meanwhile. Nothing was labelled."))
        said = self.tr("Labelled {number} places as {label}. Undo takes all of them back.")
        self.said.emit(filled(said, number=QLocale().toString(number), label=label))


def accepting(path: Address, title: str, search: Search, span: Span, hits: Sequence[Hit]) -> Work:
    """Return the work that gives the label of a span to places, as far as they still are such, and counts them."""

    def work(progress: Progress, cancelled: Cancelled) -> int:
        follow = following(progress, cancelled)
        places = by_document(hits)
        with closing(Project.open(path)) as project:
            found = _found_again(project, search, span, places, follow)
            if len(hits) <= MOST_EDITS:
                made = [Edit(None, one) for _, spans in found for one in spans]
                if made:
                    project.apply(title, made, span.annotator)
                return len(made)
            with project.bulk_labelling(title, span.label, span.annotator) as labelling:
                for document, spans in found:
                    labelling.add(document, spans)
                labelling.finish()
                if labelling.spans:
                    project.close_import(labelling, title)
                return labelling.spans

    return work


def _found_again(
    project: Project, search: Search, span: Span, places: Sequence[tuple[int, Sequence[Piece]]], follow: Progress
) -> Iterator[tuple[AnnotatedDocument, list[Span]]]:
    """Yield the documents with the spans to be made: where the places still are such. Documents that went are not."""
    scheme = project.scheme()
    for number, (id_, here) in enumerate(places):
        follow(number / len(places))
        try:
            document = project.document(id_)
        except ProjectError:
            continue
        own = [one for one in document.spans if one.annotator == span.annotator]
        still = set(search.places(document.text, own))
        made = label_occurrences(document, scheme, span, [place for place in here if place in still])
        yield document, [edit.after for edit in made if isinstance(edit.after, Span)]
