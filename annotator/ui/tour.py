"""A tour of the window in six steps: each points at a part, and goes on when one does what it says, or by a key."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from annotator.ui.actions import key_text
from annotator.ui.callout import Callout
from annotator.ui.escaping import Escaping
from annotator.ui.plain_text import filled
from annotator.ui.session import Session
from annotator.value import identity_value


@identity_value
class TourStep:
    """A part of the window and what there is to say of it; `done` tells that somebody did it, if `counts` says so."""

    target: QWidget
    title: str
    sentence: str
    done: SignalInstance
    counts: Callable[..., bool] = lambda *_: True
    panel: str = ""
    """The action that shows the part, if it can be hidden."""


class Tour(QObject):
    """Lives from its first step until it is left."""

    ended = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        session.window.only_text.leave()
        self.at = 0
        """The number of the step that is shown, from 0."""
        self.callout = Callout(session.window)
        self.callout.set_theme(session.theming.theme)
        session.theming.theme_changed.connect(self.callout.set_theme)
        leave = self._make_action(self.tr("Leave the tour"), "Esc", self.leave)
        self.callout.offer([leave, self._make_action(self.tr("Next"), self._key("tour"), self.next)])
        self._escaping = Escaping(session.window, self.leave, firsts=[session.window.page.view])
        self._escaping.listen(on=True)
        self._steps = (*self._in_the_article(), *self._round_the_article())
        self._heard = [step.done.connect(self._hearing(number)) for number, step in enumerate(self._steps)]
        self._show()

    def _make_action(self, text: str, key: str, gesture: Callable[[], object]) -> QAction:
        """Return an action for a button of the note; its key is only shown, and heard elsewhere."""
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda *_checked: gesture())
        return action

    def next(self) -> None:
        """Go on to the next step; behind the last one the tour ends."""
        self.at += 1
        if self.at == len(self._steps):
            self.leave()
        else:
            self._show()

    def leave(self) -> None:
        """End the tour where it is."""
        for connection in self._heard:
            QObject.disconnect(connection)
        self._escaping.listen(on=False)
        self._escaping.deleteLater()
        self.callout.leave()
        self.ended.emit()
        self.deleteLater()

    def _show(self) -> None:
        step = self._steps[self.at]
        heading = self.tr("{number} of {all}").format(number=self.at + 1, all=len(self._steps))
        target, sentence = step.target, step.sentence
        if not target.isVisible():
            shows = self.tr("{key} shows this panel.").format(key=self._key(step.panel))
            target, sentence = self._session.window.page.view, f"{sentence} {shows}"
        self.callout.point_at(target, step.title, sentence, heading)

    def _hearing(self, number: int) -> Callable[..., None]:
        """Return what goes on when the step of that number is shown and was done."""

        def hear(*told: object) -> None:
            if self.at == number and self._steps[number].counts(*told):
                self.next()

        return hear

    # --- the steps

    def _key(self, name: str) -> str:
        return key_text(self._session.window.actions_by_name[name])

    def _in_the_article(self) -> Sequence[TourStep]:
        session, window = self._session, self._session.window
        first = next(iter(window.label_actions.by_name()), None)
        press = filled(self.tr("Press {key} for {label}."), key=key_text(first[1]), label=first[0]) if first else ""
        return (
            TourStep(
                window.page.view,
                self.tr("The article"),
                self.tr("Drag over some words to select them, or press {key} for the next name or date.").format(
                    key=self._key("next_likely")
                ),
                window.page.view.selection_changed,
                lambda start, end: start < end,
            ),
            TourStep(
                window.labels,
                self.tr("Labels"),
                self.tr("The key of a label gives it to what is selected; the same key again takes it off.")
                + f" {press}",
                session.workspace.spans_changed,
                lambda _gone, came: bool(came),
                panel="show_labels",
            ),
            TourStep(
                window.spans,
                self.tr("In this article"),
                self.tr("Everything that is labelled in it. Click on a row to go there, or come by {key}.").format(
                    key=self._key("next_panel")
                ),
                window.spans.span_picked,
                panel="show_spans",
            ),
        )

    def _round_the_article(self) -> Sequence[TourStep]:
        session, window = self._session, self._session.window
        actions = window.actions_by_name
        return (
            TourStep(
                window.status,
                self.tr("What is going on"),
                self.tr(
                    "This line says what a key would do now. Each step is saved at once, and {key} takes it back, also "
                    "tomorrow. Try it."
                ).format(key=self._key("undo")),
                actions["undo"].triggered,
            ),
            TourStep(
                window.articles,
                self.tr("Articles"),
                self.tr("{done} marks this one done and opens the next. {filter} finds one by its words.").format(
                    done=self._key("done_and_next"), filter=self._key("filter_articles")
                ),
                session.workspace.document_opened,
                panel="show_articles",
            ),
            TourStep(
                window.top_bar,
                self.tr("Everything else"),
                self.tr(
                    "The menus hold all that can be done. {any} finds it by a few letters, {keys} shows every key, "
                    "{export} writes your dataset."
                ).format(
                    any=self._key("command_palette"),
                    keys=self._key("shortcut_sheet"),
                    export=self._key("export_dataset"),
                ),
                actions["command_palette"].triggered,
            ),
        )
