"""One key, a few letters, Enter: whatever a user can do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.model import Label
from annotator.settings import RECENT_COMMANDS
from annotator.ui.action_table import ACTIONS, WHY_NOT, Needs
from annotator.ui.command_palette import CommandPalette
from annotator.ui.command_row import FOUND
from annotator.ui.help_tasks import RECENT


@pytest.fixture
def ask(qtbot, window):
    """Press the key and wait for the palette."""

    def ask():
        qtbot.waitUntil(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        (palette,) = (one for one in window.findChildren(CommandPalette) if one.isVisible())
        qtbot.waitUntil(palette.typed.hasFocus)
        return palette

    return ask


def titles(palette):
    model = palette.found.model()
    return [model.index(row).data() for row in range(model.rowCount())]


def rows(palette):
    model = palette.found.model()
    return [model.index(row).data(FOUND).command for row in range(model.rowCount())]


def test_it_holds_every_action_and_every_label(ask, application):
    names = {command.name for command in rows(ask())}
    labels = {f"label {label.name}" for label in application.session.workspace.labels()}
    assert names == {row.name for row in ACTIONS} | labels
    assert labels


def test_a_few_letters_and_enter_do_it(qtbot, ask, window, application):
    palette = ask()
    qtbot.keyClicks(palette.typed, "nexa")
    assert titles(palette)[0] == "Next article"
    before = application.session.workspace.document.document.id
    qtbot.keyClick(palette.typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: application.session.workspace.document.document.id != before)
    qtbot.waitUntil(lambda: window.findChild(CommandPalette) is None and window.page.view.hasFocus())


def test_a_label_is_found_by_its_name_and_given(qtbot, ask, application):
    application.window.page.view.select(13, 25)
    palette = ask()
    qtbot.keyClicks(palette.typed, "pers")
    qtbot.keyClick(palette.typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [span.label for span in application.session.workspace.own_spans()] == ["PERSON"])


def test_arrows_go_through_what_is_found_and_the_typing_stays(qtbot, ask):
    palette = ask()
    qtbot.keyClicks(palette.typed, "theme")
    qtbot.keyClick(palette.typed, Qt.Key.Key_Down)
    assert palette.found.currentIndex().row() == 1
    assert palette.typed.hasFocus()
    assert palette.typed.text() == "theme"


def test_what_was_used_last_stands_first(qtbot, ask, application):
    for typed in ("dark theme", "light theme"):
        palette = ask()
        qtbot.keyClicks(palette.typed, typed)
        qtbot.keyClick(palette.typed, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda typed=typed: application.theming.choice == typed.split()[0])
    assert titles(ask())[:3] == ["Light theme", "Dark theme", "New project…"]


def test_few_are_remembered(qtbot, ask, application):
    application.preferences.choose(RECENT_COMMANDS, tuple(str(number) for number in range(RECENT)))
    palette = ask()
    qtbot.keyClicks(palette.typed, "copy")
    qtbot.keyClick(palette.typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: application.preferences.get(RECENT_COMMANDS)[0] == "copy")
    assert len(application.preferences.get(RECENT_COMMANDS)) == RECENT


def test_what_cannot_be_done_says_why_and_stays(qtbot, ask):
    palette = ask()
    qtbot.keyClicks(palette.typed, "stop")
    index = palette.found.currentIndex()
    assert index.data(FOUND).command.why_not() == WHY_NOT[Needs.JOB]
    assert WHY_NOT[Needs.JOB] in index.data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.keyClick(palette.typed, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_every_need_has_its_sentence():
    assert set(WHY_NOT) == set(Needs)


def test_an_action_is_found_by_what_it_does_too(qtbot, ask):
    palette = ask()
    qtbot.keyClicks(palette.typed, "close window")
    assert titles(palette) == ["Quit"]


def test_nothing_found_is_said(qtbot, ask):
    palette = ask()
    qtbot.keyClicks(palette.typed, "qqqq")
    assert palette.nothing.isVisible()
    assert not palette.found.isVisible()
    qtbot.keyClick(palette.typed, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_escape_gives_the_keyboard_back_to_where_it_was(qtbot, ask, window):
    window.articles.articles.setFocus()
    palette = ask()
    qtbot.keyClick(palette.typed, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.articles.articles)


def test_it_closes_when_another_window_gets_the_keyboard(qtbot, ask, window):
    ask()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.findChild(CommandPalette) is None)


def test_digits_are_typed_and_label_nothing(qtbot, ask, application):
    application.window.page.view.select(13, 25)
    palette = ask()
    qtbot.keyClicks(palette.typed, "12")
    assert palette.typed.text() == "12"
    assert application.session.workspace.own_spans() == []


def test_a_label_of_any_name_is_painted_as_it_stands(qtbot, ask, window):
    labels = [Label(1, "<b>&R\n😀 D", color="#ff0000")]
    window.label_actions.set_labels(labels)
    window.labels.show_labels(labels)  # Its rows ask the actions that are gone, else, when the labels are counted.
    palette = ask()
    palette.typed.insert("😀 r")
    assert titles(palette) == ["<b>&R 😀 D"]
    palette.grab()


def test_it_closes_when_the_labels_are_others_now(qtbot, ask, window, application):
    ask()
    window.label_actions.set_labels(application.session.workspace.labels())
    window.labels.show_labels(application.session.workspace.labels())
    qtbot.waitUntil(lambda: window.findChild(CommandPalette) is None)


def test_a_click_does_it_too(qtbot, ask, application):
    palette = ask()
    qtbot.keyClicks(palette.typed, "dark")
    place = palette.found.visualRect(palette.found.model().index(0)).center()
    qtbot.mouseClick(palette.found.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: application.theming.theme.dark)
