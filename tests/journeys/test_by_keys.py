"""An article labelled without the mouse, also by one key for all; undone after a restart."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.settings import ANNOTATOR_NAME, Settings
from annotator.store.project import Project
from annotator.transfer.importing import import_files
from annotator.transfer.starting import default_scheme
from annotator.ui.application import Application, make_application

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Key, Modifier = Qt.Key, Qt.KeyboardModifier
TEXT = "Maren Dahl met Tomas in Oslo. In Oslo it rained on Tuesday, so they left Oslo for the sea."


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    QApplication.processEvents()


def labelled(application: Application) -> list[tuple[str, str]]:
    view = application.window.page.view
    ordered = sorted(view.spans(), key=lambda span: span.start)
    return [(view.text()[span.start : span.end], span.label) for span in ordered]


def start(path: Path) -> Application:
    settings = Settings.load()
    settings.set(ANNOTATOR_NAME, "anna")
    application = Application(make_application(), settings)
    application.open(path)
    assert QTest.qWaitForWindowActive(application.window)
    return application


def leave(application: Application) -> None:
    application.window.close()
    application.close()


def test_an_article_is_labelled_by_keys_alone(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "news.annotator"
    project = Project.open(path, create=True, scheme=default_scheme())
    project.ensure_annotator("anna")
    import_files(project, [tmp_path / "one.txt"], annotator="anna")
    project.close()

    first = start(path)
    for key in (Key.Key_Tab, Key.Key_1, Key.Key_1):
        press(key)
    press(Key.Key_3, Modifier.AltModifier)
    press(Key.Key_4)
    press(Key.Key_S)  # so
    press(Key.Key_S)  # sea
    press(Key.Key_3)
    everything = [
        ("Maren Dahl", "PERSON"),
        ("Tomas", "PERSON"),
        ("Oslo", "LOC"),
        ("Oslo", "LOC"),
        ("Tuesday", "DATE"),
        ("Oslo", "LOC"),
        ("sea", "LOC"),
    ]
    assert labelled(first) == everything
    leave(first)

    second = start(path)
    for _ in range(3):
        press(Key.Key_Z, Modifier.ControlModifier)
    assert labelled(second) == everything[:2]
    leave(second)
