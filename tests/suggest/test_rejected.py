"""What was rejected does not come back in its article."""

import pytest

from annotator.model import Span, Verdict
from annotator.suggest import Reason, Suggestion
from annotator.suggest.rejected import Rejected

TEXT = "Oslo and Oslo and Bank of Oslo"


def suggested(start, end, label):
    return Suggestion(start, end, label, 0.9, "crf", Reason("because"))


ALL = [suggested(0, 4, "ORG"), suggested(9, 13, "ORG"), suggested(9, 13, "LOC"), suggested(18, 30, "ORG")]


def left(spans, *verdicts):
    made = [
        Verdict(at, 1, start, end, label, "crf", "anna", accepted)
        for at, (start, end, label, accepted) in enumerate(verdicts)
    ]
    return [one.place for one in Rejected(TEXT, spans, made).left(ALL)]


def test_a_form_that_was_rejected_is_nothing_in_this_article():
    assert left([], (0, 4, "ORG", False)) == [(18, 30, "ORG")]


def test_a_form_that_got_another_label_only_lost_the_one_that_was_offered():
    assert left([Span(1, 1, "LOC", "anna", 0, 4)], (0, 4, "ORG", False)) == [(9, 13, "LOC"), (18, 30, "ORG")]


def test_a_form_that_was_labelled_before_it_was_rejected_is_not_suggested_any_more():
    assert left([Span(1, 1, "ORG", "anna", 0, 4)], (9, 13, "ORG", False)) == [(18, 30, "ORG")]


@pytest.mark.parametrize("verdicts", [(), ((0, 4, "ORG", True),)])
def test_what_was_not_rejected_stays(verdicts):
    assert left([], *verdicts) == [one.place for one in ALL]
