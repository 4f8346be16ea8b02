"""Each row of the table of settings has a control whose choice holds at once in the window behind."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.settings import (
    ANNOTATOR_NAME,
    COLUMN_WIDTH,
    FONT_FAMILY,
    FONT_SIZE,
    SETTINGS,
    SNAP_TO_WORDS,
    THEME,
    Settings,
)
from annotator.ui.labelling import Labelling
from annotator.ui.preferences import titled_settings
from annotator.ui.settings_dialog import SettingsDialog


@pytest.fixture
def dialog(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    opened = window.findChild(SettingsDialog)
    assert QTest.qWaitForWindowActive(opened)
    return opened


def control(dialog, setting):
    return dialog.rows[setting.name].control


def type_over(qtbot, editor, text):
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)


def test_every_setting_with_a_title_has_a_row_with_a_name_and_a_sentence(dialog):
    assert set(dialog.rows) == {setting.name for setting in SETTINGS if setting.title}
    for row in dialog.rows.values():
        assert row.control.accessibleName() == row.setting.title
        assert row.sentence.text() == row.control.accessibleDescription() == row.setting.help
        assert row.setting.title in row.reset.accessibleName()
        assert dialog.isAncestorOf(row.control)


def test_every_choice_has_a_title():
    assert all(len(setting.choices) == len(setting.choice_titles) for setting in titled_settings())


def test_a_size_holds_at_once(qtbot, dialog, application):
    before = application.window.page.view.column()[1]
    type_over(qtbot, control(dialog, FONT_SIZE), "26")
    assert application.preferences.get(FONT_SIZE) == 26
    assert application.window.page.view.column()[1] > before


def test_a_font_and_a_column_hold_at_once(qtbot, dialog, application):
    view = application.window.page.view
    fonts = control(dialog, FONT_FAMILY)
    fonts.setFocus()
    qtbot.keyClick(fonts, Qt.Key.Key_End)
    assert fonts.currentText()
    assert view._page.look.font.families()[0] == application.preferences.get(FONT_FAMILY) == fonts.currentText()
    type_over(qtbot, control(dialog, COLUMN_WIDTH), "40")
    assert view._style.column == 40


def test_the_theme_holds_at_once_in_window_menu_and_dialog(qtbot, dialog, application):
    themes = control(dialog, THEME)
    themes.setFocus()
    qtbot.keyClicks(themes, "D")  # More letters would have to come quickly.
    assert application.theming.theme.dark
    assert application.window.actions_by_name["theme_dark"].isChecked()
    application.window.actions_by_name["theme_light"].trigger()
    assert themes.currentData() == "light"


def test_whole_words_are_switched_by_a_click(qtbot, dialog, application):
    box = control(dialog, SNAP_TO_WORDS)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert application.window.page.view.snap_to_words is False


def test_another_name_is_another_layer(qtbot, dialog, application):
    work = application.session.workspace
    work.select(0, 3)
    Labelling(work).label("ORG")
    type_over(qtbot, control(dialog, ANNOTATOR_NAME), "bea")
    assert work.annotator == "bea"
    assert work.own_spans() == []
    assert application.window.page.view.spans() == ()
    type_over(qtbot, control(dialog, ANNOTATOR_NAME), "anna")
    assert [span.label for span in application.window.page.view.spans()] == ["ORG"]


def test_each_is_reset_alone_and_all_together(qtbot, dialog, application):
    preferences = application.preferences
    type_over(qtbot, control(dialog, FONT_SIZE), "20")
    type_over(qtbot, control(dialog, COLUMN_WIDTH), "60")
    reset = dialog.rows[FONT_SIZE.name].reset
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert preferences.get(FONT_SIZE) == 17 == control(dialog, FONT_SIZE).value()
    assert not reset.isVisible()
    assert QApplication.focusWidget() is control(dialog, FONT_SIZE)
    assert preferences.get(COLUMN_WIDTH) == 60
    qtbot.mouseClick(dialog.reset_all, Qt.MouseButton.LeftButton)
    assert all(preferences.is_default(setting) for setting in titled_settings())
    assert not dialog.reset_all.isEnabled()


def test_it_is_written_down_when_the_dialog_closes(qtbot, dialog, window):
    type_over(qtbot, control(dialog, FONT_SIZE), "23")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert Settings.load().get(FONT_SIZE) == 23
    qtbot.waitUntil(lambda: window.findChild(SettingsDialog) is None)


def test_a_file_that_cannot_be_written_is_told(qtbot, dialog, window, application):
    type_over(qtbot, control(dialog, FONT_SIZE), "23")
    application.settings.path.mkdir(parents=True)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert "cannot be" in window.status.hint.text()
    application.settings.path.rmdir()


def test_the_keyboard_reaches_every_control(qtbot, dialog):
    seen = set()
    for _ in range(3 * len(dialog.rows) + 4):
        seen.add(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert {row.control for row in dialog.rows.values()} | {dialog.reset_all, dialog.close_button} <= seen


def test_the_wheel_chooses_nothing(dialog, application):
    for row in dialog.rows.values():
        at = QPointF(row.control.rect().center())
        event = QWheelEvent(
            at, row.control.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        before = application.preferences.get(row.setting)
        QApplication.sendEvent(row.control, event)
        assert application.preferences.get(row.setting) == before


def test_a_font_that_is_not_here_stays_chosen(qtbot, application):
    application.preferences.choose(FONT_FAMILY, "Garamond of elsewhere")
    dialog = SettingsDialog(application.preferences, application.window.actions_by_name["choose_keys"])
    qtbot.addWidget(dialog)
    assert control(dialog, FONT_FAMILY).currentText() == "Garamond of elsewhere"
