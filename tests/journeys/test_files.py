"""What comes in and goes out by files, at the window: dropped, pasted, in any encoding, Markdown, CoNLL, a picture."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.cli import main
from annotator.ui.encoding_dialog import EncodingDialog
from annotator.ui.import_dialog import ImportDialog
from annotator.ui.paste_dialog import PasteDialog
from tests.journeys.desk import CTRL, LEFT, NONE, Desk, Hand

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (propagateSizeHints|raise)")

Key = Qt.Key
Start = Callable[[list[str], Hand], int]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with one article."""
    (tmp_path / "one.txt").write_text("Ola Nordmann moved from Oslo to Bergen in 1999.", encoding="utf-8")
    made = tmp_path / "news.annotator"
    assert main(["import", str(made), str(tmp_path / "one.txt")]) == 0
    return made


def drop(desk: Desk, *paths: Path) -> None:
    """Let go of files over the text, as a file manager does."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window, place, copy = desk.window, QPointF(600, 400), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place.toPoint(), copy, dragged, LEFT, NONE)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(place, copy, dragged, LEFT, NONE))


def take_in(desk: Desk, said: str) -> None:
    """Press Enter in the dialog that shows what files bring, and come back to the text."""
    dialog = desk.dialog(ImportDialog)
    desk.window.status.say("")
    desk.key_in(dialog, Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.window.status.hint.text().startswith(said))
    desk.come_back()


def test_files_and_folders_are_dropped_on_the_window(start: Start, path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "two.txt").write_text("A second article.", encoding="utf-8")
    (tmp_path / "three.txt").write_text("A third article.", encoding="utf-8")

    def work(desk: Desk) -> None:
        drop(desk, folder, tmp_path / "three.txt")
        take_in(desk, "Imported 2 articles.")
        desk.qtbot.waitUntil(lambda: len(desk.titles()) == 3)
        desk.key(Key.Key_Z, CTRL)
        desk.key(Key.Key_Z, CTRL)  # An import is taken back by the second press.
        desk.qtbot.waitUntil(lambda: len(desk.titles()) == 1)

    assert start([str(path)], work) == 0


def test_a_project_is_dropped_and_opened(start: Start, path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.annotator"
    (tmp_path / "two.txt").write_text("A second article.", encoding="utf-8")
    assert main(["import", str(other), str(tmp_path / "two.txt")]) == 0

    def work(desk: Desk) -> None:
        drop(desk, other)
        desk.qtbot.waitUntil(lambda: desk.view.text() == "A second article.")
        assert desk.window.top_bar.project_name.text() == "other"

    assert start([str(path)], work) == 0


def test_a_copied_text_is_pasted_as_an_article(start: Start, path: Path) -> None:
    def work(desk: Desk) -> None:
        QGuiApplication.clipboard().setText("Talks held\n\nBy Jane Smith\n2 May 2020\n\nThey met in Baku.")
        desk.key(Key.Key_V, CTRL)
        dialog = desk.dialog(PasteDialog)
        assert dialog.author.text() == "Jane Smith"
        desk.leave(dialog, Key.Key_Return)
        assert desk.view.text() == "Talks held\n\nThey met in Baku."
        assert desk.view.hasFocus()
        desk.key(Key.Key_Tab)
        desk.key(Key.Key_3)
        assert len(desk.spans()) == 1

    assert start([str(path)], work) == 0


def test_texts_in_other_encodings_are_read_as_they_were_written(start: Start, path: Path, tmp_path: Path) -> None:
    wide, turkish = tmp_path / "wide.txt", tmp_path / "turkish.txt"
    wide.write_bytes("Ağrı is wide 😀.".encode("utf-16"))
    turkish.write_bytes("Ağrı Dağı İğdır'ın güneyindedir.\n".encode("windows-1254"))

    def work(desk: Desk) -> None:
        desk.answer(wide)
        desk.key(Key.Key_I, CTRL)
        take_in(desk, "Imported 1 article.")
        assert desk.view.text() == "Ağrı is wide 😀."
        desk.answer(turkish)
        desk.key(Key.Key_I, CTRL)
        asked = desk.dialog(EncodingDialog)
        while asked.chosen().name != "windows-1254":
            desk.key_in(asked, Key.Key_Down)
        assert "Ağrı Dağı" in asked.text.toPlainText()
        desk.key_in(asked, Key.Key_Return)
        take_in(desk, "Imported 1 article.")
        assert desk.view.text() == "Ağrı Dağı İğdır'ın güneyindedir.\n"
        desk.double_click("Dağı")
        desk.key(Key.Key_3)
        assert desk.spans() == [("Dağı", "LOC")]

    assert start([str(path)], work) == 0


def test_markdown_comes_in_as_its_words(start: Start, path: Path, tmp_path: Path) -> None:
    written = tmp_path / "talks.md"
    written.write_text("---\nauthor: Jane Smith\n---\n# Talks in *Baku*\n\nThey **met** [there](https://x.org).\n")

    def work(desk: Desk) -> None:
        desk.answer(written)
        desk.key(Key.Key_I, CTRL)
        take_in(desk, "Imported 1 article.")
        assert desk.view.text().split("\n\n") == ["Talks in Baku", "They met there."]
        assert "Jane Smith" in desk.window.page.header.meta.text()

    assert start([str(path)], work) == 0


def test_conll_goes_out_and_comes_in_again(start: Start, qtbot: QtBot, path: Path, tmp_path: Path) -> None:
    written, again = tmp_path / "news.conll", tmp_path / "again.annotator"

    def first_day(desk: Desk) -> None:
        desk.drag("Ola Nordmann")
        desk.key(Key.Key_1)
        desk.double_click("Oslo")
        desk.key(Key.Key_3)
        desk.export("conll", written)

    def second_day(desk: Desk) -> None:
        desk.answer(again)
        desk.key(Key.Key_N, CTRL)
        desk.come_back()
        desk.answer(written)
        desk.key(Key.Key_I, CTRL)
        take_in(desk, "Imported 1 article")
        assert desk.spans() == [("Ola Nordmann", "PERSON"), ("Oslo", "LOC")]

    assert start([str(path)], first_day) == 0
    assert "Nordmann I-PERSON" in written.read_text(encoding="utf-8")
    assert start([str(path)], second_day) == 0


def test_an_article_is_drawn(start: Start, path: Path, tmp_path: Path) -> None:
    drawn = tmp_path / "article.svg"

    def work(desk: Desk) -> None:
        desk.double_click("Oslo")
        desk.key(Key.Key_3)
        desk.answer(drawn)
        desk.key(Key.Key_P, CTRL)
        desk.qtbot.waitUntil(lambda: desk.window.status.hint.text().startswith("Saved as"))
        desk.come_back()

    assert start([str(path)], work) == 0
    assert drawn.read_bytes().lstrip().startswith(b"<?xml")
    assert main(["render", str(path), "Ola", str(tmp_path / "article.pdf")]) == 0
    assert (tmp_path / "article.pdf").read_bytes().startswith(b"%PDF")
