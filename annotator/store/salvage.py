"""What can still be read of a damaged project: every row whose checksum is right, from the file and from a copy.

Rows come from SQLite as far as it finds its way, then from the pages themselves, then from the copy. They are gathered
in a database of their own, since the texts of a large project do not fit into memory.
"""

import mmap
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import orjson

from annotator.store.checksums import checksum, values_checksum
from annotator.store.history_rows import EDIT_COLUMNS
from annotator.store.leaf_pages import leaf_rows
from annotator.store.queries import BATCH_STATES
from annotator.store.rows import ANNOTATED, FLIPS, IN_DOCUMENT, KINDS, Row, RowKind
from annotator.store.told_marks import Marks, note_mark, state_of
from annotator.store.whole_rows import Witness, whole, witness_of

FILE, PAGES, COPY = "file", "pages", "copy"
"""Where a row was found: by SQLite in the damaged file, or in its history; on its pages; in the copy."""

EXTRA = ("removed", "spans_to", "batch", "rev")
"""What is kept with a row beside its own columns."""

GATHER = """
CREATE TABLE found (
    kind TEXT, id INTEGER, document INTEGER, origin TEXT, rev INTEGER, row BLOB, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX found_document ON found (document, kind);
CREATE TABLE from_end (n INTEGER PRIMARY KEY, edit BLOB);
CREATE TABLE told (kind TEXT, id INTEGER, row BLOB, PRIMARY KEY (kind, id)) WITHOUT ROWID;
"""

BY_DOCUMENT = """
SELECT l.name FROM pragma_index_list(?) AS l, pragma_index_info(l.name) AS i
WHERE NOT l.partial AND i.seqno = 0 AND i.name = 'document'
"""
"""Indexes whose first column is the document: by them annotations are read."""

KEEP = """
INSERT INTO found VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET origin = excluded.origin, rev = excluded.rev,
row = excluded.row
WHERE found.origin = 'pages' AND excluded.origin = 'copy' AND excluded.rev >= found.rev AND excluded.row <> found.row
"""
"""The first counts, but that a page to which nothing leads may hold what is older than the copy."""


class Salvage:
    """Gathers rows; the first that is found of each id counts."""

    def __init__(self, scratch: Path) -> None:
        self.rows = sqlite3.connect(scratch, isolation_level=None)
        self.rows.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + GATHER)
        self._batches: dict[int, str] = {}
        """What became of each import, as far as the damaged file says so."""
        self._earlier_batches: dict[int, str] = {}
        """What had become of each import when the copy was made."""
        self.marks: Marks = {}
        """What the history says of what was removed."""
        self.known: dict[int, str] = {}
        """Documents that there were, with a title if one is known."""
        self.counts: dict[tuple[int, int], int] = {}
        """Spans that there were, by document and annotator, as the damaged file counts them."""
        self.is_torn = False
        """Whether SQLite did not find its way to all rows."""
        self._spoilt: set[tuple[str, int]] = set()
        self._layer_counts: Counter[tuple[int, str]] = Counter()
        self._counts_are_read = True
        self._complete: set[tuple[int, str]] = set()
        """Documents and kinds of which nothing is missing."""
        self._witness = Witness()
        """Of the file that is read."""
        self._removed: set[tuple[str, int]] = set()
        """What the history says was removed last."""

    def close(self) -> None:
        """Close the scratch database."""
        self.rows.close()

    def take_file(self, path: Path) -> None:
        """Gather what the damaged file holds."""
        with suppress(sqlite3.Error, UnicodeDecodeError), closing(open_to_read(path)) as file:
            self._witness = witness_of(file)
            self.is_torn = not _is_in_one_piece(file)
            for kind in KINDS.values():
                self._take_table(file, kind)
            self._take_rest(file)
        self._note_complete()
        self._take_told()
        self._take_pages(path)

    def take_copy(self, path: Path) -> None:
        """Gather from a sound copy what the damaged file does not hold any more."""
        with suppress(sqlite3.Error), closing(open_to_read(path)) as file:
            self._witness = witness_of(file)
            for kind in KINDS.values():
                for row in scan(file, kind.table.name, "ORDER BY rowid"):
                    if self._is_wanted(kind, row):
                        self._keep(kind, row, COPY)
            for id_, state in file.execute("SELECT id, state FROM batch"):
                self._earlier_batches.setdefault(id_, state)
            for id_, title in file.execute("SELECT id, title FROM document WHERE removed = 0"):
                if self.is_torn:
                    self.known.setdefault(id_, title)

    def is_of_project(self, row: Mapping[str, Any], origin: str) -> bool:
        """Return whether a document was part of the project: neither in the bin, nor was its import taken back.

        What the damaged file says of that counts more than its history, and that more than a copy.
        """
        removed, batch = row.get("removed"), row.get("batch", 0)
        if origin != FILE and ("document", row["id"]) in self.marks:
            removed, _ = self.marks["document", row["id"]]
        state = self._batches.get(batch)
        if state is None and ("batch", batch) in self.marks:
            state = state_of(self.marks["batch", batch])
        return not removed and (state or self._earlier_batches.get(batch, "in")) == "in"

    def _is_wanted(self, kind: RowKind, row: Mapping[str, Any]) -> bool:
        """Return whether a row that SQLite did not find may still be part of the project."""
        if kind.name in ANNOTATED and (row["document"], kind.name) in self._complete:
            return False
        place = (kind.name, row["id"])
        # A row may also be damaged where its id is: then another one is spoilt, and this one is gone.
        is_torn = self.is_torn or any(name == kind.name for name, _ in self._spoilt)
        return place in self._spoilt or (is_torn and place not in self._removed)

    # --- the damaged file

    def _note_complete(self) -> None:
        """Note of which kinds a document has as many annotations as the file counts: none of them is missing."""
        counted = self._layer_counts.copy()
        for (document, _), n in self.counts.items():
            counted[document, "span"] += n
        rows = self.rows.execute("SELECT document, kind, count(*) FROM found GROUP BY document, kind").fetchall()
        found = {(document, kind): n for document, kind, n in rows if kind in ANNOTATED}
        if self._counts_are_read:  # Else there may be some of a kind of which neither is known.
            found = {(document, kind): 0 for document, _, _ in rows for kind in ANNOTATED} | found
        self._complete = {place for place, n in found.items() if counted[place] == n}

    def _take_table(self, file: sqlite3.Connection, kind: RowKind) -> None:
        """Gather the rows of a table; where not all are whole, as reading a document finds them, too.

        An index holds some columns once more, and may lead around what is damaged.
        """
        table = kind.table.name
        if self._take_rows(kind, scan(file, table, "ORDER BY rowid")):
            return
        self._take_rows(kind, scan(file, table, "ORDER BY rowid DESC"))
        documents = self.rows.execute("SELECT id FROM found WHERE kind = 'document'").fetchall()
        documents += [(id_,) for kind_name, id_ in self._spoilt if kind_name == "document"]
        for (index,) in file.execute(BY_DOCUMENT, (table,)).fetchall():
            for (document,) in documents:
                self._take_rows(kind, scan(file, table, f"INDEXED BY {quoted(index)} WHERE document = ?", document))

    def _take_rows(self, kind: RowKind, rows: Iterator[Mapping[str, Any]]) -> bool:
        """Gather rows; return whether all were read, and whole."""
        were_whole = True
        try:
            for row in rows:
                were_whole &= self._keep(kind, row, FILE)
        except (sqlite3.Error, UnicodeDecodeError):
            self.is_torn = True
            return False
        return were_whole

    def _keep(self, kind: RowKind, row: Mapping[str, Any], origin: str) -> bool:
        """Keep a row, unless it is not whole, or of one with its id better is kept; return whether it is whole."""
        was = whole(kind, row, self._witness)
        if was is None:
            if origin == FILE and isinstance(row.get("id"), int):
                self._spoilt.add((kind.name, row["id"]))
                if kind.name == "document":
                    self.known.setdefault(row["id"], str(row.get("title") or ""))
            return False
        kept = {column: was[column] for column in (*kind.columns, *EXTRA) if column in was}
        if kind.name == "document":
            kept["text"] = row["text"]
        document = row["id"] if kind.name == "document" else row.get("document")
        self.rows.execute(KEEP, (kind.name, row["id"], document, origin, row.get("rev") or 0, orjson.dumps(kept)))
        return True

    def _take_rest(self, file: sqlite3.Connection) -> None:
        """Read what tells what there was, and what became of it: most of it has no checksum."""
        for statement, take in (
            ("SELECT id, state FROM batch", self._take_batch),
            ("SELECT document, annotator, n FROM span_count", self._take_count),
            ("SELECT document, annotator, n FROM span_count ORDER BY document DESC, annotator DESC", self._take_count),
            ("SELECT document, kind, n FROM layer_count", self._take_layer_count),
            ("SELECT after FROM edit WHERE kind = 'import'", self._take_import),
        ):
            try:
                for row in file.execute(statement):
                    with suppress(TypeError, ValueError, KeyError):
                        take(row)
            except (sqlite3.Error, UnicodeDecodeError):
                self.is_torn = True
                self._counts_are_read &= "_count" not in statement
        for edit in self._edits(file):
            with suppress(TypeError, ValueError, KeyError):
                self._take_edit(edit)

    def _edits(self, file: sqlite3.Connection) -> Iterator[Any]:
        """Yield the edits in their order: where SQLite finds no way on, then those that it finds from the end."""
        statement = "SELECT * FROM edit WHERE kind != 'import' ORDER BY action {0}, n {0}"
        try:
            yield from file.execute(statement.format("ASC"))
        except (sqlite3.Error, UnicodeDecodeError):
            self.is_torn = True
            with suppress(sqlite3.Error, UnicodeDecodeError):
                for row in file.execute(statement.format("DESC")):
                    with suppress(TypeError):  # Bytes: the row is damaged.
                        self.rows.execute("INSERT INTO from_end (edit) VALUES (?)", (orjson.dumps(row),))
            for (row,) in self.rows.execute("SELECT edit FROM from_end ORDER BY n DESC"):
                yield orjson.loads(row)

    def _take_batch(self, row: Any) -> None:
        if row[1] in BATCH_STATES:
            self._batches[int(row[0])] = row[1]

    def _take_count(self, row: Any) -> None:
        self.counts[int(row[0]), int(row[1])] = int(row[2])

    def _take_layer_count(self, row: Any) -> None:
        self._layer_counts[int(row[0]), str(row[1])] = int(row[2])

    def _take_import(self, row: Any) -> None:
        self.known.setdefault(int(orjson.loads(row[0])["id"]), "")

    def _take_edit(self, row: Any) -> None:
        """Ids of actions are made in the order of time. A damaged edit may name what nobody removed."""
        _, _, kind, before, after, _, *stamp = row  # Older projects have no checksum there.
        if stamp and values_checksum(row[: len(EDIT_COLUMNS)]) != stamp[0]:
            return
        note_mark(self.marks, kind, *(None if one is None else orjson.loads(one) for one in (before, after)))
        if kind in FLIPS:
            return
        place = (kind, int(orjson.loads(after or before)["id"]))
        (self._removed.discard if after else self._removed.add)(place)
        if kind in IN_DOCUMENT:
            self.rows.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", (*place, after))

    def _take_told(self) -> None:
        """Take what the history says was written last in the place of what is not whole any more."""
        unseen = "SELECT kind, row FROM told WHERE row NOT NULL AND (kind, id) NOT IN (SELECT kind, id FROM found)"
        for kind_name, told in self.rows.execute(unseen).fetchall():
            kind, row = KINDS[kind_name], orjson.loads(told)
            if self._is_wanted(kind, row):
                self._keep(kind, {**row, "checksum": checksum(kind, row)}, FILE)

    def _take_pages(self, path: Path) -> None:
        """Look on the pages for what SQLite found no way to: of each row that of the highest `rev`."""
        if path.stat().st_size == 0:
            return
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            best: dict[tuple[str, int], Row] = {}
            for kind, row in _recognised(memoryview(content), self._witness):
                place = (kind.name, row["id"])
                if self._is_wanted(kind, row):
                    other = best.get(place)
                    if other is None or row["rev"] > other["rev"]:
                        best[place] = row
            for (name, _), row in best.items():
                self._keep(KINDS[name], row, PAGES)


def _is_in_one_piece(file: sqlite3.Connection) -> bool:
    """Return whether the pages lead to each other as they should: a table may be read to its end, and lack pages."""
    try:
        return bool(file.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open a file that nobody writes; what is no UTF-8 is read as what no checksum fits."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    connection.text_factory = lambda content: content.decode(errors="surrogateescape")
    return connection


def scan(file: sqlite3.Connection, table: str, clauses: str, *given: object) -> Iterator[dict[str, Any]]:
    """Yield rows of a table one after the other, as far as SQLite finds its way."""
    cursor = file.execute(f"SELECT * FROM {table} {clauses}", given)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def quoted(name: str) -> str:
    """Return the name of something in a database as SQL has it; a file may hold any."""
    return '"' + name.replace('"', '""') + '"'


def _recognised(content: memoryview, witness: Witness) -> Iterator[tuple[RowKind, Row]]:
    """Yield the rows on all pages that a checksum vouches for."""
    columns = {kind.name: {column.name: column.type.python_type for column in kind.table.c} for kind in KINDS.values()}
    for rowid, values in leaf_rows(content):
        for kind in KINDS.values():
            names = list(columns[kind.name])
            # A row from before a column was added is shorter.
            if len(names) - 2 <= len(values) <= len(names):
                row = dict(zip(names, [*values, None, None], strict=False)) | {"id": rowid}
                # By the values alone, a note looks like the label of a document.
                typed = all(value is None or type(value) is columns[kind.name][name] for name, value in row.items())
                if typed and whole(kind, row, witness):
                    yield kind, row
                    break
