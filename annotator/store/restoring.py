"""Going back to a copy: it takes the place of the project, which is put aside and never lost."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from annotator.errors import ProjectError
from annotator.model import value
from annotator.store import schema
from annotator.store.backup import Progress, copy_database
from annotator.store.copies import REPLACED, folder_of, left_successors, name_of, successor_of
from annotator.store.database import BUSY_SECONDS, faults
from annotator.store.planted import check_nothing_planted
from annotator.translation import mark

DOCUMENTS = "SELECT coalesce(sum(documents), 0) FROM batch WHERE state = 'in'"
SPANS = "SELECT coalesce(sum(n), 0) FROM label_count JOIN batch ON batch.id = label_count.batch WHERE state = 'in'"

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is open, and after its process was killed."""


@value
class Size:
    """What a copy holds."""

    documents: int
    spans: int


def size_of(copy: Path) -> Size | None:
    """Count what a copy holds; None when it cannot be read, or holds what would be run."""
    try:
        with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as file:
            check_nothing_planted(file, copy)
            return Size(file.execute(DOCUMENTS).fetchone()[0], file.execute(SPANS).fetchone()[0])
    except (sqlite3.Error, ProjectError):
        return None


def restore(project: Path, copy: Path, progress: Progress = lambda _: None) -> Path | None:
    """Let a copy take the place of a project; return where that was put, None when there was none.

    Raises ProjectError, and changes nothing, when somebody has the project open or the copy is damaged.
    """
    schema.check_file(copy)
    clear_successors(project)
    new = successor_of(project)
    try:
        copy_database(copy, new, progress)
        _check_sound(copy, new)
        return put_in_place(new, project, REPLACED)
    finally:
        remove(new)


def _check_sound(copy: Path, new: Path) -> None:
    """Raise ProjectError when what was copied is damaged."""
    with faults(copy), closing(sqlite3.connect(new)) as file:
        if file.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise ProjectError(mark("errors", "{path} is damaged as well. Choose another copy."), path=copy)
        file.execute("PRAGMA journal_mode = DELETE")


def put_in_place(new: Path, project: Path, why: str) -> Path | None:
    """Let the file `new` take the place of a project, which is put aside. Raises ProjectError; nothing is changed then.

    From one step to the next there is a whole project under its name, or the one before together with its log.
    """
    project = project.resolve()
    try:
        with new.open("r+b") as file:
            os.fsync(file.fileno())
        if not schema.is_there(project):
            new.rename(project)
            return None
        close_log(project)
        aside = _put_aside(project, why)
        new.replace(project)
    except OSError as error:
        raise ProjectError(
            mark("errors", "{path} could not be replaced: {why}. It is as it was."),
            path=project,
            why=error.strerror or error,
        ) from error
    return aside


def _put_aside(project: Path, why: str) -> Path:
    """Keep a project among the copies, with what SQLite has beside it. Under its own name it stays until replaced."""
    folder_of(project).mkdir(exist_ok=True)
    aside = folder_of(project) / name_of(project, datetime.now(UTC), why)
    try:
        os.link(project, aside)
    except OSError:
        shutil.copy2(project, aside)
    for ending in BESIDE:
        # A log that nobody could read into the file belongs to it, and would spoil the one that takes its place.
        with suppress(FileNotFoundError):
            project.with_name(project.name + ending).rename(aside.with_name(aside.name + ending))
    return aside


def close_log(project: Path) -> None:
    """Bring what the log holds into a project that nobody has open. Raises ProjectError when somebody has."""
    try:
        with closing(sqlite3.connect(project, timeout=BUSY_SECONDS)) as file:
            # With a write-ahead log, whoever has the file open holds a lock that lets nobody be exclusive.
            file.execute("PRAGMA locking_mode = EXCLUSIVE")
            file.execute("BEGIN EXCLUSIVE")
            file.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise ProjectError(
                mark("errors", "{path} is open in another window. Close it there, then do it again."), path=project
            ) from error
        # It is too damaged for SQLite: then it goes as it is.


def clear_successors(project: Path) -> None:
    """Remove what killed processes left beside a project: it holds all that the project or its copy held."""
    for left in left_successors(project):
        with suppress(OSError):
            left.unlink()


def remove(path: Path) -> None:
    """Remove a database file that is not needed any more, with what lies beside it."""
    for ending in ("", *BESIDE):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)
