"""Kill a child process at a chosen moment, and learn what it had reported until then.

A child reports by lines on its standard output, each written out at once:

    ready            it has opened the project and begins
    span ID          a span is committed and may be painted
    going ID         a span is about to be removed, by an undo for instance: it may be there or not
    written          a part of an import is in the file, which nobody may see yet
    imported N       an import of N documents is closed

A line counts only when it is whole.
"""

import random
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Moment:
    """When to kill: so many lines and then so many seconds after the start."""

    lines: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Victim:
    """A kind of child: its command line for a project, a number and a seed; and when to kill it.

    The moment may depend on how many seconds it takes that is not killed, if it ends by itself.
    """

    name: str
    command: Callable[[Path, int], Sequence[str]]
    moment: Callable[[random.Random, float], Moment]
    prepare: Callable[[Path], None]
    """Makes the project that all rounds work on, one after the other."""
    is_endless: bool = True
    """Whether it works until it is killed, and says what it does; or may end, and says nothing."""
    aftermath: Callable[[Path], Iterable[str]] = lambda _path: ()
    """Yields what else does not hold of the project, once it was opened again."""
    rounds_of_a_project: int = 10


@dataclass(frozen=True, slots=True)
class Reported:
    """What a child had said. `ended`: it was done before it could be killed."""

    spans: frozenset[int]
    going: frozenset[int]
    imported: int
    lines: int
    ended: bool


def run_and_kill(command: Sequence[str], moment: Moment) -> Reported:
    """Start a child, kill it at the moment with SIGKILL, and return what it reported."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        lines = []
        while len(lines) < moment.lines and (line := child.stdout.readline()):
            lines.append(line)
        try:
            child.wait(moment.seconds)
        except subprocess.TimeoutExpired:
            child.kill()
        lines += child.stdout.readlines()
    if child.returncode > 0:
        raise RuntimeError(f"{command} failed by itself, with status {child.returncode}")
    return reported_by([line for line in lines if line.endswith("\n")], ended=child.returncode == 0)


def reported_by(lines: Sequence[str], *, ended: bool) -> Reported:
    """Return what a child said by whole lines."""
    there: set[int] = set()
    going: set[int] = set()
    imported = 0
    for line in lines:
        what, _, number = line.partition(" ")
        match what:
            case "span":
                there.add(int(number))
                going.discard(int(number))
            case "going":
                there.discard(int(number))
                going.add(int(number))
            case "imported":
                imported += int(number)
    return Reported(frozenset(there), frozenset(going), imported, len(lines), ended)
