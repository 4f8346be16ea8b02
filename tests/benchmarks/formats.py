"""Each format against its own library, in the same run: `python -m tests.benchmarks.formats [NAME...]`.

Seconds are those that the processor spent in the program: other programs do not lengthen them, nor does the disk, which
makes 20,000 files now quickly and now slowly. Each format has a process of its own, whose
memory is seen to stay flat: a second pass over twice as many articles may not need more. Needs the extra `clients`.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from annotator.collecting import collecting_seldom
from annotator.formats import Format, chosen_options, find_format
from annotator.model import AnnotatedDocument, Document, Label, Scheme, Span, reading_order
from annotator.report import Report
from annotator.transfer.exporting import Target, noting_losses, write_proven
from tests.benchmarks import dataset
from tests.benchmarks.format_floors import FLOORS

BOUND = 3.0
"""Times the library's own seconds."""
MEGABYTES = 20.0
"""By so much the process may grow when it goes through twice as many articles."""
SCHEME = Scheme(tuple(Label(at, name, position=at) for at, name in enumerate(dataset.LABELS, 1)))


class Measured(NamedTuple):
    """Seconds in the program, None where there is no such way; megabytes."""

    name: str
    articles: int
    write: float | None
    library_write: float | None
    read: float | None
    library_read: float | None
    export: float | None
    """With all losses told, written and proven by reading it back."""
    growth: float


def documents(number: int) -> Iterator[AnnotatedDocument]:
    """Yield the articles of the dataset, made as they are asked for."""
    for article in dataset.articles(number):
        id_, text, found = article["id"], article["text"], article["label"]
        spans = [Span(id_ * 100 + at, id_, label, "me", *ends) for at, (*ends, label) in enumerate(found)]
        yield AnnotatedDocument(Document(id_, text, text[:60]), tuple(sorted(spans, key=reading_order)))


def measured(name: str, number: int) -> Measured:
    """Measure one format, in this process."""
    format_ = find_format(name)
    with tempfile.TemporaryDirectory() as folder, collecting_seldom():
        times = _times(format_, number, Path(folder))
        growth = _growth(format_, Path(folder), number // 4) if format_.writes else 0.0
    return Measured(name, number, *times, growth)


def _times(format_: Format, number: int, folder: Path) -> tuple[float | None, ...]:
    """Return the seconds of both writers, of both readers, and of an export as a person makes it."""
    floor, given, suffix = FLOORS[format_.name], list(documents(number)), format_.suffixes[0]
    ours, theirs = folder / f"ours{suffix}", folder / f"theirs{suffix}"
    write = library_write = read = library_read = export = None
    if format_.writes:
        write = _seconds(lambda: format_.write(iter(given), SCHEME, ours, chosen_options(format_, {}), Report()))
        export = _seconds(lambda: _export(format_, given, folder / f"export{suffix}"))
    if floor.write:
        library_write = _seconds(lambda: floor.write(iter(given), theirs))
    if floor.read:
        spans = sum(len(document.spans) for document in given)
        file = ours if format_.writes else theirs
        read = _seconds(lambda: _read(format_, file, number))
        library_read = _seconds(lambda: _library_read(floor.read, file, number, spans))
    return write, library_write if format_.writes else None, read, library_read, export


def _seconds(work: Callable[[], object]) -> float:
    start = _spent()
    work()
    return _spent() - start


def _spent() -> float:
    """Return the seconds that the processor has spent in this program until now, to the microsecond where it can."""
    if sys.platform == "win32":
        return os.times().user
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def _read(format_: Format, path: Path, number: int) -> None:
    options = chosen_options(format_, {})
    paths = [path] if format_.folder or path.is_file() else sorted(path.iterdir())
    assert sum(1 for each in paths for _ in format_.read(each, options, Report()).documents) == number


def _library_read(read: Callable[[Path], tuple[int, int]], path: Path, number: int, spans: int) -> None:
    articles, found = read(path)
    assert articles == number
    assert 0.3 * spans < found <= spans * 1.2, found


def _export(format_: Format, given: list[AnnotatedDocument], path: Path) -> None:
    target, report = Target(format_.name), Report()
    write_proven(target, noting_losses(given, target, SCHEME, report), SCHEME, path, report)


def _growth(format_: Format, folder: Path, number: int) -> float:
    """Return by how many megabytes the process is larger after twice as many articles."""
    sizes = []
    for times in (1, 2):
        path = folder / f"memory{times}{format_.suffixes[0]}"
        options = chosen_options(format_, {})
        format_.write(documents(number * times), SCHEME, path, options, Report())
        if format_.reads:
            _read(format_, path, number * times)
        sizes.append(psutil.Process().memory_info().rss / 1e6)
    return sizes[1] - sizes[0]


# --- the table


def table(rows: list[Measured]) -> str:
    """Return the table in Markdown."""
    heading = [
        "format",
        "by",
        "write",
        "library",
        "times",
        "read",
        "library",
        "times",
        "whole export",
        "memory",
        "holds",
    ]
    lines = [f"| {' | '.join(heading)} |", "|---|---" + "|---:" * 8 + "|---|"]
    for row in rows:
        wrote, took = _ratio(row.write, row.library_write), _ratio(row.read, row.library_read)
        holds = all(times is None or times <= BOUND for times in (wrote, took)) and row.growth <= MEGABYTES
        cells = [f"`{row.name}`", FLOORS[row.name].by]
        cells += [_cell(row.write, " s"), _cell(row.library_write, " s"), _cell(wrote)]
        cells += [_cell(row.read, " s"), _cell(row.library_read, " s"), _cell(took)]
        cells += [_cell(row.export, " s"), f"{row.growth:+.0f} MB", "yes" if holds else "**no**"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _ratio(ours: float | None, theirs: float | None) -> float | None:
    return ours / theirs if ours is not None and theirs else None


def _cell(figure: float | None, unit: str = "") -> str:
    return "" if figure is None else f"{figure:.2f}{unit}"


def main() -> None:
    """Measure the formats that are named, else all, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", choices=[[], *FLOORS], metavar="NAME", help=", ".join(FLOORS))
    parser.add_argument("--articles", type=int, default=10_000, help="how many, with 25 spans each (%(default)s)")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the table to FILE")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measured(args.formats[0], args.articles)))
        return
    rows = []
    for name in args.formats or FLOORS:
        rows.append(_in_a_process(name, args.articles))
        print(table(rows[-1:]).splitlines()[-1], flush=True)
    system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    head = f"{args.articles:,} articles with {25 * args.articles:,} spans; {datetime.now(UTC):%Y-%m-%d}, {system}.\n\n"
    print(head + table(rows))
    if args.write:
        args.write.write_text(head + table(rows), encoding="utf-8")


def _in_a_process(name: str, number: int) -> Measured:
    command = [sys.executable, "-m", "tests.benchmarks.formats", "--one", name, "--articles", str(number)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    found: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return Measured(*found)


if __name__ == "__main__":
    main()
