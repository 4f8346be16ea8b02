"""The list of articles and the palette of actions, in the real window: `python -m tests.benchmarks.listing [--short]`.

From the turn of the wheel, or from the key, until the list is painted, with all that it reads of the project on the
way; a jump goes to an end of the list that was not read before. The filter runs from Enter until the list is painted.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QApplication

from annotator.collecting import collect_seldom_from_now
from annotator.ids import new_id
from annotator.model import AnnotatedDocument, Document, Scheme, Span
from annotator.settings import ANNOTATOR_NAME, Settings
from annotator.store import DocumentFilter
from annotator.store.project import Project
from annotator.transfer.starting import default_scheme
from annotator.ui.application import Application, make_application
from annotator.ui.command_palette import CommandPalette
from tests.benchmarks.table import Figure, markdown, median, percentile

MS = "ms"
STEP_BOUND, FILTER_BOUND, PALETTE_BOUND = 8.3, 100.0, 50.0
WHEEL_NOTCH = 120
WORDS = ("minister", "talks", "border", "harbour", "election", "bridge", "village", "council", "storm", "museum")


def run(*, short: bool) -> list[Figure]:
    """Measure with 100,000 documents; in the short form with 10,000, and fewer times."""
    documents, times = (10_000, 60) if short else (100_000, 400)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ANNOTATOR_HOME"] = str(Path(folder) / "home")
        path = Path(folder) / "listing.annotator"
        make_project(path, documents)
        desk = Desk(path)
        figures = list(_measure(desk, f"{documents:,} articles", times))
        desk.close()
    return figures


def make_project(path: Path, documents: int) -> None:
    """Make a project of articles of 600 characters with a title, a source, a date and a span each."""
    chance = random.Random(3)
    project = Project.open(path, create=True, scheme=default_scheme())
    me = project.ensure_annotator("benchmark").name
    with project.bulk_import("Import", me) as importing:
        for number in range(documents):
            title = " ".join(chance.choices(WORDS, k=7)).capitalize()
            text = " ".join(chance.choices(WORDS, k=90))
            document = Document(new_id(), text, f"{title} {number}", source="Wire", date="2022-02-02")
            span = Span(new_id(), document.id, "ORG", "", 0, 7)
            importing.add([AnnotatedDocument(document, (span,))], Scheme())
        project.close_import(importing, "Import")
    project.close()


class Desk:
    """The real window on a project, offscreen."""

    def __init__(self, path: Path) -> None:
        self.qt = make_application()
        settings = Settings.load()
        settings.set(ANNOTATOR_NAME, "benchmark")
        self.application = Application(self.qt, settings)
        self.application.window.resize(1280, 1000)
        self.application.open(path)
        collect_seldom_from_now()
        self.panel = self.application.window.articles
        self.list = self.panel.articles
        self.settle()

    def settle(self) -> None:
        """Let everything be painted that is to be painted."""
        self.qt.processEvents()
        self.qt.processEvents()

    def took(self, act: Callable[[], object]) -> float:
        """Return the milliseconds until what was done is painted."""
        begin = time.perf_counter()
        act()
        self.settle()
        return (time.perf_counter() - begin) * 1000

    def wheel(self, notches: int) -> None:
        """Turn the wheel over the list; down with a negative number."""
        place = QPointF(self.list.viewport().rect().center())
        turned = QPoint(0, WHEEL_NOTCH * notches)
        no_buttons, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(
            place, self.list.viewport().mapToGlobal(place), QPoint(), turned, no_buttons,
            Qt.KeyboardModifier.NoModifier, phase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.list.viewport(), event)

    def page(self) -> None:
        """Go one page down."""
        self.list.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)

    def jump(self, *, down: bool) -> None:
        """Drag the handle of the bar to an end of it."""
        bar = self.list.verticalScrollBar()
        bar.setValue(bar.maximum() if down else 0)

    def key(self, key: Qt.Key) -> None:
        """Press a key in the list, which opens the article there as well."""
        QTest.keyClick(self.list, key)

    def filter(self, words: str) -> None:
        """Ask for some words."""
        self.panel.filter.line.setFocus()
        self.panel.filter.line.setText(words)
        QTest.keyClick(self.panel.filter.line, Qt.Key.Key_Return)

    def close(self) -> None:
        """Close as a user would."""
        self.application.window.close()
        self.settle()
        self.application.close()


def _measure(desk: Desk, what: str, times: int) -> Iterator[Figure]:
    wheel = [desk.took(lambda: desk.wheel(-1)) for _ in range(times * 2)]
    read = desk.list.model().rowCount()
    yield Figure(f"{what}: a notch of the wheel down, p95", percentile(wheel, 0.95), MS, STEP_BOUND)
    yield Figure(f"{what}: a notch of the wheel down, the longest", max(wheel), MS)
    pages = [desk.took(desk.page) for _ in range(times)]
    if desk.list.model().rowCount() <= read:
        raise AssertionError("nothing was read while scrolling")
    yield Figure(f"{what}: a page down, p95", percentile(pages, 0.95), MS, STEP_BOUND)
    yield Figure(f"{what}: a page down, the longest", max(pages), MS)
    jumps = [desk.took(lambda: desk.jump(down=True)) for _ in range(times // 4)]
    yield Figure(
        f"{what}: the bar to its end, with the page that is read there, p95", percentile(jumps, 0.95), MS, STEP_BOUND
    )
    back = [desk.took(lambda: desk.wheel(1)) for _ in range(times)]
    yield Figure(f"{what}: a notch of the wheel up, p95", percentile(back, 0.95), MS, STEP_BOUND)
    desk.list.setFocus()
    ends = [
        desk.took(lambda key=key: desk.key(key))
        for _ in range(times // 20)
        for key in (Qt.Key.Key_End, Qt.Key.Key_Home)
    ]
    yield Figure(f"{what}: End and Home, the article there painted too, p95", percentile(ends, 0.95), MS)
    desk.key(Qt.Key.Key_End)
    desk.settle()
    up = [desk.took(lambda: desk.wheel(1)) for _ in range(times * 2)]
    yield Figure(f"{what}: a notch of the wheel up from the end, p95", percentile(up, 0.95), MS, STEP_BOUND)
    yield from _filtering(desk, what, max(3, times // 40))
    opened = [_open_palette(desk) for _ in range(max(5, times // 20))]
    yield Figure("The palette of all actions and labels opened, p95", percentile(opened, 0.95), MS, PALETTE_BOUND)


def _filtering(desk: Desk, what: str, times: int) -> Iterator[Figure]:
    asked = ("minister", "har bri", "mus 77", "nowhere")
    taken = []
    for number in range(times):
        taken += [desk.took(lambda words=words: desk.filter(words)) for words in asked]
        desk.panel.filter.empty()
        desk.settle()
        if desk.panel.filter.where() != DocumentFilter():
            raise AssertionError(f"the filter was not emptied, round {number}")
    yield Figure(f"{what}: filter by words, median", median(taken), MS)
    yield Figure(f"{what}: filter by words, p95", percentile(taken, 0.95), MS, FILTER_BOUND)


def _open_palette(desk: Desk) -> float:
    """Return the milliseconds from the key until it is painted, with all rows that are seen."""
    window = desk.application.window
    taken = desk.took(lambda: QTest.keyClick(window.page.view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier))
    (palette,) = (one for one in window.findChildren(CommandPalette) if one.isVisible())
    palette.close()
    desk.settle()
    return taken


def main() -> None:
    """Print the table."""
    print(markdown("The list of articles and the palette of actions", run(short="--short" in sys.argv)))


if __name__ == "__main__":
    main()
