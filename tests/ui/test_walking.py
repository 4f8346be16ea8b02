"""Labelling by keys alone, in the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.settings import ADVANCES, LETTERS, SINGLE_KEYS
from annotator.store.project import Project
from annotator.transfer.importing import import_files

ME = "anna"
SHIFT, ALT, CTRL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class Hand:
    """Presses keys, whatever has the focus, and sees what is selected."""

    def __init__(self, application):
        self.window = application.window
        self.view = application.window.page.view
        self.workspace = application.session.workspace

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            QTest.keyClick(QApplication.focusWidget(), key, modifier)
        QApplication.processEvents()

    def place(self, word):
        start = self.view.text().index(f" {word} ") + 1
        return start, start + len(word)

    @property
    def selected(self):
        return self.view.selected_text()

    @property
    def labelled(self):
        text = self.view.text()
        return [
            (text[span.start : span.end], span.label) for span in sorted(self.view.spans(), key=lambda one: one.start)
        ]


@pytest.fixture
def project_file(project_file, tmp_path):
    """The usual articles, and one in which a name comes several times."""
    (tmp_path / "oslo.txt").write_text("In Oslo is Oslo, but no New Oslo Town. Oslo!", encoding="utf-8")
    project = Project.open(project_file)
    import_files(project, [tmp_path / "oslo.txt"], annotator=ME)
    project.close()
    return project_file


@pytest.fixture
def hand(application):
    hand = Hand(application)
    assert QApplication.focusWidget() is hand.view
    return hand


def test_tab_goes_from_one_likely_entity_to_the_next_and_back(hand):
    hand.press(Qt.Key.Key_Tab)
    assert hand.selected == "Zakir Hasanov"
    hand.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert hand.selected == "Ankara"
    hand.press(Qt.Key.Key_Tab, modifier=SHIFT)
    assert hand.selected == "Hulusi Akar"


def test_a_label_leads_on_to_the_next_likely_entity(hand):
    hand.press(Qt.Key.Key_Tab, Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_4)
    assert hand.labelled == [
        ("Zakir Hasanov", "PERSON"),
        ("Hulusi Akar", "PERSON"),
        ("Ankara", "LOC"),
        ("Tuesday", "DATE"),
    ]
    assert hand.selected == "2020"


def test_undo_selects_what_was_labelled_so_that_the_next_key_labels_that(hand):
    hand.press(Qt.Key.Key_Tab, Qt.Key.Key_1)
    hand.press(Qt.Key.Key_Z, modifier=CTRL)
    assert (hand.labelled, hand.selected) == ([], "Zakir Hasanov")
    hand.press(Qt.Key.Key_3)
    assert (hand.labelled, hand.selected) == ([("Zakir Hasanov", "LOC")], "Hulusi Akar")


def test_undo_of_many_labels_selects_nothing(hand):
    hand.press(Qt.Key.Key_End, modifier=CTRL)
    hand.workspace.open_document(hand.workspace.project.documents(annotator=ME)[-1].id)
    hand.view.select(*hand.place("Oslo"))
    hand.press(Qt.Key.Key_3, modifier=ALT)
    hand.view.select(0, 0)
    hand.press(Qt.Key.Key_Z, modifier=CTRL)
    assert (hand.labelled, hand.selected) == ([], "")


def test_the_caret_stays_where_text_was_selected_by_hand(hand):
    hand.view.select(4, 12)
    hand.press(Qt.Key.Key_1)
    assert hand.selected == ""
    assert hand.workspace.span.label == "PERSON"


def test_no_label_leads_on_where_that_is_not_wished(hand, application):
    application.preferences.choose(ADVANCES, False)
    hand.press(Qt.Key.Key_Tab, Qt.Key.Key_1)
    assert hand.workspace.span.label == "PERSON"


def test_where_nothing_is_likely_tab_leaves_the_text(hand):
    for _ in range(5):
        hand.press(Qt.Key.Key_Tab)
    assert hand.selected == "2020"
    hand.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not hand.view


def test_a_letter_goes_to_the_next_word_that_begins_with_it(hand):
    hand.press(Qt.Key.Key_M)
    assert hand.selected == "minister"
    hand.press(Qt.Key.Key_M)
    assert hand.selected == "met"
    hand.press(Qt.Key.Key_H)
    assert hand.selected == "Hulusi Akar"


def test_shift_and_a_letter_goes_to_a_capital_only(hand):
    hand.press(Qt.Key.Key_T, modifier=SHIFT)
    assert hand.selected == "The minister"
    hand.press(Qt.Key.Key_T, modifier=SHIFT)
    assert hand.selected == "Tuesday"


def test_a_letter_goes_on_from_the_label_given_last_not_from_what_is_selected(hand):
    hand.press(Qt.Key.Key_Tab, Qt.Key.Key_1)
    assert hand.selected == "Hulusi Akar"
    hand.press(Qt.Key.Key_M)
    assert hand.selected == "met"


def test_behind_the_last_word_a_letter_goes_on_from_the_top(hand):
    hand.press(Qt.Key.Key_M, Qt.Key.Key_M, Qt.Key.Key_M)
    assert hand.selected == "minister"
    assert hand.window.status.hint.text() == "From the top."
    hand.press(Qt.Key.Key_Q)
    assert hand.window.status.hint.text() == "No word of this article begins with “q”."


def test_a_letter_inside_a_likely_entity_selects_the_rest_of_it(hand):
    hand.press(Qt.Key.Key_A, modifier=SHIFT)
    assert hand.selected == "Akar"


def test_letters_type_in_text_fields(hand, qtbot):
    hand.press(Qt.Key.Key_L, modifier=CTRL)
    hand.press(Qt.Key.Key_M)
    assert QApplication.focusWidget().text() == "m"
    qtbot.waitUntil(lambda: hand.workspace.where.words == "m")
    assert hand.selected == ""


def test_with_alt_a_label_is_given_wherever_the_text_stands_and_taken_back_at_once(hand, qtbot):
    hand.workspace.open_document(hand.workspace.project.documents(annotator=ME)[-1].id)
    hand.press(Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: "Alt+1 for all 3" in hand.window.status.hint.text())
    hand.press(Qt.Key.Key_3, modifier=ALT)
    assert hand.labelled == [("Oslo", "LOC")] * 3
    assert hand.selected == "New Oslo Town"
    qtbot.waitUntil(lambda: hand.window.status.undo.text() == "Undo: Label LOC, 3 times: Oslo")
    hand.press(Qt.Key.Key_Z, modifier=CTRL)
    assert hand.labelled == []


def test_done_and_next_goes_on_in_the_next_article_for_who_came_by_keys(hand):
    hand.press(Qt.Key.Key_Tab, Qt.Key.Key_1)
    hand.press(Qt.Key.Key_Return, modifier=CTRL)
    assert hand.selected == "Ola Nordmann"


def test_done_and_next_selects_nothing_for_who_came_otherwise(hand):
    hand.press(Qt.Key.Key_Return, modifier=CTRL)
    assert hand.selected == ""


def test_what_was_labelled_before_is_likely_in_the_next_article(hand):
    hand.view.select(*hand.place("in"))
    hand.press(Qt.Key.Key_3)
    hand.workspace.next_document()
    hand.press(*[Qt.Key.Key_Tab] * 4)
    assert hand.selected == "in"


def test_letters_give_labels_where_that_is_chosen(hand, application):
    application.preferences.choose(LETTERS, "label")
    hand.press(Qt.Key.Key_Tab, Qt.Key.Key_P)
    assert hand.labelled == [("Zakir Hasanov", "PERSON")]
    hand.press(Qt.Key.Key_O, Qt.Key.Key_3)
    assert [label for _, label in hand.labelled] == ["PERSON", "ORG", "LOC"]


def test_single_keys_can_be_switched_off(hand, application):
    application.preferences.choose(SINGLE_KEYS, False)
    hand.press(Qt.Key.Key_M)
    assert hand.selected == ""
    hand.press(Qt.Key.Key_Tab, Qt.Key.Key_1)
    assert hand.labelled == []
    hand.press(Qt.Key.Key_1, modifier=ALT)
    assert hand.labelled == [("Zakir Hasanov", "PERSON")]


def test_the_status_line_says_what_tab_selects(hand, qtbot):
    qtbot.waitUntil(lambda: "Tab: “Zakir Hasanov”" in hand.window.status.hint.text())
    hand.press(Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: "Tab for “Hulusi Akar”" in hand.window.status.hint.text())
