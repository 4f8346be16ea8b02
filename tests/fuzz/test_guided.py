"""The short form of `python -m tests.fuzz.guided`, where atheris is installed."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.fuzz.__main__ import ROOT


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed: it is the extra fuzz, for Linux")
def test_it_reads_inputs_and_finds_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.guided", "text", "--seconds", "3", "--corpus", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert "stat::number_of_executed_units" in done.stderr
    assert list(tmp_path.glob("finding-*")) == []
