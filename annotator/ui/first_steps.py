"""The first steps: the status line says what to press next, until each step was done once, or nobody wants to know."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.settings import FIRST_STEPS, KNOWN_STEPS, TOUR
from annotator.ui.action_button import ActionButton
from annotator.ui.actions import key_text
from annotator.ui.preferences import Preferences
from annotator.ui.session import Session
from annotator.ui.style import SMALL_SIZE, panel_font

if TYPE_CHECKING:
    from annotator.ui.tour import Tour

SELECT, LABEL, UNDO, DONE, EXPORT = FIRST_STEPS


class FirstSteps(QObject):
    """Teaches the steps in their order; one that was done before its turn is not taught."""

    def __init__(self, session: Session, preferences: Preferences) -> None:
        super().__init__(session)
        self._session = session
        self._preferences = preferences
        self._offer: QWidget | None = None
        self._tour: Tour | None = None
        actions = session.window.actions_by_name
        session.telling.lesson = self.lesson
        session.window.page.view.selection_changed.connect(lambda start, end: self._learn(SELECT, when=start < end))
        session.workspace.spans_changed.connect(lambda _gone, came: self._learn(LABEL, when=bool(came)))
        session.transfers.exported.connect(lambda _path: self._learn(EXPORT))
        for name, step in (("undo", UNDO), ("done_and_next", DONE), ("mark_done", DONE)):
            actions[name].triggered.connect(lambda *_checked, step=step: self._learn(step))
        session.help.tour_wanted.connect(self._go_on_tour)
        session.window.status.told.connect(self._make_room)
        session.workspace.document_opened.connect(self._show)
        session.workspace.document_closed.connect(self._show)
        preferences.changed.connect(self._follow)
        self._soon = QTimer(self, singleShot=True, interval=0)  # An undo may teach two steps at once.
        self._soon.timeout.connect(self._go_on)
        self._show()

    @property
    def step(self) -> str:
        """Return the step that is to be done next, empty when all are known."""
        known = self._preferences.get(KNOWN_STEPS)
        return next((step for step in FIRST_STEPS if step not in known), "")

    def lesson(self, hint: str) -> str:
        """Return what to do next in place of the hint; the hint itself when all is known."""
        step = self.step
        if not step or self._tour is not None:
            return hint
        number = FIRST_STEPS.index(step) + 1
        sentence = self.tr("Step {number} of {all}: {what}")
        return sentence.format(number=number, all=len(FIRST_STEPS), what=self._sentence(step, hint))

    def _sentence(self, step: str, hint: str) -> str:
        actions = self._session.window.actions_by_name
        if step == SELECT:
            return self.tr("Drag over some words, or press {key}").format(key=key_text(actions["next_likely"]))
        if step == LABEL:
            return hint
        sentence, action = {
            UNDO: (self.tr("It is saved already; press {key} to take it back"), "undo"),
            DONE: (self.tr("Press {key} when the article is done, and the next one opens"), "done_and_next"),
            EXPORT: (self.tr("Press {key} to write what you labelled to a file"), "export_dataset"),
        }[step]
        return sentence.format(key=key_text(actions[action]))

    def _learn(self, step: str, *, when: bool = True) -> None:
        known = self._preferences.get(KNOWN_STEPS)
        if when and step not in known:
            self._preferences.choose(KNOWN_STEPS, (*known, step))
            self._soon.start()

    def _go_on(self) -> None:
        """Say the next step beside what was said of the one that was just done."""
        status = self._session.window.status
        if self._tour is not None:
            return
        if not self.step:
            key = key_text(self._session.window.actions_by_name["shortcut_sheet"])
            status.add(self.tr("These were the first steps; {key} shows every key").format(key=key))
        elif status.says_something:
            status.add(self._session.telling.hint())
        else:
            self._session.telling.show_selection()

    # --- what is shown

    def _follow(self, name: str) -> None:
        if name == KNOWN_STEPS.name:
            self._show()
            self._session.telling.complete_hint()

    def _show(self, *_: object) -> None:
        """Let the menu say whether the steps are shown, and a button beside them hide them."""
        self._session.window.actions_by_name["first_steps"].setChecked(bool(self.step))
        shown = bool(self.step) and self._tour is None and self._session.workspace.document is not None
        if shown and self._offer is None:
            self._offer = self._make_offer()
            self._session.window.status.keep(self._offer)
        if self._offer is not None:
            self._offer.setVisible(shown)
            self._make_room(False)

    def _make_room(self, something: bool) -> None:
        """Offer the tour with the first step, unless something is said: that needs the room."""
        if self._offer is not None:
            known = self._preferences.get(KNOWN_STEPS)
            self._tour_button.setVisible(self.step == SELECT and TOUR not in known and not something)

    def _make_offer(self) -> QWidget:
        actions = self._session.window.actions_by_name
        offer = QWidget()
        row = QHBoxLayout(offer)
        row.setContentsMargins(0, 0, 0, 0)
        self._tour_button = ActionButton(actions["tour"], offer, prominent=True)
        self._tour_button.set_theme(self._session.theming.theme)
        self._session.theming.theme_changed.connect(self._tour_button.set_theme)
        hide = QPushButton(self.tr("Hide"))
        hide.setObjectName("quiet")
        hide.setFont(panel_font(SMALL_SIZE))
        hide.setAccessibleName(self.tr("Hide the first steps"))
        hide.setToolTip(self.tr("Hide the first steps"))
        hide.clicked.connect(lambda *_checked: self._preferences.choose(KNOWN_STEPS, (*FIRST_STEPS, TOUR)))
        row.addWidget(self._tour_button)
        row.addWidget(hide)
        return offer

    # --- the tour

    def _go_on_tour(self) -> None:
        """Begin the tour, or go on to its next step."""
        from annotator.ui.tour import Tour

        if self._tour is not None:
            self._tour.next()
            return
        self._learn(TOUR)
        self._tour = Tour(self._session)
        self._tour.ended.connect(self._end_tour)
        self._show_beside_tour()

    def _end_tour(self) -> None:
        self._tour = None
        self._show_beside_tour()

    def _show_beside_tour(self) -> None:
        """Teach nothing while the tour does."""
        self._show()
        self._session.telling.show_selection()
