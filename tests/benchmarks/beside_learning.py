"""What the hand feels of the process that learns: `python -m tests.benchmarks.beside_learning [--short]`.

The real window on a project of 200 labelled articles of 1,000 words. Keys of labels are pressed, once with suggestions
switched off and once while the process learns from all of them, again and again. A timer of two milliseconds tells how
long the event loop stood still; and how long it takes from a key until it is painted.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer

from annotator.model import AnnotatedDocument, Document, Scheme, Span
from annotator.store.project import Project
from annotator.transfer.starting import default_scheme
from annotator.ui.suggesting_choices import SuggestingChoices
from tests.benchmarks.dataset import articles
from tests.benchmarks.labelling import KEY_BOUND, MS, Window
from tests.benchmarks.table import Figure, markdown, percentile

ARTICLES, WORDS, SPANS = 200, 1_000, 40
TICK = 2
REST = 40
"""Milliseconds between two keys."""
LONGEST, SLOWER = 50.0, 1.5
LABELS = frozenset(label.name for label in default_scheme().labels)


class Standstill:
    """Milliseconds between one tick of a timer on the event loop and the next."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._before = time.perf_counter()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=TICK)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._before) * 1000)
        self._before = now

    def stop(self) -> list[float]:
        """Return what was measured."""
        self._timer.stop()
        return self.gaps


def run(*, short: bool) -> list[Figure]:
    """Measure without and with learning; in the short form with fewer articles and keys."""
    number, presses = (20, 20) if short else (ARTICLES, 400)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = str(Path(folder) / "home")
        path = Path(folder) / "beside.annotator"
        first, second = make_project(path, number)
        window = Window(path, suggests=True)
        SuggestingChoices(window.application.preferences, path).switch(on=False)
        still, still_keys = _work(window, first, presses)
        SuggestingChoices(window.application.preferences, path).switch(on=True)
        rounds = _learn_without_end(window)
        busy, busy_keys = _work(window, second, presses)
        window.close()
    floor = percentile(still, 0.999)
    learning = f"while it learns ({len(rounds)} times from {number} articles)"
    return [
        Figure("the event loop stands still, p99.9", floor, MS),
        Figure(f"the same {learning}", percentile(busy, 0.999), MS, SLOWER * floor, floor),
        Figure(f"the event loop stands still {learning}, longest", max(busy), MS, LONGEST),
        Figure("key to painted, p95", percentile(still_keys, 0.95), MS, KEY_BOUND),
        Figure(f"the same {learning}", percentile(busy_keys, 0.95), MS, KEY_BOUND, percentile(still_keys, 0.95)),
    ]


def make_project(path: Path, number: int) -> list[int]:
    """Make a project of labelled articles and two that are not labelled; return the ids of these."""
    project = Project.open(path, create=True, scheme=default_scheme())
    me = project.ensure_annotator("benchmark").name
    made = chain(articles(number, words=WORDS, spans=SPANS), articles(2, words=WORDS, spans=0, seed=2))
    with project.bulk_import("Import", me) as importing:
        importing.add([_labelled(id_, one) for id_, one in enumerate(made, 1)], Scheme())
        project.close_import(importing, "Import")
    last = [line.id for line in project.documents(annotator=me, limit=number + 2)][-2:]
    project.close()
    return last


def _labelled(id_: int, made: dict[str, object]) -> AnnotatedDocument:
    rows = made["label"]
    assert isinstance(rows, list)
    spans = (Span(n, id_, label, "", start, end) for n, (start, end, label) in enumerate(rows, 1) if label in LABELS)
    return AnnotatedDocument(Document(id_, str(made["text"]), f"Article {id_}"), tuple(spans))


def _learn_without_end(window: Window) -> list[float]:
    """Let the process learn, and again as soon as it has; return when it will have done so."""
    offering = window.application.session.later.suggesting.offering
    window.application.session.later.suggesting.begin()
    rounds: list[float] = []
    learner = offering.learning._learner
    assert learner is not None

    def again() -> None:
        rounds.append(time.perf_counter())
        learner.learn(at_once=True)

    offering.learning.learned.connect(again)
    learner.learn(at_once=True)
    return rounds


def _work(window: Window, document: int, presses: int) -> tuple[list[float], list[float]]:
    """Press keys of labels with pauses; return how long the loop stood still, and from each key to its paint."""
    window.open(document)
    window.view.select(0, 0)
    window.settle()
    standstill = Standstill()
    keys = list(_pressed(window, presses))
    return standstill.stop(), keys


def _pressed(window: Window, presses: int) -> Iterator[float]:
    for took in window.press_keys(presses, len(LABELS)):
        yield took
        rest = QEventLoop()
        QTimer.singleShot(REST, rest.quit)
        rest.exec()


if __name__ == "__main__":
    print(markdown("Labelling while it learns", run(short="--short" in sys.argv)))
