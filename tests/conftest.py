"""What every test stands on: no display, folders of its own, and a Qt that has nothing to complain about."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from annotator.errors import AnnotatorError
from annotator.ui.platform_check import check_libraries

if TYPE_CHECKING:
    from annotator.addresses import TeamAddress
    from tests.clusters import Cluster

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # Before Qt is loaded, which reads it once.

try:
    check_libraries()  # Before pytest-qt meets what is missing, with a page of its own.
except AnnotatorError as error:
    pytest.exit(str(error), returncode=pytest.ExitCode.USAGE_ERROR)

hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture
def project_path() -> Path:
    """The folder of the source."""
    return PROJECT


@pytest.fixture
def shared_data() -> Path:
    """The folder of real articles and datasets beside the project, which is not part of it."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"The real articles and datasets are not here: there is no folder {folder}.")
    return folder


@pytest.fixture(scope="session")
def cluster() -> Iterator["Cluster"]:
    """A PostgreSQL server of our own, where one is installed; else the test is skipped."""
    pytest.importorskip("psycopg", reason="The driver of PostgreSQL is not installed: pip install psycopg[binary].")
    from tests.clusters import Cluster, programs

    if programs() is None:
        pytest.skip("There is no PostgreSQL server on this machine: install one to run the tests on it.")
    made = Cluster()
    yield made
    made.close()


@pytest.fixture
def database(cluster: "Cluster") -> "TeamAddress":
    """An empty database of the server."""
    return cluster.emptied()


@pytest.fixture(autouse=True)
def annotator_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, caches and data of a machine that has never seen the program."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ANNOTATOR_HOME", str(home))
    return home


@pytest.fixture(scope="session", autouse=True)
def qt_ends_without_a_word() -> Iterator[None]:
    """Take the application down before Python ends, and fail when a widget is left or Qt says anything."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = widgets.QApplication.instance() if widgets else None
    if application is None:
        return
    from PySide6.QtCore import QEvent, qInstallMessageHandler

    messages: list[str] = []
    previous = qInstallMessageHandler(lambda _kind, _place, message: messages.append(message))
    application.processEvents()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    left = [repr(widget) for widget in application.topLevelWidgets() if widget.isVisible()]
    application.shutdown()
    qInstallMessageHandler(previous)
    assert not left, f"Windows that no test closed: {', '.join(left)}"
    assert not messages, "Qt at the end: " + "\n".join(messages)
