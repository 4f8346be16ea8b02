"""The short form of `python -m tests.faults io`: reading, writing and flushing fail in the middle of work."""

import subprocess
import sys

import pytest

from tests.faults.io_errors import FOREVER, LOG, PROJECT, WORKS, Disk, Fault, why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "never")


@pytest.fixture(scope="module")
def disk(tmp_path_factory):
    return Disk(tmp_path_factory.mktemp("disk"))


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_one_sentence_is_said_and_nothing_is_half_done(disk, work):
    done = list(disk.run(work, len(work.files), seed=1))
    assert [f"{one.fault}: {complaint}" for one in done for complaint in one.complaints] == []
    assert all(one.has_failed for one in done)


@pytest.mark.parametrize(("number", "sentence"), [(5, "could not be read or written"), (28, "The disk is full")])
def test_labels_that_do_not_reach_the_log_are_refused(disk, number, sentence):
    labelling = WORKS[0]
    hurt = disk.hurt(labelling, Fault(LOG, "w", number, 300, FOREVER))
    assert hurt.refused
    assert sentence in hurt.said
    assert hurt.complaints == ()


def test_a_file_that_cannot_be_read_is_not_called_something_else(disk):
    for after in range(6):
        hurt = disk.hurt(WORKS[0], Fault(PROJECT, "r", 5, after, FOREVER))
        assert hurt.refused
        assert "not an Annotator project" not in hurt.said


def test_only_the_calls_fail_that_are_meant(disk, tmp_path):
    code = "import os; file = open('meant', 'wb', 0)\nwhile True: print(file.write(b'1234'), flush=True)"
    given = {"FAILING": f"w 28 2 {FOREVER} */meant", "LD_PRELOAD": str(disk.library)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=given, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["4", "4", "2"]
    assert "No space left on device" in done.stderr
