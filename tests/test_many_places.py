from annotator.edits import Edit, updated
from annotator.many_places import give_label, take_label
from annotator.model import AnnotatedDocument, Document, Kind, Label, Relation, Scheme, Span

SCHEME = Scheme((Label(1, "LOC"), Label(2, "ORG"), Label(3, "ALONE", may_overlap=False), Label(4, "in", Kind.RELATION)))
TEXT = "Baku is far. Baku is near, Baku."
PLACES = [(0, 4), (13, 17), (27, 31)]


def document(*spans, **layers):
    return AnnotatedDocument(Document(1, TEXT), spans, **layers)


def after(opened, edits):
    return [(span.label, span.start, span.annotator) for span in updated(opened, edits).spans]


def test_what_has_no_label_is_labelled_and_what_has_one_relabelled():
    opened = document(Span(8, 1, "ORG", "Bela", 0, 4), Span(7, 1, "ORG", "Ayla", 13, 17))
    given = give_label(opened, SCHEME, PLACES, "LOC", "Ayla")
    assert after(opened, given.edits) == [
        ("ORG", 0, "Bela"),
        ("LOC", 0, "Ayla"),
        ("LOC", 13, "Ayla"),
        ("LOC", 27, "Ayla"),
    ]
    assert [edit.before for edit in given.edits] == [None, opened.spans[1], None]
    assert (given.refused, given.same) == ((), 0)


def test_one_more_label_beside_the_one_that_is_there():
    opened = document(Span(7, 1, "ORG", "Ayla", 13, 17))
    given = give_label(opened, SCHEME, [(13, 17)], "LOC", "Ayla", second=True)
    assert after(opened, given.edits) == [("ORG", 13, "Ayla"), ("LOC", 13, "Ayla")]


def test_what_has_the_label_already_is_left_and_counted():
    given = give_label(document(Span(7, 1, "LOC", "Ayla", 0, 4)), SCHEME, PLACES, "LOC", "Ayla")
    assert (len(given.edits), given.same) == (2, 1)


def test_what_the_rules_refuse_is_left_with_the_reason():
    opened = document(Span(7, 1, "ORG", "Ayla", 0, 12))
    given = give_label(opened, SCHEME, PLACES, "ALONE", "Ayla")
    assert [edit.after.start for edit in given.edits] == [13, 27]
    assert ["may not overlap" in str(error) for error in given.refused] == [True]
    twice = give_label(document(), SCHEME, [(0, 4), (0, 9)], "ALONE", "Ayla")
    assert (len(twice.edits), len(twice.refused)) == (1, 1)


def test_labels_are_taken_off_with_what_hangs_on_them_and_the_status_stays():
    spans = (Span(7, 1, "ORG", "Ayla", 0, 4), Span(8, 1, "LOC", "Ayla", 0, 4), Span(9, 1, "LOC", "Ayla", 13, 17))
    opened = document(*spans, relations=(Relation(20, 1, "in", "Ayla", 7, 9),))
    made = take_label(opened, [(0, 4)], "Ayla")
    assert set(made) == {Edit(spans[0], None), Edit(spans[1], None), Edit(opened.relations[0], None)}
    assert take_label(opened, [(0, 4)], "Bela") == ()
