"""What of all that is suggested stands to be decided."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.assist.on_offer import OnOffer, Terms
from annotator.model import Span
from annotator.suggest import Reason, Suggestion

TERMS = Terms(frozenset({"PER", "ORG"}), 0.5, frozenset())


def offer(start, end, label="PER", score=0.9):
    return Suggestion(start, end, label, score, "forms", Reason("so"))


def free_but(*spans):
    return lambda one: all(one.end <= span.start or span.end <= one.start for span in spans)


def span(start, end):
    return Span(start + 1, 1, "PER", "anna", start, end)


def places(on_offer):
    return [(one.start, one.end) for one in on_offer.offers]


def test_only_what_the_terms_allow_and_of_what_overlaps_the_first():
    on_offer = OnOffer()
    found = [offer(10, 14), offer(0, 4), offer(2, 6), offer(20, 24, "LOC"), offer(30, 34, score=0.4)]
    on_offer.take(found, TERMS, free_but())
    assert places(on_offer) == [(0, 4), (10, 14)]
    on_offer.take(found, Terms(TERMS.labels, 0.3, frozenset({"PER"})), free_but())
    assert places(on_offer) == []


def test_what_is_labelled_is_not_offered_until_the_label_goes():
    on_offer = OnOffer()
    on_offer.take([offer(0, 4), offer(6, 9), offer(12, 14)], TERMS, free_but(span(6, 8)))
    assert places(on_offer) == [(0, 4), (12, 14)]
    on_offer.follow([span(6, 8)], [], free_but())
    assert places(on_offer) == [(0, 4), (6, 9), (12, 14)]
    on_offer.follow([], [span(3, 13)], free_but(span(3, 13)))
    assert places(on_offer) == []


def test_what_was_decided_is_offered_no_more():
    on_offer = OnOffer()
    on_offer.take([offer(0, 4), offer(6, 9)], TERMS, free_but())
    on_offer.drop([(0, 4, "PER"), (6, 9, "ORG")])
    assert places(on_offer) == [(6, 9)]
    on_offer.follow([span(0, 4)], [], free_but())
    assert places(on_offer) == [(6, 9)]


def test_it_is_found_by_its_stretch():
    on_offer = OnOffer()
    on_offer.take([offer(0, 4), offer(6, 9)], TERMS, free_but())
    assert on_offer.at(6, 9) == offer(6, 9)
    assert on_offer.at(6, 8) is None


STRETCHES = st.tuples(st.integers(0, 40), st.integers(1, 6)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.lists(STRETCHES), st.lists(STRETCHES, max_size=6), st.data())
def test_following_is_the_same_as_offering_anew(found, labelled, data):
    offers, spans = [offer(*one) for one in found], [span(*one) for one in labelled]
    on_offer, anew = OnOffer(), OnOffer()
    on_offer.take(offers, TERMS, free_but())
    there = []
    for one in spans:
        there.append(one)
        on_offer.follow([], [one], free_but(*there))
    gone = data.draw(st.lists(st.sampled_from(there), unique=True)) if there else []
    left = [one for one in there if one not in gone]
    on_offer.follow(gone, [], free_but(*left))
    anew.take(offers, TERMS, free_but(*left))
    assert on_offer.offers == anew.offers


def inner(start, end, label="PER"):
    return Suggestion(start, end, label, 0.6, "crf", Reason("so"), is_inner=True)


def test_what_is_meant_to_lie_inside_is_offered_beside_what_is_around_it():
    on_offer = OnOffer()
    on_offer.take([inner(2, 6), inner(12, 20), inner(30, 34), offer(0, 9, "ORG"), offer(16, 24)], TERMS, free_but())
    assert places(on_offer) == [(0, 9), (2, 6), (16, 24), (30, 34)]
    assert on_offer.at(2, 6).is_inner
    assert on_offer.at(0, 9).label == "ORG"


def test_where_the_scheme_forbids_it_it_is_not():
    on_offer = OnOffer()
    on_offer.take([offer(0, 9, "ORG"), inner(2, 6)], TERMS, free_but(), lambda inside, outside: outside != "ORG")
    assert places(on_offer) == [(0, 9)]


def test_it_stays_when_what_is_around_it_is_accepted():
    on_offer = OnOffer()
    on_offer.take([offer(0, 9, "ORG"), inner(2, 6)], TERMS, free_but())
    gone, back = on_offer.follow([], [span(0, 9)], lambda one: one.is_inner)
    assert ([one.place for one in gone], back) == ([(0, 9, "ORG")], [])
    assert places(on_offer) == [(2, 6)]
