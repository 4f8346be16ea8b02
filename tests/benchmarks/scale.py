"""The same project with 1,000 and with 1,000,000 articles: `python -m tests.benchmarks.scale [--short] [--write FILE]`.

Both are made anew in a temporary folder: articles with five spans on average, a source, a date, metadata, and how far
somebody is with them. Each is measured in the real window, in a process of its own, so that memory can be compared:
from the key to the painted list, with all that is read on the way. The short form has 20,000 articles.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QComboBox

from annotator.ids import new_id
from annotator.model import AnnotatedDocument, Document, Progress, Scheme, Span, Status
from annotator.store.project import Project
from annotator.transfer.starting import default_scheme
from annotator.ui.project_find_bar import ProjectFindBar
from tests.benchmarks import starting
from tests.benchmarks.listing import MS, Desk
from tests.benchmarks.table import Figure, markdown, median

FEW, MANY, MANY_SHORT = 1_000, 1_000_000, 20_000
SLOWER, MORE_MEMORY, FIRST_PAGE = 1.5, 50.0, 150.0
NOISE = 1.0
"""Milliseconds that a list of a few milliseconds may differ by."""
ME = "benchmark"
CHUNK = 1_000
WORDS = (
    "minister", "talks", "border", "harbour", "election", "bridge", "village", "council", "storm", "museum", "railway",
    "treaty", "school", "market", "festival", "engine", "orchard", "captain", "library", "winter",
)  # fmt: skip
SECTIONS = ("politics", "sport", "culture", "business", "science", "local", "world", "weather")
FIELDS = ("By desk", "By page", "By section")
"""The orders by a key of the metadata."""
STATUSES = (None, None, Status.IN_PROGRESS, Status.DONE, Status.SKIPPED)


def make_project(path: Path, documents: int) -> None:
    """Make a project of short articles by one import."""
    chance = random.Random(7)
    project = Project.open(path, create=True, scheme=default_scheme())
    project.ensure_annotator(ME)
    with project.bulk_import("Import", ME) as importing:
        for first in range(0, documents, CHUNK):
            importing.add(
                [_article(chance, number) for number in range(first, min(first + CHUNK, documents))], Scheme()
            )
        project.close_import(importing, "Import")
    project.idle()
    project.close()


def _article(chance: random.Random, number: int) -> AnnotatedDocument:
    words = chance.choices(WORDS, k=60)
    text, title = " ".join(words), " ".join(chance.choices(WORDS, k=6)).capitalize()
    rare = " zygote" if number % 500 == 250 else ""
    day = f"{2000 + chance.randrange(24)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    metadata = {"section": chance.choice(SECTIONS), "page": chance.randrange(400), "desk": f"d{number % 499}"}
    document = Document(
        new_id(), f"{text}{rare} {number}.", f"{title}{rare} {number}", author=f"Author {chance.randrange(3000)}",
        date=day, source=f"Wire {chance.randrange(200)}", metadata=metadata,
    )  # fmt: skip
    spans = tuple(
        Span(new_id(), document.id, "ORG", "", at * 12, at * 12 + 6) for at in range(chance.choice((0, 3, 5, 7, 10)))
    )
    status = chance.choice(STATUSES)
    flagged = number % 40 == 5
    progress = (Progress(new_id(), document.id, "", status or Status.TODO, flagged=flagged),)
    return AnnotatedDocument(document, spans, progress=progress if status or flagged else ())


# --- one project, in a process of its own


def measure(path: Path) -> dict[str, float]:
    """Return the median milliseconds of everything that is done in the window, and the memory in MB."""
    os.environ["ANNOTATOR_HOME"] = str(path.parent / "home")
    desk = Desk(path)
    figures = {name: median(times) for name, times in _measured(desk)}
    figures["memory"] = psutil.Process().memory_info().rss / 1e6
    desk.close()
    return figures


def _measured(desk: Desk) -> Iterator[tuple[str, list[float]]]:
    box = desk.panel.filter
    yield from _scrolled(desk, "in their order")
    desk.list.setFocus()
    yield "open the article below", _times(desk, lambda: desk.key(Qt.Key.Key_Down))
    for words in [box.order.itemText(at) for at in range(1, box.order.count())]:
        desk.took(lambda words=words: _choose(box.order, words))
        yield f"sort: {words}", _times(desk, *_to_and_fro(box.order, words))
        _choose(box.order, words)
        desk.settle()
        yield from _scrolled(desk, words)
    _choose(box.order, box.order.itemText(0))
    for words in [box.status.itemText(at) for at in range(1, box.status.count())]:
        yield f"filter: {words}", _times(desk, *_to_and_fro(box.status, words))
    _choose(box.status, box.status.itemText(0))
    for what, typed in TYPED.items():
        yield what, _times(desk, lambda typed=typed: _find(desk, typed), lambda: _forget(desk))
    _choose(box.order, "Title")
    for what, typed in TYPED.items():
        yield f"{what}, by title", _times(desk, lambda typed=typed: _find(desk, typed), lambda: _forget(desk))
    yield from _found_everywhere(desk)


TYPED: Mapping[str, str] = {
    "find: beginning of a source": 'source:"wire 17"',
    "find: a year": "date:2011",
    "find: an author": 'author:"author 77"',
    "find: part of a title, in many": "title:bridge",
    "find: part of a title, in few": "title:zygo",
    "find: part of a title, in none": "title:qqq",
    "find: a key of the metadata, in many": "section:sport",
    "find: a key of the metadata, in few": "desk:d77",
    "find: words, in many": "minister talks",
    "find: words, in few": "zygote",
}


LISTED: Mapping[str, tuple[str, int]] = {
    "find: the best articles of a common name": ("minister", 0),
    "find: the best articles of two common names": ("minister talks", 0),
    "find: the best articles of a rare name": ("zygote", 0),
    "find: each place of a common name": ("minister", 1),
    "find: each place of two names together": ("minister talks", 1),
    "find: each place of a rare name": ("zygote", 1),
}
"""What is typed into the panel for all articles, and which of its lists is asked for."""


def _found_everywhere(desk: Desk) -> Iterator[tuple[str, list[float]]]:
    """From the words in the panel to its first painted rows."""
    window = desk.application.window
    window.actions_by_name["find_in_project"].trigger()
    bar = window.findChild(ProjectFindBar)

    def look(typed: str) -> None:
        bar.write(typed)
        while not bar.rows.rowCount() and not bar.nothing.isVisible():
            _wait(desk)

    for what, (typed, shown) in LISTED.items():
        bar.shown.setCurrentIndex(shown)
        desk.settle()
        yield what, _times(desk, lambda typed=typed: look(typed), lambda: bar.write(""))
    bar.left.emit()


def _find(desk: Desk, typed: str) -> None:
    """Type something; in a long list it is looked for beside the window."""
    desk.filter(typed)
    box, workspace = desk.panel.filter, desk.application.session.workspace
    while workspace.where != box.where():
        _wait(desk)


def _wait(desk: Desk) -> None:
    """Wait for what comes from beside the window, without taking the interpreter from it as a busy loop would."""
    desk.qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _forget(desk: Desk) -> None:
    """Ask for something else, so that nothing of what was found is at hand, and show all again."""
    _find(desk, "date:1900")
    desk.panel.filter.empty()


def _choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words))


def _to_and_fro(box: QComboBox, words: str) -> tuple[Callable[[], object], Callable[[], object]]:
    return lambda: _choose(box, words), lambda: box.setCurrentIndex(0)


def _scrolled(desk: Desk, order: str) -> Iterator[tuple[str, list[float]]]:
    desk.list.setFocus()
    desk.key(Qt.Key.Key_Home)
    desk.settle()
    yield f"a page down, {order}", _times(desk, desk.page)
    ends = _times(desk, lambda: desk.key(Qt.Key.Key_End), lambda: desk.key(Qt.Key.Key_Home))
    yield f"to the end, {order}", ends


def _times(desk: Desk, act: Callable[[], object], back: Callable[[], object] | None = None) -> list[float]:
    times = []
    for _ in range(9):
        times.append(desk.took(act))
        if back is not None:
            back()
            desk.settle()
    return times[1:]


# --- both, compared


def run(*, short: bool) -> list[Figure]:
    """Make and measure both projects."""
    many = MANY_SHORT if short else MANY
    with tempfile.TemporaryDirectory() as folder:
        measured, figures = {}, []
        for number in (FEW, many):
            path = Path(folder) / str(number) / "scale.annotator"
            path.parent.mkdir()
            begin = time.perf_counter()
            make_project(path, number)
            made = time.perf_counter() - begin
            begin = time.perf_counter()
            _prepare(path)
            figures += [
                Figure(f"{number:,} articles: made by one import", made, "s"),
                Figure(f"{number:,} articles: made ready to sort", time.perf_counter() - begin, "s"),
                Figure(f"{number:,} articles: size of the file", path.stat().st_size / 1e6, "MB"),
            ]
            measured[number] = {**_start(path), **_in_own_process(path)}
    return [*figures, *_compared(measured[FEW], measured[many], f"{many:,}")]


def _prepare(path: Path) -> None:
    project = Project.open(path)
    project.prepare_sorting(ME)
    project.idle()
    project.close()


def _start(path: Path) -> dict[str, float]:
    os.environ["ANNOTATOR_HOME"] = str(path.parent / "home")
    runs = [starting.start(starting.WHOLE, path) for _ in range(6)][1:]
    return {"start to the painted article": median([seconds * 1000 for seconds, _ in runs])}


def _in_own_process(path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.scale", "--measure", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _compared(few: Mapping[str, float], many: Mapping[str, float], number: str) -> Iterator[Figure]:
    for what, floor in few.items():
        if what == "memory":
            yield Figure(f"memory with {number} articles more than with {FEW:,}", many[what] - floor, "MB", MORE_MEMORY)
        elif what.startswith("find:") or what.endswith(FIELDS):
            yield Figure(what, many[what], MS, FIRST_PAGE, floor)
        else:
            yield Figure(what, many[what], MS, max(SLOWER * floor, floor + NOISE), floor)


HEAD = """# A million articles

Made by `python -m tests.benchmarks.scale --write docs/scale.md`{short}. The floor is the same project with 1,000
articles, in the same run; the times are medians, from the key to the painted list. What is typed, and what is sorted
by a key of the metadata, must show its first page in 150 ms; all else may take 1.5 times as long as with 1,000 articles
(or a millisecond longer).
"""


def main() -> None:
    """Print the table; with `--write`, also to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="with 20,000 articles")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the table to FILE")
    parser.add_argument("--measure", type=Path, metavar="PROJECT", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(measure(args.measure)))
        return
    table = markdown("The list of articles", run(short=args.short))
    print(table)
    if args.write:
        head = HEAD.format(short=" `--short`" if args.short else "")
        args.write.write_text(f"{head}\n{table}", encoding="utf-8")


if __name__ == "__main__":
    main()
