"""Labels for very many places, in any number of documents: one action, written in short transactions.

Writing thousands of spans at once would hold the database for seconds, and so would taking them back. So they get a
label of their own, which nobody sees (`hiding_labels`): it is marked as removed together with its spans
(`tables.label`), which hides them, and what was decided about suggestions with them. The last, short transaction says
that they are shown under the label that was meant; undo hides them again, redo shows them, whatever their number.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, insert, text

from annotator.edits import Edit
from annotator.errors import ConflictError
from annotator.ids import new_id
from annotator.model import AnnotatedDocument, Kind, Span, Verdict
from annotator.store import standings, tables
from annotator.store.checksums import checksum
from annotator.store.database import Database
from annotator.store.hiding_labels import hide
from annotator.store.history import CHANGED_SINCE, There, Written, row_edit, write_more
from annotator.store.history_rows import edit_row, read_edit
from annotator.store.leftovers import clear_away
from annotator.store.names import Names
from annotator.store.open_action import begin, end, sign_of_life
from annotator.store.rows import KINDS, SPAN_COLUMNS, Row, kind_of, to_json
from annotator.store.soft_rows import mark_row
from annotator.store.taken_back import COUNT_IN_DOCUMENT

SPANS_A_STEP = 500
"""Spans in one transaction, with all that is counted: some 15 ms."""

MOST_BEGUN = 200
"""So many documents are marked as begun, in the transaction that shows their spans: some 30 ms. Others are not."""

KIND = "labelling"
"""What the row of the history is called."""

COUNT_OF_LABEL = text("""
INSERT INTO label_count (batch, label, annotator, n) VALUES (:batch, :label, :annotator, :n)
ON CONFLICT (batch, label, annotator) DO UPDATE SET n = label_count.n + excluded.n
""")
TOUCH = text("INSERT OR IGNORE INTO touched (document, action) VALUES (:document, :action)")

THERE = text("""
SELECT document.id, document.batch, document.sha256 FROM json_each(:ids) AS hit
CROSS JOIN document ON document.id = hit.value CROSS JOIN batch ON batch.id = document.batch
WHERE document.removed = 0 AND batch.state = 'in'
""")


class BulkLabelling:
    """A labelling that is being written. Call `add` as often as you like, then `close` or `abandon`."""

    def __init__(self, database: Database, names: Names, title: str, label: str, annotator: str) -> None:
        self._database = database
        self._names = names
        self._hiding: dict[int, int] = {}
        """The labels that are meant, with those that hide what is written for them."""
        self._annotator = names.annotator(annotator)
        self.action = new_id()
        self.is_over = False
        self.spans = 0
        self._documents: set[int] = set()
        self._begun: dict[int, Sequence[Edit]] = {}
        """What marks the first documents as begun, by their ids."""
        self._waiting: list[tuple[str, Span, Verdict | None]] = []
        """Spans with the sha256 of their text, and what they were suggested as, if they were."""
        with database.write() as connection:
            begin(connection, self.action, title, self._annotator)
            self._hidden(connection, names.label(label, Kind.SPAN))

    def _hidden(self, connection: Connection, label: int) -> int:
        """Return the label that hides until the end what is written for one."""
        if label not in self._hiding:
            self._hiding[label] = hide(connection, label, self.action, is_first=not self._hiding)
        return self._hiding[label]

    def add(
        self,
        document: AnnotatedDocument,
        spans: Sequence[Span],
        verdicts: Sequence[Verdict] = (),
        begun: Sequence[Edit] = (),
    ) -> None:
        """Write the spans of a document, sooner or later. One whose text has changed meanwhile is left out.

        `verdicts`, if there are any, are one for each span. `begun` marks the document as begun, if it is to be.
        """
        sha256 = document.document.sha256
        if begun and len(self._begun) < MOST_BEGUN:
            self._begun[document.document.id] = tuple(begun)
        self._waiting += [(sha256, span, said) for span, said in zip_longest(spans, verdicts)]
        if len(self._waiting) >= SPANS_A_STEP:
            self._write()

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        for first in range(0, len(waiting), SPANS_A_STEP):
            with self._database.write(flush=False) as connection:
                sign_of_life(connection, self.action)
                self._write_step(connection, waiting[first : first + SPANS_A_STEP])

    def _write_step(self, connection: Connection, some: Sequence[tuple[str, Span, Verdict | None]]) -> None:
        ids = "[" + ",".join(str(id_) for id_ in {span.document for _, span, _ in some}) + "]"
        there = {row.id: row for row in connection.execute(THERE, {"ids": ids})}
        written = [
            (span, said)
            for sha256, span, said in some
            if span.document in there and there[span.document].sha256 == sha256
        ]
        if not written:
            return
        kind = KINDS["span"]
        rows = [self._row(connection, span) for span, _ in written]
        stamped = [(*(row[column] for column in SPAN_COLUMNS), 1, checksum(kind, row)) for row in rows]
        self._database.insert(connection, tables.span, stamped)
        self._write_verdicts(connection, [said for _, said in written if said is not None])
        documents = Counter(row["document"] for row in rows)
        batches = Counter((there[row["document"]].batch, row["label"]) for row in rows)
        mine = {"annotator": self._annotator, "action": self.action}
        connection.execute(COUNT_IN_DOCUMENT, [{"document": id_, "n": n, **mine} for id_, n in documents.items()])
        counts = [{"batch": batch, "label": label, "n": n, **mine} for (batch, label), n in batches.items()]
        connection.execute(COUNT_OF_LABEL, counts)
        connection.execute(TOUCH, [{"document": id_, "action": self.action} for id_ in documents])
        self._documents |= documents.keys()
        self.spans += len(rows)

    def _row(self, connection: Connection, made: Span | Verdict) -> Row:
        """Return a value as a row, under the label that hides it."""
        row = kind_of(made).to_row(made, self._names)
        return {**row, "label": self._hidden(connection, row["label"])}

    def _write_verdicts(self, connection: Connection, verdicts: Sequence[Verdict]) -> None:
        kind = KINDS["verdict"]
        rows = [self._row(connection, verdict) for verdict in verdicts]
        if rows:
            stamped = [{**row, "rev": 1, "checksum": checksum(kind, row)} for row in rows]
            connection.execute(insert(kind.table), stamped)

    def finish(self) -> None:
        """Write what waits; from then on `spans` is the number of all."""
        self._write()

    def close(self, title: str) -> Written:
        """Show what was written, in one short transaction. Raises ConflictError when the label is gone."""
        self._write()
        self._database.flush()
        with self._database.write() as connection:
            sign_of_life(connection, self.action)
            size = {"documents": len(self._documents), "spans": self.spans}
            for n, (label, hiding) in enumerate(self._hiding.items()):
                _show(connection, hiding, label)
                _note(
                    connection, self.action, n, before=None, after=to_json({"id": hiding, "spans_to": label, **size}, 1)
                )
            There(connection).bring_back(self._annotator)
            edits = [edit for id_, edits in self._begun.items() if id_ in self._documents for edit in edits]
            write_more(connection, self.action, [row_edit(edit, self._names) for edit in edits], len(self._hiding))
            seq = end(connection, self.action, title, len(self._hiding) + len(edits))
        self.is_over = True
        return Written(self.action, seq, title, (), everything=True)

    def abandon(self) -> None:
        """Take back everything, in short transactions."""
        self.is_over = True
        clear_away(self._database, self.action)


def flip(connection: Connection, action: int, n: int, row: Any) -> None:
    """Take a labelling back, or do it again: the inverse of a row of the history."""
    before, after = read_edit(row)
    labelling = before if after is None else after
    assert labelling is not None
    if row.after is None:
        _show(connection, labelling["id"], labelling["spans_to"])
    else:
        _send(connection, labelling["id"], labelling["spans_to"], labelling["id"])
    _note(connection, action, n, before=row.after, after=row.before)


def _show(connection: Connection, hiding: int, label: int) -> None:
    """Show what a hiding label hides, under another one that is there. Raises ConflictError."""
    _send(connection, hiding, hiding, label)
    There(connection).check_label(label)


def _send(connection: Connection, hiding: int, before: int, after: int) -> None:
    columns = tables.label.c
    seen = (columns.id == hiding) & (columns.removed == 1) & (columns.spans_to == before)
    if not mark_row(connection, KINDS["label"], seen, spans_to=after):
        raise ConflictError(CHANGED_SINCE)
    standings.forget(connection)


def _note(connection: Connection, action: int, n: int, *, before: str | None, after: str | None) -> None:
    connection.execute(insert(tables.edit), edit_row(action, n, KIND, before, after))
