"""An import's documents as rows, and the statements that write them: compiled once, many rows at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any, TypeVar

import orjson
from sqlalchemy import Connection, insert

from annotator.errors import EditError
from annotator.ids import new_id, new_ids
from annotator.model import AnnotatedDocument, DocumentLabel, Note, Progress, Relation, Status, value
from annotator.store import tables
from annotator.store.checksums import checksum, span_checksums
from annotator.store.database import Database
from annotator.store.derived import FIELDS_BETWEEN
from annotator.store.history_rows import edit_values
from annotator.store.names import Names
from annotator.store.rows import (
    KINDS,
    SPAN_COLUMNS,
    Row,
    document_row,
    encodable,
    kind_of,
)
from annotator.translation import mark

METADATA = [column.name for column in tables.document.c].index("metadata")

T = TypeVar("T")
Other = Relation | DocumentLabel | Note | Progress

FURTHER = (Status.TODO, Status.IN_PROGRESS, Status.SKIPPED, Status.DONE)


_ANNOTATOR = itemgetter(SPAN_COLUMNS.index("annotator"))


@value
class Layers:
    """Into whose layer annotations go: all into `only`, else those that name nobody into that of `unnamed`."""

    unnamed: str
    only: str | None = None

    def of(self, name: str) -> str:
        """Return the annotator in the project for one that a file names."""
        return self.only or name or self.unnamed


class Rows:
    """Documents and their annotations as rows, with ids of this project."""

    def __init__(
        self,
        documents: Sequence[tuple[AnnotatedDocument, str]],
        names: Names,
        layers: Layers,
        batch: int,
        n: int,
        *,
        keep_ids: bool,
    ) -> None:
        self.batch = batch
        self.documents: list[tuple[Any, ...]] = []
        self.edits: list[tuple[Any, ...]] = []
        self.counts: list[tuple[int, int, int]] = []
        self.layer_counts: list[tuple[int, str, int]] = []
        self.spans: list[tuple[Any, ...]] = []
        self.others: dict[str, list[dict[str, Any]]] = {}
        self.people: set[int] = set()
        """Whoever has something in the documents."""
        self._names = names
        self._layers = layers
        self._keep_ids = keep_ids
        for number, (document, sha256) in enumerate(documents):
            with encodable(document.document.title):
                self._add(document, sha256, n + number)

    def _add(self, document: AnnotatedDocument, sha256: str, n: int) -> None:
        id_ = document.document.id if self._keep_ids else new_id()
        row = document_row(document.document) | {"id": id_, "sha256": sha256}
        stamp = checksum(KINDS["document"], row)
        _, *fields = row.values()
        self.documents.append((id_, self.batch, *fields, 0, 1, stamp, document.text))
        total = self._add_spans(document, id_) + self._add_others(document, id_)
        after = b'{"id":%d,"sha256":"%s","checksums":%d}' % (id_, sha256.encode(), total)
        self.edits.append(edit_values(self.batch, n, "import", None, after.decode()))

    def _add_spans(self, document: AnnotatedDocument, document_id: int) -> int:
        spans = document.spans
        label_ids = {name: self._names.label_ids["span", name] for name in {span.label for span in spans}}
        people = {span.annotator for span in spans}
        annotator_ids = {name: self._names.annotator(self._layers.of(name)) for name in people}
        ids: Iterable[int] = (span.id for span in spans) if self._keep_ids else new_ids(len(spans))
        rows = [
            (
                id_,
                document_id,
                span.start,
                span.end,
                label_ids[span.label],
                annotator_ids[span.annotator],
                orjson.dumps(span.pieces).decode() if span.pieces else None,
                orjson.dumps(span.attributes).decode() if span.attributes else None,
                span.note or None,
            )
            for id_, span in zip(ids, spans, strict=True)
        ]
        stamps = span_checksums(rows)
        layers = Counter(map(_ANNOTATOR, rows))
        self.people |= layers.keys()
        self.counts += [(document_id, annotator, n) for annotator, n in layers.items()]
        self.spans += [(*row, 1, stamp) for row, stamp in zip(rows, stamps, strict=True)]
        return sum(stamps)

    def _add_others(self, document: AnnotatedDocument, document_id: int) -> int:
        if not others_of(document):
            return 0
        first = len(self.spans) - len(document.spans)
        own = {span.id: row[0] for span, row in zip(document.spans, self.spans[first:], strict=True)}
        total, counted = 0, Counter[str]()
        layered = [replace(made, annotator=self._layers.of(made.annotator)) for made in others_of(document)]
        for made in one_progress_each(layered):
            kind = kind_of(made)
            row = {**kind.to_row(made, self._names), "document": document_id}
            self.people.add(row["annotator"])
            if not self._keep_ids:
                row["id"] = new_id()
            if kind.name == "relation":
                row |= _ends(document, row, own)
            row |= {"rev": 1, "checksum": checksum(kind, row)}
            total += row["checksum"]
            self.others.setdefault(kind.name, []).append(row)
            counted[kind.name] += 1
        self.layer_counts += [(document_id, kind_name, n) for kind_name, n in counted.items()]
        return total


def _ends(document: AnnotatedDocument, relation: Row, own: Mapping[int, int]) -> Row:
    """Return the spans that a relation leads from and to, by the ids of this project."""
    try:
        return {end: own[relation[end]] for end in ("source", "target")}
    except KeyError as error:
        raise EditError(
            mark("errors", "A relation of “{title}” leads to a span that is not in it."), title=document.document.title
        ) from error


class Statements:
    """The statements of an import; most rows go in the way that is quickest with the database."""

    def __init__(self, database: Database) -> None:
        self._insert = database.insert

    def documents(self, connection: Connection, rows: Rows) -> None:
        """Write documents, their history and how many annotations they have."""
        self._insert(connection, tables.document, rows.documents)
        self._insert(connection, tables.edit, rows.edits)
        self._insert(connection, tables.span_count, rows.counts)
        self._insert(connection, tables.layer_count, rows.layer_counts)
        fields = [row[0] for row in rows.documents if row[METADATA] != "{}"]
        if fields:
            connection.exec_driver_sql(FIELDS_BETWEEN, (min(fields), max(fields)))

    def spans(self, connection: Connection, spans: Sequence[tuple[Any, ...]]) -> None:
        """Write spans."""
        self._insert(connection, tables.span, spans)

    def others(self, connection: Connection, rows: Rows) -> None:
        """Write everything in the layers but spans."""
        for name, some in rows.others.items():
            connection.execute(insert(KINDS[name].table), some)

    def counts(
        self,
        connection: Connection,
        batch: int,
        spans: Counter[tuple[int, int]],
        progress: Counter[tuple[int, str, int]],
    ) -> None:
        """Write how many spans have each label, and how far how many documents are."""
        if progress:
            connection.execute(
                insert(tables.status_count),
                [
                    {"batch": batch, "annotator": annotator, "status": status, "flagged": flagged, "n": n}
                    for (annotator, status, flagged), n in progress.items()
                ],
            )
        if spans:
            connection.execute(
                insert(tables.label_count),
                [
                    {"batch": batch, "label": label, "annotator": annotator, "n": n}
                    for (label, annotator), n in spans.items()
                ],
            )


def others_of(document: AnnotatedDocument) -> tuple[Other, ...]:
    """Return everything in a document's layers but its spans."""
    return (*document.relations, *document.document_labels, *document.notes, *document.progress)


def one_progress_each(layered: Sequence[Other]) -> Iterator[Other]:
    """Yield everything, of each annotator's progress one: layers that become one are as far as the one least far."""
    progress: dict[str, Progress] = {}
    for made in layered:
        if isinstance(made, Progress):
            other = progress.get(made.annotator)
            progress[made.annotator] = made if other is None else _joined(other, made)
        else:
            yield made
    yield from progress.values()


def _joined(one: Progress, other: Progress) -> Progress:
    notes = dict.fromkeys(note for note in (one.note, other.note) if note)
    status = min(one.status, other.status, key=FURTHER.index)
    return replace(one, status=status, flagged=one.flagged or other.flagged, note="\n".join(notes))


def slices(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Cut rows into runs of at most `size`."""
    return (rows[at : at + size] for at in range(0, len(rows), size))
