"""Only the newest work counts: what is asked for later stops and replaces what runs."""

import threading

import pytest
from PySide6.QtCore import QObject

from annotator.errors import AnnotatorError, CancelledError
from annotator.ui.latest_job import LatestJob


@pytest.fixture
def parent(qapp):
    made = QObject()
    yield made
    made.deleteLater()


@pytest.fixture
def job(parent):
    made = LatestJob("Looking", parent)
    yield made
    made.stop()


@pytest.fixture
def done(job):
    told = []
    job.done.connect(told.append)
    return told


def until_cancelled(begun):
    def work(progress, cancelled):
        begun.set()
        while not cancelled():
            pass
        raise CancelledError("Stopped.")

    return work


def test_it_does_what_is_asked(qtbot, job, done):
    parts = []
    job.progressed.connect(parts.append)
    job.ask(lambda progress, _cancelled: progress(0.5) or "found")
    assert job.is_busy()
    qtbot.waitUntil(lambda: done == ["found"])
    assert parts == [0.5]
    assert not job.is_busy()


def test_what_runs_is_stopped_for_what_comes_and_the_last_wins(qtbot, job, done):
    begun = threading.Event()
    job.ask(until_cancelled(begun))
    begun.wait(5)
    job.ask(lambda *_: "second")
    job.ask(lambda *_: "third")
    qtbot.waitUntil(lambda: done == ["third"])


def test_what_ended_too_late_is_forgotten(qtbot, job, done):
    let_go = threading.Event()
    job.ask(lambda *_: let_go.wait(5) and "late")
    job.ask(lambda *_: "new")
    let_go.set()
    qtbot.waitUntil(lambda: done == ["new"])


def test_nothing_is_told_of_what_is_not_wanted_any_more(qtbot, job, done):
    begun = threading.Event()
    failed = []
    job.failed.connect(failed.append)
    job.ask(until_cancelled(begun))
    begun.wait(5)
    job.forget()
    assert not job.is_busy()
    job.ask(lambda *_: "after")
    qtbot.waitUntil(lambda: done == ["after"])
    assert failed == []


def test_what_goes_wrong_is_told(qtbot, job):
    error = AnnotatorError("No.")

    def work(_progress, _cancelled):
        raise error

    with qtbot.waitSignal(job.failed) as failed:
        job.ask(work)
    assert failed.args == [error]
    assert not job.is_busy()
