"""How far an annotator is with each document, as a table that the list is sorted by.

`progress` and `span_count` have rows only for what somebody has done: in the order of these, what has none would have
to be looked for among all documents. `standing` has a row for every document of the batches named in `standing_of`.
"""

from collections.abc import Callable, Collection

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, select, text, update

from annotator.model import Status
from annotator.store import tables
from annotator.store.database import Database

DOCUMENTS_A_STEP = 2_000
"""So many rows are written in some 15 ms."""

RANKS = {Status.TODO: 0, Status.IN_PROGRESS: 1, Status.DONE: 2, Status.SKIPPED: 3}
"""In this order the list has them."""

RANK = (
    "CASE coalesce(progress.status, 'todo') WHEN 'todo' THEN 0 WHEN 'in_progress' THEN 1 WHEN 'done' THEN 2 ELSE 3 END"
)

HIDDEN_SPANS = (
    "(SELECT count(*) FROM span WHERE span.document = document.id AND span.annotator = :annotator"
    " AND span.label IN (SELECT value FROM json_each(:hidden)))"
)
"""The spans whose labels were removed with them."""

_STEP = """
SELECT :annotator AS annotator, document.id AS document, {rank} AS status,
    coalesce(progress.flagged, 0) AS flagged, coalesce(span_count.n, 0){hidden} AS spans
FROM document
LEFT JOIN progress ON progress.document = document.id AND progress.annotator = :annotator
LEFT JOIN span_count ON span_count.document = document.id AND span_count.annotator = :annotator
WHERE document.batch = :batch AND document.id > :after ORDER BY document.id LIMIT :limit
"""

_FILL = "INSERT INTO standing (annotator, document, status, flagged, spans)"
_AGAIN = (
    "ON CONFLICT (annotator, document) DO UPDATE"
    " SET status = excluded.status, flagged = excluded.flagged, spans = excluded.spans"
)
_WHOLE = text("INSERT OR IGNORE INTO standing_of (annotator, batch) VALUES (:annotator, :batch)")


def _missing(annotator: int) -> Select[tuple[int, int]]:
    batch, of = tables.batch.c, tables.standing_of.c
    known = select(of.batch).where(of.annotator == annotator)
    return select(batch.id, batch.documents).where(batch.state == "in", batch.documents > 0, batch.id.not_in(known))


def is_complete(connection: Connection, annotator: int) -> bool:
    """Return whether each document of the project has its row."""
    return connection.execute(_missing(annotator).limit(1)).first() is None


def count_missing(connection: Connection, annotator: int) -> int:
    """Return how many documents have no row yet."""
    missing: int = connection.execute(
        select(func.coalesce(func.sum(_missing(annotator).subquery().c.documents), 0))
    ).scalar_one()
    return missing


def complete(
    database: Database, annotator: int, hidden: Collection[int], progress: Callable[[float], None] = lambda _: None
) -> None:
    """Make the rows that are missing, in short transactions. `progress` may raise: what was made stays."""
    with database.read() as connection:
        batches = connection.execute(_missing(annotator).order_by(tables.batch.c.id)).all()
    total, made = sum(batch.documents for batch in batches) or 1, 0
    statement = _STEP.format(rank=RANK, hidden=f" - {HIDDEN_SPANS}" if hidden else "")
    given = {"annotator": annotator, "limit": DOCUMENTS_A_STEP}
    if hidden:
        given["hidden"] = "[" + ",".join(map(str, hidden)) + "]"  # type: ignore[assignment]
    for batch in batches:
        after: int | None = 0
        while after is not None:
            after = _fill_step(database, statement, {**given, "batch": batch.id, "after": after})
            made += DOCUMENTS_A_STEP
            progress(min(1.0, made / total))


def _fill_step(database: Database, statement: str, given: dict[str, int]) -> int | None:
    """Make the rows of some documents; return the last one, or None when the batch has no more."""
    last = text(f"SELECT count(*) AS n, max(document) AS last FROM ({statement}) AS step")
    with database.write(flush=False) as connection:
        n, after = connection.execute(last, given).one()
        if n:
            connection.execute(text(f"{_FILL} {statement} {_AGAIN}"), given)
        if n == DOCUMENTS_A_STEP:
            return int(after)
        of = {"annotator": given["annotator"], "batch": given["batch"]}
        connection.execute(_WHOLE, of)
    return None


def forget(connection: Connection) -> None:
    """Let all rows be made anew: other spans are hidden now."""
    connection.execute(delete(tables.standing_of))


_ROW = and_(
    tables.standing.c.annotator == bindparam("of_annotator"), tables.standing.c.document == bindparam("of_document")
)
_COUNT = update(tables.standing).where(_ROW).values(spans=tables.standing.c.spans + bindparam("step"))
_MARK = update(tables.standing).where(_ROW).values(status=bindparam("rank"), flagged=bindparam("flag"))


def count_spans(connection: Connection, document: int, annotator: int, step: int) -> None:
    """Add `step` to the spans of a document, if it has a row."""
    connection.execute(_COUNT, {"of_annotator": annotator, "of_document": document, "step": step})


def mark(connection: Connection, document: int, annotator: int, *, status: str, flagged: int) -> None:
    """Note how far a document is, if it has a row."""
    given = {"of_annotator": annotator, "of_document": document, "rank": RANKS[Status(status)], "flag": flagged}
    connection.execute(_MARK, given)
