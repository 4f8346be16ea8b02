import pytest
from PySide6.QtCore import Qt

from annotator.ui.names_choice import NamesChoice


@pytest.fixture
def choice(qtbot):
    choice = NamesChoice("May lie inside")
    qtbot.addWidget(choice)
    choice.show_names(["PERSON", "ORG"], ["ORG", "GONE"])
    choice.show()
    return choice


def test_what_is_chosen_is_ticked_also_what_is_not_offered(choice):
    assert [choice.item(row).text() for row in range(choice.count())] == ["PERSON", "ORG", "GONE"]
    assert choice.names() == ("ORG", "GONE")


def test_a_tick_is_told(qtbot, choice):
    choice.setCurrentRow(0)
    with qtbot.waitSignal(choice.names_chosen) as told:
        qtbot.keyClick(choice, Qt.Key.Key_Space)
    assert told.args == [("PERSON", "ORG", "GONE")]


def test_a_tick_that_is_refused_is_taken_back_where_it_was_told(qtbot, choice):
    choice.names_chosen.connect(lambda _: choice.show_names(["PERSON", "ORG"], ["ORG", "GONE"]))
    item = choice.item(0)
    choice.setCurrentRow(0)
    qtbot.keyClick(choice, Qt.Key.Key_Space)
    assert choice.names() == ("ORG", "GONE")
    assert choice.item(0) is item


def test_nothing_is_told_of_what_is_shown(qtbot, choice):
    with qtbot.assertNotEmitted(choice.names_chosen):
        choice.show_names(["PERSON", "LOC"], ["LOC"])
    assert choice.names() == ("LOC",)
