"""Deleting, taking back, moving articles and editing what is known about them: by keys, in the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidgetItem

from annotator.ui import arranging
from annotator.ui.bin_dialog import BinDialog
from annotator.ui.metadata_dialog import MetadataDialog, meant
from tests.ui.keyboard import press

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def workspace(application):
    return application.session.workspace


def first_words(window):
    model = window.articles.articles.model()
    return [model.line(model.index(row)).title.split()[0] for row in range(model.rowCount())]


def here(workspace):
    return workspace.document.text.split()[0]


def test_a_deleted_article_comes_back_from_the_bin_with_its_spans(qtbot, window, workspace, application):
    window.page.view.select(4, 12)
    application.session.labelling.label("PERSON")
    press(Qt.Key.Key_Delete, CTRL | SHIFT)
    assert workspace.project.next_undo("anna").title.startswith("Delete: The minister")  # It has no title of its own.
    assert first_words(window) == ["Ola", "A"]
    assert here(workspace) == "Ola"
    assert window.labels.findChildren(object)
    window.actions_by_name["show_bin"].trigger()
    dialog = window.findChild(BinDialog)
    qtbot.waitUntil(dialog.rows.hasFocus)
    press(Qt.Key.Key_Return)
    assert first_words(window) == ["The", "Ola", "A"]
    assert here(workspace) == "The"
    assert len(workspace.own_spans()) == 1
    assert list(workspace.project.check()) == []


def test_a_deletion_is_undone_by_pressing_twice(window, workspace):
    press(Qt.Key.Key_Delete, CTRL | SHIFT)
    press(Qt.Key.Key_Z, CTRL)
    assert first_words(window) == ["Ola", "A"]
    press(Qt.Key.Key_Z, CTRL)
    assert first_words(window) == ["The", "Ola", "A"]
    assert here(workspace) == "The"


def test_the_last_article_can_be_deleted(window, workspace):
    for _ in range(3):
        press(Qt.Key.Key_Delete, CTRL | SHIFT)
    assert first_words(window) == []
    assert workspace.document is None


def test_an_empty_bin_says_so(qtbot, window):
    window.actions_by_name["show_bin"].trigger()
    dialog = window.findChild(BinDialog)
    assert dialog.said.text() == "No article was deleted."
    assert not dialog.restore.isEnabled()


def test_up_and_down_in_the_list_and_back_by_undo(window, workspace):
    press(Qt.Key.Key_Down, ALT | SHIFT)
    assert first_words(window) == ["Ola", "The", "A"]
    press(Qt.Key.Key_Down, ALT | SHIFT)
    assert first_words(window) == ["Ola", "A", "The"]
    press(Qt.Key.Key_Down, ALT | SHIFT)
    assert window.status.hint.text() == "There is no article beyond."
    press(Qt.Key.Key_Up, ALT | SHIFT)
    assert first_words(window) == ["Ola", "The", "A"]
    press(Qt.Key.Key_Up, ALT)
    assert here(workspace) == "Ola"
    for _ in range(3):
        press(Qt.Key.Key_Z, CTRL)
    assert first_words(window) == ["The", "Ola", "A"]
    assert list(workspace.project.check()) == []


def test_in_another_order_nothing_is_moved(window):
    window.articles.filter.order.setCurrentIndex(1)
    press(Qt.Key.Key_Down, ALT | SHIFT)
    assert "In their order" in window.status.hint.text()
    assert first_words(window) == ["A", "Ola", "The"]


def test_the_order_that_is_shown_is_kept(window, monkeypatch):
    keep = window.actions_by_name["keep_order"]
    keep.trigger()
    assert "Sort it otherwise first" in window.status.hint.text()
    window.articles.filter.order.setCurrentIndex(1)
    keep.trigger()
    window.articles.filter.order.setCurrentIndex(0)
    assert first_words(window) == ["A", "Ola", "The"]
    press(Qt.Key.Key_Z, CTRL)
    assert first_words(window) == ["The", "Ola", "A"]
    monkeypatch.setattr(arranging, "MOST_AT_ONCE", 2)
    window.articles.filter.order.setCurrentIndex(1)
    keep.trigger()
    assert "more than 2 articles" in window.status.hint.text()


def test_metadata_are_edited_by_key_and_value(qtbot, window, workspace):
    press(Qt.Key.Key_F2, SHIFT)
    dialog = window.findChild(MetadataDialog)
    for column, text in enumerate(("section", "sport")):
        dialog.table.setItem(0, column, QTableWidgetItem(text))
    assert dialog.table.rowCount() == 2
    dialog.buttons.accepted.emit()
    assert workspace.document.document.metadata == {"section": "sport"}
    assert workspace.project.metadata_keys() == ("section",)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.page.view.setFocus()
    press(Qt.Key.Key_Z, CTRL)
    assert workspace.document.document.metadata == {}
    assert workspace.project.metadata_keys() == ()


def test_metadata_that_nobody_edits_stay_as_they_came(qtbot, window):
    came = {" key ": "a\nb", "": "nothing above", "null": None, "\u202ekey": "\x1b[31m", "number": 1}
    dialog = MetadataDialog(came, window)
    assert dialog.metadata() == came
    dialog.close()


@pytest.mark.parametrize(
    ("text", "before", "value"),
    [
        ("null", None, None),
        ("a", None, "a"),
        ("12", None, "12"),
        ("12", "11", "12"),
        ("12", 11, 12),
        ("many", 11, "many"),
        ("[1]", [1], [1]),
    ],
)
def test_numbers_stay_numbers(text, before, value):
    assert meant(text, before) == value
