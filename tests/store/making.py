"""What the tests of the store are made of: projects in real files, with people, labels and articles."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from annotator import edits
from annotator.addresses import Address
from annotator.model import AnnotatedDocument, Document, Kind, Label, Scheme, Span
from annotator.store import Change
from annotator.store.checksums import values_checksum
from annotator.store.project import Project
from annotator.store.rows import KINDS

IN_FILE = pytest.mark.parametrize("path", ["file"], indirect=True)
"""For a test of what only a file has, or of how SQLite goes about something."""

ROOT = Path(__file__).resolve().parents[2]

SCHEME = Scheme(
    (
        Label(11, "PERSON", key="1", color="#aa0000"),
        Label(12, "ORG", key="2", color="#00aa00", position=1),
        Label(13, "knows", Kind.RELATION, position=2),
        Label(14, "News", Kind.DOCUMENT, position=3),
    )
)

TEXT = "Zakir Hasanov met Ilham Aliyev in Baku on Monday, said the ministry. Article {number}."


def new_project(path: Address, *people: str) -> Project:
    """Make a project with the scheme above."""
    project = Project.open(path, create=True, scheme=SCHEME)
    for name in people or ("Ayla",):
        project.ensure_annotator(name)
    return project


def article(number: int, *spans: Span, **layers: object) -> AnnotatedDocument:
    """Make an article whose text is like no other number's."""
    document = Document(number, TEXT.format(number=number), f"Article {number}", source="AZERTAC")
    return AnnotatedDocument(document, spans, **layers)


def bring_in(project: Project, articles: Sequence[AnnotatedDocument], annotator: str = "Ayla", **options) -> Change:
    """Import articles as one action."""
    with project.bulk_import("Import", annotator) as importing:
        importing.add(articles, SCHEME, **options)
        return project.close_import(importing, f"Import {len(articles)} documents")


def ids(project: Project, annotator: str = "Ayla") -> list[int]:
    """Return the ids of all documents."""
    return [line.id for line in project.documents(annotator=annotator)]


def label(
    project: Project, document: int, start: int = 0, end: int = 13, name: str = "PERSON", annotator: str = "Ayla"
) -> Change:
    """Label a stretch as the window does."""
    made = edits.label_span(project.document(document), project.scheme(), start, end, name, annotator)
    return project.apply(f"Label {name}", made, annotator)


def spans(project: Project, document: int) -> list[tuple[str, int, int, str]]:
    """Return the spans of a document as tuples."""
    return [(span.label, span.start, span.end, span.annotator) for span in project.document(document).spans]


def run_python(code: str, *arguments: object, **options) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own, with the source on its path."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, **options)


def start_python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start Python code in a process of its own, to talk with by lines."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def raw(path: Address) -> Iterator[Any]:
    """Write and read the tables as nobody should: past the project, and past what refers to what."""
    if isinstance(path, Path):
        with closing(sqlite3.connect(path)) as file, file:
            yield file
        return
    from annotator.store.server import connect

    with closing(connect(path)) as connection, connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        yield _Raw(connection)


def stamp_as_0011(path: Address) -> None:
    """Let a project be as the version before wrote it, whose checksums did not vouch for what was removed."""
    with raw(path) as file:
        for name in ("document", "label", "annotator"):
            for row in file.execute(f"SELECT {', '.join(KINDS[name].columns)} FROM {name}").fetchall():
                given = (values_checksum(row), row[0])
                file.execute(f"UPDATE {name} SET checksum = ? WHERE id = ?", given)
        file.execute("UPDATE alembic_version SET version_num = '0011'")


class _Raw:
    """Takes statements as SQLite reads them."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, statement: str, given: Sequence[Any] = ()) -> Any:
        from annotator.store.postgresql_sql import for_postgresql

        return self._connection.execute(for_postgresql(statement), given or None)
