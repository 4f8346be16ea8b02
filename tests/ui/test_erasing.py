"""An article is erased for good after a question, whose Enter keeps it; the window goes on with the next one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.store.backup import back_up
from annotator.ui.erasing_dialog import ErasingDialog

WAIT = 30_000


def asked(qtbot, application):
    (dialog,) = application.window.findChildren(ErasingDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def left(project_file, text):
    return [path for path in project_file.parent.rglob("*") if path.is_file() and text in path.read_bytes()]


@pytest.fixture
def copied(application, project_file):
    back_up(project_file)
    (project_file.parent / "one.txt").unlink()
    return application


def test_the_open_article_is_erased_from_project_and_copies(qtbot, copied, project_file):
    work = copied.session.workspace
    first = work.document
    copied.window.actions_by_name["erase_document"].trigger()
    dialog = asked(qtbot, copied)
    assert first.document.title[:30] in dialog.said.text()
    dialog.go.click()
    qtbot.waitUntil(lambda: work.project is not None, timeout=WAIT)
    assert copied.window.status.hint.text() == "The article is erased for good."
    assert work.document is not None
    assert work.document.document.id != first.document.id
    assert copied.session.lines.rowCount() == 2
    work.close_project()
    assert left(project_file, b"Hulusi Akar") == []


def test_enter_keeps_it(qtbot, copied):
    copied.window.actions_by_name["erase_document"].trigger()
    dialog = asked(qtbot, copied)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert copied.session.workspace.document is not None
    assert copied.session.lines.rowCount() == 3


def test_enter_erases_where_the_keyboard_was_moved_to_that(qtbot, copied):
    copied.window.actions_by_name["erase_document"].trigger()
    dialog = asked(qtbot, copied)
    qtbot.waitUntil(dialog.stay.hasFocus)
    QTest.keyClick(dialog.stay, Qt.Key.Key_Tab)
    assert dialog.go.hasFocus()
    QTest.keyClick(dialog.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: copied.window.status.hint.text() == "The article is erased for good.", timeout=WAIT)
    assert copied.window.focusWidget() is copied.window.page.view


def test_one_in_the_bin_can_be_erased(qtbot, copied, project_file):
    work = copied.session.workspace
    copied.window.actions_by_name["delete_document"].trigger()
    copied.window.actions_by_name["show_bin"].trigger()
    from annotator.ui.bin_dialog import BinDialog

    (bin_,) = copied.window.findChildren(BinDialog)
    bin_.erase.click()
    asked(qtbot, copied).go.click()
    qtbot.waitUntil(lambda: work.project is not None, timeout=WAIT)
    assert copied.window.status.hint.text() == "The article is erased for good."
    work.close_project()
    assert left(project_file, b"Hulusi Akar") == []
