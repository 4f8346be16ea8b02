"""Labels made and changed in the palette, by real keys and clicks."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.color import default_label_color
from annotator.ui.remove_label_dialog import RemoveLabelDialog
from tests.ui.keyboard import press

Key, Modifier = Qt.Key, Qt.KeyboardModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def workspace(application):
    return application.session.workspace


@pytest.fixture
def palette(window):
    return window.labels


def write(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def names(workspace):
    return [label.name for label in workspace.labels()]


def give(window, quoted, key):
    view = window.page.view
    start = view.text().index(quoted)
    view.select(start, start + len(quoted))
    view.setFocus()
    press(key)


def dialog_of(window):
    (dialog,) = window.findChildren(RemoveLabelDialog)
    assert QTest.qWaitForWindowExposed(dialog)
    return dialog


def test_a_label_is_added_by_keys_and_can_be_given_at_once(window, workspace, palette):
    press(Key.Key_N, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert palette.form.isVisible()
    write("TITLE")
    press(Key.Key_Return)
    label = workspace.labels()[-1]
    assert (label.name, label.key, label.color) == ("TITLE", "6", default_label_color(5))
    assert not palette.form.isVisible()
    assert window.page.view.hasFocus()
    give(window, "minister", Key.Key_6)
    assert [span.label for span in workspace.own_spans()] == ["TITLE"]
    press(Key.Key_Z, Modifier.ControlModifier)
    press(Key.Key_Z, Modifier.ControlModifier)
    assert names(workspace) == ["PERSON", "ORG", "LOC", "DATE", "EVENT"]


def test_the_plus_opens_the_form_and_escape_leaves_it(qtbot, window, workspace, palette):
    (plus,) = palette._buttons
    qtbot.mouseClick(plus, LEFT)
    write("NOBODY")
    press(Key.Key_Escape)
    assert not palette.form.isVisible()
    assert len(names(workspace)) == 5
    assert window.page.view.hasFocus()


def test_a_name_that_is_taken_is_refused_where_it_was_typed(palette, window, workspace):
    window.actions_by_name["new_label"].trigger()
    write("person")
    press(Key.Key_Return)
    assert palette.form.said.text() == "There is a label PERSON already, which person is too like. Choose another name."
    assert palette.form.name.hasFocus()
    assert len(names(workspace)) == 5


@pytest.mark.parametrize(
    ("key", "modifier", "sentence"),
    [
        (Key.Key_1, Modifier.NoModifier, "The key 1 belongs to the label PERSON. Choose another key."),
        (Key.Key_Z, Modifier.ControlModifier, "The key Ctrl+Z belongs to “Undo”. Choose another key."),
        (Key.Key_Home, Modifier.NoModifier, "The key Home moves the caret. Choose another key."),
        (Key.Key_Space, Modifier.NoModifier, "The key Space belongs to “One word more”. Choose another key."),
    ],
)
def test_a_key_that_is_taken_is_refused_by_name(palette, window, workspace, key, modifier, sentence):
    palette.take_focus("LOC")
    window.actions_by_name["rekey_label"].trigger()
    assert palette.form.key.hasFocus()
    press(key, modifier)
    press(Key.Key_Return)
    assert palette.form.said.text() == sentence
    assert palette.form.key.hasFocus()
    assert workspace.scheme.find("LOC").key == "3"


def test_a_label_is_renamed_where_it_stands(window, workspace, palette):
    give(window, "Ankara", Key.Key_3)
    palette.take_focus("LOC")
    press(Key.Key_R, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert not palette.rows[2].isVisible()
    write("PLACE")
    press(Key.Key_Return)
    assert names(workspace)[2] == "PLACE"
    assert [span.label for span in workspace.own_spans()] == ["PLACE"]
    assert palette.rows[2].hasFocus()
    assert workspace.need_project().next_undo("anna").title == "Rename label LOC: PLACE"


def test_a_colour_is_chosen_by_arrows_or_by_a_click(qtbot, window, workspace, palette):
    palette.take_focus("PERSON")
    window.actions_by_name["recolor_label"].trigger()
    grid = palette.form.grid
    assert grid.hasFocus()
    press(Key.Key_Down)
    press(Key.Key_Right)
    press(Key.Key_Return)
    assert workspace.scheme.find("PERSON").color == default_label_color(9)
    assert workspace.need_project().next_undo("anna").title == "Change colour of PERSON"
    window.actions_by_name["recolor_label"].trigger()
    qtbot.mouseClick(grid, LEFT, pos=grid.place_of(default_label_color(7)).toPoint())
    qtbot.mouseClick(palette.form.keep, LEFT)
    assert workspace.scheme.find("PERSON").color == default_label_color(7)


def test_the_colours_of_others_are_told(palette, window):
    window.actions_by_name["new_label"].trigger()
    grid = palette.form.grid
    assert grid._words(default_label_color(0)) == f"{default_label_color(0)}, as PERSON has it"
    palette.form.color.setFocus()
    press(Key.Key_Space)
    assert grid.hasFocus()
    press(Key.Key_Escape)
    assert not palette.form.isVisible()


def test_a_key_is_taken_away(window, workspace, palette):
    palette.take_focus("EVENT")
    window.actions_by_name["rekey_label"].trigger()
    press(Key.Key_Backspace)
    press(Key.Key_Return)
    assert workspace.scheme.find("EVENT").key == ""
    assert workspace.need_project().next_undo("anna").title == "Change key of EVENT"


def test_a_label_without_spans_goes_at_once_and_comes_back(window, workspace, palette):
    palette.take_focus("EVENT")
    window.actions_by_name["delete_label"].trigger()
    assert names(workspace) == ["PERSON", "ORG", "LOC", "DATE"]
    assert "Undo brings it back" in window.status.hint.text()
    workspace.undo()
    assert names(workspace)[-1] == "EVENT"


def test_a_label_with_spans_asks_what_becomes_of_them(window, workspace, palette):
    give(window, "Ankara", Key.Key_3)
    palette.take_focus("LOC")
    window.actions_by_name["delete_label"].trigger()
    dialog = dialog_of(window)
    assert "1 spans have the label LOC" in dialog.said.text()
    press(Key.Key_Return)
    assert "LOC" not in names(workspace)
    assert workspace.own_spans() == []
    assert workspace.need_project().next_undo("anna").title == "Delete label LOC"


def test_spans_can_go_over_to_another_label(window, workspace, palette):
    give(window, "Ankara", Key.Key_3)
    palette.take_focus("LOC")
    window.actions_by_name["delete_label"].trigger()
    dialog_of(window)
    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert [span.label for span in workspace.own_spans()] == ["ORG"]
    assert workspace.need_project().next_undo("anna").title == "Merge label LOC into ORG"


def test_the_menu_of_a_label_is_about_that_label(qtbot, window, workspace, palette):
    row, port = palette.rows[3], palette.area.viewport()
    point = row.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, row.mapToGlobal(point))
    QApplication.sendEvent(row, event)
    menu = window.context_menus["labels"].menu
    qtbot.waitUntil(menu.isVisible)
    assert palette.meant() == "DATE"
    action = next(action for action in menu.actions() if action.text() == "Rename label…")
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    assert palette.form.name.text() == "DATE"
    assert port.rect().intersects(palette.form.geometry().translated(0, -palette.area.verticalScrollBar().value()))


def test_without_a_label_that_is_meant_it_is_said(window, palette, workspace):
    palette.show_current("")
    window.actions_by_name["rename_label"].trigger()
    assert window.status.hint.property("tone") == "refused"
    assert "No label is chosen" in window.status.hint.text()


def test_what_others_change_meanwhile_leaves_the_form_open(window, palette, workspace):
    window.actions_by_name["new_label"].trigger()
    workspace.scheme_changed.emit(workspace.scheme)
    assert palette.form.isVisible()
    assert [row.isVisible() for row in palette.rows] == [True] * 5
    assert palette.place_of_meant().x() >= QPoint(0, 0).x()
