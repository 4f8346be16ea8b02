import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.store.project import Project
from tests.ui.keyboard import press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def workspace(application):
    return application.session.workspace


@pytest.fixture
def header(window):
    return window.page.header


def type_into(name, header, text):
    for _ in range(5):
        if QApplication.focusWidget() is header.form.fields[name]:
            break
        press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is header.form.fields[name]
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_Delete)
    QTest.keyClicks(QApplication.focusWidget(), text)


def details(workspace):
    document = workspace.document.document
    return document.title, document.author, document.date, document.source, document.url


def test_a_key_opens_the_fields_and_enter_keeps_what_was_typed(window, workspace, header):
    press(Qt.Key.Key_F2)
    assert header.form.isVisible()
    assert not header.meta.isVisible()
    QTest.keyClicks(QApplication.focusWidget(), "Talks in <b>Ankara</b>")
    press(Qt.Key.Key_Return)
    assert workspace.document.document.title == "Talks in <b>Ankara</b>"
    assert header.title.isVisible()
    assert header.title.text() == "Talks in <b>Ankara</b>"
    assert window.page.view.hasFocus()
    assert workspace.project.next_undo("anna").title == "Change title: Talks in <b>Ankara</b>"
    before = details(workspace)
    press(Qt.Key.Key_Z, CTRL)
    assert details(workspace) != before
    assert header.title.text() != "Talks in <b>Ankara</b>"


def test_several_fields_are_one_action(workspace, header):
    before = details(workspace)
    press(Qt.Key.Key_F2)
    type_into("author", header, "Vugar Khalilov")
    type_into("date", header, "2 February 2022")
    type_into("source", header, "Wire 12")
    type_into("url", header, "https://example.org/1")
    press(Qt.Key.Key_Return)
    assert details(workspace)[1:] == ("Vugar Khalilov", "2022-02-02", "Wire 12", "https://example.org/1")
    assert workspace.project.next_undo("anna").title.startswith("Change author, date, source, address: ")
    assert header.meta.text().startswith("Vugar Khalilov  ·  2 February 2022  ·  Wire 12")
    press(Qt.Key.Key_Z, CTRL)
    assert details(workspace) == before


def test_escape_leaves_all_as_it_was(window, workspace, header):
    before = details(workspace)
    QTest.mouseClick(header.meta, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert header.form.isVisible()
    QTest.keyClicks(QApplication.focusWidget(), "1 gone")
    press(Qt.Key.Key_Escape)
    assert details(workspace) == before
    assert not header.form.isVisible()
    assert window.page.view.hasFocus()
    assert workspace.own_spans() == []


@pytest.mark.parametrize(
    ("typed", "said"), [("2022-02-30", "is not a date"), ("3/4/2022", "Write the month in letters")]
)
def test_a_wrong_date_gives_a_sentence_and_the_field(workspace, header, typed, said):
    press(Qt.Key.Key_F2)
    type_into("date", header, typed)
    press(Qt.Key.Key_Return)
    assert said in header.form.said.text()
    assert QApplication.focusWidget() is header.form.fields["date"]
    assert workspace.document.document.date == ""
    QTest.keyClicks(QApplication.focusWidget(), "2022-03")
    press(Qt.Key.Key_Return)
    assert workspace.document.document.date == "2022-03"
    assert not header.form.isVisible()


def test_another_article_keeps_what_was_typed_but_not_a_wrong_date(window, workspace, header):
    first = workspace.document.document.id
    press(Qt.Key.Key_F2)
    type_into("author", header, "Anna")
    type_into("date", header, "tomorrow")
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert workspace.document.document.id != first
    assert not header.form.isVisible()
    kept = workspace.project.document(first).document
    assert (kept.author, kept.date) == ("Anna", "")
    assert "“tomorrow” is not a date" in window.status.hint.text()


def test_nothing_changed_is_no_action(workspace, header):
    before = workspace.project.next_undo("anna")
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Enter)
    assert workspace.project.next_undo("anna") == before
    assert not header.form.isVisible()


def test_closing_the_window_keeps_what_was_typed(window, workspace, project_file):
    press(Qt.Key.Key_F2)
    type_into("source", window.page.header, "Wire 12")
    here = workspace.document.document.id
    window.close()
    again = Project.open(project_file)
    assert again.document(here).document.source == "Wire 12"
    again.close()


def test_the_keyboard_goes_to_the_text_of_the_next_article(window, workspace, header):
    press(Qt.Key.Key_F2)
    QTest.keyClicks(QApplication.focusWidget(), "Talks")
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert window.page.view.hasFocus()
    assert workspace.document.text.startswith("Ola")


def test_a_wrong_date_of_an_article_that_was_left_is_told_with_its_title(window, workspace, header):
    press(Qt.Key.Key_F2)
    QTest.keyClicks(QApplication.focusWidget(), "Talks")
    type_into("date", header, "31 Febr")
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert window.status.hint.text().startswith("The date of “")
    assert "stays as it was. “31 Febr” is not a date" in window.status.hint.text()
