"""Erasing a document for good: out of the rows, the history, the full text, the log and every copy.

A new file is written without it, by VACUUM, so that no page holds what was there before; it takes the place of the
project in one step. That takes as long as copying, and nobody may have the project open meanwhile.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.addresses import Address
from annotator.errors import ProjectError
from annotator.model import value
from annotator.store import integrity, schema
from annotator.store.backup import copy_database
from annotator.store.copies import folder_of
from annotator.store.database import Database, faults
from annotator.store.derived_anew import make_derived
from annotator.store.erasing_rows import NOT_THERE, erase_rows
from annotator.store.opening import check_driver
from annotator.store.restoring import clear_successors, close_log, remove
from annotator.translation import mark

Progress = Callable[[float], None]

WORKPLACE = ".annotator-erase-"
"""Beside the project: what a killed process left there goes with the next erasure."""


@value
class Erased:
    """How many copies were written anew without the document, and which could not be read and were removed."""

    copies: int
    removed: tuple[Path, ...]


def erase(project: Address, document: int, annotator: str, title: str, progress: Progress = lambda _: None) -> Erased:
    """Erase a document for good. `title` is that of the line which then stands in the history.

    Raises ProjectError, and erases nothing, when somebody has the project open, or it has no such document or is
    damaged.
    """
    if isinstance(project, Path):
        return _erase_from_file(project.resolve(), document, (annotator, title), progress)
    check_driver()
    from annotator.store.server_erasing import erase_on_server

    erase_on_server(project, document, (annotator, title), progress)
    return Erased(0, ())


def _erase_from_file(project: Path, document: int, line: tuple[str, str], progress: Progress) -> Erased:
    schema.check_file(project)
    schema.bring_up_to_date(project)
    close_log(project)
    _clear(project)
    with _explained(project):
        workplace = TemporaryDirectory(prefix=WORKPLACE, dir=project.parent)
    with workplace as name:
        with _explained(project):
            _write_anew(project, document, line, Path(name), progress)
        return _erase_from_copies(project, document, Path(name), progress)


@contextmanager
def _explained(project: Path) -> Iterator[None]:
    """Say what the system says, up to the moment when the new file takes the place of the old one."""
    try:
        yield
    except OSError as error:
        raise ProjectError(
            mark("errors", "{path} could not be written anew: {why}. Nothing was erased; make room and do it again."),
            path=project,
            why=error.strerror or error,
        ) from error


def _write_anew(project: Path, document: int, line: tuple[str, str], workplace: Path, progress: Progress) -> None:
    """Put a file without the document in the place of the project."""
    new = workplace / f"new{project.suffix}"
    if not _without(project, new, document, line):
        raise ProjectError(NOT_THERE)
    progress(0.4)
    with closing(Database(new)) as database:
        for finding in integrity.check_copy(database):
            raise ProjectError(
                mark("errors", "{path} is damaged, and nothing was erased: {why}"),
                path=project,
                why=finding.error,
            )
    _replace(new, project)
    progress(0.6)


def _clear(project: Path) -> None:
    import shutil

    clear_successors(project)
    for left in project.parent.glob(f"{WORKPLACE}*"):
        shutil.rmtree(left, ignore_errors=True)


def _replace(new: Path, project: Path) -> None:
    """Let the new file take the place of the old one, of which nothing is kept."""
    import os
    import shutil

    with new.open("r+b") as file:
        os.fsync(file.fileno())
    shutil.copymode(project, new)
    for ending in ("-wal", "-shm", "-journal"):
        project.with_name(project.name + ending).unlink(missing_ok=True)
    new.replace(project)


def _erase_from_copies(project: Path, document: int, workplace: Path, progress: Progress) -> Erased:
    """Write every copy anew that has the document; one that cannot be read is removed, for who knows what it holds."""
    copies, removed = 0, []
    found = sorted(path for path in folder_of(project).glob("*") if path.is_file())
    for number, path in enumerate(found):
        progress(0.6 + 0.4 * number / len(found))
        if path.suffix != project.suffix:
            _remove_unless_beside(path, found)
            continue
        new = workplace / f"new{path.suffix}"
        try:
            schema.check_file(path)
            close_log(path)
            if _without(path, new, document, None):
                _replace(new, path)
                copies += 1
        except (ProjectError, sqlite3.Error, UnicodeDecodeError, OSError):
            _remove_copy(path)
            removed.append(path)
        finally:
            remove(new)
    return Erased(copies, tuple(removed))


def _remove_copy(path: Path) -> None:
    remove(path)
    if path.exists():
        raise ProjectError(
            mark(
                "errors",
                "The article is erased from the project, but the copy {path} can be neither written nor removed. "
                "Remove it yourself: it may still have the article.",
            ),
            path=path,
        )


def _remove_unless_beside(path: Path, found: list[Path]) -> None:
    """Remove what is no copy, such as one that was never finished; what lies beside a copy goes with that."""
    if not any(path.name.startswith(other.name) and other != path and other.exists() for other in found):
        with suppress(OSError):
            path.unlink()


def _without(path: Path, new: Path, document: int, line: tuple[str, str] | None) -> bool:
    """Write a database anew without a document; return False when it does not have it. Raises ProjectError.

    `line` is who erases, and the title of the action that says so.
    """
    work = new.with_name(new.name + ".work")
    copy_database(path, work)
    try:
        schema.bring_copy_up_to_date(work)
        with closing(Database(work, rollback_journal=True)) as database:
            database.let_rows_refer_to_what_is_missing()  # A damaged copy may have some already.
            with database.write() as connection:
                if not erase_rows(connection, document, line):
                    return False
        with faults(path), closing(sqlite3.connect(work, isolation_level=None)) as file:
            make_derived(file)
            # As bytes: a path may be no text, and sqlite3 takes only texts for one.
            file.execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(new),))
        with closing(sqlite3.connect(new)) as file:
            file.execute("PRAGMA journal_mode = WAL")
        return True
    finally:
        remove(work)
