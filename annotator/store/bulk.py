"""Bulk import: one action, written in short transactions while it is open.

What an open action wrote is invisible until the last, short transaction closes it. Each transaction
holds the database for some milliseconds, so that others label on beside it.
"""

import hashlib
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

import orjson
from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from annotator.distinct_colors import unused_label_color
from annotator.errors import ConflictError
from annotator.ids import go_past, new_id
from annotator.model import AnnotatedDocument, Annotator, Kind, Label, Scheme
from annotator.store import tables
from annotator.store.bulk_rows import Layers, Rows, Statements, others_of, slices
from annotator.store.checksums import checksum
from annotator.store.database import BUSY_PAUSE, Database
from annotator.store.history import RowEdit, There, Written, kept_edit
from annotator.store.history_rows import edit_row
from annotator.store.in_use import check_labels
from annotator.store.leftovers import clear_away
from annotator.store.names import Names
from annotator.store.open_action import begin, end, sign_of_life
from annotator.store.queries import last_document
from annotator.store.rows import (
    KINDS,
    SPAN_COLUMNS,
    encodable,
    kind_of,
)
from annotator.store.search import index_rows, tidy_index
from annotator.translation import mark

DOCUMENTS_A_STEP = 150
"""Documents in one transaction, which takes some 20 ms; twice as many have their full text written together."""

SPANS_A_STEP = 6_000
TEXT_A_STEP = 600_000
"""Spans and code points in one transaction: each of these takes some 22 ms to write."""

PAUSE = 2 * BUSY_PAUSE
"""Seconds between the steps of a long document: who waits would miss a shorter one, and wait for two steps or three."""

INDEXED_A_STEP = 300
INDEXED_TEXT_A_STEP = 700_000
"""Documents and code points whose full text goes in one transaction, which takes some 25 ms."""

MAX_ID = 2**63 - 1
TIDYING_A_STEP = 6
UNTIDY_STEPS = 50
"""Steps whose parts of the full-text index are left to be merged when the window is idle."""


_ANNOTATOR_AND_STATUS = itemgetter("annotator", "status", "flagged")
_LABEL_AND_ANNOTATOR = itemgetter(SPAN_COLUMNS.index("label"), SPAN_COLUMNS.index("annotator"))
_KNOWN_TEXTS = (
    select(tables.document.c.sha256)
    .join(tables.batch, tables.batch.c.id == tables.document.c.batch)
    .where(
        tables.document.c.sha256.in_(bindparam("hashes", expanding=True)),
        tables.document.c.removed == 0,
        (tables.batch.c.state == "in") | (tables.batch.c.id == bindparam("own")),
    )
)
"""Made once: to make it for each step takes as long as to carry it out."""


class BulkImport:
    """An import that is being written. Call `add` as often as you like, then `close` or `abandon`."""

    def __init__(
        self,
        database: Database,
        names: Names,
        title: str,
        annotator: str,
        source: str | None,
        *,
        layer: str | None = None,
    ) -> None:
        """Open the action. All annotations go into `layer`; without one, those that name nobody are the annotator's."""
        self._database = database
        self._names = names
        self._annotator = names.annotator(annotator)
        self._layers = Layers(annotator, layer)
        with database.read() as connection:
            go_past(last_document(connection))
        self.action = new_id()
        self.is_over = False
        self._statements = Statements(database)
        self._n = 1
        self._documents = self._relations = 0
        self._spans: Counter[tuple[int, int]] = Counter()
        self._progress: Counter[tuple[int, str, int]] = Counter()
        self._people: set[int] = set()
        self._added: list[RowEdit] = []
        self._index_steps = 0
        self._unindexed: list[tuple[int, str, str]] = []
        with database.write() as connection:
            self._open(connection, title, source)

    def _open(self, connection: Connection, title: str, source: str | None) -> None:
        begin(connection, self.action, title, self._annotator, source)
        connection.execute(insert(tables.batch), {"id": self.action, "state": "open", "documents": 0})
        after = orjson.dumps({"id": self.action, "rev": 1}).decode()
        connection.execute(insert(tables.edit), edit_row(self.action, 0, "batch", None, after))

    @property
    def documents(self) -> int:
        """Return how many documents were added so far."""
        return self._documents

    @property
    def spans(self) -> int:
        """Return how many spans were added so far."""
        return self._spans.total()

    @property
    def relations(self) -> int:
        """Return how many relations were added so far."""
        return self._relations

    @property
    def labels(self) -> int:
        """Return how many labels and annotators are new."""
        return len(self._added)

    def add(
        self, documents: Sequence[AnnotatedDocument], scheme: Scheme, *, keep_ids: bool = False
    ) -> list[AnnotatedDocument]:
        """Write documents; return those that are left out because their text is in the project already.

        Labels that the project does not have are taken from `scheme`. Texts must be clean: any str
        that UTF-8 can hold, else EditError is raised. Raises ConflictError when somebody has taken
        the open action away.
        """
        left_out: list[AnnotatedDocument] = []
        for step in _steps(documents):
            left_out += self._add_step(step, scheme, keep_ids=keep_ids)
        return left_out

    def _add_step(
        self, documents: Sequence[AnnotatedDocument], scheme: Scheme, *, keep_ids: bool
    ) -> list[AnnotatedDocument]:
        hashes = [_sha256(document) for document in documents]
        with self._database.read() as connection:
            known = self._known_texts(connection, hashes)
        new: list[tuple[AnnotatedDocument, str]] = []
        left_out: list[AnnotatedDocument] = []
        for document, sha256 in zip(documents, hashes, strict=True):
            if sha256 in known:
                left_out.append(document)
            else:
                new.append((document, sha256))
                known.add(sha256)
        if new:
            self._learn(new, scheme, keep_ids=keep_ids)
            keep_ids = keep_ids and self._ids_are_free([document for document, _ in new])
            self._write(Rows(new, self._names, self._layers, self.action, self._n, keep_ids=keep_ids))
        return left_out

    def _known_texts(self, connection: Connection, hashes: Sequence[str]) -> set[str]:
        return set(connection.execute(_KNOWN_TEXTS, {"hashes": hashes, "own": self.action}).scalars())

    def _ids_are_free(self, documents: Sequence[AnnotatedDocument]) -> bool:
        """Ids are kept when none of them is there: an import that was undone still has its own."""
        ids_of: dict[str, list[int]] = {"document": [document.document.id for document in documents]}
        for document in documents:
            if document.spans:
                ids_of.setdefault("span", []).extend([span.id for span in document.spans])
            for made in others_of(document):
                ids_of.setdefault(kind_of(made).name, []).append(made.id)
        if any(len(set(ids)) < len(ids) or min(ids) <= 0 or max(ids) > MAX_ID for ids in ids_of.values()):
            return False
        with self._database.read() as connection:
            for name, ids in ids_of.items():
                columns = KINDS[name].table.c
                around = columns.id.between(min(ids), max(ids))
                if not connection.execute(select(columns.id).where(around).limit(1)).first():
                    continue  # As nearly always: each id looked for by itself takes a tenth of an import.
                for some in slices(ids, SPANS_A_STEP):
                    if connection.execute(select(columns.id).where(columns.id.in_(some)).limit(1)).first():
                        return False
        return True

    def _learn(self, documents: Sequence[tuple[AnnotatedDocument, str]], scheme: Scheme, *, keep_ids: bool) -> None:
        """Add the labels and annotators that are new; they stay unseen until the action is closed."""
        names = self._names
        labels = {key for document, _ in documents for key in _labels_of(document)} - names.label_ids.keys()
        people = {self._layers.of(name) for document, _ in documents for name in _people_of(document)}
        people -= names.annotator_ids.keys()
        if not labels and not people:
            return
        with self._database.write() as connection:
            sign_of_life(connection, self.action)
            for kind, name in sorted(labels):
                self._add_unseen(connection, self._new_label(connection, scheme, Kind(kind), name, keep_ids=keep_ids))
            for name in sorted(people):
                self._add_unseen(connection, Annotator(new_id(), name))

    def add_labels(self, scheme: Scheme, *, keep_ids: bool = False) -> None:
        """Add the labels of a scheme that are not in the project, in its order, also unused ones."""
        for label in scheme.labels:
            if (label.kind, label.name) not in self._names.label_ids:
                with self._database.write() as connection:
                    sign_of_life(connection, self.action)
                    self._add_unseen(
                        connection, self._new_label(connection, scheme, label.kind, label.name, keep_ids=keep_ids)
                    )

    def _new_label(self, connection: Connection, scheme: Scheme, kind: Kind, name: str, *, keep_ids: bool) -> Label:
        """Return the label as the file has it; one that it only names gets a colour of its own."""
        columns = tables.label.c
        last: int | None = connection.execute(select(func.max(columns.position))).scalar()
        position = 0 if last is None else last + 1
        known = scheme.find(name, kind)
        if known is None:
            return Label(new_id(), name, kind, self._unused_color(connection, kind), position=position)
        taken = connection.execute(select(columns.id).where(columns.id == known.id)).first()
        kept = known.id if keep_ids and not taken else new_id()
        return replace(known, id=kept, position=max(position, known.position))

    def _unused_color(self, connection: Connection, kind: Kind) -> str:
        """Return a colour that no label looks like which is there, or new in this import."""
        columns = tables.label.c
        there = connection.execute(select(columns.color).where(columns.kind == str(kind), columns.removed == 0))
        new = [edit.after for edit in self._added if edit.after is not None and edit.kind.name == "label"]
        return unused_label_color([*there.scalars(), *(row["color"] for row in new if row["kind"] == str(kind))])

    def _add_unseen(self, connection: Connection, made: Label | Annotator) -> None:
        kind = kind_of(made)
        if isinstance(made, Label):
            made = replace(made, key=_free_key(made.key, self._taken_keys(connection), made.kind))
            self._names.learn_label(made.id, made.kind, made.name)
        else:
            self._names.learn_annotator(made.id, made.name)
        row = kind.to_row(made, self._names)
        edit = RowEdit(kind, None, row, 0)
        with encodable(made.name):
            unseen = row | {"removed": 1}
            stamped = {**unseen, "rev": 1, "checksum": checksum(kind, unseen)}
        connection.execute(insert(kind.table), stamped)
        connection.execute(insert(tables.edit), kept_edit(self.action, self._n, edit, 1))
        self._n += 1
        self._added.append(edit)

    def _taken_keys(self, connection: Connection) -> set[str]:
        columns = tables.label.c
        taken = set(connection.execute(select(columns.key).where(columns.removed == 0)).scalars())
        return taken | {edit.after["key"] for edit in self._added if edit.after and edit.kind.name == "label"}

    def _write(self, rows: Rows) -> None:
        """Write documents. Raises ConflictError when another import was faster with the same ids."""
        try:
            self._write_rows(rows)
        except IntegrityError as error:
            raise ConflictError(
                mark(
                    "errors",
                    "Another import has brought the same ids at the same moment. Nothing was imported. Import again.",
                )
            ) from error
        self._unindexed += [(row[0], row[2], row[-1]) for row in rows.documents]
        if len(self._unindexed) >= INDEXED_A_STEP or sum(len(row[-1]) for row in self._unindexed) > INDEXED_TEXT_A_STEP:
            self._index()
        self._n += len(rows.documents)
        self._documents += len(rows.documents)
        self._relations += len(rows.others.get("relation", ()))
        self._spans.update(map(_LABEL_AND_ANNOTATOR, rows.spans))
        self._progress.update(map(_ANNOTATOR_AND_STATUS, rows.others.get("progress", ())))
        self._people |= rows.people

    def _write_rows(self, rows: Rows) -> None:
        """One transaction for the documents, and one for each further slice of their spans; all for a long text."""
        first, *further = list(slices(rows.spans, SPANS_A_STEP)) or [[]]
        if first and sum(len(row[-1]) for row in rows.documents) > TEXT_A_STEP:
            first, further = [], [first, *further]
        with self._database.write(flush=False) as connection:
            sign_of_life(connection, self.action)
            self._statements.documents(connection, rows)
            self._statements.spans(connection, first)
            if not further:
                self._statements.others(connection, rows)
        for spans in further:
            time.sleep(PAUSE)
            with self._database.write(flush=False) as connection:
                sign_of_life(connection, self.action)
                self._statements.spans(connection, spans)
        if further:
            time.sleep(PAUSE)
            with self._database.write(flush=False) as connection:
                sign_of_life(connection, self.action)
                self._statements.others(connection, rows)

    def _index(self) -> None:
        """Write the full text of more documents at a time than the rest: many small steps cost it twice as much."""
        if self._unindexed:
            if len(self._unindexed[-1][-1]) > TEXT_A_STEP:
                time.sleep(PAUSE)
            with self._database.write(flush=False) as connection:
                sign_of_life(connection, self.action)
                index_rows(connection, self._unindexed)
            self._unindexed.clear()
            self._index_steps += 1
            if self._index_steps > UNTIDY_STEPS:
                self._tidy()

    def _tidy(self) -> None:
        """Keep the parts of the full text few while they come, each time for some 10 ms."""
        for _ in range(TIDYING_A_STEP):
            with self._database.write(flush=False) as connection:
                if not tidy_index(connection):
                    return

    def close(self, title: str) -> Written:
        """Make everything visible, in one short transaction. Raises ConflictError on a clash of labels."""
        self._index()
        self._database.flush()
        try:
            with self._database.write() as connection:
                sign_of_life(connection, self.action)
                for edit in self._added:
                    assert edit.after is not None
                    table = edit.kind.table
                    shown = {"removed": 0, "checksum": checksum(edit.kind, edit.after)}
                    connection.execute(update(table).where(table.c.id == edit.after["id"]).values(shown))
                batch = tables.batch.c
                seen = {"state": "in", "documents": self._documents}
                connection.execute(update(tables.batch).where(batch.id == self.action).values(seen))
                self._statements.counts(connection, self.action, self._spans, self._progress)
                seq = end(connection, self.action, title, 1 + len(self._added))
                check_labels(connection)
                there = There(connection)
                for label in {label for label, _ in self._spans}:
                    there.check_label(label)
                for person in self._people:
                    there.bring_back(person)
        except IntegrityError as error:
            raise ConflictError(
                mark("errors", "Somebody added a label or an annotator of the same name meanwhile. Import again.")
            ) from error
        self.is_over = True
        return Written(self.action, seq, title, tuple((edit, 1) for edit in self._added), everything=True)

    def abandon(self) -> None:
        """Take back everything, in short transactions."""
        self.is_over = True
        clear_away(self._database, self.action)


def _sha256(document: AnnotatedDocument) -> str:
    with encodable(document.document.title):
        return hashlib.sha256(document.text.encode()).hexdigest()


def _steps(documents: Sequence[AnnotatedDocument]) -> Iterator[list[AnnotatedDocument]]:
    """Cut documents into what one transaction takes; a long document is a step of its own."""
    step: list[AnnotatedDocument] = []
    spans = length = 0
    for document in documents:
        spans += len(document.spans)
        length += len(document.text)
        if step and (len(step) == DOCUMENTS_A_STEP or spans > SPANS_A_STEP or length > TEXT_A_STEP):
            yield step
            step, spans, length = [], len(document.spans), len(document.text)
        step.append(document)
    if step:
        yield step


def _labels_of(document: AnnotatedDocument) -> Iterator[tuple[Kind, str]]:
    for name in {span.label for span in document.spans}:
        yield Kind.SPAN, name
    for relation in document.relations:
        yield Kind.RELATION, relation.label
    for label in document.document_labels:
        yield Kind.DOCUMENT, label.label


def _people_of(document: AnnotatedDocument) -> Iterator[str]:
    yield from {span.annotator for span in document.spans}
    for made in others_of(document):
        yield made.annotator


def _free_key(key: str, taken: Collection[str], kind: Kind) -> str:
    """Return the key if it is free, else the next free digit for a label of spans."""
    if key and key not in taken:
        return key
    digits = (digit for digit in "123456789" if digit not in taken)
    return next(digits, "") if kind == Kind.SPAN else ""
