"""How long others wait: another process begins a write every few milliseconds while something large goes on.

The longest it waits is the longest that a transaction holds the database: at most 50 ms.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from annotator.model import AnnotatedDocument, Document, Scheme, Span
from annotator.store.project import Project
from tests.benchmarks.dataset import articles
from tests.benchmarks.table import Figure, markdown, percentile

LONGEST = 50.0
PERSON = "Ayla"

PROBE = """
import json, select, sqlite3, sys, time

connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)
waits = []
print("ready", flush=True)
while not select.select([sys.stdin], [], [], 0.002)[0]:
    began = time.perf_counter()
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
            break
        except sqlite3.OperationalError:
            select.select([sys.stdin], [], [], 0.0002)
    waits.append(1000 * (time.perf_counter() - began))
    connection.execute("ROLLBACK")
print(json.dumps(waits))
"""


def waits_beside(path: Path, work: Callable[[], object]) -> list[float]:
    """Return how many milliseconds each write of another process waited while `work` went on."""
    with subprocess.Popen(
        [sys.executable, "-c", PROBE, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as probe:
        assert probe.stdout is not None
        probe.stdout.readline()
        work()
        said, _ = probe.communicate("end\n")
    waits: list[float] = json.loads(said)
    return waits


def run(*, short: bool = False) -> list[Figure]:
    """Measure an import that is closed, one that is given up, undo, redo and one very long document."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "waiting.annotator"
        with closing(Project.open(path, create=True)) as project:
            project.ensure_annotator(PERSON)
            number = 1_000 if short else 10_000
            works = {
                f"import of {number:,} articles": lambda: _import(project, _articles(number, seed=1)),
                "its undo and redo, ten times over": lambda: [
                    (project.undo(PERSON), project.redo(PERSON)) for _ in range(10)
                ],
                "an import of as many that is given up": lambda: _import(
                    project, _articles(number, seed=2), close=False
                ),
                "import of 5 MB with 100,000 spans": lambda: _import(project, [_long()]),
            }
            figures = []
            for name, work in works.items():
                waits = waits_beside(path, work) or [0.0]
                figures.append(Figure(f"{name}: others wait, longest", max(waits), "ms", LONGEST))
                figures.append(Figure(f"{name}: others wait, p95", percentile(waits, 0.95), "ms"))
    return figures


def _articles(number: int, *, seed: int) -> list[AnnotatedDocument]:
    return [
        AnnotatedDocument(
            Document(1, str(made["text"])),
            tuple(Span(1, 1, label, "", start, end) for start, end, label in made["label"]),
        )
        for made in articles(number, seed=seed)
    ]


def _long() -> AnnotatedDocument:
    text = " ".join(str(made["text"]) for made in articles(3_000, seed=3))[:5_000_000]
    return AnnotatedDocument(
        Document(1, text), tuple(Span(1, 1, "PERSON", "", at * 40, at * 40 + 8) for at in range(100_000))
    )


def _import(project: Project, documents: list[AnnotatedDocument], *, close: bool = True) -> None:
    with project.bulk_import("Import", PERSON) as importing:
        for at in range(0, len(documents), 100):
            importing.add(documents[at : at + 100], Scheme())
        if close:
            project.close_import(importing, "Import")


if __name__ == "__main__":
    print(markdown("Waiting for others", run(short="--short" in sys.argv)))
