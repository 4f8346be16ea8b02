"""The short form: a few children of each kind are killed; the long one is `python -m tests.faults`."""

import sys

import pytest

from tests.faults.killing import Moment, Reported, run_and_kill
from tests.faults.rounds import VICTIMS, rounds
from tests.faults.soundness import complaints


@pytest.mark.parametrize("victim", VICTIMS, ids=lambda victim: victim.name)
def test_nothing_that_was_painted_is_lost_and_nothing_half_is_seen(victim, tmp_path):
    done = list(rounds(victim, tmp_path / "faults.annotator", count=6 if victim.is_endless else 3, seed=1))
    assert [complaint for one in done for complaint in one.complaints] == []
    if victim.is_endless:
        assert not any(one.reported.ended for one in done)
        assert sum(one.reported.lines > 1 for one in done) >= 2


def test_what_a_child_said_before_it_was_killed_is_heard():
    said = r"ready\nspan 1\nspan 2\ngoing 1\nimported 5\nspan 3"
    code = f"import threading; print('{said}', end='', flush=True); threading.Event().wait()"
    reported = run_and_kill([sys.executable, "-c", code], Moment(5, 0))
    assert reported == Reported(frozenset({2}), frozenset({1}), 5, 5, ended=False)


def test_a_child_that_is_done_before_is_told_from_one_that_was_killed():
    assert run_and_kill([sys.executable, "-c", "print('ready')"], Moment(1, 60)).ended
    with pytest.raises(RuntimeError, match="failed by itself"):
        run_and_kill([sys.executable, "-c", "raise SystemExit(3)"], Moment(1, 60))


def test_a_span_that_is_not_in_the_file_is_complained_about(tmp_path):
    path = tmp_path / "faults.annotator"
    VICTIMS[0].prepare(path)
    nothing = Reported(frozenset(), frozenset(), 0, 0, ended=False)
    assert list(complaints(path, nothing, 5, 0)) == []
    (lost,) = complaints(path, Reported(frozenset({77}), frozenset(), 0, 0, ended=False), 5, 0)
    assert lost == "the span 77 had been painted and is not in the file"
    assert list(complaints(path, nothing, 3, 7)) == ["2 documents came in, by imports of 7 each"]
