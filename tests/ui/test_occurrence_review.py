"""Going through the other places of a form in the whole project, in the real window, by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.settings import LIKE_PLURALS
from annotator.transfer.importing import import_files
from annotator.ui import labelling_places, occurrence_review
from tests.ui.keyboard import press
from tests.ui.test_names import nameless

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
TEXTS = {
    "a.txt": "Turkey and Turkey's border. TURKEY, Turkeys and New Turkey.",
    "b.txt": "In Turkey. Nobody knows the king of Turkey.",
    "c.txt": "Nothing of it.",
}


@pytest.fixture
def window(qtbot, application, tmp_path):
    """The window on the first article that names Turkey, where it is labelled once."""
    work = application.session.workspace
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    last = work.project.documents(annotator=work.annotator, limit=9)[-1].id
    import_files(work.project, [tmp_path / name for name in TEXTS], annotator=work.annotator)
    work.open_document(work.project.documents(annotator=work.annotator, after=last, limit=1)[0].id)
    application.window.resize(1280, 800)
    assert QTest.qWaitForWindowActive(application.window)
    view = application.window.page.view
    view.setFocus()
    view.select(0, 6)
    press(Key.Key_3)
    view.select(0, 6)
    return application.window


@pytest.fixture
def review(qtbot, application, window):
    """The panel, when all has been found."""
    press(Key.Key_B, CTRL | SHIFT)
    bar = application.session.later.in_project._occurrences.bar
    wait(qtbot, bar)
    return bar


def wait(qtbot, bar):
    qtbot.waitUntil(lambda: not bar.told.text().startswith("Looking"))


def labelled(application):
    project = application.session.workspace.project
    return [
        (document.text[:2], span.start, span.label)
        for document in project.annotated_documents()
        for span in document.spans
    ]


def starts(bar):
    return [(hit.line.title[:2], hit.start) for hit in bar.rows.hits()]


FOUND = [("Tu", 11), ("Tu", 52), ("In", 3), ("In", 36)]


def test_all_other_places_are_listed_and_ctrl_enter_labels_them_as_one_action(review, application, window, qtbot):
    assert starts(review) == FOUND
    assert review.heading.text() == "“Turkey” as LOC"
    assert review.told.text() == "4 places in 2 articles"
    assert review.accept.text() == "Label 4 places"
    assert review.list.hasFocus()
    assert nameless(window) == []
    press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(labelled(application)) == 5)
    qtbot.waitUntil(review.isHidden)
    assert window.status.hint.text() == "Labelled 4 places as LOC. Undo takes all of them back."
    assert window.page.view.hasFocus()
    press(Key.Key_Z, CTRL)
    assert labelled(application) == [("Tu", 0, "LOC")]


@pytest.mark.parametrize("most", [50, 2])
def test_what_is_rejected_by_key_is_left_out_whatever_the_number(review, application, qtbot, monkeypatch, most):
    monkeypatch.setattr(labelling_places, "MOST_EDITS", most)
    monkeypatch.setattr(occurrence_review, "MOST_EDITS", most)
    press(Key.Key_Delete)
    press(Key.Key_Down)
    press(Key.Key_Space)
    assert review.accept.text() == "Label 2 places"
    press(Key.Key_Space)
    assert review.accept.text() == "Label 3 places"
    press(Key.Key_Return, CTRL)
    qtbot.waitUntil(review.isHidden)
    assert labelled(application) == [("Tu", 0, "LOC"), ("Tu", 52, "LOC"), ("In", 3, "LOC"), ("In", 36, "LOC")]
    press(Key.Key_Z, CTRL)
    assert labelled(application) == [("Tu", 0, "LOC")]
    press(Key.Key_Z, CTRL | SHIFT)
    assert len(labelled(application)) == 4


def test_all_are_rejected_and_accepted_at_once(review):
    review.all.click()
    assert not review.accept.isEnabled()
    assert review.all.text() == "Accept all"
    review.list.take_focus()
    press(Key.Key_Space)
    assert review.accept.text() == "Label 1 places"
    review.all.click()
    assert review.accept.text() == "Label 4 places"


def test_what_counts_as_alike_is_chosen_there_and_begins_as_the_settings_say(review, application, window, qtbot):
    review.case.setChecked(False)
    wait(qtbot, review)
    assert ("Tu", 28) in starts(review)
    review.possessives.setChecked(False)
    wait(qtbot, review)
    assert ("Tu", 11) not in starts(review)
    press(Key.Key_Escape)
    application.session.preferences.choose(LIKE_PLURALS, True)
    window.page.view.select(0, 6)
    press(Key.Key_B, CTRL | SHIFT)
    wait(qtbot, review)
    assert review.plurals.isChecked()
    assert ("Tu", 36) in starts(review)


def test_enter_opens_a_place_and_the_list_stays(review, application, window):
    press(Key.Key_End)
    press(Key.Key_Return)
    assert application.session.workspace.document.text.startswith("In Turkey")
    assert window.page.view.selected_text() == "Turkey"
    assert review.isVisible()
    assert starts(review) == FOUND


def test_escape_labels_nothing(review, application, window):
    press(Key.Key_Escape)
    assert review.isHidden()
    assert window.page.view.hasFocus()
    assert labelled(application) == [("Tu", 0, "LOC")]


def test_what_has_changed_meanwhile_is_left_out(review, application, qtbot):
    work = application.session.workspace
    hit = review.rows.hits()[-1]
    work.open_document(hit.line.id)
    application.window.page.view.select(28, 42)
    application.window.page.view.setFocus()
    press(Key.Key_2)
    review.list.take_focus()
    press(Key.Key_Return, CTRL)
    qtbot.waitUntil(review.isHidden)
    assert labelled(application) == [
        ("Tu", 0, "LOC"),
        ("Tu", 11, "LOC"),
        ("Tu", 52, "LOC"),
        ("In", 3, "LOC"),
        ("In", 28, "ORG"),
    ]


def test_there_may_be_nothing_else(application, window, qtbot):
    view = window.page.view
    view.select(0, 0)
    press(Key.Key_B, CTRL | SHIFT)
    assert window.status.hint.text().startswith("Select a labelled span first")
    view.select(20, 26)
    press(Key.Key_3)
    view.select(20, 26)
    press(Key.Key_B, CTRL | SHIFT)
    bar = application.session.later.in_project._occurrences.bar
    wait(qtbot, bar)
    assert bar.nothing.sentence.text().startswith("“border” stands nowhere else in this project")
    assert not bar.accept.isEnabled()


def test_one_panel_at_a_time(review, application, window, qtbot):
    press(Key.Key_F, CTRL | SHIFT)
    assert review.isHidden()
    window.page.view.setFocus()
    window.page.view.select(0, 6)
    press(Key.Key_B, CTRL | SHIFT)
    assert review.isVisible()
    assert application.session.later.in_project._bar.isHidden()
