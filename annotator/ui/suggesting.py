"""Suggestions as a person meets them besides the text: the bar, the word in the status line, all of them at once."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.assist.record import share_accepted
from annotator.errors import EditError
from annotator.settings import SUGGESTION_LINE
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.main_window import Gestures, MainWindow
from annotator.ui.offering import Offering
from annotator.ui.picking_next import PickingNext
from annotator.ui.plain_text import filled, listed
from annotator.ui.preferences import Preferences
from annotator.ui.style import SMALL_SIZE, panel_font
from annotator.ui.translation import translate
from annotator.ui.walking import Walking
from annotator.ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.suggesting_bar import SuggestingBar


class Suggesting(QObject):
    """Joins the offers of the open article with the window."""

    said = Signal(str)
    report_wanted = Signal(str, str, str)
    """Title, sentence and text of a report that is to be shown."""

    def __init__(
        self,
        window: MainWindow,
        workspace: Workspace,
        walking: Walking,
        preferences: Preferences,
        guard: Callable[..., Callable[..., None]],
    ) -> None:
        """`guard` catches what is refused, as at every gesture."""
        super().__init__(workspace)
        self._window = window
        self._workspace = workspace
        self._preferences = preferences
        self._guard = guard
        self._bar: SuggestingBar | None = None
        self.offering = Offering(workspace, window.page.view, walking, preferences)
        self.offering.said.connect(self.said)
        self.offering.refused.connect(window.status.refuse)
        self.offering.broken.connect(self._report)
        self.offering.changed.connect(self._show)
        self.picking = PickingNext(workspace, self.offering.learning, self._goes_on_with_teaching)
        self.picking.said.connect(self.said)
        self.word = ElidedLabel(name="suggestions")
        self.word.setFont(panel_font(SMALL_SIZE))
        self.word.hide()
        window.status.keep(self.word)

    def gestures(self) -> Gestures:
        """Return what is done, by the name of the action."""
        return {
            "accept_suggestions": self.accept_all,
            "suggest_anew": self.suggest_anew,
            "show_suggesting": self.open,
            "set_up_engines": self.set_up,
            "switch_suggesting": self.switch,
        }

    def begin(self) -> None:
        """Suggest in the project that is open now."""
        self.offering.begin()
        self._fill()

    def close(self) -> None:
        """End what runs."""
        self.offering.stop()

    def _report(self, report: str) -> None:
        sentence = self.tr(
            "What suggests has met a fault, and labelling goes on without it. "
            "Please copy this report and send it to those who make the program."
        )
        self.report_wanted.emit(self.tr("A fault in the program"), sentence, report)

    # --- what gestures do

    def accept_all(self) -> None:
        """Label all that is suggested in the article. Raises EditError where nothing is."""
        self._begin_if_not_yet()
        offered = len(self.offering.offers)
        if not offered:
            raise EditError(self.tr("Nothing is suggested in this article."))
        accepted = self.offering.accept_all()
        said = self.tr("Accepted {number} suggestions. Undo takes them back as one step.").format(number=accepted)
        left = self.tr("{number} were left out, which the rules of the scheme forbid.").format(
            number=offered - accepted
        )
        self.said.emit(f"{said} {left}" if accepted < offered else said)

    def suggest_anew(self) -> None:
        """Show all that can be suggested by what is known now. Raises EditError when that is switched off."""
        self._begin_if_not_yet()
        self._workspace.need_document()
        if not self.offering.is_on:
            raise EditError(self._why_off())
        self.offering.ask()

    def switch(self) -> None:
        """Suggest in this project from now on, or suggest nothing any more."""
        on = not self.offering.choices.is_on
        self._switch(on=on)
        self.said.emit(self.tr("Suggestions are on.") if on else self.tr("Suggestions are off in this project."))

    def _switch(self, *, on: bool) -> None:
        self.offering.choices.switch(on=on)
        self.begin()
        self._show()

    def _begin_if_not_yet(self) -> None:
        if not self.offering.is_on:
            self.begin()

    def _why_off(self) -> str:
        if self._workspace.need_project().read_only:
            return self.tr("Nothing is suggested in a project that can only be read.")
        return self.tr("Suggestions are off in this project. “Suggestions on or off” switches them on.")

    def set_up(self) -> None:
        """Ask what else is to suggest. Raises EditError when the project can only be read."""
        from annotator.ui.engines_dialog import EnginesDialog

        self._workspace.check_writable()
        dialog = EnginesDialog(self.offering.choices.setups, self._window)
        dialog.kept.connect(self._guard(self._keep_setups))
        dialog.open()

    def _keep_setups(self, setups: Mapping[str, str]) -> None:
        self.offering.choices.set_up(setups)
        self.begin()
        self.said.emit(self.tr("Kept. It takes a moment until all of them have suggested something."))

    # --- the bar

    def open(self) -> None:
        """Show the bar. Raises EditError when the project can only be read."""
        self._workspace.check_writable()
        self._begin_if_not_yet()
        bar = self._bar or self._make_bar()
        self._fill()
        bar.show()
        bar.take_focus()

    def _make_bar(self) -> "SuggestingBar":
        from annotator.ui.suggesting_bar import SuggestingBar

        self._bar = bar = SuggestingBar(self._window.actions_by_name["set_up_engines"])
        bar.switched.connect(self._guard(lambda on: self._switch(on=on)))
        bar.engine_switched.connect(self._guard(self._switch_engine))
        bar.line_chosen.connect(self._guard(lambda line: self._preferences.choose(SUGGESTION_LINE, line)))
        bar.label_wanted.connect(self._guard(self._want_again))
        bar.teaching_switched.connect(self._guard(self._go_on_with_teaching))
        bar.all_wanted.connect(self._guard(self.accept_all))
        bar.left.connect(self._leave)
        self._window.page.add_bar(bar, bar.take_focus)
        return bar

    def _switch_engine(self, name: str, on: bool) -> None:
        self.offering.choices.switch_engine(name, on=on)
        self.begin()

    def _goes_on_with_teaching(self) -> bool:
        return self.offering.is_on and self.offering.choices.goes_on_with_teaching

    def _go_on_with_teaching(self, on: bool) -> None:
        self.offering.choices.go_on_with_teaching(on=on)
        self.picking.ask()

    def _want_again(self, label: str) -> None:
        self.offering.choices.want_again(label)
        self.offering.offer_anew()
        self.said.emit(filled(self.tr("{label} is suggested again."), label=label))

    def _leave(self) -> None:
        if self._bar is not None:
            self._bar.hide()
            self._window.page.take_focus()

    def _fill(self) -> None:
        if self._bar is None or self._workspace.project is None:
            return
        choices, record = self.offering.choices, self.offering.record
        self._bar.show_engines(self._engines())
        teaching = choices.goes_on_with_teaching
        self._bar.show_choices(on=choices.is_on, engines_off=choices.engines_off, teaching=teaching)
        self._bar.show_line(self._preferences.get(SUGGESTION_LINE))
        quiet = {label: record[label] for label in self.offering.quiet_labels()}
        self._bar.show_offers(len(self.offering.offers), record, quiet)

    def _engines(self) -> dict[str, str]:
        """Return what the engines of this project are called, by name; where texts are sent to, with the address."""
        from annotator.suggest import all_engines, every_engine
        from annotator.suggest.language_model import LanguageModel, ModelSetup

        known, setups = every_engine(), self.offering.choices.setups
        names = [name for name in (*all_engines(), *setups) if name in known]
        titles = {name: translate("suggestions", known[name].title) for name in names}
        if LanguageModel.name in setups:
            address = ModelSetup.from_text(setups[LanguageModel.name]).address
            titles[LanguageModel.name] = f"{titles[LanguageModel.name]}: {address}"
        return titles

    # --- what is said of them

    def _show(self) -> None:
        """Say in the status line how many there are, and how good they were so far."""
        number, share = len(self.offering.offers), share_accepted(self.offering.record)
        self.word.setVisible(self.offering.is_on and (number > 0 or share is not None))
        suggested = self.tr("{number} suggestions").format(number=number) if number != 1 else self.tr("1 suggestion")
        accepted = "" if share is None else self.tr("{percent} % accepted so far").format(percent=round(100 * share))
        quiet = listed(self.offering.quiet_labels())
        quiet = self.tr("{labels} not any more").format(labels=quiet) if quiet else ""
        self.word.show_text(", ".join(filter(None, (suggested, accepted, quiet))), at_least=suggested)
        if self._bar is not None and self._bar.isVisible():
            self._fill()
