import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.edits import Edit
from annotator.model import Kind, Label
from tests.ui.conftest import ME
from tests.ui.keyboard import press

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL = Modifier.ControlModifier
LABELS = (
    Label(901, "Topic", Kind.DOCUMENT, one_below=True),
    Label(902, "War", Kind.DOCUMENT, parent="Topic", color="#d0552b"),
    Label(903, "Peace", Kind.DOCUMENT, parent="Topic", color="#2f9a5a"),
    Label(904, "Urgent", Kind.DOCUMENT, color="#3b7fd1"),
)


@pytest.fixture
def labels(window, work):
    work.project.apply("Labels", [Edit(None, label) for label in LABELS], ME)


@pytest.fixture
def own(application):
    return application.session.annotating.document_labels


def given(work):
    return [one.label for one in work.document.document_labels]


def test_labels_are_given_and_taken_by_digits_and_undone(window, work, labels, own):
    press(Key.Key_F12, CTRL)
    press(Key.Key_1)
    press(Key.Key_3)
    assert given(work) == ["War", "Urgent"]
    assert own.chips.accessibleName() == "Labels of the article: War, Urgent"
    press(Key.Key_3)
    assert given(work) == ["War"]
    press(Key.Key_Escape)
    assert window.page.view.hasFocus()
    press(Key.Key_Z, CTRL)
    assert given(work) == ["War", "Urgent"]
    press(Key.Key_Z, CTRL)
    press(Key.Key_Z, CTRL)
    assert given(work) == []
    assert own.chips.accessibleName() == "No label for the whole article"


def test_of_those_below_one_head_a_new_one_replaces_the_other(window, work, labels, own):
    press(Key.Key_F12, CTRL)
    assert [own._bar.choices.item(row).text() for row in range(3)] == ["1  Topic: War", "2  Topic: Peace", "3  Urgent"]
    press(Key.Key_1)
    press(Key.Key_2)
    assert given(work) == ["Peace"]
    states = [own._bar.choices.item(row).checkState() for row in range(3)]
    assert states == [Qt.CheckState.Unchecked, Qt.CheckState.Checked, Qt.CheckState.Unchecked]


def test_arrows_and_enter_do_it_too(window, work, labels, own):
    press(Key.Key_F12, CTRL)
    press(Key.Key_Right)
    press(Key.Key_Return)
    assert given(work) == ["Peace"]
    press(Key.Key_Right)
    press(Key.Key_Space)
    assert given(work) == ["Peace", "Urgent"]
    assert work.document.spans == ()


def test_a_click_on_the_chips_opens_the_bar_and_one_on_a_label_gives_it(window, work, labels, own):
    QTest.mouseClick(own.chips, Qt.MouseButton.LeftButton)
    choices = own._bar.choices
    place = choices.visualItemRect(choices.item(2)).center()
    QTest.mouseClick(choices.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert given(work) == ["Urgent"]
    QTest.mouseClick(choices.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert given(work) == []


def test_the_bar_follows_to_the_next_article(window, work, labels, own):
    press(Key.Key_F12, CTRL)
    press(Key.Key_3)
    press(Key.Key_Down, Modifier.AltModifier)
    assert given(work) == []
    assert own._bar.choices.item(2).checkState() == Qt.CheckState.Unchecked
    press(Key.Key_1)
    assert given(work) == ["War"]


def test_without_labels_for_articles_nothing_is_shown_and_it_is_said_where_they_come_from(window, own):
    assert not own.chips.isVisible()
    press(Key.Key_F12, CTRL)
    assert window.status.hint.text().startswith("This project has no labels for articles yet. ")


def test_a_project_that_can_only_be_read_refuses(window, work, labels, own, monkeypatch):
    monkeypatch.setattr(type(work.project), "read_only", property(lambda _project: True))
    press(Key.Key_F12, CTRL)
    assert own._bar is None
    assert "can only be read" in window.status.hint.text()


def test_more_than_there_is_room_for_are_counted(window, work, labels, own):
    own.chips.show_labels([Label(number, f"A rather long name {number}") for number in range(40)])
    own.chips.grab()
    assert "A rather long name 39" in own.chips.toolTip()
