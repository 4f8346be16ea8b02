"""Without a mouse: every panel and every dialog is reached, gone round by Tab, and left by Escape."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotator.cli import main
from annotator.ui.bin_dialog import BinDialog
from annotator.ui.engines_dialog import EnginesDialog
from annotator.ui.export_dialog import ExportDialog
from annotator.ui.fix_text_dialog import FixTextDialog
from annotator.ui.guide import Guide
from annotator.ui.metadata_dialog import MetadataDialog
from annotator.ui.paste_dialog import PasteDialog
from annotator.ui.report_dialog import ReportDialog
from annotator.ui.settings_dialog import SettingsDialog
from annotator.ui.shortcut_sheet import ShortcutSheet
from tests.journeys.desk import CTRL, Desk, Hand

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (propagateSizeHints|raise)")

Key = Qt.Key
Start = Callable[[list[str], Hand], int]

DIALOGS: dict[str, type[QDialog]] = {
    "Deleted articles": BinDialog,
    "Export dataset": ExportDialog,
    "Fix the text": FixTextDialog,
    "Guide": Guide,
    "Edit metadata": MetadataDialog,
    "Paste as new article": PasteDialog,
    "About Annotator": ReportDialog,
    "More that suggests": EnginesDialog,
    "Settings": SettingsDialog,
    "Keys": ShortcutSheet,
}
"""By what the command palette is asked for."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with one article that has two spans."""
    file = tmp_path / "rows.jsonl"
    file.write_text('{"text": "Ayla met Ola in Oslo.", "label": [[0, 4, "PERSON"], [16, 20, "LOC"]]}\n')
    made = tmp_path / "news.annotator"
    assert main(["import", str(made), str(file)]) == 0
    return made


def stops(dialog: QDialog) -> set[QWidget]:
    """Return what Tab has to reach: all that is shown, can be used, and takes the keyboard by Tab."""
    return {
        part
        for part in dialog.findChildren(QWidget)
        if part.window() is dialog
        and part.isVisible()
        and part.isEnabled()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
    }


def go_round(desk: Desk, dialog: QDialog) -> set[QWidget]:
    """Press Tab until the keyboard is where it began; return where it has been."""
    been: set[QWidget] = set()
    while dialog.focusWidget() not in been:
        been.add(dialog.focusWidget())
        desk.key_in(dialog, Key.Key_Tab)
    return been


@pytest.mark.parametrize("title", DIALOGS)
def test_every_dialog_is_opened_gone_round_and_left(start: Start, path: Path, title: str) -> None:
    def work(desk: Desk) -> None:
        QGuiApplication.clipboard().setText("A copied article.")
        desk.do(title)
        dialog = desk.dialog(DIALOGS[title])
        been = go_round(desk, dialog)
        assert not [part for part in stops(dialog) - been if not any(one.isAncestorOf(part) for one in been)]
        desk.leave(dialog)
        assert desk.view.hasFocus()

    assert start([str(path)], work) == 0


@pytest.mark.parametrize("key", [Key.Key_F, Key.Key_H, Key.Key_L])
def test_what_opens_in_the_window_gives_the_keyboard_back(start: Start, path: Path, key: Qt.Key) -> None:
    def work(desk: Desk) -> None:
        desk.key(key, CTRL)
        assert not desk.view.hasFocus()
        desk.key(Key.Key_Escape)
        assert desk.view.hasFocus()

    assert start([str(path)], work) == 0


def test_every_panel_is_reached_and_used(start: Start, path: Path) -> None:
    def work(desk: Desk) -> None:
        window = desk.window
        panels = [window.articles.filter, window.articles.articles, window.page.view, window.labels, window.spans]
        reached: list[QWidget] = []
        for _ in range(2 * len(panels)):
            desk.key(Key.Key_F6)
            focus = QApplication.focusWidget()
            reached += [panel for panel in panels if panel is focus or panel.isAncestorOf(focus)]
        assert set(reached) == set(panels)
        while not window.labels.isAncestorOf(QApplication.focusWidget()):
            desk.key(Key.Key_F6)
        for _ in window.labels.rows:
            desk.key(Key.Key_Down)
            assert window.labels.isAncestorOf(QApplication.focusWidget())
        while not desk.view.hasFocus():
            desk.key(Key.Key_F6)

    assert start([str(path)], work) == 0
