"""What is heard of others on a server, and of the server itself."""

from contextlib import closing
from dataclasses import replace
from queue import Queue

import pytest

from annotator.store import server_silence
from annotator.store.listening import Heard, Listening
from annotator.store.project import Project
from tests.clusters import Cluster, programs
from tests.store.making import SCHEME, article, bring_in, label, new_project


@pytest.fixture
def path(database):
    """All of this is about servers."""
    return database


@pytest.fixture
def told(path, project):
    """What is told, one after the other."""
    queue: Queue[Heard] = Queue()
    listening = Listening(path, queue.put, first_pause=0.01)
    listening.start()
    assert queue.get(timeout=20) is Heard.CHANGED  # What was written before it began to listen.
    yield queue
    listening.stop()


def test_each_commit_is_heard_of_once_it_can_be_read(project, told, path):
    label(project, 1)
    assert told.get(timeout=20) is Heard.CHANGED
    with closing(Project.open(path)) as other:
        assert len(other.document(1).spans) == 1


def test_steps_of_an_import_are_not_heard_of(project, told):
    with project.bulk_import("Import", "Ayla") as importing:
        told.get(timeout=20)  # It was begun.
        importing.add([article(number) for number in range(10, 400)], SCHEME)
        project.close_import(importing, "Import")
    assert told.get(timeout=20) is Heard.CHANGED
    assert told.qsize() <= 1


@pytest.fixture(scope="module")
def stoppable():
    """A server that may be stopped."""
    if programs() is None:
        pytest.skip("There is no PostgreSQL server on this machine: install one to run the tests on it.")
    made = Cluster()
    yield made
    made.close()


def test_a_server_that_stands_still_is_told_of_without_anybody_asking(stoppable, monkeypatch):
    monkeypatch.setattr(server_silence, "SILENCE_SECONDS", 0.2)
    queue: Queue[Heard] = Queue()
    address = replace(stoppable.new_database(), options=(("connect_timeout", "2"),))
    listening = Listening(address, queue.put, first_pause=0.01, quiet=0.05)
    listening.start()
    try:
        assert queue.get(timeout=20) is Heard.CHANGED
        stoppable.stand_still()
        assert queue.get(timeout=20) is Heard.LOST
        stoppable.stand_still(still=False)
        assert queue.get(timeout=20) is Heard.BACK
    finally:
        listening.stop()


def test_a_server_that_goes_and_comes_back_is_told_of_once_each(stoppable):
    queue: Queue[Heard] = Queue()
    address = stoppable.new_database()
    with closing(new_project(address)) as project:
        bring_in(project, [article(1)], keep_ids=True)
        listening = Listening(address, queue.put, first_pause=0.01)
        listening.start()
        assert queue.get(timeout=20) is Heard.CHANGED
        stoppable.stop()
        assert queue.get(timeout=20) is Heard.LOST
        stoppable.start()
        assert queue.get(timeout=60) is Heard.BACK
        label(project, 1)
        assert queue.get(timeout=20) is Heard.CHANGED
        listening.stop()
    assert queue.empty()


def test_it_ends_while_nobody_answers(stoppable):
    queue: Queue[Heard] = Queue()
    listening = Listening(stoppable.address("nowhere"), queue.put, first_pause=1000)
    listening.start()
    assert queue.get(timeout=20) is Heard.LOST
    listening.stop()
    assert queue.empty()
