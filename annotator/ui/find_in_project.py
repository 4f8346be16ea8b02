"""Finding in all articles: joins the panel below, made when it is first wanted, with the search beside the window."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QApplication

from annotator.errors import AnnotatorError, EditError
from annotator.model import Kind
from annotator.store.hits import MOST_HITS, RANKED, Batch, Hit, Search
from annotator.ui.hit_rows import HitOrder
from annotator.ui.palette import Theme
from annotator.ui.style import scaled
from annotator.ui.translation import error_text

if TYPE_CHECKING:
    from annotator.store.project import Project
    from annotator.ui.hit_stream import HitStream
    from annotator.ui.labelling_places import LabellingPlaces
    from annotator.ui.main_window import Gestures, MainWindow
    from annotator.ui.occurrence_review import OccurrenceReview
    from annotator.ui.one_job import OneJob
    from annotator.ui.places import Places
    from annotator.ui.preferences import Preferences
    from annotator.ui.project_find_bar import ProjectFindBar
    from annotator.ui.workspace import Workspace

HEIGHT = 300
"""Pixels of the panel, where text has its usual size."""
SCREENS = 200
"""So many rows are found before one scrolls, and more each time one comes to the end."""
QUOTED = 200
"""Code points of selected text that are taken over."""


class FindInProject(QObject):
    """Works on a window from when it has got one."""

    said = Signal(str)

    def __init__(
        self,
        workspace: "Workspace",
        jobs: "OneJob",
        preferences: "Preferences",
        guard: Callable[..., Callable[..., None]],
    ) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._workspace = workspace
        self._jobs = jobs
        self._preferences = preferences
        self._occurrences: OccurrenceReview | None = None
        self._guard = guard
        self._labelling: LabellingPlaces | None = None
        self._window: MainWindow
        self._places: Places
        self._theme: Theme | None = None
        self._bar: ProjectFindBar | None = None
        self._stream: HitStream | None = None
        self._search: Search | None = None
        self._batch = Batch((), more=False)
        self._selects_all = False

    def belong_to(self, window: "MainWindow", places: "Places") -> None:
        """Stand below the panels of a window; `places` leads to what was found."""
        self._window, self._places = window, places

    def gestures(self) -> "Gestures":
        """Return what is done, by the name of the action."""
        return {"find_in_project": self.open, "list_occurrences": self._review}

    # --- what the keys do

    def open(self) -> None:
        """Show the panel, with the selected text if that is on one line, and give it the keyboard."""
        self._workspace.need_project()
        if self._occurrences is not None:
            self._occurrences.leave()
        bar, view = self._bar or self._make_bar(), self._window.page.view
        start, end = view.selection()
        chosen = view.text()[start : min(end, start + QUOTED + 1)]
        was_hidden = bar.isHidden()
        bar.show()
        if was_hidden:
            self._offer(self._workspace.need_project())
        if view.hasFocus() and chosen.strip() and "\n" not in chosen and len(chosen) <= QUOTED:
            bar.pattern.setChecked(False)
            bar.write(chosen.strip())
        elif was_hidden:
            self._look()
        bar.take_focus()

    def _review(self) -> None:
        """List the other places of the selected span, in place of what was found."""
        if self._occurrences is None:
            from annotator.ui.occurrence_review import OccurrenceReview

            self._occurrences = OccurrenceReview(
                self._workspace, self._window, self._places, self._jobs, self._preferences, self._guard
            )
            self._occurrences.said.connect(self.said)
            if self._theme is not None:
                self._occurrences.set_theme(self._theme)
        self._occurrences.open()
        self.leave()

    def leave(self) -> None:
        """Hide the panel and go back to the text."""
        if self._bar is not None and not self._bar.isHidden():
            focus = QApplication.focusWidget()
            held = focus is not None and self._bar.isAncestorOf(focus)
            self._bar.hide()
            self._stop()
            if held:
                self._window.page.take_focus()

    def label(self, name: str, *, second: bool) -> bool:
        """Give a label to the selected rows, if the list has the keyboard; return whether it has."""
        if self._bar is None or not self._bar.list.hasFocus():
            return False
        self._labels().give(self._chosen(), name, second=second)
        return True

    def _take_off(self) -> None:
        self._labels().take(self._chosen())

    def _chosen(self) -> list[Hit]:
        """Return the selected places. Raises EditError where articles are listed."""
        bar = self._bar
        if bar is None:
            return []
        if bar.is_ranked():
            raise EditError(self.tr("These rows are articles. List the places, to label them here."))
        if self._selects_all:
            raise EditError(self.tr("Not all places are found yet. Press the key again in a moment."))
        return [bar.rows.hits()[row] for row in bar.list.selected()]

    def _labels(self) -> "LabellingPlaces":
        if self._labelling is None:
            from annotator.ui.labelling_places import LabellingPlaces

            self._labelling = LabellingPlaces(self._workspace, self._jobs, self._guard)
            self._labelling.said.connect(self.said)
        return self._labelling

    def close(self) -> None:
        """Stop what is being looked for."""
        if self._stream is not None:
            self._stream.close()
        if self._occurrences is not None:
            self._occurrences.close()

    # --- what is looked for

    def _look(self) -> None:
        bar, project = self._bar, self._workspace.project
        if bar is None or bar.isHidden() or project is None:
            return
        self._stop()
        self._selects_all = False
        bar.rows.clear()
        self._search = bar.search()
        bar.tell("")
        if self._search is None or self._stream is None:
            bar.show_nothing(self.tr("Write a word or more: all articles are looked through."))
            return
        bar.show_nothing("")
        bar.tell(self.tr("Looking…"))
        everything = bar.order() is not HitOrder.FOUND
        wanted = MOST_HITS if everything else SCREENS
        self._stream.look(project.address, self._search, self._workspace.annotator, wanted=wanted)

    def _stop(self) -> None:
        if self._stream is not None:
            self._stream.stop()

    def _take(self, batch: Batch) -> None:
        bar = self._bar
        if bar is None or self._search is None:
            return
        current = bar.list.currentIndex()
        kept = bar.rows.hit(current).key if current.isValid() else None
        selects_all = self._selects_all and len(bar.list.selected()) == bar.rows.rowCount()
        self._batch = batch
        self._selects_all = selects_all and batch.more
        bar.rows.add(batch.hits)
        bar.rows.fetch = self._fetch if batch.more else None
        if selects_all:
            bar.list.selectAll()
        elif kept is not None and bar.order() is not HitOrder.FOUND:
            bar.list.show_current(next((at for at, hit in enumerate(bar.rows.hits()) if hit.key == kept), None))
        elif kept is None and bar.list.hasFocus() and bar.rows.rowCount():
            bar.list.show_current(0)
        self._tell()

    def _select_all(self) -> None:
        """Look for the rest, and select that too."""
        if self._batch.more and self._stream is not None:
            self._selects_all = True
            self._stream.want(MOST_HITS)

    def _fetch(self) -> None:
        if self._bar is not None and self._stream is not None:
            self._stream.want(self._bar.rows.rowCount() + SCREENS)

    def _refuse(self, error: AnnotatorError) -> None:
        if self._bar is not None:
            self._bar.tell("")
            self._bar.show_nothing(error_text(error))

    def _order(self, order: HitOrder) -> None:
        """Put the places in another order; in one that is not of the articles, all of them have to be there."""
        bar, stream = self._bar, self._stream
        if bar is None or stream is None:
            return
        bar.rows.sort_by(order)
        if order is not HitOrder.FOUND:
            stream.want(MOST_HITS)
        bar.list.scrollToTop()

    # --- what is said

    def _tell(self) -> None:
        bar, batch, number = self._bar, self._batch, QLocale().toString
        if bar is None or self._search is None:
            return
        found = bar.rows.rowCount()
        if not found and not batch.more:
            bar.tell("")
            bar.show_nothing(self.tr("Nothing is found. Write fewer or other words, or let in more articles."))
            return
        if self._search.ranked:
            filtered = self._search.labelled is not None or not self._search.where.lets_all_in
            known = batch.total if batch.total is not None and not filtered else None
            said = self._articles(known if known is not None else found, more=batch.more and known is None)
            if batch.capped:
                said = self.tr("The best of the first {number}").format(number=number(RANKED))
        elif batch.more or batch.capped:
            said = self.tr("More than {number} places").format(number=number(found))
        else:
            articles = len(bar.rows.documents())
            places = self.tr("1 place") if found == 1 else self.tr("{number} places").format(number=number(found))
            said = self.tr("{places} in {articles}").format(
                places=places, articles=self._articles(articles, more=False)
            )
        bar.tell(said)

    def _articles(self, found: int, *, more: bool) -> str:
        if found == 1 and not more:
            return self.tr("1 article")
        said = self.tr("More than {number} articles") if more else self.tr("{number} articles")
        return said.format(number=QLocale().toString(found))

    # --- what is opened, and what changes

    def _show(self, hit: Hit) -> None:
        if hit.number:
            self._places.show(hit.line.id, hit.start, hit.end)
        else:
            self._places.show(hit.line.id, None, None)

    def _refresh(self, documents: Sequence[int]) -> None:
        """Show of articles that have changed what is found there now."""
        bar, project = self._bar, self._workspace.project
        if bar is None or bar.isHidden() or project is None or self._search is None:
            return
        changed = set(documents) & bar.rows.documents()
        if not changed:
            return
        chosen = {bar.rows.hits()[row].key for row in bar.list.selected()}
        now = project.hits_in(sorted(changed), self._search, annotator=self._workspace.annotator)
        before = bar.rows.rowCount()
        bar.rows.replace(changed, now)
        if bar.rows.rowCount() != before:
            row = next((at for at, hit in enumerate(bar.rows.hits()) if hit.key in chosen), None)
            bar.list.show_current(row)
            self._tell()

    def _offer(self, project: "Project") -> None:
        if self._bar is not None:
            self._bar.show_labels(self._workspace.scheme.of_kind(Kind.SPAN))
            self._bar.show_people([one.name for one in project.annotators()])
            self._bar.show_keys(project.metadata_keys())

    def _read_again(self, *_: object) -> None:
        if self._bar is not None and not self._bar.isHidden() and self._workspace.project is not None:
            self._offer(self._workspace.project)
            self._look()

    def _change_project(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.rows.clear()
            self._bar.line.clear()
            self.leave()

    # --- the panel

    def set_theme(self, theme: Theme) -> None:
        """Paint with the colours of `theme` from now on."""
        self._theme = theme
        if self._bar is not None:
            self._bar.set_theme(theme)
        if self._occurrences is not None:
            self._occurrences.set_theme(theme)

    def _make_bar(self) -> "ProjectFindBar":
        from annotator.ui.hit_stream import HitStream
        from annotator.ui.project_find_bar import ProjectFindBar

        bar, work = ProjectFindBar(), self._workspace
        bar.hide()
        self._stream = HitStream(self)
        self._stream.found.connect(self._take)
        self._stream.refused.connect(self._refuse)
        if self._theme is not None:
            bar.set_theme(self._theme)
        bar.wanted_changed.connect(self._guard(self._look))
        bar.order_changed.connect(self._order)
        bar.list.hit_chosen.connect(self._guard(self._show))
        bar.list.removed.connect(self._guard(self._take_off))
        bar.list.all_wanted.connect(self._select_all)
        bar.left.connect(self.leave)
        work.lines_changed.connect(self._guard(self._refresh))
        work.list_reset.connect(self._guard(self._read_again))
        work.scheme_changed.connect(lambda scheme: bar.show_labels(scheme.of_kind(Kind.SPAN)))
        work.project_opened.connect(self._change_project)
        self._window.add_below(bar, bar.take_focus, scaled(HEIGHT))
        self._bar = bar
        return bar
