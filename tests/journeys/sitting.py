"""One sitting of somebody who labels: a project of a few articles, the program started on it, its keys, its end."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model import Scheme
from annotator.settings import ANNOTATOR_NAME, KNOWN_STEPS, Settings
from annotator.store.project import Project
from annotator.transfer.importing import import_files
from annotator.transfer.starting import default_scheme
from annotator.ui.application import Application, make_application


def make_project(folder: Path, *texts: str, scheme: Scheme | None = None) -> Path:
    """Make a project of these articles, and return its path."""
    files = [folder / f"{number}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    path = folder / "news.annotator"
    project = Project.open(path, create=True, scheme=scheme or default_scheme())
    project.ensure_annotator("anna")
    import_files(project, files, annotator="anna")
    project.close()
    return path


def start(path: Path, *, knows: Sequence[str] = ()) -> Application:
    """Start the program as Anna does, who knows these steps of the hint line already."""
    settings = Settings.load()
    settings.set(ANNOTATOR_NAME, "anna")
    settings.set(KNOWN_STEPS, tuple(knows))
    application = Application(make_application(), settings)
    application.open(path)
    come_back(application)
    return application


def come_back(application: Application) -> None:
    """Make the window the active one, as a window manager does when a dialog or a menu has gone."""
    application.window.activateWindow()
    assert QTest.qWaitForWindowActive(application.window)
    application.window.page.view.setFocus()


def leave(application: Application) -> None:
    """Close the window and end the program."""
    application.window.close()
    application.close()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    QApplication.processEvents()


def labelled(application: Application) -> list[tuple[str, str]]:
    """Return what is labelled in the open article and how, in the order of the text."""
    view = application.window.page.view
    ordered = sorted(view.spans(), key=lambda span: span.start)
    return [(view.text()[span.start : span.end], span.label) for span in ordered]
