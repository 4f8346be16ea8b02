"""Hours of labelling in the real window, without the pauses: `python -m tests.soak [--hours 8] [--seed N]`.

An hour is 900 gestures, one every four seconds: words are selected and labelled, spans get another label or lose it,
undo and redo, the next article, the filter, a search in the article. Memory, open files and threads are printed after
each hour. It fails when they grow from the second hour to the last.
"""

import argparse
import gc
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

from annotator.model import AnnotatedDocument, Document, Scheme
from annotator.store.project import Project
from annotator.transfer.starting import default_scheme
from tests.benchmarks.dataset import articles
from tests.benchmarks.labelling import Window

AN_HOUR = 900
ARTICLES = 300
REST = 300
"""Milliseconds that the window gets after each hour to do what waits for a pause."""
MORE_MEMORY = 12.0
"""Megabytes from the second hour to the last; an allocator keeps some, in leaps."""
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Day:
    """Somebody at work. Each gesture is one that a hand makes; what comes of it is not looked at."""

    def __init__(self, path: Path, seed: int) -> None:
        self.window = Window(path)
        self._chance = random.Random(seed)
        self._articles = [line.id for line in self._project().documents(annotator="benchmark", limit=ARTICLES)]
        self.window.open(self._articles[0])
        self._gestures: list[tuple[Callable[[], None], int]] = [
            (self._label, 60), (self._relabel, 8), (self._remove, 6), (self._undo, 8), (self._redo, 4),
            (self._next, 10), (self._filter, 2), (self._find, 2),
        ]  # fmt: skip

    def _project(self) -> Project:
        return self.window.workspace.need_project()

    def work(self, gestures: int) -> None:
        """Make so many gestures, and then a pause."""
        acts, weights = zip(*self._gestures, strict=True)
        for act in self._chance.choices(acts, weights, k=gestures):
            act()
            self.window.settle()
        rest = QEventLoop()
        QTimer.singleShot(REST, rest.quit)
        rest.exec()

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.view, key, modifiers)

    def _label(self) -> None:
        view = self.window.view
        start = self._chance.randrange(max(1, len(view.text()) - 40))
        view.select(start, start + self._chance.randrange(3, 30))
        self._key(Qt.Key(Qt.Key.Key_1 + self._chance.randrange(5)))

    def _relabel(self) -> None:
        self._key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        self._key(Qt.Key(Qt.Key.Key_1 + self._chance.randrange(5)))

    def _remove(self) -> None:
        self._key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        self._key(Qt.Key.Key_Delete)

    def _undo(self) -> None:
        self._key(Qt.Key.Key_Z, CTRL)

    def _redo(self) -> None:
        self._key(Qt.Key.Key_Z, CTRL | SHIFT)

    def _next(self) -> None:
        self.window.open(self._chance.choice(self._articles))

    def _filter(self) -> None:
        line = self.window.application.window.articles.filter.line
        line.setText(self._chance.choice(("ka", "Article 1", "nothing of this kind")))
        self.window.settle()
        line.clear()

    def _find(self) -> None:
        self._key(Qt.Key.Key_F, CTRL)
        self.window.settle()
        self.window.application.window.page.take_focus()


def make_project(path: Path) -> None:
    """Make a project of articles without spans."""
    project = Project.open(path, create=True, scheme=default_scheme())
    me = project.ensure_annotator("benchmark").name
    with project.bulk_import("Import", me) as importing:
        for number, made in enumerate(articles(ARTICLES, spans=0), 1):
            document = Document(number, str(made["text"]), f"Article {number}")
            importing.add([AnnotatedDocument(document)], Scheme())
        project.close_import(importing, "Import")
    project.close()


Reading = tuple[float, int, int]


def run(hours: int, gestures: int, seed: int) -> Iterator[Reading]:
    """Yield megabytes of memory, open files and threads after each hour."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = str(Path(folder) / "home")
        path = Path(folder) / "soak.annotator"
        make_project(path)
        day, process = Day(path, seed), psutil.Process()
        for _ in range(hours):
            day.work(gestures)
            gc.collect()
            yield process.memory_info().rss / 1e6, process.num_fds(), process.num_threads()
        day.window.close()


def grows(readings: list[Reading]) -> list[str]:
    """Return what has grown from the second hour to the last, as sentences."""
    (memory, files, threads), (memory_then, files_then, threads_then) = (
        readings[min(1, len(readings) - 1)],
        readings[-1],
    )
    found = []
    if memory_then - memory > MORE_MEMORY:
        found.append(f"Memory has grown by {memory_then - memory:.1f} MB.")
    if files_then > files:
        found.append(f"{files_then - files} files more are open.")
    if threads_then > threads:
        found.append(f"There are {threads_then - threads} threads more.")
    return found


def main() -> int:
    """Print a line an hour; return 1 when something grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=int, default=8)
    parser.add_argument("--gestures", type=int, default=AN_HOUR, help="an hour, 900 if not said")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    readings: list[Reading] = []
    for reading in run(args.hours, args.gestures, args.seed):
        readings.append(reading)
        memory, files, threads = reading
        print(f"hour {len(readings)}: {memory:.1f} MB, {files} open files, {threads} threads", flush=True)
    found = grows(readings)
    print("\n".join(found) or "Nothing grows.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
