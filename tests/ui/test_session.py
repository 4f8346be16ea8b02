import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit

from annotator.model import Status

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def workspace(application):
    return application.session.workspace


def select(view, quoted):
    start = view.text().index(quoted)
    view.select(start, start + len(quoted))


def labelled(workspace):
    return sorted((workspace.document.text[span.start : span.end], span.label) for span in workspace.own_spans())


@pytest.mark.parametrize("panel", ["articles", "page", "labels"])
def test_label_keys_work_whatever_panel_has_the_keyboard(qtbot, window, workspace, view, panel):
    select(view, "Zakir Hasanov")
    focus = {"articles": window.articles.articles, "page": view, "labels": window.labels.rows[3]}[panel]
    focus.setFocus()
    qtbot.keyClick(focus, Qt.Key.Key_1)
    assert labelled(workspace) == [("Zakir Hasanov", "PERSON")]
    assert view.selected_span() == workspace.own_spans()[0]


def test_the_view_shows_what_was_committed(qtbot, window, workspace, view):
    select(view, "Ankara")
    qtbot.keyClick(view, Qt.Key.Key_3)
    assert view.spans() == tuple(workspace.own_spans())
    qtbot.keyClick(view, Qt.Key.Key_2)
    assert [span.label for span in view.spans()] == ["ORG"]
    qtbot.keyClick(view, Qt.Key.Key_4, SHIFT)
    assert sorted(span.label for span in view.spans()) == ["DATE", "ORG"]
    assert view.selected_span().label == "DATE"
    qtbot.keyClick(view, Qt.Key.Key_Backspace)
    assert [span.label for span in view.spans()] == ["ORG"]
    qtbot.keyClick(view, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(view, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(view, Qt.Key.Key_Z, CTRL | SHIFT)
    assert sorted(span.label for span in view.spans()) == ["DATE", "ORG"]


def test_typing_in_a_field_stays_typing(qtbot, window, workspace, view):
    select(view, "Ankara")
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "123")
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert labelled(workspace) == []
    assert field.text() != "123"


def test_a_click_in_the_palette_labels(qtbot, window, workspace, view):
    select(view, "Ankara")
    qtbot.mouseClick(window.labels.rows[2], Qt.MouseButton.LeftButton)
    assert labelled(workspace) == [("Ankara", "LOC")]
    qtbot.waitUntil(lambda: window.labels.rows[2].count == 1)
    assert window.labels.rows[2].current


def test_a_refusal_is_said_in_the_status_line(qtbot, window, view):
    qtbot.keyClick(view, Qt.Key.Key_1)
    assert "Select some text first" in window.status.hint.text()
    assert window.status.hint.property("tone") == "refused"


def test_the_status_line_follows_the_selection(qtbot, window, view):
    select(view, "Zakir Hasanov")
    assert window.status.selection.text() == "13 to 26 “Zakir Hasanov”"
    assert window.status.hint.text().startswith("Press 1 for PERSON")
    qtbot.keyClick(view, Qt.Key.Key_1)
    assert "1 or Del to remove PERSON" in window.status.hint.text()
    qtbot.waitUntil(lambda: window.status.undo.text() == "Undo: Label PERSON: Zakir Hasanov")
    assert "Label PERSON: Zakir Hasanov" in window.actions_by_name["undo"].statusTip()


def test_the_list_shows_what_has_been_done(qtbot, window, workspace, view):
    select(view, "Ankara")
    qtbot.keyClick(view, Qt.Key.Key_3)
    lines = window.articles.articles.model()
    qtbot.waitUntil(lambda: lines.line(lines.index(0)).spans == 1)
    assert lines.line(lines.index(0)).status is Status.IN_PROGRESS
    qtbot.keyClick(view, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: lines.line(lines.index(0)).status is Status.DONE)
    assert window.articles.summary.text() == "1 of 3 done"
    assert window.articles.articles.currentIndex().row() == 1


def test_a_click_in_the_list_opens_the_article(qtbot, window, workspace, view):
    articles = window.articles.articles
    place = articles.visualRect(articles.model().index(1)).center()
    qtbot.mouseClick(articles.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert view.text().startswith("Ola Nordmann")
    assert window.windowTitle() == "Ola Nordmann moved from Oslo to Bergen in 1999. - news"
    assert window.page.header.title.text().startswith("Ola Nordmann")


def test_keys_go_to_the_next_article_and_back(qtbot, window, view):
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    assert view.text().startswith("Ola Nordmann")
    qtbot.keyClick(view, Qt.Key.Key_PageUp, CTRL)
    assert view.text().startswith("The minister")


def test_tags_are_letters(qtbot, window, view):
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(view, Qt.Key.Key_Down, ALT)
    assert "<b>nobody</b>" in window.page.header.title.text()
    assert "<b>nobody</b>" in window.windowTitle()


def test_saving_is_no_work(qtbot, window, view):
    qtbot.keyClick(view, Qt.Key.Key_S, CTRL)
    assert window.status.hint.text() == "Everything is already saved."
    assert window.status.saved.text() == "Saved"


def test_zoom_by_keys(qtbot, view):
    qtbot.keyClick(view, Qt.Key.Key_Plus, CTRL)
    assert view.zoom_factor() > 1
    qtbot.keyClick(view, Qt.Key.Key_0, CTRL)
    assert view.zoom_factor() == 1
    qtbot.keyClick(view, Qt.Key.Key_Minus, CTRL)
    assert view.zoom_factor() < 1


def test_select_all_and_copy(qtbot, qapp, window, view):
    window.articles.take_focus()
    qtbot.keyClick(window.articles.articles, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(window.articles.articles, Qt.Key.Key_C, CTRL)
    assert qapp.clipboard().text() == view.text()


def test_the_theme_changes_at_run_time(application, window):
    window.actions_by_name["theme_dark"].trigger()
    assert application.theming.theme.dark
    dark = window.grab().toImage()
    window.actions_by_name["theme_light"].trigger()
    assert window.grab().toImage() != dark


def test_a_bare_dialog_does_not_label(qtbot, window, workspace, view):
    select(view, "Ankara")
    dialog = QInputDialog(window)
    dialog.open()
    qtbot.keyClicks(dialog.findChild(QLineEdit), "1")
    assert labelled(workspace) == []
    dialog.reject()


def test_spans_of_another_window_are_painted(qtbot, application, workspace, view, project):
    from annotator.edits import label_span

    document = project.document(workspace.document.document.id)
    project.apply("Label", label_span(document, project.scheme(), 4, 12, "PERSON", "anna"), "anna")
    application.session.heartbeat.beat()
    assert [(span.start, span.end) for span in view.spans()] == [(4, 12)]
    assert workspace.document.spans == tuple(view.spans())


def test_the_project_without_articles_says_what_to_do(application, window, tmp_path):
    application.session.transfers.files.create_project(tmp_path / "empty")
    assert window.page.empty.isVisible()
    assert not window.page.view.isVisible()
    assert not window.actions_by_name["done_and_next"].isEnabled()
