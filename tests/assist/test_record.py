"""How often suggestions were right, by label."""

from annotator.assist.record import goes_quiet, share_accepted, with_verdict
from annotator.model import Verdict


def verdict(*, accepted, label="ORG"):
    return Verdict(1, 1, 0, 2, label, "crf", "anna", accepted)


def test_a_label_goes_quiet_when_it_is_mostly_wrong_and_enough_is_known():
    assert not goes_quiet({}, "ORG")
    assert not goes_quiet({"ORG": (0, 9)}, "ORG")
    assert goes_quiet({"ORG": (3, 7)}, "ORG")
    assert not goes_quiet({"ORG": (4, 6)}, "ORG")


def test_the_share_is_of_all_labels_together():
    assert share_accepted({}) is None
    assert share_accepted({"ORG": (1, 1), "PER": (1, 1)}) == 0.5


def test_verdicts_come_and_go():
    record = with_verdict(with_verdict({}, verdict(accepted=True)), verdict(accepted=False))
    assert record == {"ORG": (1, 1)}
    assert with_verdict(record, verdict(accepted=True), -1) == {"ORG": (0, 1)}
