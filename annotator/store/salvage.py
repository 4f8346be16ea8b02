"""What can still be read of a damaged project: every row whose checksum is right, from the file and from a copy.

Rows come from SQLite as far as it finds its way, then from the pages themselves, then from the copy. They are gathered
in a database of their own, since the texts of a large project do not fit into memory.
"""

import hashlib
import mmap
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import orjson

from annotator.store.history_rows import EDIT_COLUMNS
from annotator.store.leaf_pages import leaf_rows
from annotator.store.rows import KINDS, Row, RowKind, checksum, values_checksum

FILE, PAGES, COPY = "file", "pages", "copy"
"""Where a row was found: by SQLite in the damaged file, on its pages, in the copy."""

EXTRA = ("removed", "spans_to", "batch", "rev")
"""What is kept with a row that its checksum does not vouch for."""

GATHER = """
CREATE TABLE found (
    kind TEXT, id INTEGER, document INTEGER, origin TEXT, rev INTEGER, row BLOB, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE INDEX found_document ON found (document, kind);
"""

KEEP = """
INSERT INTO found VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET origin = excluded.origin, rev = excluded.rev,
row = excluded.row WHERE found.origin = 'pages' AND excluded.origin = 'copy' AND excluded.rev >= found.rev
"""
"""The first counts, but that a page to which nothing leads may hold what is older than the copy."""


def is_whole(kind: RowKind, row: Mapping[str, Any]) -> bool:
    """Return whether a row is what was written."""
    try:
        if checksum(row, kind.columns) != row["checksum"]:
            return False
        return kind.name != "document" or hashlib.sha256(row["text"].encode()).hexdigest() == row["sha256"]
    except (KeyError, TypeError, AttributeError, ValueError):
        return False


class Salvage:
    """Gathers rows; the first that is found of each id counts."""

    def __init__(self, scratch: Path) -> None:
        self.rows = sqlite3.connect(scratch, isolation_level=None)
        self.rows.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + GATHER)
        self.batches: dict[int, str] = {}
        """What became of each import, as far as that can be read."""
        self.known: dict[int, str] = {}
        """Documents that there were, with a title if one is known."""
        self.counts: dict[tuple[int, int], int] = {}
        """Spans that there were, by document and annotator, as the damaged file counts them."""
        self.label_ends: dict[int, int | None] = {}
        """Where labels sent their spans when they were removed, as the history says; None for one that came back."""
        self.is_torn = False
        """Whether SQLite did not find its way to all rows."""
        self._spoilt: set[tuple[str, int]] = set()
        self._complete: set[int] = set()
        self._removed: set[tuple[str, int]] = set()
        """What the history says was removed last."""

    def close(self) -> None:
        """Close the scratch database."""
        self.rows.close()

    def take_file(self, path: Path) -> None:
        """Gather what the damaged file holds."""
        with suppress(sqlite3.Error, UnicodeDecodeError), closing(open_to_read(path)) as file:
            self.is_torn = not _is_in_one_piece(file)
            for kind in KINDS.values():
                self._take_table(file, kind)
            self._take_rest(file)
        self._note_complete()
        self._take_pages(path)

    def take_copy(self, path: Path) -> None:
        """Gather from a sound copy what the damaged file does not hold any more."""
        with suppress(sqlite3.Error), closing(open_to_read(path)) as file:
            for kind in KINDS.values():
                for row in scan(file, kind.table.name, "ASC"):
                    if self._is_wanted(kind, row):
                        self._keep(kind, row, COPY)
            for id_, state in file.execute("SELECT id, state FROM batch"):
                self.batches.setdefault(id_, state)
            for id_, title in file.execute("SELECT id, title FROM document WHERE removed = 0"):
                if self.is_torn:
                    self.known.setdefault(id_, title)

    def _is_wanted(self, kind: RowKind, row: Mapping[str, Any]) -> bool:
        """Return whether a row that SQLite did not find may still be part of the project."""
        if kind.name == "span" and row["document"] in self._complete:
            return False
        place = (kind.name, row["id"])
        # A row may also be damaged where its id is: then another one is spoilt, and this one is gone.
        is_torn = self.is_torn or any(name == kind.name for name, _ in self._spoilt)
        return place in self._spoilt or (is_torn and place not in self._removed)

    # --- the damaged file

    def _note_complete(self) -> None:
        """Note the documents of which there are as many spans as the file counts: none of theirs is missing."""
        counted: Counter[int] = Counter()
        for (document, _), n in self.counts.items():
            counted[document] += n
        found = self.rows.execute("SELECT document, count(*) FROM found WHERE kind = 'span' GROUP BY document")
        self._complete = {document for document, n in found if counted[document] == n}

    def _take_table(self, file: sqlite3.Connection, kind: RowKind) -> None:
        try:
            for row in scan(file, kind.table.name, "ASC"):
                self._keep(kind, row, FILE)
        except (sqlite3.Error, UnicodeDecodeError):
            self.is_torn = True
            with suppress(sqlite3.Error, UnicodeDecodeError):
                for row in scan(file, kind.table.name, "DESC"):
                    self._keep(kind, row, FILE)

    def _keep(self, kind: RowKind, row: Mapping[str, Any], origin: str) -> None:
        if not is_whole(kind, row):
            if origin == FILE and isinstance(row.get("id"), int):
                self._spoilt.add((kind.name, row["id"]))
                if kind.name == "document":
                    self.known.setdefault(row["id"], str(row.get("title") or ""))
            return
        kept = {column: row[column] for column in (*kind.columns, *EXTRA) if column in row}
        if kind.name == "document":
            kept["text"] = row["text"]
        document = row["id"] if kind.name == "document" else row.get("document")
        self.rows.execute(KEEP, (kind.name, row["id"], document, origin, row.get("rev") or 0, orjson.dumps(kept)))

    def _take_rest(self, file: sqlite3.Connection) -> None:
        """Read what tells what there was, and what became of it: most of it has no checksum."""
        for statement, take in (
            ("SELECT id, state FROM batch", self._take_batch),
            ("SELECT document, annotator, n FROM span_count", self._take_count),
            ("SELECT document, annotator, n FROM span_count ORDER BY document DESC, annotator DESC", self._take_count),
            ("SELECT after FROM edit WHERE kind = 'import'", self._take_import),
            ("SELECT * FROM edit WHERE kind != 'import' ORDER BY action, n", self._take_edit),
        ):
            try:
                for row in file.execute(statement):
                    with suppress(TypeError, ValueError, KeyError):
                        take(row)
            except (sqlite3.Error, UnicodeDecodeError):
                self.is_torn = True

    def _take_batch(self, row: Any) -> None:
        self.batches[int(row[0])] = str(row[1])

    def _take_count(self, row: Any) -> None:
        self.counts[int(row[0]), int(row[1])] = int(row[2])

    def _take_import(self, row: Any) -> None:
        self.known.setdefault(int(orjson.loads(row[0])["id"]), "")

    def _take_edit(self, row: Any) -> None:
        """Ids of actions are made in the order of time. A damaged edit may name what nobody removed."""
        _, _, kind, before, after, _, *stamp = row  # Older projects have no checksum there.
        if stamp and values_checksum(row[: len(EDIT_COLUMNS)]) != stamp[0]:
            return
        if kind == "removal":
            removal = orjson.loads(after or before)
            self.label_ends[int(removal["id"])] = int(removal["spans_to"]) if after else None
            return
        place = (kind, int(orjson.loads(after or before)["id"]))
        (self._removed.discard if after else self._removed.add)(place)

    def _take_pages(self, path: Path) -> None:
        """Look on the pages for what SQLite found no way to: of each row that of the highest `rev`."""
        if path.stat().st_size == 0:
            return
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            best: dict[tuple[str, int], Row] = {}
            for kind, row in _recognised(memoryview(content)):
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


def scan(file: sqlite3.Connection, table: str, way: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table one after the other, as far as SQLite finds its way."""
    cursor = file.execute(f"SELECT * FROM {table} ORDER BY rowid {way}")
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _recognised(content: memoryview) -> Iterator[tuple[RowKind, Row]]:
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
                if typed and is_whole(kind, row):
                    yield kind, row
                    break
