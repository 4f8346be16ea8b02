"""The short form of `python -m tests.faults team`, on a server and on a file."""

import pytest

from tests.faults.team import work
from tests.faults.team_steps import STEPS


@pytest.mark.parametrize("where", ["file", "server"])
def test_a_team_loses_nothing_and_is_told_of_conflicts(where, request, tmp_path):
    address = tmp_path / "team.annotator" if where == "file" else request.getfixturevalue("database")
    done = work(address, clients=3, steps=60)
    assert done.complaints == []
    assert done.total("edits") > 60
    assert done.total("conflicts") >= 2
    assert sum(done.total(step.__name__) > 0 for step in set(STEPS)) > len(set(STEPS)) / 2
