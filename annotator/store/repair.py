"""Repairing a damaged project: a new file of all that is left, with a report of what is not; the old one is put aside.

Where only rows are damaged and the copy has them, they are put back and the history stays. Else everything that is
whole goes into a new project, whose history begins with that.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.errors import AnnotatorError, ProjectError
from annotator.model import value
from annotator.store import integrity, schema
from annotator.store.backup import copy_database
from annotator.store.checksums import checksum
from annotator.store.copies import DAMAGED, Copy, list_copies
from annotator.store.database import Database
from annotator.store.derived_anew import make_derived
from annotator.store.history_mending import mend_history
from annotator.store.planted import holds_code, refuse_code
from annotator.store.queries import PARTS
from annotator.store.rescue import rescue
from annotator.store.restoring import close_log, put_in_place
from annotator.store.rows import KINDS, Row, RowKind
from annotator.store.salvage import open_to_read, scan
from annotator.store.told_marks import Marks, read_marks, state_of
from annotator.store.whole_rows import Witness, whole, witness_of
from annotator.translation import mark

Progress = Callable[[float], None]


@value
class Repaired:
    """What a repair did. `from_copy` and `missing` have a sentence for each thing."""

    aside: Path | None
    """Where the damaged file is kept."""
    keeps_history: bool
    documents: int
    spans: int
    from_copy: tuple[AnnotatorError, ...] = ()
    missing: tuple[AnnotatorError, ...] = ()


def repair(project: Path, progress: Progress = lambda _: None) -> Repaired:
    """Put a sound file in the place of a damaged one, which is put aside.

    Raises ProjectError, and changes nothing, when somebody has the project open or nothing of it is left.
    """
    project = project.resolve()
    refuse_code(project)
    _check_not_newer(project)
    close_log(project)
    copies = [copy for copy in list_copies(project) if not holds_code(copy.path)]
    with TemporaryDirectory(prefix=".annotator-repair-", dir=project.parent) as name:
        new = Path(name) / f"new{project.suffix}"
        made = _mend(project, new, copies) or _rescue(project, new, copies)
        progress(0.8)
        with closing(Database(new)) as database:
            left = list(integrity.check_copy(database, lambda share: progress(0.8 + share / 5)))
        if left:
            raise ProjectError(
                mark("errors", "{path} could not be repaired: {why} It is as it was. Go back to a copy."),
                path=project,
                why=left[0].error,
            )
        return Repaired(put_in_place(new, project, DAMAGED), *made)


def _check_not_newer(project: Path) -> None:
    """Raise ProjectError when a newer program has made the project: what is wrong there cannot be known here."""
    try:
        found = schema.revision(project)
    except ProjectError:
        return
    if found.isdecimal() and found > schema.REVISION:
        schema.bring_up_to_date(project)


Made = tuple[bool, int, int, tuple[AnnotatorError, ...], tuple[AnnotatorError, ...]]
"""All of Repaired but its first."""


def _rescue(project: Path, new: Path, copies: Sequence[Copy]) -> Made:
    rescued = rescue(project, new, [copy.path for copy in copies if copy.why != DAMAGED])
    if not rescued.documents:
        raise ProjectError(
            mark("errors", "Nothing of a project is left in {path}, nor in copies beside it. It is as it was."),
            path=project,
        )
    return False, rescued.documents, rescued.spans, rescued.from_copy, rescued.missing


# --- a file of which SQLite finds everything


def _mend(project: Path, new: Path, copies: Sequence[Copy]) -> Made | None:
    """Put rows from the copies in the place of damaged ones; None when that does not make the project sound."""
    try:
        copy_database(project, new)
        schema.check_file(new)
        _make_indexes(new)
        schema.bring_copy_up_to_date(new)
        with closing(sqlite3.connect(new, isolation_level=None)) as file:
            beside = [copy.path for copy in copies]
            replaced = _replace_damaged(file, new, beside)
            kept, doubtful = mend_history(file, new, beside)
            make_derived(file)
            documents, spans = file.execute(TOTAL).fetchone()
        with closing(Database(new)) as database:
            if any(integrity.check_copy(database)):
                raise ProjectError
    except (ProjectError, sqlite3.Error, UnicodeDecodeError):
        for path in new.parent.glob(f"{new.name}*"):
            path.unlink()
        return None
    return True, documents, spans, (*replaced, *kept), tuple(doubtful)


def _make_indexes(new: Path) -> None:
    """Make the indexes anew. Raises ProjectError when SQLite does not find everything then."""
    with closing(sqlite3.connect(new, isolation_level=None)) as file:
        file.execute("REINDEX")
        if file.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise ProjectError


PUT_BACK = mark("errors", "The {what} of {name} is from a copy.")

TOTAL = """
SELECT coalesce(sum(documents), 0), (SELECT coalesce(sum(n), 0) FROM label_count JOIN batch ON batch.id = batch
WHERE state = 'in') FROM batch WHERE state = 'in'
"""


def _replace_damaged(file: sqlite3.Connection, new: Path, copies: Sequence[Path]) -> list[AnnotatorError]:
    """Write the rows of a copy over damaged ones, and let imports be as the history says; return what was replaced.

    Raises ProjectError when no copy has such a row.
    """
    told = []
    with closing(open_to_read(new)) as reading:
        witness, marks = witness_of(reading), read_marks(reading)
        for kind in KINDS.values():
            for id_, row in _damaged(reading, kind, witness):
                if row is None:
                    row = _marked(kind, _row_of(copies, kind, id_), marks)
                    what, name = AnnotatorError(PARTS[f"{kind.name} row"]), row.get("title") or row.get("name")
                    told.append(AnnotatorError(PUT_BACK, what=what, name=name or str(id_)))
                columns = ", ".join(f'"{column}" = :{column}' for column in row if column != "id")
                file.execute(f"UPDATE {kind.table.name} SET {columns} WHERE id = :id", row)
        states = [(state_of(mark_), id_) for (name, id_), mark_ in marks.items() if name == "batch"]
        file.executemany("UPDATE batch SET state = ? WHERE id = ?", states)
    return told


def _damaged(file: sqlite3.Connection, kind: RowKind, witness: Witness) -> list[tuple[int, Row | None]]:
    """Return the ids of damaged rows, each with the row where that is known all the same."""
    found = ((row, whole(kind, row, witness)) for row in scan(file, kind.table.name, "ORDER BY rowid"))
    return [(row["id"], was) for row, was in found if was != row]


def _row_of(copies: Sequence[Path], kind: RowKind, id_: int) -> Row:
    """Return a whole row of the first copy that has it. Raises ProjectError when none has."""
    for copy in copies:
        with suppress(sqlite3.Error, UnicodeDecodeError), closing(open_to_read(copy)) as file:
            witness = witness_of(file)
            for found in scan(file, kind.table.name, "WHERE id = ?", id_):
                row = whole(kind, found, witness)
                if row is not None:
                    return row
    raise ProjectError


def _marked(kind: RowKind, row: Row, marks: Marks) -> Row:
    """Return a row of a copy, which may be older, marked as the history says."""
    if (kind.name, row["id"]) not in marks:
        return row
    removed, spans_to = marks[kind.name, row["id"]]
    marked = {**row, "removed": removed, **({"spans_to": spans_to} if "spans_to" in row else {})}
    return {**marked, "checksum": checksum(kind, marked)}
