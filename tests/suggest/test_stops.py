"""The stops of Tab: suggestions, and between them what is likely."""

from annotator.suggest import Reason, Suggestion
from annotator.suggest.likely import Likely
from annotator.suggest.stops import backward, onward

TEXT = "abcdefghij" * 5


def likely(*places):
    return [Likely(start, end, "name", TEXT[start:end], 0.7) for start, end in places]


def offers(*places, score=0.9):
    return [Suggestion(start, end, "PER", score, "crf", Reason("so")) for start, end in places]


def places(stops):
    return [(one.start, one.end) for one in stops]


def test_both_in_order_and_nothing_likely_overlaps_a_suggestion():
    found = onward(likely((0, 4), (6, 9), (12, 15), (20, 22)), offers((2, 7), (30, 33), (45, 48)), TEXT, until=40)
    assert places(found) == [(2, 7), (12, 15), (20, 22), (30, 33)]


def test_the_same_backward():
    found = backward(likely((20, 22), (12, 15), (6, 9), (0, 4)), offers((2, 7), (30, 33)), TEXT, until=0)
    assert places(found) == [(30, 33), (20, 22), (12, 15), (2, 7)]


def test_where_a_suggestion_is_not_sure_what_is_likely_says_where_to_stop():
    unsure = offers((2, 7), (12, 15), (30, 33), score=0.6)
    assert places(onward(likely((0, 4), (12, 15), (20, 22)), unsure, TEXT, until=40)) == [
        (0, 4), (12, 15), (20, 22), (30, 33)
    ]  # fmt: skip
    assert places(backward(likely((20, 22), (12, 15), (0, 4)), unsure, TEXT, until=0)) == [
        (30, 33), (20, 22), (12, 15), (0, 4)
    ]  # fmt: skip


def test_what_is_likely_beside_a_sure_suggestion_does_not_hide_one_that_is_not():
    mixed = sorted([*offers((2, 7)), *offers((8, 12), score=0.6)], key=lambda one: one.start)
    assert places(onward(likely((6, 9)), mixed, TEXT, until=40)) == [(2, 7), (8, 12)]


def test_without_suggestions_it_is_what_is_likely():
    assert places(onward(likely((0, 4)), [], TEXT, until=40)) == [(0, 4)]
