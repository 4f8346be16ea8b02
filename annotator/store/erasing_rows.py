"""The rows of a document that is erased for good, in a copy as on a server: its own, and those of its history."""

from collections.abc import Iterator

import orjson
from sqlalchemy import Connection, text

from annotator.errors import AnnotatorError, ProjectError
from annotator.store.database import DAMAGED
from annotator.store.history import insert_action
from annotator.store.history_rows import COUNTED_EDITS, stamped_action
from annotator.store.past import OF_DOCUMENT
from annotator.store.tables import metadata
from annotator.store.undo import ERASURE
from annotator.translation import mark

NOT_THERE = mark("errors", "The article is not in the project any more. Choose another one.")

ERASED = "Erased in part"
"""The title of actions that were not about the document alone; theirs may quote it."""

HISTORY = (
    "CREATE TEMP TABLE concerned (id BIGINT PRIMARY KEY)",
    (
        "INSERT INTO concerned SELECT action FROM touched WHERE document = :document "
        f"UNION SELECT action FROM edit WHERE kind != 'import' AND {OF_DOCUMENT} = :document"
    ),
    f"DELETE FROM edit WHERE {OF_DOCUMENT} = :document",
    "DELETE FROM touched WHERE document = :document",
    (
        "CREATE TEMP TABLE alone AS SELECT DISTINCT root FROM action WHERE id IN (SELECT id FROM concerned) "
        "AND NOT EXISTS (SELECT 1 FROM edit JOIN action AS other ON other.id = edit.action "
        "WHERE other.root = action.root)"
    ),
    # Each action that goes is looked for there, on a server.
    "CREATE INDEX touched_action ON touched (action)",
    "DELETE FROM action WHERE root IN (SELECT root FROM alone)",
    "DROP INDEX touched_action",
    (
        "UPDATE action SET title = :erased WHERE id IN (SELECT id FROM concerned) "
        "AND root NOT IN (SELECT edit.action FROM edit WHERE kind IN ('batch', 'labelling', 'removal'))"
    ),
    (
        "UPDATE action SET title = :erased WHERE root IN (SELECT id FROM concerned) "
        "AND EXISTS (SELECT 1 FROM edit WHERE edit.action = action.root AND kind = 'labelling') "
        "AND NOT EXISTS (SELECT 1 FROM touched WHERE touched.action = action.root)"
    ),
    # The import, which may be named by the file that it came from.
    (
        "UPDATE action SET title = :erased, source = NULL "
        "WHERE root = (SELECT batch FROM document WHERE id = :document) "
        "AND (SELECT count(*) FROM document AS other WHERE other.batch = action.root) = 1"
    ),
    f"UPDATE action SET edits = {COUNTED_EDITS} WHERE id IN (SELECT id FROM concerned)",
)
"""Removes the edits of a document, the actions that have no others, and what the titles of the rest may quote."""

TEXTS = text(f"SELECT before, after FROM edit WHERE kind = 'document' AND {OF_DOCUMENT} = :document")
FORGET_TEXT = text(
    "DELETE FROM text_version WHERE sha256 = :sha256 AND NOT EXISTS (SELECT 1 FROM document WHERE sha256 = :sha256)"
)


def erase_rows(connection: Connection, document: int, line: tuple[str, str] | None) -> bool:
    """Remove all rows of a document but those that follow from others; return whether there was such a document.

    `line` is who erases, and the title of the action that says so. Raises ProjectError.
    """
    texts = _texts(connection, document)
    if not texts:
        return False
    if line is not None:
        _write_line(connection, *line)
    for statement in HISTORY:
        given = {"document": document, "erased": ERASED}
        connection.execute(text(statement), {name: one for name, one in given.items() if f":{name}" in statement})
    _stamp_erased(connection)
    for table in ("concerned", "alone"):
        connection.execute(text(f"DROP TABLE {table}"))
    for table in _with_document():
        connection.execute(text(f"DELETE FROM {table} WHERE document = :document"), {"document": document})
    connection.execute(text("DELETE FROM document WHERE id = :document"), {"document": document})
    for sha256 in texts:
        connection.execute(FORGET_TEXT, {"sha256": sha256})
    return True


def _stamp_erased(connection: Connection) -> None:
    """Let the checksums of the actions that have another title now, or fewer edits, vouch for that."""
    changed = text("SELECT * FROM action WHERE title = :erased OR id IN (SELECT id FROM concerned)")
    for row in connection.execute(changed, {"erased": ERASED}).mappings().all():
        stamp = {"id": row["id"], "checksum": stamped_action(row)["checksum"]}
        connection.execute(text("UPDATE action SET checksum = :checksum WHERE id = :id"), stamp)


def _texts(connection: Connection, document: int) -> set[str]:
    """Return the sha256 of each text that the document ever had; none when there is no such document."""
    present = text("SELECT sha256 FROM document WHERE id = :document")
    found = set(connection.execute(present, {"document": document}).scalars())
    if not found:
        return set()
    try:
        earlier = [orjson.loads(one) for row in connection.execute(TEXTS, {"document": document}) for one in row if one]
        return found | {one["sha256"] for one in earlier}
    except (ValueError, LookupError, TypeError) as error:
        raise ProjectError("{why}", why=AnnotatorError(DAMAGED)) from error


def _write_line(connection: Connection, annotator: str, title: str) -> None:
    """Say in the history that something was erased, not what. It comes first: no number of an action is given twice."""
    who = text("SELECT id FROM annotator WHERE name = :name AND removed = 0")
    person = connection.execute(who, {"name": annotator}).scalar()
    if person is None:
        raise ProjectError(mark("errors", "The project has no annotator {name}. Nothing was changed."), name=annotator)
    insert_action(connection, title, person, 0, source=ERASURE)


def _with_document() -> Iterator[str]:
    """Yield the tables whose rows are of a document."""
    return (table.name for table in reversed(metadata.sorted_tables) if "document" in table.c)
