"""A project with three articles, and the parts of the window on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.settings import ANNOTATOR_NAME, FIRST_STEPS, KNOWN_STEPS, Settings
from annotator.store.project import Project
from annotator.transfer.importing import import_files
from annotator.transfer.starting import default_scheme
from annotator.ui.application import Application, make_application
from annotator.ui.main_window import MainWindow
from annotator.ui.text_view import TextView
from annotator.ui.workspace import Workspace

OFFSCREEN = r"This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)"
"""What the offscreen platform says of every window that has a smallest size, and of every menu."""

ME = "anna"
ARTICLES = {
    "one.txt": "The minister Zakir Hasanov met Hulusi Akar in Ankara on Tuesday.\nThey spoke of 2020.",
    "two.txt": "Ola Nordmann moved from Oslo to Bergen in 1999.",
    "three.txt": "A third article, about <b>nobody</b> at all.",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN))


@pytest.fixture(autouse=True)
def english() -> None:
    """Numbers and dates as in English, whatever the machine speaks."""
    QLocale.setDefault(QLocale(QLocale.Language.English))


@pytest.fixture
def project_file(tmp_path: Path) -> Path:
    """A project file with three articles, in the order of ARTICLES, and the labels of a new project."""
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    project = Project.open(tmp_path / "news.annotator", create=True, scheme=default_scheme())
    project.ensure_annotator(ME)
    import_files(project, [tmp_path / name for name in ARTICLES], annotator=ME)
    project.close()
    return tmp_path / "news.annotator"


@pytest.fixture
def project(project_file: Path) -> Iterator[Project]:
    opened = Project.open(project_file)
    yield opened
    opened.close()


@pytest.fixture
def workspace(qapp: QApplication, project_file: Path) -> Iterator[Workspace]:
    """A workspace on the project's first article."""
    work = Workspace(ME)
    work.open_project(Project.open(project_file))
    yield work
    work.close_project()


@pytest.fixture
def settings(annotator_home: Path) -> Settings:
    """Those of somebody who has worked with the program before."""
    chosen = Settings.load()
    chosen.set(ANNOTATOR_NAME, ME)
    chosen.set(KNOWN_STEPS, FIRST_STEPS)
    return chosen


@pytest.fixture
def application(qtbot: QtBot, settings: Settings, project_file: Path) -> Iterator[Application]:
    """The whole window, open on the project's first article."""
    opened = Application(make_application(), settings)
    opened.open(project_file)
    assert QTest.qWaitForWindowExposed(opened.window)
    yield opened
    opened.window.close()
    opened.close()


@pytest.fixture
def window(application: Application) -> MainWindow:
    """The whole window as somebody finds it who has just read a line of the article: the text has the keyboard."""
    application.window.resize(1280, 800)
    assert QTest.qWaitForWindowActive(application.window)
    application.window.page.view.setFocus()
    return application.window


@pytest.fixture
def view(window: MainWindow) -> TextView:
    return window.page.view


@pytest.fixture
def work(application: Application) -> Workspace:
    """The workspace of the whole window."""
    return application.session.workspace
