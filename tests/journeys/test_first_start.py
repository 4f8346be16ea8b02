"""The first start on a machine that has never seen the program: the sample, first steps, the tour, an own project."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from annotator.settings import KNOWN_STEPS, Settings
from annotator.ui.callout import Callout
from tests.journeys.desk import CTRL, SHIFT, Desk, Hand

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)")

Key = Qt.Key
Start = Callable[[list[str], Hand], int]


def test_who_is_new_is_led_from_the_sample_to_an_own_project(start: Start, tmp_path: Path) -> None:
    mine = tmp_path / "mine.annotator"

    def first_day(desk: Desk) -> None:
        hint = desk.window.status.hint
        assert desk.window.top_bar.project_name.text() == "sample"
        assert len(desk.spans()) == 7
        for key, modifier, step in (
            (Key.Key_Tab, Qt.KeyboardModifier.NoModifier, 2),
            (Key.Key_4, Qt.KeyboardModifier.NoModifier, 3),
            (Key.Key_Z, CTRL, 4),
            (Key.Key_Return, CTRL, 5),
        ):
            desk.key(key, modifier)
            desk.qtbot.waitUntil(lambda step=step: f"Step {step} of 5" in hint.text())
        desk.export("conll", tmp_path / "sample.conll")
        desk.key(Key.Key_F1, CTRL)
        for _ in range(5):
            desk.key(Key.Key_F1, CTRL)
        assert desk.window.findChild(Callout).heading.text() == "6 of 6"
        desk.key(Key.Key_Escape)
        assert not any(callout.isVisible() for callout in desk.window.findChildren(Callout))
        desk.answer(mine)
        desk.key(Key.Key_N, CTRL)
        desk.come_back()
        assert desk.window.windowTitle() == "mine"

    def second_day(desk: Desk) -> None:
        assert desk.window.windowTitle() == "mine"
        assert "Step" not in desk.window.status.hint.text()
        desk.key(Key.Key_O, CTRL | SHIFT)
        menu = desk.window.actions_by_name["open_recent"].menu()
        assert isinstance(menu, QMenu)
        QTest.keyClick(menu, Key.Key_1)
        assert desk.window.top_bar.project_name.text() == "sample"
        assert desk.view.text().startswith("Three countries")

    assert start([], first_day) == 0
    assert "tour" in Settings.load().get(KNOWN_STEPS)
    assert start([], second_day) == 0
