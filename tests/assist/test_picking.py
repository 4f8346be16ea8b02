"""Which article is next, and when there is nothing left to learn."""

import pytest

from annotator.assist.picking import SETTLED, Candidate, agreement, candidate, drawn, is_settled, picked
from annotator.suggest import Reason, Suggestion


def suggested(start, score, label="LOC"):
    return Suggestion(start, start + 4, label, score, "crf", Reason("because"))


def unsure(number, uncertainty, words=""):
    return Candidate(number, uncertainty, frozenset(words.split()))


def test_what_is_as_likely_as_not_is_as_unsure_as_can_be():
    text = "x" * 500
    unsures = [candidate(1, text, [suggested(0, score)]).uncertainty for score in (0.0, 0.1, 0.5, 0.8, 1.0)]
    assert unsures == pytest.approx([0, 0.2, 1, 0.4, 0])


def test_a_long_article_is_not_wanted_for_its_length():
    short, long = (candidate(1, "x" * length, [suggested(0, 0.5)] * (length // 1000)) for length in (1000, 9000))
    assert short.uncertainty == long.uncertainty == 1


def test_the_most_unsure_come_first():
    assert picked([unsure(1, 0.2), unsure(2, 0.9), unsure(3, 0.5)], 2) == [2, 3]


def test_what_is_like_one_before_is_wanted_less():
    found = [unsure(1, 0.9, "bank money oslo"), unsure(2, 0.8, "bank money oslo"), unsure(3, 0.5, "goal match")]
    assert picked(found, 3) == [1, 3, 2]


def test_of_equals_the_first_is_taken_and_nothing_of_nothing():
    assert picked([unsure(2, 0.0), unsure(1, 0.0)], 5) == [1, 2]
    assert picked([], 5) == []


def test_the_same_articles_are_drawn_again():
    all_of_them = list(range(100))
    some = drawn(all_of_them, 20)
    assert len(set(some)) == 20
    assert drawn(list(reversed(all_of_them)), 20) == some
    assert set(drawn([one for one in all_of_them if one != some[0]], 20)) > set(some[1:])


def test_models_agree_on_what_they_would_show():
    one, other, faint = suggested(0, 0.9), suggested(10, 0.9), suggested(20, 0.1)
    assert agreement([[one, other]], [[one, other, faint]]) == 1
    assert agreement([[one, other]], [[one]]) == pytest.approx(2 / 3)
    assert agreement([[one]], [[suggested(0, 0.9, "ORG")]]) == 0
    assert agreement([[faint]], [[]]) == 1


def test_three_times_next_to_nothing_new_is_enough():
    assert is_settled([0.5, SETTLED, 1.0, 0.98])
    assert not is_settled([1.0, 1.0])
    assert not is_settled([1.0, 0.9, 1.0, 1.0])
