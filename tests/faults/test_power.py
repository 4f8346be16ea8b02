"""The short form of `python -m tests.faults power`."""

from tests.faults.power import power_cuts, work


def test_what_was_flushed_is_there_after_a_power_cut(tmp_path):
    done = list(power_cuts(tmp_path, 30, seed=5))
    assert [f"{name}: {complaint}" for name, complaints in done for complaint in complaints] == []
    assert {name.split()[1] for name, _ in done} == {"frame", "middle", "garbage", "checkpoint"}


def test_the_log_grows_with_the_work(tmp_path):
    (stretch,) = work(tmp_path / "one.annotator", seed=2, stretches=1, actions=10)
    sizes = [size for size, _ in stretch.states]
    assert sizes == sorted(sizes)
    assert sizes[-1] == len(stretch.log)
    assert len({seen for _, seen in stretch.states}) > 3
