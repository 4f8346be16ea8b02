"""One connection: how it is set up, what it waits for, and what becomes of what SQLite says."""

import sqlite3
import threading
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from annotator.errors import ConflictError, ProjectError
from annotator.store import database
from annotator.store.database import Database, faults
from annotator.store.project import Project
from tests.store.making import article, bring_in, label, new_project, spans


@pytest.fixture
def path(file):
    """All of this is about files."""
    return file


@pytest.fixture
def opened(path):
    new_project(path).close()
    with closing(Database(path)) as made:
        yield made


@pytest.fixture
def without_log(path):
    """As in a folder on a network."""
    new_project(path).close()
    with closing(Database(path, rollback_journal=True)) as made:
        yield made


def ask(connection, pragma):
    return connection.execute(text(f"PRAGMA {pragma}")).scalar()


def write_something(opened, name="X"):
    with opened.write() as connection:
        connection.execute(text("INSERT INTO batch VALUES (:id, :name, 0)"), {"id": hash(name) % 1000, "name": name})


def written(path):
    with closing(sqlite3.connect(path)) as file:
        return [row[0] for row in file.execute("SELECT state FROM batch")]


def test_it_is_set_up_for_safety(opened):
    with opened.read() as connection:
        assert ask(connection, "journal_mode") == "wal"
        assert ask(connection, "synchronous") == 2
        assert ask(connection, "foreign_keys") == 1
        assert ask(connection, "trusted_schema") == 0
        assert ask(connection, "busy_timeout") == database.BUSY_SECONDS * 1000


def test_steps_of_an_open_action_need_not_reach_the_disk_one_by_one(opened):
    with opened.write(flush=False) as connection:
        assert ask(connection, "synchronous") == 1
    with opened.write() as connection:
        assert ask(connection, "synchronous") == 2
    with pytest.raises(ZeroDivisionError), opened.write(flush=False):
        raise ZeroDivisionError
    with opened.read() as connection:
        assert ask(connection, "synchronous") == 2


def test_all_of_a_transaction_or_nothing(opened, path):
    for raised in (ZeroDivisionError, ConflictError("no"), KeyboardInterrupt):
        with pytest.raises((ZeroDivisionError, ConflictError, KeyboardInterrupt)), opened.write() as connection:  # noqa: PT012
            connection.execute(text("INSERT INTO batch VALUES (1, 'X', 0)"))
            raise raised
    assert written(path) == []
    write_something(opened)
    assert written(path) == ["X"]


def test_a_statement_that_fails_leaves_nothing_open(opened, path):
    with pytest.raises(IntegrityError), opened.write() as connection:
        connection.execute(text("INSERT INTO span_count VALUES (1, 2, 3)"))
    write_something(opened)
    assert written(path) == ["X"]


def test_a_reader_sees_one_moment(opened, path):
    with opened.read() as connection:
        before = connection.execute(text("SELECT count(*) FROM batch")).scalar()
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("INSERT INTO batch VALUES (7, 'X', 0)")
        assert connection.execute(text("SELECT count(*) FROM batch")).scalar() == before
    with opened.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM batch")).scalar() == before + 1


def test_reading_never_writes(opened, path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with opened.read() as connection:
            connection.execute(text("SELECT count(*) FROM batch")).scalar()
        other.execute("ROLLBACK")


class TestWithoutALog:
    def test_a_commit_waits_for_those_who_read(self, without_log, path):
        with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM batch").fetchone()
            timer = threading.Timer(0.2, lambda: reader.execute("ROLLBACK"))
            timer.start()
            write_something(without_log)
            timer.join()
        assert written(path) == ["X"]

    def test_a_commit_that_waits_for_too_long_is_taken_back(self, without_log, path, monkeypatch):
        monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM batch").fetchone()
            with pytest.raises(ProjectError, match="Another program is writing"):
                write_something(without_log)
            reader.execute("ROLLBACK")
        assert written(path) == []
        write_something(without_log)
        assert written(path) == ["X"]

    def test_reading_waits_for_a_commit(self, without_log, path):
        with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as writer:
            writer.execute("BEGIN EXCLUSIVE")
            writer.execute("INSERT INTO batch VALUES (7, 'X', 0)")
            timer = threading.Timer(0.2, lambda: writer.execute("COMMIT"))
            timer.start()
            with without_log.read() as connection:
                assert connection.execute(text("SELECT count(*) FROM batch")).scalar() == 1
            timer.join()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("database or disk is full", "The disk is full. Make room"),
        ("attempt to write a readonly database", "can only be read"),
        ("unable to open database file", "Check that its folder exists"),
        ("disk I/O error", "The disk could not be read or written"),
        ("database disk image is malformed", "damaged. Go back to a copy"),
        ("no such table: span", "damaged. Go back to a copy"),
        ("no such column: rev", "damaged. Go back to a copy"),
        ("file is not a database", "not an Annotator project"),
        ("database is locked", "Another program is writing"),
        ("unsafe use of lower()", "holds code of its own"),
    ],
)
def test_what_sqlite_says_becomes_a_sentence_that_names_the_file(path, said, sentence):
    with pytest.raises(ProjectError) as caught, faults(path):
        raise sqlite3.OperationalError(said)
    assert str(path) in str(caught.value)
    assert sentence in str(caught.value)


def test_what_is_a_fault_of_ours_stays_one(path):
    with pytest.raises(sqlite3.OperationalError), faults(path):
        raise sqlite3.OperationalError('near "SELCT": syntax error')


def test_a_file_from_elsewhere_runs_no_functions(path):
    with closing(new_project(path)) as project:
        bring_in(project, [article(1)], keep_ids=True)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TRIGGER evil AFTER INSERT ON span BEGIN UPDATE document SET title = lower(title); END")
    with pytest.raises(ProjectError, match="holds code of its own"):
        Project.open(path)


def test_functions_that_come_while_it_is_open_are_not_run(path):
    with closing(new_project(path)) as project:
        bring_in(project, [article(1)], keep_ids=True)
        with closing(sqlite3.connect(path)) as file, file:
            file.execute("CREATE TRIGGER evil AFTER INSERT ON span BEGIN UPDATE document SET title = lower(title); END")
        with pytest.raises(ProjectError, match="holds code of its own"):
            label(project, 1)
        assert spans(project, 1) == []
        assert project.document(1).document.title == "Article 1"


def test_a_connection_that_fails_is_closed(tmp_path):
    """Or Python warns of it, which fails a test."""
    (tmp_path / "text.annotator").write_text("Just a text, which is long enough to have a head." * 20)
    with pytest.raises(ProjectError, match="not an Annotator project"):
        Database(tmp_path / "text.annotator")
    with pytest.raises(ProjectError, match="cannot be opened"):
        Database(tmp_path / "missing" / "a.annotator")


def test_letters_of_every_script_become_small(opened):
    with opened.read() as connection:
        small = connection.execute(text("SELECT lower('ÇAĞRI Ж'), lower(NULL), lower('')")).one()
    assert tuple(small) == ("çağri ж", None, "")


def test_a_snapshot_is_a_copy_that_goes(opened, path):
    write_something(opened)
    with opened.snapshot() as copy:
        write_something(copy, "Y")
        assert sorted(written(copy.path)) == ["X", "Y"]
        place = copy.path
    assert written(path) == ["X"]
    assert not place.parent.exists()


def test_threads_wait_for_each_other(opened, path):
    failed = []

    def work(number):
        try:
            for step in range(20):
                with opened.write() as connection:
                    connection.execute(text("INSERT INTO batch VALUES (:id, 'X', 0)"), {"id": 100 * number + step})
                with opened.read() as connection:
                    connection.execute(text("SELECT count(*) FROM batch")).scalar()
        except Exception as error:  # noqa: BLE001  (the test tells)
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(written(path)) == 80


@pytest.mark.parametrize("said", ["interrupted", "vtable constructor failed: json_each"])
def test_what_is_interrupted_says_so_wherever_sqlite_was(path, said):
    with pytest.raises(ProjectError, match="was stopped"), faults(path):
        raise sqlite3.OperationalError(said)
