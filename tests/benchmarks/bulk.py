"""Import and export of many articles against raw `sqlite3` and `json`: `python -m tests.benchmarks.bulk`."""

import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import psutil

from annotator.formats import chosen_options, find_format
from annotator.report import Report
from annotator.store.project import Project
from annotator.transfer.exporting import Target, export_project
from annotator.transfer.importing import import_files
from annotator.transfer.proof import Proof
from tests.benchmarks import dataset, floors
from tests.benchmarks.formats import SCHEME, documents
from tests.benchmarks.table import Figure, markdown, median

SECONDS = "s"
TIMES = "times"


def run(*, short: bool) -> list[Figure]:
    """Measure import and export; in the long form 10,000 articles with 250,000 spans, three times."""
    number, rounds = (500, 1) if short else (10_000, 3)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        size = dataset.write_doccano(source, number)
        measured = [_round(Path(folder), source, round_) for round_ in range(rounds)]
        others = [figure for name in OTHERS for figure in _of_another(Path(folder), name, number, rounds)]
        longest = _longest_write(Path(folder), source)
        grown = _memory_growth(Path(folder), number)
    columns = list(zip(*measured, strict=True))
    imported, import_floor, exported, export_floor, proof, times_larger = (median(column) for column in columns)
    what = f"{number:,} articles, {number * 25:,} spans, {size / 1e6:.0f} MB doccano"
    return [
        Figure(f"floor of the import: {what}", import_floor, SECONDS),
        Figure("import", imported, SECONDS, 1.5 * import_floor, import_floor),
        Figure("floor of the export", export_floor, SECONDS),
        Figure("export without its proof", exported, SECONDS, 2 * export_floor, export_floor),
        Figure("the proof by re-reading", proof, SECONDS, None, export_floor),
        *others,
        Figure("file after import, by its native export", times_larger, TIMES, 3),
        Figure("longest write transaction of the import", longest * 1000, "ms", 50),
        Figure("memory that twice the articles need more", grown, "MB", 20),
    ]


def _round(folder: Path, source: Path, number: int) -> tuple[float, ...]:
    import_floor = floors.import_floor(source, folder / f"floor{number}.annotator")
    path = folder / f"project{number}.annotator"
    imported = _import(path, source)
    export_floor = floors.export_floor(path, folder / f"floor{number}.jsonl")
    project = Project.open(path)
    exported, proof = _export(project, folder / f"export{number}.jsonl", "doccano")
    native = folder / f"native{number}.jsonl"
    export_project(project, native, Target("native"))
    project.close()
    return imported, import_floor, exported, export_floor, proof, path.stat().st_size / native.stat().st_size


def _native(row: dict[str, Any]) -> tuple[str, list[tuple[int, int, str]]] | None:
    return (row["text"], _ends(row.get("spans", ()))) if "text" in row else None


def _prodigy(row: dict[str, Any]) -> tuple[str, list[tuple[int, int, str]]]:
    return row["text"], _ends(row["spans"])


def _ends(spans: Iterable[dict[str, Any]]) -> list[tuple[int, int, str]]:
    return [(span["start"], span["end"], span["label"]) for span in spans]


OTHERS: dict[str, floors.Taken] = {"native": _native, "prodigy": _prodigy}
"""The other formats of JSON Lines that are read, and where their lines have text and spans."""


def _of_another(folder: Path, name: str, number: int, rounds: int) -> Iterator[Figure]:
    format_, source = find_format(name), folder / f"{name}.jsonl"
    format_.write(documents(number), SCHEME, source, chosen_options(format_, {}), Report())
    floors_, imported = [], []
    for round_ in range(rounds):
        floors_.append(floors.import_floor(source, folder / f"{name}-floor{round_}.annotator", OTHERS[name]))
        imported.append(_import(folder / f"{name}{round_}.annotator", source))
    yield Figure(f"import, {name}", median(imported), SECONDS, 1.5 * median(floors_), median(floors_))
    if name == "native":
        path = folder / f"{name}0.annotator"
        floor = floors.export_floor(path, folder / f"{name}-floor.jsonl", floors.native_row)
        project = Project.open(path)
        bare, _ = _export(project, folder / f"{name}-export.jsonl", name)
        project.close()
        yield Figure(f"export without its proof, {name}", bare, SECONDS, 2 * floor, floor)


def _import(path: Path, source: Path) -> float:
    """Return the seconds of an import."""
    project = Project.open(path, create=True)
    me = project.ensure_annotator("me").name
    start = time.perf_counter()
    import_files(project, [source], annotator=me)
    seconds = time.perf_counter() - start
    project.close()
    return seconds


def _longest_write(folder: Path, source: Path) -> float:
    """Return for how many seconds an import holds the database at most.

    Without checkpoints: they come after the commit, and hold nobody up.
    """
    project = Project.open(folder / "held.annotator", create=True)
    project._database._driver().execute("PRAGMA wal_autocheckpoint = 0")
    me = project.ensure_annotator("me").name
    held = _watch_writes(project)
    import_files(project, [source], annotator=me)
    project.close()
    return max(held)


def _watch_writes(project: Project) -> list[float]:
    """Return a list that fills with the seconds for which each transaction holds the database."""
    database = project._database
    held: list[float] = []
    write = database.write

    def watched(**how: bool) -> object:
        from contextlib import contextmanager

        @contextmanager
        def timed() -> Iterator[object]:
            with write(**how) as connection:
                start = time.perf_counter()
                yield connection
            held.append(time.perf_counter() - start)

        return timed()

    database.write = watched  # type: ignore[method-assign,assignment]
    return held


def _export(project: Project, out: Path, format_name: str) -> tuple[float, float]:
    """Return the seconds of an export without its proof, and of the proof: what is remembered and read back."""
    watch, check = Proof.watch, Proof.check
    Proof.watch = lambda self, documents: documents  # type: ignore[method-assign,assignment,return-value]
    Proof.check = lambda self, path, *, cancelled: None  # type: ignore[method-assign,assignment]
    try:
        start = time.perf_counter()
        export_project(project, out, Target(format_name))
        bare = time.perf_counter() - start
    finally:
        Proof.watch, Proof.check = watch, check  # type: ignore[method-assign]
    start = time.perf_counter()
    export_project(project, out, Target(format_name), force=True)
    return bare, time.perf_counter() - start - bare


def _memory_growth(folder: Path, number: int) -> float:
    """Return by how many MB the process grows from exporting `number` articles to exporting twice as many."""
    path, source = folder / "memory.annotator", folder / "memory.jsonl"
    project = Project.open(path, create=True)
    me = project.ensure_annotator("me").name
    seen = []
    for seed in (2, 3):
        dataset.write_doccano(source, number, seed=seed)
        import_files(project, [source], annotator=me)
        export_project(project, folder / f"memory{seed}.jsonl", Target("native"))
        seen.append(psutil.Process().memory_info().rss / 1e6)
    project.close()
    return seen[1] - seen[0]


if __name__ == "__main__":
    print(markdown("Import and export", run(short=False)))
