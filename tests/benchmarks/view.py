"""How fast the text view is: `python -m tests.benchmarks.view [--short]`.

Milliseconds, and ratios to a floor measured in the same run: one screen of the same text shaped and painted by
bare `QTextLayout`, without spans.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPixmap, QTextLayout
from PySide6.QtWidgets import QApplication

from annotator.model import Span
from annotator.ui.palette import THEMES
from annotator.ui.style import style_sheet
from annotator.ui.text_view import TextView
from annotator.ui.text_view.look import TextStyle, make_look
from tests.benchmarks.texts import LABELS, SIZES, Size, make_document

WIDTH, HEIGHT = 900, 1000


class Row(NamedTuple):
    """One measurement: median and 95th percentile in milliseconds, median as a multiple of the floor."""

    what: str
    size: str
    median: float
    p95: float
    ratio: float


def run(*, short: bool) -> list[Row]:
    """Measure every size (`short`: fewer times, not the largest) and return a row for each figure."""
    application = QApplication.instance() or QApplication(["benchmark"])
    times = 10 if short else 40
    rows = [row for size in (SIZES[:-1] if short else SIZES) for row in _measure(application, size, times=times)]
    one_line = SIZES[2]._replace(name=f"{SIZES[2].name} in one line")
    return [*rows, *_measure(application, one_line, times=times, paragraph=0)]


def _measure(application: QApplication, size: Size, *, times: int, paragraph: int = 450) -> Iterator[Row]:
    text, spans = make_document(size, paragraph=paragraph)
    floor = statistics.median(_times(lambda: _paint_bare(text), times))

    def row(what: str, measured: list[float]) -> Row:
        p95 = sorted(measured)[int(len(measured) * 0.95)]
        median = statistics.median(measured)
        return Row(what, size.name, median, p95, median / floor)

    view = TextView()
    view.set_labels(LABELS)
    view.setStyleSheet(style_sheet(THEMES["light"]))  # The bar that comes with Qt's own style takes 3 ms to paint.
    view.resize(WIDTH, HEIGHT)
    view.show()
    settle = application.processEvents
    settle()

    yield row("floor: a screen of bare layouts", [floor])
    yield row("open to first paint", _times(lambda: (view.show_document(text, spans), settle()), max(5, times // 4)))
    view.go_to(len(text) // 2)
    settle()
    yield row("add a span to painted", list(_adding(view, settle, times * 3)))
    bar = view.verticalScrollBar()
    view.go_to(0)
    yield row("page to painted", _times(lambda: (bar.setValue(bar.value() + bar.pageStep()), settle()), times))
    yield row("scroll to painted", _times(lambda: (bar.setValue(bar.value() + bar.singleStep()), settle()), times))
    view.go_to(len(text) // 2)
    widths = count(WIDTH - 250, -8)
    yield row("resize to painted", _times(lambda: (view.resize(next(widths), HEIGHT), settle()), times))
    view.close()


def _adding(view: TextView, settle: Callable[[], None], times: int) -> Iterator[float]:
    """Add spans in the middle of what is on the screen, one after the other, and take them away again."""
    middle = view.position_at(QPointF(WIDTH / 2, HEIGHT / 2))
    added = [
        Span(10_000_000 + number, 1, LABELS[number % len(LABELS)].name, "benchmark", start, start + 9)
        for number in range(times)
        for start in [middle + (number * 37) % 400]
    ]
    for span in added:
        started = time.perf_counter()
        view.update_spans((), (span,))
        settle()
        yield (time.perf_counter() - started) * 1000
        view.update_spans((span,), ())
        settle()


def _times(action: Callable[[], object], times: int) -> list[float]:
    """Return how many milliseconds each of so many calls took, after one that is not counted."""
    action()
    measured = []
    for _ in range(times):
        started = time.perf_counter()
        action()
        measured.append((time.perf_counter() - started) * 1000)
    return measured


def _paint_bare(text: str) -> None:
    """Shape and paint as much of a text as a screen holds, by Qt alone."""
    look = make_look(THEMES["light"], TextStyle(), {})
    picture = QPixmap(WIDTH, HEIGHT)
    picture.fill(look.theme.page)
    painter = QPainter(picture)
    top = 0.0
    for paragraph in text[:20_000].split("\n"):
        layout = QTextLayout(paragraph[:4_000], look.font)
        layout.beginLayout()
        bottom = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(look.column)
            line.setPosition(QPointF(0, bottom))
            bottom += look.measures.box + look.measures.row
        layout.endLayout()
        layout.draw(painter, QPointF(0, top), [], picture.rect())
        top += bottom
        if top > HEIGHT:
            break
    painter.end()


def main() -> None:
    """Print the table."""
    print(f"{'':<34}{'text':<18}{'p50 ms':>9}{'p95 ms':>9}{'x floor':>9}")
    for what, size, median, p95, ratio in run(short="--short" in sys.argv):
        print(f"{what:<34}{size:<18}{median:>9.2f}{p95:>9.2f}{ratio:>9.1f}")


if __name__ == "__main__":
    main()
