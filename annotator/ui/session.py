"""One window with its project: joins workspace, files and widgets by signals, and knows none of their insides."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from annotator.errors import AnnotatorError
from annotator.model import AnnotatedDocument, Kind, Scheme, Span
from annotator.settings import SHOW_EVERYONE, THEME
from annotator.store import DocumentLine, Pending
from annotator.store.project import Project
from annotator.ui.action_table import Needs
from annotator.ui.actions import enable_actions, explain
from annotator.ui.annotating import Annotating
from annotator.ui.details import Details
from annotator.ui.document_lines import DocumentLines
from annotator.ui.dropping import Dropping
from annotator.ui.edge import Edge
from annotator.ui.everyone import Everyone
from annotator.ui.guidelines import Guidelines
from annotator.ui.hands import Hands
from annotator.ui.heartbeat import Heartbeat
from annotator.ui.help_tasks import HelpTasks
from annotator.ui.hidden_labels import HiddenLabels
from annotator.ui.keying import Keying
from annotator.ui.labelling import Labelling
from annotator.ui.later_parts import LaterParts
from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.marking import Marking
from annotator.ui.page_states import PageStates
from annotator.ui.palette import Theme
from annotator.ui.piece_gestures import PieceGestures
from annotator.ui.places import Places
from annotator.ui.plain_text import named, title_text
from annotator.ui.preferences import Preferences
from annotator.ui.sorting import Sorting
from annotator.ui.staying import Staying
from annotator.ui.telling import Telling
from annotator.ui.theming import CHOICES, Theming
from annotator.ui.transfers import Transfers
from annotator.ui.translation import error_text
from annotator.ui.workspace import Workspace

LARGE = 20_000
"""An article with more spans takes so long to open that a word is said before."""


class Session(QObject):
    """Lives as long as the window."""

    def __init__(self, theming: Theming, preferences: Preferences) -> None:
        super().__init__()
        self.theming = theming
        self.preferences = preferences
        self.edge = Edge(self)
        self.workspace = Workspace(preferences.annotator_name(), self)
        self.labelling = Labelling(self.workspace, self)
        self.annotating = Annotating(self.workspace, self.labelling, self.edge.guard)
        self.marking = Marking(self.workspace, self)
        self.pieces = PieceGestures(self.workspace, self)
        self.hands = Hands(self.workspace, self.labelling, self.marking, self)
        self.lines = DocumentLines(self)
        self.transfers = Transfers(self.workspace, self.edge, preferences, self)
        self.later = LaterParts(self.workspace, theming, preferences, self.transfers.jobs, self.edge.guard)
        self.hidden_labels = HiddenLabels(self.workspace)
        self.guidelines = Guidelines(self.workspace)
        self.sorting = Sorting(self.workspace, self.transfers.jobs, self.edge.guard)
        self.help = HelpTasks(theming, preferences, self)
        label = self.later.labelling(self.hands.label)
        self.window = MainWindow(self._gestures(), self.edge.guard(label), self.lines)
        self.help.window = self.window
        self.transfers.belong_to(self.window)
        self.guidelines.belong_to(self.window)
        self.dropping = Dropping(self.window, self.window.page, self.transfers.taking)
        self.states = PageStates(self.window.page, self.window.actions_by_name, self.transfers.recent.offered)
        self.details = Details(self.workspace, self.window.page.header, self.edge.guard)
        self.heartbeat = Heartbeat(self._poll, self._idle, self._tend, self)
        self._job_runs = self._chooses = False
        self._there: set[Needs] | None = None
        """What was there when actions were switched on and off last."""
        self._connect_workspace()
        self.hidden_labels.belong_to(self.window.page.view, self.window.labels)
        self.everyone = Everyone(self.workspace, self.window.page.view, self)
        self.staying = Staying(self.workspace, self.window.page.view)
        self.hands.belong_to(self.window, self.edge.guard, lambda: theming.theme)
        self.annotating.belong_to(self.window)
        self.walking = self.hands.walking
        self.keying = Keying(preferences, self.workspace, self.window, self.walking)
        self.keying.changed.connect(lambda: self._show_scheme(self.workspace.scheme))
        self.places = Places(self.workspace, self.window)
        self.later.belong_to(self.window, self.places, self.walking)
        self.later.show_closed, self.later.show_waiting = self._show_closed, self.states.show_waiting
        self.telling = Telling(self.window, self.workspace, self.pieces, self.walking, self)
        self._connect_widgets()
        self._connect_messages()
        self.show_theme(theming.theme)
        self.show_nothing_open("")

    def _gestures(self) -> Gestures:
        gestures: dict[str, Callable[[], object]] = {
            "save": lambda: self.window.status.say(self.tr("Everything is already saved.")),
            "undo": self.workspace.undo,
            "redo": self.workspace.redo,
            "add_to_span": self.pieces.add_selection,
            "cut_from_span": self.pieces.cut_selection,
            "edit_details": self._edit_details,
            "next_document": self.workspace.next_document,
            "previous_document": self.workspace.previous_document,
            "show_everyone": self._choose_everyone,
        }
        gestures |= {f"theme_{choice}": partial(self.preferences.choose, THEME, choice) for choice in CHOICES}
        gestures |= self.hands.gestures()
        gestures |= self.marking.gestures()
        gestures |= self.annotating.gestures()
        gestures |= self.hidden_labels.gestures()
        gestures |= self.guidelines.gestures()
        gestures |= self.later.gestures()
        gestures |= self.transfers.gestures()
        gestures |= self.help.gestures()
        return {name: self.edge.guard(gesture) for name, gesture in gestures.items()}

    # --- what is connected with what

    def _connect_workspace(self) -> None:
        work, window = self.workspace, self.window
        work.project_opened.connect(self._show_project)
        work.project_opened.connect(self.heartbeat.note_project)
        work.scheme_changed.connect(self._show_scheme)
        work.counting.counts_changed.connect(window.labels.show_counts)
        work.counting.totals_changed.connect(window.articles.show_totals)
        work.lines_changed.connect(self.lines.refresh)
        work.list_reset.connect(self._reset_list)
        work.document_opened.connect(self._show_document)
        work.document_closed.connect(self._show_no_document)
        work.document_failed.connect(self._show_unreadable)
        work.document_altered.connect(self._show_altered)
        work.spans_changed.connect(window.spans.update_spans)  # First: the view forgets a selected span that goes.
        work.spans_changed.connect(window.page.view.update_spans)
        work.others_changed.connect(self._show_others)
        work.span_chosen.connect(self._choose_span)
        work.place_shown.connect(window.page.view.go_to)
        work.pending_changed.connect(self._show_pending)
        work.edited.connect(self.heartbeat.note_edit)
        work.heard.connect(self.later.tell_of_others)

    def _connect_widgets(self) -> None:
        view = self.window.page.view
        view.selection_changed.connect(self._select)
        view.span_selected.connect(self._select_span)
        view.span_selected.connect(self.window.spans.show_selected)
        self.window.spans.span_picked.connect(self._pick_span)
        view.span_kept.connect(self.pieces.keep)
        view.stretch_drawn.connect(self.edge.guard(self.pieces.add))
        view.piece_clicked.connect(self.edge.guard(self.pieces.cut))
        view.verticalScrollBar().valueChanged.connect(self.telling.show_position)
        view.verticalScrollBar().rangeChanged.connect(self.telling.show_position)
        self.window.articles.filter.filter_changed.connect(self.edge.guard(self.sorting.show))
        self.window.articles.document_picked.connect(self.edge.guard(self._open_document))
        self.walking.hint_changed.connect(self.telling.complete_hint)
        self.window.closed.connect(self.close)
        self.theming.theme_changed.connect(self.show_theme)

    def _connect_messages(self) -> None:
        status = self.window.status
        self.edge.refused.connect(status.refuse)
        self.edge.failed.connect(self._show_failure)
        speakers = (self.later, self.marking, self.annotating, self.hidden_labels)
        for speaker in (self.workspace, self.hands, self.transfers, *speakers):
            speaker.said.connect(status.say)
        self.help.report_made.connect(self.show_report)
        self.preferences.not_saved.connect(status.refuse)
        self.transfers.told.connect(self._tell)
        self.later.told.connect(self._tell)
        self.later.refused.connect(status.refuse)
        self.later.report_wanted.connect(self.show_report)
        self.transfers.place_wanted.connect(self.edge.guard(self.places.show))
        self.transfers.report_wanted.connect(self.show_report)
        self.transfers.jobs.progressed.connect(self._show_job)
        self.transfers.jobs.ended.connect(self._show_no_job)
        self.dropping.files_dropped.connect(self.edge.guard(self.transfers.take))
        self.dropping.text_dropped.connect(self.edge.guard(self.transfers.take_text))

    # --- gestures that need the widgets

    def _edit_details(self) -> None:
        self.details.edit()

    def _open_document(self, id: int) -> None:
        row = self.lines.row_of(id)
        line: DocumentLine | None = None if row is None else self.lines.line(self.lines.index(row))
        if line is not None and line.spans > LARGE:
            self.states.show_opening(line.title)
        self.workspace.show_document(id)

    def _select(self, start: int, end: int) -> None:
        self.workspace.select(start, end)
        if not self._chooses:
            self.telling.show_selection()

    def _select_span(self, span: Span | None) -> None:
        self.workspace.select_span(span)
        self.telling.show_selection()
        self.hands.giving.show_current()

    def _choose_span(self, span: Span) -> None:
        """Select a span; that the selected text goes before need not be told."""
        self._chooses = True
        self.window.page.view.select_span(span)
        self._chooses = False

    def _pick_span(self, span: Span) -> None:
        self.window.page.view.select_span(span)
        self.window.page.view.go_to(span.start)

    # --- what is shown

    def _show_project(self, project: Project) -> None:
        annotator = self.workspace.annotator
        self.lines.read_from(
            lambda after, before, limit: project.documents(
                self.workspace.where, annotator=annotator, after=after, before=before, limit=limit
            ),
            lambda ids: project.lines(list(ids), annotator=annotator),
        )
        self.window.labels.close_form()
        self.window.articles.filter.reset()
        self.window.articles.filter.show_keys(project.metadata_keys())
        self.window.top_bar.project_name.show_text(project.name)
        self.window.status.show_saved(saved=True, read_only=project.read_only)
        if project.file is None:
            self.later.team.begin(project)
        self.window.page.header.read_only = project.read_only
        self._show_no_document()

    def _show_scheme(self, scheme: Scheme) -> None:
        labels = scheme.of_kind(Kind.SPAN)
        self.window.label_actions.set_labels(labels)
        self.window.labels.show_labels(labels)
        self.window.page.view.set_labels(labels)
        self.window.spans.set_labels(labels)
        self.hands.giving.show_current()
        self._enable()

    def _reset_list(self) -> None:
        here, project, where = self.workspace.document, self.workspace.project, self.workspace.where
        if project is None:
            return
        self.window.articles.filter.show_keys(project.metadata_keys())
        if self.sorting.is_ready(where):
            self.lines.reset(around=here.document.id if here and where.lets_all_in else None)

    def _show_document(self, document: AnnotatedDocument) -> None:
        own = self.workspace.own_spans()
        self.window.page.view.show_document(document.text, own)
        self.window.spans.show_document(document.text, own)
        self.states.show_article(document.text)
        self.window.articles.show_open(document.document.id)
        self._enable()
        self.telling.show_selection()
        self.telling.show_position()
        self._show_altered(document)

    def _show_altered(self, document: AnnotatedDocument) -> None:
        annotator, shows_others = self.workspace.annotator, self.everyone.is_on
        self.window.page.header.show_document(document, annotator=annotator, shows_others=shows_others)
        project = self.workspace.project
        self.window.setWindowTitle(
            title_text(f"{named(document.document.title)} - {named(project.name) if project else ''}")
        )

    def _show_no_document(self) -> None:
        self.window.page.header.leave_document()
        self.window.page.view.clear()
        self.window.spans.show_nothing()
        self.window.articles.show_open(None)
        project = self.workspace.project
        if project is None:
            self.show_nothing_open("")
        else:
            self.window.setWindowTitle(title_text(project.name))
            self.states.show_no_articles(read_only=project.read_only)
        self._enable()
        self.telling.show_selection()
        self.window.status.show_position(None)

    def _show_unreadable(self, id: int, why: str) -> None:
        self._show_no_document()
        self.window.articles.show_open(id)
        self.states.show_unreadable(why)

    def show_nothing_open(self, why: str) -> None:
        """Show that no project is open, and why."""
        self.states.show_nothing_open(why)
        self.window.setWindowTitle(self.tr("Annotator"))
        self._enable()

    def _show_pending(self, undo: Pending | None, redo: Pending | None) -> None:
        self.window.status.show_pending(undo)
        for name, pending, nothing in (
            ("undo", undo, self.tr("There is nothing to undo.")),
            ("redo", redo, self.tr("There is nothing to redo.")),
        ):
            action = self.window.actions_by_name[name]
            explain(action, f"{action.text()}: {named(pending.title)}" if pending else nothing)

    def _show_closed(self, why: str) -> None:
        self.lines.read_from(lambda _after, _before, _limit: (), lambda _ids: ())
        self._show_no_document()
        self.show_nothing_open(why)

    def _choose_everyone(self) -> None:
        self.preferences.choose(SHOW_EVERYONE, self.window.actions_by_name["show_everyone"].isChecked())
        self.window.status.say(self.everyone.why_nothing_changed())

    def show_everyone(self, *, on: bool) -> None:
        """Show or hide what other annotators have labelled."""
        self.window.actions_by_name["show_everyone"].setChecked(on)
        self.everyone.show(on=on)
        self._show_others()

    def _show_others(self, *_: object) -> None:
        if self.workspace.document is not None:
            self._show_altered(self.workspace.document)

    def show_theme(self, theme: Theme) -> None:
        """Show everything in this theme."""
        self.window.set_theme(theme)
        self.dropping.set_theme(theme)
        self.window.actions_by_name[f"theme_{self.theming.choice}"].setChecked(True)

    def _enable(self) -> None:
        there = {
            Needs.PROJECT: self.workspace.project is not None,
            Needs.PLACE: self.workspace.stands_at is not None,
            Needs.DOCUMENT: self.workspace.document is not None,
            Needs.JOB: self._job_runs,
        }
        needs = {need for need, is_there in there.items() if is_there} | set(self.transfers.there())
        if needs != self._there:
            self._there = needs
            enable_actions(self.window.actions_by_name, needs)
        self.window.label_actions.enable(on=self.workspace.document is not None)

    # --- messages

    def _show_job(self, title: str, part: float) -> None:
        self._job_runs = True
        self.window.status.show_job(title, part)
        self._enable()

    def _show_no_job(self) -> None:
        self._job_runs = False
        self.window.status.show_job("")
        self._enable()

    def _tell(self, sentence: str, steps: Sequence[str]) -> None:
        """Say what was done, and offer what leads on."""
        self._enable()
        self.window.status.say(sentence)
        self.window.status.offer([self.window.actions_by_name[step] for step in steps])

    def show_report(self, title: str, sentence: str, text: str) -> None:
        """Show a report in a dialog."""
        from annotator.ui.report_dialog import ReportDialog

        ReportDialog(title, sentence, text, self.window).open()

    def _show_failure(self, sentence: str) -> None:
        self.show_report(self.tr("Annotator"), sentence, "")

    # --- by itself

    def _poll(self) -> None:
        project = self.workspace.project
        if project is not None and project.file is not None:  # A server tells by itself: see `Team`.
            self._quietly(Project.poll)

    def _idle(self) -> None:
        self._quietly(Project.idle)

    def _tend(self) -> None:
        self.later.safekeeping.tend()

    def _quietly(self, look: Callable[[Project], None]) -> None:
        """Do what nobody has asked for: an error is said once, in the status line."""
        if self.workspace.project is None:
            return
        try:
            look(self.workspace.project)
        except AnnotatorError as error:
            self.window.status.refuse(error_text(error))

    def close(self) -> None:
        """Stop what runs and close the project."""
        self.heartbeat.stop()
        self.transfers.stop()
        self.later.close()
        self.sorting.close()
        self.workspace.close_project()
