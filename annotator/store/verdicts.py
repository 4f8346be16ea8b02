"""What was decided about suggestions: in one document, and of each label altogether."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from annotator.model import Verdict
from annotator.store import tables
from annotator.store.names import Names
from annotator.store.queries import checked_value, visible_documents
from annotator.store.rows import KINDS

Record = tuple[int, int]
"""How many suggestions were accepted, and how many rejected."""


def read_verdicts(connection: Connection, names: Names, document: int) -> tuple[Verdict, ...]:
    """Return what everybody decided in a document, in order. Raises ProjectError when a row is damaged."""
    kind, table = KINDS["verdict"], tables.verdict
    shown = select(table).where(table.c.document == document, table.c.label.not_in(names.hidden))
    rows = connection.execute(shown.order_by(table.c.id)).mappings()
    return tuple(checked_value(kind, row, names) for row in rows)


def read_record(connection: Connection, names: Names, annotator: int) -> Mapping[str, Record]:
    """Count what an annotator decided in documents that are there, by label."""
    verdict = tables.verdict.c
    counted = (
        visible_documents(verdict.label, verdict.accepted, func.count())
        .join(tables.verdict, verdict.document == tables.document.c.id)
        .where(verdict.annotator == annotator, verdict.label.not_in(names.hidden))
        .group_by(verdict.label, verdict.accepted)
    )
    counts: Counter[tuple[str, int]] = Counter()
    for label, accepted, n in connection.execute(counted).all():
        counts[names.labels[label], accepted] += n
    return {label: (counts[label, 1], counts[label, 0]) for label, _ in counts}


def read_decided_forms(connection: Connection, names: Names, annotator: int) -> Mapping[tuple[str, str], Record]:
    """Count what an annotator decided in documents that are there, by the text of the stretch and the label."""
    verdict = tables.verdict.c
    form = func.substr(tables.document.c.text, verdict.start + 1, verdict.end - verdict.start)
    decided = (
        visible_documents(form, verdict.label, verdict.accepted)
        .join(tables.verdict, verdict.document == tables.document.c.id)
        .where(verdict.annotator == annotator)
    )
    counts: Counter[tuple[str, str, int]] = Counter(
        (text, names.labels[label], accepted) for text, label, accepted in connection.execute(decided).all()
    )
    return {(text, label): (counts[text, label, 1], counts[text, label, 0]) for text, label, _ in counts}


def read_rejecting(connection: Connection, names: Names, annotator: int) -> list[int]:
    """Return the documents that are there in which an annotator rejected something, the last one last."""
    verdict = tables.verdict.c
    rejected = (
        visible_documents(verdict.document, func.max(verdict.id).label("last"))
        .join(tables.verdict, verdict.document == tables.document.c.id)
        .where(verdict.annotator == annotator, verdict.accepted == 0, verdict.label.not_in(names.hidden))
        .group_by(verdict.document)
    )
    return [document for document, _ in sorted(connection.execute(rejected).all(), key=lambda row: row.last)]
