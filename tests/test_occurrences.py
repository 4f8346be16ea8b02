from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.model import AnnotatedDocument, Attribute, Document, Label, Scheme, Span
from annotator.occurrences import Likeness, forms_like, label_occurrences, occurrences, other_occurrences

TEXT = "Turkey met Turkey's turkey. Turkeys of New-Turkey and Turkey-led, New\nTurkey"


def found(form, like=None, taken=()):
    return [start for start, _ in occurrences(TEXT, form, like or Likeness(), taken=taken)]


def test_whole_words_in_the_same_case_and_of_the_possessive_without_its_ending():
    assert found("Turkey") == [0, 11, 54, 70]
    assert occurrences(TEXT, "Turkey")[1] == (11, 17)


def test_case_words_and_possessives_can_count_or_not():
    assert found("Turkey", Likeness(case=False)) == [0, 11, 20, 54, 70]
    assert found("Turkey", Likeness(words=False)) == [0, 11, 28, 43, 54, 70]
    assert found("Turkey", Likeness(possessives=False)) == [0, 54, 70]


def test_plurals_and_singulars_are_found_when_they_count():
    assert found("Turkey", Likeness(plurals=True)) == [0, 11, 28, 54, 70]
    assert found("Turkeys", Likeness(plurals=True)) == [0, 11, 28, 54, 70]
    assert found("Turkey's", Likeness()) == [0, 11, 54, 70]


def test_the_plurals_of_english():
    def plural(form):
        return forms_like(form, Likeness(plurals=True))

    assert {"party", "parties"} <= set(plural("party")) & set(plural("parties"))
    assert {"box", "boxes"} <= set(plural("box")) & set(plural("boxes"))
    assert "Pari" not in plural("Paris")


def test_a_name_is_found_over_the_end_of_a_line():
    assert occurrences("New Turkey, New\nTurkey", "New Turkey") == [(0, 10), (12, 22)]


def test_what_is_taken_is_left_out():
    assert found("Turkey", taken=[(50, 60), (0, 3), (12, 12)]) == [11, 70]


def test_of_a_cluster_nothing_is_found_by_half():
    assert occurrences("e e\u0301 e", "e", Likeness(words=False)) == [(0, 1), (5, 6)]


def document(*spans):
    return AnnotatedDocument(Document(7, TEXT), spans)


def test_spans_of_the_annotator_are_left_out_and_those_of_others_are_not():
    mine, inner, theirs = (
        Span(1, 7, "LOC", "Ayla", 0, 6),
        Span(2, 7, "ORG", "Ayla", 9, 19),
        Span(3, 7, "LOC", "Björn", 54, 60),
    )
    assert other_occurrences(document(mine, inner, theirs), mine) == [(54, 60), (70, 76)]


def test_they_get_the_label_with_what_it_has_by_default():
    scheme = Scheme((Label(5, "LOC", attributes=(Attribute("sure", choices=("yes", "no"), default="yes"),)),))
    mine = Span(1, 7, "LOC", "Ayla", 0, 6)
    (edit,) = label_occurrences(document(mine), scheme, mine, [(54, 60)])
    made = edit.after
    assert edit.before is None
    assert (made.label, made.annotator, made.document, made.start, made.end) == ("LOC", "Ayla", 7, 54, 60)
    assert made.attributes == (("sure", "yes"),)


@given(st.text("aB s'’-\n東é\u0301", max_size=60), st.text("aBs'東é", min_size=1, max_size=4), st.booleans())
def test_places_are_in_order_apart_and_say_the_form(text, form, words):
    places = occurrences(text, form, Likeness(words=words, possessives=False))
    assert all(text[start:end] == form for start, end in places)
    assert all(first[1] <= then[0] for first, then in pairwise(places))
