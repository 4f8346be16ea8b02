"""From the key to the paint, through the real window: `python -m tests.benchmarks.labelling [--short]`.

A stretch of text is selected; then the time runs from the press of a label's key until the action is
committed with a full flush to the disk and the window has painted it. Opening runs from the call
that a click in the list makes until the article is painted; page and scroll from the scroll bar. Suggestions are off:
`beside_learning` has what they cost.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest

from annotator.collecting import collect_seldom_from_now
from annotator.model import AnnotatedDocument, Document, Kind, Label, Relation, Scheme, Span
from annotator.settings import ANNOTATOR_NAME, SUGGESTION_CHOICES, Settings
from annotator.store.project import Project
from annotator.ui.application import Application, make_application
from annotator.ui.text_view import TextView
from tests.benchmarks import dataset, floors
from tests.benchmarks.table import Figure, markdown, median, percentile
from tests.benchmarks.texts import LABELS, SIZES, Size, make_document

MS = "ms"
KEY_BOUND, SCROLL_BOUND, BESIDE_BOUND = 8.3, 8.3, 100.0
LONGEST = 30
"""Code points of what is labelled, at most."""
IDLE = 50
"""Rounds of the event loop between two articles: nobody reads one in less time."""
RELATIONS = 500
RELATED = Size(f"100 kB with {RELATIONS} relations", 99_000, 2_500)
"""A document whose relations lead from spans around its middle, where keys are pressed, to others nearby and far."""
RELATION_LABELS = (
    Label(11, "works_for", Kind.RELATION, color="#d0552b"),
    Label(12, "meets", Kind.RELATION, color="#2f9a5a"),
    Label(13, "same", Kind.RELATION, color="#888888", symmetric=True),
)
OPEN_BOUNDS = {"2 kB": 25.0, "1 MB": 150.0}


def run(*, short: bool) -> list[Figure]:
    """Measure every size; in the short form fewer times, and not the largest."""
    presses, opens = (20, 3) if short else (200, 15)
    sizes = SIZES[:-1] if short else SIZES
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = str(Path(folder) / "home")
        path = Path(folder) / "labelling.annotator"
        ids = make_project(path, (*sizes, RELATED))
        floor = [seconds * 1000 for seconds in floors.commit_floor(Path(folder) / "floor.db", presses)]
        figures = [Figure("floor: commit of one row, p95", percentile(floor, 0.95), MS)]
        window = Window(path)
        for size, id_ in zip((*sizes, RELATED), ids, strict=True):
            figures += _measure(window, size, id_, presses=presses, opens=opens, floor=percentile(floor, 0.95))
        figures.append(_beside_an_import(window, ids[0], Path(folder), short=short))
        window.close()
    return figures


def make_project(path: Path, sizes: tuple[Size, ...]) -> list[int]:
    """Make a project with one document of each size; return their ids."""
    labels = [replace(label, id=n, position=n, key=str(n)) for n, label in enumerate(LABELS, 1)]
    project = Project.open(path, create=True, scheme=Scheme((*labels, *RELATION_LABELS)))
    me = project.ensure_annotator("benchmark").name
    with project.bulk_import("Import", me) as importing:
        for number, size in enumerate(sizes, 1):
            text, spans = make_document(size)
            document = Document(number, text, size.name)
            own = tuple(replace(span, annotator="") for span in spans)
            relations = make_relations(own) if size is RELATED else ()
            importing.add([AnnotatedDocument(document, own, relations)], Scheme())
        project.close_import(importing, "Import")
    ids = [line.id for line in project.documents(annotator=me)]
    project.close()
    return ids


def make_relations(spans: Sequence[Span]) -> tuple[Relation, ...]:
    """Let relations lead from the spans in the middle of a document to others, every tenth of them to any."""
    chance, middle = random.Random(11), len(spans) // 2
    near = spans[middle - 60 : middle + 60]
    ends = [(chance.choice(near), chance.choice(spans if number % 10 == 0 else near)) for number in range(RELATIONS)]
    labels = [label.name for label in RELATION_LABELS]
    return tuple(
        Relation(number, source.document, chance.choice(labels), "", source.id, target.id)
        for number, (source, target) in enumerate(ends, 1)
        if source.id != target.id
    )


class Painted:
    """When the text view had painted last, in seconds of `time.perf_counter`."""

    def __init__(self) -> None:
        self.at = 0.0
        event = TextView.viewportEvent

        def watched(view: TextView, happened: QEvent) -> bool:
            handled = event(view, happened)
            if happened.type() == QEvent.Type.Paint and not self.at:
                self.at = time.perf_counter()
            return handled

        TextView.viewportEvent = watched  # type: ignore[method-assign]

    def since(self, begin: float) -> float:
        """Return the milliseconds until the first paint since `reset`."""
        return (self.at - begin) * 1000

    def reset(self) -> float:
        """Forget the last paint; return the time."""
        self.at = 0.0
        return time.perf_counter()


class Window:
    """The real window on a project, offscreen."""

    def __init__(self, path: Path, *, suggests: bool = False) -> None:
        self.painted = Painted()
        self.qt = make_application()
        settings = Settings.load()
        settings.set(ANNOTATOR_NAME, "benchmark")
        settings.set(SUGGESTION_CHOICES, {} if suggests else {str(path): "off"})
        self.application = Application(self.qt, settings)
        self.application.window.resize(1280, 1000)
        self.application.open(path)
        collect_seldom_from_now()
        self.view = self.application.window.page.view
        self.workspace = self.application.session.workspace
        self.quiet: list[float] = []
        """Milliseconds from each key until the list and the status line were up to date too."""
        self.settle()

    def settle(self) -> None:
        """Let everything be painted that is to be painted."""
        self.qt.processEvents()
        self.qt.processEvents()

    def close(self) -> None:
        """Close as a user would."""
        self.application.window.close()
        self.settle()
        self.application.close()

    def open(self, id_: int) -> float:
        """Open a document; return the milliseconds until it is painted."""
        start = self.painted.reset()
        self.workspace.open_document(id_)
        self.settle()
        took = self.painted.since(start)
        for _ in range(IDLE):
            self.settle()
        return took

    def press_keys(self, times: int, labels: int = len(LABELS)) -> Iterator[float]:
        """Select words here and there on the screen and label them; yield the milliseconds from key to paint."""
        chance = random.Random(7)
        document = self.workspace.document
        assert document is not None
        for number in range(times):
            start = chance.randrange(*self._seen())
            self.view.select(start, start + chance.randrange(5, LONGEST))
            self.settle()
            begin = self.painted.reset()
            QTest.keyClick(self.view.viewport(), Qt.Key(Qt.Key.Key_1 + number % labels))
            self.settle()
            self.quiet.append((time.perf_counter() - begin) * 1000)
            yield self.painted.since(begin)

    def _seen(self) -> tuple[int, int]:
        """Return between which code points a label would be seen, at most 900: off the screen nothing is painted."""
        seen = self.view.viewport().rect()
        first, last = (self.view.position_at(QPointF(corner)) for corner in (seen.topLeft(), seen.bottomRight()))
        return first, max(first + 1, min(first + 900, last - LONGEST))

    def steps(self, times: int, *, page: bool) -> Iterator[float]:
        """Scroll on; yield the milliseconds until it is painted."""
        bar = self.view.verticalScrollBar()
        step = bar.pageStep() if page else bar.singleStep()
        for _ in range(times):
            if bar.value() >= bar.maximum() - step:
                bar.setValue(0)
                self.settle()
            begin = time.perf_counter()
            bar.setValue(bar.value() + step)
            self.settle()
            yield (time.perf_counter() - begin) * 1000


def _measure(window: Window, size: Size, id_: int, *, presses: int, opens: int, floor: float) -> Iterator[Figure]:
    name = f"{size.name}, {size.spans:,} spans"
    yield Figure(
        f"{name}: open to painted, median",
        median([window.open(id_) for _ in range(opens)]),
        MS,
        OPEN_BOUNDS.get(size.name),
    )
    before = _spans(window)
    window.view.select(size.length // 2, size.length // 2)
    window.view.go_to(size.length // 2)
    window.settle()
    window.quiet.clear()
    keys = list(window.press_keys(presses))
    made = _spans(window) - before
    if made < presses * 0.9:
        raise AssertionError(f"only {made} of {presses} keys labelled something")
    yield Figure(f"{name}: key to painted, median", median(keys), MS, None, floor)
    yield Figure(f"{name}: key to painted, p95", percentile(keys, 0.95), MS, KEY_BOUND, floor)
    yield Figure(f"{name}: key until list and status line are up to date too, p95", percentile(window.quiet, 0.95), MS)
    window.view.go_to(0)
    yield Figure(f"{name}: page, p95", percentile(list(window.steps(opens * 4, page=True)), 0.95), MS, SCROLL_BOUND)
    yield Figure(f"{name}: scroll, p95", percentile(list(window.steps(opens * 8, page=False)), 0.95), MS, SCROLL_BOUND)


def _spans(window: Window) -> int:
    document = window.workspace.document
    return 0 if document is None else len(document.spans)


def _beside_an_import(window: Window, id_: int, folder: Path, *, short: bool) -> Figure:
    """Press keys for as long as another process imports articles into the same project."""
    number = 1_000 if short else 10_000
    source = folder / "beside.jsonl"
    dataset.write_doccano(source, number, seed=5)
    window.open(id_)
    command = [sys.executable, "-m", "annotator", "import", str(window.workspace.project.path), str(source)]  # type: ignore[union-attr]
    keys: list[float] = []
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:
        while child.poll() is None:
            window.view.select(0, 0)
            keys += window.press_keys(5)
            window.application.session.workspace.undo()
    if child.returncode:
        raise AssertionError("the import beside did not end well")
    return Figure(
        f"key to painted while {number:,} articles are imported, p95 of {len(keys)}",
        percentile(keys, 0.95),
        MS,
        BESIDE_BOUND,
    )


if __name__ == "__main__":
    print(markdown("Labelling", run(short="--short" in sys.argv)))
