"""What is found by a regular expression is labelled, and all that reads like a span; undone after a restart."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from annotator.settings import ANNOTATOR_NAME, Settings
from annotator.store.project import Project
from annotator.transfer.importing import import_files
from annotator.transfer.starting import default_scheme
from annotator.ui.application import Application, make_application

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

Key, Modifier = Qt.Key, Qt.KeyboardModifier
TEXT = "The treaty of 1999 was renewed in 2004.\nIn 2010 it ended, and the treaty's end was no surprise."


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    QApplication.processEvents()


def labelled(application: Application) -> list[str]:
    view = application.window.page.view
    return sorted(f"{view.text()[span.start : span.end]} {span.label}" for span in view.spans())


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


def make_project(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "news.annotator"
    project = Project.open(path, create=True, scheme=default_scheme())
    project.ensure_annotator("anna")
    import_files(project, [tmp_path / "one.txt"], annotator="anna")
    project.close()
    return path


def test_years_are_found_and_labelled(qtbot: QtBot, tmp_path: Path) -> None:
    path = make_project(tmp_path)
    first = start(path)
    view = first.window.page.view
    press(Key.Key_F, Modifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), r"\b20\d\d")
    for choice in first.window.page.findChildren(QCheckBox):
        if choice.text() == "Regular expression":
            choice.setFocus()
            press(Key.Key_Space)
    qtbot.waitUntil(lambda: view.selected_text() == "2004")
    assert len(view.found()) == 2
    press(Key.Key_Escape)
    press(Key.Key_4)
    press(Key.Key_F3)
    assert view.selected_text() == "2010"
    press(Key.Key_4)
    assert labelled(first) == ["2004 DATE", "2010 DATE"]
    leave(first)

    second = start(path)
    press(Key.Key_Z, Modifier.ControlModifier)
    assert labelled(second) == ["2004 DATE"]
    press(Key.Key_Z, Modifier.ControlModifier)
    assert labelled(second) == []
    leave(second)


def test_all_that_reads_like_a_span_is_labelled(qtbot: QtBot, tmp_path: Path) -> None:
    path = make_project(tmp_path)
    first = start(path)
    first.window.page.view.select(4, 10)
    press(Key.Key_5)
    press(Key.Key_A, Modifier.ControlModifier | Modifier.ShiftModifier)
    assert labelled(first) == ["treaty EVENT", "treaty EVENT"]
    leave(first)

    second = start(path)
    press(Key.Key_Z, Modifier.ControlModifier)
    assert labelled(second) == ["treaty EVENT"]
    leave(second)
