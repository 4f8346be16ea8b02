"""What the history says of rows that are marked as removed, and of imports: the last word on each counts.

Of people it says too little: they come back without an action of their own (`people`).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress

import orjson
from sqlalchemy import Connection, select, text

from annotator.errors import ProjectError
from annotator.store import Finding, tables
from annotator.store.queries import BATCH_STATES
from annotator.store.rows import Row
from annotator.translation import mark

Mark = tuple[int, int | None]
"""Whether it was removed, 0 or 1, and under which label what had a removed label is shown."""

Marks = dict[tuple[str, int], Mark]
"""By kind (document, label, batch) and id. The batch of an import that was taken back is removed."""

TOLD = """
SELECT edit.kind, edit.before, edit.after FROM edit JOIN action ON action.id = edit.action
WHERE action.seq IS NOT NULL AND edit.kind IN ('document', 'label', 'batch', 'removal', 'labelling')
ORDER BY action.seq, edit.n
"""


def note_mark(marks: Marks, kind: str, before: Row | None, after: Row | None) -> None:
    """Note what one edit says; the later ones must come later. Raises LookupError and the like for a damaged one."""
    given = before if after is None else after
    if given is None:
        return
    id_ = int(given["id"])
    if kind == "removal":
        marks["label", id_] = (0, None) if after is None else (1, int(after["spans_to"]))
    elif kind == "labelling":
        marks["label", id_] = (1, id_ if after is None else int(after["spans_to"]))
    elif kind in ("document", "label", "batch"):
        marks[kind, id_] = (int(after is None), None)


def read_marks(file: sqlite3.Connection) -> Marks:
    """Return what the history of a file says, as far as it can be read."""
    marks: Marks = {}
    for kind, before, after in file.execute(TOLD):
        with suppress(ValueError, TypeError, LookupError):
            note_mark(marks, kind, _row(before), _row(after))
    return marks


def state_of(mark_: Mark) -> str:
    """Return the state of an import's batch that is marked so."""
    return "out" if mark_[0] else "in"


def check_marks(connection: Connection) -> Iterator[Finding]:
    """Yield which labels and imports are not what the history says."""
    marks: Marks = {}
    for kind, before, after in connection.execute(text(TOLD)):
        note_mark(marks, kind, _row(before), _row(after))
    label, batch = tables.label.c, tables.batch.c
    for id_, name, *is_marked in connection.execute(select(label.id, label.name, label.removed, label.spans_to)):
        if marks.get(("label", id_), tuple(is_marked)) != tuple(is_marked):
            sentence = mark("errors", "Whether the label {name} was removed is not what the history says.")
            yield Finding(ProjectError(sentence, name=name))
    for id_, state in connection.execute(select(batch.id, batch.state)):
        told = marks.get(("batch", id_))
        if state not in BATCH_STATES or (told is not None and state != state_of(told)):
            yield Finding(ProjectError(mark("errors", "Whether an import is there is not what the history says.")))


def _row(told: str | None) -> Row | None:
    row: Row | None = None if told is None else orjson.loads(told)
    return row
