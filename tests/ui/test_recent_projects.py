"""The projects that were open before: by the key, in the menu, and where none is open."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.settings import RECENT_PROJECTS
from annotator.store.project import Project
from annotator.transfer.starting import default_scheme
from annotator.ui.action_button import ActionButton

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def others(application, tmp_path):
    """Two projects that were open before, of which the later one is gone."""
    there, gone = tmp_path / "a & b.annotator", tmp_path / "gone.annotator"
    Project.open(there, create=True, scheme=default_scheme()).close()
    here = application.session.workspace.project.path
    application.preferences.choose(RECENT_PROJECTS, (str(here), str(gone), str(there)))
    return there


@pytest.fixture
def menu(application, others) -> QMenu:
    assert QTest.qWaitForWindowActive(application.window)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_O, CTRL | SHIFT)
    return application.window.actions_by_name["open_recent"].menu()


def test_the_key_opens_the_list_on_what_can_be_opened(application, menu, others):
    assert menu.isVisible()
    texts = [action.text() for action in menu.actions()]
    assert texts[0] == "&1  gone\tnot there any more"
    assert texts[1].startswith("&2  a && b\t")
    assert [action.isEnabled() for action in menu.actions()[:2]] == [False, True]
    assert menu.activeAction() is menu.actions()[1]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert application.session.workspace.project.path == others


def test_a_digit_opens_one(application, menu, others):
    QTest.keyClick(menu, Qt.Key.Key_2)
    assert application.session.workspace.project.path == others


def test_it_opens_where_one_was(application, others, project_file):
    workspace = application.session.workspace
    workspace.next_document()
    here = workspace.document.document.id
    application.session.transfers.files.open_project(others)
    application.session.transfers.files.open_project(project_file)
    assert workspace.document.document.id == here


def test_the_list_is_cleared(application, menu):
    menu.actions()[-1].trigger()
    assert application.preferences.get(RECENT_PROJECTS) == ()
    menu.close()
    application.window.actions_by_name["open_recent"].trigger()
    assert [action.isEnabled() for action in menu.actions() if action.text()] == [False, False]
    assert "No other project" in menu.actions()[0].text()
    menu.close()


def test_where_no_project_is_open_they_are_offered(application, others, project_file):
    application.session.workspace.close_project()
    application.session.show_nothing_open("")
    page = application.window.page.empty
    buttons = [button for button in page.findChildren(ActionButton) if button.isVisible()]
    assert [button.text() for button in buttons][2:] == ["Open “news”", "Open “a & b”"]
    QTest.mouseClick(buttons[2], Qt.MouseButton.LeftButton)
    assert application.session.workspace.project.path == project_file
