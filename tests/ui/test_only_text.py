"""Only the text, by real keys: everything else goes, and comes back as it was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.settings import Settings
from annotator.ui.application import Application, make_application
from tests.ui.keyboard import press

Key = Qt.Key


def round_the_text(window):
    parts = (window.top_bar, window.articles, window.page.header, window.labels, window.spans, window.status)
    return [part.isVisible() for part in parts]


@pytest.mark.parametrize("back", [Key.Key_Escape, Key.Key_F11])
def test_all_goes_and_comes_back_as_it_was(window, back):
    press(Key.Key_F9)
    before, sizes = round_the_text(window), window.panels.sizes()
    assert before == [True, True, True, False, True, True]
    press(Key.Key_F11)
    assert round_the_text(window) == [False] * 5 + [True]
    assert window.page.view.hasFocus()
    assert window.actions_by_name["only_text"].isChecked()
    press(back)
    assert round_the_text(window) == before
    assert window.panels.sizes() == sizes
    assert not window.actions_by_name["only_text"].isChecked()


def test_one_labels_as_usual_and_what_is_said_is_seen(application, window):
    press(Key.Key_F11)
    press(Key.Key_Tab)
    press(Key.Key_1)
    assert len(application.session.workspace.own_spans()) == 1
    assert round_the_text(window) == [False] * 6
    press(Key.Key_Escape)  # First the selected text is let go of.
    assert not window.top_bar.isVisible()
    press(Key.Key_2)
    assert window.status.isVisible()
    assert "Nothing is selected" in window.status.hint.text()
    press(Key.Key_Escape)
    assert window.top_bar.isVisible()


def test_details_are_edited_where_they_are_seen(window):
    press(Key.Key_F11)
    press(Key.Key_F2)
    assert window.page.header.form.isVisible()
    press(Key.Key_Escape)


def test_a_panel_is_shown_beside_the_text_until_one_comes_back(window):
    press(Key.Key_F8)
    press(Key.Key_F11)
    press(Key.Key_F8)
    assert window.articles.isVisible()
    press(Key.Key_F11)
    assert not window.articles.isVisible()


def test_a_window_that_becomes_narrow_meanwhile_folds(qtbot, window):
    press(Key.Key_F11)
    window.resize(900, 700)
    press(Key.Key_F11)
    assert round_the_text(window) == [True, True, True, False, False, True]


def test_the_next_start_shows_everything(application, window):
    press(Key.Key_F11)
    window.close()
    again = Application(make_application(), Settings.load())
    again.open(None)
    again.window.resize(1280, 800)
    assert QTest.qWaitForWindowActive(again.window)
    assert round_the_text(again.window) == [True] * 6
    again.window.close()
    again.close()
