"""Finding in all articles, in the real window, by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.edits import set_status
from annotator.model import Status
from annotator.store import project_hits
from annotator.ui import find_in_project, labelling_places
from annotator.ui.hit_rows import HitOrder, HitRows
from tests.ui.keyboard import press
from tests.ui.test_names import nameless

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key


@pytest.fixture
def find(qtbot, application, window):
    """Opens the panel, types something and waits for what is found; returns the rows as they read."""

    def find(typed, order=None):
        press(Key.Key_F, CTRL | SHIFT)
        bar = bar_of(application)
        if order is not None:
            bar.shown.setCurrentIndex(order)
        QTest.keyClicks(QApplication.focusWidget(), typed)
        settle(qtbot, application)
        return rows(application)

    return find


def bar_of(application):
    return application.session.later.in_project._bar


def settle(qtbot, application):
    """Wait until all that is looked for has been found."""
    bar = bar_of(application)
    qtbot.waitUntil(lambda: not bar._pause.isActive() and bar.told.text() != "Looking…")


def rows(application):
    return [
        f"{hit.snippet.before}[{hit.snippet.text}]{hit.snippet.after[:12]}" for hit in bar_of(application).rows.hits()
    ]


def test_the_articles_are_ranked_and_enter_opens_the_best_at_its_place(find, application, window):
    assert len(find("in tuesd")) == 1
    assert bar_of(application).told.text() == "1 article"
    press(Key.Key_Return)
    assert bar_of(application).list.hasFocus()
    application.session.workspace.next_document()
    press(Key.Key_Return)
    assert application.session.workspace.document.text.startswith("The minister")
    assert window.page.view.selected_text().lower() in ("in", "tuesday")
    assert window.page.view.hasFocus()
    assert bar_of(application).isVisible()
    assert len(rows(application)) == 1


def test_each_place_stands_between_what_is_around_it(find, application):
    assert find("in", 1) == [
        "The minister Zakir Hasanov met Hulusi Akar [in] Ankara on T",
        "Ola Nordmann moved from Oslo to Bergen [in] 1999.",
    ]
    assert bar_of(application).told.text() == "2 places in 2 articles"


def test_the_places_stand_in_the_order_of_what_precedes_or_follows(find, application, qtbot):
    find("in", 1)
    bar = bar_of(application)
    press(Key.Key_Return)
    bar.shown.setFocus()
    press(Key.Key_Down)
    assert bar.order() is HitOrder.BEFORE
    assert [row.split("[")[0].split()[-1] for row in rows(application)] == ["Akar", "Bergen"]
    press(Key.Key_Down)
    assert [row.split("]")[1].split()[0] for row in rows(application)] == ["1999.", "Ankara"]


def test_options_and_filters(find, application, qtbot):
    work = application.session.workspace
    find("a", 1)
    bar = bar_of(application)
    everything = rows(application)
    bar.case.setChecked(True)
    settle(qtbot, application)
    assert len(everything) > len(rows(application))
    bar.case.setChecked(False)
    bar.line.setText(r"\d{4}")
    bar.pattern.setChecked(True)
    settle(qtbot, application)
    assert [hit.snippet.text for hit in bar.rows.hits()] == ["2020", "1999"]
    work.apply("Done", set_status(work.document, work.annotator, Status.DONE))
    bar.status.setCurrentIndex(bar.status.findText("Done"))
    settle(qtbot, application)
    assert [hit.snippet.text for hit in bar.rows.hits()] == ["2020"]
    bar.label.setCurrentIndex(bar.label.findText("DATE"))
    settle(qtbot, application)
    assert rows(application) == []
    assert bar.nothing.sentence.text().startswith("Nothing is found")
    bar.line.setText("(")
    settle(qtbot, application)
    qtbot.waitUntil(lambda: bar.nothing.sentence.text().startswith("This is no pattern"))


def test_a_metadata_key_before_a_colon_lets_in_its_articles(find, application, qtbot):
    assert len(find("title:ola in", 1)) == 1


def test_several_rows_get_a_label_as_one_action_and_lose_it_again(find, application, window, qtbot):
    find("in", 1)
    press(Key.Key_Return)
    press(Key.Key_A, CTRL)
    press(Key.Key_3)
    bar = bar_of(application)
    qtbot.waitUntil(lambda: [hit.label for hit in bar.rows.hits()] == ["LOC", "LOC"])
    assert window.status.hint.text() == "Labelled 2 places in 2 articles as LOC."
    assert bar.list.hasFocus()
    assert len(bar.list.selected()) == 2
    press(Key.Key_2)
    qtbot.waitUntil(lambda: [hit.label for hit in bar.rows.hits()] == ["ORG", "ORG"])
    press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: [hit.label for hit in bar.rows.hits()] == ["LOC", "LOC"])
    press(Key.Key_Delete)
    qtbot.waitUntil(lambda: [hit.label for hit in bar.rows.hits()] == ["", ""])
    press(Key.Key_Delete)
    qtbot.waitUntil(lambda: window.status.hint.text() == "None of them has a label of yours.")


def test_rows_of_articles_are_not_labelled(find, application, window):
    find("minister")
    press(Key.Key_Return)
    press(Key.Key_3)
    assert window.status.hint.text().startswith("These rows are articles")
    assert application.session.workspace.own_spans() == []


def test_more_is_found_when_one_comes_to_the_end(find, application, qtbot, monkeypatch):
    monkeypatch.setattr(project_hits, "FIRST_STEP", 1)
    monkeypatch.setattr(project_hits, "STEP", 1)
    monkeypatch.setattr(find_in_project, "SCREENS", 1)
    find("in", 1)
    bar = bar_of(application)
    qtbot.waitUntil(lambda: bar.told.text() == "2 places in 2 articles")
    assert bar.rows.rowCount() == 2
    assert bar.rows.fetch is None


def test_the_selected_text_is_looked_for_and_escape_goes_back(application, window, qtbot):
    window.page.view.select(13, 26)
    press(Key.Key_F, CTRL | SHIFT)
    bar = bar_of(application)
    settle(qtbot, application)
    assert bar.line.text() == "Zakir Hasanov"
    assert bar.rows.rowCount() == 1
    assert bar.line.hasFocus()
    press(Key.Key_Escape)
    assert bar.isHidden()
    assert window.page.view.hasFocus()


def test_f6_goes_to_the_panel_and_every_control_has_a_name(find, application, window):
    find("minister", 1)
    window.spans.take_focus()
    press(Key.Key_F6)
    assert bar_of(application).isAncestorOf(QApplication.focusWidget()) or not window.spans.list.hasFocus()
    assert nameless(window) == []


def test_a_screen_reader_hears_label_title_and_line(find, application, qtbot):
    find("Ankara", 1)
    bar = bar_of(application)
    said = bar.rows.data(bar.rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert "The minister Zakir Hasanov met Hulusi Akar in Ankara on Tuesday." in said
    bar.rows.reject([0], on=True)
    assert bar.rows.data(bar.rows.index(0), Qt.ItemDataRole.AccessibleTextRole).startswith("Rejected. ")
    assert bar.rows.data(bar.rows.index(0), HitRows.REJECTED)


def test_another_project_begins_with_an_empty_panel(find, application, qtbot):
    find("minister", 1)
    application.session.workspace.project_opened.emit(application.session.workspace.project)
    assert bar_of(application).isHidden()
    assert bar_of(application).line.text() == ""


def test_in_a_narrow_window_the_filters_stand_below_the_options(find, application, window):
    find("in", 1)
    bar = bar_of(application)
    assert bar.status.y() - bar.case.y() in range(-8, 8)
    window.resize(640, 700)
    QApplication.processEvents()
    assert bar.status.y() > bar.case.geometry().bottom()
    assert bar.here.width() >= bar.here.sizeHint().width()


def test_more_rows_than_are_changed_at_once_can_be_labelled_but_not_relabelled(
    find, application, window, qtbot, monkeypatch
):
    monkeypatch.setattr(labelling_places, "MOST_EDITS", 1)
    find("in", 1)
    press(Key.Key_Return)
    press(Key.Key_A, CTRL)
    press(Key.Key_3)
    bar, jobs = bar_of(application), application.session.transfers.jobs
    qtbot.waitUntil(lambda: [hit.label for hit in bar.rows.hits()] == ["LOC", "LOC"])
    assert application.session.workspace.project.next_undo("anna").title == "Label LOC, 2 places: in"
    bar.list.take_focus()
    press(Key.Key_A, CTRL)
    qtbot.waitUntil(lambda: jobs._job is None)
    press(Key.Key_2)
    qtbot.waitUntil(lambda: window.status.hint.text().startswith("Some of these rows are labelled already"))
    press(Key.Key_Delete)
    assert window.status.hint.text().startswith("Select at most 1 rows, to take their labels off")
    press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: [hit.label for hit in bar.rows.hits()] == ["", ""])


def test_all_are_selected_also_those_that_are_not_found_yet(find, application, qtbot, monkeypatch):
    monkeypatch.setattr(project_hits, "FIRST_STEP", 1)
    monkeypatch.setattr(project_hits, "STEP", 1)
    monkeypatch.setattr(find_in_project, "SCREENS", 1)
    monkeypatch.setattr(find_in_project.FindInProject, "_fetch", lambda _: None)
    find("in", 1)
    bar = bar_of(application)
    qtbot.waitUntil(lambda: bar.rows.rowCount() == 1)
    bar.list.take_focus()
    press(Key.Key_A, CTRL)
    qtbot.waitUntil(lambda: bar.told.text() == "2 places in 2 articles")
    assert bar.list.selected() == [0, 1]
