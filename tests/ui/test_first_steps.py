"""What the status line teaches, by real keys, and how one is rid of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from annotator.settings import FIRST_STEPS, KNOWN_STEPS, TOUR, Settings
from annotator.ui.application import Application, make_application
from tests.ui.keyboard import press

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def newcomer(qtbot, settings):
    """Start the window for somebody who knows nothing yet."""
    started = []

    def begin(chosen=None):
        if chosen is None:
            settings.set(KNOWN_STEPS, ())
        application = Application(make_application(), chosen or settings)
        started.append(application)
        application.open(None)
        assert QTest.qWaitForWindowActive(application.window)
        return application

    yield begin
    for application in started:
        application.window.close()
        application.close()


def hide_button(application):
    return next(button for button in application.window.status.findChildren(QPushButton) if button.text() == "Hide")


def test_each_step_leads_to_the_next(newcomer, qtbot, tmp_path):
    application = newcomer()
    hint = application.window.status.hint
    assert hint.text() == "Step 1 of 5: Drag over some words, or press Tab"
    press(Key.Key_Tab)
    assert hint.text().startswith("Step 2 of 5: Press 1 for PERSON")
    press(Key.Key_1)
    assert hint.text() == "Step 3 of 5: It is saved already; press Ctrl+Z to take it back"
    press(Key.Key_Z, CTRL)
    assert hint.text().startswith("Undone: Label PERSON")
    assert "·  Step 4 of 5: Press Ctrl+" in hint.text()
    press(Key.Key_Return, CTRL)
    assert hint.text().endswith("Step 5 of 5: Press Ctrl+E to write what you labelled to a file")
    application.session.transfers.exports.exported.emit(tmp_path)
    qtbot.waitUntil(lambda: hint.text().endswith("F1 shows every key"))
    assert not hide_button(application).isVisible()
    assert not application.window.actions_by_name["first_steps"].isChecked()


def test_an_undo_that_teaches_two_steps_says_the_next_one_once(newcomer, settings):
    application = newcomer()
    press(Key.Key_Tab)
    press(Key.Key_1)
    select, _, undo, *_ = FIRST_STEPS
    settings.set(KNOWN_STEPS, tuple(step for step in FIRST_STEPS if step not in (select, undo)))
    press(Key.Key_Z, CTRL)
    assert application.window.status.hint.text().count("These were the first steps") == 1


def test_a_step_that_was_done_before_its_turn_is_not_taught(newcomer):
    application = newcomer()
    press(Key.Key_D, CTRL)
    press(Key.Key_Z, CTRL)
    assert application.window.status.hint.text().endswith("Step 1 of 5: Drag over some words, or press Tab")
    press(Key.Key_Tab)
    press(Key.Key_2)
    assert application.window.status.hint.text().startswith("Step 5 of 5")


def test_hidden_they_do_not_come_back(newcomer):
    first = newcomer()
    QTest.mouseClick(hide_button(first), Qt.MouseButton.LeftButton)
    assert not hide_button(first).isVisible()
    assert "press 1 for PERSON" in first.window.status.hint.text()
    first.window.close()
    second = newcomer(Settings.load())
    assert "Step" not in second.window.status.hint.text()
    assert not second.window.status.findChildren(QPushButton)


def test_the_menu_brings_them_back_and_takes_them_away(newcomer, settings):
    settings.set(KNOWN_STEPS, FIRST_STEPS)
    application = newcomer(settings)
    action = application.window.actions_by_name["first_steps"]
    action.trigger()
    assert application.window.status.hint.text().startswith("Step 1 of 5")
    assert hide_button(application).isVisible()
    action.trigger()
    assert "Step" not in application.window.status.hint.text()
    assert settings.get(KNOWN_STEPS) == (*FIRST_STEPS, TOUR)
