"""What was accepted and rejected before weighs what is suggested now."""

import pytest

from annotator.suggest import Reason, Suggestion
from annotator.suggest.evidence import Evidence

TEXT = "Oslo and Bergen"
OSLO = Suggestion(0, 4, "LOC", 0.8, "crf", Reason("because"))


def score(evidence):
    (one,) = evidence.weighed(TEXT, [OSLO])
    return one.score


def test_without_evidence_nothing_changes():
    assert list(Evidence().weighed(TEXT, [OSLO])) == [OSLO]


@pytest.mark.parametrize("record", [(7, 3), (90, 10), (1, 0)])
def test_a_label_that_does_as_expected_keeps_its_scores(record):
    assert score(Evidence({"LOC": record})) == pytest.approx(0.8)


def test_a_label_that_is_mostly_wrong_is_believed_less():
    few, many = Evidence({"LOC": (1, 4)}), Evidence({"LOC": (10, 40)})
    assert 0.8 > score(few) > score(many) > 0.3 * 0.8
    assert score(Evidence({"ORG": (10, 40)})) == 0.8


def test_a_form_that_was_rejected_is_believed_less_under_that_label():
    assert score(Evidence({}, {("Oslo", "LOC"): (0, 1)})) == pytest.approx(0.8 * 2 / 3)
    assert score(Evidence({}, {("Oslo", "LOC"): (10, 1)})) > 0.7
    assert score(Evidence({}, {("Oslo", "ORG"): (0, 1), ("Bergen", "LOC"): (0, 1)})) == 0.8
