from dataclasses import replace

import pytest

from annotator.attributes import attributes_for
from annotator.describing import (
    describe_span,
    document_labels_of,
    flag_document,
    note_document,
    note_relation,
    note_span,
    set_attribute,
    toggle_document_label,
    unflag_document,
)
from annotator.edits import label_span, relabel_span, updated
from annotator.errors import EditError
from annotator.model import (
    AnnotatedDocument,
    Attribute,
    AttributeKind,
    Document,
    Kind,
    Label,
    Progress,
    Relation,
    Scheme,
    Span,
    Status,
)

SCHEME = Scheme(
    (
        Label(
            1,
            "PERSON",
            attributes=(
                Attribute("role", choices=("minister", "general"), default="minister"),
                Attribute("sure", AttributeKind.YES_NO, default=False),
                Attribute("names", AttributeKind.CHOICES, choices=("first", "last")),
                Attribute("says", AttributeKind.TEXT),
                Attribute("id", AttributeKind.LINK, address="https://www.wikidata.org/wiki/"),
            ),
        ),
        Label(2, "GENERAL", parent="PERSON", attributes=(Attribute("role", choices=("army",)),)),
        Label(3, "ORG"),
        Label(4, "topic", Kind.DOCUMENT, one_below=True),
        Label(5, "war", Kind.DOCUMENT, parent="topic"),
        Label(6, "peace", Kind.DOCUMENT, parent="topic"),
        Label(7, "long", Kind.DOCUMENT),
    )
)
ZAKIR = Span(101, 7, "PERSON", "Ayla", 0, 5)
OPENED = AnnotatedDocument(
    Document(7, "Zakir Hasanov"), (ZAKIR,), progress=(Progress(900, 7, "Ayla", Status.IN_PROGRESS),)
)


def test_attributes_come_from_a_label_and_those_above_it():
    assert [one.name for one in attributes_for(SCHEME, "GENERAL")] == ["role", "sure", "names", "says", "id"]
    assert attributes_for(SCHEME, "GENERAL")[0].choices == ("army",)
    assert attributes_for(SCHEME, "ORG") == ()


def test_a_new_span_has_the_defaults():
    span = label_span(OPENED, SCHEME, 6, 13, "PERSON", "Ayla")[0].after
    assert span.attributes == (("role", "minister"), ("sure", False))
    assert label_span(OPENED, SCHEME, 6, 13, "ORG", "Ayla")[0].after.attributes == ()


def test_another_label_keeps_what_was_said_and_adds_its_defaults():
    span = replace(ZAKIR, label="ORG", attributes=(("role", "general"), ("size", "large")))
    changed = relabel_span(replace(OPENED, spans=(span,)), SCHEME, span, "PERSON")[0].after
    assert changed.attributes == (("role", "general"), ("size", "large"), ("sure", False))


@pytest.mark.parametrize(
    ("name", "value"),
    [("role", "general"), ("sure", True), ("names", ("first", "last")), ("says", "No. "), ("id", "Q42")],
)
def test_an_attribute_takes_its_values(name, value):
    (edit,) = set_attribute(OPENED, SCHEME, ZAKIR, name, value)
    assert edit.after == replace(ZAKIR, attributes=((name, value),))
    assert set_attribute(OPENED, SCHEME, edit.after, name, value) == []
    (back,) = set_attribute(OPENED, SCHEME, edit.after, name, None)
    assert back.after == ZAKIR


@pytest.mark.parametrize(
    ("name", "value"),
    [("role", "army"), ("role", True), ("sure", "yes"), ("names", ("middle",)), ("names", "first"), ("id", "Q 42")],
)
def test_and_no_others(name, value):
    with pytest.raises(EditError, match=f"{name} cannot be"):
        set_attribute(OPENED, SCHEME, ZAKIR, name, value)


def test_what_the_scheme_does_not_have_can_only_be_taken_away():
    span = replace(ZAKIR, attributes=(("size", "large"),))
    with pytest.raises(EditError, match="PERSON has no attribute size"):
        set_attribute(OPENED, SCHEME, span, "size", "small")
    assert set_attribute(OPENED, SCHEME, span, "size", None)[0].after == ZAKIR


def test_attributes_and_note_are_set_at_once():
    (edit,) = describe_span(OPENED, SCHEME, ZAKIR, {"says": "Hello", "role": "general", "id": None}, " Who? ")
    assert edit.before == ZAKIR
    assert edit.after == replace(ZAKIR, attributes=(("role", "general"), ("says", "Hello")), note="Who?")
    assert describe_span(OPENED, SCHEME, edit.after, {"id": ""}, "Who?") == []
    with pytest.raises(EditError, match="role cannot be"):
        describe_span(OPENED, SCHEME, ZAKIR, {"says": "Hello", "role": "king"}, "")


def test_notes_are_set_and_taken_away():
    (edit,) = note_span(OPENED, ZAKIR, " Who? ")
    assert edit.after == replace(ZAKIR, note="Who?")
    assert note_span(OPENED, ZAKIR, "") == []
    relation = Relation(1, 7, "knows", "Ayla", 101, 102)
    assert note_relation(OPENED, relation, "So?")[0].after.note == "So?"
    (edit,) = note_document(OPENED, "Ayla", "Read again.")
    noted = updated(OPENED, [edit])
    assert noted.notes[0].text == "Read again."
    assert note_document(noted, "Ayla", "Read again.") == []
    assert updated(noted, note_document(noted, "Ayla", "Read.")).notes[0].text == "Read."
    assert updated(noted, note_document(noted, "Ayla", " ")).notes == ()
    assert len(updated(noted, note_document(noted, "Björn", "I did.")).notes) == 2


def test_a_document_has_labels_and_of_some_one_at_most():
    document = OPENED
    for name in ("long", "war", "peace"):
        document = updated(document, toggle_document_label(document, SCHEME, name, "Ayla"))
    assert [one.label for one in document_labels_of(document, "Ayla")] == ["long", "peace"]
    assert document_labels_of(document, "Björn") == ()
    document = updated(document, toggle_document_label(document, SCHEME, "long", "Ayla"))
    assert [one.label for one in document.document_labels] == ["peace"]
    with pytest.raises(EditError, match="no label sport for articles"):
        toggle_document_label(document, SCHEME, "sport", "Ayla")
    with pytest.raises(EditError, match="Choose one of those"):
        toggle_document_label(document, SCHEME, "topic", "Ayla")


def test_a_flag_keeps_the_status_and_is_one_annotators():
    (flagged,) = flag_document(OPENED, "Ayla", " ask \n Ola ")
    assert flagged.after == Progress(900, 7, "Ayla", Status.IN_PROGRESS, flagged=True, note="ask Ola")
    with_flag = updated(OPENED, [flagged])
    assert flag_document(with_flag, "Ayla", "ask Ola") == []
    (off,) = unflag_document(with_flag, "Ayla")
    assert off.after == OPENED.progress[0]
    (other,) = flag_document(OPENED, "Björn", "")
    assert (other.before, other.after.annotator, other.after.status) == (None, "Björn", Status.TODO)


def test_without_a_flag_there_is_none_to_take_off():
    assert unflag_document(OPENED, "Ayla") == []
    assert unflag_document(OPENED, "Björn") == []
