"""How cost grows with the project: `python -m tests.benchmarks.growth [--short|--long] [--write FILE]`.

Projects of 1,000, 10,000 and 100,000 articles with 25 spans each (`--long`: 1,000,000 as well), each measured in a
process of its own. The exponent is the slope of the logarithm of the cost over that of the number of articles (least
squares): 1 is linear, 0 is no growth. What touches everything may be linear; what touches an article, or a page of a
list, may not grow.
"""

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import psutil

from annotator import edits
from annotator.ids import new_id
from annotator.model import AnnotatedDocument, Document, Scheme, Span
from annotator.store import DocumentFilter
from annotator.store.project import Project
from annotator.transfer.exporting import Target, export_project
from annotator.transfer.starting import default_scheme
from tests.benchmarks.table import median

SIZES, SHORT, LONGEST = (1_000, 10_000, 100_000), (200, 2_000), 1_000_000
SPANS, CHUNK = 25, 1_000
ME = "benchmark"
LINEAR, LEVEL = 1.1, 0.25
"""What an exponent may come to: costs are measured, and small ones hold much that never grows."""
BOUNDS = {
    "import, s": LINEAR, "export of all, s": LINEAR, "file, MB": LINEAR, "memory, MB": LEVEL, "open, ms": LEVEL,
    "page of the list, ms": LEVEL, "article, ms": LEVEL, "rare word, ms": LEVEL, "label, ms": LEVEL, "undo, ms": LEVEL,
    "memory of the export, MB": LEVEL,
}  # fmt: skip
WORDS = (
    "minister", "talks", "border", "harbour", "election", "bridge", "village", "council", "storm", "museum", "railway",
    "treaty", "school", "market", "festival", "engine", "orchard", "captain", "library", "winter",
)  # fmt: skip
RARE = "zygote"


def make_project(path: Path, number: int) -> float:
    """Make a project by one import, in which five articles hold a rare word; return the seconds it took."""
    chance = random.Random(7)
    begin = time.perf_counter()
    with closing(Project.open(path, create=True, scheme=default_scheme())) as project:
        project.ensure_annotator(ME)
        with project.bulk_import("Import", ME) as importing:
            for first in range(0, number, CHUNK):
                made = [_article(chance, at, number) for at in range(first, min(first + CHUNK, number))]
                importing.add(made, Scheme())
            project.close_import(importing, "Import")
        project.idle()
    return time.perf_counter() - begin


def _article(chance: random.Random, at: int, number: int) -> AnnotatedDocument:
    words = chance.choices(WORDS, k=100)
    if at % (number // 5) == 7:
        words[50] = RARE
    document = Document(new_id(), f"{' '.join(words)} {at}.", f"{words[0].capitalize()} {at}", source="Wire")
    places, position = [], 0
    for word in words:
        places.append((position, position + len(word)))
        position += len(word) + 1
    spans = tuple(Span(new_id(), document.id, "ORG", "", *place) for place in chance.sample(places, SPANS))
    return AnnotatedDocument(document, spans)


def measure(path: Path) -> dict[str, float]:
    """Measure a project that is there."""
    figures = {"file, MB": path.stat().st_size / 1e6, "open, ms": median(list(_opened(path)))}
    with closing(Project.open(path)) as project:
        ids = project.document_ids(DocumentFilter(), annotator=ME)
        some = random.Random(3).sample(ids, 60)
        turn = iter(some * 20)
        figures["page of the list, ms"] = _median(lambda: project.documents(annotator=ME, limit=100))
        figures["article, ms"] = _median(lambda: project.document(next(turn)))
        figures["rare word, ms"] = _median(lambda: project.search(RARE))
        figures["label, ms"] = median([_label(project, id_) for id_ in some])
        figures["undo, ms"] = _median(lambda: project.undo(ME))
        figures["memory, MB"] = psutil.Process().memory_info().rss / 1e6
        before = psutil.Process().memory_info().rss
        begin = time.perf_counter()
        export_project(project, path.with_name("out.jsonl"), Target("native", {}))
        figures["export of all, s"] = time.perf_counter() - begin
        figures["memory of the export, MB"] = max(1.0, (psutil.Process().memory_info().rss - before) / 1e6)
    return figures


def _opened(path: Path) -> Iterator[float]:
    for _ in range(9):
        begin = time.perf_counter()
        project = Project.open(path)
        project.documents(annotator=ME, limit=100)
        yield (time.perf_counter() - begin) * 1000
        project.close()


def _median(act: Callable[[], object]) -> float:
    times = []
    for _ in range(30):
        begin = time.perf_counter()
        act()
        times.append((time.perf_counter() - begin) * 1000)
    return median(times)


def _label(project: Project, id_: int) -> float:
    document = project.document(id_)
    end = len(document.text)
    made = edits.label_span(document, project.scheme(), end - 4, end, "DATE", ME)
    begin = time.perf_counter()
    project.apply("Label", made, ME)
    return (time.perf_counter() - begin) * 1000


def exponent(costs: Mapping[int, float]) -> float:
    """Return the slope of log cost over log number, by least squares."""
    xs, ys = [math.log(number) for number in costs], [math.log(max(cost, 1e-6)) for cost in costs.values()]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def run(sizes: tuple[int, ...]) -> str:
    """Return a table: each cost for each size, its exponent, and what that may be."""
    measured: dict[str, dict[int, float]] = {what: {} for what in BOUNDS}
    for number in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "growth.annotator"
            measured["import, s"][number] = make_project(path, number)
            command = [sys.executable, "-m", "tests.benchmarks.growth", "--measure", str(path)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            for what, cost in json.loads(done.stdout.splitlines()[-1]).items():
                measured[what][number] = cost
    head = " | ".join(f"{number:,} articles" for number in sizes)
    lines = [f"| what | {head} | exponent | at most |", f"|---|{'---:|' * (len(sizes) + 2)}"]
    for what, costs in measured.items():
        slope, figures = exponent(costs), " | ".join(f"{cost:.2f}" for cost in costs.values())
        mark = "" if slope <= BOUNDS[what] else " **!**"
        lines.append(f"| {what} | {figures} | {slope:.2f}{mark} | {BOUNDS[what]:g} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table, and write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="200 and 2,000 articles")
    parser.add_argument("--long", action="store_true", help="a million articles as well")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the table to FILE")
    parser.add_argument("--measure", type=Path, metavar="PROJECT", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(measure(args.measure)))
        return
    table = run(SHORT if args.short else (*SIZES, LONGEST) if args.long else SIZES)
    print(table)
    if args.write:
        args.write.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
