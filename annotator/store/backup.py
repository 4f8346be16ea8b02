"""Making a copy of a project while people work on it: in steps, checked, and only then given its name.

SQLite's backup API copies one state of the database. With a write-ahead log nobody waits for it; with a rollback
journal whoever writes waits for one step, and the copying begins anew when something was written meanwhile.
"""

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotator.errors import AnnotatorError, ProjectError
from annotator.model import value
from annotator.store import Finding, integrity
from annotator.store.access import may_write, uri_to_read
from annotator.store.copies import (
    INTERVAL,
    UNFINISHED,
    Copy,
    copy_at,
    folder_of,
    is_due,
    left_successors,
    let_go,
    list_copies,
    made_while_working,
    name_of,
)
from annotator.store.database import BUSY_SECONDS, DAMAGED, Database, faults
from annotator.store.planted import check_nothing_planted
from annotator.translation import mark

STEP = 100
"""Pages that are copied at once: 400 kB."""
PAUSE = 0.001
"""Seconds between two steps, for those who wait for the disk."""
BEGINNINGS = 5
"""A copy that is overtaken so often by what others write is given up until the next time."""

LEFT_BEHIND_AFTER = 24 * 60 * 60
"""Seconds after which an unfinished copy is taken for one whose process was killed."""

Progress = Callable[[float], None]

_NOT_MADE = mark(
    "errors",
    "No copy of {project} could be made in {folder}: {why}. What you do is saved all the same.",
)


@value
class Backup:
    """What came of looking after a project: the copy, if one was due and sound, and what is wrong with the file."""

    copy: Copy | None
    findings: tuple[Finding, ...]


def back_up(
    project: Path,
    *,
    interval: timedelta = INTERVAL,
    keep: bool = True,
    progress: Progress = lambda _: None,
) -> Backup:
    """Copy a project file and check the copy, which is kept when it is sound, one is due and something has changed.

    The copies that are too old are let go. `progress` may raise, which ends it and leaves nothing. Raises
    ProjectError when there is no room, or the folder beside the project cannot be written.
    """
    now = datetime.now(UTC)
    wanted = keep and is_due(list_copies(project), now, interval)
    with _explained(project), _place(project, wanted=wanted) as folder:
        name = name_of(project, now)
        part = folder / f"{name}.{os.getpid()}{UNFINISHED}"
        try:
            findings = _copied_and_checked(project, part, progress)
            if findings or not wanted or not _is_new(project, part):
                return Backup(None, findings)
            made = _finish(part, name)
        finally:
            _remove(part)
        for copy in let_go(list_copies(project), now):
            with suppress(OSError):
                copy.path.unlink()
        return Backup(made, findings)


@contextmanager
def _explained(project: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ProjectError(
            _NOT_MADE, project=project, folder=folder_of(project), why=error.strerror or error
        ) from error


@contextmanager
def _place(project: Path, *, wanted: bool) -> Iterator[Path]:
    """Give the folder for a copy: that of the copies, or one that is gone afterwards. There is room in it."""
    folder = folder_of(project)
    if wanted:
        folder.mkdir(exist_ok=True)
    if wanted or os.access(folder, os.W_OK):
        _clear((*folder.glob(f"*{UNFINISHED}*"), *left_successors(project)))
        _check_room(project, folder)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix=_temporary(os.getpid())) as name:
        _check_room(project, Path(name))
        yield Path(name)


def _temporary(process: int) -> str:
    return f"annotator-{process}-"


def forget(project: Path, process: int) -> None:
    """Remove what a process left that was killed while it copied the project."""
    for part in folder_of(project).glob(f"*.{process}{UNFINISHED}*"):
        with suppress(OSError):
            part.unlink()
    for folder in Path(tempfile.gettempdir()).glob(f"{_temporary(process)}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _clear(parts: Iterable[Path]) -> None:
    """Remove the copies that were never finished."""
    for part in parts:
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > LEFT_BEHIND_AFTER:
                part.unlink()


def _check_room(project: Path, folder: Path) -> None:
    """Raise ProjectError when a copy would leave less room than it takes itself: the next label needs some."""
    if shutil.disk_usage(folder).free < 2 * project.stat().st_size:
        raise ProjectError(
            _NOT_MADE, project=project, folder=folder, why=AnnotatorError(mark("errors", "there is no room for it"))
        )


def copy_database(source: Path, target: Path, progress: Progress = lambda _: None) -> None:
    """Copy a database, as it is now, in short steps. Raises ProjectError."""
    with faults(source), closing(_connect(source)) as old, faults(target), closing(sqlite3.connect(target)) as new:
        if old.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            # One state from the first step to the last, whatever others write: their log takes it.
            old.execute("BEGIN")
            old.execute("SELECT 1 FROM sqlite_master").fetchone()
        old.backup(new, pages=STEP, progress=_followed(progress))


def _connect(source: Path) -> sqlite3.Connection:
    if not may_write(source):
        return sqlite3.connect(uri_to_read(source), uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection = sqlite3.connect(source, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _followed(progress: Progress) -> Callable[[int, int, int], None]:
    """Return what SQLite calls after each step: half of the work is then done when all is copied."""
    before, beginnings = -1, 0

    def follow(_status: int, remaining: int, total: int) -> None:
        nonlocal before, beginnings
        if remaining >= before >= 0:
            beginnings += 1
        before = remaining
        if beginnings >= BEGINNINGS:
            raise ProjectError(
                mark("errors", "The project is written to all the time. It will be copied when that is over.")
            )
        progress((1 - remaining / max(total, 1)) / 2)
        time.sleep(PAUSE)

    return follow


def _copied_and_checked(project: Path, part: Path, progress: Progress) -> tuple[Finding, ...]:
    try:
        copy_database(project, part, progress)
        with closing(Database(part)) as copy:
            return tuple(integrity.check_copy(copy, lambda share: progress((1 + share) / 2)))
    except ProjectError as error:
        if DAMAGED not in str(error):
            raise
        return (Finding(ProjectError(DAMAGED)),)


def _is_new(project: Path, part: Path) -> bool:
    """Return whether something was done since the newest copy."""
    newest = next(iter(made_while_working(list_copies(project))), None)
    return newest is None or last_action(newest.path) != last_action(part)


def last_action(path: Path) -> tuple[int, int] | None:
    """Return the number and the id of the last action in a file that nobody writes; None when it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as file:
            check_nothing_planted(file, path)
            found = file.execute("SELECT seq, id FROM action ORDER BY seq DESC LIMIT 1").fetchone()
    except (sqlite3.Error, ProjectError):
        return None
    return (0, 0) if found is None else (int(found[0] or 0), int(found[1]))


def _finish(part: Path, name: str) -> Copy:
    """Bring a checked copy to the disk, and give it its name."""
    with part.open("r+b") as file:
        os.fsync(file.fileno())
    path = part.with_name(name)
    part.rename(path)
    made = copy_at(path)
    assert made is not None
    return made


def _remove(part: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            part.with_name(part.name + ending).unlink(missing_ok=True)
