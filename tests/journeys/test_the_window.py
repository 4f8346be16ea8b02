"""A day at the window itself: header, span list, filter, panels, settings, keys; found again after a restart."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.cli import main
from annotator.settings import FONT_SIZE
from annotator.ui.settings_dialog import SettingsDialog
from annotator.ui.shortcut_sheet import ShortcutSheet
from tests.journeys.desk import ALT, CTRL, SHIFT, Desk, Hand

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (propagateSizeHints|raise)")

Key = Qt.Key
Start = Callable[[list[str], Hand], int]
TEXTS = {
    "one.txt": "The minister Zakir Hasanov met Hulusi Akar in Ankara on Tuesday.\nThey spoke of 2020.",
    "two.txt": "Ola Nordmann moved from Oslo to Bergen in 1999.",
    "three.txt": "A third article, about <b>nobody</b> at all.",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with three articles, made as a script would make it."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = tmp_path / "news.annotator"
    assert main(["import", str(made), *(str(tmp_path / name) for name in TEXTS)]) == 0
    return made


def test_what_is_known_of_an_article_is_changed_where_it_stands(start: Start, path: Path) -> None:
    def first_day(desk: Desk) -> None:
        header = desk.window.page.header
        desk.key(Key.Key_F2)
        desk.write("A meeting in Ankara")
        desk.key(Key.Key_Tab)
        desk.write("Maren Dahl")
        desk.key(Key.Key_Tab)
        desk.write("sometime")
        desk.key(Key.Key_Return)
        assert header.form.isVisible()
        assert header.form.said.property("tone") == "refused"
        desk.write("2022-02-28")
        desk.key(Key.Key_Return)
        assert not header.form.isVisible()
        assert desk.view.hasFocus()
        assert header.title.text() == "A meeting in Ankara"
        assert header.meta.text().startswith("Maren Dahl  ·  28 February 2022")
        desk.qtbot.waitUntil(lambda: desk.titles()[0] == "A meeting in Ankara")
        QTest.mouseClick(header.title, Qt.MouseButton.LeftButton)
        desk.write("nothing")
        desk.key(Key.Key_Escape)
        assert header.title.text() == "A meeting in Ankara"

    def second_day(desk: Desk) -> None:
        desk.key(Key.Key_Z, CTRL)
        assert not desk.window.page.header.meta.text().startswith("Maren Dahl")
        desk.qtbot.waitUntil(lambda: desk.titles()[0].startswith("The minister"))

    assert start([str(path)], first_day) == 0
    assert start([], second_day) == 0


def test_spans_are_gone_through_relabelled_and_removed_in_their_list(start: Start, path: Path) -> None:
    def work(desk: Desk) -> None:
        for word, key in (("Ankara", Key.Key_3), ("Tuesday", Key.Key_4), ("2020", Key.Key_4)):
            desk.double_click(word)
            desk.key(key)
        spans = desk.window.spans
        while not spans.list.hasFocus():
            desk.key(Key.Key_F6)
        desk.key(Key.Key_Home)
        assert desk.window.page.view.selected_span().label == "LOC"
        desk.key(Key.Key_Down)
        desk.key(Key.Key_5)
        assert desk.spans() == [("Ankara", "LOC"), ("Tuesday", "EVENT"), ("2020", "DATE")]
        assert spans.list.hasFocus()
        desk.key(Key.Key_Delete)
        assert desk.spans() == [("Ankara", "LOC"), ("2020", "DATE")]
        desk.key(Key.Key_Return)
        assert desk.view.hasFocus()

    assert start([str(path)], work) == 0


def test_the_list_is_filtered_and_steps_keep_to_it(start: Start, path: Path) -> None:
    def work(desk: Desk) -> None:
        articles = desk.window.articles
        desk.key(Key.Key_Return, CTRL)
        desk.key(Key.Key_L, CTRL)
        desk.write("bergen")
        desk.key(Key.Key_Return)
        desk.qtbot.waitUntil(lambda: len(desk.titles()) == 1)
        assert articles.articles.hasFocus()
        desk.key(Key.Key_L, CTRL)
        desk.write("zzzz")
        desk.qtbot.waitUntil(articles.no_match.isVisible)
        desk.key(Key.Key_Escape)
        assert len(desk.titles()) == 3
        assert desk.view.hasFocus()
        desk.key(Key.Key_L, CTRL)
        desk.key(Key.Key_Tab)
        desk.write("Done")
        desk.qtbot.waitUntil(lambda: len(desk.titles()) == 1)
        desk.key(Key.Key_Up, ALT)
        assert desk.view.text().startswith("The minister")
        desk.key(Key.Key_Down, ALT)
        assert "last article" in desk.window.status.hint.text()

    assert start([str(path)], work) == 0


def test_panels_hide_and_all_is_found_again(start: Start, path: Path) -> None:
    def first_day(desk: Desk) -> None:
        window = desk.window
        seen = set()
        for _ in range(12):
            desk.key(Key.Key_F6)
            seen.add(QApplication.focusWidget())
        assert {window.articles.articles, window.articles.filter.line, window.page.view} <= seen
        assert any(window.labels.isAncestorOf(widget) for widget in seen)
        desk.key(Key.Key_F6, SHIFT)
        window.page.view.setFocus()
        desk.key(Key.Key_F8)
        assert not window.articles.isVisible()
        desk.key(Key.Key_F9)
        desk.key(Key.Key_Down, ALT)
        desk.key(Key.Key_Plus, CTRL)
        window.resize(1111, 666)
        QApplication.processEvents()

    def second_day(desk: Desk) -> None:
        window = desk.window
        assert not window.articles.isVisible()
        assert [window.labels.isVisible(), window.spans.isVisible()] == [False, True]
        assert desk.view.text().startswith("Ola Nordmann")
        assert desk.view.zoom_factor() > 1.0
        desk.key(Key.Key_F8)
        assert window.articles.isVisible()

    assert start([str(path)], first_day) == 0
    assert start([], second_day) == 0


def test_settings_keys_and_actions_are_chosen_by_keys(start: Start, path: Path) -> None:
    def first_day(desk: Desk) -> None:
        desk.key(Key.Key_Comma, CTRL)
        settings = desk.dialog(SettingsDialog)
        while settings.focusWidget() is not settings.rows[FONT_SIZE.name].control:
            desk.key_in(settings, Key.Key_Tab)
        desk.key_in(settings, Key.Key_Up)
        desk.leave(settings)
        desk.key(Key.Key_F1)
        sheet = desk.dialog(ShortcutSheet)
        QTest.keyClicks(sheet.focusWidget(), "redo")
        assert [line.title for line in sheet.model.lines if not line.heading] == ["Redo"]
        desk.leave(sheet)
        desk.do("Dark theme")
        desk.qtbot.waitUntil(desk.window.actions_by_name["theme_dark"].isChecked)

    def second_day(desk: Desk) -> None:
        assert desk.window.actions_by_name["theme_dark"].isChecked()
        desk.key(Key.Key_Comma, CTRL)
        settings = desk.dialog(SettingsDialog)
        assert settings.rows[FONT_SIZE.name].control.value() == FONT_SIZE.default + 1
        desk.leave(settings)
        desk.do("Light theme")
        desk.qtbot.waitUntil(desk.window.actions_by_name["theme_light"].isChecked)

    assert start([str(path)], first_day) == 0
    assert start([], second_day) == 0


def test_a_span_in_pieces_by_mouse_and_by_keys(start: Start, path: Path) -> None:
    def first_day(desk: Desk) -> None:
        desk.double_click("Zakir")
        desk.key(Key.Key_1)
        desk.drag_with("Akar", CTRL)
        (span,) = desk.view.spans()
        assert [desk.view.text()[start:end] for start, end in span.pieces] == ["Zakir", "Akar"]
        desk.walk("met")
        desk.key(Key.Key_Plus)
        (span,) = desk.view.spans()
        assert len(span.pieces) == 3
        desk.key(Key.Key_Z, CTRL)

    def second_day(desk: Desk) -> None:
        (span,) = desk.view.spans()
        assert len(span.pieces) == 2
        desk.key(Key.Key_Z, CTRL)
        desk.key(Key.Key_Z, CTRL)
        assert desk.view.spans() == ()

    assert start([str(path)], first_day) == 0
    assert start([], second_day) == 0


def test_only_the_text_and_a_project_that_is_only_read(start: Start, path: Path) -> None:
    def work(desk: Desk) -> None:
        desk.key(Key.Key_F11)
        assert not desk.window.articles.isVisible()
        desk.double_click("Ankara")
        desk.key(Key.Key_3)
        assert "was opened to be read" in desk.window.status.hint.text()
        assert desk.window.status.isVisible()
        desk.key(Key.Key_Escape)
        desk.key(Key.Key_Escape)
        assert desk.window.articles.isVisible()
        assert desk.window.status.saved.text() == "Read only"

    assert start([str(path), "--read-only"], work) == 0
    assert [file.name for file in path.parent.glob("news*")] == ["news.annotator"]
