"""Bare keys type in every text field of the window and of its dialogs; none of them labels anything."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from annotator.settings import LETTERS
from annotator.ui.action_table import ACTIONS
from annotator.ui.application import Application
from tests.ui.opening import OPENED_BY

BARE = "".join(sorted({key for row in ACTIONS for key in row.keys if len(key) == 1})) + "123 abzPOL"
"""Every key that does something by itself in the text, label keys and letters."""

Key, KEYPAD = Qt.Key, Qt.KeyboardModifier.KeypadModifier


@pytest.fixture(params=["move", "label"])
def window(request, application):
    application.preferences.choose(LETTERS, request.param)
    assert QTest.qWaitForWindowActive(application.window)
    application.window.page.view.select(4, 12)
    return application.window


def check(window: QWidget, field: QWidget) -> None:
    """Type into a field, see it there, and nothing labelled, moved or left."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, BARE)
    for key in (Key.Key_1, Key.Key_Minus):
        QTest.keyClick(field, key, KEYPAD)
    typed = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
    assert typed == BARE + "1-"
    assert QApplication.focusWidget() is field
    view = window.page.view
    assert view.spans() == ()
    assert view.selection() == (4, 12)


def open_dialog(qtbot: QtBot, application: Application, name: str) -> QDialog:
    OPENED_BY[name](application)
    (dialog,) = [one for one in application.window.findChildren(QDialog) if type(one).__name__ == name]
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    return dialog


def fields_in(top: QWidget) -> list[QWidget]:
    fields = [*top.findChildren(QLineEdit), *top.findChildren(QPlainTextEdit)]
    return [
        one
        for one in fields
        if one.isVisible() and one.isEnabled() and not one.isReadOnly() and not one.objectName().startswith("qt_")
    ]


@pytest.mark.parametrize("action", ["find", "filter_articles", "flag_document"])
def test_in_the_bars_of_the_window(window, action):
    window.actions_by_name[action].trigger()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    if action == "find":
        field.clear()
        window.page.view.select(4, 12)
        QTest.keyClicks(field, BARE)
        assert field.text() == BARE
        assert window.page.view.spans() == ()
    else:
        check(window, field)


def test_in_the_fields_of_the_header(window):
    window.actions_by_name["edit_details"].trigger()
    fields = fields_in(window.page.header)
    assert len(fields) == 5
    for field in fields:
        check(window, field)


@pytest.mark.parametrize(
    "name", ["CommandPalette", "ExportDialog", "FixTextDialog", "PasteDialog", "SettingsDialog", "ShortcutSheet"]
)
def test_in_the_fields_of_dialogs(qtbot, window, application, name):
    dialog = open_dialog(qtbot, application, name)
    fields = fields_in(dialog)
    assert fields
    for field in fields:
        check(window, field)
    dialog.close()


def test_in_the_editor_of_a_table(qtbot, window, application):
    dialog = open_dialog(qtbot, application, "MetadataDialog")
    table = dialog.findChild(QTableWidget)
    table.setCurrentCell(0, 0)
    QTest.keyClick(table, Key.Key_1)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, BARE)
    assert editor.text() == "1" + BARE
    assert window.page.view.spans() == ()
    dialog.close()
