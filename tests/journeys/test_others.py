"""What others have labelled, gone through by keys alone: three people in one article."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt

from annotator import edits
from annotator.settings import FIRST_STEPS
from annotator.store.project import Project
from tests.journeys.sitting import labelled, leave, make_project, press, start

pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support (propagateSizeHints|raise)")

TEXT = "The minister Zakir Hasanov met Hulusi Akar in Ankara on Tuesday."
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
F7 = Qt.Key.Key_F7


@pytest.fixture
def desk(tmp_path):
    path = make_project(tmp_path, TEXT, "Nobody has labelled this.")
    with closing(Project.open(path)) as project:
        for person, quoted, label in (
            ("Björn", "Zakir Hasanov", "ORG"),
            ("Cem", "Zakir Hasanov", "PERSON"),
            ("Cem", "Hulusi", "PERSON"),
            ("Björn", "Hulusi Akar", "PERSON"),
            ("Björn", "Ankara", "LOC"),
            ("anna", "Ankara", "ORG"),
        ):
            project.ensure_annotator(person)
            document = next(iter(project.annotated_documents()))
            at = TEXT.index(quoted)
            made = edits.label_span(document, project.scheme(), at, at + len(quoted), label, person)
            project.apply("Label", made, person)
    application = start(path, knows=FIRST_STEPS)
    yield application
    leave(application)


def said(desk):
    return desk.window.status.hint.text()


def selected(desk):
    view = desk.window.page.view
    span = view.selected_span()
    return view.text()[span.start : span.end] if span else view.selected_text()


def test_each_place_is_selected_and_says_who_and_how(desk):
    view = desk.window.page.view
    assert view.others() == ()
    press(F7, CTRL)
    assert len(view.others()) == 5
    assert selected(desk) == "Zakir Hasanov"
    assert said(desk) == "1 of 4  ·  Björn: ORG, Cem: PERSON"
    press(Qt.Key.Key_1)
    assert ("Zakir Hasanov", "PERSON") in labelled(desk)
    press(F7, CTRL)
    assert (selected(desk), said(desk)) == ("Hulusi Akar", "2 of 4  ·  Björn: PERSON")
    press(F7, CTRL)
    assert (selected(desk), said(desk)) == ("Hulusi", "3 of 4  ·  Cem: PERSON")
    press(F7, CTRL)
    assert (selected(desk), said(desk)) == ("Ankara", "4 of 4  ·  Björn: LOC, you: ORG")
    press(Qt.Key.Key_3)
    assert ("Ankara", "LOC") in labelled(desk)
    assert ("Ankara", "ORG") not in labelled(desk)
    press(F7, CTRL)
    assert said(desk) == "Nobody else has labelled anything after this place."
    press(F7, CTRL | SHIFT)
    assert (selected(desk), said(desk)) == ("Hulusi", "3 of 4  ·  Cem: PERSON")
    for _ in range(2):
        press(F7, CTRL | SHIFT)
    assert (selected(desk), said(desk)) == ("Zakir Hasanov", "1 of 4  ·  Björn: ORG, Cem: PERSON, you: PERSON")
    press(F7, CTRL | SHIFT)
    assert said(desk) == "Nobody else has labelled anything before this place."


def test_where_nobody_has_labelled_that_is_said(desk):
    desk.window.actions_by_name["next_document"].trigger()
    press(F7, CTRL)
    assert said(desk) == "Nobody else has labelled anything in this article."
