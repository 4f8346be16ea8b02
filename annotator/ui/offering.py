"""What is suggested in the open article: asked of the process that learns, shown, and followed as one labels.

New suggestions come when an article is opened or somebody asks. Whatever comes later moves no line that is seen.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.addresses import in_full
from annotator.arguments import may_lie_inside
from annotator.assist import deciding
from annotator.assist.messages import Charge, Suggested
from annotator.assist.on_offer import OnOffer, Place, Terms
from annotator.assist.record import Record, goes_quiet, with_verdict
from annotator.edits import Edit
from annotator.errors import ProjectError
from annotator.model import AnnotatedDocument, Kind, Span, Verdict
from annotator.settings import SUGGESTION_LINE
from annotator.store import Change
from annotator.suggest import Suggestion
from annotator.suggest.combined import is_nested
from annotator.suggest.live import ENGINE as LIVE
from annotator.suggest.live import MOST_SPANS, LiveForms, with_others
from annotator.suggest.rejected import Rejected
from annotator.ui.changes import Changes
from annotator.ui.learning import Learning
from annotator.ui.offers_in_view import OffersInView
from annotator.ui.plain_text import filled
from annotator.ui.preferences import Preferences
from annotator.ui.suggesting_choices import SuggestingChoices
from annotator.ui.text_view import TextView
from annotator.ui.translation import error_text
from annotator.ui.walking import Walking
from annotator.ui.workspace import Workspace

REST = 150
"""Milliseconds without a key after which what waits is looked at again."""
KEPT = 8
"""Articles whose suggestions are kept: those before the open one, and the next."""


class Offering(QObject):
    """Knows the suggestions of the open article, and which of them is selected."""

    changed = Signal()
    """There are other suggestions now, or it is known better how good they are."""
    said = Signal(str)
    refused = Signal(str)
    broken = Signal(str)
    """The report of a bug in the process that learns."""

    def __init__(self, workspace: Workspace, view: TextView, walking: Walking, preferences: Preferences) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._view = view
        self._walking = walking
        self._preferences = preferences
        self.record: Record = {}
        self.learning = Learning(self)
        self._in_view = OffersInView(view)
        self._on_offer = OnOffer()
        self._found: Sequence[Suggestion] = ()
        self._verdicts: dict[int, Verdict] = {}
        """Those of the annotator on the open article, by id."""
        self._live: LiveForms | None = None
        self._known: dict[int, Suggested] = {}
        self._changes: Changes | None = None
        self._back: frozenset[Place] = frozenset()
        """Where a verdict was taken back: what comes there is shown at once."""
        self._is_fresh = False
        """Whether nobody has touched the article since it was opened."""
        self._opening = QTimer(self, singleShot=True, interval=0)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.offer_anew)
        self._behind = QTimer(self, singleShot=True, interval=0)
        self._behind.timeout.connect(self._catch_up)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._in_view.retry)
        self._gone_quiet: list[str] = []
        self._quiet = QTimer(self, singleShot=True, interval=REST)
        self._quiet.timeout.connect(self._tell_quiet)
        self._connect()

    def _connect(self) -> None:
        work, view = self._workspace, self._view
        self.learning.learned.connect(lambda _: self._ask_again())
        self.learning.suggested.connect(self._take)
        self.learning.troubled.connect(lambda error: self.refused.emit(error_text(error)))
        self.learning.broken.connect(self.broken)
        work.project_closing.connect(self.stop)  # Whoever writes the file anew wants nobody at it.
        work.project_opened.connect(lambda _: self.stop())
        work.document_opened.connect(self._look_at)
        work.document_closed.connect(self._leave)
        work.spans_changed.connect(self._follow_spans)
        work.scheme_changed.connect(lambda _: self.offer_anew())
        work.edited.connect(self._touch)
        view.selection_changed.connect(self._select)
        view.verticalScrollBar().valueChanged.connect(self._touch)
        view.labels_hidden.connect(self._soon.start)
        self._preferences.changed.connect(self._follow_setting)

    # --- on and off

    @property
    def is_on(self) -> bool:
        """Return whether anything is suggested in this project."""
        return self._changes is not None

    @property
    def choices(self) -> SuggestingChoices:
        """Return what was chosen for the open project. Raises ProjectError without one."""
        return SuggestingChoices(self._preferences, self._workspace.need_project().address)

    @property
    def offers(self) -> Sequence[Suggestion]:
        """Return what is suggested in the open article, in reading order."""
        return self._on_offer.offers

    def begin(self) -> None:
        """Suggest in the open project, if it can be written to and nobody has switched that off."""
        work, project = self._workspace, self._workspace.project
        self.stop()
        if project is None or project.read_only or not self.choices.is_on:
            return
        self.record = project.verdict_record(work.annotator)
        self._changes = Changes(project, self)
        self._changes.changed.connect(self._take_in)
        self._walking.walk.offers = lambda: self._on_offer.offers
        if project.label_counts(work.annotator) or self.choices.setups:
            self._start()
        if work.document is not None:
            is_touched = work.selection != (0, 0) or work.span is not None or self._view.verticalScrollBar().value() > 0
            self._look_at(work.document, fresh=not is_touched)
        self.changed.emit()

    def _start(self) -> None:
        project = self._workspace.need_project()
        choices = self.choices
        off = choices.engines_off
        setups = {name: text for name, text in choices.setups.items() if name not in off}
        engines: tuple[str, ...] = ()
        if off:
            from annotator.suggest import all_engines

            engines = tuple(name for name in (*all_engines(), *setups) if name not in off)
            if not engines:
                return
        charge = Charge(in_full(project.address), self._workspace.annotator, engines, tuple(setups.items()))
        self.learning.begin(charge)

    def stop(self) -> None:
        """Suggest nothing any more, and end the process."""
        self.learning.stop()
        if self._changes is not None:
            self._changes.stop()
            self._changes.deleteLater()
            self._changes = None
        self._walking.walk.offers = tuple
        self._known.clear()
        self._leave()

    def _leave(self) -> None:
        self._found, self._verdicts, self._live = (), {}, None
        self._rest.stop()
        self._soon.stop()
        self._behind.stop()
        self.offer_anew()
        self._in_view.forget()

    # --- the open article

    def _look_at(self, document: AnnotatedDocument, *, fresh: bool = True) -> None:
        """Show what is known already for an article, and ask for the rest."""
        if not self.is_on:
            return
        self._in_view.forget()
        self._on_offer, self._live = OnOffer(), LiveForms(document.text)
        self._is_fresh = fresh
        self._opening.start()
        self._read_verdicts(document.document.id)
        known = self._known.get(document.document.id)
        self._found = known.suggestions if known and known.sha256 == document.document.sha256 else ()
        self.offer_anew(at_once=_always if fresh else _never)
        self.learning.look_at(document.document.id)

    def _read_verdicts(self, document: int) -> None:
        try:
            verdicts = self._workspace.need_project().verdicts(document)
        except ProjectError as error:
            verdicts = ()
            self.refused.emit(error_text(error))
        self._verdicts = {one.id: one for one in verdicts if one.annotator == self._workspace.annotator}

    def ask(self) -> None:
        """Learn from what is there by now, and show all at once that is suggested then."""
        self._is_fresh = True
        self.offer_anew(at_once=_always)
        if not self.learning.is_on:
            self._start()
        self._known.clear()
        self.learning.look_at(self._workspace.need_document().document.id)

    def _ask_again(self) -> None:
        self._known.clear()
        if self._workspace.document is not None:
            self.learning.suggest(self._workspace.document.document.id)

    def _take(self, answer: Suggested) -> None:
        """Take what is suggested in an article: in the open one it is shown, for the next one it is kept."""
        document = self._workspace.document
        self._known = dict(list({**self._known, answer.document: answer}.items())[-KEPT:])
        if document is None or (answer.document, answer.sha256) != (document.document.id, document.document.sha256):
            return
        self._found = answer.suggestions
        back, self._back = self._back, frozenset()
        self.offer_anew(at_once=_always if self._is_fresh else lambda one: one.place in back)
        following = self._workspace.following()
        if following is not None and following not in self._known:
            self.learning.suggest(following)

    # --- what is offered

    def terms(self) -> Terms:
        """Return what may be offered."""
        labels = frozenset(label.name for label in self._workspace.scheme.of_kind(Kind.SPAN))
        labels -= self._view.hidden_labels()  # Nobody stops at what he does not see.
        return Terms(labels, self._preferences.get(SUGGESTION_LINE), frozenset(self.quiet_labels()))

    def quiet_labels(self) -> list[str]:
        """Return the labels that are not suggested since they were mostly wrong."""
        if not self.is_on:
            return []
        again = self.choices.labels_again
        return sorted(label for label in self.record if label not in again and goes_quiet(self.record, label))

    def offer_anew(self, at_once: "Callable[[Suggestion], bool] | None" = None) -> None:
        """Work out what is offered; what is offered already stays, unless all is wanted `at_once`."""
        at_once = at_once or _never
        document = self._workspace.document
        if document is None or self._live is None:
            self._on_offer = OnOffer()
        else:
            spans = self._workspace.own_spans() if len(document.spans) <= MOST_SPANS else []
            rejected = Rejected(document.text, spans, self._verdicts.values())
            found = with_others(self._live.suggest(spans), self._found)
            kept = [] if at_once is _always else self._kept(found)
            places = deciding.decided(self._verdicts.values())
            may = (one for one in (*kept, *found) if one.place not in places and one not in rejected)
            self._on_offer.take(may, self.terms(), self._is_free, partial(may_lie_inside, self._workspace.scheme))
            if self._live.is_behind:
                self._behind.start()
        self._show(at_once)

    def _catch_up(self) -> None:
        """Look for some forms that had to wait, for a few milliseconds; when all are known, offer what they bring."""
        if self._live is None:
            return
        if self._live.catch_up():
            self.offer_anew(at_once=_always if self._is_fresh else _never)
        else:
            self._behind.start()

    def _kept(self, found: Sequence[Suggestion]) -> Iterable[Suggestion]:
        """Yield what is offered already, with what is known of it now; under another label unless it is selected."""
        now = {(one.start, one.end): one for one in reversed(found)}
        for one in self._on_offer.offers:
            fresh = now.get((one.start, one.end))
            if fresh is None:
                yield from () if one.engine == LIVE else (one,)
            else:
                is_selected = self._workspace.offer is not None and self._workspace.offer.place == one.place
                yield one if is_selected and fresh.label != one.label else fresh

    def _show(self, at_once: "Callable[[Suggestion], bool]") -> None:
        self._in_view.show(self._on_offer.offers, at_once)
        self._find_selected(*self._view.selection())
        self.changed.emit()

    def _is_free(self, one: Suggestion) -> bool:
        if not self._walking.walk.is_labelled(one.start, one.end):
            return True
        fits = partial(may_lie_inside, self._workspace.scheme)
        return one.is_inner and all(is_nested(one, span, fits) for span in self._view.spans_near(one.start))

    def _follow_spans(self, removed: Sequence[Span], added: Sequence[Span]) -> None:
        if not self.is_on:
            return
        if added and not self.learning.is_on:
            self._start()
        self._follow(*self._on_offer.follow(removed, added, self._is_free))

    def _follow(self, gone: Sequence[Suggestion], back: Sequence[Suggestion]) -> None:
        """Show what a key changed; what reads like it comes and goes when that is painted."""
        self._in_view.follow(gone, back)
        self._find_selected(*self._view.selection())
        self._soon.start()

    def _touch(self, *_: object) -> None:
        """Take note that a hand is at work: from now on nothing moves."""
        if not self._opening.isActive():
            self._is_fresh = False
        if self._in_view.has_waiting:
            self._rest.start()

    def _select(self, start: int, end: int) -> None:
        self._touch()
        self._find_selected(start, end)

    def _find_selected(self, start: int, end: int) -> None:
        """Find out which suggestion is selected: it is still so when the selection grows or shrinks."""
        before = self._workspace.offer
        one = self._on_offer.at(start, end) if start < end else None
        if one is None and before is not None and before.start < end and start < before.end and start < end:
            one = self._on_offer.at(before.start, before.end)
        if one != before:
            self._workspace.offer = one
            self._walking.hint_changed.emit()

    # --- what is decided

    def _take_in(self, change: Change) -> None:
        """Follow verdicts that came and went, by whatever door."""
        document = self._workspace.document
        if change.everything:
            self.record = self._workspace.need_project().verdict_record(self._workspace.annotator)
            if document is not None:
                self._read_verdicts(document.document.id)
            self.offer_anew()
            return
        verdicts = [one for edit in change.edits for one in _verdicts(edit, self._workspace.annotator)]
        if not verdicts:
            return
        quiet = self.quiet_labels()
        for step, verdict in verdicts:
            self.record = with_verdict(self.record, verdict, step)
            if document is not None and verdict.document == document.document.id:
                self._verdicts.pop(verdict.id, None)
                if step > 0:
                    self._verdicts[verdict.id] = verdict
        back = self._back = frozenset((one.start, one.end, one.label) for step, one in verdicts if step < 0)
        if back:
            self.offer_anew(at_once=lambda one: one.place in back)
            self._ask_again()  # The process has left out what was rejected.
        else:
            self._follow(self._on_offer.drop([(one.start, one.end, one.label) for _, one in verdicts]), [])
        self._gone_quiet += [label for label in self.quiet_labels() if label not in quiet]
        if self._gone_quiet:
            self._quiet.start()

    def _tell_quiet(self) -> None:
        """Say, when what the key does is shown, which labels are not suggested any more."""
        labels, self._gone_quiet = self._gone_quiet, []
        for label in labels:
            accepted, rejected = self.record.get(label, (0, 0))
            sentence = self.tr(
                "{label} is not suggested any more: of {decided} suggestions {accepted} were right. "
                "“Suggestions…” (Shift+F5) brings it back."
            )
            self.said.emit(filled(sentence, label=label, decided=accepted + rejected, accepted=accepted))

    def _follow_setting(self, name: str) -> None:
        if name == SUGGESTION_LINE.name and self.is_on:
            self.offer_anew(at_once=_always)

    def accept_all(self) -> int:
        """Label all that is suggested in the open article, as one action; return how many spans that made.

        What the scheme's rules forbid is left out.
        """
        from annotator.assist.accepting import accepted, write_accepted

        work = self._workspace
        made = accepted(work.need_document(), work.scheme, list(self.offers), work.annotator)
        title = self.tr("Accept {number} suggestions")
        number = write_accepted(work.need_project(), made, work.annotator, lambda spans: title.format(number=spans))
        work.edited.emit()
        return number


def _always(_: Suggestion) -> bool:
    return True


def _never(_: Suggestion) -> bool:
    return False


def _verdicts(edit: Edit, annotator: str) -> Iterable[tuple[int, Verdict]]:
    """Yield the annotator's verdicts that an edit takes away (-1) and makes (1)."""
    for step, one in ((-1, edit.before), (1, edit.after)):
        if isinstance(one, Verdict) and one.annotator == annotator:
            yield step, one
