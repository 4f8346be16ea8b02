"""The copies of a project beside it: which there are, when a new one is due, and which are let go.

They lie in `NAME.annotator-backups/`, each named by the time (UTC) when it was made. A project that was put aside, for
another one took its place, has a word behind the time, and is never let go by itself.
"""

import os
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotator.ids import new_id
from annotator.model import value

STAMP = "%Y%m%dT%H%M%S%f"
UNFINISHED = ".part"
"""The suffix of a copy that is being made, or was when its process was killed."""
LONGEST = 200
"""Bytes of a name to which an ending is put: file systems let no name have more than 255."""

REPLACED, DAMAGED = "replaced", "damaged"
"""Why a project was put aside: somebody went back to a copy, or had it repaired."""

INTERVAL = timedelta(hours=1)
HOURS, DAYS, WEEKS = timedelta(days=1), timedelta(days=31), timedelta(days=366)
"""Up to that age one copy is kept for each hour, for each day, for each week."""

MOST_BYTES = 2 * 1024**3
"""Above this, the oldest go first; the newest two stay whatever they take."""
ALWAYS_KEPT = 2


@value
class Copy:
    """A copy of a project. `why` says why it was put aside; empty for one that was made while people worked."""

    path: Path
    at: datetime
    why: str
    size: int


def folder_of(project: Path) -> Path:
    """Return where the copies of a project lie; the folder need not exist."""
    return project.with_name(project.name + "-backups")


def name_of(project: Path, at: datetime, why: str = "") -> str:
    """Return the file name of a copy."""
    return f"{at.astimezone(UTC):{STAMP}}{'-' if why else ''}{why}{project.suffix}"


def successor_of(project: Path) -> Path:
    """Return a new name beside a project, for the file that is to take its place when it is whole."""
    return project.with_name(f"{_beginning(project)}.{new_id()}.new")


def _beginning(project: Path) -> str:
    """Return as much of a project's name as leaves room for an ending."""
    name = project.name
    while len(os.fsencode(name)) > LONGEST:
        name = name[:-1]
    return name


def left_successors(project: Path) -> list[Path]:
    """Return what processes that were killed left of files that were to take a project's place."""
    name = re.compile(rf"{re.escape(_beginning(project))}\.\d+\.new(-wal|-shm|-journal)?")
    try:
        return [path for path in project.parent.iterdir() if name.fullmatch(path.name)]
    except OSError:
        return []


def list_copies(project: Path) -> tuple[Copy, ...]:
    """Return the copies that there are, the newest first."""
    try:
        found = [copy_at(path) for path in folder_of(project).iterdir() if path.suffix == project.suffix]
    except OSError:
        return ()
    return tuple(sorted((copy for copy in found if copy), key=lambda copy: copy.path.name, reverse=True))


def copy_at(path: Path) -> Copy | None:
    """Return the copy that a file is by its name; None when it is none."""
    stamp, _, why = path.stem.partition("-")
    try:
        return Copy(path, datetime.strptime(stamp, STAMP).replace(tzinfo=UTC), why, path.stat().st_size)
    except (ValueError, OSError):
        return None


def made_while_working(copies: Iterable[Copy]) -> list[Copy]:
    """Return those that were not put aside."""
    return [copy for copy in copies if not copy.why]


def is_due(copies: Sequence[Copy], now: datetime, interval: timedelta) -> bool:
    """Return whether the newest copy is older than the interval, or younger than now: then the clock was put back."""
    ages = [now - copy.at for copy in made_while_working(copies)]
    return not any(timedelta(0) <= age < interval for age in ages)


def let_go(copies: Sequence[Copy], now: datetime, most_bytes: int = MOST_BYTES) -> list[Copy]:
    """Return the copies that are no longer needed, by age and by what all of them take; never the newest two."""
    kept: list[Copy] = []
    gone: list[Copy] = []
    seen: set[tuple[str, int]] = set()
    size = 0
    for copy in sorted(made_while_working(copies), key=lambda one: one.at, reverse=True):
        period = _period(copy.at, now)
        if len(kept) >= ALWAYS_KEPT and (period is None or period in seen or size + copy.size > most_bytes):
            gone.append(copy)
            continue
        kept.append(copy)
        size += copy.size
        if period is not None:
            seen.add(period)
    return gone


def _period(at: datetime, now: datetime) -> tuple[str, int] | None:
    """Return the hour, the day or the week of which one copy is kept; None when it is too old for any."""
    seconds = int(at.timestamp())
    for name, length, reach in (("hour", 3_600, HOURS), ("day", 86_400, DAYS), ("week", 7 * 86_400, WEEKS)):
        if now - at < reach:
            return name, seconds // length
    return None
