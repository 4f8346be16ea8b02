"""Each writer in the registry gives the same bytes in another process, on another day and in another time zone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WRITING = """
import sys, time
from hashlib import sha256
from pathlib import Path

days, out = int(sys.argv[1]), Path(sys.argv[2])
now = time.time
time.time = lambda: now() + 86_400 * days

from annotator.formats import all_formats, chosen_options
from annotator.report import Report
from annotator.model import Scheme, Label, Kind
from tests.formats.test_conformance import EXAMPLES
from dataclasses import replace

documents = [replace(one, document=replace(one.document, id=at)) for at, one in enumerate(EXAMPLES.values(), 1)]
scheme = Scheme((Label(1, "PERSON"), Label(2, "NAME"), Label(3, "met", Kind.RELATION), Label(4, "news", Kind.DOCUMENT)))
for format_ in all_formats():
    if format_.writes:
        path = out / f"{format_.name}{format_.suffixes[0]}"
        format_.write(documents, scheme, path, chosen_options(format_, {}), Report())
        files = sorted(path.rglob("*")) if format_.folder else [path]
        for file in files:
            if file.is_file():
                print(file.relative_to(out).as_posix(), sha256(file.read_bytes()).hexdigest())
"""


def written(folder: Path, days: int, seed: str, zone: str) -> list[str]:
    """The names of all files and the hashes of what is in them."""
    folder.mkdir()
    surroundings = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", WRITING, str(days), str(folder)],
        capture_output=True, text=True, check=False, env=surroundings,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.timeout(120)
def test_every_writer_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    first = written(tmp_path / "first", 0, "1", "UTC")
    assert len(first) > 20
    assert written(tmp_path / "second", 400, "2", "Asia/Baku") == first
