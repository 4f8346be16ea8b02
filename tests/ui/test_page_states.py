"""What the window says where there is nothing to read, or where nothing may be changed; by real keys."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from annotator.ids import new_id
from annotator.model import AnnotatedDocument, Document, Scheme
from annotator.store.project import Project
from annotator.transfer.starting import default_scheme
from annotator.ui.action_button import ActionButton
from annotator.ui.application import Application, make_application
from annotator.ui.empty_state import EmptyState
from annotator.ui.memory import Memory
from tests.ui.keyboard import press

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def start(qtbot, settings):
    """Start the window on a project; what it leaves is closed afterwards."""
    started = []

    def begin(path):
        application = Application(make_application(), settings)
        started.append(application)
        application.open(path)
        application.window.resize(1280, 800)
        assert QTest.qWaitForWindowActive(application.window)
        return application

    yield begin
    for application in started:
        application.window.close()
        application.close()


def steps(state):
    return [button.text() for button in state.findChildren(ActionButton) if button.isVisible()]


def spoil(path, table):
    column = "state" if table == "batch" else "name"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"UPDATE {table} SET {column} = {column} || 'X'")
        connection.commit()


def damage(path, title):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE document SET text = 'X' || substr(text, 2) WHERE title LIKE ?", (f"{title}%",))
        connection.commit()


@pytest.fixture
def nobody_may_write(monkeypatch):
    for place in ("annotator.store.opening.may_write", "annotator.store.schema.may_write"):
        monkeypatch.setattr(place, lambda _: False)


def test_an_article_that_is_damaged_says_so_and_lets_one_go_on(start, project_file):
    damage(project_file, "Ola")
    application = start(project_file)
    window, workspace = application.window, application.session.workspace
    press(Qt.Key.Key_Down, ALT)
    assert window.page.empty.isVisible()
    assert "is damaged" in window.page.empty.sentence.text()
    assert "Ola" in window.page.empty.sentence.text()
    assert steps(window.page.empty) == ["Next article", "Previous article"]
    assert window.articles.articles.currentIndex().row() == 1
    assert not window.actions_by_name["mark_done"].isEnabled()
    press(Qt.Key.Key_Space)
    assert workspace.document.text.startswith("A third")
    assert window.page.view.hasFocus()
    press(Qt.Key.Key_Up, ALT)
    press(Qt.Key.Key_Up, ALT)
    assert workspace.document.text.startswith("The minister")


def test_a_project_whose_first_article_is_damaged_opens_all_the_same(start, project_file):
    damage(project_file, "The minister")
    application = start(project_file)
    assert "is damaged" in application.window.page.empty.sentence.text()
    press(Qt.Key.Key_Down, ALT)
    assert application.session.workspace.document.text.startswith("Ola")


@pytest.mark.parametrize("table", ["label", "annotator", "batch"])
def test_a_project_that_cannot_be_read_leaves_the_earlier_one_open(start, project_file, tmp_path, table):
    other = tmp_path / "other.annotator"
    Project.open(project_file).save_copy(other)
    spoil(other, table)
    application = start(project_file)
    session = application.session
    session.edge.guard(session.transfers.files.open_project)(other)
    assert session.workspace.project.path == project_file
    session.workspace.next_document()
    assert session.workspace.document.text.startswith("Ola")
    assert not Path(f"{other}-wal").exists()


@pytest.mark.parametrize("table", ["label", "annotator", "batch"])
def test_the_window_opens_though_the_project_of_last_time_cannot_be_read(start, project_file, settings, table):
    spoil(project_file, table)
    Memory(settings).note_project(project_file)
    application = start(None)
    window = application.window
    shown = f"{window.page.empty.sentence.text()} {window.status.hint.text()}"
    assert "is damaged" in shown
    assert window.actions_by_name["open_project"].isEnabled()


def test_an_article_without_text_keeps_its_header_and_says_so(start, tmp_path):
    path = tmp_path / "bare.annotator"
    with closing(Project.open(path, create=True, scheme=default_scheme())) as project:
        project.ensure_annotator("anna")
        with project.bulk_import("Import", "anna") as importing:
            for title, text in (("Nothing in it", ""), ("Something", "A text.")):
                importing.add([AnnotatedDocument(Document(new_id(), text, title))], Scheme())
            project.close_import(importing, "Import")
    application = start(path)
    page = application.window.page
    assert page.header.title.text() == "Nothing in it"
    assert page.blank.isVisible()
    assert not page.view.isVisible()
    assert "no text" in page.blank.sentence.text()
    assert application.window.status.hint.text() == ""
    assert steps(page.blank) == ["Done, next", "Edit details"]
    press(Qt.Key.Key_Space)
    assert application.session.workspace.document.text == "A text."
    assert page.view.hasFocus()
    assert not page.blank.isVisible()


def test_an_empty_project_offers_to_import(start, tmp_path):
    path = tmp_path / "empty.annotator"
    Project.open(path, create=True, scheme=default_scheme()).close()
    application = start(path)
    assert "no articles yet" in application.window.page.empty.sentence.text()
    assert steps(application.window.page.empty) == ["Import articles…", "Import folder…", "Paste as new article…"]
    assert isinstance(QApplication.focusWidget(), ActionButton)


def test_a_project_that_can_only_be_read_is_shown_and_says_so(start, project_file, nobody_may_write):
    application = start(project_file)
    window, workspace = application.window, application.session.workspace
    assert window.status.saved.text() == "Read only"
    assert window.page.header.meta.text().startswith("read only")
    assert "can only be read" in window.status.hint.text()
    before = workspace.document
    window.page.view.select(4, 12)
    for key, modifier in (
        (Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_D, CTRL),
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_I, CTRL),
        (Qt.Key.Key_Return, CTRL),
    ):
        window.status.say("")
        press(key, modifier)
        assert "can only be read, so nothing in it can be changed" in window.status.hint.text()
        assert window.status.hint.property("tone") == "refused"
    assert workspace.document is before
    assert not window.page.header.form.isVisible()
    press(Qt.Key.Key_Down, ALT)
    assert workspace.document.text.startswith("Ola")
    application.session.heartbeat.beat()


def test_a_project_that_may_be_written_says_saved_again(start, project_file, tmp_path, monkeypatch):
    with monkeypatch.context() as forbidding:
        for place in ("annotator.store.opening.may_write", "annotator.store.schema.may_write"):
            forbidding.setattr(place, lambda _: False)
        application = start(project_file)
    application.session.transfers.files.create_project(tmp_path / "mine")
    assert application.window.status.saved.text() == "Saved"
    assert not application.window.status.saved.property("tone")


def test_a_project_that_was_opened_to_be_read_says_so(start, project_file):
    application = start(project_file)
    workspace = application.session.workspace
    application.session.transfers.files.open_project(project_file, read_only=True)
    assert application.window.status.saved.text() == "Read only"
    assert "was opened to be read" in application.window.status.hint.text()
    application.window.page.view.select(4, 12)
    press(Qt.Key.Key_1)
    assert "Open it as usual to work on it" in application.window.status.hint.text()
    assert workspace.own_spans() == []
    application.session.transfers.files.open_project(project_file)
    assert application.window.status.saved.text() == "Saved"


def test_a_project_without_labels_says_how_one_is_made(start, tmp_path):
    path = tmp_path / "unlabelled.annotator"
    with closing(Project.open(path, create=True)) as project:
        project.ensure_annotator("anna")
        with project.bulk_import("Import", "anna") as importing:
            importing.add([AnnotatedDocument(Document(new_id(), "A text.", "One"))], Scheme())
            project.close_import(importing, "Import")
    application = start(path)
    palette = application.window.labels
    (told,) = (label for label in palette.findChildren(QLabel) if label.text().startswith("No labels yet."))
    assert told.isVisible()
    assert told.text() == "No labels yet. Ctrl+Shift+N makes one."
    assert "Press Ctrl+Shift+N to make one" in application.window.status.hint.text()
    application.session.transfers.files.create_project(tmp_path / "labelled")
    assert not told.isVisible()


def test_a_list_without_a_match_says_what_leads_on(start, project_file, qtbot):
    articles = start(project_file).window.articles
    articles.filter.line.setText("zzzz")
    qtbot.waitUntil(articles.no_match.isVisible)
    assert "Type fewer or other words" in articles.no_match.sentence.text()
    articles.filter.empty()
    articles.filter.status.setCurrentIndex(3)
    assert articles.no_match.isVisible()
    assert articles.no_match.sentence.text().startswith("No article is like that now.")
    assert steps(articles.no_match) == ["Show all articles"]


def test_buttons_are_made_when_they_are_seen(qtbot):
    """A start says that there is nothing before there is an article: nobody sees that, nor is to wait for it."""
    step = QAction("&Open")
    state = EmptyState()
    qtbot.addWidget(state)
    state.show_state("Nothing is open.", [step])
    assert state.findChildren(ActionButton) == []
    state.show()
    assert [button.text() for button in state.findChildren(ActionButton)] == ["&Open"]
    state.show_state("Nothing at all.")
    assert all(button.isHidden() for button in state.findChildren(ActionButton))
