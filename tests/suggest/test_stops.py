"""The stops of Tab: suggestions, and between them what is likely."""

from annotator.suggest import Reason, Suggestion
from annotator.suggest.likely import Likely
from annotator.suggest.stops import backward, onward

TEXT = "abcdefghij" * 5


def likely(*places):
    return [Likely(start, end, "name", TEXT[start:end], 0.7) for start, end in places]


def offers(*places):
    return [Suggestion(start, end, "PER", 0.9, "crf", Reason("so")) for start, end in places]


def places(stops):
    return [(one.start, one.end) for one in stops]


def test_both_in_order_and_nothing_likely_overlaps_a_suggestion():
    found = onward(likely((0, 4), (6, 9), (12, 15), (20, 22)), offers((2, 7), (30, 33), (45, 48)), TEXT, until=40)
    assert places(found) == [(2, 7), (12, 15), (20, 22), (30, 33)]


def test_the_same_backward():
    found = backward(likely((20, 22), (12, 15), (6, 9), (0, 4)), offers((2, 7), (30, 33)), TEXT, until=0)
    assert places(found) == [(30, 33), (20, 22), (12, 15), (2, 7)]


def test_without_suggestions_it_is_what_is_likely():
    assert places(onward(likely((0, 4)), [], TEXT, until=40)) == [(0, 4)]
