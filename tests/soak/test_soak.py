import pytest

from tests.soak.__main__ import grows, run


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
def test_some_short_hours_of_labelling_leave_no_files_open_and_no_threads(annotator_home, qtbot):
    readings = list(run(3, 40, seed=1))
    assert len(readings) == 3
    assert not [said for said in grows(readings) if "Memory" not in said]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ((100.0, 10, 3), []),
        ((140.0, 10, 3), ["Memory has grown by 39.0 MB."]),
        ((101.0, 12, 4), ["2 files more are open.", "There are 1 threads more."]),
    ],
)
def test_what_has_grown_since_the_second_hour_is_told(last, said):
    assert grows([(90.0, 30, 9), (101.0, 10, 3), last]) == said
