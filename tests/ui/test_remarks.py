from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.edits import Edit
from annotator.ids import new_id
from annotator.model import Attribute, AttributeKind, Kind, Label, Relation, Span
from tests.ui.conftest import ME
from tests.ui.keyboard import press

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier
ATTRIBUTES = (
    Attribute("role", choices=("minister", "general")),
    Attribute("names", AttributeKind.CHOICES, choices=("first", "last", "title")),
    Attribute("sure", AttributeKind.YES_NO),
    Attribute("says", AttributeKind.TEXT),
    Attribute("wikidata", AttributeKind.LINK, address="https://www.wikidata.org/wiki/"),
)


@pytest.fixture
def spans(window, work):
    """PERSON has an attribute of each kind; a person and a place are labelled, and a relation joins them."""
    person = work.scheme.find("PERSON")
    document = work.document.document.id
    zakir = Span(new_id(), document, "PERSON", ME, 13, 26, attributes=(("old", "x"),))
    ankara = Span(new_id(), document, "LOC", ME, 46, 52)
    visits = Relation(new_id(), document, "visits", ME, zakir.id, ankara.id)
    made = (Label(new_id(), "visits", Kind.RELATION, color="#d0552b"), zakir, ankara, visits)
    edits = [Edit(person, replace(person, attributes=ATTRIBUTES)), *(Edit(None, one) for one in made)]
    work.project.apply("Labels", edits, ME)
    return zakir, ankara


def write(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def choose(view, span):
    view.select_span(view.span_by_id(span.id))


def bar(application):
    return application.session.annotating.remarks._bar


def test_all_attributes_are_set_by_keys_as_one_action(window, view, work, spans):
    choose(view, spans[0])
    press(Key.Key_F12)
    press(Key.Key_G)
    press(Key.Key_Tab)
    press(Key.Key_Space)
    press(Key.Key_Right)
    press(Key.Key_Right)
    press(Key.Key_Space)
    press(Key.Key_Tab)
    press(Key.Key_Down)
    press(Key.Key_Tab)
    write("Hello 123")
    press(Key.Key_Tab)
    write("Q42 ")
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    write("Who?")
    press(Key.Key_Return, SHIFT)
    write("Ask.")
    press(Key.Key_Return)
    span = view.span_by_id(spans[0].id)
    assert dict(span.attributes) == {
        "old": "x",
        "role": "general",
        "names": ("first", "title"),
        "sure": True,
        "says": "Hello 123",
        "wikidata": "Q42",
    }
    assert span.note == "Who?\nAsk."
    assert view.hasFocus()
    assert view.selected_span() is span
    assert len(work.document.spans) == 2
    press(Key.Key_Z, CTRL)
    assert view.span_by_id(spans[0].id).attributes == (("old", "x"),)
    assert view.span_by_id(spans[0].id).note == ""


def test_escape_leaves_all_as_it_was(window, view, spans, application):
    choose(view, spans[0])
    press(Key.Key_F12)
    press(Key.Key_G)
    press(Key.Key_Escape)
    assert view.span_by_id(spans[0].id).attributes == (("old", "x"),)
    assert view.hasFocus()
    assert not bar(application).isVisible()
    press(Key.Key_Return, ALT)
    assert bar(application).fields["role"].value() is None


def test_what_the_scheme_does_not_have_can_be_taken_away(window, view, spans, application):
    choose(view, spans[0])
    press(Key.Key_F12)
    field = bar(application).fields["old"]
    assert field.value() == "x"
    field.widget.setFocus()
    press(Key.Key_Home)
    press(Key.Key_Return)
    assert view.span_by_id(spans[0].id).attributes == ()


def test_what_cannot_be_is_refused_beside_the_field_and_nothing_is_kept(window, view, spans, application):
    choose(view, spans[0])
    press(Key.Key_F12)
    bar(application).fields["wikidata"].widget.setFocus()
    write("Q1 Q2")
    press(Key.Key_Return)
    assert bar(application).isVisible()
    assert bar(application).said.text() == "wikidata cannot be “Q1 Q2”."
    assert view.span_by_id(spans[0].id).attributes == (("old", "x"),)


def test_a_label_without_attributes_says_where_they_come_from(window, view, spans, application):
    choose(view, spans[1])
    press(Key.Key_F12)
    assert bar(application).said.text().startswith("LOC has no attributes. ")
    write("A city.")
    press(Key.Key_Return)
    assert view.span_by_id(spans[1].id).note == "A city."


def test_what_was_typed_is_kept_when_one_goes_on_to_another_span(window, view, spans, application):
    choose(view, spans[1])
    press(Key.Key_F12)
    write("A city.")
    choose(view, spans[0])
    assert view.span_by_id(spans[1].id).note == "A city."
    assert "PERSON" in bar(application).title.text()
    assert bar(application).isVisible()


def test_and_when_one_goes_on_to_another_article(window, view, work, spans, application):
    choose(view, spans[1])
    press(Key.Key_F12)
    write("A city.")
    here = work.document.document.id
    press(Key.Key_Down, ALT)
    assert not bar(application).isVisible()
    assert {span.note for span in work.project.document(here).spans} == {"", "A city."}


def test_a_span_that_goes_takes_the_bar_with_it(window, view, work, spans, application):
    choose(view, spans[1])
    press(Key.Key_F12)
    work.undo()
    assert not bar(application).isVisible()


def test_what_another_change_brings_is_shown_unless_something_was_typed(window, view, work, spans, application):
    choose(view, spans[1])
    press(Key.Key_F12)
    now = view.span_by_id(spans[1].id)
    work.project.apply("Elsewhere", [Edit(now, replace(now, note="Theirs"))], ME)
    assert bar(application).note.toPlainText() == "Theirs"
    write("Mine. ")
    now = view.span_by_id(spans[1].id)
    work.project.apply("Elsewhere", [Edit(now, replace(now, note="New"))], ME)
    assert bar(application).note.toPlainText() == "Mine. Theirs"


def test_what_is_done_elsewhere_leaves_the_keyboard_where_it_is(window, view, work, spans, application):
    choose(view, spans[0])
    press(Key.Key_F12)
    press(Key.Key_Tab)
    field = QApplication.focusWidget()
    other = view.span_by_id(spans[1].id)
    work.project.apply("Elsewhere", [Edit(other, replace(other, note="Theirs"))], ME)
    assert QApplication.focusWidget() is field
    now = view.span_by_id(spans[0].id)
    work.project.apply("Elsewhere", [Edit(now, replace(now, note="Theirs"))], ME)
    assert bar(application).isAncestorOf(QApplication.focusWidget())
    assert bar(application).note.toPlainText() == "Theirs"


def test_a_relation_has_a_note(window, view, work, spans, application):
    choose(view, spans[0])
    press(Key.Key_R, ALT)
    press(Key.Key_F12)
    assert bar(application).title.text() == "“Zakir Hasanov” → visits  Ankara"
    write("When?")
    press(Key.Key_Return)
    assert work.document.relations[0].note == "When?"
    assert "Note: When?" in view.words_of(work.document.relations[0])
    assert window.relations.rows.item(0).text().endswith("✎")
    press(Key.Key_Z, CTRL)
    assert work.document.relations[0].note == ""


def test_an_article_has_a_note_that_its_header_shows(window, view, work, application):
    press(Key.Key_F12, SHIFT)
    write("Read <b>again</b>.")
    press(Key.Key_Return)
    assert [note.text for note in work.document.notes] == ["Read <b>again</b>."]
    assert "note: Read <b>again</b>." in window.page.header.meta.text()
    press(Key.Key_F12, SHIFT)
    assert bar(application).note.toPlainText() == "Read <b>again</b>."
    press(Key.Key_Escape)
    press(Key.Key_Z, CTRL)
    assert work.document.notes == ()
    assert "note" not in window.page.header.meta.text()


def test_with_nothing_selected_the_note_is_the_articles(window, view, work, application):
    press(Key.Key_F12)
    assert bar(application).title.text() == "Note on this article"


def test_a_project_that_can_only_be_read_refuses(window, view, work, spans, application, monkeypatch):
    choose(view, spans[0])
    monkeypatch.setattr(type(work.project), "read_only", property(lambda _project: True))
    press(Key.Key_F12)
    assert bar(application) is None
    assert "can only be read" in window.status.hint.text()


def test_the_list_says_more_of_a_span(window, view, spans):
    choose(view, spans[0])
    rows = window.spans.rows
    said = rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "PERSON: Zakir Hasanov, at 13; x"


def test_every_field_has_a_name(window, view, spans, application):
    choose(view, spans[0])
    press(Key.Key_F12)
    assert [field.widget.accessibleName() for field in bar(application).fields.values()] == [
        "role",
        "names",
        "sure",
        "says",
        "wikidata",
        "old",
    ]


def test_the_keyboard_goes_to_the_text_of_the_next_article(application):
    press(Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(QApplication.focusWidget(), "a note")
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert application.window.page.view.hasFocus()
