"""From the start of the process to a painted article that waits for keys: `python -m tests.benchmarks.starting`.

The floor is a process that shows a bare Qt window. Both run in turns, with compiled bytecode.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from annotator.store.project import Project
from annotator.transfer.importing import import_files
from annotator.transfer.starting import default_scheme
from tests.benchmarks.table import Figure, markdown, median

ROOT = Path(__file__).resolve().parents[2]
START_BOUND, MEMORY_BOUND = 4.0, 140.0
ARTICLE = "The minister of the northern province met his counterpart in the old town hall.\n\n" * 25

BARE = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, ready)

def ready():
    print('ready', flush=True)
    sys.stdin.read()
    os._exit(0)

application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""

WHOLE = """
import os, sys
from annotator.cli import main
from annotator.ui import feature_reading

spare = feature_reading.spare_reading

def spare_and_watch():
    # The last that the program does before it loads what shows a text. Were that loaded here any earlier, PySide6 would
    # read the source of sixty modules, which the program itself spares it.
    spare()
    from PySide6.QtCore import QEvent, QTimer
    from annotator.ui.text_view import TextView
    handle = TextView.viewportEvent

    def watched(view, event):
        handled = handle(view, event)
        if event.type() == QEvent.Type.Paint and view.text():
            QTimer.singleShot(0, ready)
        return handled

    TextView.viewportEvent = watched

def ready():
    print('ready', flush=True)
    sys.stdin.read()
    os._exit(0)

feature_reading.spare_reading = spare_and_watch
main([sys.argv[1]])
"""


def run(*, short: bool) -> list[Figure]:
    """Start both in turns, and compare."""
    times = 5 if short else 25
    with tempfile.TemporaryDirectory() as folder:
        path = make_project(Path(folder))
        bare, whole = [], []
        for _ in range(times + 1):
            bare.append(start(BARE, path))
            whole.append(start(WHOLE, path))
    # The first of each has compiled what it imports.
    floor, took = (median([seconds * 1000 for seconds, _ in runs[1:]]) for runs in (bare, whole))
    bare_memory, memory = (median([size / 1e6 for _, size in runs[1:]]) for runs in (bare, whole))
    return [
        Figure("floor: a bare Qt window", floor, "ms"),
        Figure(
            "start to an article that is painted and waits for keys, median", took, "ms", START_BOUND * floor, floor
        ),
        Figure("memory of the bare window", bare_memory, "MB"),
        Figure("memory with an article open", memory, "MB", MEMORY_BOUND),
    ]


def make_project(folder: Path) -> Path:
    """Make a project with one article."""
    path, article = folder / "start.annotator", folder / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    project = Project.open(path, create=True, scheme=default_scheme())
    import_files(project, [article], annotator=project.ensure_annotator("benchmark").name)
    project.close()
    return path


def start(code: str, project: Path) -> tuple[float, int]:
    """Start a process; return the seconds until it is ready, and the bytes of memory that it has then."""
    environment = {**os.environ, "ANNOTATOR_HOME": str(project.parent / "home"), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code, str(project)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdout.readline()
        seconds = time.perf_counter() - began
        memory = psutil.Process(child.pid).memory_info().rss
        child.stdin.close()
    return seconds, memory


if __name__ == "__main__":
    print(markdown("Start", run(short="--short" in sys.argv)))
