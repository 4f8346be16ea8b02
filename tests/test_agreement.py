from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agreement import ALL, Comparison, Difference, compared, kappa
from annotator.model import AnnotatedDocument, Document, Progress, Span, Status

TEXT = "Zakir Hasanov met Hulusi Akar in Ankara on Tuesday."
WORDS = [(0, 5), (0, 13), (6, 13), (18, 29), (33, 39), (43, 50)]


def span(quoted, label, who):
    start = TEXT.index(quoted)
    return Span(id(quoted) ^ hash((label, who)), 1, label, who, start, start + len(quoted))


def compare(*spans, done=()):
    progress = tuple(Progress(number, 1, who, Status.DONE) for number, who in enumerate(done))
    (found,) = compared([AnnotatedDocument(Document(1, TEXT), spans, progress=progress)], [("A", "B")])
    return found.result()


def test_spans_agree_in_place_and_label():
    found = compare(
        span("Zakir Hasanov", "PERSON", "A"),
        span("Zakir Hasanov", "PERSON", "B"),
        span("Hulusi Akar", "PERSON", "A"),
        span("Akar", "PERSON", "B"),
        span("Ankara", "LOC", "A"),
        span("Ankara", "ORG", "B"),
        span("Tuesday", "DATE", "B"),
    )
    everything = found.tallies[ALL]
    assert (found.documents, everything.one, everything.other, everything.same) == (1, 3, 4, 1)
    assert everything.f1 == pytest.approx(2 / 7)
    assert everything.f1_touched == pytest.approx(4 / 7)
    assert found.tallies["PERSON"].f1 == pytest.approx(0.5)
    assert found.tallies["PERSON"].f1_touched == 1
    assert found.tallies["DATE"].f1 == 0
    assert (found.places_one, found.places_other, found.places_both) == (3, 4, 2)
    assert found.f1_places == pytest.approx(4 / 7)
    assert [(TEXT[one.start : one.end], one.one, one.other) for one in found.differences] == [
        ("Hulusi Akar", ("PERSON",), ()),
        ("Akar", (), ("PERSON",)),
        ("Ankara", ("LOC",), ("ORG",)),
        ("Tuesday", (), ("DATE",)),
    ]


def test_kappa_is_what_is_above_chance():
    assert kappa({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}) == pytest.approx(0.4)
    assert kappa({("yes", "yes"): 3}) is None
    assert kappa({}) is None


def test_a_document_counts_where_both_have_looked_at_it():
    mine = span("Ankara", "LOC", "A")
    assert compare(mine).documents == 0
    found = compare(mine, done=["B"])
    assert found.documents == 1
    assert found.differences == (Difference(1, 33, 39, ("LOC",), ()),)
    assert compare(done=["A", "B"]).tallies == {}
    assert compare(done=["A", "B"]).f1_places is None


def test_pieces_are_a_place_of_their_own_and_overlap_where_they_are():
    pieces = replace(span("Zakir Hasanov met", "PERSON", "A"), pieces=((0, 5), (14, 17)))
    between = span("Hasanov", "PERSON", "B")
    assert compare(pieces, between).tallies[ALL].f1_touched == 0
    assert compare(pieces, span("Zakir", "PERSON", "B")).tallies[ALL].f1_touched == 1
    assert compare(pieces, replace(pieces, annotator="B", pieces=())).places_both == 0


layers = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["PERSON", "LOC"])), min_size=1, unique=True)


@given(layers, layers)
def test_it_is_the_same_from_either_side_and_whole_with_oneself(one, other):
    def layer(of, who):
        return [Span(at, 1, label, who, *place) for at, (place, label) in enumerate(of)]

    document = AnnotatedDocument(Document(1, TEXT), (*layer(one, "A"), *layer(other, "B"), *layer(one, "C")))
    here, back, same = (pair.result() for pair in compared([document], [("A", "B"), ("B", "A"), ("A", "C")]))
    assert here.tallies[ALL].f1 == back.tallies[ALL].f1
    assert here.tallies[ALL].f1_touched == back.tallies[ALL].f1_touched
    assert here.f1_places == back.f1_places
    assert here.kappa == pytest.approx(back.kappa) if here.kappa is not None else back.kappa is None
    assert here.tallies[ALL].f1 <= here.tallies[ALL].f1_touched
    assert same.tallies[ALL].f1 == same.f1_places == 1
    assert same.kappa in (None, pytest.approx(1))
    assert same.differences == ()


def test_nothing_is_nothing():
    assert Comparison("A", "B").result().kappa is None
