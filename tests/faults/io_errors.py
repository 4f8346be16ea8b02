"""Calls of the operating system that fail at a chosen moment, for one of the files that a project is made of.

A small library (`failing_calls.c`) is compiled, and loaded into children before the C library: in them reading,
writing, flushing, cutting or mapping a file fails once, or from then on. A first child, in which nothing fails, tells
how many such calls there are; so the moment is any of them.
"""

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from errno import EIO, ENOSPC, errorcode
from fnmatch import fnmatch
from io import StringIO
from pathlib import Path

from tests.faults import enduring, labelling, one_command, window
from tests.faults.importing import document
from tests.faults.killing import ROOT, reported_by
from tests.faults.one_command import annotator
from tests.faults.soundness import complaints, documents

LIBRARY = Path(__file__).with_name("failing_calls.c")
DOCUMENTS = 100
"""In the dataset that is imported."""
LONGEST = 120
"""Seconds after which a child hangs."""
OF_QT = "This plugin does not support propagateSizeHints()"
"""Said whenever a dialog opens where there is no screen."""
FOREVER = 1_000_000_000

READ, WRITE, FLUSH, CUT, MAP = "r", "w", "s", "t", "m"
PROJECT, LOG, SHARED = "*/faults.annotator", "*/faults.annotator-wal", "*/faults.annotator-shm"
COPIES, EXPORT = "*/faults.annotator-backups/*", "*/*out.jsonl*"
WORKPLACE, MIGRATING, RESTORED = "*/.annotator-*", "*/faults.annotator.migrating*", "*/faults.annotator.*.new*"


def why_not() -> str:
    """Return why no library can be made here; empty when it can."""
    if sys.platform != "linux":
        return "calls are made to fail by LD_PRELOAD, which only Linux has"
    return "" if shutil.which("cc") else "there is no C compiler (cc)"


def make_library(folder: Path) -> Path:
    """Compile the library."""
    library = folder / "failing_calls.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, LIBRARY], check=True)
    return library


@dataclass(frozen=True, slots=True)
class Work:
    """What is done while calls fail: with which files, and what must hold afterwards."""

    name: str
    command: Callable[[Path, int], Sequence[str]]
    prepare: Callable[[Path], None]
    files: tuple[tuple[str, str], ...]
    """Patterns of paths, each with the calls that are made on it."""
    aftermath: Callable[[Path], Iterable[str]] = lambda _path: ()
    documents: int = 0
    """How many an import brings."""


def _prepare_import(path: Path) -> None:
    labelling.prepare(path)
    chance = random.Random(6)
    folder = path.with_name("articles")
    folder.mkdir(exist_ok=True)
    for number in range(DOCUMENTS):
        (folder / f"{number}.txt").write_text(document(chance).document.text, encoding="utf-8")


WORKS = (
    Work(
        "label",
        lambda path, seed: [sys.executable, "-m", enduring.__name__, str(path), str(seed)],
        labelling.prepare,
        ((PROJECT, READ + WRITE + FLUSH), (LOG, READ + WRITE + FLUSH + CUT), (SHARED, READ + WRITE + CUT + MAP)),
    ),
    Work(
        "import",
        lambda path, _: annotator("import", path, path.with_name("articles")),
        _prepare_import,
        ((PROJECT, READ + WRITE + FLUSH), (LOG, READ + WRITE + FLUSH), (SHARED, WRITE + CUT + MAP)),
        documents=DOCUMENTS,
    ),
    Work(
        "window",
        lambda path, seed: [sys.executable, "-m", window.__name__, str(path), str(seed), "20"],
        window.prepare,
        ((PROJECT, READ + WRITE + FLUSH), (LOG, READ + WRITE + FLUSH), (SHARED, WRITE + CUT + MAP)),
    ),
    Work(
        "export",
        lambda path, _: annotator("export", path, path.with_name("out.jsonl"), "--force"),
        one_command.prepare_export,
        ((PROJECT, READ), (SHARED, WRITE + CUT + MAP), (EXPORT, READ + WRITE + FLUSH)),
        one_command.after_export,
    ),
    Work(
        "backup",
        lambda path, _: annotator("backup", path),
        one_command.prepare,
        ((PROJECT, READ), (SHARED, WRITE + CUT + MAP), (COPIES, READ + WRITE + FLUSH + CUT)),
        one_command.after_copying,
    ),
    Work(
        "restore",
        lambda path, _: annotator("restore", path),
        one_command.prepare,
        ((PROJECT, READ + WRITE + FLUSH), (COPIES, READ + WRITE + FLUSH), (RESTORED, READ + WRITE + FLUSH)),
        one_command.after_restoring,
    ),
    Work(
        "erase",
        one_command.erase_command,
        one_command.prepare,
        ((PROJECT, READ + WRITE + FLUSH), (COPIES, READ + WRITE + FLUSH), (WORKPLACE, READ + WRITE + FLUSH)),
        one_command.after_erasing,
    ),
    Work(
        "migrate",
        lambda path, _: annotator("stats", path),
        one_command.prepare_old,
        ((PROJECT, READ + WRITE + FLUSH), (MIGRATING, READ + WRITE + FLUSH)),
        one_command.after_migration,
    ),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Which calls on which files fail, how, from which on and how often."""

    pattern: str
    calls: str
    number: int
    after: int
    times: int

    def __str__(self) -> str:
        return f"{self.calls} of {self.pattern} {errorcode[self.number]} after {self.after}, {self.times} times"


@dataclass(frozen=True, slots=True)
class Hurt:
    """A child some of whose calls failed, or were to fail; and what did not hold afterwards."""

    work: str
    fault: Fault
    has_failed: bool
    refused: bool
    """Whether it said a sentence, instead of doing all of its work."""
    said: str
    complaints: tuple[str, ...]


class Disk:
    """Runs children on a project in a folder, with calls that fail."""

    def __init__(self, folder: Path) -> None:
        self.library = make_library(folder)
        self._folder = folder
        self._path = folder / "project" / "faults.annotator"
        self._log = folder / "log"
        self._calls: dict[str, Counter[tuple[str, ...]]] = {}

    def run(self, work: Work, count: int, seed: int) -> Iterator[Hurt]:
        """Let calls fail so many times, on each of the work's files in turn."""
        for number in range(count):
            chance = random.Random(f"{seed}.{work.name}.{number}")
            pattern, calls = work.files[number % len(work.files)]
            call = chance.choice([one for one in calls if self._count(work, pattern, one)] or [calls])
            among = max(self._count(work, pattern, call), 1)
            times = chance.choice((1, 3, FOREVER))
            yield self.hurt(work, Fault(pattern, call, chance.choice((EIO, ENOSPC)), chance.randrange(among), times))

    def _count(self, work: Work, pattern: str, call: str) -> int:
        """Return how many such calls there are when none fails."""
        if work.name not in self._calls:
            self._prepare(work)
            self._child(work, Fault(f"{self._path.parent}/*", READ + WRITE + FLUSH + CUT + MAP, EIO, FOREVER, 0))
            self._calls[work.name] = Counter(tuple(line.split(" ", 1)) for line in self._told())
        return sum(n for (one, path), n in self._calls[work.name].items() if one == call and fnmatch(path, pattern))

    def _told(self) -> list[str]:
        return self._log.read_text().splitlines() if self._log.exists() else []

    def _prepare(self, work: Work) -> None:
        """Begin with a fresh copy of what the work begins with."""
        begun = self._folder / work.name
        if not begun.exists():
            begun.mkdir()
            with redirect_stdout(StringIO()):
                work.prepare(begun / self._path.name)
        shutil.rmtree(self._path.parent, ignore_errors=True)
        shutil.copytree(begun, self._path.parent)

    def _child(self, work: Work, fault: Fault) -> "subprocess.CompletedProcess[str]":
        self._log.unlink(missing_ok=True)
        failing = f"{fault.calls} {fault.number} {fault.after} {fault.times} {fault.pattern}"
        given = {"LD_PRELOAD": str(self.library), "FAILING": failing, "FAILING_LOG": str(self._log)}
        return subprocess.run(
            work.command(self._path, 7),
            cwd=ROOT,
            env={**os.environ, **given},
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )

    def hurt(self, work: Work, fault: Fault) -> Hurt:
        """Do the work while calls fail, and look at what is left."""
        self._prepare(work)
        before = documents(self._path)
        child = self._child(work, fault)
        reported = reported_by(child.stdout.splitlines(keepends=True), ended=True)
        found = (
            *_not_said(child),
            *complaints(self._path, reported, before, work.documents),
            *work.aftermath(self._path),
        )
        return Hurt(work.name, fault, bool(self._told()), child.returncode == 1, child.stderr, found)


def _not_said(child: "subprocess.CompletedProcess[str]") -> Iterator[str]:
    """Yield what is wrong with how a child ended: it must have done its work, or said in a sentence why not."""
    said = [line for line in child.stderr.splitlines() if line != OF_QT]
    has_told = any(line.startswith("/") for line in child.stdout.splitlines())
    if child.returncode not in (0, 1):
        yield f"it ended with {child.returncode}: {child.stderr[-1_500:]}"
    elif any(not line.startswith("annotator: ") for line in said):
        yield f"it said more than a sentence: {child.stderr[-1_500:]}"
    elif child.returncode and not (said or has_told):
        yield "it failed and said nothing"
