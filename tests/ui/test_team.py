"""A team's project in the window: what others do arrives, a slow server is waited for, a lost one comes back."""

import threading
import time
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from annotator import edits, label_edits
from annotator.errors import ConflictError, ServerLostError
from annotator.model import Span, Status
from annotator.settings import LAST_PROJECT
from annotator.store.project import Project
from annotator.store.server import WRITER_LOCK, connect
from annotator.transfer.importing import import_files
from annotator.transfer.starting import default_scheme
from annotator.ui.application import Application, make_application
from annotator.ui.erasing_dialog import ErasingDialog
from annotator.ui.team_dialog import TeamDialog
from tests.clusters import PASSWORD, Cluster, programs

ME = "anna"
LONG = "\n\n".join(f"The minister Zakir Hasanov met colleague {number} in Ankara on Tuesday." for number in range(200))


@pytest.fixture(scope="module")
def cluster():
    """A server of our own, which may be stopped."""
    pytest.importorskip("psycopg", reason="The driver of PostgreSQL is not installed: pip install psycopg[binary].")
    if programs() is None:
        pytest.skip("There is no PostgreSQL server on this machine: install one to run the tests on it.")
    made = Cluster()
    yield made
    made.close()


@pytest.fixture
def address(database, tmp_path):
    """A project of two articles on a server."""
    (tmp_path / "one.txt").write_text(LONG, encoding="utf-8")
    (tmp_path / "two.txt").write_text("Ola Nordmann moved from Oslo to Bergen.", encoding="utf-8")
    with closing(Project.open(database, create=True, scheme=default_scheme())) as project:
        project.ensure_annotator(ME)
        import_files(project, [tmp_path / "one.txt", tmp_path / "two.txt"], annotator=ME)
    return database


@pytest.fixture
def opened(qtbot, settings, address):
    window = Application(make_application(), settings)
    window.open(address)
    assert QTest.qWaitForWindowExposed(window.window)
    yield window
    window.window.close()
    window.close()


@pytest.fixture
def session(opened):
    return opened.session


@pytest.fixture
def view(session):
    return session.window.page.view


@pytest.fixture
def colleague(address):
    """Somebody else, at another machine."""
    with closing(Project.open(address)) as project:
        project.ensure_annotator("Björn")
        yield project


def labelled(work):
    return sorted((work.document.text[span.start : span.end], span.label) for span in work.own_spans())


def label_as_colleague(project, start, end, annotator="Björn"):
    document = next(iter(project.annotated_documents()))
    made = edits.label_span(document, project.scheme(), start, end, "PERSON", annotator)
    project.apply("Label PERSON", made, annotator)


def press(qtbot, view, quoted, key=Qt.Key.Key_1):
    start = view.text().index(quoted)
    view.select(start, start + len(quoted))
    qtbot.keyClick(view, key)


def test_a_key_is_saved_on_the_server_before_it_is_painted(qtbot, session, view, address):
    press(qtbot, view, "Zakir Hasanov")
    assert labelled(session.workspace) == [("Zakir Hasanov", "PERSON")]
    with closing(Project.open(address)) as other:
        assert [span.label for span in next(iter(other.annotated_documents())).spans] == ["PERSON"]
    assert session.window.status.saved.text() == "Saved"
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert labelled(session.workspace) == []
    qtbot.keyClick(view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert labelled(session.workspace) == [("Zakir Hasanov", "PERSON")]


def test_what_others_do_arrives_by_itself_and_moves_nothing(qtbot, session, view, colleague):
    session.show_everyone(on=True)
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    middle = len(view.text()) // 2
    view.select(middle, middle + 7)
    before = bar.value(), session.workspace.selection
    session.heartbeat.stop()  # What arrives is heard of, not looked for.
    label_as_colleague(colleague, 4, 12)
    label_as_colleague(colleague, middle + 20, middle + 24)
    qtbot.waitUntil(lambda: len(session.workspace.others_spans()) == 2)
    document = next(iter(colleague.annotated_documents()))
    colleague.apply("Done", edits.set_status(document, "Björn", Status.DONE), "Björn")
    colleague.apply("Title", edits.change_document(document.document, title="A new one"), "Björn")
    qtbot.waitUntil(lambda: session.workspace.document.document.title == "A new one")
    assert (bar.value(), session.workspace.selection) == before
    press(qtbot, view, "Ankara")
    assert ("Ankara", "PERSON") in labelled(session.workspace)


def test_who_comes_too_late_is_told_so(qtbot, session, view, colleague):
    document = next(iter(colleague.annotated_documents())).document
    mine = edits.change_document(session.workspace.document.document, title="Mine")
    colleague.apply("Title", edits.change_document(document, title="Theirs"), "Björn")
    with pytest.raises(ConflictError, match="Somebody has changed this"):
        session.workspace.apply("Title", mine)
    assert session.workspace.document.document.title == "Theirs"


def test_while_it_is_being_saved_the_window_says_so_and_paints_afterwards(qtbot, session, view, address):
    said = []
    session.later.team.state_changed.connect(lambda state: said.append((state, labelled(session.workspace))))
    with closing(connect(address)) as busy:
        busy.execute(f"BEGIN; SELECT pg_advisory_xact_lock({WRITER_LOCK})")
        timer = threading.Timer(0.5, busy.rollback)
        timer.start()
        press(qtbot, view, "Zakir Hasanov")
        timer.join()
    assert said == [("Saving…", []), ("", [("Zakir Hasanov", "PERSON")])] or said[0] == ("Saving…", [])
    assert labelled(session.workspace) == [("Zakir Hasanov", "PERSON")]
    assert session.window.status.saved.text() == "Saved"


def test_new_labels_and_another_name_are_known_where_it_is_written(qtbot, session, view, colleague):
    made = label_edits.add_label(colleague.scheme(), "TOWN", color="#123456")
    colleague.apply("Add label", made, "Björn")
    qtbot.waitUntil(lambda: session.workspace.scheme.find("TOWN") is not None)
    session.workspace.annotate_as("cem")
    start = view.text().index("Ankara")
    document, scheme = session.workspace.document, session.workspace.scheme
    session.workspace.apply("Label", edits.label_span(document, scheme, start, start + 6, "TOWN", "cem"))
    assert labelled(session.workspace) == [("Ankara", "TOWN")]


class TestALostServer:
    def test_one_can_read_on_and_nothing_is_painted_that_is_not_saved(self, qtbot, session, view, cluster, address):
        press(qtbot, view, "Zakir Hasanov")
        status, team = session.window.status, session.later.team
        cluster.stop()
        try:
            qtbot.waitUntil(lambda: team.is_lost)
            assert status.saved.text() == "No connection"
            assert "can read on" in status.hint.text()
            view.verticalScrollBar().setValue(200)
            assert view.text() == LONG
            press(qtbot, view, "Ankara")
            assert "cannot be reached, so this was not done" in status.hint.text()
            assert labelled(session.workspace) == [("Zakir Hasanov", "PERSON")]
            qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            session.heartbeat.beat()
            session.window.actions_by_name["next_document"].trigger()
            assert "cannot be reached" in status.hint.text()
            assert view.text() == LONG
        finally:
            cluster.start()
        qtbot.waitUntil(lambda: not team.is_lost, timeout=20_000)
        assert "answers again" in status.hint.text()
        assert status.saved.text() == "Saved"
        assert labelled(session.workspace) == [("Zakir Hasanov", "PERSON")]
        press(qtbot, view, "Ankara", Qt.Key.Key_3)
        assert len(labelled(session.workspace)) == 2
        with closing(Project.open(address)) as project:
            assert list(project.check()) == []

    def test_one_that_goes_while_something_is_saved_leaves_it_whole_or_not_there(self, qtbot, session, view, cluster):
        work, team = session.workspace, session.later.team
        killer = threading.Timer(0.05, cluster.stop)
        killer.start()
        before, painted = time.monotonic(), []
        try:
            number = 0
            while time.monotonic() < before + 30:
                start, number = number * 5, number + 1
                made = edits.label_span(work.document, work.scheme, start, start + 3, "ORG", ME)
                try:
                    work.apply("Label", made)
                except ServerLostError:
                    break
                painted += [edit.after.start for edit in made if isinstance(edit.after, Span)]  # Blanks are left out.
            killer.join()
        finally:
            cluster.start()
        qtbot.waitUntil(lambda: not team.is_lost, timeout=20_000)
        with closing(Project.open(work.project.address)) as project:
            there = [span.start for span in next(iter(project.annotated_documents())).spans]
        assert set(painted) <= set(there)
        qtbot.waitUntil(lambda: [span.start for span in work.own_spans()] == there)


class TestOpening:
    def test_a_project_is_opened_by_the_dialog(self, qtbot, application, address, settings):
        dialog = application.session.transfers.files.ask_open_team()
        dialog.server.setText(f"{address.host}:{address.port}")
        dialog.database.setText(address.database)
        dialog.person.setText(address.person)
        dialog.buttons.accepted.emit()
        qtbot.waitUntil(lambda: application.session.workspace.project.address == address)
        assert application.window.windowTitle().endswith("articles")
        assert settings.get(LAST_PROJECT) == str(address)

    @pytest.mark.parametrize("field", ["password", "server"])
    def test_a_failure_is_one_sentence_and_the_dialog_stays(self, qtbot, application, field):
        guarded = Cluster(auth="scram-sha-256") if field == "password" else None
        dialog = application.session.transfers.files.ask_open_team()
        try:
            port = guarded.port if guarded else 1
            dialog.server.setText(f"127.0.0.1:{port}")
            dialog.database.setText("postgres")
            dialog.person.setText("annotator")
            dialog.password.setText("wr0ng")
            dialog.buttons.accepted.emit()
            expected = "refuses the name or the password" if guarded else "cannot be reached"
            qtbot.waitUntil(lambda: expected in dialog.said.text())
            assert "wr0ng" not in dialog.said.text()
            assert dialog.isVisible()
            if guarded:
                dialog.password.setText(PASSWORD)
                dialog.makes.setChecked(True)
                dialog.buttons.accepted.emit()
                qtbot.waitUntil(lambda: not dialog.isVisible())
                assert application.session.workspace.project.name == "postgres"
                assert PASSWORD not in application.settings.get(LAST_PROJECT)
                application.session.workspace.close_project()
        finally:
            dialog.reject()
            if guarded:
                guarded.close()

    def test_one_of_the_recent_ones_is_opened_without_typing(self, qtbot, application, address, project_file):
        files, recent = application.session.transfers.files, application.session.transfers.recent
        files.open_project(address)
        qtbot.waitUntil(lambda: application.session.workspace.project.address == address)
        files.open_project(project_file)
        assert recent.last_team() == address
        action = recent._action(address, "")
        action.trigger()
        qtbot.waitUntil(lambda: application.session.workspace.project.address == address)

    def test_a_file_is_copied_to_a_server_and_opened_there(self, qtbot, application, database):
        work = application.session.workspace
        press(qtbot, application.window.page.view, "Zakir Hasanov")
        file, before = work.project.file, work.document
        application.window.actions_by_name["copy_to_team"].trigger()
        dialog = application.window.findChild(TeamDialog)
        assert dialog.brings.isChecked()
        dialog.makes.setChecked(True)
        assert not dialog.brings.isChecked()
        dialog.brings.setChecked(True)
        assert not dialog.makes.isChecked()
        dialog.server.setText(f"{database.host}:{database.port}")
        dialog.database.setText(database.database)
        dialog.person.setText(database.person)
        dialog.buttons.accepted.emit()
        qtbot.waitUntil(lambda: work.project.address == database, timeout=20_000)
        assert work.document.text == before.text
        assert labelled(work) == [("Zakir Hasanov", "PERSON")]
        assert list(work.project.check()) == []
        work.undo()
        assert labelled(work) == []
        with closing(Project.open(file)) as left:
            assert left.document(before.document.id) == before
        application.window.actions_by_name["copy_to_team"].trigger()
        assert "on a server already" in application.window.status.hint.text()
        application.session.workspace.close_project()

    def test_where_a_project_is_already_nothing_is_copied(self, qtbot, application, address):
        dialog = application.session.transfers.files.ask_copy_to_team(address)
        dialog.buttons.accepted.emit()
        qtbot.waitUntil(lambda: "There is a project in" in dialog.said.text(), timeout=20_000)
        assert dialog.isVisible()
        assert application.session.workspace.project.file is not None
        dialog.reject()

    def test_nothing_typed_is_asked_for(self, qtbot, application):
        dialog = application.session.transfers.files.ask_open_team()
        dialog.buttons.accepted.emit()
        assert "Name the server and the database" in dialog.said.text()
        assert dialog.findChildren(QLineEdit)[3].echoMode() is QLineEdit.EchoMode.Password
        dialog.reject()


def test_an_article_is_erased_from_the_server_and_the_window_goes_on(qtbot, opened, session):
    work = session.workspace
    first = work.document
    opened.window.actions_by_name["erase_document"].trigger()
    (dialog,) = opened.window.findChildren(ErasingDialog)
    assert "The server's own log" in dialog.said.text()
    dialog.go.click()
    qtbot.waitUntil(lambda: work.project is not None, timeout=60_000)
    assert opened.window.status.hint.text() == "The article is erased for good."
    assert not work.project.has_document(first.document.id)
    assert work.document.document.id != first.document.id
    assert session.lines.rowCount() == 1


def test_a_password_reaches_the_process_that_erases_and_not_its_arguments(qtbot, settings, tmp_path, monkeypatch):
    guarded = Cluster(auth="scram-sha-256")
    try:
        address = guarded.address("postgres", password=PASSWORD)
        (tmp_path / "one.txt").write_text(LONG, encoding="utf-8")
        with closing(Project.open(address, create=True, scheme=default_scheme())) as project:
            project.ensure_annotator(ME)
            import_files(project, [tmp_path / "one.txt"], annotator=ME)
        window = Application(make_application(), settings)
        window.open(address)
        work, started = window.session.workspace, []
        process = window.session.later.reopening._process
        start = process.start
        monkeypatch.setattr(process, "start", lambda given, **how: (started.append(given), start(given, **how)))
        window.session.later.erasing.erase(work.document.document.id)
        qtbot.waitUntil(lambda: work.project is not None, timeout=60_000)
        assert window.window.status.hint.text() == "The article is erased for good."
        assert PASSWORD not in str(started)
        window.window.close()
        window.close()
    finally:
        guarded.close()
