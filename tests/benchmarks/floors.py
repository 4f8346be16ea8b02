"""The floors: the same work by raw `sqlite3` and `json`, with nothing around it."""

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from annotator.store.project import Project

Taken = Callable[[dict], tuple[str, list] | None]  # type: ignore[type-arg]
"""Text and spans (start, end, label) of a row of JSON Lines; None for a row that is no article."""


def import_floor(source: Path, target: Path, taken: Taken = lambda row: (row["text"], row["label"])) -> float:
    """Write the rows that an import of JSON Lines writes: history and full text included. Return seconds.

    `taken` says where text and spans are, as doccano has them if nothing is said. One transaction, rows by
    executemany, the full text by one statement at the end. Checksums are constants: counting them is part of what is
    measured against this.
    """
    Project.open(target, create=True).close()
    with closing(sqlite3.connect(target, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA foreign_keys = ON")
        start = time.perf_counter()
        database.execute("BEGIN")
        _write_rows(database, source, taken)
        database.execute("INSERT INTO document_fts(rowid, title, text) SELECT id, title, text FROM document")
        database.execute("COMMIT")
        return time.perf_counter() - start


def _write_rows(database: sqlite3.Connection, source: Path, taken: Taken) -> None:
    database.execute("INSERT INTO annotator VALUES (1, 'floor', 'person', 0, 1, 0)")
    database.execute("INSERT INTO action VALUES (1, 1, 'Import', 1, 0, NULL, 1, 0, NULL, NULL, NULL, 0, 1)")
    database.execute("INSERT INTO batch VALUES (1, 'in', 0)")
    labels: dict[str, int] = {}
    documents, spans, edits, counts = [], [], [], []
    document_id = span_id = 1 << 61
    with source.open(encoding="utf-8") as file:
        for line in file:
            article = taken(json.loads(line))
            if article is None:
                continue
            text, marked = article
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            document_id += 1
            documents.append((document_id, 1, text[:60], "", "", "", "", "{}", None, sha256, 0, 1, 1 << 31, text))
            for begin, end, label in marked:
                if label not in labels:
                    labels[label] = len(labels) + 1
                    row = (labels[label], label, "span", "#b9a9f2", "", "", "", 0, 0, 1, 0, 1, 0, None, None)
                    database.execute(f"INSERT INTO label VALUES ({','.join('?' * 15)})", row)
                span_id += 1
                spans.append((span_id, document_id, begin, end, labels[label], 1, None, None, None, 1, 1 << 31))
            counts.append((document_id, 1, len(marked)))
            after = json.dumps({"id": document_id, "sha256": sha256, "checksums": 1 << 36})
            edits.append((1, len(edits) + 1, "import", None, after, 1, 1 << 31))
            if len(documents) == 1000:
                _flush(database, documents, spans)
    _flush(database, documents, spans)
    database.executemany("INSERT INTO span_count VALUES (?,?,?)", counts)
    database.executemany("INSERT INTO edit VALUES (?,?,?,?,?,?,?)", edits)


def _flush(database: sqlite3.Connection, documents: list[tuple], spans: list[tuple]) -> None:  # type: ignore[type-arg]
    database.executemany(f"INSERT INTO document VALUES ({','.join('?' * 14)})", documents)
    database.executemany(f"INSERT INTO span VALUES ({','.join('?' * 11)})", spans)
    documents.clear()
    spans.clear()


Spans = list[tuple[int, int, int, str]]
"""Id, start, end and label of the spans of an article."""


def doccano_row(id_: int, text: str, spans: Spans) -> dict[str, object]:
    """Return the object of a line of doccano's."""
    return {"id": id_, "text": text, "label": [span[1:] for span in spans]}


def native_row(id_: int, text: str, spans: Spans) -> dict[str, object]:
    """Return the object of a line of ours."""
    told = [{"id": str(span), "label": label, "annotator": "me", "start": start, "end": end}
            for span, start, end, label in spans]  # fmt: skip
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return {"id": str(id_), "title": text[:60], "text": text, "sha256": sha256, "spans": told}


def export_floor(
    project: Path, target: Path, made: Callable[[int, str, Spans], dict[str, object]] = doccano_row
) -> float:
    """Read the same columns and write the same lines with `json`, as `made` makes their objects. Return seconds."""
    with closing(sqlite3.connect(project)) as database, target.open("w", encoding="utf-8") as file:
        start = time.perf_counter()
        labels = dict(database.execute("SELECT id, name FROM label"))
        last = 0
        while page := database.execute(
            "SELECT id, title, author, date, source, url, metadata, origin, sha256, rev, checksum, text "
            "FROM document WHERE id > ? AND removed = 0 ORDER BY id LIMIT 100",
            (last,),
        ).fetchall():
            spans: dict[int, Spans] = {row[0]: [] for row in page}
            for row in database.execute(
                'SELECT id, document, start, "end", label, annotator, pieces, attributes, note, rev, checksum '
                "FROM span WHERE document BETWEEN ? AND ? ORDER BY document, start",
                (page[0][0], page[-1][0]),
            ):
                spans[row[1]].append((row[0], row[2], row[3], labels[row[4]]))
            for row in page:
                file.write(json.dumps(made(row[0], row[-1], spans[row[0]]), ensure_ascii=False) + "\n")
            last = page[-1][0]
        return time.perf_counter() - start


def commit_floor(path: Path, number: int) -> list[float]:
    """Commit one row at a time with a full fsync on the same disk. Return the seconds of each."""
    seconds = []
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE one (id INTEGER PRIMARY KEY, value TEXT)")
        for number_ in range(number):
            start = time.perf_counter()
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO one(value) VALUES (?)", (f"row {number_}",))
            database.execute("COMMIT")
            seconds.append(time.perf_counter() - start)
    return seconds
