"""The history as it is read: what was done, what it changed, and the way back to any point of it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, text

from annotator.edits import Edit
from annotator.errors import EditError
from annotator.model import Document, Relation, Span
from annotator.store import PastAction
from annotator.store.feed import as_edits
from annotator.store.history_rows import LACKS_EDITS, check_action, damaged_history, read_edit
from annotator.store.names import Names
from annotator.store.rows import FLIPS, KINDS, Row
from annotator.translation import mark

ACTIONS = """
SELECT * FROM action
WHERE seq IS NOT NULL AND seq < :before ORDER BY seq DESC LIMIT :limit
"""

ACTIONS_OF = """
SELECT * FROM action
WHERE id IN (
    SELECT action FROM touched WHERE document = :document UNION SELECT batch FROM document WHERE id = :document
)
AND seq IS NOT NULL AND seq < :before ORDER BY seq DESC LIMIT :limit
"""

OF_DOCUMENT = (
    "CASE WHEN kind IN ('document', 'import') THEN json_extract(coalesce(after, before), '$.id')"
    " ELSE json_extract(coalesce(after, before), '$.document') END"
)
"""The document that an edit is about, if it is about one."""

EDITS = "SELECT * FROM edit WHERE action = :action AND kind != 'import' {of} ORDER BY n LIMIT :limit"
OF = f"AND {OF_DOCUMENT} = :document"

SINCE = """
SELECT edit.* FROM action CROSS JOIN edit ON edit.action = action.id
WHERE action.seq > :seq ORDER BY action.seq, edit.n
"""
SINCE_OF = f"""
SELECT edit.* FROM touched CROSS JOIN action ON action.id = touched.action CROSS JOIN edit ON edit.action = action.id
WHERE touched.document = :document AND action.seq > :seq AND ({OF_DOCUMENT} = :document OR edit.kind = 'labelling')
ORDER BY action.seq, edit.n
"""

LACKING = f"SELECT 1 FROM action WHERE id = :action AND {LACKS_EDITS}"
LACKING_SINCE = f"SELECT id FROM action WHERE seq > :seq AND {LACKS_EDITS} LIMIT 1"
LACKING_SINCE_OF = (
    "SELECT action.id FROM touched CROSS JOIN action ON action.id = touched.action "
    f"WHERE touched.document = :document AND action.seq > :seq AND {LACKS_EDITS} LIMIT 1"
)

LAST = 2**63 - 1
FIRST_WRITTEN = (Document, Span, Relation)
"""What comes is written in this order, and what goes in the opposite one: a relation leads to spans."""


def read_past(
    connection: Connection, names: Names, *, document: int | None, before: int | None, limit: int
) -> list[PastAction]:
    """Return what was done, the newest first; of one document only, if one is named."""
    given = {"before": before or LAST, "limit": limit}
    if document is None:
        rows = connection.execute(text(ACTIONS), given).mappings().all()
    else:
        rows = connection.execute(text(ACTIONS_OF), {**given, "document": document}).mappings().all()
    for row in rows:
        check_action(row)
    return [
        PastAction(row["id"], row["seq"], row["at"], names.annotators[row["annotator"]], row["title"], row["depth"])
        for row in rows
    ]


def read_changes(connection: Connection, names: Names, action: int, *, document: int | None, limit: int) -> list[Edit]:
    """Return what an action changed, as far as it can be listed: neither imports nor labels with all their spans."""
    statement = EDITS.format(of="" if document is None else OF)
    given = {"action": action, "limit": limit, **({} if document is None else {"document": document})}
    if connection.execute(text(LACKING), given).first() is not None:
        raise damaged_history(action)
    rows = [row for row in connection.execute(text(statement), given) if row.kind not in FLIPS]
    return as_edits(rows, names)


def edits_back(connection: Connection, names: Names, seq: int, *, document: int | None, annotator: str) -> list[Edit]:
    """Return the edits that lead back to how it was after the action with that `seq`.

    What others have labelled stays. Raises EditError when an import, or a label with all its spans, came or went since.
    """
    statement = SINCE if document is None else SINCE_OF
    given = {"seq": seq, **({} if document is None else {"document": document})}
    then: dict[tuple[str, int], tuple[Row | None, Row | None]] = {}
    for row in connection.execute(text(statement), given):
        if row.kind in (*FLIPS, "import"):
            raise EditError(
                mark(
                    "errors",
                    "An import, a label with all its spans, or one for very many places came or went since. Undo leads "
                    "back, step by step.",
                )
            )
        if row.kind == "annotator":
            continue
        before, after = read_edit(row)
        key = (row.kind, (before or after or {})["id"])
        then[key] = (then[key][0] if key in then else before, after)
    lacking = connection.execute(text(LACKING_SINCE if document is None else LACKING_SINCE_OF), given).scalar()
    if lacking is not None:
        raise damaged_history(lacking)
    mine = names.annotator(annotator)
    return _sorted(
        Edit(_value(kind, now, names), _value(kind, was, names))
        for (kind, _), (was, now) in then.items()
        if not _same(kind, was, now) and (now or was or {}).get("annotator", mine) == mine
    )


def _same(kind: str, one: Row | None, other: Row | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(one[column] == other[column] for column in KINDS[kind].columns)


def _value(kind: str, row: Row | None, names: Names) -> Any:
    return None if row is None else KINDS[kind].from_row(row, names)


def _sorted(edits: Iterable[Edit]) -> list[Edit]:
    def rank(edit: Edit) -> tuple[int, int]:
        made = edit.after or edit.before
        kind = next((n for n, one in enumerate(FIRST_WRITTEN) if isinstance(made, one)), 1)
        return (0, -kind) if edit.after is None else (1, kind)

    return sorted(edits, key=rank)
