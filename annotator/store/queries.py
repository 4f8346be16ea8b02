"""Reading: documents by keyset pages, never all rows; each row compared with its checksum."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select, text

from annotator.errors import AnnotatorError, ProjectError
from annotator.model import (
    Annotator,
    Scheme,
    Status,
)
from annotator.store import Totals, tables
from annotator.store.checksums import checksum
from annotator.store.database import DAMAGED
from annotator.store.names import Names
from annotator.store.rows import KINDS, Fields, RowKind
from annotator.translation import mark

HASHES_A_QUERY = 500

BATCH_STATES = ("open", "in", "out")


NONSENSE = (LookupError, TypeError, ValueError, AttributeError)
"""What comes of a row that is as it was written, and makes no sense."""


PARTS = {
    "text": mark("errors", "text"),
    "span": mark("errors", "span"),
    "list of spans": mark("errors", "list of spans"),
    "document row": mark("errors", "document row"),
    "label row": mark("errors", "label row"),
    "annotator row": mark("errors", "annotator row"),
    "span row": mark("errors", "span row"),
    "relation row": mark("errors", "relation row"),
    "document_label row": mark("errors", "row of a label for articles"),
    "note row": mark("errors", "note row"),
    "progress row": mark("errors", "progress row"),
    "place row": mark("errors", "place row"),
    "verdict row": mark("errors", "verdict row"),
}
"""What can be damaged, in words that are translated."""


def damaged(what: str, id_: int, title: str = "") -> ProjectError:
    """Return the error for a row that is not as it was written."""
    name = f"“{title}”" if title else str(id_)
    return ProjectError(
        mark(
            "errors",
            "The {what} of {name} is damaged: it is not what was written. Go back to a copy or repair it (File menu; "
            "“annotator restore”, “annotator check --repair”). On a server, ask whoever runs it for a copy.",
        ),
        what=AnnotatorError(PARTS.get(what, what)),
        name=name,
    )


def checked_value(kind: RowKind, row: Fields, names: Names) -> Any:
    """Return a row's value. Raises ProjectError when the row is not as it was written."""
    if checksum(kind, row) != row["checksum"]:
        raise damaged(f"{kind.name} row", row["id"], str(row.get("title") or row.get("name") or ""))
    try:
        return kind.from_row(row, names)
    except NONSENSE as error:  # What it names is not there, or somebody has made up a row with its checksum.
        raise damaged(f"{kind.name} row", row["id"]) from error


def visible() -> Any:
    """Return the condition that a document is part of the project."""
    return and_(tables.document.c.removed == 0, tables.batch.c.state == "in")


def visible_documents(*columns: Any) -> Select[Any]:
    """Select from the documents that are part of the project."""
    return select(*columns).join(tables.batch, tables.batch.c.id == tables.document.c.batch).where(visible())


def read_known_texts(connection: Connection, hashes: Sequence[str]) -> set[str]:
    """Return those of the hashes that are of a text in the project."""
    known: set[str] = set()
    sha256 = tables.document.c.sha256
    for at in range(0, len(hashes), HASHES_A_QUERY):
        some = hashes[at : at + HASHES_A_QUERY]
        known |= set(connection.execute(visible_documents(sha256).where(sha256.in_(some))).scalars())
    return known


_DAMAGED_BATCH = (
    select(tables.batch.c.id)
    .where(
        tables.batch.c.state.not_in(BATCH_STATES)
        | ~select(tables.action.c.id).where(tables.action.c.id == tables.batch.c.id).exists()
    )
    .limit(1)
)


_LOST_BATCH = text("""
WITH RECURSIVE known(id) AS (
    SELECT min(batch) FROM document
    UNION ALL SELECT (SELECT min(batch) FROM document WHERE batch > known.id) FROM known WHERE known.id IS NOT NULL
)
SELECT known.id FROM known WHERE known.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM batch WHERE batch.id = known.id)
LIMIT 1
""")
"""From one import to the next by the index: among a million documents, hardly a thousand imports."""


def check_batches(connection: Connection) -> None:
    """Raise ProjectError when the row of an import is damaged: its documents would be in no list."""
    if any(connection.execute(wrong).first() is not None for wrong in (_DAMAGED_BATCH, _LOST_BATCH)):
        raise ProjectError(DAMAGED)


def read_names(connection: Connection) -> Names:
    """Return the names of all labels and annotators; removed ones only by their ids, which rows may refer to.

    What is damaged has none: reading what refers to it says so.
    """
    names = Names()
    spans_to, kinds = {}, {}
    for row in connection.execute(select(tables.label)).mappings():
        if checksum(KINDS["label"], row) != row["checksum"]:
            continue
        names.labels[row["id"]], kinds[row["id"]] = row["name"], row["kind"]
        if not row["removed"]:
            names.label_ids[row["kind"], row["name"]] = row["id"]
        elif row["spans_to"] is not None:
            spans_to[row["id"]] = row["spans_to"]
    if any(kinds.get(to) != kinds[id_] for id_, to in spans_to.items()):
        raise ProjectError(DAMAGED)
    names.learn_removed(spans_to)
    for row in connection.execute(_annotators()).mappings():
        if checksum(KINDS["annotator"], row) != row["checksum"]:
            continue
        names.annotators[row["id"]] = row["name"]
        if not row["removed"]:
            names.annotator_ids[row["name"]] = row["id"]
    return names


def last_document(connection: Connection) -> int:
    """Return the highest id that a document has, seen or not; 0 without any."""
    last: int = connection.execute(select(func.coalesce(func.max(tables.document.c.id), 0))).scalar_one()
    return last


def read_scheme(connection: Connection) -> Scheme:
    """Return the labels that are shown, in their order."""
    columns = tables.label.c
    rows = connection.execute(select(tables.label).order_by(columns.position, columns.id)).mappings()
    return Scheme(_shown(KINDS["label"], rows))


def read_annotators(connection: Connection) -> tuple[Annotator, ...]:
    """Return the people who have a layer, in order of id."""
    rows = connection.execute(_annotators()).mappings()
    return _shown(KINDS["annotator"], rows)


def _shown(kind: RowKind, rows: Iterable[Fields]) -> tuple[Any, ...]:
    """Return the values that were not removed. All are compared with their checksums: one may say so falsely."""
    values = []
    for row in rows:
        if not row["removed"]:
            values.append(checked_value(kind, row, Names()))
        elif checksum(kind, row) != row["checksum"]:
            raise damaged(f"{kind.name} row", row["id"], str(row["name"]))
    return tuple(values)


def _annotators() -> Select[Any]:
    """Select everybody, also who is gone, in order of id: one statement, for each has to be compiled."""
    return select(tables.annotator).order_by(tables.annotator.c.id)


def read_totals(connection: Connection, annotator: int) -> Totals:
    """Count the documents, and those that the annotator has done or flagged."""
    batch, count = tables.batch.c, tables.status_count.c
    documents = connection.execute(
        select(func.coalesce(func.sum(batch.documents), 0)).where(batch.state == "in")
    ).scalar_one()
    counted = (
        select(count.status, count.flagged, func.sum(count.n))
        .join(tables.batch, batch.id == count.batch)
        .where(batch.state == "in", count.annotator == annotator)
        .group_by(count.status, count.flagged)
    )
    done = flagged = 0
    for status, is_flagged, n in connection.execute(counted).all():
        done += n if status == Status.DONE else 0
        flagged += n if is_flagged else 0
    return Totals(documents, done, flagged)


def read_label_counts(connection: Connection, names: Names, annotator: int) -> dict[str, int]:
    """Return how many spans of the annotator have each label; labels without any are left out."""
    batch, count = tables.batch.c, tables.label_count.c
    counted = (
        select(count.label, func.sum(count.n))
        .join(tables.batch, batch.id == count.batch)
        .where(batch.state == "in", count.annotator == annotator)
        .group_by(count.label)
    )
    counts: Counter[str] = Counter()
    for label, n in connection.execute(counted).all():
        if n and label not in names.hidden:
            counts[names.labels[label]] += n
    return dict(counts)


THEIRS = (
    "SELECT DISTINCT {table}.annotator FROM {table} CROSS JOIN document ON document.id = {table}.document "
    "CROSS JOIN batch ON batch.id = document.batch WHERE document.removed = 0 AND batch.state = 'in'"
)
"""In this order of the joins: SQLite would begin with the documents, which are more than the rows."""


def read_layers(connection: Connection, names: Names) -> tuple[str, ...]:
    """Return the names of the annotators who have annotations in documents that are there."""
    batch, count = tables.batch.c, tables.label_count.c
    counted = (
        select(count.annotator)
        .join(tables.batch, batch.id == count.batch)
        .where(batch.state == "in", count.n > 0, count.label.not_in(names.hidden))
    )
    found = set(connection.execute(counted.distinct()).scalars())
    for table in (tables.relation, tables.document_label, tables.note):
        if found >= set(names.annotator_ids.values()):
            break
        shown = f" AND label NOT IN ({','.join(map(str, names.hidden))})" if "label" in table.c and names.hidden else ""
        found |= set(connection.execute(text(THEIRS.format(table=table.name) + shown)).scalars())
    return tuple(sorted(names.annotators[id_] for id_ in found))
