"""How far a project is: documents by status, spans by label, time by annotator. Sums that the database makes."""

from collections import Counter, defaultdict

from sqlalchemy import Connection, func, select

from annotator.model import Kind, Status
from annotator.store import LONGEST_PAUSE, Share, Statistics, tables
from annotator.store.history_rows import check_action
from annotator.store.names import Names
from annotator.store.queries import read_scheme, visible_documents


def read_statistics(connection: Connection, names: Names) -> Statistics:
    """Return the sums over the documents that are part of the project; memory does not grow with them."""
    batch, annotator = tables.batch.c, tables.annotator.c
    documents = connection.execute(
        select(func.coalesce(func.sum(batch.documents), 0)).where(batch.state == "in")
    ).scalar_one()
    statuses, flagged = _progress(connection)
    spans, work = _spans(connection, names), _work(connection)
    for id_ in (*statuses, *spans, *work):
        names.annotators[id_]  # Whoever has done something is there, if the file is sound.
    people = connection.execute(select(annotator.id).where(annotator.removed == 0).order_by(annotator.id)).scalars()
    shares = tuple(
        Share(
            names.annotators[id_],
            {Status.TODO: documents - statuses[id_].total(), **statuses[id_]},
            flagged[id_],
            dict(spans[id_]),
            *work.get(id_, (0, 0)),
        )
        for id_ in people
    )
    found = {name for share in shares for name in share.spans}
    ordered = [label.name for label in read_scheme(connection).of_kind(Kind.SPAN) if label.name in found]
    return Statistics(documents, (*ordered, *sorted(found - set(ordered))), shares)


def _progress(connection: Connection) -> tuple[dict[int, Counter[Status]], Counter[int]]:
    """Count documents by annotator and status, but for those that are to do, and flagged ones by annotator."""
    progress = tables.progress.c
    columns = (progress.annotator, progress.status, progress.flagged)
    counted = (
        visible_documents(*columns, func.count())
        .join(tables.progress, progress.document == tables.document.c.id)
        .group_by(*columns)
    )
    statuses: defaultdict[int, Counter[Status]] = defaultdict(Counter)
    flagged: Counter[int] = Counter()
    for annotator, status, is_flagged, n in connection.execute(counted).all():
        if status != Status.TODO:
            statuses[annotator][Status(status)] += n
        flagged[annotator] += n if is_flagged else 0
    return statuses, flagged


def _spans(connection: Connection, names: Names) -> dict[int, Counter[str]]:
    """Count spans by annotator and by the name of the label that they are shown under."""
    batch, count = tables.batch.c, tables.label_count.c
    counted = (
        select(count.annotator, count.label, func.sum(count.n))
        .join(tables.batch, batch.id == count.batch)
        .where(batch.state == "in", count.n > 0, count.label.not_in(names.hidden))
        .group_by(count.annotator, count.label)
    )
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for annotator, label, n in connection.execute(counted).all():
        found[annotator][names.labels[label]] += n
    return found


def _work(connection: Connection) -> dict[int, tuple[int, int]]:
    """Count each annotator's actions, and sum up the pauses between them, in milliseconds, that are not too long."""
    in_order = select(tables.action).where(tables.action.c.seq.is_not(None)).order_by(tables.action.c.seq)
    actions, milliseconds, last = Counter[int](), Counter[int](), dict[int, int]()
    with connection.execute(in_order.execution_options(yield_per=1000)) as found:
        for action in found.mappings():
            check_action(action)
            person, at = action["annotator"], action["at"]
            pause = at - last.get(person, at)
            actions[person] += 1
            milliseconds[person] += pause if 0 <= pause <= LONGEST_PAUSE else 0
            last[person] = at
    return {person: (actions[person], milliseconds[person]) for person in actions}
