"""Suggestions from the labels of earlier articles and of the open one: met, accepted, rejected, and undone, by keys."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator import edits
from annotator.assist import deciding
from annotator.assist.messages import Suggested
from annotator.cli import main
from annotator.model import Status
from annotator.settings import ANNOTATOR_NAME, FIRST_STEPS, KNOWN_STEPS, SUGGESTION_CHOICES, SUGGESTION_LINE, Settings
from annotator.store.project import Project
from annotator.suggest import Reason, Suggestion
from annotator.transfer.importing import import_files
from annotator.transfer.starting import default_scheme
from annotator.ui.application import Application, make_application
from annotator.ui.engines_dialog import EnginesDialog
from annotator.ui.offering import Offering
from annotator.ui.suggesting import Suggesting

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (propagateSizeHints|raise)")

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier
ME = "anna"
FIRST = "Maren Dahl met Tomas Ek in Oslo. It rained."
SECOND = "Tomas Ek went home. In Oslo it rained on, and Maren Dahl read of Oslo.\n\nThe end came soon."
ALL = ["Tomas Ek", "Oslo", "Maren Dahl", "Oslo"]


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with an article that is done, and one that is not; what suggests is what was labelled before."""
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "news.annotator"
    with closing(Project.open(path, create=True, scheme=default_scheme())) as project:
        project.ensure_annotator(ME)
        import_files(project, [tmp_path / "a.txt", tmp_path / "b.txt"], annotator=ME)
        first, _ = (line.id for line in project.documents(annotator=ME))
        for quoted, label in (("Maren Dahl", "PERSON"), ("Tomas Ek", "PERSON"), ("Oslo", "LOC")):
            document = project.document(first)
            start = FIRST.index(quoted)
            made = edits.label_span(document, project.scheme(), start, start + len(quoted), label, ME)
            project.apply(f"Label {label}", made, ME)
        project.apply("Done", edits.set_status(project.document(first), ME, Status.DONE), ME)
    settings = Settings.load()
    settings.set(ANNOTATOR_NAME, ME)
    settings.set(KNOWN_STEPS, FIRST_STEPS)
    settings.set(SUGGESTION_CHOICES, {str(path): "-engine:crf"})
    settings.save()
    return path


class Hand:
    """The program with its second article open."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        self.has_left = False
        self.application = Application(make_application(), Settings.load())
        self.application.open(path)
        self.window = self.application.window
        self.window.resize(1280, 800)
        assert QTest.qWaitForWindowActive(self.window)
        self.view = self.window.page.view
        if self.view.text() != SECOND:
            self.press(Key.Key_Down, ALT)
        assert self.view.text() == SECOND

    @property
    def suggesting(self) -> Suggesting:
        return self.application.session.later.suggesting

    @property
    def offering(self) -> Offering:
        return self.suggesting.offering

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        QApplication.processEvents()

    def offered(self) -> list[str]:
        return [SECOND[one.start : one.end] for one in self.offering.offers]

    def drawn(self) -> list[str]:
        return [SECOND[one.start : one.end] for one in sorted(self.view.offered(), key=lambda one: one.start)]

    def wait_for(self, *quoted: str) -> None:
        self.qtbot.waitUntil(lambda: "suggesting" in self.application.session.later.__dict__)
        self.qtbot.waitUntil(lambda: self.offered() == list(quoted), timeout=20_000)

    def spans(self) -> list[tuple[str, str]]:
        return [(SECOND[one.start : one.end], one.label) for one in self.application.session.workspace.own_spans()]

    def said(self) -> str:
        return self.window.status.hint.text()

    def leave(self) -> None:
        self.has_left = True
        self.window.close()
        self.application.close()
        QApplication.processEvents()


@pytest.fixture
def hand(qtbot: QtBot, path: Path) -> Iterator[Hand]:
    made = Hand(qtbot, path)
    yield made
    if not made.has_left:
        made.leave()


def test_they_come_with_the_article_look_like_suggestions_and_say_why(hand: Hand) -> None:
    hand.wait_for(*ALL)
    assert hand.drawn() == ALL
    assert hand.spans() == []
    hand.press(Key.Key_Tab)
    assert hand.view.selected_text() == "Tomas Ek"
    assert hand.said().startswith("PERSON? labelled PERSON once, Return accepts, Del for not this")
    assert hand.suggesting.word.text() == "4 suggestions"


def test_enter_accepts_and_goes_on_as_one_step(hand: Hand) -> None:
    hand.wait_for(*ALL)
    hand.press(Key.Key_Tab)
    for _ in ALL:
        hand.press(Key.Key_Return)
    assert hand.spans() == [("Tomas Ek", "PERSON"), ("Oslo", "LOC"), ("Maren Dahl", "PERSON"), ("Oslo", "LOC")]
    assert (hand.offered(), hand.drawn()) == ([], [])
    hand.qtbot.waitUntil(lambda: hand.suggesting.word.text() == "0 suggestions, 100 % accepted so far")
    hand.press(Key.Key_Z, CTRL)
    assert len(hand.spans()) == 3
    assert hand.offered() == hand.drawn() == ["Oslo"]
    hand.qtbot.waitUntil(lambda: hand.suggesting.word.text() == "1 suggestion, 100 % accepted so far")


def test_backspace_rejects_and_goes_on_and_it_never_returns(qtbot: QtBot, hand: Hand, path: Path) -> None:
    hand.wait_for(*ALL)
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_Backspace)
    assert hand.view.selected_text() == "Oslo"
    assert hand.offered() == hand.drawn() == ALL[1:]
    assert hand.spans() == []
    hand.qtbot.waitUntil(lambda: hand.suggesting.word.text() == "3 suggestions, 0 % accepted so far")
    hand.press(Key.Key_F5, CTRL)
    hand.wait_for(*ALL[1:])
    hand.leave()

    again = Hand(qtbot, path)
    again.wait_for(*ALL[1:])
    again.press(Key.Key_Z, CTRL)
    again.wait_for(*ALL)
    assert again.drawn() == ALL
    again.leave()


def test_a_label_that_was_rejected_under_one_name_is_not_suggested_so_elsewhere(hand: Hand) -> None:
    hand.wait_for(*ALL)
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_Delete)
    hand.wait_for("Tomas Ek", "Maren Dahl")
    assert hand.drawn() == ["Tomas Ek", "Maren Dahl"]
    hand.press(Key.Key_Z, CTRL)
    hand.wait_for(*ALL)


def test_another_label_by_its_key(hand: Hand, path: Path) -> None:
    hand.wait_for(*ALL)
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_2)
    assert hand.spans() == [("Oslo", "ORG")]
    hand.qtbot.waitUntil(lambda: [one.label for one in hand.offering.offers] == ["PERSON", "PERSON", "ORG"])
    hand.leave()
    with closing(Project.open(path)) as project:
        document = [line.id for line in project.documents(annotator=ME)][1]
        (verdict,) = project.verdicts(document)
    assert (verdict.label, verdict.engine, verdict.accepted) == ("LOC", "forms", False)


def test_it_grows_and_shrinks_before_it_is_accepted(hand: Hand) -> None:
    hand.wait_for(*ALL)
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_Space)
    assert hand.view.selected_text() == "Tomas Ek went"
    assert hand.said().startswith("PERSON? ")
    hand.press(Key.Key_BracketRight)
    hand.press(Key.Key_Space, SHIFT)
    assert hand.view.selected_text() == "Ek"
    hand.press(Key.Key_Return)
    assert hand.spans() == [("Ek", "PERSON")]
    assert hand.offering.record == {"PERSON": (1, 0)}
    assert hand.view.selected_text() == "Oslo"


def test_one_inside_another_follows_it_unless_the_scheme_forbids_that(hand: Hand) -> None:
    hand.wait_for(*ALL)
    workspace = hand.application.session.workspace
    document = workspace.need_document().document
    around, inside = SECOND.index("Maren"), SECOND.rindex("Oslo")
    why = Reason("so")
    outer = Suggestion(around, inside + 4, "ORG", 0.9, "crf", why)
    inner = Suggestion(inside, inside + 4, "LOC", 0.8, "crf", why, is_inner=True)
    hand.offering.learning.stop()
    hand.offering._take(Suggested(document.id, document.sha256, (outer, inner)))
    hand.offering.offer_anew(at_once=lambda _: True)
    assert hand.offered() == hand.drawn() == ["Maren Dahl read of Oslo", "Oslo"]
    hand.view.select(around - 4, around - 4)
    hand.press(Key.Key_Tab)
    assert hand.view.selected_text() == "Maren Dahl read of Oslo"
    hand.press(Key.Key_Return)
    hand.qtbot.waitUntil(lambda: hand.view.selected_text() == "Oslo")
    hand.press(Key.Key_Return)
    assert hand.spans() == [("Maren Dahl read of Oslo", "ORG"), ("Oslo", "LOC")]
    hand.press(Key.Key_Z, CTRL)
    assert hand.offered() == ["Oslo"]
    alone = [replace(label, may_overlap=label.name != "ORG") for label in workspace.scheme.labels]
    workspace.scheme = replace(workspace.scheme, labels=tuple(alone))
    hand.offering.offer_anew(at_once=lambda _: True)
    assert hand.offered() == []


def test_a_click_on_one_selects_it(hand: Hand) -> None:
    hand.wait_for(*ALL)
    start = SECOND.index("Maren")
    box = hand.view.caret_rectangle(start)
    point = QPoint(box.left() + 6, box.bottom() + hand.view._page.look.measures.chip // 2)
    QTest.mouseClick(hand.view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert hand.view.selected_text() == "Maren Dahl"
    hand.press(Key.Key_Return)
    assert hand.spans() == [("Maren Dahl", "PERSON")]
    assert hand.view.selected_text() == "Oslo"


def test_all_at_once_is_one_step(qtbot: QtBot, hand: Hand, path: Path) -> None:
    hand.wait_for(*ALL)
    hand.press(Key.Key_Return, CTRL | ALT)
    assert len(hand.spans()) == 4
    assert hand.said() == "Accepted 4 suggestions. Undo takes them back as one step."
    hand.press(Key.Key_Return, CTRL | ALT)
    assert hand.said() == "Nothing is suggested in this article."
    hand.leave()

    again = Hand(qtbot, path)
    assert len(again.spans()) == 4
    again.press(Key.Key_Z, CTRL)
    assert again.spans() == []
    again.wait_for(*ALL)
    again.press(Key.Key_Z, CTRL | SHIFT)
    assert len(again.spans()) == 4
    assert again.offered() == again.drawn() == []
    again.leave()


def test_what_is_labelled_here_is_suggested_here_at_once(hand: Hand) -> None:
    hand.wait_for(*ALL)
    start = SECOND.index("rained")
    hand.view.select(start, start + len("rained"))
    hand.press(Key.Key_5)
    hand.view.select(SECOND.index("The end"), SECOND.index("The end"))
    assert hand.offered() == ALL  # It stands here once.
    hand.view.select(0, len("Tomas"))
    hand.press(Key.Key_2)
    assert "Tomas Ek" not in hand.offered()
    hand.press(Key.Key_Z, CTRL)
    hand.qtbot.waitUntil(lambda: "Tomas Ek" in hand.offered())


def test_the_line_can_be_moved(hand: Hand) -> None:
    hand.wait_for(*ALL)
    hand.press(Key.Key_F5, SHIFT)
    for _ in range(20):
        hand.press(Key.Key_Right)
    assert hand.offered() == hand.drawn() == []
    for _ in range(20):
        hand.press(Key.Key_Left)
    assert hand.offered() == hand.drawn() == ALL
    hand.press(Key.Key_Escape)
    assert hand.view.hasFocus()


def test_they_can_be_switched_off_and_on_for_the_project(qtbot: QtBot, hand: Hand, path: Path) -> None:
    hand.wait_for(*ALL)
    hand.press(Key.Key_F5, SHIFT)
    bar = hand.suggesting._bar
    assert bar is not None
    bar.on.setFocus()
    hand.press(Key.Key_Space)
    assert (hand.offered(), hand.drawn()) == ([], [])
    assert not hand.offering.learning.is_on
    hand.leave()

    again = Hand(qtbot, path)
    again.press(Key.Key_F5, SHIFT)
    again.press(Key.Key_Space)
    again.wait_for(*ALL)
    again.leave()


def test_with_the_project_closed_nothing_is_at_its_file(hand: Hand, path: Path) -> None:
    hand.wait_for(*ALL)
    workspace = hand.application.session.workspace
    workspace.close_project()
    assert not hand.offering.learning.is_on
    assert hand.offered() == []
    workspace.open_project(Project.open(path))
    hand.qtbot.waitUntil(lambda: hand.offering.learning.is_on)


def test_a_hidden_label_is_not_suggested(hand: Hand) -> None:
    hand.wait_for(*ALL)
    hand.application.session.hidden_labels.toggle("LOC")
    hand.wait_for("Tomas Ek", "Maren Dahl")
    hand.press(Key.Key_H, CTRL | ALT)
    hand.wait_for(*ALL)


def test_an_engine_can_be_switched_off(hand: Hand) -> None:
    hand.wait_for(*ALL)
    hand.press(Key.Key_F5, SHIFT)
    bar = hand.suggesting._bar
    assert bar is not None
    bar.engines["forms"].setFocus()
    hand.press(Key.Key_Space)
    hand.wait_for()
    hand.press(Key.Key_Space)
    hand.wait_for(*ALL)


def test_a_label_that_is_mostly_wrong_goes_quiet_and_comes_back(qtbot: QtBot, path: Path) -> None:
    with closing(Project.open(path)) as project:
        first = next(line.id for line in project.documents(annotator=ME))
        for number in range(9):
            offer = Suggestion(number, number + 2, "LOC", 0.9, "forms", Reason("so"))
            made = deciding.reject(project.document(first), offer, ME)
            said = [replace(edit, after=replace(edit.after, accepted=number < 3)) for edit in made]
            project.apply("Decide", said, ME)
    settings = Settings.load()
    settings.set(SUGGESTION_LINE, 0.05)
    settings.save()
    hand = Hand(qtbot, path)
    hand.wait_for(*ALL)
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_2)
    qtbot.waitUntil(lambda: "LOC is not suggested any more: of 10 suggestions 3 were right." in hand.said())
    hand.press(Key.Key_F5, SHIFT)
    bar = hand.suggesting._bar
    assert bar is not None
    button = next(one for one in bar.findChildren(type(bar.all)) if one.text() == "Suggest LOC again")
    button.click()
    assert hand.offering.quiet_labels() == []
    hand.leave()


def test_nothing_of_it_is_exported(hand: Hand, path: Path, tmp_path: Path) -> None:
    hand.wait_for(*ALL)
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_Backspace)
    hand.leave()
    out = tmp_path / "out.jsonl"
    assert main(["export", str(path), str(out), "--format", "native"]) == 0
    written = out.read_text()
    assert "verdict" not in written
    assert "forms" not in written


def test_a_word_list_suggests_too(hand: Hand, tmp_path: Path) -> None:
    hand.wait_for(*ALL)
    (tmp_path / "EVENT.txt").write_text("The end\nrained on\n", encoding="utf-8")
    hand.window.actions_by_name["set_up_engines"].trigger()
    dialog = hand.window.findChild(EnginesDialog)
    assert dialog is not None
    dialog.files.addItem(str(tmp_path / "EVENT.txt"))
    dialog.activateWindow()
    hand.qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.focusWidget() or dialog, Key.Key_Return)
    hand.wait_for("Tomas Ek", "Oslo", "rained on", "Maren Dahl", "Oslo", "The end")
    hand.window.activateWindow()
    hand.qtbot.waitUntil(hand.window.isActiveWindow)
    hand.press(Key.Key_F5, SHIFT)
    bar = hand.suggesting._bar
    assert bar is not None
    assert list(bar.engines) == ["crf", "forms", "lists"]
    bar.engines["lists"].click()
    hand.wait_for(*ALL)


OFF = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from annotator.settings import Settings, SUGGESTION_CHOICES
from annotator.ui.application import Application, make_application
from annotator.ui.suggesting_soon import AFTER
path = Path(sys.argv[1])
settings = Settings.load()
settings.set(SUGGESTION_CHOICES, {str(path): "off"})
qt = make_application()
application = Application(qt, settings)
application.open(path)
QTest.qWait(2 * AFTER)
for key in (Qt.Key.Key_Tab, Qt.Key.Key_1, Qt.Key.Key_Tab, Qt.Key.Key_3):
    QTest.keyClick(application.window.page.view, key)
    QTest.qWait(50)
loaded = [name for name in sys.modules if name.startswith(("annotator.assist", "annotator.ui.offer", "pycrfsuite"))]
loaded += [name for name in sys.modules if name in ("annotator.suggest.live", "annotator.suggest.stops")]
assert application.session.workspace.own_spans()
assert not loaded, loaded
assert "suggesting" not in application.session.later.__dict__
application.window.close()
"""


def test_switched_off_it_costs_nothing(path: Path, project_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OFF, str(path)],
        cwd=project_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
