"""Labelling all that reads like the selected span, by its key in the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.settings import LIKE_CASE, LIKE_PLURALS, LIKE_POSSESSIVES, LIKE_WORDS
from annotator.transfer.importing import import_files
from annotator.ui.application import Application

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = "Turkey and Turkey's border. TURKEY, Turkeys and New Turkey. Turkeystan."


@pytest.fixture
def window(application: Application, tmp_path: Path) -> Application:
    work = application.session.workspace
    assert work.project is not None
    (tmp_path / "turkey.txt").write_text(TEXT, encoding="utf-8")
    import_files(work.project, [tmp_path / "turkey.txt"], annotator=work.annotator)
    work.open_document(work.project.documents(annotator=work.annotator, limit=9)[-1].id)
    application.window.page.view.setFocus()
    return application


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def label_first(application: Application) -> None:
    application.window.page.view.select(0, 6)
    press(Qt.Key.Key_3)


def labelled(application: Application) -> list[tuple[int, int]]:
    return sorted((span.start, span.end) for span in application.window.page.view.spans())


def test_all_others_are_labelled_as_one_action_and_counted(window: Application) -> None:
    label_first(window)
    press(Qt.Key.Key_A, CTRL | SHIFT)
    assert labelled(window) == [(0, 6), (11, 17), (52, 58)]
    assert window.window.status.hint.text() == "Labelled 2 more times as LOC: “Turkey”."
    assert window.window.page.view.selected_span() is not None
    press(Qt.Key.Key_Z, CTRL)
    assert labelled(window) == [(0, 6)]


@pytest.mark.parametrize(
    ("setting", "value", "places"),
    [
        (LIKE_CASE, False, [0, 11, 28, 52]),
        (LIKE_WORDS, False, [0, 11, 36, 52, 60]),
        (LIKE_POSSESSIVES, False, [0, 52]),
        (LIKE_PLURALS, True, [0, 11, 36, 52]),
    ],
)
def test_what_is_alike_is_a_setting(window: Application, setting: object, value: bool, places: list[int]) -> None:
    window.session.preferences.choose(setting, value)
    label_first(window)
    press(Qt.Key.Key_A, CTRL | SHIFT)
    assert [start for start, _ in labelled(window)] == places


def test_what_is_inside_a_span_is_left_alone(window: Application) -> None:
    window.window.page.view.select(48, 58)
    press(Qt.Key.Key_2)
    label_first(window)
    press(Qt.Key.Key_A, CTRL | SHIFT)
    assert labelled(window) == [(0, 6), (11, 17), (48, 58)]


def test_why_there_is_nothing_to_label_is_said(window: Application, qtbot: QtBot) -> None:
    status = window.window.status.hint
    press(Qt.Key.Key_A, CTRL | SHIFT)
    assert status.text().startswith("Select a labelled span first")
    label_first(window)
    press(Qt.Key.Key_A, CTRL | SHIFT)
    press(Qt.Key.Key_A, CTRL | SHIFT)
    assert status.text() == "Every other “Turkey” in this article is inside a span already."
    window.window.page.view.select(60, 70)
    press(Qt.Key.Key_3)
    press(Qt.Key.Key_A, CTRL | SHIFT)
    assert status.text() == "“Turkeystan” stands nowhere else in this article."
