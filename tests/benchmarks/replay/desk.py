"""The real window on a project of unlabelled articles, as a person finds it: keys, mouse, and what is on the screen."""

import os
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from annotator.assist.messages import Answer, Learned, Suggested
from annotator.assist.schedule import is_due
from annotator.model import AnnotatedDocument, Document, Label, Scheme
from annotator.settings import ANNOTATOR_NAME, FIRST_STEPS, KNOWN_STEPS, Settings
from annotator.store.project import Project
from annotator.suggest import all_engines
from annotator.ui.action_table import ACTIONS
from annotator.ui.application import Application, make_application
from annotator.ui.suggesting_choices import SuggestingChoices
from tests.benchmarks.replay.tally import Tally

ME = "person"
TAKEN = {key for row in ACTIONS for key in row.keys}
KEYS = tuple(key for key in (*"1234567890", *"=;'`,./", *(f"F{n}" for n in range(2, 13))) if key not in TAKEN)
"""For labels: one key each, that no action has."""
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)

SHIFTED = (Qt.Key.Key_QuoteDbl,)
"""Signs for which Shift is held; Qt's own platforms give the key alone."""

Place = tuple[int, int]


def make_project(path: Path, articles: Sequence[AnnotatedDocument]) -> dict[str, str]:
    """Make a project of the articles without their spans; return the key of each label, the most frequent first."""
    counts: dict[str, int] = {}
    for article in articles:
        for span in article.spans:
            counts[span.label] = counts.get(span.label, 0) + 1
    keys = dict(zip(sorted(counts, key=lambda name: -counts[name]), KEYS, strict=False))
    labels = tuple(Label(n, name, key=key, position=n) for n, (name, key) in enumerate(keys.items(), 1))
    project = Project.open(path, create=True, scheme=Scheme(labels))
    project.ensure_annotator(ME)
    with project.bulk_import("Import", ME) as importing:
        for number, article in enumerate(articles, 1):
            known = replace(article.document, id=number)
            importing.add([AnnotatedDocument(Document(number, known.text, known.title))], Scheme())
        project.close_import(importing, "Import")
    project.close()
    return keys


class Desk:
    """The window. Nobody here looks at anything that is not on the screen."""

    def __init__(self, path: Path, home: Path, tally: Tally, engines: Collection[str] | None = None) -> None:
        """With `engines`, all but these are off; the forms of the open article are always on. None: no suggestions."""
        os.environ["ANNOTATOR_HOME"] = str(home)
        self.tally = tally
        settings = Settings.load()
        settings.set(ANNOTATOR_NAME, ME)
        settings.set(KNOWN_STEPS, FIRST_STEPS)  # The status line says what keys do, not what to begin with.
        self._application = Application(make_application(), settings)
        self._suggests = engines is not None
        choices = SuggestingChoices(self._application.preferences, path)
        choices.switch(on=self._suggests)
        for name in all_engines():
            choices.switch_engine(name, on=self._suggests and name in (engines or ()))
        self._application.window.resize(1280, 1000)
        self._application.open(path)
        self._application.session.walking.rest = 0  # The person waits for the count; the benchmark does not.
        self.window = self._application.window
        self.view = self.window.page.view
        self.settle()
        if self._suggests:
            self._offering = self._application.session.later.suggesting.offering
            self._application.session.later.suggesting.begin()
            self._offering.learning._told.connect(self._note_answer)
        self._answers = self._learned = 0
        self._done = -1

    def _note_answer(self, _learner: object, answer: Answer) -> None:
        match answer:
            case Learned(articles=articles):
                self._learned = articles
            case Suggested(document=document):
                self._answers += document == self._application.session.workspace.stands_at

    def wait_for_suggestions(self) -> None:
        """Wait, as somebody who looks at the article first, until what was labelled before has been learned.

        Of two answers after that, the second was asked for after it.
        """
        self._done += 1
        if not (self._suggests and self._offering.learning.is_on):
            return
        document = self._application.session.workspace.need_document().document.id
        while is_due(self._done, self._learned):
            self._wait()
        for _ in range(2):
            self._answers = 0
            self._offering.learning.suggest(document)
            while not self._answers:
                self._wait()
        self.settle()

    def _wait(self) -> None:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def settle(self) -> None:
        """Let the window do what it does before the next key."""
        for _ in range(3):
            QApplication.processEvents()

    def close(self) -> None:
        """Close as a user would."""
        self.window.close()
        self.settle()
        self._application.close()

    # --- the screen

    @property
    def text(self) -> str:
        return self.view.text()

    @property
    def selected(self) -> Place:
        return self.view.selection()

    @property
    def labelled(self) -> set[tuple[int, int, str]]:
        return {(span.start, span.end, span.label) for span in self.view.spans()}

    def tab_selects(self) -> str:
        """Return what the status line says that Tab would select."""
        found = re.search(r"Tab(?: for|:) “(.*?)…?”", self.window.status.hint.text())
        return found[1] if found else ""

    @property
    def suggested_label(self) -> str:
        """Return the label that is suggested for what is selected; empty for none."""
        offer = self._application.session.workspace.offer
        return offer.label if offer is not None else ""

    @property
    def is_at_suggestion(self) -> bool:
        """Return whether just what is suggested is selected."""
        offer = self._application.session.workspace.offer
        return offer is not None and (offer.start, offer.end) == self.selected

    def is_labelled(self, start: int, end: int) -> bool:
        """Return whether any of a stretch is labelled."""
        return any(span.start < end and start < span.end for span in self.view.spans())

    def stands_elsewhere(self) -> bool:
        """Return whether the status line says that a key labels more than what is selected."""
        return " for all " in self.window.status.hint.text()

    # --- keys

    def press(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE, *, why: str) -> None:
        """Press a key: one of Qt's, or a letter."""
        target = QApplication.focusWidget() or self.view
        held = sum(bool(modifiers & one) for one in (SHIFT, CTRL, ALT)) + (key in SHIFTED)
        self.tally.press(modifiers=held, why=why)
        if isinstance(key, str) and not key.isascii():
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, Qt.Key.Key_unknown, modifiers, key))
        else:
            QTest.keyClick(target, key, modifiers)
        self.settle()

    def press_label(self, key: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a label's key."""
        self.press(Qt.Key(QKeySequence(key)[0].key()), modifiers, why="label all" if modifiers else "label")

    # --- the mouse

    def drag(self, start: int, end: int) -> None:
        """Draw over a stretch of text, with Alt to a character."""
        self._scroll_to(start, end)
        port, first, last = self.view.viewport(), self._point(start), self._point(end)
        self.tally.point("drags", 2)
        self.tally.now["keys"] += 1  # Alt is held.
        QTest.mousePress(port, Qt.MouseButton.LeftButton, ALT, first)
        for point in (last + QPoint(30, 0), last):  # What moves too little is a click: past the end, and back.
            place = QPointF(point)  # QTest's own moves hold no modifiers.
            held = Qt.MouseButton.LeftButton
            move = QMouseEvent(
                QEvent.Type.MouseMove, place, port.mapToGlobal(place), Qt.MouseButton.NoButton, held, ALT
            )
            QApplication.sendEvent(port, move)
            self.settle()
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, ALT, last)
        self.settle()

    def click(self, widget: QWidget) -> None:
        """Click on a widget."""
        self.tally.point("clicks", 1)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, widget.rect().center())
        self.settle()

    def click_label(self, label: str) -> None:
        """Click on a label in the palette."""
        self.click(next(row for row in self.window.labels.rows if row.label.name == label))

    def click_next(self) -> None:
        """Click on the button that leads to the next article."""
        buttons = self.window.top_bar.findChildren(QAbstractButton)
        self.click(next(one for one in buttons if "Done, next" in f"{one.accessibleName()} {one.text()}"))

    def _point(self, position: int) -> QPoint:
        box = self.view.caret_rectangle(position)
        return QPoint(box.left(), box.center().y())

    def _scroll_to(self, start: int, end: int) -> None:
        port = self.view.viewport()
        for _ in range(500):
            top, bottom = self.view.caret_rectangle(start).top(), self.view.caret_rectangle(end).bottom()
            if top >= 0 and bottom <= port.height():
                return
            down = bottom > port.height()
            self.tally.point("notches", 0)
            middle = QPointF(port.rect().center())
            wheel = QWheelEvent(
                middle, port.mapToGlobal(middle), QPoint(), QPoint(0, -120 if down else 120), Qt.MouseButton.NoButton,
                NONE, Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(port, wheel)
            self.settle()
        raise AssertionError(f"{start} cannot be scrolled to")
