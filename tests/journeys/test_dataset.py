"""A dataset from articles to parts: labelled, checked and mended, exported, labelled on, exported to the same parts."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.ui.application import Application
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.lint_bar import LintBar
from tests.journeys.sitting import come_back, leave, make_project, press, start

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (propagateSizeHints|raise)")

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, ALT, SHIFT = Modifier.ControlModifier, Modifier.AltModifier, Modifier.ShiftModifier
TEXTS = ("Alpha met Beta in Rome.", "Gamma saw Alpha at home.", "Delta went to Paris, with Alpha.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path, *TEXTS)


def test_from_labels_to_parts(qtbot: QtBot, path: Path) -> None:
    first = start(path)
    label_all(first)
    check_and_mend(qtbot, first)
    export_parts(qtbot, first, path.parent / "parts")
    leave(first)
    before = (path.parent / "parts" / "splits.tsv").read_bytes()
    second = start(path)
    take_back(second)
    export_parts(qtbot, second, path.parent / "parts")
    leave(second)
    assert (path.parent / "parts" / "splits.tsv").read_bytes() == before


def label_all(desk: Application) -> None:
    view = desk.window.page.view
    for stretches in (((0, 5), (10, 14)), ((0, 5), (10, 15)), ((0, 5), (14, 20))):
        for start_, end in stretches:
            view.select(start_, end)
            press(Key.Key_1)
        press(Key.Key_Return, CTRL)
        view.setFocus()


def quotes(desk: Application) -> list[str]:
    project = desk.session.workspace.project
    assert project is not None
    return [
        document.text[span.start : span.end] for document in project.annotated_documents() for span in document.spans
    ]


def check_and_mend(qtbot: QtBot, desk: Application) -> None:
    """The comma behind Paris is cut off, Alpha gets its label in the third article; the rest is right."""
    press(Key.Key_F5)
    qtbot.waitUntil(lambda: not desk.session.later.linting.looking.is_busy())
    (bar,) = desk.window.findChildren(LintBar)
    qtbot.waitUntil(bar.rows.hasFocus)
    found = [bar.rows.item(row).text() for row in range(bar.rows.count())]
    assert [text.split(" · ")[0] for text in found] == ["“Alpha”", "PERSON “Paris,”"]
    press(Key.Key_M)
    press(Key.Key_M)
    assert quotes(desk)[-3:] == ["Delta", "Paris", "Alpha"]
    assert bar.rows.count() == 0
    press(Key.Key_Escape)
    assert desk.window.page.view.hasFocus()


def take_back(desk: Application) -> None:
    press(Key.Key_Z, CTRL)
    assert quotes(desk)[-3:] == ["Delta", "Paris,", "Alpha"]
    press(Key.Key_Z, CTRL)
    assert quotes(desk)[-2:] == ["Delta", "Paris,"]


def export_parts(qtbot: QtBot, desk: Application, out: Path) -> None:
    press(Key.Key_E, CTRL)
    (dialog,) = [one for one in desk.window.findChildren(ExportDialog) if one.isVisible()]
    qtbot.waitUntil(lambda: not desk.session.transfers.exports.looking.is_busy())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.choose_format("doccano")
    dialog.split.way.setFocus()
    QTest.keyClick(dialog.split.way, Key.Key_Down)
    QTest.keyClick(dialog.split.way, Key.Key_Down)
    dialog.split.shares.selectAll()
    QTest.keyClicks(dialog.split.shares, "50/50")
    dialog.path.selectAll()
    QTest.keyClicks(dialog.path, str(out))
    with qtbot.waitSignal(desk.session.transfers.jobs.ended):
        QTest.keyClick(dialog.path, Key.Key_Return)
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert sum(part["documents"] for part in told["parts"].values()) == len(TEXTS)
    come_back(desk)
