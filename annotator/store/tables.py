"""The tables, for SQLite and PostgreSQL alike.

The text is the last column of its row, so that a list of documents never reads it.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.types import UserDefinedType

metadata = MetaData()


class Untyped(UserDefinedType[Any]):
    """A column that keeps numbers as numbers and texts as texts, compared without regard to ASCII case."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return how SQLite declares it."""
        return "BLOB COLLATE NOCASE"


NOT_REMOVED = text("removed = 0")

Id = BigInteger().with_variant(Integer, "sqlite")
"""On SQLite INTEGER PRIMARY KEY is the rowid itself."""


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=False)


def _refers(name: str, target: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Id, ForeignKey(target), nullable=nullable)


def _kept() -> tuple[Column[int], Column[int]]:
    """`rev` counts the changes of the row; `checksum` finds a changed byte, which SQLite itself does not."""
    return Column("rev", Integer, nullable=False), Column("checksum", BigInteger, nullable=False)


annotator = Table(
    "annotator",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("removed", Integer, nullable=False),
    *_kept(),
    Index("annotator_name", "name", unique=True, sqlite_where=NOT_REMOVED),
)

label = Table(
    "label",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("color", String(9), nullable=False),
    Column("key", Text, nullable=False),
    Column("parent", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("snaps_to_words", Integer, nullable=False),
    Column("may_overlap", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
    *_kept(),
    _refers("spans_to", "label.id", nullable=True),
    Column("rules", Text),
    Index("label_name", "kind", "name", unique=True, sqlite_where=NOT_REMOVED),
)

"""`spans_to` is set where a label was removed together with what has it: the label under which that is shown
from then on, or the label itself, and then it is hidden. So removing, undoing and redoing are one row.
`rules` is a JSON object of what else is said about the label, NULL for nothing: see `label_rows.label_rules`."""

batch = Table(
    "batch",
    metadata,
    _id(),
    Column("state", String(10), nullable=False),
    Column("documents", Integer, nullable=False),
)
"""The documents of one import. `open`: being written; `in`: part of the project; `out`: undone.
Only documents of a batch that is `in` are seen, so that closing or undoing an import is one row."""

document = Table(
    "document",
    metadata,
    _id(),
    _refers("batch", "batch.id"),
    Column("title", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("date", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("metadata", Text, nullable=False),
    Column("origin", Text),
    Column("sha256", String(64), nullable=False),
    Column("removed", Integer, nullable=False),
    *_kept(),
    Column("text", Text, nullable=False),
    Index("document_batch", "batch"),
    Index("document_sha256", "sha256"),
    Index("document_title", text("title COLLATE NOCASE")),
    Index("document_date", "date"),
    Index("document_source", text("source COLLATE NOCASE")),
    Index("document_author", text("author COLLATE NOCASE")),
    Index("document_removed", "id", sqlite_where=text("removed = 1")),
)
"""The indexes end with the id, so that the list can go on from any row in the order of any of them."""

document_field = Table(
    "document_field",
    metadata,
    Column("key", Text, nullable=False),
    Column("value", Untyped().with_variant(Text(), "postgresql"), nullable=False),
    _refers("document", "document.id"),
    PrimaryKeyConstraint("key", "value", "document"),
    Index("document_field_document", "document"),
    sqlite_with_rowid=False,
)
"""The metadata, each key apart: to sort and filter by. Numbers stay numbers, lists and the like are JSON."""

place = Table(
    "place",
    metadata,
    _id(),
    _refers("document", "document.id"),
    Column("position", BigInteger, nullable=False),
    *_kept(),
    UniqueConstraint("document"),
    Index("place_position", "position"),
)
"""Where a document stands in the project's own order, if somebody has moved it; else its id says so. The positions
of those that were moved are the ids of the same documents, dealt out anew: no two documents have the same."""

span = Table(
    "span",
    metadata,
    _id(),
    _refers("document", "document.id"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _refers("label", "label.id"),
    _refers("annotator", "annotator.id"),
    Column("pieces", Text),
    Column("attributes", Text),
    Column("note", Text),
    *_kept(),
    Index("span_document", "document", "start", text('"end" DESC')),
)

relation = Table(
    "relation",
    metadata,
    _id(),
    _refers("document", "document.id"),
    _refers("label", "label.id"),
    _refers("annotator", "annotator.id"),
    _refers("source", "span.id"),
    _refers("target", "span.id"),
    Column("attributes", Text),
    Column("note", Text),
    *_kept(),
    Index("relation_document", "document"),
    Index("relation_source", "source"),
    Index("relation_target", "target"),
)

document_label = Table(
    "document_label",
    metadata,
    _id(),
    _refers("document", "document.id"),
    _refers("label", "label.id"),
    _refers("annotator", "annotator.id"),
    *_kept(),
    Index("document_label_document", "document"),
)

note = Table(
    "note",
    metadata,
    _id(),
    _refers("document", "document.id"),
    _refers("annotator", "annotator.id"),
    Column("text", Text, nullable=False),
    *_kept(),
    Index("note_document", "document"),
)

verdict = Table(
    "verdict",
    metadata,
    _id(),
    _refers("document", "document.id"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _refers("label", "label.id"),
    Column("engine", Text, nullable=False),
    _refers("annotator", "annotator.id"),
    Column("accepted", Integer, nullable=False),
    *_kept(),
    Index("verdict_document", "document"),
)
"""What was decided about suggestions. A label that was removed may have some: they keep it from being in use no more
than what was said about a thing keeps the thing."""

progress = Table(
    "progress",
    metadata,
    _id(),
    _refers("document", "document.id"),
    _refers("annotator", "annotator.id"),
    Column("status", String(20), nullable=False),
    Column("flagged", Integer, nullable=False),
    Column("note", Text),
    *_kept(),
    UniqueConstraint("document", "annotator"),
    Index("progress_status", "annotator", "status", "document"),
    Index("progress_flagged", "annotator", "document", sqlite_where=text("flagged = 1")),
)

label_count = Table(
    "label_count",
    metadata,
    _refers("batch", "batch.id"),
    _refers("label", "label.id"),
    _refers("annotator", "annotator.id"),
    Column("n", Integer, nullable=False),
    PrimaryKeyConstraint("batch", "label", "annotator"),
)
"""Spans by label: counting five million of them anew takes a second. By batch, so that undoing an
import need not touch it."""

status_count = Table(
    "status_count",
    metadata,
    _refers("batch", "batch.id"),
    _refers("annotator", "annotator.id"),
    Column("status", String(20), nullable=False),
    Column("flagged", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    PrimaryKeyConstraint("batch", "annotator", "status", "flagged"),
)
"""Documents by how far an annotator is with them, as far as `progress` says."""

span_count = Table(
    "span_count",
    metadata,
    _refers("document", "document.id"),
    _refers("annotator", "annotator.id"),
    Column("n", Integer, nullable=False),
    PrimaryKeyConstraint("document", "annotator"),
    sqlite_with_rowid=False,
)
"""Spans by document: counting 50,000 of them anew after each key takes 8 ms."""

layer_count = Table(
    "layer_count",
    metadata,
    _refers("document", "document.id"),
    Column("kind", String(20), nullable=False),
    Column("n", Integer, nullable=False),
    PrimaryKeyConstraint("document", "kind"),
    sqlite_with_rowid=False,
)
"""Relations, labels, notes and statuses by document, in all layers: where the index that leads to them is damaged,
some are not found, and this says so."""

standing = Table(
    "standing",
    metadata,
    _refers("annotator", "annotator.id"),
    _refers("document", "document.id"),
    Column("status", Integer, nullable=False),
    Column("flagged", Integer, nullable=False),
    Column("spans", Integer, nullable=False),
    PrimaryKeyConstraint("annotator", "document"),
    Index("standing_status", "annotator", "status", "document"),
    Index("standing_spans", "annotator", "spans", "document"),
    sqlite_with_rowid=False,
)
"""What the list is sorted by: how far an annotator is with each document, and how many spans are shown there. Has a row
for what `progress` and `span_count` have none, so that no page looks for what is missing. Made by batches when it is
first asked for, from then on kept up: see `standings`."""

standing_of = Table(
    "standing_of",
    metadata,
    _refers("annotator", "annotator.id"),
    _refers("batch", "batch.id"),
    PrimaryKeyConstraint("annotator", "batch"),
    sqlite_with_rowid=False,
)
"""The batches whose documents are all in `standing`."""

action = Table(
    "action",
    metadata,
    _id(),
    Column("seq", BigInteger, unique=True),
    Column("title", Text, nullable=False),
    _refers("annotator", "annotator.id"),
    Column("at", BigInteger, nullable=False),
    _refers("undoes", "action.id", nullable=True),
    _refers("root", "action.id"),
    Column("depth", Integer, nullable=False),
    Column("source", Text),
    Column("owner", Text),
    Column("alive_at", BigInteger),
    Column("checksum", BigInteger),
    Column("edits", Integer),
    Index("action_root", "root", "seq"),
    Index("action_undoes", "undoes"),
    Index("action_annotator", "annotator", "depth", "seq"),
)
"""`seq` is given in commit order, and NULL while the action is open. `undoes` makes chains: the
original has depth 0 and is the `root` of its undo (1), the redo of that (2) and so on. `at` and
`alive_at` are milliseconds since 1970; `owner` names the process that has the action open. `edits` is how many
it has, the documents of an import aside."""

edit = Table(
    "edit",
    metadata,
    _refers("action", "action.id"),
    Column("n", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("format", Integer, nullable=False),
    Column("checksum", BigInteger),
    PrimaryKeyConstraint("action", "n"),
    sqlite_with_rowid=False,
)
"""Append-only: undoing appends an action whose edits are the inverse ones. The checksums: see `history_rows`."""


text_version = Table(
    "text_version",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("text", Text, nullable=False),
)
"""The texts that documents had before they were edited, and after it: the history names them by their sha256."""

touched = Table(
    "touched",
    metadata,
    _refers("document", "document.id"),
    _refers("action", "action.id"),
    PrimaryKeyConstraint("document", "action"),
    sqlite_with_rowid=False,
)
"""Which actions have edits of a document, but for the import that it came with, whose id is its `batch`."""


@event.listens_for(metadata, "before_create")
def _leave_the_same_rows_out(_: MetaData, connection: Connection, **_options: Any) -> None:
    """Say for PostgreSQL what the indexes say for SQLite. In the index itself it would load that dialect: 50 ms."""
    if connection.dialect.name == "postgresql":
        for index in (index for table in metadata.tables.values() for index in table.indexes):
            where = index.dialect_options["sqlite"]["where"]
            if where is not None:
                index.dialect_options["postgresql"]["where"] = where
