"""Erasing a document for good: out of the rows, the history, the full text, the log and every copy.

A new file is written without it, by VACUUM, so that no page holds what was there before; it takes the place of the
project in one step. That takes as long as copying, and nobody may have the project open meanwhile.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.errors import ProjectError
from annotator.ids import new_id
from annotator.model import value
from annotator.store import integrity, schema
from annotator.store.backup import copy_database
from annotator.store.copies import folder_of
from annotator.store.database import Database, faults
from annotator.store.derived_anew import make_derived
from annotator.store.history import now
from annotator.store.past import OF_DOCUMENT
from annotator.store.restoring import close_log, remove
from annotator.store.tables import metadata
from annotator.store.undo import ERASURE
from annotator.translation import mark

Progress = Callable[[float], None]

WORKPLACE = ".annotator-erase-"
"""Beside the project: what a killed process left there goes with the next erasure."""

ERASED = "Erased in part"
"""The title of actions that were not about the document alone; theirs may quote it."""


@value
class Erased:
    """How many copies were written anew without the document, and which could not be read and were removed."""

    copies: int
    removed: tuple[Path, ...]


def erase(project: Path, document: int, annotator: str, title: str, progress: Progress = lambda _: None) -> Erased:
    """Erase a document for good. `title` is that of the line which then stands in the history.

    Raises ProjectError, and erases nothing, when somebody has the project open, or it has no such document or is
    damaged.
    """
    project = project.resolve()
    schema.check_file(project)
    schema.bring_up_to_date(project)
    close_log(project)
    _clear(project)
    with TemporaryDirectory(prefix=WORKPLACE, dir=project.parent) as name:
        new = Path(name) / project.name
        texts = _without(project, new, document, (annotator, title))
        if texts is None:
            raise ProjectError(mark("errors", "The article is not in the project any more. Choose another one."))
        progress(0.4)
        with closing(Database(new)) as database:
            for finding in integrity.check_copy(database):
                raise ProjectError(
                    mark("errors", "{path} is damaged, and nothing was erased: {why}"),
                    path=project,
                    why=finding.message,
                )
        _replace(new, project)
        progress(0.6)
        return _erase_from_copies(project, document, Path(name), progress)


def _clear(project: Path) -> None:
    import shutil

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
        new = workplace / path.name
        try:
            close_log(path)
            if _without(path, new, document, None) is not None:
                _replace(new, path)
                copies += 1
        except (ProjectError, sqlite3.Error, UnicodeDecodeError):
            remove(path)
            removed.append(path)
        finally:
            remove(new)
    return Erased(copies, tuple(removed))


def _remove_unless_beside(path: Path, found: list[Path]) -> None:
    """Remove what is no copy, such as one that was never finished; what lies beside a copy goes with that."""
    if not any(path.name.startswith(other.name) and other != path and other.exists() for other in found):
        with suppress(OSError):
            path.unlink()


def _without(path: Path, new: Path, document: int, line: tuple[str, str] | None) -> set[str] | None:
    """Write a database anew without a document; return None when it does not have it. Raises ProjectError.

    `line` is who erases, and the title of the action that says so.
    """
    work = new.with_name(new.name + ".work")
    copy_database(path, work)
    try:
        with faults(path), closing(sqlite3.connect(work, isolation_level=None)) as file:
            file.execute("PRAGMA secure_delete = ON")
            file.execute("PRAGMA journal_mode = DELETE")
            texts = _texts(file, document)
            if not texts:
                return None
            file.execute("BEGIN")
            if line is not None:
                _write_line(file, *line)
            _erase_history(file, document)
            _erase_rows(file, document, texts)
            file.execute("COMMIT")
            make_derived(file)
            file.execute("VACUUM INTO ?", (str(new),))
        with closing(sqlite3.connect(new)) as file:
            file.execute("PRAGMA journal_mode = WAL")
        return texts
    finally:
        remove(work)


def _texts(file: sqlite3.Connection, document: int) -> set[str]:
    """Return the sha256 of each text that the document ever had; none when there is no such document."""
    found = {row[0] for row in file.execute("SELECT sha256 FROM document WHERE id = ?", (document,))}
    earlier = (
        "SELECT json_extract(before, '$.sha256'), json_extract(after, '$.sha256') FROM edit "
        "WHERE kind = 'document' AND json_extract(coalesce(after, before), '$.id') = ?"
    )
    return found | {sha256 for row in file.execute(earlier, (document,)) for sha256 in row if found and sha256}


def _write_line(file: sqlite3.Connection, annotator: str, title: str) -> None:
    """Say in the history that something was erased, not what. It comes first: no number of an action is given twice."""
    person = file.execute("SELECT id FROM annotator WHERE name = ? AND removed = 0", (annotator,)).fetchone()
    if person is None:
        raise ProjectError(mark("errors", "The project has no annotator {name}. Nothing was changed."), name=annotator)
    id_ = new_id()
    file.execute(
        "INSERT INTO action (id, seq, title, annotator, at, root, depth, source) "
        "SELECT ?, coalesce(max(seq), 0) + 1, ?, ?, ?, ?, 0, ? FROM action",
        (id_, title, person[0], now(), id_, ERASURE),
    )


def _erase_history(file: sqlite3.Connection, document: int) -> None:
    """Remove the edits of a document, the actions that have no others, and what the titles of the rest may quote."""
    given = {"document": document, "erased": ERASED}
    file.execute("CREATE TEMP TABLE concerned (id INTEGER PRIMARY KEY)")
    file.execute(
        "INSERT INTO concerned SELECT action FROM touched WHERE document = :document "
        f"UNION SELECT action FROM edit WHERE kind != 'import' AND {OF_DOCUMENT} = :document",
        {"document": document},
    )
    file.execute(f"DELETE FROM edit WHERE {OF_DOCUMENT} = :document", {"document": document})
    file.execute("DELETE FROM touched WHERE document = :document", {"document": document})
    file.execute(
        "CREATE TEMP TABLE alone AS SELECT DISTINCT root FROM action WHERE id IN (SELECT id FROM concerned) "
        "AND NOT EXISTS (SELECT 1 FROM edit JOIN action AS other ON other.id = edit.action "
        "WHERE other.root = action.root)"
    )
    file.execute("DELETE FROM action WHERE root IN (SELECT root FROM alone)")
    file.execute(
        "UPDATE action SET title = :erased WHERE id IN (SELECT id FROM concerned) "
        "AND root NOT IN (SELECT edit.action FROM edit WHERE kind IN ('batch', 'labelling', 'removal'))",
        given,
    )
    file.execute(
        "UPDATE action SET title = :erased WHERE root IN (SELECT id FROM concerned) "
        "AND EXISTS (SELECT 1 FROM edit WHERE edit.action = action.root AND kind = 'labelling') "
        "AND NOT EXISTS (SELECT 1 FROM touched WHERE touched.action = action.root)",
        given,
    )
    # The import, which may be named by the file that it came from.
    file.execute(
        "UPDATE action SET title = :erased, source = NULL "
        "WHERE root = (SELECT batch FROM document WHERE id = :document) "
        "AND (SELECT count(*) FROM document AS other WHERE other.batch = action.root) = 1",
        given,
    )


def _erase_rows(file: sqlite3.Connection, document: int, texts: set[str]) -> None:
    for table in _with_document():
        file.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
    file.execute("DELETE FROM document WHERE id = ?", (document,))
    for sha256 in texts:
        file.execute(
            "DELETE FROM text_version WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM document WHERE sha256 = ?1)",
            (sha256,),
        )


def _with_document() -> Iterator[str]:
    """Yield the tables whose rows are of a document."""
    return (table.name for table in reversed(metadata.sorted_tables) if "document" in table.c)
