import threading

import pytest

from annotator.errors import CancelledError, FormatError
from annotator.ui.jobs import Job


@pytest.fixture
def run(qtbot):
    """Run work as a job; return what it told, in order, and in which thread."""

    def run(work, *, meanwhile=lambda job: None):
        job = Job("Counting", work)
        told = []
        for name in ("progressed", "done", "failed", "broken"):
            getattr(job, name).connect(lambda value, name=name: told.append((name, value, threading.current_thread())))
        with qtbot.waitSignal(job.ended):
            job.start()
            meanwhile(job)
        job.wait()
        assert all(thread is threading.main_thread() for _, _, thread in told)
        return [(name, value) for name, value, _ in told]

    return run


def test_work_runs_elsewhere_and_its_outcome_arrives_here(run):
    assert run(lambda _progress, _cancelled: threading.current_thread() is threading.main_thread()) == [("done", False)]


def test_progress_is_told_by_the_percent(run):
    def work(progress, _cancelled):
        for step in range(1001):
            progress(step / 1000)
        return "all"

    told = run(work)
    assert told[-1] == ("done", "all")
    assert len(told) == 102
    assert told[0] == ("progressed", 0.0)


def test_an_error_for_the_user_is_a_failure(run):
    error = FormatError("no")

    def work(_progress, _cancelled):
        raise error

    assert run(work) == [("failed", error)]


def test_any_other_error_is_a_bug(run):
    ((name, error),) = run(lambda _progress, _cancelled: 1 // 0)
    assert name == "broken"
    assert isinstance(error, ZeroDivisionError)


def test_work_learns_that_it_is_cancelled(run):
    asked = threading.Event()

    def work(_progress, cancelled):
        asked.wait(10)
        if cancelled():
            raise CancelledError("stopped")

    def cancel(job):
        job.cancel()
        asked.set()

    ((name, error),) = run(work, meanwhile=cancel)
    assert name == "failed"
    assert isinstance(error, CancelledError)
